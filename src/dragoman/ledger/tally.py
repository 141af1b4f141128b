"""How many were freed, detained, moved, by distinct events, as ranges; no event is ever counted twice.

An event that one report alone tells counts for the upper end only: a single reading may be wrong, or a running total.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from dragoman.ledger.same import COUNTED, sides
from dragoman.records import Act, Event, Tally

#: Reports that must tell of an event before it counts for the lower end.
CONFIRMED = 2


def tally(events: Iterable[Event]) -> tuple[Tally, ...]:
    """For each party and act the range of persons, from the lowest to the highest number told of each event."""
    groups: dict[tuple[str, Act], list[Event]] = defaultdict(list)
    for event in events:
        if event.act in COUNTED and (event.count or event.persons):
            for party in sorted(sides(event.actor)):
                groups[party, event.act].append(event)
    return tuple(_tally(party, act, told) for (party, act), told in sorted(groups.items()))


def _tally(party: str, act: Act, told: Sequence[Event]) -> Tally:
    return Tally(
        party=party,
        act=act,
        low=sum(_low(e) for e in told if len(e.reports) >= CONFIRMED),
        high=sum(_high(e) for e in told),
        events=tuple(e.id for e in told),
    )


def _low(event: Event) -> int:
    return min((c.min for c in event.counts if c.min is not None), default=len(event.persons))


def _high(event: Event) -> int:
    return max((max(c.max or 0, c.min or 0) for c in event.counts), default=len(event.persons))
