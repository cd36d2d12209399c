"""Numbers and days as the language spoken now writes them."""

from datetime import date

from babel.dates import get_day_names, get_month_names
from babel.numbers import get_decimal_symbol, get_group_symbol

from classroom.language.spoken import Language, language


def number(value: float, form: str) -> str:
    """Write a number in a form of Python's, such as ``.1f`` or ``,``."""
    spoken = language().value
    signs: dict[str, str | int | None] = {
        ",": get_group_symbol(spoken),
        ".": get_decimal_symbol(spoken),
    }
    return format(value, form).translate(str.maketrans(signs))


def chart_separators() -> str | None:
    """Say how Plotly separates decimals and thousands; None where its own English way holds."""
    spoken = language()
    if spoken is Language.ENGLISH:
        return None
    return get_decimal_symbol(spoken.value) + get_group_symbol(spoken.value)


def month_name(day: date) -> str:
    """Name the month of a day."""
    return str(get_month_names("wide", locale=language().value)[day.month])


def weekday_name(day: date) -> str:
    """Name the day of the week."""
    return str(get_day_names("wide", locale=language().value)[day.weekday()])
