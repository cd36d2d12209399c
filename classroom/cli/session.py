"""``classroom session``: create, list, end and report classes."""

from datetime import UTC, datetime
from typing import Annotated, Any, Final

import typer

from classroom.cli.forget import forget
from classroom.cli.options import DatabaseUrl, Json, print_json, settings_from, stored
from classroom.cli.report import report
from classroom.domain.ids import SessionId
from classroom.domain.mode import SessionMode
from classroom.errors import LawNoticeError

session = typer.Typer(name="session", help="Classes and their reports.", no_args_is_help=True)

LAW_NOTICE: Final[str] = (
    "The EU AI Act (Regulation 2024/1689, Article 5(1)(f)) forbids inferring emotions of people "
    "in education, except for medical or safety reasons. Add --lawful-here if you have made sure "
    "that it is lawful where this class meets, or choose --mode self-report, which infers nothing."
)
ACTOR: Final[str] = "command line"

TeacherName = Annotated[
    str | None,
    typer.Option(
        metavar="NAME",
        help="Whose class it is; without it the only teacher's, or nobody's, which admins see.",
    ),
]
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
    teacher: TeacherName = None,
    course: Annotated[
        str | None, typer.Option(help="Its course: classes of one course are compared.")
    ] = None,
    keep_days: Annotated[
        int | None,
        typer.Option(help="Days after its end, then it is deleted; else CLASSROOM_KEEP_DAYS."),
    ] = None,
    database_url: DatabaseUrl = None,
    as_json: Json = False,
) -> None:
    """Create a session and print the link that its students open."""
    from classroom.store.audit import AuditTrail
    from classroom.store.class_sessions import ClassSessions
    from classroom.store.teachers import Teachers

    if mode.infers and not lawful_here:
        raise LawNoticeError(LAW_NOTICE)
    now, settings = datetime.now(UTC), settings_from()
    keep = settings.keep_bounds.checked(keep_days)
    with stored(database_url) as rows:
        owner = Teachers(rows).owner(teacher)
        confirmed = confirmed_by if mode.infers else None
        row = ClassSessions(rows).create(
            title, mode, confirmed, now, owner.id if owner else None, course, keep
        )
        details = {"mode": mode.value, "keep_days": keep}
        AuditTrail(rows).add(ACTOR, "session.create", row.id, details, now)
        made = {"id": row.id, "code": row.code, "join_url": settings.join_url(row.code)}
    if as_json:
        print_json(made)
    else:
        print(f"Session {made['id']}\nCode    {made['code']}\nStudents open {made['join_url']}")


@session.command("list")
def list_sessions(database_url: DatabaseUrl = None, as_json: Json = False) -> None:
    """List all sessions, newest first."""
    from classroom.store.class_sessions import ClassSessions
    from classroom.store.teachers import Teachers

    with stored(database_url) as rows:
        teachers = {row.id: row.name for row in Teachers(rows).list_all()}
        found = [
            {
                "id": row.id,
                "code": row.code,
                "title": row.title,
                "course": row.course,
                "mode": row.mode,
                "keep_days": row.keep_days,
                "teacher": teachers.get(row.teacher_id or ""),
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


session.command()(report)
session.command()(forget)


def _print_table(found: list[dict[str, Any]]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table("class", "code", "mode", "created", "state", box=None, pad_edge=False)
    table.columns[0].overflow = "fold"
    for column in table.columns[1:]:
        column.no_wrap = True
    for each in found:
        state = "ended" if each["ended_at"] else "live" if each["started_at"] else "waiting"
        created = str(each["created_at"])[:16].replace("T", " ")
        names = " · ".join(filter(None, (each["title"], each["course"])))
        named = Text.assemble(names, "\n", (each["id"], "dim"))
        table.add_row(named, each["code"], each["mode"], created, state)
    Console().print(table)
