"""The grammar of dates of the calendar: a day, a month, a year, a feast, and the words that only name them."""

from datetime import date
from typing import cast

from dragoman.language import calendar
from dragoman.language.calendar import Point, Unit
from dragoman.language.figures import ROUND, day_month, short_year
from dragoman.language.shapes import Found, Reader, Table, Value, rule
from dragoman.language.timewords import GLUED

#: What makes a date of "2014/10".
_LEADING = frozenset(("in", "since", "until", "from", "to", "between"))
LAST_DAY = 31
LEAST_YEAR = 1500


# --- "the month of", "2025 yılı", "cuma günü": a unit that only names what its neighbour is


def _named(kind: str, unit: Unit) -> Reader:
    return lambda found: found.one(kind) if found.unit() is unit else None


def _twice(found: Found) -> Value | None:
    first, second = found.all("month")
    return first if first.value == second.value else None


def _day_named(found: Found) -> Value | None:
    """Such as "The 15th day of"; "the third day in October" is read as it stands."""
    number = found.one("number", "ordinal")
    if found.after and found.after.among(("in",)):
        return None
    return number if found.unit() is Unit.DAY and (number.ending or number.kind == "ordinal") else None


def _decade(found: Found) -> Value | None:
    """Such as "1990s", "años 90"; without an ending of its own the year must be round."""
    year = found.value("decade", "year", "number", "ordinal") or 0
    if year in ROUND:
        return calendar.decade(1900 + year) if _is_of_century(found) else None
    return calendar.decade(year) if found.all("decade") or (year > LEAST_YEAR and year % 10 == 0) else None


def _is_of_century(found: Found) -> bool:
    """Whether two digits name a decade; "for years 30 prisoners" counts what follows."""
    number, before = found.one("number", "ordinal"), found.before
    led = before is not None and before.among(("in", "of", "part")) is not None
    counted = before is not None and before.kind == "number"
    return not counted and (led or number.closed or number.ending or not number.digits)


def _decade_after(found: Found) -> Value | None:
    """Such as "1990-е годы", "90. letech", "1980 के दशक": a word for years alone needs an ending on the number."""
    number, cue = found.atoms
    told = cue.value or number.kind == "decade" or number.ending or cue.gap.startswith(".")
    joined = found.before is not None and found.before.kind in ("and", "slash")
    return _decade(found) if told and not joined else None


