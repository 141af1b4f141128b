"""What one side gave in return for what the other gave."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta

from dragoman.ledger.same import is_total, sides
from dragoman.records import Act, Event, Exchange, Promise

#: Acts by which a side gives something (PLOVER: concede, cooperate).
GIVEN = frozenset({Act.RELEASE, Act.EASE_SANCTIONS, Act.OPEN_MISSION, Act.OPEN_BORDER, Act.COOPERATE, Act.CEASEFIRE})
NEAR = timedelta(days=3)
#: Reports that must tell both together; more of them, where neither act is said to be toward the other side.
TOGETHER, OFTEN = 2, 4


def exchanges(events: Sequence[Event], promises: Iterable[Promise] = ()) -> tuple[Exchange, ...]:
    """Pairs of events by two sides: days apart and told together, or one offered on the condition of the other.

    `events` come in the order of their days.
    """
    given = [e for e in events if e.act in GIVEN and e.dated and not is_total(e.act, e.count, e.when)]
    beside = {pair[:2]: pair for i, e in enumerate(given) for pair in _answers(e, given, i)}
    offered = {pair[:2]: pair for p in promises for pair in _offered(p)}
    return tuple(sorted((offered | beside).values()))


def _offered(promise: Promise) -> Iterator[Exchange]:
    """What met the condition of a promise, and what kept it."""
    if promise.met_by and promise.kept_by and promise.met_by != promise.kept_by:
        yield Exchange(promise.met_by, promise.kept_by, f"offered on that condition on {promise.since}")


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
