"""What one side gave in return for what the other gave."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from dragoman.ledger.same import is_total, sides
from dragoman.records import Act, Event, Exchange

#: Acts by which a side gives something (PLOVER: concede, cooperate).
GIVEN = frozenset({Act.RELEASE, Act.EASE_SANCTIONS, Act.OPEN_MISSION, Act.OPEN_BORDER, Act.COOPERATE, Act.CEASEFIRE})
NEAR = timedelta(days=3)
#: Reports that must tell both together; more of them, where neither act is said to be toward the other side.
TOGETHER, OFTEN = 2, 4


def exchanges(events: Sequence[Event]) -> tuple[Exchange, ...]:
    """Pairs of events by two sides, days apart, that reports tell together; `events` in the order of their days."""
    given = [e for e in events if e.act in GIVEN and e.dated and not is_total(e.act, e.count, e.when)]
    return tuple(sorted(pair for i, e in enumerate(given) for pair in _answers(e, given, i)))


def _answers(event: Event, given: Sequence[Event], place: int) -> Iterator[Exchange]:
    for other in given[place + 1 :]:
        if other.when.start - event.when.end > NEAR:
            if other.when.end - event.when.end > NEAR:
                return
            continue
        shared = set(event.reports) & set(other.reports)
        if _two_sides(event, other) and len(shared) >= (TOGETHER if _facing(event, other) else OFTEN):
            yield Exchange(event.id, other.id, f"{len(shared)} reports tell both, of the same days")


def _two_sides(event: Event, other: Event) -> bool:
    """Whether two sides give, each by itself."""
    one, two = sides(event.actor), sides(other.actor)
    return bool(one and two) and not one & two


def _facing(event: Event, other: Event) -> bool:
    """Whether either gives to the other."""
    one, two = sides(event.actor), sides(other.actor)
    return bool(sides(event.target) & two - one or sides(other.target) & one - two)
