"""When a student is flagged, for how long, and when not."""

import random
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from classroom.confusion import ConfusionDetector, ConfusionRules, SecondFeatures, State
from classroom.domain.flagging import FlagRules
from classroom.domain.ids import ParticipantId
from tests.confusion.seconds import (
    ADA,
    after,
    face,
    fed,
    frown,
    nothing,
    unseen,
    usual,
)


@pytest.fixture
def known() -> ConfusionDetector:
    """A detector that knows Ada's usual face: the next second is the hundredth."""
    detector = ConfusionDetector()
    fed(detector, usual(0, 100))
    return detector


@pytest.fixture
def flagged(known: ConfusionDetector) -> ConfusionDetector:
    """The same after twenty seconds of frowning: the next second is the hundred and twentieth."""
    assert fed(known, frown(100, 120))[-1].state is State.FLAGGED
    return known


def test_nothing_is_said_before_sixty_seconds_of_face() -> None:
    states = fed(ConfusionDetector(), usual(0, 59))
    assert {state.state for state in states} == {State.GETTING_TO_KNOW}
    assert {state.score for state in states} == {None}


def test_unseen_seconds_do_not_count_towards_getting_to_know() -> None:
    detector = ConfusionDetector()
    states = fed(detector, unseen(0, 60), usual(60, 119))
    assert states[30].state is State.UNSEEN
    assert states[-1].state is State.GETTING_TO_KNOW
    assert fed(detector, usual(119, 122))[-1].state is State.CALM


def test_sustained_frown_raises_one_flag_with_evidence(known: ConfusionDetector) -> None:
    states = fed(known, frown(100, 130))
    assert [state.opened for state in states].count(True) == 1
    opened = next(state for state in states if state.opened)
    assert opened.episode is not None
    assert opened.episode.participant_id == ADA
    assert opened.evidence[0].signal == "brow_down"
    assert opened.evidence[0].deviations > 2
    assert opened.evidence[0].text.startswith("brows lowered for 8 s, 4.8× more than usual")
    assert states[-1].evidence[0].seconds > opened.evidence[0].seconds


def test_short_frown_raises_no_flag(known: ConfusionDetector) -> None:
    states = fed(known, frown(100, 106), usual(106, 200))
    assert not any(state.opened for state in states)


def test_flag_clears_only_after_ten_calm_seconds(flagged: ConfusionDetector) -> None:
    rules = ConfusionRules().flags
    states = fed(flagged, usual(120, 160))
    scores = [state.score for state in states]
    first_calm = next(i for i, score in enumerate(scores) if score and score < rules.leave)
    cleared = next(i for i, state in enumerate(states) if state.closed)
    assert cleared == first_calm + rules.calm_s - 1
    assert states[cleared - 1].state is State.FLAGGED
    assert states[cleared].state is State.CALM


def test_a_frown_in_between_starts_the_calm_seconds_anew(flagged: ConfusionDetector) -> None:
    states = fed(flagged, usual(120, 130), frown(130, 134), usual(134, 142))
    assert not any(state.closed for state in states)
    assert states[-1].state is State.FLAGGED


def test_episode_lasts_from_the_first_to_the_last_tense_second(
    flagged: ConfusionDetector,
) -> None:
    closed = next(state.closed for state in fed(flagged, usual(120, 160)) if state.closed)
    assert after(100) <= closed.started_at <= after(106)
    assert closed.ended_at is not None
    assert after(120) <= closed.ended_at <= after(126)
    assert closed.peak > 0.9


def test_closed_episode_is_told_once(flagged: ConfusionDetector) -> None:
    states = fed(flagged, usual(120, 200))
    assert sum(state.closed is not None for state in states) == 1


@pytest.mark.parametrize("seed", range(10))
def test_who_is_as_usual_is_never_flagged(seed: int) -> None:
    states = fed(ConfusionDetector(), usual(0, 1800, seed=seed))
    assert not any(state.opened for state in states)


