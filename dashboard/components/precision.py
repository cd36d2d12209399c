"""How far flags can be trusted, in words and with its uncertainty."""

from classroom.language import say, say_number
from classroom.reports.words import percent
from dashboard.queries.precision import FlagPrecision


def precision_words(precision: FlagPrecision) -> str:
    """Say how often flags were right, in all classes of this one's teacher and in this one."""
    everywhere, here = precision.everywhere, precision.here
    if everywhere.known == 0:
        return say("How often flags are right shows here once you have answered some.")
    low, high = everywhere.interval()
    words = say_number(
        "In your classes {right} of {number} flag was right (likely between {low} and {high})",
        "In your classes {right} of {number} flags were right (likely between {low} and {high})",
        everywhere.known,
        right=everywhere.right,
        low=round(low * 100),
        high=percent(high),
    )
    if here.known and here != everywhere:
        words += " · " + say("in this class {part} of {whole}", part=here.right, whole=here.known)
    return words
