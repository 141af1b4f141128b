"""Marks of dates: which days the words of a report mean, seen from the day it was published.

Two steps. Words of time and numbers are found on the text (`atoms.py`), each of a kind: a month, a unit, "last",
"until". Then one grammar for all languages, six short tables of shapes, joins neighbours into dates, dates into
stretches and ranges (`shapes.py` says how a shape is written).
"""

from collections.abc import Sequence
from datetime import date
from typing import cast

from dragoman.language import calendar
from dragoman.language.atoms import Atom, runs_of
from dragoman.language.calendar import Part, Point, Reading, Unit
from dragoman.language.pack import Pack
from dragoman.language.phrases import Folded
from dragoman.language.shapes import WHEN, Found, Reader, Table, Value, apply, days_of, point_of_atom, rule
from dragoman.language.timewords import lexicon
from dragoman.records import Interval, Kind, Mark


def find_dates(text: str, folded: Folded, pack: Pack, published: date) -> list[Mark]:
    """Marks of dates in the order of the text; none overlap.

    >>> from dragoman.language.pack import load_pack
    >>> from dragoman.language.phrases import fold
    >>> words = "They met on 13 December 2025."
    >>> [str(m.interval.start) for m in find_dates(words, fold(words), load_pack("en"), date(2026, 1, 5))]
    ['2025-12-13']
    """
    month_day = lexicon(pack).month_day
    return [
        mark
        for run in runs_of(text, folded, pack)
        for atom in _joined(run, published, month_day)
        if (mark := _mark(atom, folded, published))
    ]


def _joined(run: Sequence[Atom], today: date, month_day: bool) -> Sequence[Atom]:
    for table in GRAMMAR:
        run = apply(table, run, today, month_day)
    return run


def _mark(atom: Atom, folded: Folded, today: date) -> Mark | None:
    days = days_of(atom, today) if atom.kind in ("date", "period") else None
    if days is None:
        return None
    span = folded.span(atom.start, atom.end)
    return Mark(kind=Kind.DATE, span=span, via=atom.via, interval=days.interval, ahead=days.ahead)


# --- first table: "the month of", "2025 yılı", "cuma günü": a unit that only names what its neighbour is


def _named(kind: str, unit: Unit) -> Reader:
    return lambda found: found.one(kind) if found.unit() is unit else None


def _twice(found: Found) -> Value | None:
    first, second = found.all("month")
    return first if first.value == second.value else None


def _day_named(found: Found) -> Value | None:
    """Such as "The 15th day of"."""
    number = found.one("number", "ordinal")
    return number if found.unit() is Unit.DAY and (number.ending or number.kind == "ordinal") else None


_NAMES = Table(
    *(rule(shape, _named("month", Unit.MONTH)) for shape in ("month unit", "unit month")),
    *(rule(shape, _named("year", Unit.YEAR)) for shape in ("year unit", "unit year")),
    *(rule(shape, _named("weekday", Unit.DAY)) for shape in ("weekday unit", "unit weekday")),
    rule("month month", _twice),
    rule("number|ordinal unit", _day_named),
)


# --- second table: dates of the calendar


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
    told = found.all("year", "slash") or number.ending or number.firm or number.kind == "ordinal" or found.month_day
    if not told or "," in number.gap or (not number.ending and _is_said_in(found)):
        return None
    return _date(found)


def _is_said_in(found: Found) -> bool:
    """Such as "In September 12 people": the number counts what follows."""
    return len(found.atoms) == 2 and found.before is not None and found.before.among(("in",)) is not None


def _standing_alone(found: Found) -> Value | None:
    return _date(found) if found.atoms[0].firm else None


def _whole(found: Found) -> Value | None:
    weekday = found.value("weekday")
    return cast(Point, found.one("whole").value)._replace(weekday=weekday)


def _bare_day(found: Found) -> Value | None:
    number = found.one("number", "ordinal")
    told = number.firm or found.all("day_cue") or (number.ending and "," not in number.gap and found.all("weekday"))
    return _date(found) if told else None


