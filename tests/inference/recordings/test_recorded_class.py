from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from classroom.domain.observation import Observation
from classroom.errors import ImageError
from classroom.inference.recordings.reading import Reader
from classroom.inference.recordings.recorded_class import RecordedClass
from classroom.inference.recordings.seconds import VideoSecond
from classroom.inference.recordings.video import open_video
from classroom.settings import Settings
from classroom.store.engine import Store, open_store
from classroom.store.report import Report, build_report
from classroom.store.tables import AuditEntryRow, ClassSessionRow
from tests.inference.recordings.films import ScriptedAnalyzer, face_at, film, grey

START = datetime(2026, 5, 4, 9, tzinfo=UTC)


@pytest.fixture
def store(settings: Settings) -> Iterator[Store]:
    store = open_store(settings.resolved_database_url)
    yield store
    store.close()


def kept(
    store: Store, video: Path, *script: list[Observation], name: str = "Ada"
) -> tuple[RecordedClass, list[VideoSecond]]:
    recorded = RecordedClass(store, "Week 6", "Ms Frizzle", START, "command line")
    seconds = []
    reader = Reader(ScriptedAnalyzer(*script))
    with open_video(video) as opened, recorded.video(name) as recording:
        for second in reader.video(opened):
            recording.add(second)
            seconds.append(second)
    return recorded, seconds


def report_of(store: Store, recorded: RecordedClass) -> Report:
    assert recorded.session_id is not None
    with store.sessions() as s:
        return build_report(s, recorded.session_id)


def test_the_report_says_what_the_rows_say(store: Store, tmp_path: Path) -> None:
    video = film(tmp_path / "a.mp4", grey(40))
    script = [[face_at(10)]] * 4 + [[]] * 2 + [[face_at(12)]]

    recorded, seconds = kept(store, video, *script)
    report = report_of(store, recorded)

    (ada,) = report.participants
    assert (ada.name, ada.seconds_seen, ada.seconds_unseen) == ("Ada", 3.0, 1.0)
    assert report.events == len(seconds) == 4
    assert [point.students_seen for point in report.timeline] == [1, 1, 0, 1]
    assert report.timeline[0].emotions["neutral"] == pytest.approx(0.7, abs=1e-4)
    assert report.session.started_at == START
    assert report.session.ended_at == START + timedelta(seconds=4)


def test_the_class_is_over_confirmed_and_in_the_audit_log(store: Store, tmp_path: Path) -> None:
    kept(store, film(tmp_path / "a.mp4", grey(10)), [face_at(10)])

    with store.sessions() as s:
        row = s.scalars(select(ClassSessionRow)).one()
        assert row.ended_at is not None
        assert (row.mode, row.lawful_confirmed_by) == ("affect", "Ms Frizzle")
        assert s.scalars(select(AuditEntryRow.action)).all() == ["session.import"]


def test_each_face_of_a_video_is_a_participant_named_by_its_number(
    store: Store, tmp_path: Path
) -> None:
    both = [face_at(0), face_at(60)]

    recorded, _ = kept(
        store, film(tmp_path / "a.mp4", grey(50)), [face_at(0)], [face_at(0)], both, name="Row 1"
    )

    report = report_of(store, recorded)
    assert [person.name for person in report.participants] == ["Row 1 1", "Row 1 2"]
    assert [person.seconds_seen for person in report.participants] == [5.0, 4.0]


def test_a_face_seen_for_a_moment_is_no_participant(store: Store, tmp_path: Path) -> None:
    ghost = [face_at(0), face_at(60)]

    recorded, _ = kept(store, film(tmp_path / "a.mp4", grey(50)), ghost, [face_at(0)])

    assert [person.name for person in report_of(store, recorded).participants] == ["Ada"]


def test_a_video_of_nobody_is_a_participant_who_was_not_seen(store: Store, tmp_path: Path) -> None:
    recorded, _ = kept(store, film(tmp_path / "a.mp4", grey(20)), [])

    (person,) = report_of(store, recorded).participants
    assert (person.seconds_seen, person.seconds_unseen, person.emotions) == (0.0, 2.0, {})


def test_several_videos_are_one_class_that_lasts_as_long_as_the_longest(
    store: Store, tmp_path: Path
) -> None:
    recorded = RecordedClass(store, "Week 6", "Ms Frizzle", START, "command line")
    reader = Reader(ScriptedAnalyzer([face_at(10)]))
    for name, frames in (("Ada", 30), ("Ben", 10)):
        video = film(tmp_path / f"{name}.mp4", grey(frames))
        with open_video(video) as opened, recorded.video(name) as recording:
            for second in reader.video(opened):
                recording.add(second)

    report = report_of(store, recorded)
    assert {each.name: each.seconds_seen for each in report.participants} == {"Ada": 3, "Ben": 1}
    assert report.session.ended_at == START + timedelta(seconds=3)


def test_a_video_that_cannot_be_read_makes_no_class(store: Store, tmp_path: Path) -> None:
    (tmp_path / "a.mp4").write_bytes(b"no video")

    with pytest.raises(ImageError):
        kept(store, tmp_path / "a.mp4")

    with store.sessions() as s:
        assert s.scalar(select(func.count()).select_from(ClassSessionRow)) == 0
