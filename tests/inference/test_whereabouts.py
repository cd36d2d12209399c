from classroom.domain.ids import ParticipantId
from classroom.inference.region import Region
from classroom.inference.whereabouts import MAX_AGE_S, MAX_LOOKS, MAX_STUDENTS, Whereabouts

ANNA = ParticipantId("anna")
HERE = Region(160, 120, 90, 0)
THERE = Region(170, 120, 90, 0)


def test_stranger_is_searched_for() -> None:
    assert Whereabouts().expected(ANNA, 0.0) is None


def test_face_is_expected_where_it_was_last() -> None:
    places = Whereabouts()
    places.note(ANNA, 0.0, HERE, searched=True)
    places.note(ANNA, 0.5, THERE, searched=False)

    assert places.expected(ANNA, 1.0) == THERE


def test_old_place_is_forgotten() -> None:
    places = Whereabouts()
    places.note(ANNA, 0.0, HERE, searched=True)

    assert places.expected(ANNA, MAX_AGE_S + 0.1) is None


def test_lost_face_is_searched_for() -> None:
    places = Whereabouts()
    places.note(ANNA, 0.0, HERE, searched=True)
    places.note(ANNA, 0.5, None, searched=False)

    assert places.expected(ANNA, 0.6) is None


def test_whole_frame_is_searched_now_and_then() -> None:
    places = Whereabouts()
    places.note(ANNA, 0.0, HERE, searched=True)
    looked = 0
    while places.expected(ANNA, 0.0) is not None:
        places.note(ANNA, 0.0, HERE, searched=False)
        looked += 1
    places.note(ANNA, 0.0, HERE, searched=True)

    assert looked == MAX_LOOKS
    assert places.expected(ANNA, 0.0) == HERE


def test_students_who_left_do_not_pile_up() -> None:
    places = Whereabouts()
    for number in range(MAX_STUDENTS + 10):
        places.note(ParticipantId(str(number)), 0.0, HERE, searched=True)

    assert len(places) == MAX_STUDENTS
    assert places.expected(ParticipantId("0"), 0.0) is None
    assert places.expected(ParticipantId(str(MAX_STUDENTS + 9)), 0.0) == HERE