@pytest.mark.parametrize("brow_down", [0.0, 0.3, 0.7])
def test_who_always_frowns_is_not_flagged(brow_down: float) -> None:
    states = fed(ConfusionDetector(), usual(0, 900, brow_down=brow_down))
    assert not any(state.opened for state in states)


def test_perfectly_still_face_that_twitches_is_not_flagged() -> None:
    still = (face(at_s) for at_s in range(120))
    states = fed(ConfusionDetector(), still, (face(at_s, 0.14) for at_s in range(120, 300)))
    assert not any(state.opened for state in states)


def test_smile_is_not_confusion(known: ConfusionDetector) -> None:
    states = fed(known, (face(at_s, 0.02, 0.01) for at_s in range(100, 160)))
    assert not any(state.opened for state in states)


def test_slow_change_becomes_the_new_usual() -> None:
    """The light or the posture shifts over half an hour: nobody gets confused by that."""
    slow = (face(at_s, 0.1 + 0.15 * at_s / 1800 + 0.02 * (at_s % 3 - 1)) for at_s in range(1800))
    assert not any(state.opened for state in fed(ConfusionDetector(), slow))


def test_usual_does_not_drift_while_flagged(known: ConfusionDetector) -> None:
    states = fed(known, frown(100, 500))
    evidence = [state.evidence[0].deviations for state in states if state.evidence]
    assert states[-1].state is State.FLAGGED
    assert evidence[-1] >= evidence[0] - 0.01


def test_what_never_ends_is_learnt_as_the_new_usual(known: ConfusionDetector) -> None:
    states = fed(known, frown(100, 1500))
    assert sum(state.closed is not None for state in states) == 1
    assert states[-1].state is State.CALM


def test_no_second_flag_within_the_pause(flagged: ConfusionDetector) -> None:
    states = fed(flagged, usual(120, 145), frown(145, 300))
    cleared = next(i for i, state in enumerate(states) if state.closed)
    again = next(i for i, state in enumerate(states) if state.opened)
    assert again - cleared >= FlagRules().cool_down_s


def test_unseen_seconds_neither_raise_nor_calm(flagged: ConfusionDetector) -> None:
    states = fed(flagged, usual(120, 126), unseen(126, 150))
    assert {state.state for state in states} == {State.FLAGGED}
    assert {state.score for state in states[6:]} == {None}


def test_unseen_seconds_do_not_help_to_raise(known: ConfusionDetector) -> None:
    states = fed(known, frown(100, 107), unseen(107, 130))
    assert not any(state.opened for state in states)


def test_flag_goes_after_too_long_unseen_and_ends_where_last_seen(
    flagged: ConfusionDetector,
) -> None:
    states = fed(flagged, unseen(120, 160))
    (closed,) = [state.closed for state in states if state.closed]
    assert closed.ended_at == after(120)
    assert states[-1].state is State.UNSEEN


def test_gap_in_time_is_unseen(flagged: ConfusionDetector) -> None:
    short = flagged.update(face(140, 0.5, 0.3))
    assert short.state is State.FLAGGED
    assert short.evidence[0].seen_share < 0.8
    long = flagged.update(face(200, 0.5, 0.3))
    assert long.closed is not None
    assert long.closed.ended_at == after(141)
    assert long.state is State.CALM


@pytest.mark.parametrize("late_s", [50, 118, 119])
def test_late_and_repeated_seconds_change_nothing(flagged: ConfusionDetector, late_s: int) -> None:
    before = flagged.update(nothing(120))
    assert flagged.update(face(late_s, 0.0, 0.0)) == before
    assert flagged.update(face(120, 0.0, 0.0)) == before


def test_clock_that_is_set_back_ends_the_flag_and_goes_on(flagged: ConfusionDetector) -> None:
    back = flagged.update(face(-4000, 0.1))
    assert back.closed is not None
    assert back.closed.ended_at == after(120)
    assert back.state is State.CALM
    again = fed(flagged, usual(-3999, -3900), frown(-3900, -3880))
    assert [state.opened for state in again].count(True) == 1


