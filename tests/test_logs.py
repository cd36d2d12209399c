import logging

from classroom.logs import ExtraFormatter


def test_extra_is_added_as_key_and_value() -> None:
    record = logging.makeLogRecord({"msg": "frame dropped", "slot": 3})
    assert ExtraFormatter("%(message)s").format(record) == "frame dropped slot=3"


def test_line_without_extra_stays_as_it_is() -> None:
    record = logging.makeLogRecord({"msg": "stopping"})
    assert ExtraFormatter("%(message)s").format(record) == "stopping"
