"""Feasts, by the rule that a pack gives: "12-25", "thursday 4 11" (the fourth Thursday of November), "easter 39".

The last Monday of May is "monday -1 5", the day after the fourth Thursday of November "thursday 4 11 1"; the number
after "easter" counts days from Easter Sunday, "orthodox" from that of the Eastern churches, "advent" from the first
Sunday of Advent. Feasts that follow the moon have names ("eid-al-fitr", "ramadan"): their days stand in `feasts.json`.
"""

import json
from calendar import monthrange
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class Feast(NamedTuple):
    """A day that moves from year to year: a rule, and the numbers that it needs."""

    rule: str
    numbers: tuple[int, ...]

    @property
    def is_month(self) -> bool:
        """Whether it lasts a month."""
        return self.rule == FAST

    def span(self, year: int) -> tuple[date, date] | None:
        """Its first and last day in a year; None where they are not known."""
        if self.is_month:
            first, after = by_moon()[FAST].get(year), by_moon()[FAST_ENDS].get(year)
            return (first, after - timedelta(days=1)) if first and after and first < after else None
        day = self._day(year)
        return (day, day) if day else None

    def _day(self, year: int) -> date | None:
        if self.rule in by_moon():
            day = by_moon()[self.rule].get(year)
            return day + timedelta(days=self.numbers[0]) if day else None
        if self.rule in EASTERS:
            return EASTERS[self.rule](year) + timedelta(days=self.numbers[0])
        place, month, *later = self.numbers
        return _nth_weekday(WEEKDAYS.index(self.rule), place, month, year) + timedelta(days=sum(later))


#: The month of fasting, and the feast that ends it.
FAST, FAST_ENDS = "ramadan", "eid-al-fitr"


@lru_cache(maxsize=1)
def by_moon() -> Mapping[str, Mapping[int, date]]:
    """The days of feasts that follow the moon, by name and year; of two in one year the last."""
    table = json.loads((files("dragoman") / "language" / "feasts.json").read_text(encoding="utf-8"))
    return {name: {int(day[:4]): date.fromisoformat(day) for day in days} for name, days in table.items()}


def feast_of(rule: str) -> Feast | None:
    """The feast that words such as "thursday 4 11" or "easter 39" describe; None if they are no rule."""
    name, *rest = rule.split()
    numbers = tuple(int(n) for n in rest if n.lstrip("-").isdigit())
    if len(numbers) != len(rest):
        return None
    if (name in EASTERS or name in by_moon()) and len(rest) < 2:
        return Feast(name, numbers or (0,))
    sound = name in WEEKDAYS and len(rest) in (2, 3) and numbers[0] in (1, 2, 3, 4, -1) and 1 <= numbers[1] <= 12
    return Feast(name, numbers) if sound else None


def _nth_weekday(weekday: int, place: int, month: int, year: int) -> date:
    if place < 0:
        last = date(year, month, monthrange(year, month)[1])
        return last - timedelta(days=(last.weekday() - weekday) % 7)
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (place - 1))


def easter(year: int) -> date:
    """Easter Sunday by the Gregorian computus (Meeus, Jones and Butcher)."""
    golden, century, rest = year % 19, year // 100, year % 100
    moon = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    week = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    late = (golden + 11 * moon + 22 * week) // 451
    month, day = divmod(moon + week - 7 * late + 114, 31)
    return date(year, month, day + 1)


def orthodox_easter(year: int) -> date:
    """Easter Sunday by the Julian computus, as a day of the Gregorian calendar."""
    moon = (19 * (year % 19) + 15) % 30
    week = (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7
    month, day = divmod(moon + week + 114, 31)
    return date(year, month, day + 1) + timedelta(days=year // 100 - year // 400 - 2)


def advent(year: int) -> date:
    """The first Sunday of Advent, the fourth before Christmas."""
    christmas = date(year, 12, 25)
    return christmas - timedelta(days=christmas.isoweekday() + 21)


EASTERS: dict[str, Callable[[int], date]] = {"easter": easter, "orthodox": orthodox_easter, "advent": advent}
