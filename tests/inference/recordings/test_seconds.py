import math
from datetime import UTC, datetime

from classroom.inference.recordings.seconds import Seconds, VideoSecond
from classroom.inference.recordings.tracking import Face, FrameReading
from tests.fakes.scorer import alive
from tests.inference.recordings.films import face_at

START = datetime(2026, 5, 4, 9, tzinfo=UTC)


def frame(time_s: float, *people: int) -> FrameReading:
    return FrameReading(
        time_s,
        tuple(Face(number, alive(face_at(50 * number), int(time_s))) for number in people),
    )


def closed(frames: list[FrameReading], judges: bool = True) -> list[VideoSecond]:
    seconds = Seconds(START, judges)
    done = [second for each in frames for second in seconds.take(each)]
    return [*done, *seconds.end()]


def test_frames_are_gathered_by_second() -> None:
    done = closed([frame(0.0, 1), frame(0.5), frame(1.0, 1)])

    assert [len(second.frames) for second in done] == [2, 1]
    assert [second.people[1].second.seconds_seen for second in done] == [0.5, 1.0]


def test_a_gap_without_frames_is_unseen_for_everyone_known() -> None:
    done = closed([frame(0.0, 1), frame(3.0, 1, 2)])

    assert [second.at_s for second in done] == [0, 1, 2, 3]
    assert done[1].people[1].second.scores is None
    assert list(done[2].people) == [1]
    assert list(done[3].people) == [1, 2]


def test_confusion_is_unknown_until_the_baseline_is_known_and_never_zero_for_it() -> None:
    done = closed([frame(float(at), 1) for at in range(90)])
    scores = [second.people[1].second.confusion for second in done]

    known_from = next(at for at, score in enumerate(scores) if score is not None)
    assert 50 < known_from < 80
    assert scores[:known_from] == [None] * known_from
    assert all(score is not None and math.isfinite(score) for score in scores[known_from:])


def test_readings_too_far_apart_leave_confusion_unknown() -> None:
    done = closed([frame(float(at), 1) for at in range(90)], judges=False)

    assert {second.people[1].second.confusion for second in done} == {None}


def test_no_frame_gives_no_second() -> None:
    assert closed([]) == []
