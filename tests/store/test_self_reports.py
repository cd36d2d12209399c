"""What students say themselves."""

from sqlalchemy.orm import Session

from classroom.store.self_reports import SelfReports
from tests.store.rows import after, new_participant, new_session


def test_saying_it_twice_is_one_report(s: Session) -> None:
    session_id = new_session(s)
    ada = new_participant(s, session_id)
    first = SelfReports(s).say_lost(session_id, ada, after(0))
    assert SelfReports(s).say_lost(session_id, ada, after(5)).id == first.id
    assert [row.at for row in SelfReports(s).open_of_session(session_id)] == [after(0)]


def test_report_that_was_taken_back_is_kept_but_no_longer_stands(s: Session) -> None:
    session_id = new_session(s)
    ada = new_participant(s, session_id)
    SelfReports(s).say_lost(session_id, ada, after(0))
    SelfReports(s).take_back(ada, after(10))
    SelfReports(s).say_lost(session_id, ada, after(20))
    assert [row.at for row in SelfReports(s).open_of_session(session_id)] == [after(20)]
    assert [row.withdrawn_at for row in SelfReports(s).of_session(session_id)] == [after(10), None]
