"""The grammar of stretches: what is counted from the report's day, parts of it, and dates inside it."""

from typing import cast

from dragoman.language import calendar
from dragoman.language.calendar import Part, Point, Reading, Unit
from dragoman.language.countgrammar import either, is_within, whence
from dragoman.language.shapes import WHEN, Found, Table, Value, days_of, point_of_atom, rule
from dragoman.language.timewords import GLUED
from dragoman.records import Interval

# --- stretches seen from the report's day


def _relative(found: Found) -> Value | None:
    unit, offset = cast(tuple[Unit, int], found.one("relative").value)
    return calendar.nth(unit, offset, found.today)


def _relative_either(found: Found) -> Value | None:
    return either(found.one("relative_either"), found.today)


def _relative_point(found: Found) -> Value | None:
    """Such as "I somras": last summer."""
    point, turn = cast(tuple[Point, int], found.one("relative_point").value)
    return calendar.turned(point, turn, found.today)


def _part_of_this(found: Found) -> Value | None:
    """Such as "Monatsbeginn", "Jahresende 2024"."""
    part, unit = cast(tuple[Part, Unit], found.one("part_of").value)
    year = found.value("year")
    if year and unit is not Unit.YEAR:
        return None
    days = calendar.resolve(Point(year), found.today) if year else calendar.nth(unit, 0, found.today)
    return calendar.part_of(days, part) if days else None


def _part_of_that(found: Found) -> Value | None:
    """Such as 2024年上半年, 昨年末: a word that also stands for a part of the running year."""
    days = whence(found.atoms[0], found.today)
    part, unit = cast(tuple[Part, Unit], found.one("part_of").value)
    return calendar.part_of(days, part) if days and days.unit is unit else None


def _relative_weekday(found: Found) -> Value | None:
    weekday, offset = cast(tuple[int, int], found.one("relative_weekday").value)
    return calendar.weekday_at(weekday, offset, found.today)


def _shifted(found: Found) -> Value | None:
    """Such as "Vor drei Wochen", "two days ago": a pattern of CLDR must begin as it ends."""
    there = _shift(found)
    return calendar.away(there[0], there[1], found.today) if there else None


def _shift(found: Found) -> tuple[Unit, int] | None:
    """The unit and how many of it lie between; "two days before the vote" is not counted from the report's day."""
    if any(a.open for a in found.atoms):
        return None
    if not found.all("shift"):
        return found.unit(), found.sign("away", "away_after") * found.count()
    before = found.all("open")
    # "In zwei Jahren" may say how long something took; that it lies ahead the pack must say.
    if before and not found.scene.alone and before[0].value in found.scene.doubtful:
        return None
    way = found.shift(before[0].value if before else "")
    return (way[0], way[1] * found.count()) if way else None


def _weekday_away(found: Found) -> Value | None:
    """Such as "Wednesday two weeks ago", "Mittwoch in zwei Wochen": that day of the week which lies so far."""
    there = _shift(found)
    if not there or there[0] is not Unit.WEEK or "," in found.atoms[1].gap:
        return None
    monday = calendar.stretch_of(calendar.moved(found.today, *there), Unit.WEEK).start
    day = monday + calendar.DAY * (found.value("weekday") or 0)
    return calendar.only(Interval(day, day), Unit.DAY)


def _week_on(found: Found) -> Value | None:
    """Such as "Lundi en huit", "næste fredag igen": the coming one and a week more."""
    weekday = found.value("weekday")
    if weekday is None:
        weekday = found.one("relative_weekday").value[0]
    coming = calendar.weekday_near(weekday, found.today)
    day = (coming.ahead or coming.interval).start + calendar.DAY * 7 * found.sign("week_on", "again")
    return calendar.only(Interval(day, day), Unit.DAY)


def _day_of_week(found: Found) -> Value | None:
    """Such as 先週の金曜日: the day of that week, also where the last Friday was yesterday."""
    weekday, offset = cast(tuple[int, int], found.one("day_of_week").value)
    day = calendar.nth(Unit.WEEK, offset, found.today).interval.start + calendar.DAY * weekday
    return calendar.only(Interval(day, day), Unit.DAY)


