"""What is found before a class, told from settings and from what is known of the computer."""

from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from classroom.errors import InferenceError, StoreError
from classroom.inference import FaceAnalyzer
from classroom.preflight import GIGABYTE, Finding, Surroundings, findings, preflight, worst
from classroom.settings import Settings

WELL = Surroundings(cores=4, free_bytes=50 * GIGABYTE)
PROXIED: dict[str, Any] = {"public_url": "https://class.example"}
TURN: dict[str, Any] = {
    "ice_servers": ("turn:turn.example:3478",),
    "ice_username": "school",
    "ice_credential": SecretStr("secret"),
}


def found(name: str, around: Surroundings = WELL, **settings: Any) -> Finding:
    lines = findings(Settings(**settings), around)
    [line] = [line for line in lines if line.name == name]
    assert bool(line.do) == (line.level != "fine"), "what is not fine says what to do"
    return line


@pytest.mark.parametrize(
    ("settings", "level"),
    [
        ({}, "blocks"),
        ({"host": "0.0.0.0"}, "blocks"),
        ({"public_url": "http://127.0.0.1:8080"}, "blocks"),
        ({"public_url": "http://192.168.1.20:8080"}, "blocks"),
        ({"public_url": "http://192.168.1.20:8080", "host": "0.0.0.0"}, "fine"),
        ({"host": "192.168.1.20"}, "fine"),
        (PROXIED, "fine"),
    ],
)
def test_an_address_that_others_cannot_open_blocks(settings: dict[str, Any], level: str) -> None:
    """Also one that they could open if the server listened to more than this computer."""
    assert found("address", **settings).level == level


@pytest.mark.parametrize(
    ("settings", "level"),
    [
        ({}, "fine"),
        (PROXIED, "fine"),
        ({"host": "192.168.1.20"}, "blocks"),
        ({"host": "192.168.1.20", "tls": True}, "careful"),
        (
            {"host": "192.168.1.20", "tls": True, "tls_cert": Path("a"), "tls_key": Path("b")},
            "fine",
        ),
    ],
)
def test_an_insecure_address_gets_no_camera(settings: dict[str, Any], level: str) -> None:
    assert found("security", **settings).level == level


@pytest.mark.parametrize(
    ("settings", "level"),
    [
        ({}, "fine"),
        (PROXIED, "careful"),
        (PROXIED | {"ice_servers": ("stun:stun.example:3478",)}, "careful"),
        (PROXIED | {"ice_servers": ("turn:turn.example:3478",)}, "careful"),
        (PROXIED | TURN, "fine"),
    ],
)
def test_students_elsewhere_may_need_turn(settings: dict[str, Any], level: str) -> None:
    assert found("turn", **settings).level == level


@pytest.mark.parametrize(
    ("settings", "level"),
    [
        ({}, "fine"),
        ({"host": "0.0.0.0", "tls": True}, "fine"),
        ({"dashboard_host": "0.0.0.0", "tls": True}, "careful"),
        ({"dashboard_host": "192.168.1.20"}, "careful"),
    ],
)
def test_a_dashboard_open_to_others_is_told_of(settings: dict[str, Any], level: str) -> None:
    assert found("dashboard", **settings).level == level


@pytest.mark.parametrize(("free_gb", "level"), [(0.1, "blocks"), (1, "careful"), (2, "fine")])
def test_a_full_disk_blocks(free_gb: float, level: str) -> None:
    around = Surroundings(cores=4, free_bytes=int(free_gb * GIGABYTE))
    assert found("disk", around).level == level


@pytest.mark.parametrize(("workers", "level"), [(0, "fine"), (4, "fine"), (5, "careful")])
def test_more_workers_than_cores_slow_each_other_down(workers: int, level: str) -> None:
    assert found("workers", workers=workers).level == level


def test_a_class_without_inference_needs_no_camera_and_no_network() -> None:
    around = Surroundings(4, 50 * GIGABYTE, networks_trouble="damaged")
    lines = findings(Settings(host="192.168.1.20"), around, infers=False)
    assert [line.name for line in lines] == ["address", "dashboard", "turn", "database", "disk"]
    assert worst(lines) == "careful"


def test_real_surroundings_are_looked_at(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone() -> None:
        raise StoreError("The database is away.")

    def damaged() -> FaceAnalyzer:
        raise InferenceError("face_landmark.tflite is damaged; reinstall it")

    well = {line.name: line.level for line in preflight(settings, lambda: None)}
    assert (well["networks"], well["database"]) == ("fine", "fine")
    monkeypatch.setattr(FaceAnalyzer, "load", damaged)
    ill = {line.name: line for line in preflight(settings, gone)}
    assert ill["database"].do == "The database is away."
    assert "reinstall" in ill["networks"].do
    assert {ill[name].level for name in ("networks", "database")} == {"blocks"}
