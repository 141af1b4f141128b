"""Conditions: "if prisoners are freed", linked to the act that they speak of, and to the event that met them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from dragoman.ledger.bargain import GIVEN
from dragoman.ledger.same import sides
from dragoman.records import Claim, Event, Promise, Span

#: Letters of the report between a condition and the act that it speaks of, at most.
BESIDE = 200


class _Home(NamedTuple):
    """Where a claim is kept: its event or promise, and the event that happened."""

    item: str
    event: str | None


def with_conditions(
    promises: Sequence[Promise], events: Iterable[Event], claims: Iterable[Claim]
) -> tuple[Promise, ...]:
    """Promises with what they depend on: the other side's act that a report tells in the condition or beside it."""
    hung = {c for p in promises if p.condition for c in p.claims}
    reports = {r for p in promises if p.condition for r in p.reports}
    told: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.report in reports:
            told[claim.report].append(claim)
    needs = {c.id: n.id for c in _flat(told) if c.id in hung for n in [_need(c, told[c.report])] if n}
    homes = _homes(frozenset(needs.values()), promises, events)
    return tuple(_with_condition(p, needs, homes) for p in promises)


def _flat(told: Mapping[str, Sequence[Claim]]) -> Iterator[Claim]:
    return (claim for claims in told.values() for claim in claims)


def _need(claim: Claim, told: Iterable[Claim]) -> Claim | None:
    """The act of another side that a claim's condition speaks of: the one told nearest to its words."""
    words = next((r.words[0] for r in claim.reasons if r.field == "condition" and r.words), None)
    if words is None or not sides(claim.actor):
        return None
    near = ((_apart(words, c.span), c.id, c) for c in told if c.act in GIVEN and _other_side(claim, c))
    return min((found for found in near if found[0] <= BESIDE), default=(0, "", None))[2]


def _other_side(claim: Claim, other: Claim) -> bool:
    """Whether the other act is done by whom the claim deals with, or at least by somebody else."""
    wanted, actors = sides(claim.target), sides(other.actor)
    return bool(actors & wanted if wanted else actors) and not actors & sides(claim.actor)


def _apart(one: Span, other: Span) -> int:
    """Letters between two spans, 0 where they overlap."""
    return max(0, one.start - other.end, other.start - one.end)


def _homes(wanted: frozenset[str], promises: Iterable[Promise], events: Iterable[Event]) -> dict[str, _Home]:
    kept = {c: _Home(p.id, p.kept_by) for p in promises for c in p.claims if c in wanted}
    return kept | {c: _Home(e.id, e.id) for e in events for c in e.claims if c in wanted}


def _with_condition(promise: Promise, needs: Mapping[str, str], homes: Mapping[str, _Home]) -> Promise:
    home = next((homes[needs[c]] for c in promise.claims if c in needs and needs[c] in homes), None)
    return replace(promise, depends_on=home.item, met_by=home.event) if home else promise
