"""The timeline of a bargain as SVG: one party above the line, the other below; a dot for a day, a bar for longer."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from dragoman.records import Event

WIDTH, EDGE = 900, 60
#: From the line to the first row of dots, and from the last row to the name of the party.
NEAR, NAME = 18, 24
#: Dots closer than this are stacked.
APART = 9
ROW = 13
#: Years before this many from the last event are left out of the picture, and said so.
SHOWN_DAYS = 550


class Mark(NamedTuple):
    """A dot or bar: left and right end, how far above (less than 0) or below the line, and what it stands for."""

    left: float
    right: float
    y: float
    title: str
    side: int
    event: str  #: its id


class Tick(NamedTuple):
    """A month on the line."""

    x: float
    label: str


class Picture(NamedTuple):
    """What the template draws."""

    marks: tuple[Mark, ...]
    ticks: tuple[Tick, ...]
    left_out: int
    above: int  #: height of the part above the line
    below: int
    width: int = WIDTH

    @property
    def height(self) -> int:
        """Of the whole picture."""
        return self.above + self.below


def picture(sides: Sequence[Iterable[Event]], titles: dict[str, str]) -> Picture | None:
    """The events of two sides on a line of time; None where there is none to show. `titles` name events by id."""
    told = [(e, side) for side, events in enumerate(sides) for e in events if e.dated]
    if not told:
        return None
    end = max(e.when.end for e, _ in told)
    near = [(e, side) for e, side in told if (end - e.when.start).days <= SHOWN_DAYS]
    start = min(e.when.start for e, _ in near).replace(day=1)
    scale = (WIDTH - 2 * EDGE) / max(30, (end - start).days)
    taken: dict[tuple[int, int], float] = {}
    marks = [
        _mark(e, side, start, scale, titles[e.id], taken)
        for e, side in sorted(near, key=lambda t: (t[0].when.start, t[0].id))
    ]
    above, below = (NAME + round(max([NEAR, *(abs(m.y) for m in marks if m.side == side)])) for side in (0, 1))
    return Picture(tuple(marks), tuple(_ticks(start, end, scale)), len(told) - len(near), above, below)


def _mark(event: Event, side: int, start: date, scale: float, title: str, taken: dict[tuple[int, int], float]) -> Mark:
    left = EDGE + (event.when.start - start).days * scale
    right = max(left, EDGE + (event.when.end - start).days * scale)
    row = 0
    while taken.get((side, row), -APART) > left - APART and row < 4:
        row += 1
    taken[side, row] = right
    away = NEAR + row * ROW
    return Mark(round(left, 1), round(right, 1), away if side else -away, title, side, event.id)


def _ticks(start: date, end: date, scale: float) -> Iterable[Tick]:
    months = (end.year - start.year) * 12 + end.month - start.month + 1
    step = max(1, -(-months // 12))
    for month in range(0, months, step):
        year, number = divmod(start.month - 1 + month, 12)
        day = date(start.year + year, number + 1, 1)
        yield Tick(
            round(EDGE + (day - start).days * scale, 1), day.strftime("%b %Y" if number == 0 or month == 0 else "%b")
        )
