"""Open the database: SQLite in WAL mode for one machine, PostgreSQL past it."""

import os
import stat
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.orm import Session, sessionmaker

from classroom.errors import SettingsError, StoreError

MIGRATIONS = Path(__file__).resolve().parents[2] / "migrations"
"""Beside the ``classroom`` package both in a checkout and in an installed wheel."""
BUSY_TIMEOUT_MS = 10_000
FOLD_TIMEOUT_MS = 500
CONNECT_TIMEOUT_S = 5
MIGRATION_LOCK = 7_242_301
"""Any number, the same for all servers: who holds it on PostgreSQL migrates."""


@dataclass(frozen=True, slots=True)
class Store:
    """An open database; ``with store.sessions.begin() as s`` is one transaction."""

    engine: Engine
    sessions: sessionmaker[Session]

    @classmethod
    def over(cls, engine: Engine) -> Self:
        """Wrap an engine; rows stay readable after their commit."""
        return cls(engine, sessionmaker(engine, expire_on_commit=False))

    def ping(self) -> None:
        """Raise ``StoreError`` unless the database answers."""
        try:
            with self.engine.connect() as connection:
                connection.execute(text("SELECT 1"))
        except (DBAPIError, PoolTimeoutError) as error:
            raise _unreachable(self.engine.url) from error

    def fold_log(self) -> None:
        """Empty SQLite's write-ahead log, in which what was deleted would stand a while longer.

        Nobody writes meanwhile, so a long reader is not waited for: ``Forgetting`` tries again.
        """
        if self.engine.dialect.name == "sqlite":
            with self.engine.connect() as connection:
                connection.exec_driver_sql(f"PRAGMA busy_timeout={FOLD_TIMEOUT_MS}")
                try:
                    connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
                finally:  # the connection goes back to the pool
                    connection.exec_driver_sql(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")

    def close(self) -> None:
        """Give all connections back."""
        self.engine.dispose()


def open_store(url: str) -> Store:
    """Open the database at ``url`` and bring its tables to this version.

    Raises ``SettingsError`` for a URL or folder that cannot be used and ``StoreError`` for a
    database that cannot be reached or comes from a newer version.
    """
    store = connect_store(url)
    try:
        _migrate(store.engine)
    except BaseException:
        store.close()
        raise
    return store


def connect_store(url: str) -> Store:
    """Open the database at ``url`` as it is, without migrating it."""
    parsed = _parse(url)
    if parsed.get_backend_name() == "sqlite":
        _prepare_folder(parsed)
    store = Store.over(_engine(parsed))
    try:
        store.ping()
    except BaseException:
        store.close()
        raise
    return store


def migration_config() -> Config:
    """Return Alembic's configuration, independent of the working directory."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config


def _parse(url: str) -> URL:
    try:
        parsed = make_url(url)
    except ArgumentError:
        raise SettingsError(
            "The database URL cannot be read. Set CLASSROOM_DATABASE_URL to something like "
            "sqlite:////srv/raised-hand/classroom.sqlite3 or postgresql://user@host/name."
        ) from None
    if parsed.drivername in {"postgresql", "postgres"}:
        return parsed.set(drivername="postgresql+psycopg")
    if parsed.drivername not in {"postgresql+psycopg", "sqlite", "sqlite+pysqlite"}:
        raise SettingsError(
            f"The database {parsed.drivername!r} is not supported: use sqlite or postgresql."
        )
    return parsed


def _prepare_folder(url: URL) -> None:
    if not url.database or url.database == ":memory:" or url.database.startswith("file:"):
        raise SettingsError(
            "An SQLite database needs a file, because the server and the dashboard share it."
        )
    file = Path(url.database)
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=file.parent):
            pass
        os.close(os.open(file, os.O_RDWR | os.O_CREAT, 0o600))
        _keep_to_owner(file)
    except OSError as error:
        raise SettingsError(
            f"The data folder {file.parent} cannot be written ({error.strerror}). Make it "
            "writable, or set CLASSROOM_DATA_DIR (or CLASSROOM_DATABASE_URL) to another place."
        ) from error


def _keep_to_owner(file: Path) -> None:
    """Close a database that all users of this computer may read, as earlier versions made it.

    SQLite gives its log and its index the rights of the file when it makes them.
    """
    for each in (file, file.with_name(f"{file.name}-wal"), file.with_name(f"{file.name}-shm")):
        with suppress(FileNotFoundError, PermissionError):  # another user's, or just folded away
            if each.stat().st_mode & stat.S_IRWXO:
                each.chmod(0o600)


def _engine(url: URL) -> Engine:
    """Make an engine whose errors do not show what was to be written, such as names."""
    if url.get_backend_name() == "sqlite":
        engine = create_engine(url, hide_parameters=True)
        event.listen(engine, "connect", _set_pragmas)
        return engine
    connect_args: dict[str, Any] = {}
    if "connect_timeout" not in url.query:
        connect_args["connect_timeout"] = CONNECT_TIMEOUT_S
    return create_engine(url, pool_pre_ping=True, connect_args=connect_args, hide_parameters=True)


def _set_pragmas(connection: Any, _record: object) -> None:
    """WAL lets the dashboard read while the server writes; a killed process loses no commit.

    What is deleted is overwritten with zeros: a free page would keep a student's name.
    """
    cursor = connection.cursor()
    for pragma in (
        f"busy_timeout={BUSY_TIMEOUT_MS}",
        "journal_mode=WAL",
        "synchronous=NORMAL",
        "foreign_keys=ON",
        "secure_delete=ON",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _migrate(engine: Engine) -> None:
    """Upgrade to head in one transaction that only one process at a time can hold."""
    config = migration_config()
    head = ScriptDirectory.from_config(config).get_current_head()
    try:
        with engine.connect() as connection:
            if MigrationContext.configure(connection).get_current_revision() == head:
                return
        with engine.begin() as connection:
            _lock(connection)
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
    except CommandError as error:
        raise StoreError(
            f"The database {_shown(engine.url)} was made by a newer version of Raised Hand: "
            f"update this one, or use another database. ({error})"
        ) from error
    except DBAPIError as error:
        raise StoreError(
            f"The database {_shown(engine.url)} cannot be brought to this version: {error.orig}"
        ) from error


def _lock(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    else:
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": MIGRATION_LOCK})


def _shown(url: URL) -> str:
    return url.render_as_string(hide_password=True)


def _unreachable(url: URL) -> StoreError:
    return StoreError(
        f"The database {_shown(url)} cannot be reached. Check that it runs, that the address "
        "and the password are right, and that its file is a Raised Hand database."
    )