def _length(found: Found) -> Value | None:
    """Such as "Ten months" is a length of time, even where the word also means Monday."""
    return found.one("units")._replace(kind="length", value=(found.unit(), found.count()))


def _counted_twice(found: Found) -> Value | None:
    """Such as "Two weeks and two days ago"."""
    first, second = (cast(int, a.value) for a in found.all("number"))
    way = found.shift("") if found.all("shift") else (found.all("unit", "units")[1].value, found.sign("away_after"))
    if not way:
        return None
    there = calendar.moved(found.today, found.unit(), way[1] * first)
    return calendar.away(way[0], way[1] * second, there)


def _counted_weekday(found: Found) -> Value | None:
    """Such as "Three Fridays ago"."""
    number = found.sign("away_after") * found.count()
    return calendar.weekday_at(found.value("weekday") or 0, number, found.today) if number else None


def _turned(found: Found) -> Value | None:
    return calendar.nth(found.unit(), found.sign("turn", "turn_after"), found.today)


def _turned_number(found: Found) -> Value | None:
    """Such as "The last five years"; with "this" it is a length of time and no date."""
    turn = found.sign("turn", "turn_after")
    return calendar.stretch_to(found.unit(), turn * found.count(), found.today) if turn else None


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


PERIODS = Table(
    rule("relative", _relative),
    rule("relative_weekday", _relative_weekday),
    rule("day_of_week", _day_of_week),
    rule("relative_either", _relative_either),
    rule("relative_point", _relative_point),
    rule("part_of year?", _part_of_this),
    rule("date|month|year|relative part_of", _part_of_that),
    rule("open number shift", _shifted),
    rule("number shift", _shifted),
    rule("number unit|units away_after", _shifted),
    rule("away number unit|units", _shifted),
    rule("weekday open? number shift", _weekday_away),
    rule("weekday number unit|units away_after", _weekday_away),
    rule("weekday away number unit|units", _weekday_away),
    rule("weekday week_on", _week_on),
    rule("turn weekday again", _week_on),
    rule("relative_weekday again", _week_on),
    rule("number unit|units and? number unit|units away_after", _counted_twice),
    rule("number unit|units and? number shift", _counted_twice),
    rule("number weekday away_after", _counted_weekday),
    rule("number units", _length),
    rule("turn unit", _turned),
    rule("unit turn_after", _turned),
    rule("turn number unit|units", _turned_number),
    rule("number turn units", _turned_number),
    rule("number unit|units turn_after", _turned_number),
    rule("turn date|month|season|weekday", _turned_date),
    rule("date|month|season|weekday turn_after", _turned_date),
    rule("unit", _weekend),
)


# --- what is left alone


def _standing_alone(found: Found) -> Value | None:
    atom = found.atoms[0]
    if not atom.firm and not found.is_line():
        return None
    return Point(year=atom.value) if atom.kind == "year" else point_of_atom(atom)


def _in_month(found: Found) -> Value | None:
    return Point(month=found.value("month"))


def _in_year(found: Found) -> Value | None:
    return Point(year=found.value("year"))


def _in_season(found: Found) -> Value | None:
    return point_of_atom(found.one("season"))


SINGLES = Table(
    rule("month", _standing_alone),
    rule("in: month", _in_month),
    rule("in: year", _in_year),
    rule("year", _standing_alone),
    rule("weekday", _standing_alone),
    rule("in: season", _in_season),
    rule("piece", _standing_alone),
)


# --- a date inside a stretch, a part of it, one of its weeks


def _within(found: Found) -> Value | None:
    """Such as "In May last year", "on Monday next week", "today, 13 December"."""
    point, outer = point_of_atom(found.one(*_INNER.split("|"))) or Point(), cast(Reading, found.one("period").value)
    first = outer.interval.start
    if found.atoms[0].kind != "period" and found.ends_in(found.atoms[0], *GLUED):
        return None
    if outer.unit is Unit.YEAR and (point.month or point.feast) and not point.year:
        return point._replace(year=first.year) if not _is_of_next(found) else None
    if outer.unit is Unit.WEEK and point.weekday is not None and not point.day:
        day = first + calendar.DAY * point.weekday
        return calendar.only(Interval(day, day), Unit.DAY)
    if outer.unit is Unit.MONTH and point.day and not point.month:
        return point._replace(year=first.year, month=first.month)
    same = calendar.resolve(point, found.today) if outer.unit is Unit.DAY else None
    return calendar.only(outer.interval, Unit.DAY) if same and outer.interval in (same.interval, same.ahead) else None


