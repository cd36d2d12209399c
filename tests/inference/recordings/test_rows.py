import csv
import io
import json
from dataclasses import replace

import pytest

from classroom.domain.emotion import EMOTIONS
from classroom.domain.observation import Quality
from classroom.inference.recordings.rows import COLUMNS, CsvRows, JsonRows, rows_of_photo
from classroom.inference.recordings.tracking import Face, FrameReading
from tests.inference.recordings.films import face_at

NOBODY = FrameReading(None, ())
DARK = replace(face_at(10), quality=Quality(1.0, 0.0, 1.0, 1.0))
TWO = FrameReading(None, (Face(1, face_at(30)), Face(2, DARK)))


def test_csv_has_a_row_a_face_with_empty_cells_for_what_is_unknown() -> None:
    file = io.StringIO()
    rows = CsvRows(file)
    rows.write(rows_of_photo("a,b.jpg", TWO))
    rows.close()

    first, second = csv.DictReader(io.StringIO(file.getvalue()))

    assert tuple(first) == COLUMNS
    assert (first["file"], first["time"], first["face"], first["x"]) == ("a,b.jpg", "", "1", "30")
    assert (first["label"], first["neutral"], first["confusion"]) == ("neutral", "0.7", "")
    assert (second["label"], second["quality"]) == ("unseen", "0.0")
    assert [second[name] for name in EMOTIONS] == [""] * 7


def test_a_photo_without_a_face_gives_a_row_that_says_so() -> None:
    file = io.StringIO()
    rows = CsvRows(file)
    rows.write(rows_of_photo("empty.jpg", NOBODY))

    (row,) = csv.DictReader(io.StringIO(file.getvalue()))

    assert (row["face"], row["x"], row["label"]) == ("", "", "unseen")


@pytest.mark.parametrize("name", ["=HYPERLINK(1).jpg", "@SUM(1).jpg", "-1.jpg", "+1.jpg"])
def test_no_file_name_becomes_a_formula_in_csv(name: str) -> None:
    file = io.StringIO()
    CsvRows(file).write(rows_of_photo(name, NOBODY))

    (row,) = csv.DictReader(io.StringIO(file.getvalue()))

    assert row["file"] == f"./{name}"


def test_json_is_one_array_however_many_times_rows_come() -> None:
    file = io.StringIO()
    rows = JsonRows(file)
    rows.write(rows_of_photo("a.jpg", TWO))
    rows.write(rows_of_photo("b.jpg", NOBODY))
    rows.close()

    first, second, third = json.loads(file.getvalue())

    assert set(first["emotions"]) == set(EMOTIONS)
    assert first["box"] == {"x": 30.0, "y": 10.0, "width": 20.0, "height": 20.0}
    assert second["emotions"] is None
    assert (third["file"], third["box"], third["label"]) == ("b.jpg", None, "unseen")


def test_json_without_rows_is_an_empty_array() -> None:
    file = io.StringIO()
    JsonRows(file).close()

    assert json.loads(file.getvalue()) == []
