from classroom.domain.ids import ParticipantId
from classroom.inference.region import Region
from classroom.inference.whereabouts import (
    FAR_EVERY_S,
    MAX_AGE_S,
    MAX_LOOKS,
    MAX_STUDENTS,
    SEARCH_ALL,
    Search,
    Whereabouts,
)

ANNA = ParticipantId("anna")
HERE = Region(160, 120, 90, 0)
THERE = Region(170, 120, 90, 0)


def test_stranger_is_searched_for() -> None:
    assert Whereabouts().search(ANNA, 0.0) == SEARCH_ALL


def test_face_is_expected_where_it_was_last() -> None:
    places = Whereabouts()
    places.note(ANNA, 0.0, HERE, SEARCH_ALL)
    places.note(ANNA, 0.5, THERE, Search(HERE))

    assert places.search(ANNA, 1.0) == Search(THERE)


def test_old_place_is_forgotten() -> None:
    places = Whereabouts()
    places.note(ANNA, 0.0, HERE, SEARCH_ALL)

    assert places.search(ANNA, MAX_AGE_S + 0.1) == SEARCH_ALL


def test_lost_face_is_searched_for() -> None:
    places = Whereabouts()
    places.note(ANNA, 0.0, HERE, SEARCH_ALL)
    places.note(ANNA, 0.5, None, Search(HERE))

    assert places.search(ANNA, 0.6).expected is None


def test_whole_frame_is_searched_now_and_then() -> None:
    places = Whereabouts()
    places.note(ANNA, 0.0, HERE, SEARCH_ALL)
    looked = 0
    while places.search(ANNA, 0.0).expected is not None:
        places.note(ANNA, 0.0, HERE, Search(HERE))
        looked += 1
    places.note(ANNA, 0.0, HERE, SEARCH_ALL)

    assert looked == MAX_LOOKS
    assert places.search(ANNA, 0.0) == Search(HERE)


def test_students_who_left_do_not_pile_up() -> None:
    places = Whereabouts()
    for number in range(MAX_STUDENTS + 10):
        places.note(ParticipantId(str(number)), 0.0, HERE, SEARCH_ALL)

    assert len(places) == MAX_STUDENTS
    assert places.search(ParticipantId("0"), 0.0) == SEARCH_ALL
    assert places.search(ParticipantId(str(MAX_STUDENTS + 9)), 0.0) == Search(HERE)


def test_slow_search_of_an_empty_frame_is_done_now_and_then_only() -> None:
    places = Whereabouts()
    places.note(ANNA, 0.0, None, SEARCH_ALL)
    quick = places.search(ANNA, 0.5)
    places.note(ANNA, 0.5, None, quick)

    assert quick == Search(far=False)
    assert places.search(ANNA, FAR_EVERY_S) == SEARCH_ALL


def test_face_found_by_the_quick_search_is_followed() -> None:
    places = Whereabouts()
    places.note(ANNA, 0.0, None, SEARCH_ALL)
    places.note(ANNA, 0.5, HERE, Search(far=False))

    assert places.search(ANNA, 0.6) == Search(HERE)
