"""The two columns of a bargain: what each side gave, in bands of time; what answers one another stands side by side.

Pure: a function of the part of a ledger that concerns two parties.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import NamedTuple

from dragoman.exports.brief import alone
from dragoman.records import Event, Exchange, Ledger


class Band(NamedTuple):
    """What stands side by side: given for one another, told of one month, or done together."""

    last: date  #: the latest day of it
    sides: tuple[tuple[Event, ...], ...]  #: of each party what it did by itself
    together: tuple[Event, ...] = ()
    reason: str = ""  #: why we think that one was given for the other


def bands(kept: Ledger, parties: Sequence[str], *, oldest: bool = False) -> list[Band]:
    """The events of some parties in bands, the newest first unless `oldest`."""
    by_side = [[e for e in kept.events if alone(e, party, parties)] for party in parties]
    joined = list(_answered(by_side, kept.exchanges)) if len(parties) > 1 else []
    taken = {e.id for band in joined for side in band.sides for e in side}
    single = [
        Band(e.when.end, _placed(e, place, len(parties)))
        for place, side in enumerate(by_side)
        for e in side
        if e.id not in taken
    ]
    both = [Band(e.when.end, ((),) * len(parties), (e,)) for e in kept.events if _by_all(e, parties)]
    ordered = sorted((*joined, *single, *both), key=_order, reverse=not oldest)
    return [_stacked(list(run)) for _, run in groupby(ordered, key=_run_of)]


def others(kept: Ledger, parties: Sequence[str]) -> list[Event]:
    """Events of the ledger that none of the parties did, the newest first."""
    return [e for e in reversed(kept.events) if not set(parties) & set(e.actor)]


def _by_all(event: Event, parties: Sequence[str]) -> bool:
    return len(parties) > 1 and set(parties) <= set(event.actor)


def _placed(event: Event, place: int, width: int) -> tuple[tuple[Event, ...], ...]:
    return tuple((event,) if i == place else () for i in range(width))


def _answered(by_side: Sequence[Sequence[Event]], found: Iterable[Exchange]) -> Iterator[Band]:
    """Bands of what was given in return for one another: all that hangs together is one."""
    side_of = {e.id: (place, e) for place, side in enumerate(by_side) for e in side}
    groups: list[tuple[set[str], dict[str, None]]] = []
    for one, other, reason in found:
        if one in side_of and other in side_of:
            touched = [g for g in groups if g[0] & {one, other}]
            ids = {one, other}.union(*(g[0] for g in touched))
            reasons = {r: None for g in touched for r in g[1]} | {reason: None}
            groups = [g for g in groups if g not in touched] + [(ids, reasons)]
    for ids, reasons in groups:
        told = sorted((side_of[i] for i in ids), key=lambda t: (t[1].when.end, t[1].id), reverse=True)
        sides = tuple(tuple(e for place, e in told if place == n) for n in range(len(by_side)))
        yield Band(told[0][1].when.end, sides, (), "; ".join(reasons))


def _order(band: Band) -> tuple[date, str]:
    first = next(e for side in (*band.sides, band.together) for e in side)
    return band.last, first.id


def _run_of(band: Band) -> tuple[object, ...]:
    """What bands have in common that are shown as one: a month, where nothing is given for anything."""
    if band.reason or band.together:
        return _order(band)
    return band.last.year, band.last.month


def _stacked(run: Sequence[Band]) -> Band:
    sides = tuple(tuple(e for band in run for e in band.sides[n]) for n in range(len(run[0].sides)))
    return run[0]._replace(sides=sides)
