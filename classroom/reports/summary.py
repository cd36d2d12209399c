"""A whole class in a sentence, and how much stands behind it."""

from classroom.domain.emotion import EMOTIONS
from classroom.domain.mode import SessionMode
from classroom.reports.words import count_word, mood_words, percent
from classroom.store.report import SMALLEST_GROUP, Report, ReportPrecision


def class_words(report: Report) -> str:
    """Say in one line how the class was."""
    mode = SessionMode(report.session.mode)
    if not mode.infers:
        said = sum(person.self_reports for person in report.participants)
        if said == 0:
            return "Nobody said they were lost"
        times = "once" if said == 1 else f"{count_word(said)} times"
        return f"“I’m lost” was said {times}"
    if report.events == 0:
        return "Nothing was read"
    sums = dict.fromkeys(EMOTIONS, 0.0)
    for point in report.timeline:
        for label, share in point.emotions.items():
            sums[label] += share * point.students_seen
    if sum(sums.values()) <= 0:
        hidden = mode is SessionMode.AGGREGATE and any(
            point.students_seen for point in report.timeline
        )
        return "Mood not shown" if hidden else "Nobody was seen"
    return mood_words(sums, 0)


def coverage_words(report: Report, joined: int) -> str:
    """Say how much of the class stands behind these words."""
    mode = SessionMode(report.session.mode)
    if not mode.infers:
        return "No face was read in this class."
    if not joined:
        return "Nobody joined this class."
    if report.events == 0:
        return "No camera sent a picture, so there is nothing to show."
    if mode is SessionMode.AGGREGATE:
        return (
            "Single students are not shown, nor the class while fewer than "
            f"{count_word(SMALLEST_GROUP)} were seen."
        )
    seen = sum(person.seconds_seen for person in report.participants)
    unseen = sum(person.seconds_unseen for person in report.participants)
    share = seen / (seen + unseen) if seen + unseen else 0.0
    return (
        f"Faces were seen for {percent(share)} of the time their cameras were on. "
        "What was not seen counts as unseen, never as calm."
    )


def precision_words(precision: ReportPrecision, who: str) -> str:
    """Say how often flags were right, and how sure that is; ``who`` is the teacher who answers."""
    return (
        f"{precision.right} of {precision.known} flags were right, as far as students or {who} "
        f"said so; the true share is likely between {percent(precision.low)} and "
        f"{percent(precision.high)}."
    )
