"""States that last: closed since, in force since, held since; with their end where one is told."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from dragoman.ledger.same import sides
from dragoman.records import Act, Event, Standing

#: What ends a state that another act began.
ENDS = {
    Act.CLOSE_MISSION: Act.OPEN_MISSION,
    Act.CLOSE_BORDER: Act.OPEN_BORDER,
    Act.OPEN_MISSION: Act.CLOSE_MISSION,
    Act.OPEN_BORDER: Act.CLOSE_BORDER,
}
#: What changes a state without ending it: of sanctions some are eased, of those held some are freed.
EASES = {Act.IMPOSE_SANCTIONS: Act.EASE_SANCTIONS, Act.HOLD: Act.RELEASE}


def standing(events: Sequence[Event]) -> tuple[Standing, ...]:
    """Every state that an event began or tells of, by act and day; `events` in the order of their days."""
    later: dict[tuple[Act, str], list[Event]] = defaultdict(list)
    for event in events:
        if event.act in {*ENDS.values(), *EASES.values()} and (event.dated or not event.ongoing):
            for side in sides(event.actor):
                later[event.act, side].append(event)
    begun = (e for e in events if e.act in ENDS or e.act in EASES)
    return tuple(sorted((_standing(e, later) for e in begun), key=lambda s: (s.act, s.since or s.told, s.begun_by)))


def _standing(event: Event, later: dict[tuple[Act, str], list[Event]]) -> Standing:
    ends = _after(event, ENDS.get(event.act), later)
    eases = _after(event, EASES.get(event.act), later)
    return Standing(
        act=event.act,
        actor=event.actor,
        target=event.target,
        since=event.when.start if event.dated and event.when.start <= event.first else None,
        told=event.first,
        until=ends[0].when.end if ends else None,
        begun_by=event.id,
        ended_by=ends[0].id if ends else None,
        eased_by=tuple(e.id for e in eases),
        count=event.count,
    )


def _after(event: Event, act: Act | None, later: dict[tuple[Act, str], list[Event]]) -> list[Event]:
    """The events of an act by the same side, toward the same, after another began, each once."""
    found = {e.id: e for side in sorted(sides(event.actor)) for e in later.get((act, side), ())} if act else {}
    since = event.when.start if event.dated else event.first
    return sorted(
        (e for e in found.values() if e.when.end > since and e.when.start >= since and _toward(event, e)),
        key=lambda e: (e.when.end, e.id),
    )


def _toward(event: Event, other: Event) -> bool:
    mine, theirs = sides(event.target), sides(other.target)
    return bool(mine & theirs) or not mine or not theirs


def on(day: date, states: Iterable[Standing]) -> tuple[Standing, ...]:
    """The states that stood on a day: begun by then, or told by then where no begin is known, and not ended."""
    return tuple(s for s in states if (s.since or s.told) <= day and (s.until is None or s.until > day))
