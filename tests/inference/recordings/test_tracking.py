from classroom.inference.recordings.tracking import Tracker, likeness
from tests.inference.recordings.films import face_at


def numbers(tracker: Tracker, *lefts: float) -> list[int]:
    return [face.number for face in tracker.place([face_at(left) for left in lefts])]


def test_two_faces_keep_their_numbers_whatever_their_order() -> None:
    tracker = Tracker()

    assert numbers(tracker, 10, 100) == [1, 2]
    assert numbers(tracker, 102, 13) == [2, 1]


def test_who_comes_back_to_the_same_place_keeps_the_number() -> None:
    tracker = Tracker()
    numbers(tracker, 10, 100)
    numbers(tracker, 10)

    assert numbers(tracker, 10, 104) == [1, 2]


def test_a_face_that_was_always_alone_is_one_person_wherever_it_moves() -> None:
    tracker = Tracker()

    assert [numbers(tracker, left) for left in (0, 200, 50)] == [[1], [1], [1]]


def test_somebody_new_gets_a_new_number() -> None:
    tracker = Tracker()
    numbers(tracker, 10)

    assert numbers(tracker, 10, 200) == [1, 2]
    assert numbers(tracker, 100) == [3]


def test_overlap_counts_more_than_nearness() -> None:
    here = face_at(10).box

    assert likeness(here, face_at(12).box) > likeness(here, face_at(29).box) > 0
    assert likeness(here, face_at(60).box) == 0
