"""The spark line of a process: a bar a month."""

from collections.abc import Sequence
from typing import NamedTuple

#: Of a bar, and between two, in units of the picture.
WIDTH, GAP, HEIGHT = 4, 1, 20


class Bar(NamedTuple):
    """A month: from the left, from the top, how high."""

    x: int
    y: int
    height: int


class Spark(NamedTuple):
    """What the template draws."""

    bars: tuple[Bar, ...]
    width: int
    height: int = HEIGHT


def spark(months: Sequence[int]) -> Spark:
    """Claims by month as bars; a month with any has one that can be seen."""
    most = max(months, default=0) or 1
    heights = [max(2, round(HEIGHT * n / most)) if n else 0 for n in months]
    bars = tuple(Bar(i * (WIDTH + GAP), HEIGHT - h, h) for i, h in enumerate(heights) if h)
    return Spark(bars, len(months) * (WIDTH + GAP))
