"""The grammar of what is counted inside a stretch or from a day: "the last Friday of May", "two days before 3 June"."""

from datetime import date
from typing import cast

from dragoman.language import calendar
from dragoman.language.atoms import Atom
from dragoman.language.calendar import Point, Reading, Unit
from dragoman.language.shapes import Found, Table, Value, point_of_atom, rule

_SIZES = (Unit.DAY, Unit.WEEKEND, Unit.WEEK, Unit.FORTNIGHT, Unit.MONTH, Unit.SEASON, Unit.QUARTER, Unit.YEAR)
_OUTER = "date|month|year|relative|unit"
_WHENCE = "date|month|year|relative|weekday"
_POINTING = ("turn", "turn_after", "final", "final_after", "relative", "relative_weekday")


#: Words for "last": of those that also say "past", and of those that only say which one of a stretch.
_TURNS = ("turn", "turn_after", "final", "final_after")


def is_within(inner: Unit, outer: Unit) -> bool:
    """Whether one unit is made of the other."""
    known = inner in _SIZES and outer in _SIZES
    return known and _SIZES.index(inner) < _SIZES.index(outer) and outer is not Unit.WEEKEND


def _outer_days(atom: Atom, inner: Unit, today: date) -> Reading | None:
    """The days of "May", "2021", "this month", "the month", if they are made of the unit that is counted in them."""
    if atom.kind in ("relative", "unit"):
        unit, offset = atom.value if atom.kind == "relative" else (atom.value, 0)
        return calendar.nth(unit, offset, today) if is_within(inner, unit) else None
    days = _start_days(atom, today)
    return days if days and is_within(inner, days.unit) else None


def _last_of(found: Found) -> Value | None:
    """Such as "The last Friday of July", "the third last week of 2018"."""
    last = found.all(*_POINTING)[0]
    before = found.atoms[0].kind in _OUTER.split("|") and found.atoms[1].kind in ("turn", "final")
    outer = found.atoms[0 if before else -1]
    sign = last.value if last.kind in _TURNS else last.value[1]
    if sign != -1 or not _is_joined(found, outer):
        return None
    place = -(found.value("ordinal", "number") or 1)
    unit, weekday = _counted_in(found, last, outer)
    days = _outer_days(outer, unit, found.today)
    return calendar.nth_within(days, place, unit, weekday) if days else None


def _last_of_month(found: Found) -> Value | None:
    """Such as 去年十月的最后一个星期五."""
    year, offset = cast(tuple[Unit, int], found.one("relative").value)
    if year is not Unit.YEAR or found.sign("turn", "final") != -1:
        return None
    first = calendar.nth(year, offset, found.today).interval.start
    days = calendar.resolve(Point(first.year, found.value("month")), found.today)
    unit, weekday = _counted_in(found, found.one("turn", "final"), found.one("month"))
    return calendar.nth_within(days, -1, unit, weekday) if days else None


def _is_joined(found: Found, outer: Atom) -> bool:
    """Whether the outer stretch comes first, or a word such as "of" stands before it; a comma parts."""
    gap = found.atoms[-1].gap
    parted = outer is found.atoms[-1] and not gap.strip() and not found.all("in", "of") and outer.kind != "year"
    # Where the month is in the genitive no word stands between: "ostatni dzień maja".
    counted = found.all(*_TURNS) and found.all("unit") and outer.kind in ("month", "date")
    return "," not in gap and not (parted and not outer.ending and not counted)


def _counted_in(found: Found, last: Atom, outer: Atom) -> tuple[Unit, int | None]:
    if last.kind in _TURNS:
        inner = next(a for a in found.all("unit", "weekday") if a is not outer)
        return (Unit.DAY, inner.value) if inner.kind == "weekday" else (inner.value, None)
    return (Unit.DAY, last.value[0]) if last.kind == "relative_weekday" else (last.value[0], None)


def _few_of(found: Found) -> Value | None:
    """Such as "The last two weeks of May"."""
    before = found.atoms[1].kind == "final"
    outer, unit = found.atoms[0 if before else -1], cast(Unit, (found.all("units") or found.all("unit"))[-1].value)
    sign = found.sign(*_TURNS) if found.all(*_TURNS) else 1
    first = not found.all("ordinal") or found.value("ordinal") == 1
    days = _outer_days(outer, unit, found.today) if sign in (-1, 1) and first and _is_joined(found, outer) else None
    return calendar.first_of(days, sign * found.count(), unit) if days and found.count() else None


