from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from urllib.parse import unquote

import pytest

from classroom.domain.mode import SessionMode
from dashboard.components.chart import (
    LAYERS,
    Trend,
    class_column,
    date_axis,
    live_axis,
    live_chart,
    trend_figure,
)
from dashboard.components.clock import day_and_time, zone_named
from dashboard.components.hands import hand_row
from dashboard.components.plot_template import TEMPLATE
from dashboard.components.sessions import session_list
from dashboard.components.share import share_panel
from dashboard.components.tiles import trend_picture
from dashboard.queries.hands import Hand
from dashboard.queries.live import ClassInfo
from dashboard.queries.moods import Mood
from dashboard.queries.sessions import SessionSummary

NOW = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)
CLASS = ClassInfo("c", "CODE", "Sorting", SessionMode.AFFECT, NOW, None, None, 0.5)
CALM_S = (1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)


def texts(component: Any) -> str:
    """All text of a component tree, as JSON would send it."""
    return (
        str(component.to_plotly_json()) if hasattr(component, "to_plotly_json") else str(component)
    )


def test_a_column_sums_to_the_whole_class() -> None:
    column = class_column([30.0, 10, 0, 0, 0, 0, 0], 60.0, 12, SessionMode.AFFECT)
    by_layer = dict(zip(LAYERS, column, strict=True))
    assert by_layer == pytest.approx(
        {**dict.fromkeys(LAYERS, 0.0), "neutral": 50, "happiness": 16.7, "unseen": 33.3}
    )


def test_a_column_of_fewer_than_five_tells_nothing_in_a_class_only_session() -> None:
    column = class_column([30.0, 10, 0, 0, 0, 0, 0], 60.0, 4, SessionMode.AGGREGATE)
    assert dict(zip(LAYERS, column, strict=True)) == {**dict.fromkeys(LAYERS, 0.0), "unseen": 100}


def test_only_unseen_is_hatched_and_the_chart_keeps_its_state() -> None:
    trend = Trend((0, 1), tuple((12.5, 12.5) for _ in LAYERS))
    figure = trend_figure(trend, live_axis(1))
    hatched = [trace.name for trace in figure.data if trace.fillpattern.shape]
    assert hatched == ["unseen"]
    assert figure.layout.uirevision == "mood"
    assert figure.layout.transition.duration is None


def test_a_chart_carries_the_look_of_all_charts_and_not_plotlys_own() -> None:
    figure = trend_figure(Trend((0, 1), tuple((12.5, 12.5) for _ in LAYERS)), live_axis(1))
    assert figure.layout.template == TEMPLATE
    drawn = figure.to_plotly_json()
    look, own = drawn["layout"].pop("template")["layout"], drawn["layout"]
    assert not {*look} & {*own} - {"xaxis", "yaxis"}, "a chart says again what all charts share"
    assert len(figure.to_json()) < 3500, "it travels with every change of the live page"


@pytest.mark.parametrize("length_s", [1, 7, 59, 119, 121, 180, 299, 600, 2700, 5400, 40_000])
def test_no_two_ticks_of_a_past_chart_have_the_same_label(length_s: int) -> None:
    start = NOW.replace(minute=52, second=7, microsecond=500_000)
    x = (start.isoformat(), (start + timedelta(seconds=length_s)).isoformat())
    trend = Trend(x, tuple((12.5, 12.5) for _ in LAYERS))
    axis = trend_figure(trend, date_axis(trend)).layout.xaxis
    apart = timedelta(milliseconds=axis.dtick)
    labels = [f"{start + n * apart:{axis.tickformat}}" for n in range(length_s)]
    shown = labels[: int(timedelta(seconds=length_s) / apart) + 1]
    assert len(set(shown)) == len(shown) <= 6


def test_only_a_chart_of_a_short_class_tells_seconds() -> None:
    def told(seconds: int) -> str:
        x = (NOW.isoformat(), (NOW + timedelta(seconds=seconds)).isoformat())
        return str(date_axis(Trend(x, ()))["tickformat"])

    assert told(90) == "%H:%M:%S"
    assert told(240) == "%H:%M"


def test_the_live_chart_can_be_found() -> None:
    chart = live_chart(Trend((0, 1), tuple((None, None) for _ in LAYERS)))
    assert "id='live-mood-chart'" in repr(chart)


def test_the_trend_of_a_student_draws_unseen_as_hatching_not_as_calm() -> None:
    unseen, calm = Mood(0.0, (0.0,) * 7), Mood(1.0, CALM_S)
    svg = unquote(trend_picture([None, unseen, calm]).split(",")[1])
    assert svg.count("stroke=") == 1
    assert svg.count("fill=") == 1
    assert trend_picture([None, None]) == ""


def test_a_flag_shows_its_evidence_and_three_answers() -> None:
    hand = Hand(
        "e1", "p1", "Ada", False, NOW, likelihood=0.2, evidence=("Brows lowered",), seen_share=0.92
    )
    drawn = texts(hand_row(hand, NOW + timedelta(seconds=25)))
    for words in ("Ada", "Brows lowered", "20 s ago", "medium confidence", "seen 92 %"):
        assert words in drawn
    assert [word for word in ("Right", "No ✕", "Later") if word in drawn] == [
        "Right",
        "No ✕",
        "Later",
    ]


def test_a_students_own_word_is_answered_by_help_not_by_right_or_wrong() -> None:
    hand = Hand("r1", "p1", "Ada", True, NOW, times=2)
    drawn = texts(hand_row(hand, NOW))
    assert "Helped" in drawn
    assert "Right" not in drawn
    assert "second time" in drawn


def test_the_link_comes_with_a_copy_button_and_a_local_picture() -> None:
    drawn = texts(share_panel("https://class.example/join/ABC234", "ABC234"))
    assert "data:image/svg+xml" in drawn
    assert "Copy link" in drawn
    assert "Show large" in drawn


def test_an_empty_list_says_what_to_do() -> None:
    assert "No classes yet" in texts(session_list([], NOW, UTC)[0])


def test_a_class_that_nobody_has_joined_is_waiting_and_not_live() -> None:
    begun = replace(CLASS, started_at=NOW)
    drawn = [
        texts(session_list([SessionSummary(one, 0, 0)], NOW, UTC)[0]) for one in (CLASS, begun)
    ]
    assert ["badge waiting" in each for each in drawn] == [True, False]
    assert ["badge live" in each for each in drawn] == [False, True]


def test_a_class_of_seconds_says_how_many() -> None:
    ended = replace(CLASS, started_at=NOW, ended_at=NOW + timedelta(seconds=7))
    drawn = texts(session_list([SessionSummary(ended, 1, 0)], NOW, UTC)[0])
    assert " · 7 s · " in drawn
    assert "just now" not in drawn


def test_moments_are_shown_in_the_teachers_own_zone() -> None:
    zone = timezone(timedelta(hours=2))
    assert day_and_time(NOW, NOW, zone) == "today 12:00"
    assert day_and_time(NOW - timedelta(days=1), NOW, zone) == "yesterday 12:00"
    assert day_and_time(NOW - timedelta(days=400), NOW, UTC) == "17 October 2025, 10:00 UTC"
    assert zone_named("No/Such_Place") is UTC
    assert str(zone_named("Europe/Madrid")) == "Europe/Madrid"
    assert str(zone_named("Europe%2FMadrid")) == "Europe/Madrid"
