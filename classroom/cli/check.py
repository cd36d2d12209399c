"""``classroom check``: what would keep students out, looked at before a class."""

import ssl
import urllib.error
import urllib.request
from dataclasses import asdict
from typing import Final

import typer

from classroom.cli.options import (
    DashboardHost,
    DatabaseUrl,
    Host,
    Json,
    Port,
    Tls,
    Workers,
    print_json,
    settings_from,
)
from classroom.preflight import Finding, Level, preflight, worst
from classroom.settings import Settings

PATIENCE_S: Final = 3.0
MARKS: Final[dict[Level, str]] = {"fine": "✓", "careful": "!", "blocks": "✕"}


def check(
    host: Host = None,
    port: Port = None,
    dashboard_host: DashboardHost = None,
    database_url: DatabaseUrl = None,
    workers: Workers = None,
    tls: Tls = None,
    as_json: Json = False,
) -> None:
    """Look at what a class needs: its address, TURN, networks, database, disk and workers.

    Takes the flags of `classroom serve` that matter here. Exits with 1 where a class is blocked.
    """
    settings = settings_from(
        host=host,
        port=port,
        dashboard_host=dashboard_host,
        database_url=database_url,
        workers=workers,
        tls=tls,
    )
    found = (*preflight(settings, lambda: _ping(settings)), _server(settings))
    if as_json:
        print_json({"verdict": worst(found), "checks": [asdict(finding) for finding in found]})
    else:
        print_findings(found)
    if worst(found) == "blocks":
        raise typer.Exit(1)


def _ping(settings: Settings) -> None:
    from classroom.store.engine import connect_store

    connect_store(settings.resolved_database_url).close()


def _server(settings: Settings) -> Finding:
    """Ask the join address itself; from outside it may still be another matter."""
    url = settings.student_url
    trusting = ssl.create_default_context()
    trusting.check_hostname = False  # the server's own certificate is known to nobody
    trusting.verify_mode = ssl.CERT_NONE
    try:
        with urllib.request.urlopen(f"{url}/healthz", timeout=PATIENCE_S, context=trusting):
            return Finding("server", "fine", f"The student side answers at {url}.")
    except (urllib.error.URLError, OSError, ValueError):
        return Finding(
            "server",
            "careful",
            f"Nothing answers at {url} from here.",
            "Start it with `classroom serve`; if it runs, look at the proxy or the firewall.",
        )


def print_findings(found: tuple[Finding, ...]) -> None:
    """Print a line for each, and below it what to do."""
    for finding in found:
        print(f"{MARKS[finding.level]} {finding.level:<8}{finding.says}")
        if finding.do:
            print(f"{'':10}{finding.do}")
