"""Logging for whoever runs a server: one line an event, and nobody's name in any of them."""

import logging
import logging.config
from typing import Final

PLAIN: Final = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}
QUIET: Final = ("aioice", "aiortc", "aiohttp.access", "asyncio", "alembic", "libav")
"""They log addresses, SDP or every request: warnings of theirs are enough, some not even those."""


class ExtraFormatter(logging.Formatter):
    """Adds what a call gave as ``extra``, as ``key=value``."""

    def format(self, record: logging.LogRecord) -> str:
        """Format a record on one line (a traceback follows on its own)."""
        extra = [f"{key}={value}" for key, value in vars(record).items() if key not in PLAIN]
        line = super().format(record)
        if not extra:
            return line
        first, newline, rest = line.partition("\n")
        return f"{first} {' '.join(extra)}{newline}{rest}"


def set_up_logging(level: str = "INFO") -> None:
    """Log to stderr; safe to call again."""
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "formatters": {
                "line": {
                    "()": ExtraFormatter,
                    "format": "%(asctime)s %(levelname)s %(name)s: %(message)s",
                }
            },
            "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
            "root": {"level": level, "handlers": ["stderr"]},
            "loggers": {
                name: {"level": "ERROR" if name == "aiortc" else "WARNING"} for name in QUIET
            },
        }
    )