def _weekend_of(found: Found) -> Value | None:
    """Such as "Labour Day weekend"."""
    point, other = point_of_atom(found.one("date")), found.atoms[-1]
    fits = found.unit() is Unit.WEEKEND and point and (point.day or point.feast) and "," not in other.gap
    days = calendar.resolve(point, found.today) if point and fits else None
    return calendar.beside(days) if days else None


def _away_from(found: Found) -> Value | None:
    """Such as "Deux semaines avant Noël", "cu două zile înainte de 2 mai": what would say "two weeks ago" by itself."""
    if found.before and found.before.kind in ("and", "unit", "units"):
        return None
    days, count = whence(found.atoms[-1], found.today), found.sign("beyond") * found.count()
    return calendar.from_day(days, found.unit(), count) if days and count else None


def _away_whence(found: Found) -> Value | None:
    """Such as "Noel'den iki gün önce": the ending of the day says that it is counted from there."""
    start = found.atoms[0]
    way = found.shift("") if found.all("shift") else (found.unit(), found.sign("away_after", "turn"))
    if start.tail not in found.scene.whence or not way or not found.count():
        return None
    days = whence(start, found.today)
    return calendar.from_day(days, way[0], way[1] * found.count()) if days else None


def _away_since(found: Found) -> Value | None:
    """Such as "सोमवार से दो दिन पहले": a word such as "from" says that it is counted from there."""
    way = found.shift("") if found.all("shift") else (found.unit(), found.sign("away_after"))
    days = whence(found.atoms[0], found.today)
    return calendar.from_day(days, way[0], way[1] * found.count()) if days and way and found.count() else None


def either(atom: Atom, today: date) -> Reading:
    """Such as "परसों": two days ago of what has happened, in two days of what is to come."""
    unit, back, ahead = cast(tuple[Unit, int, int], atom.value)
    past, coming = (calendar.nth(unit, offset, today).interval for offset in (back, ahead))
    return calendar.settled(past, coming, unit)


def whence(atom: Atom, today: date) -> Reading | None:
    """The days of a stretch that is named by its words or counted from the report's day."""
    if atom.kind == "relative_either":
        return either(atom, today)
    if atom.kind != "relative":
        return _start_days(atom, today)
    unit, offset = cast(tuple[Unit, int], atom.value)
    return calendar.nth(unit, offset, today)


def _start_days(atom: Atom, today: date) -> Reading | None:
    point = Point(year=atom.value) if atom.kind == "year" else point_of_atom(atom)
    return calendar.resolve(point, today) if point else None


LASTS = Table(
    rule(f"relative|relative_weekday in|of? {_OUTER}", _last_of),
    rule(f"turn|final unit|weekday in|of? {_OUTER}", _last_of),
    rule(f"ordinal|number turn|final unit|weekday in|of? {_OUTER}", _last_of),
    rule(f"ordinal|number relative|relative_weekday in|of? {_OUTER}", _last_of),
    rule(f"{_OUTER} turn|final unit|weekday", _last_of),
    rule(f"unit|weekday turn_after|final_after in|of? {_OUTER}", _last_of),
    rule("relative month turn|final unit|weekday", _last_of_month),
    rule(f"{_OUTER} final number unit|units", _few_of),
    rule(f"turn|final number units in|of? {_OUTER}", _few_of),
    rule(f"ordinal number units in|of? {_OUTER}", _few_of),
    rule(f"away number unit|units beyond {_WHENCE}", _away_from),
    rule("number unit|units beyond date|year|relative", _away_from),
    rule(f"{_WHENCE} number unit|units away_after", _away_whence),
    rule(f"{_WHENCE} number shift", _away_whence),
    rule(f"{_WHENCE}|relative_either since_after|from_after number shift", _away_since),
    rule(f"{_WHENCE}|relative_either since_after|from_after number unit|units away_after", _away_since),
    rule(f"{_WHENCE} turn number unit|units", _away_whence),
    rule("date unit", _weekend_of),
    rule("unit date", _weekend_of),
)
