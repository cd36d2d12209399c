"""Photos and videos in, rows, annotated copies and past classes out: read once, kept nowhere."""

from classroom.inference.recordings.listing import Listing, list_recordings
from classroom.inference.recordings.reading import Reader
from classroom.inference.recordings.rows import CsvRows, JsonRows, Row

__all__ = ["CsvRows", "JsonRows", "Listing", "Reader", "Row", "list_recordings"]
