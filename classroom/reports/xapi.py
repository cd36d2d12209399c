"""xAPI 1.0.3 statements: who attended, who said "I'm lost", what the class answered.

https://github.com/adlnet/xAPI-Spec/blob/master/xAPI-Data.md. Nothing that was inferred from a face
is in them: a learning record store keeps what it gets, and a flag is a hypothesis. Nor is who
answered a pulse check: students were promised that nobody sees it.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID, uuid5

from classroom.reports.class_record import Attendance, ClassRecord
from classroom.store.report import ReportPulse

Statement = dict[str, Any]
NAMESPACE: Final = UUID("6a1d2b0c-52b1-5e39-9f2a-7e0f6a0f8a11")
"""Never changes: ids of statements are made from it, so that sending them twice is harmless."""
VERBS: Final[str] = "http://adlnet.gov/expapi/verbs/"
ACTIVITIES: Final[str] = "http://adlnet.gov/expapi/activities/"
EXTENSIONS: Final[str] = "urn:x-raised-hand:"
PLATFORM: Final[str] = "Raised Hand"


def xapi_statements(record: ClassRecord, home_page: str) -> list[Statement]:
    """Return the statements of a class, oldest first; ``home_page`` is where its accounts live.

    A class that runs has no "attended" yet: how long is not known, and a statement never changes.
    """
    statements = list(_pulse_statements(record, home_page))
    if not record.is_running:
        statements += _attended(record, home_page)
    statements += _lost(record, home_page)
    return sorted(statements, key=lambda each: (each["timestamp"], each["id"]))


def _attended(record: ClassRecord, home_page: str) -> Iterator[Statement]:
    if not record.shows_people:
        if record.attendance:
            yield _statement(
                record,
                actor=_class(record, home_page),
                verb="attended",
                object_=_class_activity(record),
                at=record.began,
                key="attended",
                result={"completion": True, "duration": _duration(record.began, record.until)},
            )
        return
    for student in record.attendance:
        until = _left(student, record)
        yield _statement(
            record,
            actor=_student(student.participant, home_page),
            verb="attended",
            object_=_class_activity(record),
            at=student.joined_at,
            key=f"attended/{student.participant}",
            result={"completion": True, "duration": _duration(student.joined_at, until)},
        )


def _left(student: Attendance, record: ClassRecord) -> datetime:
    """When a student was last there, at the latest when the class ended."""
    return min(student.gone_at or record.until, max(record.until, student.joined_at))


def _lost(record: ClassRecord, home_page: str) -> Iterator[Statement]:
    for own in record.own_reports:
        yield _statement(
            record,
            actor=_student(own.participant, home_page),
            verb="commented",
            object_=_class_activity(record),
            at=own.at,
            key=f"lost/{own.id}",
            result={"response": "I'm lost"},
        )


def _pulse_statements(record: ClassRecord, home_page: str) -> Iterator[Statement]:
    """The class answers as one: counts where enough answered, else only how many."""
    for pulse in record.report.pulse_checks:
        if pulse.answered == 0 or (record.is_running and pulse is _newest(record)):
            continue
        yield _statement(
            record,
            actor=_class(record, home_page),
            verb="responded",
            object_=_question(record, pulse),
            at=pulse.at,
            key=f"pulse/{_moment(pulse.at)}",
            result={"extensions": _counts(pulse)},
            parent=True,
        )


def _newest(record: ClassRecord) -> ReportPulse:
    """The pulse check that may still be open."""
    return record.report.pulse_checks[-1]


def _counts(pulse: ReportPulse) -> dict[str, int]:
    counts = {
        "answered": pulse.answered,
        "students": pulse.students,
        "following": pulse.following,
        "not-following": pulse.not_following,
    }
    return {f"{EXTENSIONS}{key}": count for key, count in counts.items() if count is not None}


def _statement(
    record: ClassRecord,
    *,
    actor: Statement,
    verb: str,
    object_: Statement,
    at: datetime,
    key: str,
    result: Statement,
    parent: bool = False,
) -> Statement:
    session_id = record.report.session.id
    context: Statement = {"registration": str(UUID(session_id)), "platform": PLATFORM}
    if parent:
        context["contextActivities"] = {"parent": [_class_activity(record)]}
    return {
        "id": str(uuid5(NAMESPACE, f"{session_id}/{key}")),
        "actor": actor,
        "verb": {"id": f"{VERBS}{verb}", "display": {"en": verb}},
        "object": object_,
        "result": result,
        "context": context,
        "timestamp": _moment(at),
    }


def _student(participant: str, home_page: str) -> Statement:
    """A student by the random id they have in this class only; never a name or an address."""
    return {"objectType": "Agent", "account": {"homePage": home_page, "name": participant}}


def _class(record: ClassRecord, home_page: str) -> Statement:
    """The class as one, so that no statement is about a single student."""
    account = {"homePage": home_page, "name": record.report.session.id}
    return {"objectType": "Group", "account": account}


def _class_activity(record: ClassRecord) -> Statement:
    return {
        "objectType": "Activity",
        "id": UUID(record.report.session.id).urn,
        "definition": {
            "type": f"{ACTIVITIES}meeting",
            "name": {"und": record.report.session.title},
        },
    }


def _question(record: ClassRecord, pulse: ReportPulse) -> Statement:
    return {
        "objectType": "Activity",
        "id": uuid5(NAMESPACE, f"{record.report.session.id}/question/{_moment(pulse.at)}").urn,
        "definition": {
            "type": f"{ACTIVITIES}question",
            "name": {"en": "Are you following?"},
        },
    }


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _duration(start: datetime, end: datetime) -> str:
    """ISO 8601, to the hundredth of a second."""
    return f"PT{max(0.0, (end - start).total_seconds()):.2f}S"
