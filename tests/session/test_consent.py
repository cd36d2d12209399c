import pytest

from classroom.domain.mode import SessionMode
from classroom.errors import ConsentMissingError
from classroom.session.consent import camera_allowed


def test_camera_is_read_only_with_consent() -> None:
    assert camera_allowed(SessionMode.AFFECT, camera=True, consent=True)
    with pytest.raises(ConsentMissingError):
        camera_allowed(SessionMode.AGGREGATE, camera=True, consent=False)


def test_no_consent_is_needed_without_a_camera() -> None:
    assert not camera_allowed(SessionMode.AFFECT, camera=False, consent=False)


def test_self_report_class_reads_no_camera_even_with_consent() -> None:
    assert not camera_allowed(SessionMode.SELF_REPORT, camera=True, consent=True)