NAMES = Table(
    rule("decade_cue year|decade|number|ordinal", _decade),
    rule("year|decade|number|ordinal decade_cue_after", _decade_after),
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
    if (weekday is not None and _is_apart(found)) or _is_counted(found):
        return None
    # One month and "a March" are no days; the first of March is an ordinal or in digits.
    if any(a.value == 1 and not a.digits for a in found.all("number")):
        return None
    return Point(year, month, day, weekday)


def _is_counted(found: Found) -> bool:
    """Such as "10월 둘째 수요일", 十月的第一周: which weekday or week of the month, and no day of it."""
    ordinals = found.all("ordinal")
    if not ordinals or ordinals[0].ending:
        return False
    if found.atoms[0] is ordinals[0] and _is_of_unit(found):
        return True
    place = found.atoms.index(ordinals[0]) + 1
    follower = found.atoms[place] if place < len(found.atoms) else found.after
    return follower is not None and follower.kind in ("weekday", "unit") and "," not in follower.gap


def _is_of_unit(found: Found) -> bool:
    """Such as "الأسبوع الأول من أبريل": the ordinal stands behind the unit."""
    unit = found.before.among(("unit",)) if found.before else None
    return unit is not None and unit.value is not Unit.DAY and "," not in found.atoms[0].gap


def _is_apart(found: Found) -> bool:
    """Such as "péntekig, május 20-ig" where 20 May is no Friday: with an ending of its own the weekday is another."""
    named, numbers = found.one("weekday"), found.all("number", "ordinal")
    if not found.ends_in(named, *GLUED) or not numbers or not found.all("month"):
        return False
    point = Point(found.value("year"), found.value("month"), numbers[0].value)
    days = calendar.resolve(point, found.today)
    return days is not None and all(i.start.weekday() != named.value for i in (days.interval, days.ahead) if i)


def _persian_stretch(found: Found) -> Value | None:
    """Such as "آذرماه ۱۴۰۰", "سال ۱۳۹۹"."""
    month, year = found.all("persian"), found.value("persian_year")
    if not month and found.unit() is not Unit.YEAR:
        return None
    return calendar.persian_stretch(cast(int, year), month[0].value if month else None)


def _persian(year: int | None, month: int, day: int | None, today: date) -> Value | None:
    if day is None or day > 31:
        return None
    years = [year] if year else [today.year - 621, today.year - 622]
    for one in years:
        reached = calendar.from_persian(one, month, day)
        if year or reached <= today:
            return Point(reached.year if year else None, reached.month, reached.day)
    return None


def _ordinal_of_month(found: Found) -> Value | None:
    """Such as "Τρίτη Μαρτίου" where the third is also called Tuesday."""
    return _date(found) if "," not in found.atoms[1].gap else None


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
    point = cast(Point, whole.value)
    led = point.year and found.before and found.before.among(_LEADING)
    return point._replace(weekday=weekday) if whole.firm or led or found.is_line() else None


def _whole_year(found: Found) -> Value | None:
    """Such as "5/7, 2020"."""
    point = cast(Point, found.one("whole").value)
    return None if point.year else point._replace(year=found.value("year"))


def _day_after_year(found: Found) -> Value | None:
    """Such as "2025. gada 13. decembrī"; the number does not belong to another year behind it."""
    gap = found.one("number", "ordinal").gap
    another = found.after is not None and found.after.kind in ("year", "number")
    return _date(found) if "," not in gap and not another else None


def _days_of_month(found: Found) -> Value | None:
    """Such as "martın 6-10-da": the month before, and the ending of a day on the last number."""
    first, last = found.all("number")
    told = (last.ending or found.all("year")) and first.digits and last.digits and 1 <= first.value < last.value <= 31
    month = Point(found.value("year"), found.value("month"))
    return calendar.between(month._replace(day=first.value), Point(day=last.value), found.today) if told else None


def _short_year(found: Found) -> Value | None:
    """Such as "15 April 87", "May of 68", where nothing follows that the number might count."""
    day, year = found.one("number", "ordinal"), found.all("number")[-1]
    if not year.digits or not year.closed or "," in year.gap:
        return None
    if day is year:
        return Point(short_year(year.value), found.value("month")) if LAST_DAY < year.value < 100 else None
    if not 1 <= cast(int, day.value) <= LAST_DAY:
        return None
    return Point(short_year(cast(int, year.value)), found.value("month"), day.value) if year.value < 100 else None


def _pair(found: Found) -> Value | None:
    """Such as "15-2", alone on its line."""
    first, second = found.all("number")
    numerals = first.digits and second.digits and not first.ending and not second.ending
    return day_month(first.value, second.value, found.scene.order) if numerals and found.is_line() else None


def _bare_day(found: Found) -> Value | None:
    number = found.one("number", "ordinal")
    # "Dia 14 de dezembro" is read from its number on; a weekday behind a stop is of the next sentence.
    if found.all("day_cue") and found.after and found.after.among(("month", "slash")):
        return None
    if found.atoms[-1].kind == "weekday" and found.atoms[-1].gap.startswith(".") and not number.ending:
        return None
    counted = not (number.ending or number.closed or number.kind == "ordinal")
    # A first Monday is no Monday the first.
    beside = found.atoms[0].kind == "weekday" and "," not in number.gap and not counted
    alone = number.digits and found.is_line() and (number.ending or number.led)
    return _date(found) if number.firm or found.all("day_cue") or beside or alone else None


def _feast(found: Found) -> Value | None:
    return cast(Point, found.one("holiday").value)._replace(year=found.value("year"))


def _season(found: Found) -> Value | None:
    return cast(Point, found.one("season", "piece").value)._replace(year=found.value("year"))


def _century(found: Found) -> Value | None:
    number = found.one("number", "ordinal")
    # 18世紀, but 3世紀 may be a length of time.
    written = not found.one("unit").gap and cast(int, number.value) >= 10
    told = written or number.ending or number.kind == "ordinal" or found.one("unit").gap.startswith(".")
    # "Un cuarto de siglo" is no century.
    told = told and not found.one("unit").gap.strip(" .")
    fits = told and found.unit() is Unit.CENTURY and 1 < cast(int, number.value) < 22
    return calendar.century(cast(int, number.value)) if fits else None


DATES = Table(
    rule("weekday? number|ordinal slash? month slash? year? weekday?", _date),
    rule("weekday? number|ordinal persian persian_year?", _date),
    rule("persian persian_year", _persian_stretch),
    rule("unit persian_year", _persian_stretch),
    rule("ordinal month year?", _ordinal_of_month),
    rule("number|ordinal month number", _short_year),
    rule("weekday? month slash? number|ordinal year? weekday?", _day_after_month),
    rule("month number", _short_year),
    rule("month slash? number slash year", _day_after_month),
    rule("year number|ordinal month weekday?", _day_after_year),
    rule("year? month number slash number", _days_of_month),
    rule("month number slash number year", _days_of_month),
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
