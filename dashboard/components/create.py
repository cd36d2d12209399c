"""The dialog that creates a class, and what the law says of it."""

from collections.abc import Sequence
from typing import Final

import dash_mantine_components as dmc
from dash import html

from classroom.domain.mode import SessionMode
from classroom.domain.retention import KeepBounds
from classroom.language import marked, say
from classroom.reports.words import MODE_EXPLANATIONS, MODE_NAMES
from classroom.store.class_sessions import LONGEST_COURSE
from dashboard.components.attributes import attributes
from dashboard.components.keep import day_choices

LAW_URL: Final[str] = "https://eur-lex.europa.eu/eli/reg/2024/1689/oj"
LAW_NOTICE: Final[str] = marked(
    "The EU AI Act (Regulation 2024/1689, Article 5(1)(f)) forbids inferring the emotions of "
    "people in education, except for medical or safety reasons. Other countries have laws of "
    "their own."
)


def create_dialog(
    courses: Sequence[str] = (),
    bounds: KeepBounds = KeepBounds(),  # noqa: B008 - it is frozen
    teacher: str = "",
) -> dmc.Modal:
    """Ask for title, course and mode, and for the law notice to be confirmed where faces are read.

    ``courses`` are suggested: only classes with the same course are compared. The name of the
    ``teacher`` is written already, the confirmation itself is theirs to give.
    """
    return dmc.Modal(
        [
            html.Div(
                [
                    dmc.TextInput(
                        id="create-title",
                        label=say("Title"),
                        placeholder=say("Recursion, week 6"),
                        inputProps={"maxLength": 200},
                        required=True,
                        withAsterisk=False,
                        **attributes(data_autofocus="true"),
                    ),
                    dmc.Autocomplete(
                        id="create-course",
                        label=say("Course (optional)"),
                        description=say("Classes of one course are compared with each other."),
                        placeholder=say("Computer science 7b"),
                        data=list(courses),
                        limit=8,
                        inputProps={"maxLength": LONGEST_COURSE},
                        comboboxProps={"transitionProps": {"duration": 0}},
                        className="create-course",
                    ),
                    dmc.RadioGroup(
                        html.Div([_mode(mode) for mode in SessionMode], className="modes"),
                        id="create-mode",
                        label=say("What you see"),
                        value=SessionMode.AFFECT.value,
                    ),
                    dmc.Select(
                        id="create-keep",
                        label=say("Keep after the class"),
                        description=say("Then everything of this class is deleted."),
                        data=day_choices(bounds.choices),
                        value=str(bounds.default),
                        allowDeselect=False,
                        comboboxProps={"transitionProps": {"duration": 0}},
                        className="keep-days create-keep",
                    ),
                    html.Div(
                        [
                            html.Strong(say("The law comes first")),
                            html.P(
                                [
                                    say(LAW_NOTICE) + " ",
                                    html.A(
                                        say("Read the regulation"),
                                        href=LAW_URL,
                                        target="_blank",
                                        rel="noopener",
                                    ),
                                ]
                            ),
                            dmc.Checkbox(
                                id="create-lawful",
                                label=say(
                                    "I confirm that reading emotions is lawful for this class."
                                ),
                                checked=False,
                            ),
                            dmc.TextInput(
                                id="create-lawful-by",
                                label=say("Name of who confirms"),
                                value=teacher,
                                description=say("Recorded with the class and in the audit log."),
                                inputProps={"maxLength": 200},
                            ),
                        ],
                        id="create-law",
                        className="law",
                    ),
                    html.P(id="create-error", className="error", role="alert"),
                    html.Div(
                        [
                            html.Button(
                                say("Cancel"),
                                id="create-cancel",
                                type="button",
                                className="button",
                                n_clicks=0,
                            ),
                            html.Button(
                                say("Create class"),
                                id="create-submit",
                                type="button",
                                className="button primary",
                                n_clicks=0,
                            ),
                        ],
                        className="dialog-actions",
                    ),
                ]
            )
        ],
        id="create-dialog",
        title=say("New class"),
        size="lg",
        opened=False,
        transitionProps={"duration": 0},
    )


def _mode(mode: SessionMode) -> dmc.Radio:
    name, explanation = MODE_NAMES[mode], MODE_EXPLANATIONS[mode]
    return dmc.Radio(value=mode.value, label=name, description=explanation)
