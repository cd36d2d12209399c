"""``classroom serve``: the student side here, the dashboard in a supervised child."""

import json
import os
import signal
import sys
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Annotated, Literal

import typer

from classroom.cli.check import print_findings
from classroom.cli.options import (
    DashboardHost,
    DatabaseUrl,
    Host,
    Json,
    Port,
    Tls,
    Workers,
    opened,
    settings_from,
)
from classroom.cli.ports import checked_port
from classroom.cli.supervisor import SupervisedProcess
from classroom.errors import SettingsError
from classroom.preflight import entrances
from classroom.settings import Settings


def serve(
    host: Host = None,
    port: Port = None,
    dashboard_port: Annotated[int | None, typer.Option(help="Port of the dashboard.")] = None,
    dashboard_host: DashboardHost = None,
    database_url: DatabaseUrl = None,
    workers: Workers = None,
    pool: Annotated[
        Literal["process", "ray"] | None, typer.Option(help="What runs those processes.")
    ] = None,
    tls: Tls = None,
    as_json: Json = False,
) -> None:
    """Serve a school: the students' join page and the teacher's dashboard, until stopped."""
    settings = settings_from(
        host=host,
        port=port,
        dashboard_port=dashboard_port,
        dashboard_host=dashboard_host,
        database_url=database_url,
        workers=workers,
        pool=pool,
        tls=tls,
    )
    if settings.pool == "ray":
        raise SettingsError("the Ray pool is not built yet: use --pool process")
    settings = settings.model_copy(
        update={
            "port": checked_port(settings.host, settings.port, "--port"),
            "dashboard_port": checked_port(
                settings.dashboard_host, settings.dashboard_port, "--dashboard-port"
            ),
        }
    )
    if settings.port == settings.dashboard_port:
        raise SettingsError(f"both sides cannot listen on port {settings.port}: choose two")
    announce(settings, _first_secret(settings), as_json=as_json)
    run(settings)


def run(settings: Settings) -> None:
    """Run both sides until SIGTERM or SIGINT."""
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: sys.exit(0))  # until the server has its own handlers
    from classroom.app import run_server

    dashboard = SupervisedProcess(
        "the dashboard",
        [sys.executable, "-m", "classroom.cli.dashboard_child"],
        os.environ | dashboard_environment(settings),
    )
    dashboard.start()
    try:
        run_server(settings)
    finally:
        dashboard.stop()


def dashboard_environment(settings: Settings) -> dict[str, str]:
    """Return the settings that the dashboard shares, flags of this command included."""
    return {
        "CLASSROOM_DATA_DIR": str(settings.data_dir),
        "CLASSROOM_DATABASE_URL": settings.resolved_database_url,
        "CLASSROOM_HOST": settings.host,
        "CLASSROOM_PORT": str(settings.port),
        "CLASSROOM_DASHBOARD_PORT": str(settings.dashboard_port),
        "CLASSROOM_DASHBOARD_HOST": settings.dashboard_host,
        "CLASSROOM_PUBLIC_URL": settings.public_url,
        "CLASSROOM_TLS": str(settings.tls).lower(),
        "CLASSROOM_WORKERS": str(settings.workers),
    }


def dashboard_url(settings: Settings) -> str:
    """Address of the dashboard as the teacher opens it."""
    host = settings.dashboard_host
    wildcard = host in {"127.0.0.1", "0.0.0.0", "::", "::1"}
    return f"http://{'localhost' if wildcard else host}:{settings.dashboard_port}"


def sign_in_url(settings: Settings, secret: str) -> str:
    """Link with which the teacher signs in, once."""
    return f"{dashboard_url(settings)}/sign-in?link={secret}"


def class_url(settings: Settings, session_id: str) -> str:
    """Address of a class's page on the dashboard."""
    return f"{dashboard_url(settings)}/session/{session_id}"


def _first_secret(settings: Settings) -> str | None:
    from classroom.store.teachers import Teachers

    with opened(settings) as store, store.sessions.begin() as rows:
        return Teachers(rows).ensure_first(datetime.now(UTC))[1]


def announce(settings: Settings, secret: str | None, *, as_json: bool) -> None:
    """Print where both sides and the data are, and what keeps others out or lets them listen."""
    link = None if secret is None else sign_in_url(settings, secret)
    warnings = tuple(each for each in entrances(settings) if each.level != "fine")
    if as_json:
        addresses = {
            "student_url": settings.student_url,
            "dashboard_url": dashboard_url(settings),
            "teacher_link": link,
            "data": _data(settings),
            "warnings": [asdict(each) for each in warnings],
        }
        print(json.dumps(addresses), flush=True)
        return
    print(f"Students:  {settings.student_url}  (they need the link of a session)")
    print(f"Dashboard: {dashboard_url(settings)}")
    print(f"Data:      {_data(settings)}")
    if link is None:
        print("Sign in with name and password, or with the link of `classroom teacher link`.")
    else:
        print(f"Open this once to sign in as an admin: {link}")
    print_findings(warnings)
    print("Ctrl-C stops both.", flush=True)


def _data(settings: Settings) -> str:
    """Say where classes are kept: the data folder, or the database without its secrets."""
    from sqlalchemy import make_url

    if not settings.database_url:
        return str(settings.data_dir.absolute())
    return make_url(settings.database_url).set(query={}).render_as_string(hide_password=True)
