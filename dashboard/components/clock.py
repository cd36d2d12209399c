"""Moments as the teacher's own clock shows them."""

from datetime import UTC, datetime, tzinfo
from urllib.parse import unquote
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from classroom.language import say
from classroom.language.figures import month_name


def zone_named(name: str | None) -> tzinfo:
    """Return the time zone that the browser's cookie names, or UTC where it is unknown.

    Cookies come percent-encoded: Werkzeug leaves Europe%2FBerlin as it is.
    """
    try:
        return ZoneInfo(unquote(name)) if name else UTC
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return UTC


def day_and_time(moment: datetime, now: datetime, zone: tzinfo) -> str:
    """Say when, in as few words as are clear: today 14:05, 3 March 09:30."""
    local, today = moment.astimezone(zone), now.astimezone(zone).date()
    time = f"{local:%H:%M}" + (" UTC" if zone is UTC else "")
    days = (today - local.date()).days
    if days == 0:
        return say("today {time}", time=time)
    if days == 1:
        return say("yesterday {time}", time=time)
    return f"{day(moment, now, zone)}, {time}"


def day(moment: datetime, now: datetime, zone: tzinfo) -> str:
    """Say on which day: 14 March, with the year where it is another one."""
    local = moment.astimezone(zone)
    month = month_name(local)
    if local.year == now.astimezone(zone).year:
        return say("{day} {month}", day=local.day, month=month)
    return say("{day} {month} {year}", day=local.day, month=month, year=local.year)


def local_time(moment: datetime, zone: tzinfo) -> str:
    """The moment as the teacher's clock shows it; Plotly knows no zones."""
    return moment.astimezone(zone).replace(tzinfo=None).isoformat()
