"""A whole class in a sentence, and how much stands behind it."""

from typing import Final

from classroom.domain.emotion import EMOTIONS
from classroom.domain.mode import SessionMode
from classroom.language import marked, say, say_number
from classroom.reports.words import count_word, mood_words, percent
from classroom.store.report import SMALLEST_GROUP, Report, ReportPrecision


def class_words(report: Report) -> str:
    """Say in one line how the class was."""
    mode = SessionMode(report.session.mode)
    if not mode.infers:
        said = sum(person.self_reports for person in report.participants)
        if said == 0:
            return say("Nobody said they were lost")
        return say_number(
            "“I’m lost” was said once",
            "“I’m lost” was said {count} times",
            said,
            count=count_word(said),
        )
    if report.events == 0:
        return say("Nothing was read")
    sums = dict.fromkeys(EMOTIONS, 0.0)
    for point in report.timeline:
        for label, share in point.emotions.items():
            sums[label] += share * point.seconds_seen
    if sum(sums.values()) <= 0:
        hidden = mode is SessionMode.AGGREGATE and any(
            point.students_seen for point in report.timeline
        )
        return say("Mood not shown") if hidden else say("Nobody was seen")
    return mood_words(sums, 0)


def coverage_words(report: Report, joined: int) -> str:
    """Say how much of the class stands behind these words."""
    mode = SessionMode(report.session.mode)
    if not mode.infers:
        return say("No face was read in this class.")
    if not joined:
        return say("Nobody joined this class.")
    if report.events == 0:
        return say("No camera sent a picture, so there is nothing to show.")
    if mode is SessionMode.AGGREGATE:
        return say(
            "Single students are not shown, nor the class while fewer than {count} were seen.",
            count=count_word(SMALLEST_GROUP),
        )
    seen = sum(person.seconds_seen for person in report.participants)
    unseen = sum(person.seconds_unseen for person in report.participants)
    share = seen / (seen + unseen) if seen + unseen else 0.0
    return say(
        "Faces were seen for {share} of the time their cameras were on. "
        "What was not seen counts as unseen, never as calm.",
        share=percent(share),
    )


OF_THE_TEACHER: Final[str] = marked(
    "{right} of {known} flags were right, as far as students or the teacher said so; the true "
    "share is likely between {low} and {high}."
)
TO_THE_TEACHER: Final[str] = marked(
    "{right} of {known} flags were right, as far as students or you said so; the true "
    "share is likely between {low} and {high}."
)


def precision_words(precision: ReportPrecision, text: str = OF_THE_TEACHER) -> str:
    """Say how often flags were right, and how sure that is, of the teacher or to them."""
    return say(
        text,
        right=precision.right,
        known=precision.known,
        low=percent(precision.low),
        high=percent(precision.high),
    )
