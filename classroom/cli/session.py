"""``classroom session``: create, list, end and report classes."""

import csv
import io
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any, Final, Literal

import typer

from classroom.cli.options import DatabaseUrl, Json, print_json, settings_from, stored
from classroom.domain.emotion import EMOTIONS
from classroom.domain.ids import SessionId
from classroom.domain.mode import SessionMode
from classroom.errors import ClassroomError, LawNoticeError, StoreError

session = typer.Typer(name="session", help="Classes and their reports.", no_args_is_help=True)

LAW_NOTICE: Final[str] = (
    "The EU AI Act (Regulation 2024/1689, Article 5(1)(f)) forbids inferring emotions of people "
    "in education, except for medical or safety reasons. Add --lawful-here if you have made sure "
    "that it is lawful where this class meets, or choose --mode self-report, which infers nothing."
)
ACTOR: Final[str] = "command line"

SessionIdArgument = Annotated[str, typer.Argument(metavar="ID", help="Id of the session.")]


@session.command()
def create(
    title: Annotated[str, typer.Option(help="What the class is called.")],
    mode: Annotated[SessionMode, typer.Option(help="How much is inferred and shown.")] = (
        SessionMode.AFFECT
    ),
    lawful_here: Annotated[
        bool, typer.Option("--lawful-here", help="Inferring emotion is lawful where this is used.")
    ] = False,
    confirmed_by: Annotated[str, typer.Option(help="Who confirms that; it is recorded.")] = ACTOR,
    course: Annotated[
        str | None, typer.Option(help="Its course: classes of one course are compared.")
    ] = None,
    database_url: DatabaseUrl = None,
    as_json: Json = False,
) -> None:
    """Create a session and print the link that its students open."""
    from classroom.store.audit import AuditTrail
    from classroom.store.class_sessions import ClassSessions

    if mode.infers and not lawful_here:
        raise LawNoticeError(LAW_NOTICE)
    now = datetime.now(UTC)
    with stored(database_url) as rows:
        who = confirmed_by if mode.infers else None
        row = ClassSessions(rows).create(title, mode, who, now, course)
        AuditTrail(rows).add(ACTOR, "session.create", row.id, {"mode": mode.value}, now)
        made = {"id": row.id, "code": row.code, "join_url": settings_from().join_url(row.code)}
    if as_json:
        print_json(made)
    else:
        print(f"Session {made['id']}\nCode    {made['code']}\nStudents open {made['join_url']}")


@session.command("list")
def list_sessions(database_url: DatabaseUrl = None, as_json: Json = False) -> None:
    """List all sessions, newest first."""
    from classroom.store.class_sessions import ClassSessions

    with stored(database_url) as rows:
        found = [
            {
                "id": row.id,
                "code": row.code,
                "title": row.title,
                "course": row.course,
                "mode": row.mode,
                "created_at": row.created_at.isoformat(),
                "started_at": row.started_at.isoformat() if row.started_at else None,
                "ended_at": row.ended_at.isoformat() if row.ended_at else None,
            }
            for row in ClassSessions(rows).list_all()
        ]
    if as_json:
        print_json(found)
    elif not found:
        print("No session yet: `classroom session create --title …` makes one.")
    else:
        _print_table(found)


@session.command()
def end(
    session_id: SessionIdArgument,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    database_url: DatabaseUrl = None,
    as_json: Json = False,
) -> None:
    """End a session: its students are told, and nothing more is read."""
    from classroom.store.audit import AuditTrail
    from classroom.store.class_sessions import ClassSessions

    now = datetime.now(UTC)
    with stored(database_url) as rows:
        sessions = ClassSessions(rows)
        row = sessions.by_id(SessionId(session_id))
        if not (yes or as_json):
            typer.confirm(f"End {row.title!r} for everyone in it?", abort=True)
        if row.ended_at is None:
            sessions.end(SessionId(session_id), now)
            AuditTrail(rows).add(ACTOR, "session.end", row.id, {}, now)
        ended_at = (row.ended_at or now).isoformat()
    if as_json:
        print_json({"id": session_id, "ended_at": ended_at})
    else:
        print(f"Ended {session_id}.")


@session.command()
def report(
    session_id: SessionIdArgument,
    form: Annotated[
        Literal["json", "csv", "html", "pdf"],
        typer.Option("--format", help="json is the whole report, csv its timeline."),
    ] = "json",
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="File to write instead of printing.")
    ] = None,
    database_url: DatabaseUrl = None,
    as_json: Json = False,
) -> None:
    """Report a session: who was seen, the mood over time, and possible confusion."""
    from classroom.store.report import build_report

    if form in {"html", "pdf"}:
        raise ClassroomError(f"reports as {form} are not built yet: use --format json or csv")
    with stored(database_url) as rows:
        content: dict[str, Any] = build_report(rows, SessionId(session_id)).as_json()
    text = (
        timeline_csv(content)
        if form == "csv"
        else json.dumps(content, indent=2, ensure_ascii=False) + "\n"
    )
    if output is None:
        print(text, end="")
        return
    try:
        output.write_text(text, encoding="utf-8")
    except OSError as error:
        raise StoreError(f"cannot write {output}: {error.strerror}") from error
    if as_json:
        print_json({"written": str(output)})
    else:
        print(f"Wrote {output}.")


def timeline_csv(content: dict[str, Any]) -> str:
    """Write a report's timeline as CSV, a row a second; an unseen second's emotions are empty."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(["at", "students_seen", *EMOTIONS, "confused"])
    for second in content["timeline"]:
        emotions = second["emotions"] or {}
        writer.writerow(
            [
                second["at"],
                second["students_seen"],
                *(emotions.get(name, "") for name in EMOTIONS),
                second["confused"],
            ]
        )
    return file.getvalue()


def _print_table(found: list[dict[str, str | None]]) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table("id", "code", "title", "course", "mode", "created", "state")
    table.columns[0].no_wrap = table.columns[1].no_wrap = True
    for each in found:
        state = "ended" if each["ended_at"] else "live" if each["started_at"] else "waiting"
        created = str(each["created_at"])[:16].replace("T", " ")
        table.add_row(
            each["id"], each["code"], each["title"], each["course"], each["mode"], created, state
        )
    Console().print(table)