def _is_of_next(found: Found) -> bool:
    """Whether a year of its own follows: "last year, in March of this year"."""
    after = found.after
    apart = found.atoms[0].kind != "period" or found.ends_in(found.atoms[-1], *GLUED)
    ahead = not apart and after is not None and after.kind == "period"
    return ahead and after is not None and "," not in after.gap and cast(Reading, after.value).unit is Unit.YEAR


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
    days = _this_or_named(found)
    return calendar.so_far(days, found.today) if days else None


def _rest(found: Found) -> Value | None:
    days = _this_or_named(found)
    return calendar.rest(days, found.today) if days else None


def _this_or_named(found: Found) -> Reading | None:
    """Such as "This week" in "the rest of the week"; "an earlier month" is none."""
    if found.all(*WHEN.split("|")):
        return found.days()
    joined = found.one("unit").gap.strip() or found.all("so_far_after", "in", "rest", "rest_after")
    return calendar.nth(found.unit(), 0, found.today) if joined and found.unit() is not Unit.DAY else None


def _nth_unit(found: Found) -> Value | None:
    """Such as "The third quarter of 2024", "the first week of May"."""
    number = found.one("ordinal", "number")
    outer = found.days() if found.all(*WHEN.split("|")) else None
    stop = found.one("unit").gap.startswith(".")
    if number.kind == "number" and not number.ending and not stop:
        return None
    if outer is None:
        outer = calendar.nth(Unit.YEAR, 0, found.today) if found.unit() is Unit.QUARTER else None
    if not outer or (found.unit() is Unit.DAY and outer.unit is not Unit.MONTH):
        return None
    return calendar.nth_within(outer, cast(int, number.value), found.unit())


def _nth_weekday(found: Found) -> Value | None:
    """Such as "The first Sunday of March"; the weekday and the month may stand in either order."""
    atoms = found.all("date", "month", "weekday", "period")
    inner = next((p for a in atoms if (p := point_of_atom(a)) and p.weekday is not None and not p.day), None)
    outer = next((a for a in atoms if a.kind == "period" or (point_of_atom(a) or Point()).month), None)
    days = days_of(outer, found.today) if outer else None
    if found.all("unit") and is_within(Unit.WEEK, found.unit()):
        days = calendar.nth(found.unit(), 0, found.today)
    if inner is None or days is None:
        return None
    number = found.one("ordinal", "number")
    told = number.kind == "ordinal" or number.ending
    return calendar.nth_within(days, cast(int, number.value), Unit.DAY, inner.weekday) if told else None


def _week_of(found: Found) -> Value | None:
    """Such as "The week of October 6th", 4月10日の週."""
    days, point = found.days(), point_of_atom(found.one("date"))
    named = point is None or bool(point.day or point.feast)
    told = named and (found.atoms[-1].gap.strip(" ,") or found.all("since"))
    if days is None or found.unit() is not Unit.WEEK or days.unit is not Unit.DAY or not told:
        return None
    return days.each(lambda interval: calendar.stretch_of(interval.start, Unit.WEEK), Unit.WEEK)


def _week_of_day(found: Found) -> Value | None:
    """Such as "The week of the 18th"; "week 27" is one of this year where the number counts nothing."""
    number = found.one("number", "ordinal")
    if found.unit() is not Unit.WEEK or not number.value:
        return None
    if number.digits and number.closed and not number.ending and number.gap == " ":
        return calendar.nth_within(calendar.nth(Unit.YEAR, 0, found.today), cast(int, number.value), Unit.WEEK)
    told = number.ending and number.gap.strip(" ,") and 1 <= cast(int, number.value) <= 31
    days = calendar.resolve(Point(day=number.value), found.today) if told else None
    return days.each(lambda interval: calendar.stretch_of(interval.start, Unit.WEEK), Unit.WEEK) if days else None


