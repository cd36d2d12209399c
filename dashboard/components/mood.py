"""The class now: a sentence, a stacked bar, and the words that go with its colours."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from dash import html

from classroom.domain.emotion import EMOTIONS
from classroom.domain.mode import SessionMode
from classroom.language import say
from classroom.reports.words import EMOTION_WORDS, capitalised, hands_words, mood_words, percent
from classroom.store.report import SMALLEST_GROUP
from dashboard.components.attributes import attributes
from dashboard.components.palette import EMOTION_COLOURS, STACKED
from dashboard.components.words import change_words
from dashboard.queries.live import LiveView
from dashboard.queries.moods import CELL_S, History

COMPARED_MIN: Final[int] = 5
"""The sentence compares with so many minutes ago."""
SHOWN_SHARE: Final[float] = 0.03
"""Shares below this have no word beside the bar; the bar still shows them."""


@dataclass(frozen=True, slots=True)
class ClassMood:
    """How the class is now, as shares of all who are present."""

    headline: str
    detail: str
    shares: tuple[tuple[str, float], ...]
    """Emotion and share, 0..1, in the fixed order of ``EMOTIONS``; empty where hidden."""
    unseen: float
    present: int
    seen: int


def class_mood(view: LiveView) -> ClassMood:
    """Sum up who is present: one student, one vote, the unseen counted as unseen."""
    present = view.present
    hands = _hands_up(view)
    moods = [view.recent[s.id].lately for s in present if s.id in view.recent]
    seen = [mood for mood in moods if mood.seen_s > 0]
    if not present:
        return waiting_mood()
    unseen = 1 - len(seen) / len(present)
    hidden = view.session.mode is SessionMode.AGGREGATE and len(seen) < SMALLEST_GROUP
    if hidden:
        headline = capitalised(hands_words(hands)) or say("Mood not shown")
        detail = say("Fewer than five students are seen, so the class’s mood stays hidden.")
        return ClassMood(headline, detail, (), unseen, len(present), len(seen))
    shares = {
        label: sum(mood.emotions[i] / mood.seen_s for mood in seen) / len(present)
        for i, label in enumerate(EMOTIONS)
    }
    if not seen:
        detail = say("No face can be read now. Unseen never counts as calm.")
    else:
        detail = change_words(shares, _shares_before(view), COMPARED_MIN)
    return ClassMood(
        mood_words(shares, hands), detail, tuple(shares.items()), unseen, len(present), len(seen)
    )


def waiting_mood() -> ClassMood:
    """Say that nobody is there yet, and what brings them."""
    return ClassMood(
        say("Waiting for students"), say("Share the link or the QR code."), (), 0, 0, 0
    )


def _hands_up(view: LiveView) -> int:
    """Count students with a hand up; where no student is shown, only five or more who say so."""
    only_said = view.session.mode is SessionMode.AGGREGATE
    hands = (hand for hand in view.hands if hand.is_up and not hand.later)
    up = len({hand.participant_id for hand in hands if hand.said or not only_said})
    return 0 if only_said and up < SMALLEST_GROUP else up


def _shares_before(view: LiveView) -> dict[str, float]:
    """Sum the emotions of one minute, five minutes ago; all zero where nothing is known."""
    history = view.history
    seconds, students = history.once("seconds before", lambda: _seconds_before(history))
    if view.session.mode is SessionMode.AGGREGATE and students < SMALLEST_GROUP:
        return dict.fromkeys(EMOTIONS, 0.0)
    return seconds


def _seconds_before(history: History) -> tuple[dict[str, float], int]:
    """Seconds of each emotion in that minute, and of how many students."""
    middle = history.end - timedelta(minutes=COMPARED_MIN)
    starts = [start for start in history.starts if _near(start, middle)]
    sums = dict.fromkeys(EMOTIONS, 0.0)
    students: set[str] = set()
    for student_id, cells in history.by_student.items():
        for mood in (cells[start] for start in starts if start in cells):
            if mood.seen_s > 0:
                students.add(student_id)
                for i, label in enumerate(EMOTIONS):
                    sums[label] += mood.emotions[i]
    return sums, len(students)


def _near(at: datetime, middle: datetime) -> bool:
    return abs((at + timedelta(seconds=CELL_S / 2) - middle).total_seconds()) <= 30


def mood_bar(mood: ClassMood) -> list[html.Div]:
    """Draw the stacked bar and the words that say the same."""
    if mood.present == 0:
        return []
    by_label = dict(mood.shares)
    parts = [(label, by_label[label]) for label in STACKED if by_label.get(label)]
    segments = [
        html.Span(
            className="mood-part",
            style={"width": f"{share:.2%}", "background": EMOTION_COLOURS[label]},
            title=f"{EMOTION_WORDS[label]} {percent(share)}",
        )
        for label, share in parts
    ]
    words = [
        html.Span(
            [
                html.I(className="swatch", style={"background": EMOTION_COLOURS[label]}),
                f"{EMOTION_WORDS[label]} ",
                html.B(percent(share)),
            ],
            className="mood-word",
        )
        for label, share in sorted(parts, key=lambda pair: -pair[1])
        if share >= SHOWN_SHARE
    ]
    if mood.shares or mood.seen == 0:
        segments.append(
            html.Span(className="mood-part unseen-fill", style={"width": f"{mood.unseen:.2%}"})
        )
    else:
        segments.append(html.Span(className="mood-part hidden-fill", style={"width": "100%"}))
    if mood.unseen > 0.005:
        words.append(
            html.Span(
                [
                    html.I(className="swatch unseen-fill"),
                    say("unseen") + " ",
                    html.B(percent(mood.unseen)),
                ],
                className="mood-word",
            )
        )
    return [
        html.Div(segments, className="mood-bar", **attributes(aria_hidden="true")),
        html.Div(words, className="mood-words"),
    ]
