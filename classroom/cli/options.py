"""Options that every command has, and how flags become settings."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Any

import typer
from pydantic import ValidationError

from classroom.errors import SettingsError, StoreError
from classroom.settings import Settings

if TYPE_CHECKING:  # importing it takes longer than printing help
    from sqlalchemy.orm import Session

    from classroom.store.engine import Store

Json = Annotated[bool, typer.Option("--json", help="Print JSON, errors too.")]
DatabaseUrl = Annotated[
    str | None,
    typer.Option(
        help="SQLAlchemy URL of the database; without it CLASSROOM_DATABASE_URL, then SQLite in "
        "the data folder."
    ),
]
Host = Annotated[str | None, typer.Option(help="Address to listen on.")]
Port = Annotated[int | None, typer.Option(help="Port of the student side.")]
DashboardHost = Annotated[
    str | None,
    typer.Option(help="Address that the dashboard listens on; plain HTTP, so best this one."),
]
Workers = Annotated[int | None, typer.Option(help="Processes that read faces; 0 chooses by cores.")]
Tls = Annotated[
    bool | None, typer.Option("--tls/--no-tls", help="Serve the student side over HTTPS.")
]


def settings_from(**flags: Any) -> Settings:
    """Read the settings: flags that were given, then ``CLASSROOM_*``, then ``.env``."""
    given = {name: value for name, value in flags.items() if value is not None}
    try:
        return Settings(**given)
    except ValidationError as error:
        problems = "; ".join(
            f"{'.'.join(map(str, each['loc']))}: {each['msg']}" for each in error.errors()
        )
        raise SettingsError(f"bad settings: {problems}") from error


@contextmanager
def opened(settings: Settings) -> "Iterator[Store]":
    """Open the database for one command; raises ``StoreError`` where it fails in the middle."""
    from sqlalchemy.exc import DBAPIError

    from classroom.store.engine import open_store

    store = open_store(settings.resolved_database_url)
    try:
        yield store
    except DBAPIError as error:
        raise StoreError(
            f"The database failed, and nothing that was not finished is kept: {error.orig}"
        ) from error
    finally:
        store.close()


@contextmanager
def stored(database_url: str | None) -> "Iterator[Session]":
    """Open the database for one command, and commit at its end unless it failed."""
    with opened(settings_from(database_url=database_url)) as store, store.sessions.begin() as rows:
        yield rows


def print_json(value: Any) -> None:
    """Print one JSON document, readable by eye and by program."""
    print(json.dumps(value, indent=2, ensure_ascii=False))