def _feast(found: Found) -> Value | None:
    return cast(Point, found.one("holiday").value)._replace(year=found.value("year"))


def _season(found: Found) -> Value | None:
    return Point(found.value("year"), found.value("season"), months=3)


_DATES = Table(
    rule("weekday? number|ordinal slash? month slash? year? weekday?", _date),
    rule("weekday? number|ordinal persian persian_year?", _date),
    rule("weekday? month slash? number|ordinal year? weekday?", _day_after_month),
    rule("year slash? month slash? number|ordinal weekday?", _date),
    rule("month slash year slash number", _date),
    rule("number slash year slash month", _date),
    rule("year slash number slash month", _date),
    rule("weekday? whole weekday?", _whole),
    rule("month slash? year", _date),
    rule("number|ordinal month in year", _date),
    rule("month in year", _date),
    rule("year month", _date),
    rule("weekday? day_cue? number|ordinal weekday?", _bare_day),
    rule("holiday year?", _feast),
    rule("season year", _season),
    rule("year season", _season),
)


# --- third table: stretches seen from the report's day


def _relative(found: Found) -> Value | None:
    unit, offset = cast(tuple[Unit, int], found.one("relative").value)
    if unit is not Unit.DAY and abs(offset) > 1:
        return calendar.away(unit, offset, found.today)
    return calendar.nth(unit, offset, found.today)


def _relative_weekday(found: Found) -> Value | None:
    weekday, offset = cast(tuple[int, int], found.one("relative_weekday").value)
    return calendar.weekday_at(weekday, offset, found.today)


def _shifted(found: Found) -> Value | None:
    """Such as "Vor drei Wochen": the pattern of CLDR must begin as it ends."""
    unit, sign, opening = cast(tuple[Unit, int, str], found.one("shift").value)
    before = found.all("open")
    said = before[0].value if before else ""
    return calendar.away(unit, sign * found.count(), found.today) if said == opening else None


def _counted(found: Found) -> Value | None:
    return calendar.away(found.unit(), found.sign("away", "away_after") * found.count(), found.today)


def _length(found: Found) -> Value | None:
    """Such as "Ten months" is a length of time, even where the word also means Monday."""
    return found.one("units")._replace(kind="length")


def _turned(found: Found) -> Value | None:
    return calendar.nth(found.unit(), found.sign("turn", "turn_after"), found.today)


def _turned_number(found: Found) -> Value | None:
    """Such as "The last five years"; with "this" it is a length of time and no date."""
    turn = found.sign("turn", "turn_after")
    return calendar.stretch_to(found.unit(), turn * found.count(), found.today) if turn else None


def _last_of(found: Found) -> Value | None:
    """Such as "the last week of July": what is said to be last is so in the month, not seen from the report's day."""
    outer, last = found.one("date", "month", "year"), found.all("turn", "relative", "relative_weekday")[0]
    gap = found.atoms[-1].gap
    sign = last.value if last.kind == "turn" else last.value[1]
    if sign != -1 or "," in gap or (outer is found.atoms[-1] and not gap.strip()):
        return None
    point = Point(year=outer.value) if outer.kind == "year" else point_of_atom(outer)
    days = calendar.resolve(point, found.today) if point and not point.day else None
    if days is None:
        return None
    if last.kind == "relative_weekday":
        return calendar.nth_within(days, -1, Unit.DAY, last.value[0])
    return calendar.nth_within(days, -1, found.unit() if last.kind == "turn" else last.value[0])


def _turned_date(found: Found) -> Value | None:
    """Such as "Last Friday", "next September": of the dates that return, the one on the side that is said."""
    point, turn = point_of_atom(found.one("date", "month", "season", "weekday")), found.sign("turn", "turn_after")
    if not point or point.year or (point.day and not point.month):
        return None
    if point.weekday is not None and not point.day:
        return calendar.weekday_at(point.weekday, turn, found.today)
    return calendar.turned(point, turn, found.today)


