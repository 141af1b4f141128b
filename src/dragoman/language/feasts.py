"""Feasts, by the rule that a pack gives: "12-25", "thursday 4 11" (the fourth Thursday of November), "easter 39".

The last Monday of May is "monday -1 5"; the number after "easter" counts days from Easter Sunday, "orthodox" from that
of the Eastern churches.
"""

from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class Feast(NamedTuple):
    """A day that moves from year to year: a rule, and the numbers that it needs."""

    rule: str
    numbers: tuple[int, ...]

    def day(self, year: int) -> date:
        """The feast in a year."""
        if self.rule in EASTERS:
            return EASTERS[self.rule](year) + timedelta(days=self.numbers[0])
        place, month = self.numbers
        return _nth_weekday(WEEKDAYS.index(self.rule), place, month, year)


def feast_of(rule: str) -> Feast | None:
    """The feast that words such as "thursday 4 11" or "easter 39" describe; None if they are no rule."""
    name, *rest = rule.split()
    numbers = tuple(int(n) for n in rest if n.lstrip("-").isdigit())
    if len(numbers) != len(rest):
        return None
    if name in EASTERS and len(rest) < 2:
        return Feast(name, numbers or (0,))
    sound = name in WEEKDAYS and len(rest) == 2 and numbers[0] in (1, 2, 3, 4, -1) and 1 <= numbers[1] <= 12
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


EASTERS: dict[str, Callable[[int], date]] = {"easter": easter, "orthodox": orthodox_easter}
