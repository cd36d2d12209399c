"""A photo, a parent who looks in, and a student who moves the chair."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest

from classroom.confusion import ConfusionDetector, OwnFace, SecondFeatures, State
from classroom.domain.observation import Box
from tests.confusion.seconds import after, face, frown, nothing, usual

DESK = Box(100, 80, 80, 80)


def stirring(
    from_s: int, to_s: int, stir: float = 0.05, box: Box = DESK, brow_down: float = 0.1
) -> Iterator[SecondFeatures]:
    chance = np.random.default_rng(from_s)
    for second in usual(from_s, to_s, brow_down):
        movements = np.clip(0.3 + chance.normal(0, stir, 22), 0, 1)
        yield replace(second, movements=movements, box=box)


def seen(own_face: OwnFace, seconds: Iterator[SecondFeatures]) -> list[bool]:
    return [own_face.sift(second).scores is not None for second in seconds]


def test_living_face_is_let_through_as_it_is() -> None:
    own_face = OwnFace()
    for second in stirring(0, 120):
        assert own_face.sift(second) is second


def test_face_that_never_stirs_is_unseen_after_half_a_minute() -> None:
    shown = seen(OwnFace(), stirring(0, 90, stir=0.003))
    assert shown[:29] == [True] * 29
    assert not any(shown[31:])


def test_photo_that_is_taken_away_gives_the_student_back() -> None:
    own_face = OwnFace()
    assert not seen(own_face, stirring(0, 60, stir=0.003))[-1]
    assert seen(own_face, stirring(60, 80))[-1]


def test_long_time_unseen_ends_the_stillness() -> None:
    own_face = OwnFace()
    seen(own_face, stirring(0, 60, stir=0.003))
    assert seen(own_face, stirring(100, 101))[-1]


@pytest.mark.parametrize(
    "other", [Box(300, 80, 80, 80), Box(60, 40, 160, 160), Box(120, 90, 40, 40)]
)
def test_face_in_another_place_or_size_is_not_taken_for_the_student(other: Box) -> None:
    own_face = OwnFace()
    seen(own_face, stirring(0, 60))
    assert not any(seen(own_face, stirring(60, 75, box=other)))
    assert all(seen(own_face, stirring(75, 90)))


def test_student_who_leans_in_slowly_stays_the_student() -> None:
    own_face = OwnFace()
    for at_s in range(60):
        width = 80 + 2 * at_s
        [second] = stirring(at_s, at_s + 1, box=Box(140 - width / 2, 120 - width / 2, width, width))
        assert own_face.sift(second).scores is not None


def test_parent_who_looks_in_and_frowns_raises_no_flag() -> None:
    own_face, detector = OwnFace(), ConfusionDetector()
    parent = (replace(second, box=Box(300, 40, 130, 130)) for second in frown(100, 190))
    seconds = [*stirring(0, 100), *parent, *stirring(190, 260)]
    states = [detector.update(own_face.sift(second)) for second in seconds]
    assert not any(state.opened for state in states)


def test_usual_face_is_learnt_anew_in_a_new_place() -> None:
    own_face, detector = OwnFace(), ConfusionDetector()
    moved = stirring(100, 200, box=Box(300, 80, 80, 80), brow_down=0.6)
    states = [detector.update(own_face.sift(second)) for second in [*stirring(0, 100), *moved]]
    assert states[99].state is State.CALM
    assert states[130].state is State.GETTING_TO_KNOW
    assert states[-1].state is State.CALM
    assert not any(state.opened for state in states)


@pytest.mark.parametrize(("away_s", "state"), [(60, State.CALM), (130, State.GETTING_TO_KNOW)])
def test_seat_is_kept_for_two_minutes(away_s: int, state: State) -> None:
    own_face, detector = OwnFace(), ConfusionDetector()
    back = stirring(100 + away_s, 110 + away_s)
    states = [detector.update(own_face.sift(s)) for s in [*stirring(0, 100), *back]]
    assert states[-1].state is state


def test_other_face_after_a_long_absence_is_learnt_anew() -> None:
    own_face, detector = OwnFace(), ConfusionDetector()
    other = stirring(140, 240, box=Box(300, 40, 130, 130), brow_down=0.6)
    states = [detector.update(own_face.sift(s)) for s in [*stirring(0, 100), *other]]
    assert states[100].state is State.GETTING_TO_KNOW
    assert not any(state.opened for state in states)


def test_photo_put_in_a_new_place_is_learnt_anew_once_it_lives() -> None:
    own_face, there = OwnFace(), Box(300, 80, 80, 80)
    seen(own_face, stirring(0, 60))
    seen(own_face, stirring(60, 110, stir=0.003))
    assert not any(seen(own_face, stirring(110, 140, stir=0.003, box=there)))
    living = [own_face.sift(second) for second in stirring(140, 190, box=there)]
    told = [second.new_place for second in living if second.scores]
    assert told == [True] + [False] * (len(told) - 1)


def test_unseen_second_passes_and_changes_nothing() -> None:
    own_face = OwnFace()
    own_face.sift(face(0))
    assert own_face.sift(nothing(1)) == nothing(1)


def test_photo_in_a_flag_ends_it_where_the_face_was_last_seen() -> None:
    own_face, detector = OwnFace(), ConfusionDetector()
    tense = [replace(second, box=DESK) for second in frown(100, 120)]
    still = [replace(s, movements=np.full(22, 0.3), box=DESK) for s in frown(120, 220)]
    seconds = [*stirring(0, 100), *tense, *still]
    states = [detector.update(own_face.sift(second)) for second in seconds]
    (closed,) = [state.closed for state in states if state.closed]
    assert closed.ended_at is not None
    assert closed.ended_at <= after(165)
    assert states[-1].state is State.UNSEEN
