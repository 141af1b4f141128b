"""What stands around an event, a promise or a bargain: what it is linked to, what it may be confused with, its days."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from dragoman.exports.brief import alone, title
from dragoman.exports.picture import Picture, picture
from dragoman.processes import Processes
from dragoman.records import Dispute, Event, Judgement, Ledger, Promise

#: Dots of a timeline: more than these cannot be told apart.
DOTS = 400
#: Other events are offered as the same, or as what kept a promise, so many at most and within so many days.
OFFERED, CLOSE = 30, timedelta(days=120)


class Bounds(NamedTuple):
    """The days that a page can be asked as of."""

    first: date
    last: date
    at: date

    @property
    def length(self) -> int:
        """Days from the first to the last."""
        return (self.last - self.first).days

    @property
    def place(self) -> int:
        """Days from the first to the one that is shown."""
        return max(0, (self.at - self.first).days)


class Flags(NamedTuple):
    """What a row must say of an event or promise beside its own fields."""

    disputed: frozenset[str]  #: events that sources tell differently
    doubtful: frozenset[str]  #: events without a day that may be told of others' persons
    titles: dict[str, str]  #: of events, by id


class Linked(NamedTuple):
    """What an event or promise has to do with others."""

    given: tuple[tuple[Event, str], ...] = ()  #: in return, and why we think so
    fulfils: tuple[Promise, ...] = ()  #: promises that the event kept or overtook
    kept_by: Event | None = None
    depends_on: Event | Promise | None = None
    met_by: Event | None = None


def bounds(whole: Ledger, as_of: date | None) -> Bounds:
    """The days from the first to the last that a ledger tells anything new."""
    told = [e.first for e in whole.events] + [s.since for e in whole.events for s in e.stages]
    told += [c.day for e in whole.events for c in e.corrections]
    told += [d for p in whole.promises for d in (p.since, p.last)]
    last = max([*told, *([as_of] if as_of else [])])
    return Bounds(min(told), last, as_of or last)


def flags(kept: Ledger) -> Flags:
    """What rows say beside the fields of their events."""
    return Flags(
        frozenset(d.event for d in kept.disputes if not d.is_settled),
        frozenset(i for t in kept.tallies for i in t.doubtful),
        {e.id: title(e) for e in kept.events},
    )


def with_events(kept: Ledger) -> list[tuple[Dispute, Event]]:
    """Disputes with their events, what was told last first."""
    events = {e.id: e for e in kept.events}
    found = [(d, events[d.event]) for d in kept.disputes]
    return sorted(found, key=lambda d: (max((a.since for a in d[0].accounts), default=d[1].first), d[0].event))[::-1]


def timeline(kept: Ledger, parties: Sequence[str], titles: dict[str, str]) -> Picture | None:
    """The picture of what two parties did by themselves, of the latest where there is much."""
    sides = [[e for e in kept.events if alone(e, party, parties)][-DOTS:] for party in parties]
    return picture(sides, titles)


def linked(item: Event | Promise, stands: Ledger) -> Linked:
    """What the ledger links an event or promise to."""
    events, promises = {e.id: e for e in stands.events}, {p.id: p for p in stands.promises}
    if isinstance(item, Promise):
        depends = item.depends_on or ""
        return Linked(
            kept_by=events.get(item.kept_by or ""),
            depends_on=events.get(depends) or promises.get(depends),
            met_by=events.get(item.met_by or ""),
        )
    given = {
        other: reason
        for x in stands.exchanges
        for one, other, reason in ((x.one, x.other, x.reason), (x.other, x.one, x.reason))
        if one == item.id and other in events
    }
    fulfils = tuple(p for p in stands.promises if p.kept_by == item.id)
    return Linked(tuple((events[i], why) for i, why in given.items()), fulfils)


def near(item: Event | Promise, stands: Ledger) -> list[Event]:
    """Events of the same act that may be the same, or may have kept the promise; the nearest in time first."""
    day = item.when.end if isinstance(item, Event) else item.since
    found = [e for e in stands.events if e.act == item.act and e.id != item.id and abs(e.when.end - day) <= CLOSE]
    return sorted(found, key=lambda e: (abs(e.when.end - day), e.id))[:OFFERED]


def judgement_named(processes: Processes, id: str) -> Judgement | None:
    """A judgement by its id, or None."""
    return next((j for j in processes.desk.store.judgements() if j.id == id), None) if id else None
