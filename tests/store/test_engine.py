"""Opening the database, and what is said when it cannot be opened."""

import os
import stat
import subprocess
import sys
import threading
import traceback
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DBAPIError

from classroom.errors import SettingsError, StoreError
from classroom.store.engine import Store, connect_store, open_store
from tests.postgres import PostgresCluster

SECRET = "hunter2"
"""Apart from where it is used: a traceback shows the lines of the calls."""


def pragma(store: Store, name: str) -> object:
    with store.engine.connect() as connection:
        return connection.scalar(text(f"PRAGMA {name}"))


def test_sqlite_creates_its_folder_and_runs_in_wal_mode_with_foreign_keys(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path / 'new' / 'deep' / 'classroom.sqlite3'}")
    assert pragma(store, "journal_mode") == "wal"
    assert pragma(store, "foreign_keys") == 1
    assert pragma(store, "busy_timeout") == 10_000
    store.close()


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_nobody_else_on_this_computer_can_read_the_folder_and_files_of_sqlite(
    tmp_path: Path,
) -> None:
    file = tmp_path / "data" / "classroom.sqlite3"
    store = open_store(f"sqlite:///{file}")
    store.ping()
    modes = {each.name: mode(each) for each in file.parent.iterdir()}
    store.close()
    names = ("classroom.sqlite3", "classroom.sqlite3-wal", "classroom.sqlite3-shm")
    assert modes == dict.fromkeys(names, 0o600)
    assert mode(file.parent) == 0o700


@pytest.mark.parametrize(("before", "after"), [(0o644, 0o600), (0o640, 0o640)])
def test_a_database_open_to_all_is_closed_and_its_folder_left_as_it_was(
    tmp_path: Path, before: int, after: int
) -> None:
    """What is open to a group was opened on purpose, for a backup perhaps."""
    tmp_path.chmod(0o755)
    file = tmp_path / "classroom.sqlite3"
    open_store(f"sqlite:///{file}").close()
    file.chmod(before)
    open_store(f"sqlite:///{file}").close()
    assert mode(file) == after
    assert mode(tmp_path) == 0o755


def test_store_opens_from_any_working_directory(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    open_store(url).close()
    open_store(url).close()


def test_folder_that_cannot_be_made_is_named_with_what_to_set(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    folder = tmp_path / "file" / "data"
    with pytest.raises(SettingsError) as caught:
        open_store(f"sqlite:///{folder}/classroom.sqlite3")
    assert str(folder) in str(caught.value)
    assert "CLASSROOM_DATA_DIR" in str(caught.value)


def test_folder_without_write_permission_is_named_with_what_to_set(tmp_path: Path) -> None:
    """Root may write anywhere, so that as root another user tries."""
    folder = tmp_path / "data"
    folder.mkdir(mode=0o555)
    script = (
        "import os, sys\n"
        "from classroom.errors import SettingsError\n"
        "from classroom.store.engine import open_store\n"
        "if os.geteuid() == 0: os.setuid(65534)\n"
        "try: open_store(sys.argv[1])\n"
        "except SettingsError as error: print(error)\n"
    )
    for parent in (tmp_path, *tmp_path.parents[:2]):
        parent.chmod(0o755)
    done = subprocess.run(
        [sys.executable, "-c", script, f"sqlite:///{folder}/classroom.sqlite3"],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=True,
    )
    assert str(folder) in done.stdout
    assert "CLASSROOM_DATA_DIR" in done.stdout


def test_file_that_is_no_database_is_a_store_error(tmp_path: Path) -> None:
    (tmp_path / "classroom.sqlite3").write_bytes(b"not a database at all" * 100)
    with pytest.raises(StoreError, match="cannot be reached"):
        open_store(f"sqlite:///{tmp_path / 'classroom.sqlite3'}")


@pytest.mark.parametrize("url", ["", "nonsense", "mysql://localhost/x", "sqlite://"])
def test_url_of_no_use_is_a_settings_error(url: str) -> None:
    with pytest.raises(SettingsError):
        open_store(url)


def test_unreachable_database_is_named_without_its_password() -> None:
    with pytest.raises(StoreError) as caught:
        open_store(f"postgresql://teacher:{SECRET}@127.0.0.1:1/classroom")
    assert "127.0.0.1" in str(caught.value)
    assert SECRET not in "".join(traceback.format_exception(caught.value))


def test_a_database_whose_connections_are_all_taken_is_a_store_error(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'classroom.sqlite3'}"
    store = Store.over(create_engine(url, pool_size=1, max_overflow=0, pool_timeout=0.1))
    with store.engine.connect(), pytest.raises(StoreError, match="cannot be reached"):
        store.ping()
    store.close()


def test_an_error_does_not_show_what_was_to_be_written(url: str) -> None:
    store = open_store(url)
    with store.engine.connect() as connection, pytest.raises(DBAPIError) as caught:
        connection.execute(text("INSERT INTO nowhere VALUES (:name)"), {"name": SECRET})
    store.close()
    assert SECRET not in "".join(traceback.format_exception(caught.value))


def test_wrong_password_is_a_store_error_that_does_not_show_it(postgres: PostgresCluster) -> None:
    with pytest.raises(StoreError) as caught:
        open_store(postgres.url("postgres", password=SECRET))
    assert SECRET not in "".join(traceback.format_exception(caught.value))


def test_database_of_a_newer_version_is_refused(url: str) -> None:
    store = open_store(url)
    with store.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'from the future'"))
    store.close()
    with pytest.raises(StoreError, match="newer version"):
        open_store(url)


def test_several_processes_may_open_a_new_database_at_once(url: str) -> None:
    errors: list[Exception] = []
    barrier = threading.Barrier(4)

    def open_and_close() -> None:
        barrier.wait()
        try:
            open_store(url).close()
        except Exception as error:  # noqa: BLE001 - told below
            errors.append(error)

    threads = [threading.Thread(target=open_and_close) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []


def test_connecting_does_not_migrate(url: str) -> None:
    store = connect_store(url)
    with store.engine.connect() as connection:
        assert not store.engine.dialect.has_table(connection, "teacher")
    store.close()


def test_alembic_by_hand_uses_the_database_of_the_settings(tmp_path: Path) -> None:
    file = tmp_path / "by-hand.sqlite3"
    subprocess.run(
        [sys.executable, "-m", "alembic", "upgrade", "head"],
        cwd=Path(__file__).parents[2],
        env={**os.environ, "CLASSROOM_DATABASE_URL": f"sqlite:///{file}"},
        check=True,
        capture_output=True,
    )
    store = connect_store(f"sqlite:///{file}")
    with store.engine.connect() as connection:
        assert store.engine.dialect.has_table(connection, "emotion_event")
    store.close()
