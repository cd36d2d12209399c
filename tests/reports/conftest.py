"""A store on SQLite: what differs between databases is tested beside the repositories."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from classroom.store.engine import open_store


@pytest.fixture
def s(tmp_path: Path) -> Iterator[Session]:
    store = open_store(f"sqlite:///{tmp_path / 'classroom.sqlite3'}")
    with store.sessions.begin() as session:
        yield session
    store.close()
