"""The migrations and the tables say the same."""

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, inspect, text

from classroom.store.class_sessions import ClassSessions
from classroom.store.engine import Store, connect_store, migration_config
from classroom.store.tables import Table
from classroom.store.teachers import Teachers
from tests.store.rows import START


def migrate(store: Store, revision: str) -> None:
    config = migration_config()
    with store.engine.begin() as connection:
        config.attributes["connection"] = connection
        if revision == "base":
            command.downgrade(config, revision)
        else:
            command.upgrade(config, revision)


def differences(connection: Connection) -> list[object]:
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    return list(compare_metadata(context, Table.metadata))


def test_migrations_go_up_down_and_up_again_and_match_the_tables(url: str) -> None:
    store = connect_store(url)
    migrate(store, "head")
    with store.engine.connect() as connection:
        assert differences(connection) == []
    migrate(store, "base")
    with store.engine.connect() as connection:
        assert set(inspect(connection).get_table_names()) == {"alembic_version"}
    migrate(store, "head")
    with store.engine.connect() as connection:
        assert differences(connection) == []
    store.close()


def test_deleting_a_class_deletes_its_rows_by_the_database_itself(store: Store) -> None:
    for table in Table.metadata.sorted_tables:
        for key in table.foreign_keys:
            assert key.ondelete == "CASCADE", f"{table.name}.{key.parent.name}"


def test_the_teacher_of_an_older_database_becomes_an_admin_who_owns_its_classes(url: str) -> None:
    store = connect_store(url)
    migrate(store, "2026_11_21_pulse")
    with store.engine.begin() as connection:
        connection.execute(
            text("INSERT INTO teacher (id, name, created_at) VALUES ('t', 'Teacher', :now)"),
            {"now": START},
        )
        connection.execute(
            text(
                "INSERT INTO class_session (id, code, title, mode, created_at) "
                "VALUES ('c', 'code', 'Algebra', 'affect', :now)"
            ),
            {"now": START},
        )
    migrate(store, "head")
    with store.sessions() as s:
        assert Teachers(s).list_all()[0].admin
        assert ClassSessions(s).by_id("c").teacher_id == "t"
    store.close()
