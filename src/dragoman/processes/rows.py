"""A ledger as items, each with the keys that it is asked for by; and items as a ledger again. Pure.

A process of two parties holds what both take part in, and what one does without a third (`desk.between`); the keys say
just that, so that its ledger is read from the items without going through all that is kept.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import combinations
from typing import NamedTuple

from dragoman.desk import PERSONAL
from dragoman.ledger.same import sides
from dragoman.processes.answers import Process
from dragoman.records import Claim, Dispute, Event, Exchange, Ledger, Promise, Standing, Tally
from dragoman.serial import packed, unpacked
from dragoman.store.items import Item, Row

#: Months that a spark line shows.
MONTHS = 24
#: Parties of one act that are made pairs of: more are a list, and no process.
MOST_NAMED = 12


class Told(NamedTuple):
    """An event with what hangs on it."""

    event: Event
    disputes: tuple[Dispute, ...]
    standing: tuple[Standing, ...]  #: the state that it began
    exchanges: tuple[Exchange, ...]  #: of which it is the first


def rows(kept: Ledger, days: Mapping[str, date]) -> Iterator[Item]:
    """A ledger as items; `days` are those on which its claims were published."""
    cells = {e.id: cell_of(e) for e in kept.events}
    yield from (_event_row(told, days) for told in hung(kept))
    yield from (_promise_row(p, days, cells.get(p.kept_by or "", cell_of(p))) for p in kept.promises)
    yield from (tally_row(t) for t in kept.tallies)
    found: dict[tuple[str, str], list[Event | Promise]] = defaultdict(list)
    acts: tuple[Event | Promise, ...] = (*kept.events, *kept.promises)
    for item in acts:
        for pair in pairs_of(item):
            found[pair].append(item)
    yield from (process_row(pair, items, days) for pair, items in found.items())


def hung(kept: Ledger) -> Iterator[Told]:
    """The events of a ledger, each with what hangs on it."""
    disputes: dict[str, list[Dispute]] = defaultdict(list)
    exchanges: dict[str, list[Exchange]] = defaultdict(list)
    standing: dict[str, list[Standing]] = defaultdict(list)
    for dispute in kept.disputes:
        disputes[dispute.event].append(dispute)
    for exchange in kept.exchanges:
        exchanges[exchange.one].append(exchange)
    for state in kept.standing:
        standing[state.begun_by].append(state)
    return (Told(e, tuple(disputes[e.id]), tuple(standing[e.id]), tuple(exchanges[e.id])) for e in kept.events)


def keys_of(item: Event | Promise) -> tuple[str, ...]:
    """What an act is asked for by: each party, each two of them, and who does it without a third."""
    named = sorted({*item.actor, *item.target})[:MOST_NAMED]
    counted = item.actor if item.act in PERSONAL else (*item.actor, *item.target)
    thirds = {i for i in counted if i.isupper()}
    alone = (f"={a}" for a in dict.fromkeys(item.actor) if thirds <= {a})
    return (*named, *(f"{one} {other}" for one, other in combinations(named, 2)), *alone)


def keys_for(parties: Sequence[str]) -> tuple[str, ...]:
    """What the items of one party, or of two, are asked for by: their acts, and their tallies."""
    if len(parties) == 1:
        return (parties[0], f"#{parties[0]}")
    one, other = sorted(parties)
    return (f"{one} {other}", f"={one}", f"={other}", f"#{one}", f"#{other}")


def ledger_of_rows(found: Iterable[Row]) -> Ledger:
    """The ledger that some items make, in the order in which `keep_ledger` has it."""
    told, promises, tallies = list[Told](), list[Promise](), list[Tally]()
    for row in found:
        if row.kind == "event":
            told.append(unpacked(Told, row.body))
        elif row.kind == "promise":
            promises.append(unpacked(Promise, row.body))
        elif row.kind == "tally":
            tallies.append(unpacked(Tally, row.body))
    told.sort(key=lambda t: (t.event.when.end, t.event.when.start, t.event.id))
    here = {t.event.id for t in told}
    return Ledger(
        as_of=None,
        events=tuple(t.event for t in told),
        promises=tuple(sorted(promises, key=lambda p: (p.since, p.id))),
        tallies=tuple(sorted(tallies, key=lambda t: (t.party, t.act))),
        disputes=tuple(d for t in told for d in t.disputes),
        standing=tuple(
            sorted((s for t in told for s in t.standing), key=lambda s: (s.act, s.since or s.told, s.begun_by))
        ),
        exchanges=tuple(sorted(x for t in told for x in t.exchanges if x.other in here)),
    )


def pairs_of(item: Event | Promise) -> Iterator[tuple[str, str]]:
    """The processes in which somebody acts toward, or together with, somebody else."""
    states = sorted(sides(item.actor) | sides(item.target))[:MOST_NAMED]
    return (pair for pair in combinations(states, 2) if set(pair) & set(item.actor))


def cell_of(item: Claim | Event | Promise) -> str:
    """The states of an act: what lies in one cell is gone through together when one claim of it changes."""
    return " ".join(sorted(sides(item.actor) | sides(item.target)))


def parties_of(item: Claim | Event | Promise) -> tuple[str, ...]:
    """The two parties between whom it is, the actor first; fewer where nobody else is named."""
    acted, toward = sides(item.actor), sides(item.target)
    return (*sorted(acted), *sorted(toward - acted))[:2]


def process_row(pair: tuple[str, str], told: Sequence[Event | Promise], days: Mapping[str, date]) -> Item:
    """A process, from the events and promises in which both take part."""
    known = sorted(days[c] for item in told for c in item.claims)
    events = [i for i in told if isinstance(i, Event)]
    moved = max(events, key=lambda e: (e.when.end, e.id)).id if events else ""
    opened = sum(i.is_open for i in told if isinstance(i, Promise))
    process = Process(*pair, len(known), known[0], known[-1], moved, opened, _by_month(known))
    last = process.last.isoformat()
    return Item(kind="process", id=" ".join(pair), body=packed(process), keys=pair, cell="-", day=last, told=last)


def tally_row(tally: Tally) -> Item:
    """A tally of one party's acts."""
    return Item(kind="tally", id=f"{tally.party} {tally.act}", body=packed(tally), keys=(f"#{tally.party}",), cell="-")


def _event_row(told: Told, days: Mapping[str, date]) -> Item:
    event = told.event
    return Item(
        kind="event",
        id=event.id,
        body=packed(told),
        keys=keys_of(event),
        claims=event.claims,
        cell=cell_of(event),
        act=event.act.value,
        langs=f" {' '.join(event.langs)} ",
        disputed=max((a.since.isoformat() for d in told.disputes for a in d.accounts), default=""),
        day=event.when.end.isoformat(),
        told=max(days[c] for c in event.claims).isoformat(),
    )


def _promise_row(promise: Promise, days: Mapping[str, date], cell: str) -> Item:
    return Item(
        kind="promise",
        id=promise.id,
        body=packed(promise),
        keys=keys_of(promise),
        claims=promise.claims,
        cell=cell,
        act=promise.act.value,
        status=promise.status.value,
        is_open=promise.is_open,
        day=promise.since.isoformat(),
        told=max(days[c] for c in promise.claims).isoformat(),
    )


def _by_month(days: Sequence[date]) -> tuple[int, ...]:
    last = days[-1].year * 12 + days[-1].month
    counted = Counter(last - day.year * 12 - day.month for day in days)
    return tuple(counted[ago] for ago in reversed(range(MONTHS)))
