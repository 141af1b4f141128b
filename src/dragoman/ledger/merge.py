"""Claims of what happened become events. Order never matters: claims are gone through in one canonical order.

The claims that say most (a number and a day) found events; the vaguer ones then join the event that fits best. An
event's id comes from its founding claim, so it stays while more reports arrive.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from dragoman.ids import content_id
from dragoman.ledger.judge import canonical_order
from dragoman.ledger.same import HAPPENED, SAME, compare, days_of, states
from dragoman.records import Claim, Count, Event, Interval, Join, Status


@dataclass(slots=True, eq=False)
class _Group:
    claims: list[Claim] = field(default_factory=list)
    joins: list[Join] = field(default_factory=list)


def merge(claims: Sequence[Claim]) -> tuple[Event, ...]:
    """The events that claims tell of, by day."""
    groups: list[_Group] = []
    blocks: dict[tuple[str, str], list[_Group]] = defaultdict(list)
    for claim in sorted((c for c in claims if c.status in HAPPENED), key=_precise_first):
        keys = _keys(claim)
        found, join = _best(claim, {id(g): g for k in keys for g in blocks[k]}.values())
        group = found or _Group()
        if found is None:
            groups.append(group)
        group.claims.append(claim)
        group.joins.append(join)
        for key in keys:
            if group not in blocks[key]:
                blocks[key].append(group)
    return tuple(sorted((_event(g) for g in groups), key=lambda e: (e.when.end, e.when.start, e.id)))


def _precise_first(claim: Claim) -> tuple[int, int, tuple[str, str, int, int, str]]:
    """Claims with a number and a short time come first: the others find their event waiting."""
    length = (claim.when.end - claim.when.start).days if claim.when else 400
    return (-(claim.count is not None), length, canonical_order(claim))


def _keys(claim: Claim) -> list[tuple[str, str]]:
    """Only claims that share one of these are ever compared."""
    return [(claim.act, state) for state in sorted(states(claim.actor))] or [(claim.act, "")]


def _best(claim: Claim, groups: Iterable[_Group]) -> tuple[_Group | None, Join]:
    """The group that fits best: every claim of it must allow the join, the best of them gives the score."""
    best: tuple[float, _Group | None, tuple[str, ...]] = (SAME, None, ("first to tell of it",))
    for group in groups:
        found = [compare(claim, other) for other in group.claims]
        score, reasons = max(found)
        if min(found)[0] > 0 and score > best[0]:
            best = (score, group, reasons)
    score, chosen, why = best
    return chosen, Join(claim=claim.id, score=round(score, 3) if chosen else 1.0, reasons=why)


def _event(group: _Group) -> Event:
    founder = group.claims[0]
    told = sorted(group.claims, key=canonical_order)
    actors = max((c.actor for c in told), key=lambda a: (len(states(a)), len(a)))
    counts = Counter(c.count for c in told if c.count)
    return Event(
        id=content_id("event", founder.id),
        act=founder.act,
        actor=actors,
        target=_together(c.target for c in told),
        persons=_together(c.persons for c in told),
        count=_narrowest(counts),
        counts=tuple(sorted(counts, key=lambda c: (c.min or 0, c.max or 10**9))),
        when=_days(told),
        dated=any(c.when for c in told),
        ongoing=told[-1].status is Status.ONGOING,
        claims=tuple(c.id for c in told),
        joins=tuple(sorted(group.joins, key=lambda j: j.claim)),
        reports=tuple(dict.fromkeys(c.report for c in told)),
        langs=tuple(sorted({c.lang for c in told})),
    )


def _together(values: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(v for row in values for v in row))


def _narrowest(counts: Counter[Count]) -> Count | None:
    """Of the numbers told, an exact one before a bound, then the one told most often, then the lowest."""
    if not counts:
        return None
    return min(counts, key=lambda c: (c.min != c.max, c.about, -counts[c], c.min or 0, c.max or 0))


def _days(claims: Sequence[Claim]) -> Interval:
    """The shortest time told; where none is told, the days before the first report."""
    dated = [c.when for c in claims if c.when]
    return min(dated, key=lambda w: (w.end - w.start, w)) if dated else days_of(claims[0])
