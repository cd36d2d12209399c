from random import Random

from classroom.simulate.age import RTP_CLOCK_HZ, RTP_WRAP, Result, SentFrame, ages_s


def sent_frames(count: int, seed: int = 1) -> list[SentFrame]:
    random = Random(seed)
    times = [n / 5 + random.uniform(0, 0.002) for n in range(count)]
    return [SentFrame(round(at * RTP_CLOCK_HZ), 1000 + at) for at in times]


def results_of(frames: list[SentFrame], origin: int, age_s: float) -> list[Result]:
    return [Result((frame.ticks + origin) % RTP_WRAP, frame.sent_at + age_s) for frame in frames]


def test_ages_are_found_whatever_the_origin_of_the_clock() -> None:
    frames = sent_frames(50)

    ages = ages_s(frames, results_of(frames[3::3], origin=3_141_592_653, age_s=0.25))

    assert all(abs(age - 0.25) < 1e-6 for age in ages)
    assert len(ages) == len(frames[3::3])


def test_a_clock_that_wraps_does_not_confuse() -> None:
    frames = sent_frames(50)

    ages = ages_s(frames, results_of(frames[::2], origin=RTP_WRAP - 90_000, age_s=0.1))

    assert all(abs(age - 0.1) < 1e-6 for age in ages)
    assert len(ages) == 25


def test_one_reading_alone_tells_no_age() -> None:
    frames = sent_frames(50)

    assert ages_s(frames, results_of(frames[:1], origin=7, age_s=0.1)) == []


def test_no_reading_has_no_age() -> None:
    assert ages_s(sent_frames(5), []) == []


def test_a_reading_of_no_sent_frame_is_left_out() -> None:
    frames = sent_frames(50)
    results = [*results_of(frames[::2], origin=7, age_s=0.1), Result(12345, 0.0)]

    assert len(ages_s(frames, results)) == 25
