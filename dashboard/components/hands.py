"""Raised hands: who, why, since when, and what the teacher can say of it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from dash import html

from classroom.domain.episode import Answer
from classroom.language import Words, marked, say, say_number
from classroom.reports.evidence import evidence_said
from classroom.reports.words import confidence_words, count_word, percent
from dashboard.components.attributes import attributes
from dashboard.components.keys import key
from dashboard.components.words import ago_words
from dashboard.queries.hands import Hand


@dataclass(frozen=True, slots=True)
class AnswerButton:
    """One thing that the teacher can say of a hand."""

    answer: str
    text: str
    label: str
    """The same in a sentence with the student's name, for those who hear the page."""
    key: str


RIGHT: Final = AnswerButton(
    Answer.RIGHT, marked("Right ✓"), marked("Yes, {name} was confused"), "R"
)
WRONG: Final = AnswerButton(
    Answer.WRONG, marked("No ✕"), marked("No, {name} was not confused"), "W"
)
LATER: Final = AnswerButton(Answer.LATER, marked("Later"), marked("Decide about {name} later"), "L")
UNDO: Final = AnswerButton("undo", marked("Undo"), marked("Take back the answer about {name}"), "U")
HELPED: Final = AnswerButton("helped", marked("Helped ✓"), marked("{name} has been helped"), "H")
"""A student's own word is not right or wrong: it is answered by having helped."""
SAID_WORDS: Final = Words(
    {
        Answer.RIGHT: marked("you said: right"),
        Answer.WRONG: marked("you said: not confused"),
    }
)
HELP_WORDS: Final = Words(
    {
        1: marked("Asks for help"),
        2: marked("Asks for help, for the second time"),
        3: marked("Asks for help, for the third time"),
    }
)


def hand_when(hand: Hand, now: datetime) -> str:
    """Since when, in steps that do not flicker."""
    if hand.ended_at is not None:
        return say("passed {ago}", ago=ago_words((now - hand.ended_at).total_seconds()))
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
    return say_number(
        "{number} weaker flag held back", "{number} weaker flags held back", held_back
    )


def _kind(hand: Hand) -> str:
    if hand.said:
        return say("said “I’m lost”")
    return SAID_WORDS[hand.answer] if hand.answer else say("may be confused")


def _evidence(hand: Hand) -> str:
    if not hand.said:
        said = "; ".join(evidence_said(text) for text in hand.evidence)
        return said or say("Looks different from usual for this student")
    if hand.times in HELP_WORDS:
        return HELP_WORDS[hand.times]
    return say("Asks for help, {count} times now", count=count_word(hand.times))


def _details(hand: Hand) -> list[str]:
    if hand.said:
        return []
    details = [confidence_words(hand.likelihood)]
    if hand.seen_share is not None:
        details.append(say("seen {share} of that time", share=percent(hand.seen_share)))
    return details + [say("for later")] * hand.later


def _answers(hand: Hand) -> tuple[AnswerButton, ...]:
    if hand.said:
        return (HELPED,)
    if hand.answer is not None:
        return (UNDO,)
    return (RIGHT, WRONG, UNDO if hand.later else LATER)


def _button(hand: Hand, answer: AnswerButton) -> html.Button:
    text = say(answer.text)
    return html.Button(
        [text, key(answer.key)],
        id={
            "type": "hand-answer",
            "hand": hand.id,
            "answer": str(answer.answer),
            "student": hand.participant_id,
        },
        className="button small",
        n_clicks=0,
        **attributes(
            aria_label=f"{text}: {say(answer.label, name=hand.name)}",
            data_answer=str(answer.answer),
        ),
    )
