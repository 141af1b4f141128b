"""Offers, promises, demands and refusals, and the event that kept or overtook each."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import timedelta

from dragoman.ids import content_id
from dragoman.ledger.judge import canonical_order
from dragoman.ledger.same import HAPPENED, states, within
from dragoman.records import Claim, Event, Promise, Status

#: How far each status goes: the further one names the promise.
FURTHER = (Status.REFUSED, Status.DEMANDED, Status.POSSIBLE, Status.PROMISED)
#: An act announced and done on one day is often told as done with a day of yesterday.
EARLY = timedelta(days=3)
#: After this long an act no longer answers an offer by itself; a person may still say so.
LATE = timedelta(days=120)
MOOD = {Status.REFUSED: "refused", Status.DEMANDED: "asked", Status.POSSIBLE: "offered", Status.PROMISED: "offered"}


def follow(claims: Sequence[Claim], events: Sequence[Event]) -> tuple[Promise, ...]:
    """Promises with what came of them, the oldest first."""
    groups: dict[tuple[object, ...], list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.status not in HAPPENED:
            groups[_key(claim)].append(claim)
    promises = (_promise(sorted(g, key=canonical_order), events) for g in groups.values())
    return tuple(sorted(promises, key=lambda p: (p.since, p.id)))


def _key(claim: Claim) -> tuple[object, ...]:
    """Claims of one mood on one act of the same states, about the same number, are one promise."""
    number = (claim.count.min, claim.count.max) if claim.count else None
    return (claim.act, MOOD[claim.status], states(claim.actor), states(claim.target), number)


def _promise(told: Sequence[Claim], events: Iterable[Event]) -> Promise:
    first, furthest = told[0], max(told, key=lambda c: FURTHER.index(c.status))
    kept = None if furthest.status is Status.REFUSED else _outcome(told, events)
    return Promise(
        id=content_id("promise", first.id),
        act=first.act,
        status=furthest.status,
        actor=max((c.actor for c in told), key=len),
        target=max((c.target for c in told), key=len),
        count=first.count,
        condition=next((c.condition for c in told if c.condition), None),
        since=first.published,
        last=told[-1].published,
        claims=tuple(c.id for c in told),
        reports=tuple(dict.fromkeys(c.report for c in told)),
        kept_by=kept.id if kept else None,
        outcome=_word(first, kept),
    )


def _outcome(told: Sequence[Claim], events: Iterable[Event]) -> Event | None:
    """The first event after the offer that does what it speaks of."""
    fitting = [e for e in events if _keeps(e, told)]
    return min(fitting, key=lambda e: (_less(e, told[0]), e.when.end, e.id), default=None)


def _keeps(event: Event, told: Sequence[Claim]) -> bool:
    first, last = told[0], told[-1]
    soon = first.published - EARLY <= event.when.end <= last.published + LATE
    actors = states(first.actor)
    targets, theirs = states(first.target), states(event.target)
    return (
        event.act is first.act
        and soon
        and not (event.ongoing and not event.dated)
        and (not actors or bool(actors & states(event.actor)))
        and (not targets or not theirs or bool(targets & theirs))
    )


def _less(event: Event, claim: Claim) -> bool:
    """Whether an event falls short of the number that was spoken of."""
    if not claim.count or not event.count:
        return bool(claim.count)
    return not within(event.count, claim.count) and (event.count.max or 0) < (claim.count.min or 0)


def _word(claim: Claim, event: Event | None) -> str:
    if event is None:
        return "open"
    return "partly kept" if claim.count and event.count and _less(event, claim) else "kept"