def test_clock_that_jumps_ahead_raises_nothing(known: ConfusionDetector) -> None:
    states = fed(known, frown(100, 105), frown(4000, 4005), usual(4005, 4100))
    assert not any(state.opened for state in states)


def test_face_that_settles_elsewhere_is_learnt_anew(flagged: ConfusionDetector) -> None:
    settled = flagged.update(replace(face(140, 0.5), new_place=True))
    assert settled.closed is not None
    assert settled.state is State.GETTING_TO_KNOW


def test_class_can_become_more_sensitive_while_it_goes_on(known: ConfusionDetector) -> None:
    def slightly(first: int) -> list[SecondFeatures]:
        return [face(at_s, 0.2) for at_s in range(first, first + 40)]

    assert not any(state.opened for state in fed(known, slightly(100)))
    fed(known, usual(140, 240))
    known.flag_from(0.35)
    assert any(state.opened for state in fed(known, slightly(240)))


@pytest.mark.parametrize(("stir", "flags"), [(0.0, 0), (0.001, 0), (0.02, 1)])
def test_frown_of_a_frozen_camera_raises_nothing(
    known: ConfusionDetector, stir: float, flags: int
) -> None:
    chance = np.random.default_rng(2)
    frowns = [
        replace(second, movements=0.3 + chance.normal(0, stir, 22)) for second in frown(100, 125)
    ]
    assert [state.opened for state in fed(known, frowns)].count(True) == flags


def test_turned_head_counts_as_unseen(known: ConfusionDetector) -> None:
    states = fed(known, (face(at_s, 0.9, 0.5, yaw_deg=50) for at_s in range(100, 130)))
    assert {state.state for state in states} == {State.UNSEEN}
    assert {state.score for state in states} == {None}


def test_end_of_the_class_closes_the_flag(flagged: ConfusionDetector) -> None:
    closed = flagged.close(after(125))
    assert closed is not None
    assert closed.ended_at == after(120)
    assert flagged.close(after(126)) is None


def test_end_of_the_class_without_a_flag_closes_nothing(known: ConfusionDetector) -> None:
    fed(known, frown(100, 107))
    assert known.close(after(110)) is None
    assert ConfusionDetector().close(after(0)) is None


def test_seconds_of_another_student_are_refused(known: ConfusionDetector) -> None:
    with pytest.raises(ValueError, match="one student"):
        known.update(replace(face(100), participant_id=ParticipantId("bob")))


@pytest.mark.parametrize("seed", range(20))
def test_whatever_comes_the_episodes_are_in_order_and_apart(seed: int) -> None:
    """Random faces, gaps and repeats: every flag opens once, closes once and keeps the rules."""
    chance = random.Random(seed)
    detector, rules = ConfusionDetector(), FlagRules()
    at_s, tense, opened, episodes = 0, False, 0, []
    for _ in range(3000):
        at_s += chance.choices([0, 1, 2, 45], [1, 90, 5, 0.2])[0]
        if chance.random() < 0.02:
            tense = not tense
        brow_down = max(0.0, chance.gauss(0.6 if tense else 0.1, 0.05))
        second = nothing(at_s) if chance.random() < 0.1 else face(at_s, brow_down)
        state = detector.update(second)
        opened += state.opened
        episodes += [state.closed] if state.closed else []
        assert state.score is None or 0.0 <= state.score <= 1.0
        assert (state.episode is not None) == (state.state is State.FLAGGED)
    last = detector.close(after(at_s))
    episodes += [last] if last else []
    assert opened == len(episodes)
    for earlier, later in pairwise(episodes):
        assert earlier.ended_at is not None
        assert (later.started_at - earlier.ended_at).total_seconds() >= rules.cool_down_s
    for episode in episodes:
        assert episode.ended_at is not None
        assert episode.ended_at > episode.started_at
        assert episode.evidence