def _weekend(found: Found) -> Value | None:
    return calendar.nth(Unit.WEEKEND, 0, found.today) if found.unit() is Unit.WEEKEND else None


_PERIODS = Table(
    rule("relative", _relative),
    rule("relative_weekday", _relative_weekday),
    rule("open number shift", _shifted),
    rule("number shift", _shifted),
    rule("number unit|units away_after", _counted),
    rule("away number unit|units", _counted),
    rule("number units", _length),
    rule("turn unit", _turned),
    rule("unit turn_after", _turned),
    rule("turn number unit|units", _turned_number),
    rule("number turn units", _turned_number),
    rule("number unit|units turn_after", _turned_number),
    rule("turn date|month|season|weekday", _turned_date),
    rule("date|month|season|weekday turn_after", _turned_date),
    rule("unit", _weekend),
    rule("date|month|year turn unit", _last_of),
    rule("relative|relative_weekday date|month|year", _last_of),
)


# --- fourth table: what is left alone


_SINGLES = Table(
    rule("month", _standing_alone),
    rule("in: month", _date),
    rule("year", _standing_alone),
    rule("weekday", _standing_alone),
    rule("in: season", _season),
)


# --- fifth table: a date inside a stretch, a part of it, one of its weeks


def _within(found: Found) -> Value | None:
    """Such as "In May last year", "on Monday next week", "today, 13 December"."""
    point, outer = point_of_atom(found.one("date", "month")) or Point(), cast(Reading, found.one("period").value)
    first = outer.interval.start
    if outer.unit is Unit.YEAR and point.month and not point.year:
        return point._replace(year=first.year)
    if outer.unit is Unit.WEEK and point.weekday is not None and not point.day:
        day = first + calendar.DAY * point.weekday
        return calendar.only(Interval(day, day), Unit.DAY)
    if outer.unit is Unit.MONTH and point.day and not point.month:
        return point._replace(year=first.year, month=first.month)
    same = calendar.resolve(point, found.today) if outer.unit is Unit.DAY else None
    return point if same and same.interval == outer.interval else None


def _day_within(found: Found) -> Value | None:
    """Such as "The 5th of this month"; a number that only follows the month must look like a day."""
    outer, number = cast(Reading, found.one("period").value), found.one("number", "ordinal")
    first, day = outer.interval.start, cast(int, number.value)
    told = number.ending or number.firm or number.kind == "ordinal" or (number is found.atoms[0] and number.digits)
    if outer.unit is not Unit.MONTH or not told or not 1 <= day <= 31:
        return None
    return Point(first.year, first.month, day)


def _part(found: Found) -> Value | None:
    days = found.days() if found.all(*WHEN.split("|")) else calendar.nth(found.unit(), 0, found.today)
    part = cast(Part, found.one("part", "part_after").value)
    return calendar.part_of(days, part) if days and days.unit not in (Unit.DAY, Unit.WEEKEND) else None


def _so_far(found: Found) -> Value | None:
    days = found.days()
    return calendar.so_far(days, found.today) if days else None


def _rest(found: Found) -> Value | None:
    days = found.days()
    return calendar.rest(days, found.today) if days else None


def _nth_unit(found: Found) -> Value | None:
    """Such as "The third quarter of 2024", "the first week of May"."""
    number = found.one("ordinal", "number")
    outer = found.days() if found.all(*WHEN.split("|")) else None
    stop = found.one("unit").gap.startswith(".")
    if number.kind == "number" and not number.ending and not stop:
        return None
    if outer is None:
        outer = calendar.nth(Unit.YEAR, 0, found.today) if found.unit() is Unit.QUARTER else None
    return calendar.nth_within(outer, cast(int, number.value), found.unit()) if outer else None


