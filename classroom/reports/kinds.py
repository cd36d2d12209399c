"""What a class can be exported as."""

from enum import StrEnum


class Form(StrEnum):
    """A file format of an export."""

    JSON = "json"
    CSV = "csv"
    HTML = "html"
    PDF = "pdf"
    PARQUET = "parquet"
    XAPI = "xapi"

    @property
    def is_table(self) -> bool:
        """Whether a file holds one table of the class, not all of it."""
        return self in {Form.CSV, Form.PARQUET}

    @property
    def is_text(self) -> bool:
        """Whether a terminal can show it."""
        return self not in {Form.PDF, Form.PARQUET}

    @property
    def ending(self) -> str:
        """How a file of this form is named, without the dot."""
        return "xapi.json" if self is Form.XAPI else self.value

    @property
    def media_type(self) -> str:
        """What a browser is told that the file is."""
        return {
            Form.JSON: "application/json",
            Form.CSV: "text/csv",
            Form.HTML: "text/html",
            Form.PDF: "application/pdf",
            Form.PARQUET: "application/vnd.apache.parquet",
            Form.XAPI: "application/json",
        }[self]


class TableName(StrEnum):
    """A table of a class."""

    TIMELINE = "timeline"
    PARTICIPANTS = "participants"
    EPISODES = "episodes"
    EVENTS = "events"
    TOPICS = "topics"
    PULSE_CHECKS = "pulse-checks"

    @property
    def shows_people(self) -> bool:
        """Whether its rows are about single students."""
        return self in {TableName.PARTICIPANTS, TableName.EPISODES, TableName.EVENTS}
