"""The same topic in earlier classes of a course, counted in SQL."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    case,
    distinct,
    false,
    func,
    or_,
    select,
    true,
    union_all,
)
from sqlalchemy.orm import Session

from classroom.domain.mode import SessionMode
from classroom.store.epoch import epoch_seconds
from classroom.store.report import SMALLEST_GROUP
from classroom.store.tables import (
    ClassSessionRow,
    ConfusionEpisodeRow,
    SelfReportRow,
    TopicMarkerRow,
)


@dataclass(frozen=True, slots=True)
class TaughtTopic:
    """A topic in one class: how many hands went up in how long."""

    name: str
    session_id: str
    at: datetime
    seconds: float
    hands: int | None
    """None where fewer than may be shown, but somebody, raised one."""


def taught_topics(s: Session, classes: Sequence[ClassSessionRow]) -> list[TaughtTopic]:
    """Return the topics of these classes, the first class's first; one marked twice comes once."""
    order = {row.id: place for place, row in enumerate(classes)}
    modes = {row.id: SessionMode(row.mode) for row in classes}
    found: dict[tuple[str, str], TaughtTopic] = {}
    for session_id, name, at, seconds, hands, flagged, lost in s.execute(_parts(list(order))):
        hidden = any(0 < students < SMALLEST_GROUP for students in (flagged, lost))
        few = modes[session_id] is SessionMode.AGGREGATE and hidden
        fresh = TaughtTopic(name, session_id, at, float(seconds or 0), None if few else hands)
        key = session_id, name.casefold()
        found[key] = _together(found[key], fresh) if key in found else fresh
    return sorted(found.values(), key=lambda topic: (order[topic.session_id], topic.at))


def _together(one: TaughtTopic, other: TaughtTopic) -> TaughtTopic:
    hands = None if one.hands is None or other.hands is None else one.hands + other.hands
    return replace(one, seconds=one.seconds + other.seconds, hands=hands)


def _parts(session_ids: Sequence[str]) -> Select[Any]:
    """Cut classes at their marks, and count the hands and who raised them in each part.

    A part ends where the next one begins, the last with its class.
    """
    marker = TopicMarkerRow
    following = func.lead(marker.at).over(
        partition_by=marker.session_id, order_by=(marker.at, marker.id)
    )
    part = (
        select(
            marker.session_id,
            marker.name,
            marker.at,
            func.coalesce(following, ClassSessionRow.ended_at).label("until"),
        )
        .join(ClassSessionRow, ClassSessionRow.id == marker.session_id)
        .where(marker.session_id.in_(session_ids))
        .subquery()
        .c
    )
    flag, word = ConfusionEpisodeRow, SelfReportRow
    hand = union_all(
        select(
            flag.session_id, flag.participant_id, flag.started_at.label("at"), true().label("flag")
        ).where(flag.session_id.in_(session_ids)),
        select(word.session_id, word.participant_id, word.at, false()).where(
            word.session_id.in_(session_ids)
        ),
    ).subquery("hand")
    inside = and_(
        hand.c.session_id == part.session_id,
        hand.c.at >= part.at,
        or_(part.until.is_(None), hand.c.at < part.until),
    )
    lasted = epoch_seconds(part.until) - epoch_seconds(part.at)
    return (
        select(
            part.session_id,
            part.name,
            part.at,
            func.max(lasted),
            func.count(hand.c.participant_id),
            _students(hand.c, flags=True),
            _students(hand.c, flags=False),
        )
        .outerjoin(hand, inside)
        .group_by(part.session_id, part.name, part.at)
        .order_by(part.at)
    )


def _students(hand: Any, *, flags: bool) -> ColumnElement[int]:
    """How many students raised a hand of one kind; each kind is shown, and hidden, by itself."""
    of_kind = hand.flag if flags else ~hand.flag
    return func.count(distinct(case((of_kind, hand.participant_id))))
