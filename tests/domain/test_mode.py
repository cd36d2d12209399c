"""How much of a class is inferred."""

from classroom.domain.mode import SessionMode


def test_only_self_report_infers_nothing() -> None:
    assert [mode for mode in SessionMode if not mode.infers] == [SessionMode.SELF_REPORT]
