"""Raised hands: who, why, since when, and what the teacher can say of it."""

from datetime import datetime
from typing import Final

from dash import html

from classroom.domain.episode import Answer
from dashboard.components.attributes import attributes
from dashboard.components.words import ago_words, confidence_words, count_word, percent
from dashboard.queries.hands import Hand

ANSWERS: Final[tuple[tuple[str, str, str], ...]] = (
    (Answer.RIGHT, "Right ✓", "Yes, {} was confused"),
    (Answer.WRONG, "No ✕", "No, {} was not confused"),
    (Answer.LATER, "Later", "Decide about {} later"),
)
HELPED: Final[str] = "helped"
"""A student's own word is not right or wrong: it is answered by having helped."""
ORDINALS: Final[dict[int, str]] = {2: "second", 3: "third"}


def hand_when(hand: Hand, now: datetime) -> str:
    """Since when, in steps that do not flicker."""
    if hand.ended_at is not None:
        return f"passed {ago_words((now - hand.ended_at).total_seconds())}"
    return ago_words((now - hand.since).total_seconds())


def hand_row(hand: Hand, now: datetime) -> html.Div:
    """Draw one raised hand."""
    classes = ["hand", "said" if hand.said else "flag"]
    classes += ["later"] * hand.later + ["passed"] * (not hand.is_up)
    return html.Div(
        [
            html.Div(
                [
                    html.Div(hand.name, dir="auto", className="hand-name", title=hand.name),
                    html.Div(
                        "said “I’m lost”" if hand.said else "may be confused",
                        className="hand-kind",
                    ),
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
            html.Div(_buttons(hand), className="hand-answers"),
        ],
        id={"type": "hand", "hand": hand.id},
        className=" ".join(classes),
        role="listitem",
    )


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
    details = [confidence_words(hand.peak)]
    if hand.seen_share is not None:
        details.append(f"seen {percent(hand.seen_share)} of that time")
    return details + ["put off until later"] * hand.later


def _buttons(hand: Hand) -> list[html.Button]:
    if hand.said:
        return [_button(hand, HELPED, "Helped ✓", "{} has been helped")]
    return [
        _button(hand, *answer)
        for answer in ANSWERS
        if not (hand.later and answer[0] == Answer.LATER)
    ]


def _button(hand: Hand, answer: str, text: str, label: str) -> html.Button:
    return html.Button(
        text,
        id={
            "type": "hand-answer",
            "hand": hand.id,
            "answer": str(answer),
            "student": hand.participant_id,
        },
        className="button small",
        n_clicks=0,
        **attributes(aria_label=f"{text}: {label.format(hand.name)}", data_answer=str(answer)),
    )


def hands_title(right: int, answered: int) -> str:
    """Head of the panel, with how far flags can be trusted in these classes."""
    if answered == 0:
        return "Raised hands"
    return f"Raised hands · in your classes {right} of {answered} were right"