def _week_starting(found: Found) -> Value | None:
    """Such as "The week beginning on 4 February": seven days from that one."""
    days = found.days()
    if days is None or found.unit() is not Unit.WEEK or days.unit is not Unit.DAY:
        return None
    return days.each(lambda interval: Interval(interval.start, interval.start + calendar.DAY * 6), Unit.WEEK)


def _numbered_week(found: Found) -> Value | None:
    """Such as "Week 27 of 2024"."""
    days, number = found.days(), found.one("number")
    fits = days and days.unit is Unit.YEAR and found.unit() is Unit.WEEK and number.digits
    return calendar.nth_within(days, found.count(), Unit.WEEK) if days and fits else None


def _beyond(found: Found) -> Value | None:
    """Such as "Three weeks after Easter"."""
    length, days = found.all("length"), found.days()
    if days and len(length) > 1:
        days = calendar.from_day(days, length[0].value[0], found.sign("beyond") * length[0].value[1])
        length = length[1:]
    unit, count = cast(tuple[Unit, int], length[0].value) if length else (found.unit(), found.count())
    return calendar.from_day(days, unit, found.sign("beyond") * count) if days and count else None


def _beyond_today(found: Found) -> Value | None:
    """Such as "Two weeks from tomorrow"; from a day of the calendar on it may be how long something lasts."""
    unit, count = cast(tuple[Unit, int], found.one("length").value)
    if found.all("now"):
        return calendar.away(unit, count, found.today)
    days = cast(Reading, found.one("period").value)
    return calendar.from_day(days, unit, count) if days.unit is Unit.DAY and "," not in found.atoms[1].gap else None


def _weekday_beyond(found: Found) -> Value | None:
    """Such as "The third Tuesday after Christmas"."""
    first, last = found.all(*WHEN.split("|"))
    point, days, count = point_of_atom(first), days_of(last, found.today), found.value("number", "ordinal")
    if not point or point.weekday is None or point.day or not days or not count:
        return None
    return calendar.weekday_from(days, point.weekday, found.sign("beyond") * count)


_INNER = "date|month|season|weekday"
STRETCHES = Table(
    rule(f"{_INNER} in? period", _within),
    rule(f"period in? {_INNER}", _within),
    rule("number|ordinal period", _day_within),
    rule("period number|ordinal", _day_within),
    rule(f"part slash? {WHEN}", _part),
    rule(f"{WHEN} part_after", _part),
    rule("part unit", _part),
    rule("unit part_after", _part),
    rule(f"so_far in|of? {WHEN}|unit", _so_far),
    rule(f"{WHEN}|unit so_far_after", _so_far),
    rule(f"rest in|of? {WHEN}|unit", _rest),
    rule(f"{WHEN}|unit rest_after", _rest),
    rule(f"number unit|units beyond {WHEN}", _beyond),
    rule(f"length and? length beyond {WHEN}", _beyond),
    rule(f"length beyond {WHEN}", _beyond),
    rule(f"number|ordinal date beyond {WHEN}", _weekday_beyond),
    rule(f"unit number in|of? {WHEN}", _numbered_week),
    rule("unit number|ordinal", _week_of_day),
    rule(f"ordinal|number unit in|of? {WHEN}", _nth_unit),
    rule(f"{WHEN} ordinal|number unit", _nth_unit),
    rule(f"unit ordinal in|of? {WHEN}", _nth_unit),
    rule("ordinal|number unit", _nth_unit),
    rule("unit date", _week_of),
    rule("unit starting in? date", _week_starting),
    rule("length since|from period|now", _beyond_today),
    rule("date unit", _week_of),
    rule(f"ordinal|number date in|of? {WHEN}", _nth_weekday),
    rule("ordinal|number date in? unit", _nth_weekday),
    rule("unit ordinal date", _nth_weekday),
    rule(f"ordinal weekday in|of? {WHEN}", _nth_weekday),
    rule(f"{WHEN} ordinal date", _nth_weekday),
)
