"""Arithmetic of days: what a date with holes, a week, a season or a span of time is, seen from a report's own day.

No words here. A `Point` is what the words say ("13 December"); a `Reading` is the days they mean in a report of a day.
"""

from calendar import monthrange
from collections.abc import Callable, Iterable
from datetime import MAXYEAR, MINYEAR, date, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from dragoman.language.feasts import Feast
from dragoman.records import Interval

DAY = timedelta(days=1)


class Unit(StrEnum):
    """Stretches of time that words count and point at; `WEEKEND` is Saturday and Sunday."""

    DAY = "day"
    WEEK = "week"
    WEEKEND = "weekend"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"
    SEASON = "season"
    FORTNIGHT = "fortnight"


class Part(StrEnum):
    """Parts of a month, a year or a week (codebook: days 1 to 10, 11 to 20, 21 to the last)."""

    START = "start"
    MIDDLE = "middle"
    END = "end"
    FIRST_HALF = "first-half"
    SECOND_HALF = "second-half"


class Point(NamedTuple):
    """A date as far as the words give it."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None  #: Monday is 0
    months: int = 1  #: how many months it spans, for seasons, quarters and halves of a year
    feast: Feast | None = None  #: a day that moves from year to year

    @property
    def unit(self) -> Unit:
        """The finest stretch that it names."""
        if self.feast and self.feast.is_month:
            return Unit.MONTH
        if self.day or self.feast or self.weekday is not None:
            return Unit.DAY
        if self.month:
            return Unit.MONTH if self.months == 1 else Unit.SEASON
        return Unit.YEAR


class Reading(NamedTuple):
    """Days that are meant: read as past, and as to come where that differs."""

    interval: Interval
    ahead: Interval | None
    unit: Unit

    def each(self, change: Callable[[Interval], Interval], unit: Unit | None = None) -> "Reading":
        """The same change made to both; what comes out may be of another unit."""
        return settled(change(self.interval), change(self.ahead or self.interval), unit or self.unit)

    def pieces(self, change: Callable[[Interval], Interval]) -> "Reading":
        """Pieces cut out of both. A piece is so many days and no month or year, so it has no parts of its own."""
        return self.each(change, Unit.DAY)


def settled(past: Interval, ahead: Interval, unit: Unit) -> Reading:
    """A reading whose two sides may be one."""
    return Reading(past, None if ahead == past else ahead, unit)


def only(interval: Interval, unit: Unit) -> Reading:
    """A reading that the words themselves decide."""
    return Reading(interval, None, unit)


@lru_cache(maxsize=4096)
def resolve(point: Point, today: date) -> Reading | None:
    """The days of a point: the latest that has begun, and the first that is not over; None where no such day is."""
    found = list(_candidates(point, today))
    past = [i for i in found if i.start <= today]
    ahead = [i for i in found if i.end >= today]
    if not found:
        return None
    return settled(past[-1] if past else found[0], ahead[0] if ahead else found[-1], point.unit)


def _candidates(point: Point, today: date) -> Iterable[Interval]:
    """Every stretch that fits, in order, near the report's day."""
    if point.month is None and point.year is None and not point.feast:
        return _bare_days(point, today)
    # 29 February comes round every eight years at the slowest.
    reach = 8 if (point.month, point.day) == (2, 29) else 2
    years = [point.year] if point.year else range(today.year - reach, today.year + reach + 1)
    found = [i for year in years if (i := _in_year(point, year))]
    agreeing = [i for i in found if point.weekday == i.start.weekday() and abs(i.start.year - today.year) < 2]
    return agreeing or found


def _bare_days(point: Point, today: date) -> list[Interval]:
    if point.day is None and point.weekday is not None:
        first = weekday_near(point.weekday, today).interval.start
        return [Interval(d, d) for n in (-1, 0, 1, 2) if (d := first + DAY * 7 * n)]
    reach = 62 if point.weekday is None else 400
    near = (today + DAY * n for n in range(-reach, reach + 1))
    return [
        Interval(d, d)
        for d in near
        if (point.day is None or d.day == point.day) and (point.weekday is None or d.weekday() == point.weekday)
    ]


