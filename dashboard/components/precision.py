"""How far flags can be trusted, in words and with its uncertainty."""

from classroom.domain.precision import Precision
from dashboard.components.words import percent
from dashboard.queries.precision import FlagPrecision


def precision_words(precision: FlagPrecision) -> str:
    """Say how often flags were right, in all classes of this one's teacher and in this one."""
    everywhere, here = precision.everywhere, precision.here
    if everywhere.known == 0:
        return "How often flags are right shows here once you have answered some."
    words = f"In your classes {_right_of(everywhere)} right"
    low, high = everywhere.interval()
    words += f" (likely between {round(low * 100)} and {percent(high)})"
    if here.known and here != everywhere:
        words += f" · in this class {here.right} of {here.known}"
    return words


def _right_of(precision: Precision) -> str:
    if precision.known == 1:
        return f"{precision.right} of 1 flag was"
    return f"{precision.right} of {precision.known} flags were"
