"""``classroom teacher``: who may open the dashboard, and how they sign in."""

import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Final

import typer

from classroom.cli.options import DatabaseUrl, Json, print_json, settings_from, stored
from classroom.cli.serve import dashboard_url, sign_in_url
from classroom.errors import InputError

if TYPE_CHECKING:  # importing it takes longer than printing help
    from classroom.store.tables import TeacherRow

teacher = typer.Typer(name="teacher", help="Who may open the dashboard.", no_args_is_help=True)

ACTOR: Final[str] = "command line"

Name = Annotated[str, typer.Argument(metavar="NAME", help="The teacher's name.")]
PasswordStdin = Annotated[
    bool, typer.Option("--password-stdin", help="Read the password from standard input.")
]


@teacher.command()
def add(
    name: Name,
    admin: Annotated[bool, typer.Option("--admin", help="Sees all classes.")] = False,
    password_stdin: PasswordStdin = False,
    database_url: DatabaseUrl = None,
    as_json: Json = False,
) -> None:
    """Add a teacher who signs in with this name and a password."""
    from classroom.store.audit import AuditTrail
    from classroom.store.teachers import Teachers

    now = datetime.now(UTC)
    with stored(database_url) as rows:
        Teachers(rows).check_free(name)
    password_hash = _hash_of_new_password(password_stdin)
    with stored(database_url) as rows:
        row = Teachers(rows).add(name, password_hash, admin, now)
        AuditTrail(rows).add(ACTOR, "teacher.added", row.id, {"admin": admin}, now)
    if as_json:
        print_json(_as_json(row))
    else:
        print(f"Added {row.name}, who signs in at {dashboard_url(settings_from())}")


@teacher.command("list")
def list_teachers(database_url: DatabaseUrl = None, as_json: Json = False) -> None:
    """List who may sign in, the first one first."""
    from classroom.store.teachers import Teachers

    with stored(database_url) as rows:
        found = Teachers(rows).list_all()
    if as_json:
        print_json([_as_json(row) for row in found])
        return
    if not found:
        print("No teacher yet: `classroom teacher add NAME` adds one.")
    for row in found:
        role = "admin" if row.admin else "teacher"
        way = "password" if row.password_hash else "one-time links only"
        print(f"{row.name}  ({role}, {way})")


@teacher.command()
def password(
    name: Name,
    password_stdin: PasswordStdin = False,
    database_url: DatabaseUrl = None,
    as_json: Json = False,
) -> None:
    """Change a teacher's password; wherever they are signed in, they have to do so again."""
    from classroom.store.audit import AuditTrail
    from classroom.store.teachers import Teachers

    with stored(database_url) as rows:
        Teachers(rows).by_name(name)
    password_hash = _hash_of_new_password(password_stdin)
    with stored(database_url) as rows:
        row = Teachers(rows).by_name(name)
        Teachers(rows).set_password(row, password_hash)
        AuditTrail(rows).add(ACTOR, "teacher.password_changed", row.id, {}, datetime.now(UTC))
    if as_json:
        print_json(_as_json(row))
    else:
        print(f"Changed. {row.name} is signed out everywhere.")


@teacher.command()
def remove(
    name: Name,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    database_url: DatabaseUrl = None,
    as_json: Json = False,
) -> None:
    """Remove a teacher; their classes stay, belong to nobody, and only admins see them."""
    from classroom.store.audit import AuditTrail
    from classroom.store.teachers import Teachers

    with stored(database_url) as rows:
        row = Teachers(rows).by_name(name)
        if not (yes or as_json):
            typer.confirm(f"Remove {row.name!r}? Only admins will see their classes.", abort=True)
        left = Teachers(rows).remove(row)
        AuditTrail(rows).add(ACTOR, "teacher.removed", row.id, {}, datetime.now(UTC))
    if as_json:
        print_json({"removed": row.name, "classes_left": left})
    else:
        kept = "1 class stays" if left == 1 else f"{left} classes stay"
        print(f"Removed {row.name}. {kept}, for admins to see.")


@teacher.command()
def link(
    name: Annotated[
        str | None, typer.Argument(metavar="[NAME]", help="Whose link; else the first admin's.")
    ] = None,
    database_url: DatabaseUrl = None,
    as_json: Json = False,
) -> None:
    """Print a new link that signs a teacher in once; their older unused link stops working."""
    from classroom.store.audit import AuditTrail
    from classroom.store.teachers import Teachers

    now = datetime.now(UTC)
    with stored(database_url) as rows:
        teachers = Teachers(rows)
        row = teachers.by_name(name) if name else teachers.ensure_first(now)[0]
        url = sign_in_url(settings_from(), teachers.new_link_of(row))
        AuditTrail(rows).add(ACTOR, "teacher.link_made", row.id, {}, now)
    if as_json:
        print_json({"teacher_link": url})
    else:
        print(url)


def _hash_of_new_password(from_stdin: bool) -> str:
    """Take a password from a pipe, or ask for it twice without showing it."""
    from classroom.store.passwords import Passwords

    if from_stdin:
        typed = sys.stdin.readline().rstrip("\r\n")
    elif sys.stdin.isatty():
        typed = typer.prompt("Password", hide_input=True, confirmation_prompt=True, err=True)
    else:
        raise InputError("There is no terminal to ask for a password: add --password-stdin.")
    return Passwords().hash(typed)


def _as_json(row: "TeacherRow") -> dict[str, str | bool]:
    return {
        "id": row.id,
        "name": row.name,
        "admin": row.admin,
        "password": row.password_hash is not None,
        "created_at": row.created_at.isoformat(),
    }
