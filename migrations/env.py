"""Runs the migrations: on the connection of ``open_store``, or by hand on the settings' one."""

from alembic import context
from sqlalchemy import Connection

from classroom.settings import Settings
from classroom.store.engine import connect_store
from classroom.store.tables import Table


def migrate(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=Table.metadata,
        render_as_batch=True,
        compare_type=True,
    )
    with context.begin_transaction():
        context.run_migrations()


given = context.config.attributes.get("connection")
if given is not None:
    migrate(given)
else:
    store = connect_store(
        context.get_x_argument(as_dictionary=True).get("url") or Settings().resolved_database_url
    )
    with store.engine.begin() as opened:
        migrate(opened)
    store.close()