def _in_year(point: Point, year: int) -> Interval | None:
    if point.feast:
        span = point.feast.span(year)
        return Interval(*span) if span else None
    if point.month is None:
        return Interval(date(year, 1, 1), date(year, 12, 31))
    if point.day is None:
        first = date(year, point.month, 1)
        return Interval(first, month_of(moved(first, Unit.MONTH, point.months - 1)).end)
    if point.day > monthrange(year, point.month)[1]:
        return None
    day = date(year, point.month, point.day)
    return Interval(day, day)


def month_of(day: date) -> Interval:
    """The month that a day lies in."""
    return Interval(day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1]))


def stretch_of(day: date, unit: Unit) -> Interval:
    """The day, week, weekend (the last that has begun), month, quarter or year that a day lies in."""
    if unit in (Unit.WEEK, Unit.FORTNIGHT):
        monday = day - DAY * day.weekday()
        return Interval(monday, monday + DAY * (_DAYS[unit] - 1))
    if unit is Unit.WEEKEND:
        saturday = day - DAY * ((day.weekday() - 5) % 7)
        return Interval(saturday, saturday + DAY)
    if unit is Unit.MONTH:
        return month_of(day)
    if unit is Unit.QUARTER:
        first = day.replace(month=day.month - (day.month - 1) % 3, day=1)
        return Interval(first, month_of(moved(first, Unit.MONTH, 2)).end)
    if unit in _YEARS:
        length = _YEARS[unit]
        year = max(day.year - day.year % length, MINYEAR)
        return Interval(date(year, 1, 1), date(year + length - 1, 12, 31))
    return Interval(day, day)


#: Years in the units that are made of whole years.
_YEARS = {Unit.YEAR: 1, Unit.DECADE: 10, Unit.CENTURY: 100}
_DAYS = {Unit.DAY: 1, Unit.WEEK: 7, Unit.WEEKEND: 7, Unit.FORTNIGHT: 14}
_MONTHS = {Unit.QUARTER: 3} | {unit: 12 * years for unit, years in _YEARS.items()}


def moved(day: date, unit: Unit, number: int) -> date:
    """The day that lies so many units later; the last of the month where it is shorter."""
    if unit in _DAYS:
        return day + DAY * _DAYS[unit] * number
    months = day.year * 12 + day.month - 1 + number * _MONTHS.get(unit, 1)
    year, month = divmod(months, 12)
    year = min(max(year, MINYEAR), MAXYEAR - 100)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def nth(unit: Unit, offset: int, today: date) -> Reading:
    """The stretch so many away: "last week" is -1, "this month" 0, "next year" 1.

    A weekend that runs is this one; the last one lies before it.
    """
    if unit is not Unit.WEEKEND:
        return only(stretch_of(moved(today, unit, offset), unit), unit)
    latest = stretch_of(today, unit)
    coming = Interval(latest.start + DAY * 7, latest.end + DAY * 7)
    running = latest.end >= today
    if offset == 0:
        return settled(latest, latest if running else coming, unit)
    back = moved(latest.start, unit, offset + (not running and offset < 0))
    return only(Interval(back, back + DAY), unit)


def weekday_near(weekday: int, today: date) -> Reading:
    """The last such day, the report's own included, and the next."""
    past = today - DAY * ((today.weekday() - weekday) % 7)
    ahead = today + DAY * ((weekday - today.weekday()) % 7)
    return settled(Interval(past, past), Interval(ahead, ahead), Unit.DAY)


def weekday_at(weekday: int, offset: int, today: date) -> Reading:
    """The weekday before the report's day (-1), after it (1), or either of them (0)."""
    if offset < 0:
        day = today - DAY * ((today.weekday() - weekday - 1) % 7 + 1) - DAY * 7 * (-offset - 1)
    elif offset > 0:
        day = today + DAY * ((weekday - today.weekday() - 1) % 7 + 1) + DAY * 7 * (offset - 1)
    else:
        return weekday_near(weekday, today)
    return only(Interval(day, day), Unit.DAY)


def away(unit: Unit, number: int, today: date) -> Reading:
    """The day so many weeks ago (-3) or from now; months and years are counted roughly, so they lead to all of one."""
    there = moved(today, unit, number)
    roughly = unit not in _DAYS
    return only(stretch_of(there, unit), unit) if roughly else only(Interval(there, there), Unit.DAY)


