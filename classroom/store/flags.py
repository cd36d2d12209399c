"""All flags of a class and what is known of them, small enough to be read each second."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Row, select
from sqlalchemy.orm import Session

from classroom.domain.class_alert import HandRaised
from classroom.domain.episode import Answer
from classroom.domain.flag import RaisedFlag
from classroom.domain.mode import SessionMode
from classroom.domain.precision import OwnWord, Precision, precision_of, verdicts_of
from classroom.store.tables import (
    ClassSessionRow,
    ConfusionEpisodeRow,
    PulseAnswerRow,
    PulseCheckRow,
    SelfReportRow,
)

FlagRow = Row[str, str, datetime, datetime | None, float, float | None, str | None]


@dataclass(frozen=True, slots=True)
class ClassFlags:
    """The flags of a class and its students' own words."""

    flags: tuple[RaisedFlag, ...]
    words: tuple[OwnWord, ...]

    @property
    def hands(self) -> list[HandRaised]:
        """Every hand that went up, of either kind."""
        said = [HandRaised(w.participant_id, w.at) for w in self.words if w.lost and not w.asked]
        return said + [HandRaised(flag.participant_id, flag.started_at) for flag in self.flags]

    def verdicts(self, now: datetime) -> dict[str, bool | None]:
        """Whether each flag, by id, was right, as far as anybody said for others to know.

        Answers to pulse checks are left out: students were promised that nobody sees who answered.
        """
        return verdicts_of(self.flags, [word for word in self.words if not word.asked], now)

    def precision(self, now: datetime) -> Precision:
        """How often these flags were right, as far as anybody said."""
        return precision_of(self.flags, self.words, now)


def class_flags(s: Session, session_id: str) -> ClassFlags:
    """Read the flags and words of one class."""
    return _read(
        s,
        ConfusionEpisodeRow.session_id == session_id,
        SelfReportRow.session_id == session_id,
        PulseCheckRow.session_id == session_id,
    )


def flags_of_other_classes(s: Session, session_id: str) -> ClassFlags:
    """Read the flags and words of all classes but one that its teacher has held.

    Those that show only the class are left out: a count of few flags would tell of one student.
    """
    owner = select(ClassSessionRow.teacher_id).where(ClassSessionRow.id == session_id)
    others = select(ClassSessionRow.id).where(
        ClassSessionRow.id != session_id,
        ClassSessionRow.teacher_id.is_not_distinct_from(owner.scalar_subquery()),
        ClassSessionRow.mode != SessionMode.AGGREGATE,
    )
    return _read(
        s,
        ConfusionEpisodeRow.session_id.in_(others),
        SelfReportRow.session_id.in_(others),
        PulseCheckRow.session_id.in_(others),
    )


def _read(
    s: Session,
    flags: ColumnElement[bool],
    reports: ColumnElement[bool],
    pulses: ColumnElement[bool],
) -> ClassFlags:
    episode = ConfusionEpisodeRow
    rows = s.execute(
        select(
            episode.id,
            episode.participant_id,
            episode.started_at,
            episode.ended_at,
            episode.peak,
            episode.likelihood,
            episode.answer,
        ).where(flags)
    )
    said = s.execute(select(SelfReportRow.participant_id, SelfReportRow.at).where(reports))
    answered = s.execute(
        select(PulseAnswerRow.participant_id, PulseAnswerRow.at, PulseAnswerRow.following)
        .join(PulseCheckRow, PulseCheckRow.id == PulseAnswerRow.pulse_check_id)
        .where(pulses)
    )
    return ClassFlags(
        tuple(_flag(row) for row in rows),
        (
            *(OwnWord(who, at, lost=True, asked=False) for who, at in said),
            *(OwnWord(who, at, lost=not following, asked=True) for who, at, following in answered),
        ),
    )


def _flag(row: FlagRow) -> RaisedFlag:
    answer = Answer(row.answer) if row.answer else None
    return RaisedFlag(
        row.id,
        row.participant_id,
        row.started_at,
        row.ended_at,
        row.peak,
        row.likelihood,
        answer,
    )
