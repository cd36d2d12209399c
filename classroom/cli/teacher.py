"""``classroom teacher``: who may open the dashboard."""

from datetime import UTC, datetime

import typer

from classroom.cli.options import DatabaseUrl, Json, print_json, settings_from, stored
from classroom.cli.serve import sign_in_url

teacher = typer.Typer(name="teacher", help="The teacher's access.", no_args_is_help=True)


@teacher.callback()
def group() -> None:
    """Keep ``link`` a subcommand although it is the only one so far."""


@teacher.command()
def link(database_url: DatabaseUrl = None, as_json: Json = False) -> None:
    """Print a new link that signs the teacher in once; older unused links stop working."""
    from classroom.store.teachers import Teachers

    with stored(database_url) as rows:
        url = sign_in_url(settings_from(), Teachers(rows).new_link(datetime.now(UTC)))
    if as_json:
        print_json({"teacher_link": url})
    else:
        print(url)
