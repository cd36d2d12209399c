"""What would keep students out of a class, or their cameras dark: asked before it begins."""

import ipaddress
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal
from urllib.parse import urlsplit

from classroom.errors import ClassroomError, InferenceError
from classroom.language import marked, say, say_number
from classroom.language.figures import number
from classroom.settings import Settings

Level = Literal["fine", "careful", "blocks"]

LEVELS: Final[tuple[Level, ...]] = ("fine", "careful", "blocks")
GIGABYTE: Final = 1024**3
LITTLE_ROOM: Final = 2 * GIGABYTE
"""A class of 100 for two hours writes about 0.1 GB: less than this lasts for a week or two."""
NO_ROOM: Final = GIGABYTE // 5


@dataclass(frozen=True, slots=True)
class Finding:
    """One line: what was looked at, how it stands, and what to do about it."""

    name: str
    level: Level
    says: str
    do: str = ""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the settings cannot say of this computer; an empty trouble is none."""

    cores: int
    free_bytes: int
    networks_trouble: str = ""
    database_trouble: str = ""


def preflight(
    settings: Settings, ping: Callable[[], None], *, infers: bool = True
) -> tuple[Finding, ...]:
    """Look at everything; ``ping`` raises a ``ClassroomError`` unless the database answers.

    ``infers`` says whether the class reads faces: one that does not needs no camera and no network.
    """
    return findings(settings, surroundings(settings, ping, infers=infers), infers=infers)


def worst(found: tuple[Finding, ...]) -> Level:
    """Sum up: the class stands as its weakest line."""
    return max((finding.level for finding in found), key=LEVELS.index, default="fine")


def surroundings(settings: Settings, ping: Callable[[], None], *, infers: bool) -> Surroundings:
    """Look at this computer: its disk, cores, networks and database."""
    return Surroundings(
        cores=os.cpu_count() or 1,
        free_bytes=_free_bytes(settings),
        networks_trouble=_networks_trouble() if infers else "",
        database_trouble=_trouble(ping),
    )


def findings(
    settings: Settings, around: Surroundings, *, infers: bool = True
) -> tuple[Finding, ...]:
    """Judge what is known, in the order in which a class would meet it."""
    return (
        *entrances(settings, infers=infers),
        _turn(settings),
        *((_networks(around), _workers(settings, around)) if infers else ()),
        _database(around),
        _disk(settings, around),
    )


def entrances(settings: Settings, *, infers: bool = True) -> tuple[Finding, ...]:
    """Judge how students and teachers get in, which the settings alone tell."""
    return (
        _address(settings),
        *((_security(settings),) if infers else ()),
        _dashboard(settings),
    )


def is_this_computer(url: str) -> bool:
    """Whether only this computer can open an address."""
    return _is_loopback(urlsplit(url).hostname or "")


def has_turn(settings: Settings) -> bool:
    """Whether a TURN server stands by for students whose network lets nothing else through."""
    return any(url.startswith(("turn:", "turns:")) for url in settings.ice_servers)


def _address(settings: Settings) -> Finding:
    url = settings.student_url
    closed = _is_loopback(settings.host)
    if is_this_computer(url):
        listen = (
            marked(
                "Serve with --host 0.0.0.0 --tls and set CLASSROOM_PUBLIC_URL to the address by "
                "which others reach this computer, such as https://192.168.1.20:{port}."
            )
            if closed
            else marked(
                "Set CLASSROOM_PUBLIC_URL to the address by which others reach this computer, "
                "such as https://192.168.1.20:{port}."
            )
        )
        return Finding(
            "address",
            "blocks",
            say("The join link starts with {url}: it works on this computer only.", url=url),
            say(listen, port=settings.port),
        )
    if closed and urlsplit(url).port == settings.port:
        return Finding(
            "address",
            "blocks",
            say("Students open {url}, but the server listens to this computer only.", url=url),
            say("Serve with --host 0.0.0.0, or put a reverse proxy in front."),
        )
    return Finding("address", "fine", say("Students open {url}.", url=url))


def _security(settings: Settings) -> Finding:
    url = settings.student_url
    if urlsplit(url).scheme == "https":
        if settings.tls and settings.tls_cert is None:
            return Finding(
                "security",
                "careful",
                say("The certificate was made here, so each student's browser warns of it once."),
                say(
                    "Tell students to go on past the warning, or set CLASSROOM_TLS_CERT and "
                    "CLASSROOM_TLS_KEY to your school's own."
                ),
            )
        return Finding(
            "security", "fine", say("The address is secure, so browsers give the camera.")
        )
    if is_this_computer(url):
        return Finding("security", "fine", say("On this computer browsers give the camera."))
    return Finding(
        "security",
        "blocks",
        say("{url} is not secure: browsers give it no camera.", url=url),
        say(
            "Serve with --tls or behind a reverse proxy with a certificate, and let "
            "CLASSROOM_PUBLIC_URL start with https://."
        ),
    )


def _dashboard(settings: Settings) -> Finding:
    if _is_loopback(settings.dashboard_host):
        return Finding(
            "dashboard", "fine", say("The dashboard answers this computer, or a proxy on it, only.")
        )
    return Finding(
        "dashboard",
        "careful",
        say("The dashboard is plain HTTP: teachers' passwords cross the network unencrypted."),
        say(
            "Leave CLASSROOM_DASHBOARD_HOST at 127.0.0.1, and let others in by a reverse proxy "
            "with a certificate."
        ),
    )


def _turn(settings: Settings) -> Finding:
    if is_this_computer(settings.student_url):
        return Finding("turn", "fine", say("On this computer no TURN server is needed."))
    if not has_turn(settings):
        return Finding(
            "turn",
            "careful",
            say(
                "No TURN server is set: students on mobile data or in strict networks may not "
                "connect."
            ),
            say(
                'Set CLASSROOM_ICE_SERVERS, such as ["turn:turn.school.example:3478"], with '
                "CLASSROOM_ICE_USERNAME and CLASSROOM_ICE_CREDENTIAL."
            ),
        )
    if not (settings.ice_username and settings.ice_credential.get_secret_value()):
        return Finding(
            "turn",
            "careful",
            say("A TURN server is set without a user and a secret: most refuse that."),
            say("Set CLASSROOM_ICE_USERNAME and CLASSROOM_ICE_CREDENTIAL."),
        )
    return Finding("turn", "fine", say("A TURN server stands by for strict networks."))


def _networks(around: Surroundings) -> Finding:
    if around.networks_trouble:
        return Finding("networks", "blocks", say("Faces cannot be read."), around.networks_trouble)
    return Finding("networks", "fine", say("The networks that read faces are in place."))


def _workers(settings: Settings, around: Surroundings) -> Finding:
    workers = settings.workers or max(1, around.cores - 1)
    says = say_number("{number} process reads faces", "{number} processes read faces", workers)
    cores = say_number("{number} core", "{number} cores", around.cores)
    if workers > around.cores:
        return Finding(
            "workers",
            "careful",
            say(
                "{processes}, more than this computer's {cores}: they slow each other down.",
                processes=says,
                cores=cores,
            ),
            say("Serve with --workers 0, which chooses by cores."),
        )
    return Finding(
        "workers",
        "fine",
        say(
            "{processes}, on {cores}. `classroom simulate` measures how many students that serves.",
            processes=says,
            cores=cores,
        ),
    )


def _database(around: Surroundings) -> Finding:
    if around.database_trouble:
        return Finding(
            "database", "blocks", say("The database does not answer."), around.database_trouble
        )
    return Finding("database", "fine", say("The database answers."))


def _disk(settings: Settings, around: Surroundings) -> Finding:
    free = f"{number(around.free_bytes / GIGABYTE, '.1f')} GB"
    if around.free_bytes >= LITTLE_ROOM:
        return Finding("disk", "fine", say("{free} are free in the data folder.", free=free))
    return Finding(
        "disk",
        "blocks" if around.free_bytes < NO_ROOM else "careful",
        say(
            "Only {free} are free in {folder}; a large class writes 0.1 GB in two hours.",
            free=free,
            folder=settings.data_dir,
        ),
        say("Make room there, or set CLASSROOM_DATA_DIR to another disk."),
    )


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host in {"localhost", ""} or host.endswith(".localhost")


def _free_bytes(settings: Settings) -> int:
    """Room on the disk of the data folder, which may not have been made yet."""
    folder = settings.data_dir.absolute()
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    return shutil.disk_usage(folder).free


def _networks_trouble() -> str:
    try:
        from classroom.inference import FaceAnalyzer  # opens OpenCV, which most callers do without

        FaceAnalyzer.load()
    except InferenceError as error:
        return f"{error}."
    return ""


def _trouble(ping: Callable[[], None]) -> str:
    try:
        ping()
    except ClassroomError as error:
        return str(error)
    return ""
