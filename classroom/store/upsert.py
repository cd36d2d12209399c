"""Insert-or-update, which SQLite and PostgreSQL spell alike but SQLAlchemy keeps apart."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from classroom.store.tables import Table


def upsert(
    s: Session,
    table: type[Table],
    rows: Sequence[dict[str, Any]],
    *,
    keys: Sequence[str],
) -> None:
    """Write ``rows``; where the keys exist already, replace what is given."""
    if not rows:
        return
    insert = sqlite.insert if s.get_bind().dialect.name == "sqlite" else postgresql.insert
    statement = insert(table.__table__)  # type: ignore[arg-type]  # declared as FromClause
    replaced = [name for name in rows[0] if name not in keys]
    s.execute(
        statement.on_conflict_do_update(
            index_elements=list(keys),
            set_={name: statement.excluded[name] for name in replaced},
        ),
        rows,
    )
