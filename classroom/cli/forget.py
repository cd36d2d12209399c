"""``classroom session forget``: delete classes whose time is over, as the server does hourly."""

from datetime import UTC, datetime
from typing import Annotated

import typer

from classroom.cli.options import DatabaseUrl, Json, opened, print_json, settings_from
from classroom.errors import InputError


def forget(
    overdue: Annotated[
        bool, typer.Option("--overdue", help="Ended classes whose days are over.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say which, and delete nothing.")
    ] = False,
    database_url: DatabaseUrl = None,
    as_json: Json = False,
) -> None:
    """Delete the ended sessions whose time to keep is over, with all that belongs to them."""
    from classroom.store.retention import Retention, forget_overdue

    if not overdue:
        raise InputError("Add --overdue: it deletes the ended sessions whose days are over.")
    now = datetime.now(UTC)
    with opened(settings_from(database_url=database_url)) as store:
        if dry_run:
            with store.sessions() as rows:
                found = [one.id for one in Retention(rows).overdue(now)]
        else:
            found = forget_overdue(store, now, "command line")
    if as_json:
        print_json({"dry_run": dry_run, "sessions": found})
        return
    for session_id in found:
        print(f"{'Would delete' if dry_run else 'Deleted'} {session_id}.")
    if not found:
        print("No session is overdue.")
