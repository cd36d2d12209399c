"""What was read in a tried-out picture or video: boxes, bars, and the mood second by second."""

import base64
from typing import TYPE_CHECKING, Any, Final

import dash_mantine_components as dmc
from dash import dcc, html

from classroom.domain.emotion import EMOTIONS
from classroom.domain.mode import SessionMode
from classroom.language import marked, say, say_number
from classroom.language.figures import number
from classroom.reports.words import EMOTION_WORDS, capitalised, count_word, percent
from dashboard.components.attributes import attributes
from dashboard.components.chart import Trend, class_column, legend, trend_figure
from dashboard.components.frame import card
from dashboard.components.palette import EMOTION_COLOURS, UNSEEN_LINE
from dashboard.components.plot_template import GRAPH

if TYPE_CHECKING:  # importing it opens OpenCV, which the other pages do without
    from classroom.inference.recordings.trial import Trial, TrialFace, TrialPicture

NO_CONFUSION: Final[str] = marked(
    "Possible confusion is not shown: it needs a minute of someone’s usual face first."
)

EDGE_S: Final[float] = 0.002
"""A second's column ends so much before the next begins, so that nothing slopes between them."""


def trial_view(trial: "Trial", name: str) -> list[Any]:
    """Draw a photo with its faces, or a video with its mood and the frame that is chosen."""
    if trial.seconds:
        return [_video(trial, name)]
    return [
        card(
            html.Bdi(name),
            [
                html.P(faces_words(trial.pictures[0].faces), className="big-words"),
                *_picture(trial.pictures[0]),
            ],
            "try-read",
        )
    ]


def faces_words(faces: "tuple[TrialFace, ...]") -> str:
    """Say in one line what was found."""
    seen = [face for face in faces if face.emotions]
    if not faces:
        return say("No face was found")
    if len(faces) == 1 and seen:
        return say("Looks {emotion}", emotion=EMOTION_WORDS[_label(seen[0])])
    found = say_number("one face", "{count} faces", len(faces), count=count_word(len(faces)))
    if unseen := len(faces) - len(seen):
        found = say("{found}, {count} unseen", found=found, count=count_word(unseen))
    return capitalised(found)


def _video(trial: "Trial", name: str) -> html.Section:
    several = len(trial.pictures) > 1
    times = [picture.time_s or 0.0 for picture in trial.pictures]
    slider = dmc.Slider(
        id="try-moment",
        min=0,
        max=max(len(times) - 1, 1),
        step=1,
        value=0,
        marks=[{"value": i, "label": _clock(times[i])} for i in _marked(len(times))],
        label=None,
        updatemode="drag",
        className="try-slider",
        thumbLabel=say("Moment of the video"),
    )
    frames = [
        html.Div(
            [html.P(_moment_words(picture), className="try-moment-words"), *_picture(picture)],
            id={"type": "try-frame", "index": index},
            hidden=index != 0,
        )
        for index, picture in enumerate(trial.pictures)
    ]
    notes = [say(NO_CONFUSION)]
    if trial.stopped:
        count = len(trial.seconds)
        notes.insert(0, say("Only the first {count} seconds were read.", count=count))
    return card(
        html.Bdi(name),
        [
            _timeline(trial),
            legend(),
            html.Div(
                [
                    html.Div(say("Choose a moment here or on the chart"), className="label"),
                    slider,
                ],
                hidden=not several,
                className="try-moments",
            ),
            dcc.Store(id="try-times", data=times),
            html.Div(frames),
            html.P(" ".join(notes), className="soft note"),
        ],
        "try-read",
    )


def trial_trend(trial: "Trial") -> Trend:
    """Turn a video's seconds into layers over seconds, what was not seen as unseen."""
    columns = [
        class_column(second.emotions, second.people, second.seen, SessionMode.AFFECT)
        for second in trial.seconds
    ]
    x: list[float] = []
    for at in range(len(columns)):
        x += [at + EDGE_S, at + 1 - EDGE_S]
    drawn = [column for column in columns for _ in range(2)]
    return Trend(tuple(x), tuple(zip(*drawn, strict=True)))


def _timeline(trial: "Trial") -> dcc.Graph:
    axis = {"range": [0, len(trial.seconds)], "ticksuffix": " s", "hoverformat": ".0f", "nticks": 9}
    return dcc.Graph(
        id="try-chart",
        figure=trend_figure(trial_trend(trial), axis),
        **GRAPH,
    )


def _picture(picture: "TrialPicture") -> list[Any]:
    source = "data:image/jpeg;base64," + base64.b64encode(picture.jpeg).decode("ascii")
    faces: list[Any] = [_card(face) for face in picture.faces]
    if not faces:
        text = say("Nobody can be read here. That counts as unseen, never as calm.")
        faces = [html.P(text, className="soft")]
    return [
        html.Div(
            [
                html.Div(
                    [
                        html.Img(src=source, alt=faces_words(picture.faces), className="try-image"),
                        *(_box(face) for face in picture.faces),
                    ],
                    className="try-picture",
                ),
                html.Div(faces, className="try-faces"),
            ],
            className="try-row",
        )
    ]


def _box(face: "TrialFace") -> html.Div:
    box = face.box
    colour = EMOTION_COLOURS[_label(face)] if face.emotions else UNSEEN_LINE
    return html.Div(
        html.Span(str(face.number), className="try-number"),
        className="try-box" if face.emotions else "try-box try-unseen",
        style={
            "left": f"{box.left:.2%}",
            "top": f"{box.top:.2%}",
            "width": f"{box.width:.2%}",
            "height": f"{box.height:.2%}",
            "borderColor": colour,
        },
        **attributes(aria_hidden="true"),
    )


def _card(face: "TrialFace") -> html.Div:
    head = html.H3([html.Span(str(face.number), className="try-number"), _face_words(face)])
    if face.emotions is None:
        text = say("This face is {weakness}, so nothing is said of it.", weakness=say(face.weakest))
        return html.Div([head, html.P(text, className="soft")], className="try-face is-unseen")
    bars = [
        html.Li(
            [
                html.Span(EMOTION_WORDS[name], className="try-name"),
                html.Span(
                    html.Span(
                        className="try-fill",
                        style={"width": f"{share:.1%}", "background": EMOTION_COLOURS[name]},
                    ),
                    className="try-bar",
                    **attributes(aria_hidden="true"),
                ),
                html.Span(percent(share), className="try-share"),
            ]
        )
        for name, share in zip(EMOTIONS, face.emotions, strict=True)
    ]
    quality = say("Quality {share}", share=percent(face.quality))
    held = f": {say(face.weakest)}" if face.quality < 0.5 else ""
    return html.Div(
        [head, html.Ul(bars, className="try-bars"), html.P(quality + held, className="soft")],
        className=f"try-face is-{_label(face)}",
    )


def _face_words(face: "TrialFace") -> str:
    if face.emotions is None:
        return say("unseen")
    return f"{EMOTION_WORDS[_label(face)]}, {percent(max(face.emotions))}"


def _label(face: "TrialFace") -> str:
    emotions = face.emotions or ()
    return EMOTIONS[emotions.index(max(emotions))]


def _moment_words(picture: "TrialPicture") -> list[Any]:
    return [html.B(_clock(picture.time_s or 0.0)), f" · {faces_words(picture.faces)}"]


def _clock(seconds: float) -> str:
    return say("{seconds} s", seconds=number(seconds, ".1f"))


def _marked(count: int) -> list[int]:
    """Places of the slider that are named: the ends and two between."""
    return sorted({round(i * (count - 1) / 3) for i in range(4)}) if count > 1 else [0]
