"""How easily a flag is raised: a slider, and what it would have meant in the last hour."""

import dash_mantine_components as dmc
from dash import html

from classroom.domain.flagging import ENTER_STEPS
from classroom.language import say, say_number
from dashboard.queries.sensitivity import FlagForecast


def nearest_step(flag_from: float) -> int:
    """Return the place on the slider of a class's setting."""
    return min(range(len(ENTER_STEPS)), key=lambda place: abs(ENTER_STEPS[place] - flag_from))


def forecast_words(forecast: FlagForecast) -> str:
    """Say what a setting would have meant; about, for the past is not quite replayed."""
    return say_number(
        "In the last hour: about {number} flag instead of {had}.",
        "In the last hour: about {number} flags instead of {had}.",
        forecast.would,
        had=forecast.had,
    )


def sensitivity_panel(flag_from: float) -> html.Div:
    """Draw the panel, closed."""
    place = nearest_step(flag_from)
    last = len(ENTER_STEPS) - 1
    return html.Div(
        [
            html.Div(say("How easily is a flag raised?"), className="sense-title"),
            dmc.Slider(
                id="sense-slider",
                min=0,
                max=last,
                step=1,
                value=place,
                label=None,
                marks=[{"value": step} for step in range(len(ENTER_STEPS))],
                thumbLabel=say("How easily a flag is raised, fewer flags to the right"),
            ),
            html.Div(
                [html.Span(say("more flags")), html.Span(say("fewer flags"))],
                className="sense-ends",
            ),
            html.Div(
                [
                    html.Span(id="sense-words", className="soft", role="status"),
                    html.Button(
                        say("Use this"), id="sense-apply", className="button small", n_clicks=0
                    ),
                ],
                className="sense-foot",
            ),
        ],
        id="sense-panel",
        className="sense-panel",
        hidden=True,
    )
