"""How long an ended class is kept: said with its day, chosen, or cut short."""

from datetime import datetime, timedelta, tzinfo
from typing import Final

import dash_mantine_components as dmc
from dash import dcc, html

from classroom.domain.retention import GOES_NOW, KeepBounds, due_at
from classroom.language import marked, say, say_number
from classroom.language.figures import month_name
from dashboard.components.confirm import confirm_dialog
from dashboard.components.frame import card
from dashboard.queries.live import ClassInfo

WHAT_GOES: Final[str] = marked(
    "Everything kept of this class goes: its students with their names, what was read of their "
    "faces, flags, what they said and answered, topics and your notes. The audit log keeps that a "
    "class was deleted, and who confirmed that it was lawful."
)


def days_words(days: int) -> str:
    """Say a stretch of days as people do."""
    if days % 365 == 0:
        return say_number("{number} year", "{number} years", days // 365)
    return say_number("{number} day", "{number} days", days)


def due_words(session: ClassInfo, now: datetime, zone: tzinfo) -> str:
    """Say on which day the class goes, by the teacher's calendar."""
    due = _due(session)
    if due is None:
        return ""
    if due <= now + timedelta(hours=1):
        return say("Will be deleted within the hour")
    local = due.astimezone(zone)
    day = say("{day} {month} {year}", day=local.day, month=month_name(local), year=local.year)
    return say("Will be deleted on {day}", day=day)


def choices_of(session: ClassInfo, bounds: KeepBounds, now: datetime) -> list[dict[str, str]]:
    """Offer what the school allows and what does not lie in the past, and what stands already.

    Nothing for a class that is being deleted.
    """
    if session.keep_days == GOES_NOW:
        return []
    days = {
        each
        for each in bounds.choices
        if (due := _due(session, each)) is not None and due > now + timedelta(hours=1)
    }
    return day_choices(sorted(days | {session.keep_days}))


def day_choices(days: tuple[int, ...] | list[int]) -> list[dict[str, str]]:
    """Name each number of days for a select."""
    return [{"value": str(each), "label": days_words(each)} for each in days]


def _due(session: ClassInfo, days: int | None = None) -> datetime | None:
    if session.ended_at is None:
        return None
    kept = session.keep_days if days is None else days
    return due_at(session.ended_at, session.kept_from, kept)


def keep_card(session: ClassInfo, bounds: KeepBounds, now: datetime, zone: tzinfo) -> html.Section:
    """Say when the class goes, and let its teacher choose."""
    return card(
        say("How long this class is kept"),
        [
            dcc.Store(id="keep-session", data=session.id),
            html.P(due_words(session, now, zone), id="keep-words", role="status"),
            html.Div(
                [
                    dmc.Select(
                        id="keep-days",
                        label=say("Keep after the class"),
                        data=choices_of(session, bounds, now),
                        value=str(session.keep_days),
                        allowDeselect=False,
                        comboboxProps={"transitionProps": {"duration": 0}},
                        className="keep-days",
                    )
                    if session.keep_days != GOES_NOW
                    else None,
                    html.Button(
                        say("Delete now…"), id="forget-open", className="button danger", n_clicks=0
                    ),
                ],
                className="keep-tools",
            ),
            html.P(id="keep-error", className="error keep-error", role="alert"),
            forget_dialog(session.title),
        ],
        "past-keep",
    )


def forget_dialog(title: str) -> dmc.Modal:
    """Ask once more, and say what goes."""
    return confirm_dialog(
        "forget",
        say("Delete this class?"),
        [
            html.P(html.B(title, dir="auto"), className="remove-name"),
            html.P(say(WHAT_GOES)),
            html.P(
                say("This cannot be undone. Download first what you want to have."),
                className="soft",
            ),
            html.P(id="forget-error", className="error keep-error", role="alert"),
        ],
        keep=say("Keep it"),
        act=say("Delete for good"),
    )
