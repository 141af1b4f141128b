"""How many were freed, detained, moved, held, by distinct events, as ranges; no event is ever counted twice.

An event that one source alone tells, or that nobody dates, counts for the upper end only: a single reading may be
wrong. A number without a day that is no larger than what dated events of the year before come to may be a part or a sum
of them: it is named as doubtful and not counted. A running total that a report states is no event; it is set beside
ours for the same days, with the difference in words.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from typing import NamedTuple

from dragoman.ledger.same import COUNTED, is_total, shown, sides
from dragoman.records import Act, Count, Event, Stated, Tally

#: For so long after an act its persons are told of again without the day.
RECALLED = timedelta(days=366)
#: Original sources that must tell of an event before it counts for the lower end.
CONFIRMED = 2


class By(NamedTuple):
    """What a tally is broken down by, besides party and act."""

    toward: bool = False  #: the other side
    month: bool = False


WHOLE = By()


class _Cell(NamedTuple):
    party: str
    act: Act
    toward: str = ""
    month: str = ""


def tally(events: Iterable[Event], by: By = WHOLE) -> tuple[Tally, ...]:
    """For each party and act the range of persons, from the lowest to the highest number told of each event."""
    groups: dict[_Cell, list[Event]] = defaultdict(list)
    totals: dict[tuple[str, Act], list[Event]] = defaultdict(list)
    for event in events:
        if event.act in COUNTED and (event.count or event.persons):
            for party in sorted(sides(event.actor)):
                if is_total(event.act, event.count, event.when):
                    totals[party, event.act].append(event)
                else:
                    for cell in _cells(party, event, by):
                        groups[cell].append(event)
    return tuple(_tally(c, told, () if any(by) else totals[c.party, c.act]) for c, told in sorted(groups.items()))


def _cells(party: str, event: Event, by: By) -> Iterator[_Cell]:
    month = event.when.end.strftime("%Y-%m") if by.month else ""
    others = sorted(sides(event.target) - {party}) if by.toward else [""]
    yield from (_Cell(party, event.act, other, month) for other in others or [""])


def _tally(cell: _Cell, found: Sequence[Event], totals: Iterable[Event]) -> Tally:
    doubtful = [e for e in found if not e.dated and _may_recall(e, found)]
    told = [e for e in found if e not in doubtful]
    low, high = _range(told)
    return Tally(
        party=cell.party,
        act=cell.act,
        low=low,
        high=high,
        events=tuple(e.id for e in told),
        toward=cell.toward or None,
        month=cell.month or None,
        stated=tuple(_stated(total, told) for total in totals),
        doubtful=tuple(e.id for e in doubtful),
    )


def _may_recall(event: Event, found: Iterable[Event]) -> bool:
    """Whether a number without a day may be a part or a sum of what was dated in the year before it was told."""
    known = (e for e in found if e.dated and timedelta(0) <= event.first - e.when.start <= RECALLED)
    return _low(event) <= sum(map(_high, known))


def _range(told: Sequence[Event]) -> tuple[int, int]:
    """From what the lowest numbers of confirmed events come to, to what the highest of all do."""
    sure = (e for e in told if e.dated and len(e.origins) >= CONFIRMED)
    return sum(_low(e) for e in sure), sum(_high(e) for e in told)


def _stated(total: Event, told: Sequence[Event]) -> Stated:
    """A stated total beside our events of the same days."""
    same = [e for e in told if total.when.start <= e.when.end <= total.when.end]
    low, high = _range(same)
    count = total.count or Count(None, None)
    return Stated(count, total.when, total.claims, low, high, _difference(count, low, high, len(same)))


def _difference(count: Count, low: int, high: int, events: int) -> str:
    least = count.min or count.max or 0
    if low <= least <= high:
        return f"{shown(count)} lies within our {low} to {high} by {events} events"
    if least > high:
        return f"{least - high} more than the {events} events known to us: some were not told in what was read"
    return f"{low - least} fewer than the {events} events known to us: counted otherwise, or some are told twice"


def _low(event: Event) -> int:
    return min((c.min for c in event.counts if c.min is not None), default=len(event.persons))


def _high(event: Event) -> int:
    return max((max(c.max or 0, c.min or 0) for c in event.counts), default=len(event.persons))
