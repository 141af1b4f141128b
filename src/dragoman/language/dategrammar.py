"""The grammar of dates of the calendar: a day, a month, a year, a feast, and the words that only name them."""

from datetime import date
from typing import cast

from dragoman.language import calendar
from dragoman.language.atoms import day_month, short_year
from dragoman.language.calendar import Point, Unit
from dragoman.language.shapes import Found, Reader, Table, Value, rule

#: What makes a date of "2014/10".
_LEADING = frozenset(("in", "since", "until", "from", "to", "between"))


# --- "the month of", "2025 yılı", "cuma günü": a unit that only names what its neighbour is


def _named(kind: str, unit: Unit) -> Reader:
    return lambda found: found.one(kind) if found.unit() is unit else None


def _twice(found: Found) -> Value | None:
    first, second = found.all("month")
    return first if first.value == second.value else None


def _day_named(found: Found) -> Value | None:
    """Such as "The 15th day of"."""
    number = found.one("number", "ordinal")
    return number if found.unit() is Unit.DAY and (number.ending or number.kind == "ordinal") else None


def _decade(found: Found) -> Value | None:
    """Such as "1990s"; without an ending of its own the year must be round."""
    year = found.value("decade", "year") or 0
    return calendar.decade(year) if found.all("decade") or year % 10 == 0 else None


NAMES = Table(
    rule("decade_cue year|decade", _decade),
    *(rule(shape, _named("month", Unit.MONTH)) for shape in ("month unit", "unit month")),
    *(rule(shape, _named("year", Unit.YEAR)) for shape in ("year unit", "unit year")),
    *(rule(shape, _named("weekday", Unit.DAY)) for shape in ("weekday unit", "unit weekday")),
    rule("month month", _twice),
    rule("number|ordinal unit", _day_named),
)


# --- dates of the calendar


def _date(found: Found) -> Value | None:
    day, weekday = found.value("number", "ordinal"), found.value("weekday")
    month, year = found.value("month"), found.value("year", "persian_year")
    persian = found.all("persian")
    if persian:
        return _persian(year, cast(int, persian[0].value), day, found.today)
    if found.all("number", "ordinal") and not 1 <= (day or 0) <= 31:
        return None
    # One month and "a March" are no days; the first of March is an ordinal or in digits.
    if any(a.value == 1 and not a.digits for a in found.all("number")):
        return None
    return Point(year, month, day, weekday)


def _persian(year: int | None, month: int, day: int | None, today: date) -> Value | None:
    if day is None or day > 31:
        return None
    years = [year] if year else [today.year - 621, today.year - 622]
    for one in years:
        reached = calendar.from_persian(one, month, day)
        if year or reached <= today:
            return Point(reached.year if year else None, reached.month, reached.day)
    return None


def _day_after_month(found: Found) -> Value | None:
    number = found.one("number", "ordinal")
    told = found.all("year", "slash") or number.ending or number.firm or number.kind == "ordinal" or number.closed
    if not (told or found.scene.month_day) or "," in number.gap or (not number.ending and _is_said_in(found)):
        return None
    return _date(found)


def _is_said_in(found: Found) -> bool:
    """Such as "In September 12 people": the number counts what follows."""
    return len(found.atoms) == 2 and found.before is not None and found.before.among(("in",)) is not None


def _whole(found: Found) -> Value | None:
    whole, weekday = found.one("whole"), found.value("weekday")
    told = whole.firm or found.is_line() or (found.before and found.before.among(_LEADING))
    return cast(Point, whole.value)._replace(weekday=weekday) if told else None


def _whole_year(found: Found) -> Value | None:
    """Such as "5/7, 2020"."""
    point = cast(Point, found.one("whole").value)
    return None if point.year else point._replace(year=found.value("year"))


def _short_year(found: Found) -> Value | None:
    """Such as "15 April 87", where nothing follows that the number might count."""
    day, year = found.one("number", "ordinal"), found.all("number")[-1]
    if not year.digits or not year.closed or "," in year.gap or not 1 <= cast(int, day.value) <= 31:
        return None
    return Point(short_year(cast(int, year.value)), found.value("month"), day.value) if year.value < 100 else None


def _pair(found: Found) -> Value | None:
    """Such as "15-2", alone on its line."""
    first, second = found.all("number")
    numerals = first.digits and second.digits and not first.ending and not second.ending
    return day_month(first.value, second.value, found.scene.order) if numerals and found.is_line() else None


def _bare_day(found: Found) -> Value | None:
    number = found.one("number", "ordinal")
    counted = not (number.ending or number.closed or number.kind == "ordinal")
    # A first Monday is no Monday the first.
    beside = found.atoms[0].kind == "weekday" and "," not in number.gap and not counted
    alone = number.ending and number.digits and found.is_line()
    return _date(found) if number.firm or found.all("day_cue") or beside or alone else None


def _feast(found: Found) -> Value | None:
    return cast(Point, found.one("holiday").value)._replace(year=found.value("year"))


def _season(found: Found) -> Value | None:
    return cast(Point, found.one("season", "piece").value)._replace(year=found.value("year"))


def _century(found: Found) -> Value | None:
    number = found.one("number", "ordinal")
    told = number.ending or number.kind == "ordinal" or found.one("unit").gap.startswith(".")
    fits = told and found.unit() is Unit.CENTURY and 1 < cast(int, number.value) < 22
    return calendar.century(cast(int, number.value)) if fits else None


DATES = Table(
    rule("weekday? number|ordinal slash? month slash? year? weekday?", _date),
    rule("weekday? number|ordinal persian persian_year?", _date),
    rule("number|ordinal month number", _short_year),
    rule("weekday? month slash? number|ordinal year? weekday?", _day_after_month),
    rule("month slash? number slash year", _day_after_month),
    rule("year slash? month slash? number|ordinal weekday?", _date),
    rule("month slash year slash number", _date),
    rule("number slash year slash month", _date),
    rule("year slash number slash month", _date),
    rule("weekday? whole weekday?", _whole),
    rule("whole year", _whole_year),
    rule("number slash number", _pair),
    rule("month slash? year", _date),
    rule("number|ordinal month in year", _date),
    rule("month in year", _date),
    rule("year month", _date),
    rule("weekday? day_cue? number|ordinal weekday?", _bare_day),
    rule("holiday in? year", _feast),
    rule("year? holiday", _feast),
    rule("season|piece slash? in? year", _season),
    rule("year slash? season|piece", _season),
    rule("decade", _decade),
    rule("number|ordinal unit", _century),
)
