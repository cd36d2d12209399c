"""CSV and Parquet: read back by pandas, the tool that they are for."""

import csv
import io
from collections.abc import Callable

import pandas as pd
import pytest
from sqlalchemy.orm import Session

from classroom.domain.emotion import EMOTIONS
from classroom.domain.mode import SessionMode
from classroom.errors import HiddenError, InputError
from classroom.reports import sheets
from classroom.reports.csv_file import neutralised
from classroom.reports.kinds import Form, TableName
from classroom.reports.written import Wanted
from classroom.store.emotion_events import EmotionEvents
from classroom.store.participants import Participants
from tests.reports.classes import HOSTILE_NAMES, class_of, exported, small_class
from tests.store.rows import after, new_participant, new_session, seen

READ: dict[Form, Callable[[io.BytesIO], pd.DataFrame]] = {
    Form.CSV: pd.read_csv,
    Form.PARQUET: pd.read_parquet,
}
FORMS = pytest.mark.parametrize("form", list(READ))


def read(s: Session, session_id: str, form: Form, table: TableName | None) -> pd.DataFrame:
    return READ[form](io.BytesIO(exported(s, session_id, form, table)))


@FORMS
@pytest.mark.parametrize(
    ("table", "rows"),
    [
        (None, 60),
        (TableName.TIMELINE, 60),
        (TableName.PARTICIPANTS, 2),
        (TableName.EPISODES, 1),
        (TableName.EVENTS, 120),
        (TableName.TOPICS, 2),
        (TableName.PULSE_CHECKS, 1),
    ],
)
def test_pandas_reads_each_table_back(
    s: Session, form: Form, table: TableName | None, rows: int
) -> None:
    assert len(read(s, small_class(s), form, table)) == rows


@FORMS
def test_timeline_says_how_the_class_was_and_at_which_topic(s: Session, form: Form) -> None:
    frame = read(s, small_class(s), form, None)
    assert list(frame.columns) == ["at", "students_seen", *EMOTIONS, "confused", "topic"]
    assert frame["happiness"].eq(1.0).all()
    assert frame["confused"].sum() == 30
    assert list(frame["topic"].unique()) == ["before the first topic", "Recursion"]


@FORMS
def test_unseen_seconds_have_no_emotion(s: Session, form: Form) -> None:
    frame = read(s, small_class(s), form, TableName.EVENTS)
    unseen = frame[frame["seconds_seen"] == 0]
    assert len(unseen) == 60
    assert unseen[[*EMOTIONS, "confusion"]].isna().all(axis=None)


@FORMS
def test_only_those_who_were_gone_before_the_end_have_left(s: Session, form: Form) -> None:
    session_id, [ada, bob, cem] = class_of(s, ("Ada", "Bob", "Cem"))
    Participants(s).set_state(ada, "lost", after(240))
    Participants(s).set_state(bob, "left", after(300))
    Participants(s).set_state(cem, "left", after(601))
    frame = read(s, session_id, form, TableName.PARTICIPANTS).set_index("name")
    left = pd.to_datetime(frame["left_at"])
    assert (left["Ada"], left["Bob"]) == (after(240), after(300))
    assert pd.isna(left["Cem"])


def test_parquet_keeps_names_exact_and_moments_in_utc(s: Session) -> None:
    session_id, _ = class_of(s, HOSTILE_NAMES)
    frame = read(s, session_id, Form.PARQUET, TableName.PARTICIPANTS)
    assert set(frame["name"]) == set(HOSTILE_NAMES)
    assert str(frame["joined_at"].dtype) == "datetime64[us, UTC]"


def test_csv_keeps_harmless_names_exact(s: Session) -> None:
    session_id, _ = class_of(s, HOSTILE_NAMES)
    names = set(read(s, session_id, Form.CSV, TableName.PARTICIPANTS)["name"])
    assert {"🦊 Foxy 🎉", "שלום עולם (כיתה ו׳)", "W" * 200} <= names


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_no_cell_of_a_csv_begins_a_formula_however_it_is_cut(s: Session, separator: str) -> None:
    session_id, _ = class_of(s, HOSTILE_NAMES)
    for table in (TableName.PARTICIPANTS, TableName.EPISODES):
        text = exported(s, session_id, Form.CSV, table).decode()
        cells = [cell for row in csv.reader(io.StringIO(text), delimiter=separator) for cell in row]
        assert not [cell for cell in cells if cell.lstrip('" ').startswith(("=", "+", "-", "@"))]


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("=1+1", "'=1+1"),
        ("  @SUM(A1)", "  '@SUM(A1)"),
        ("＝1", "'＝1"),
        ("\t=1", "'\t'=1"),
        ("\rx", "'\rx"),
        ("a;-1", "a;'-1"),
        ("Anne-Marie (3-4) a=b", "Anne-Marie (3-4) a=b"),
    ],
)
def test_formulas_get_an_apostrophe_and_other_text_none(typed: str, written: str) -> None:
    assert neutralised(typed) == written


@FORMS
@pytest.mark.parametrize("table", list(TableName))
def test_class_without_anybody_has_columns_and_no_rows(
    s: Session, form: Form, table: TableName
) -> None:
    frame = read(s, new_session(s), form, table)
    assert frame.empty
    assert len(frame.columns) > 3


@pytest.mark.parametrize("table", [t for t in TableName if t.shows_people])
def test_class_only_session_gives_no_table_of_students(s: Session, table: TableName) -> None:
    session_id, _ = class_of(s, ("Ada",) * 6, SessionMode.AGGREGATE)
    with pytest.raises(HiddenError, match=r"timeline, topics"):
        exported(s, session_id, Form.CSV, table)


def test_class_only_session_hides_small_groups_in_its_timeline(s: Session) -> None:
    session_id, _ = class_of(s, ("Ada",) * 4, SessionMode.AGGREGATE)
    frame = read(s, session_id, Form.PARQUET, TableName.TIMELINE)
    assert len(frame) == 10
    assert frame[[*EMOTIONS, "confused"]].isna().all(axis=None)


@FORMS
def test_long_class_is_written_batch_by_batch(
    s: Session, form: Form, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheets, "BATCH_ROWS", 100)
    session_id = new_session(s)
    ada, bob = (new_participant(s, session_id, name) for name in ("Ada", "Bob"))
    for student in (ada, bob):
        EmotionEvents(s).add_many(session_id, [seen(student, n) for n in range(250)])
    frame = read(s, session_id, form, TableName.EVENTS)
    assert len(frame) == 500
    assert frame["at"].is_monotonic_increasing
    assert frame["participant"].value_counts().to_dict() == {ada: 250, bob: 250}


def test_table_of_a_whole_report_is_refused() -> None:
    with pytest.raises(InputError, match="csv and parquet"):
        Wanted(Form.PDF, TableName.EVENTS)