def stretch_to(unit: Unit, number: int, today: date) -> Reading:
    """The last five years (-5), up to the report's day; the next five begin on the day after it."""
    if unit in (Unit.QUARTER, Unit.DECADE, Unit.CENTURY):
        near, far = sorted((nth(unit, 1 if number > 0 else -1, today), nth(unit, number, today)))
        return only(Interval(near.interval.start, far.interval.end), Unit.DAY)
    there = moved(today, unit, number)
    return only(Interval(there, today) if number < 0 else Interval(today + DAY, max(there, today + DAY)), Unit.DAY)


def part_of(reading: Reading, part: Part) -> Reading:
    """The start, the middle or the end of a stretch, or a half of it."""
    return reading.pieces(lambda interval: _part(interval, part))


def _part(interval: Interval, part: Part) -> Interval:
    start, end = interval
    days = (end - start).days + 1
    if part in (Part.FIRST_HALF, Part.SECOND_HALF):
        later = moved(start, Unit.MONTH, round(days / 61)) if days > 40 else start + DAY * (days // 2)
        return Interval(start, later - DAY) if part is Part.FIRST_HALF else Interval(later, end)
    if days > 40:
        third = round(days / 91.3)
        first, second = moved(start, Unit.MONTH, third), moved(start, Unit.MONTH, 2 * third)
    elif days > 7:
        first, second = start + DAY * 10, start + DAY * 20
    else:
        first, second = start + DAY * 3, start + DAY * 4
    cuts = {Part.START: (start, first - DAY), Part.MIDDLE: (first, second - DAY), Part.END: (second, end)}
    return Interval(*cuts[part])


def nth_within(outer: Reading, ordinal: int, unit: Unit, weekday: int | None = None) -> Reading | None:
    """One weekday, week, month or quarter of a stretch, -1 the last; None where it has not so many."""
    found = [_inner(interval, unit, weekday) for interval in (outer.interval, outer.ahead or outer.interval)]
    place = ordinal if ordinal < 0 else ordinal - 1
    if not ordinal or not all(-len(days) <= place < len(days) for days in found):
        return None
    return settled(found[0][place], found[1][place], unit)


def _inner(outer: Interval, unit: Unit, weekday: int | None) -> list[Interval]:
    """The weeks, months, quarters or weekdays of a stretch; a week belongs to where its Thursday lies."""
    days = [outer.start + DAY * n for n in range((outer.end - outer.start).days + 1)]
    if unit in (Unit.QUARTER, Unit.MONTH):
        return [stretch_of(d, unit) for d in days if d.day == 1 and (unit is Unit.MONTH or d.month % 3 == 1)]
    if unit is Unit.WEEK:
        return [stretch_of(d, unit) for d in days if d.weekday() == 3]
    if unit is Unit.DAY and weekday is None:
        return [Interval(d, d) for d in days]
    return [Interval(d, d) for d in days if weekday is not None and d.weekday() == weekday]


def turned(point: Point, turn: int, today: date) -> Reading | None:
    """Of a date that comes every year the last that is over, this year's, or the next that has not begun.

    The last but one is -2, the next but one 2.
    """
    found = list(_candidates(point, today))
    over, coming = [i for i in found if i.end < today], [i for i in found if i.start > today]
    sides = {-1: over[-1:], -2: over[-2:-1], 1: coming[:1], 2: coming[1:2]}
    fitting = sides.get(turn, [i for i in found if i.start.year == today.year])
    return only(fitting[0], point.unit) if fitting else None


def from_day(reading: Reading, unit: Unit, number: int) -> Reading:
    """So many units after (-3: before) a day or the first day of a stretch."""
    return reading.pieces(lambda i: Interval(*[moved(i.start, unit, number)] * 2))


def weekday_from(reading: Reading, weekday: int, number: int) -> Reading:
    """The third such weekday after a day (3), or the second before it (-2)."""
    return reading.pieces(lambda i: weekday_at(weekday, number, i.start if number < 0 else i.end).interval)


def beside(reading: Reading) -> Reading:
    """The weekend nearest to a day, with the day: "Labour Day weekend"."""
    return reading.pieces(_weekend_beside)


def _weekend_beside(day: Interval) -> Interval:
    saturdays = (stretch_of(day.start + DAY * n, Unit.WEEKEND).start for n in (-3, 3))
    saturday = min(saturdays, key=lambda d: abs(d - day.start))
    return Interval(min(saturday, day.start), max(saturday + DAY, day.end))


def first_of(outer: Reading, number: int, unit: Unit) -> Reading | None:
    """The first so many (-2: the last two) weeks, months or days of a stretch."""
    places = (1, number) if number > 0 else (number, -1)
    ends = [nth_within(outer, place, unit) for place in places]
    return joined(ends[0], ends[1]) if ends[0] and ends[1] else None


def century(number: int) -> Reading:
    """The 15th century is 1400 to 1499, as most people count."""
    return only(stretch_of(date(number * 100 - 50, 1, 1), Unit.CENTURY), Unit.CENTURY)


def decade(year: int) -> Reading:
    """The ten years that a year lies in."""
    return only(stretch_of(date(year, 1, 1), Unit.DECADE), Unit.DECADE)


def since(reading: Reading, today: date) -> Reading:
    """From its first day to the report's day; as to come, and as the moment of the beginning, the days themselves."""
    start = reading.interval.start
    past = Interval(start, today) if start <= today else reading.interval
    return settled(past, reading.ahead or reading.interval, reading.unit)


def until(reading: Reading, today: date) -> Reading:
    """From the report's day to its last day; what is over by then ended there."""
    goal = reading.ahead or reading.interval
    return only(Interval(today, goal.end) if goal.end >= today else goal, reading.unit)


def so_far(reading: Reading, today: date) -> Reading:
    """From its first day to the report's day: "earlier this month"."""
    return reading.pieces(lambda i: Interval(i.start, today) if i.start <= today <= i.end else i)


def rest(reading: Reading, today: date) -> Reading:
    """From the report's day to its last: "later this week"."""
    return reading.pieces(lambda i: Interval(today, i.end) if i.start <= today <= i.end else i)


def between(first: Point, last: Point, today: date) -> Reading | None:
    """From the one to the other; each takes from the other what it does not say itself ("3 to 5 May")."""
    if first.month is None and first.day and last.month:
        first = first._replace(month=last.month, year=last.year)
    if last.month is None and last.day and first.month:
        last = last._replace(month=first.month, year=last.year or first.year)
    if first.year is None and last.year and first.month and last.month:
        turn = (first.month, first.day or 0) > (last.month, last.day or 31)
        first = first._replace(year=last.year - turn)
    if last.year is None and first.year and first.month and last.month:
        turn = (first.month, first.day or 0) > (last.month, last.day or 31)
        last = last._replace(year=first.year + turn)
    return _between_known(first, last, today)


def _between_known(first: Point, last: Point, today: date) -> Reading | None:
    starts, ends = list(_candidates(first, today)), list(_candidates(last, today))
    spans = [Interval(s.start, e.end) for s in starts for e in ends if s.start < e.end]
    nearest = [s for s in spans if not any(t.start == s.start and t.end < s.end for t in spans)]
    nearest = [s for s in nearest if not any(t.end == s.end and t.start > s.start for t in nearest)]
    if not nearest:
        return None
    past = [s for s in nearest if s.start <= today]
    ahead = [s for s in nearest if s.end >= today]
    return settled(past[-1] if past else nearest[0], ahead[0] if ahead else nearest[-1], last.unit)


def joined(first: Reading, last: Reading) -> Reading | None:
    """From the first day of the one to the last day of the other."""
    past = Interval(first.interval.start, last.interval.end)
    ahead = Interval((first.ahead or first.interval).start, (last.ahead or last.interval).end)
    fitting = [i for i in (past, ahead) if i.start <= i.end]
    return settled(fitting[0], fitting[-1], last.unit) if fitting else None


def persian_stretch(year: int, month: int | None) -> Reading:
    """A month or a year of the Persian calendar."""
    first = from_persian(year, month or 1, 1)
    after = from_persian(year, month + 1, 1) if month and month < 12 else from_persian(year + 1, 1, 1)
    return only(Interval(first, after - DAY), Unit.MONTH if month else Unit.YEAR)


def from_persian(year: int, month: int, day: int) -> date:
    """A day of the Persian calendar, by its 33-year rule (right from 1799 to 2256)."""
    years = year - 979
    days = 365 * years + years // 33 * 8 + (years % 33 + 3) // 4
    days += sum(31 if m <= 6 else 30 for m in range(1, month)) + day - 1
    return date(1600, 3, 20) + DAY * days