def _nth_weekday(found: Found) -> Value | None:
    """Such as "The first Sunday of March"; the weekday and the month may stand in either order."""
    atoms = found.all("date", "month", "period")
    inner = next((p for a in atoms if (p := point_of_atom(a)) and p.weekday is not None and not p.day), None)
    outer = next((a for a in atoms if a.kind == "period" or (point_of_atom(a) or Point()).month), None)
    days = days_of(outer, found.today) if outer else None
    if inner is None or days is None:
        return None
    return calendar.nth_within(days, found.value("ordinal") or 0, Unit.DAY, inner.weekday)


def _week_of(found: Found) -> Value | None:
    """Such as "The week of October 6th"."""
    days, date_ = found.days(), found.one("date")
    if days is None or found.unit() is not Unit.WEEK or days.unit is not Unit.DAY or not date_.gap.strip(" ,"):
        return None
    return days.each(lambda interval: calendar.stretch_of(interval.start, Unit.WEEK), Unit.WEEK)


_STRETCHES = Table(
    rule("date|month period", _within),
    rule("period date|month", _within),
    rule("number|ordinal period", _day_within),
    rule("period number|ordinal", _day_within),
    rule(f"part slash? {WHEN}", _part),
    rule(f"{WHEN} part_after", _part),
    rule("part unit", _part),
    rule("unit part_after", _part),
    rule(f"so_far {WHEN}", _so_far),
    rule(f"rest {WHEN}", _rest),
    rule(f"ordinal|number unit {WHEN}", _nth_unit),
    rule(f"{WHEN} ordinal|number unit", _nth_unit),
    rule("ordinal|number unit", _nth_unit),
    rule("unit date", _week_of),
    rule(f"ordinal date {WHEN}", _nth_weekday),
    rule(f"{WHEN} ordinal date", _nth_weekday),
)


# --- sixth table: since, until, from one to another


def _since(found: Found) -> Value | None:
    days = found.days()
    return calendar.since(days, found.today) if days else None


def _until(found: Found) -> Value | None:
    # "Two weeks before Christmas" is no stretch that lasts until Christmas.
    if found.before and found.before.kind in ("length", "unit", "units"):
        return None
    days = found.days()
    return calendar.until(days, found.today) if days else None


def _range(found: Found) -> Value | None:
    """Such as "From 3 to 5 May": of two points, each takes from the other what it lacks."""
    first, last = found.all(*_END.split("|"))
    ends = [_end_point(first), _end_point(last)]
    if ends[0] and ends[1]:
        return calendar.between(ends[0], ends[1], found.today)
    start, end = days_of(first, found.today), days_of(last, found.today)
    return calendar.joined(start, end) if start and end else None


def _bare_range(found: Found) -> Value | None:
    """Such as "14-16 August", "May to July": without "from" or "between" the two ends must be alike."""
    first, last = (_end_point(a) for a in found.all(*_END.split("|")))
    if not first or not last or first.unit is not last.unit or (last.day and not last.month and not first.day):
        return None
    return _range(found)


def _end_point(atom: Atom) -> Point | None:
    point = point_of_atom(atom)
    if point:
        return point
    day = cast(int, atom.value) if atom.kind in ("number", "ordinal") else 0
    return Point(day=day) if 1 <= day <= 31 else None


_END = f"{WHEN}|number|ordinal"
_RANGES = Table(
    rule(f"between {_END} and|to|slash|until {_END}", _range),
    rule(f"{_END} and|to|slash|until {_END} between_after", _range),
    rule(f"{_END} {_END} between_after", _range),
    rule(f"from|since|between {_END} to|until|slash {_END}", _range),
    rule(f"{_END} slash|to|until {_END}", _bare_range),
    rule(f"{_END} {_END} until_after", _range),
    rule(f"{_END} since_after {_END} until_after", _range),
    rule(f"since {WHEN}", _since),
    rule(f"{WHEN} since_after", _since),
    rule(f"until {WHEN}", _until),
    rule(f"{WHEN} until_after", _until),
)

GRAMMAR = (_NAMES, _DATES, _PERIODS, _SINGLES, _STRETCHES, _STRETCHES, _RANGES)
