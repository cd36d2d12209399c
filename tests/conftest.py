"""What every test shares: settings that never touch the developer's own class."""

import os
from pathlib import Path

import pytest

from classroom.settings import Settings
from tests.ports import free_ports


@pytest.fixture(autouse=True)
def _away_from_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Keep the developer's ``CLASSROOM_*`` and data folder out of every test."""
    for name in [name for name in os.environ if name.startswith("CLASSROOM_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("CLASSROOM_DATA_DIR", str(tmp_path / "data"))


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings of a server of one worker, with a data folder and free ports of its own."""
    port, dashboard_port = free_ports(2)
    return Settings(data_dir=tmp_path / "data", port=port, dashboard_port=dashboard_port, workers=1)
