"""How an event came about: spoken of, promised, done; by whom, since when."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from dragoman.ledger.judge import canonical_order
from dragoman.records import Claim, Event, Promise, Stage, Status

ORDER = (Status.REFUSED, Status.DEMANDED, Status.POSSIBLE, Status.PROMISED, Status.ONGOING, Status.DONE)


def with_stages(events: Iterable[Event], promises: Iterable[Promise], claims: Sequence[Claim]) -> tuple[Event, ...]:
    """Events with the statuses that led to them, each at its first telling."""
    by_id = {c.id: c for c in claims}
    before: dict[str, list[str]] = defaultdict(list)
    for promise in promises:
        if promise.kept_by:
            before[promise.kept_by].extend(promise.claims)
    return tuple(replace(e, stages=_stages(e, before[e.id], by_id)) if e.id in before else e for e in events)


def _stages(event: Event, before: Iterable[str], by_id: Mapping[str, Claim]) -> tuple[Stage, ...]:
    first: dict[Status, Claim] = {}
    for claim in sorted((by_id[c] for c in (*before, *event.claims)), key=canonical_order):
        first.setdefault(claim.status, claim)
    told = sorted(first.values(), key=lambda c: (c.published, ORDER.index(c.status)))
    return tuple(Stage(c.status, c.published, c.source, c.id) for c in told)
