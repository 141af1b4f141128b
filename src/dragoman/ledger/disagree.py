"""Where sources tell one event differently: who says what, and since when. Nothing is averaged."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from dragoman.ledger.correct import day_told, taken_back
from dragoman.ledger.judge import canonical_order
from dragoman.ledger.lineage import origins
from dragoman.ledger.same import COUNTED, HAPPENED, shifted, shown, sides, within
from dragoman.records import Account, Act, Claim, Dispute, Event, Status

#: A denial answers what was told so long before it, or so soon after.
DENIED_WITHIN = timedelta(days=14)
DAY = timedelta(days=1)

#: What a claim says of a field, as people write it; None where it says nothing that could be contradicted.
Says = Callable[[Claim], str | None]


def disputes(events: Iterable[Event], claims: Sequence[Claim]) -> tuple[Dispute, ...]:
    """The disagreements of all events, in the order of the events."""
    by_id = {c.id: c for c in claims}
    denials = _denials(claims)
    return tuple(d for e in events for d in _of(e, [by_id[c] for c in e.claims], denials))


def _of(event: Event, told: Sequence[Claim], denials: Mapping[tuple[Act, str], Sequence[Claim]]) -> Iterator[Dispute]:
    gone = {field: taken_back(event.corrections, field) for field in ("count", "when")}
    if event.act in COUNTED and (_differ(event) or gone["count"]):
        wholes = [c for c in told if c.count in event.counts and c.id not in gone["count"]]
        yield _dispute(event, "count", wholes, lambda c: shown(c.count) if c.count else None)
    dated = [c for c in told if c.id not in gone["when"]]
    if not _days_agree(dated) or gone["when"]:
        yield _dispute(event, "when", dated, day_told)
    if event.act is not Act.TRANSFER and not _actors_agree(told):
        yield _dispute(event, "actor", told, lambda c: "+".join(sorted(sides(c.actor))) or None)
    if len({c.place for c in told if c.place}) > 1 and event.act is not Act.TRANSFER:
        yield _dispute(event, "place", told, lambda c: c.place)
    against = [c for side in sides(event.actor) for c in denials.get((event.act, side), ()) if _denies(c, event)]
    if against:
        both = [*told, *dict.fromkeys(against)]
        yield _dispute(event, "status", both, lambda c: "told" if c.status in HAPPENED else "denied")


def _differ(event: Event) -> bool:
    return any(not within(one, other) for one in event.counts for other in event.counts)


def _days_agree(told: Sequence[Claim]) -> bool:
    """Whether all precise times can be one: the last begins no more than a day after the first ends."""
    whens = [c.when for c in told if c.when and day_told(c)]
    return not whens or max(w.start for w in whens) - min(w.end for w in whens) <= DAY


def _actors_agree(told: Sequence[Claim]) -> bool:
    """Whether of every two sets of actors one holds the other; the two sides of an exchange do not contradict."""
    named = {sides(c.actor) for c in told if sides(c.actor)}
    crossed = {sides(c.target) for c in told}
    return all(a <= b or b <= a or (a in crossed and b in crossed) for a in named for b in named)


def _denials(claims: Iterable[Claim]) -> dict[tuple[Act, str], list[Claim]]:
    found: dict[tuple[Act, str], list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.status is Status.REFUSED:
            for side in sides(claim.actor):
                found[claim.act, side].append(claim)
    return found


def _denies(claim: Claim, event: Event) -> bool:
    """Whether a refusal contradicts a deed: told soon after, of the same states, by a report that does not tell it."""
    soon = event.when.start <= claim.published <= shifted(event.when.end, DENIED_WITHIN)
    toward = not sides(claim.target) or not sides(event.target) or sides(claim.target) & sides(event.target)
    of_all = not claim.persons  # who alone would not go denies nothing of the others
    return bool(soon and toward and of_all and event.dated and claim.report not in event.reports)


def _dispute(event: Event, field: str, told: Iterable[Claim], says: Says) -> Dispute:
    groups: dict[str, list[Claim]] = defaultdict(list)
    for claim in sorted(told, key=canonical_order):
        value = says(claim)
        if value is not None:
            groups[value].append(claim)
    accounts = [
        Account(value, _since(group), tuple(c.id for c in group), origins(group)) for value, group in groups.items()
    ]
    return Dispute(
        event=event.id,
        field=field,
        accounts=tuple(sorted(accounts, key=lambda a: (a.since, a.value))),
        corrections=tuple(c for c in event.corrections if c.field == field),
    )


def _since(claims: Iterable[Claim]) -> date:
    return min(c.published for c in claims)
