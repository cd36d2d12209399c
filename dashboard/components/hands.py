"""Raised hands: who, why, since when, and what the teacher can say of it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from dash import html

from classroom.domain.episode import Answer
from dashboard.components.attributes import attributes
from dashboard.components.keys import key
from dashboard.components.words import ago_words, confidence_words, count_word, percent
from dashboard.queries.hands import Hand


@dataclass(frozen=True, slots=True)
class AnswerButton:
    """One thing that the teacher can say of a hand."""

    answer: str
    text: str
    label: str
    """The same in a sentence with the student's name, for those who hear the page."""
    key: str


RIGHT: Final = AnswerButton(Answer.RIGHT, "Right ✓", "Yes, {} was confused", "R")
WRONG: Final = AnswerButton(Answer.WRONG, "No ✕", "No, {} was not confused", "W")
LATER: Final = AnswerButton(Answer.LATER, "Later", "Decide about {} later", "L")
UNDO: Final = AnswerButton("undo", "Undo", "Take back the answer about {}", "U")
HELPED: Final = AnswerButton("helped", "Helped ✓", "{} has been helped", "H")
"""A student's own word is not right or wrong: it is answered by having helped."""
SAID_WORDS: Final[dict[Answer, str]] = {
    Answer.RIGHT: "you said: right",
    Answer.WRONG: "you said: not confused",
}
ORDINALS: Final[dict[int, str]] = {2: "second", 3: "third"}


def hand_when(hand: Hand, now: datetime) -> str:
    """Since when, in steps that do not flicker."""
    if hand.ended_at is not None:
        return f"passed {ago_words((now - hand.ended_at).total_seconds())}"
    return ago_words((now - hand.since).total_seconds())


def hand_row(hand: Hand, now: datetime, number: int | None = None) -> html.Div:
    """Draw one raised hand; ``number`` is the key that chooses it."""
    classes = ["hand", "said" if hand.said else "flag"]
    classes += ["later"] * hand.later + ["passed"] * (not hand.is_up)
    return html.Div(
        [
            html.Div(
                [
                    html.Div(
                        [
                            key(str(number)) if number is not None else None,
                            html.Span(hand.name, dir="auto"),
                        ],
                        className="hand-name",
                        title=hand.name,
                    ),
                    html.Div(_kind(hand), className="hand-kind"),
                ],
                className="hand-who",
            ),
            html.Div(
                [
                    html.Div(_evidence(hand), className="hand-evidence"),
                    html.Div(
                        [
                            html.Span(
                                hand_when(hand, now),
                                id={"type": "hand-when", "hand": hand.id},
                            ),
                            *(f" · {text}" for text in _details(hand)),
                        ],
                        className="hand-details",
                    ),
                ],
                className="hand-why",
            ),
            html.Div([_button(hand, each) for each in _answers(hand)], className="hand-answers"),
        ],
        id={"type": "hand", "hand": hand.id},
        className=" ".join(classes),
        role="listitem",
        tabIndex="-1",
        **attributes(data_hand=hand.id),
    )


def held_back_words(held_back: int) -> str:
    """Say how many weaker flags do not take the teacher's attention."""
    return f"{held_back} weaker {'flag' if held_back == 1 else 'flags'} held back"


def _kind(hand: Hand) -> str:
    if hand.said:
        return "said “I’m lost”"
    return SAID_WORDS[hand.answer] if hand.answer else "may be confused"


def _evidence(hand: Hand) -> str:
    if not hand.said:
        return "; ".join(hand.evidence) or "Looks different from usual for this student"
    if hand.times == 1:
        return "Asks for help"
    nth = ORDINALS.get(hand.times)
    times = f"for the {nth} time" if nth else f"{count_word(hand.times)} times now"
    return f"Asks for help, {times}"


def _details(hand: Hand) -> list[str]:
    if hand.said:
        return []
    details = [confidence_words(hand.likelihood)]
    if hand.seen_share is not None:
        details.append(f"seen {percent(hand.seen_share)} of that time")
    return details + ["for later"] * hand.later


def _answers(hand: Hand) -> tuple[AnswerButton, ...]:
    if hand.said:
        return (HELPED,)
    if hand.answer is not None:
        return (UNDO,)
    return (RIGHT, WRONG, UNDO if hand.later else LATER)


def _button(hand: Hand, answer: AnswerButton) -> html.Button:
    return html.Button(
        [answer.text, key(answer.key)],
        id={
            "type": "hand-answer",
            "hand": hand.id,
            "answer": str(answer.answer),
            "student": hand.participant_id,
        },
        className="button small",
        n_clicks=0,
        **attributes(
            aria_label=f"{answer.text}: {answer.label.format(hand.name)}",
            data_answer=str(answer.answer),
        ),
    )
