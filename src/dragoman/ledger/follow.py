"""Offers, promises, demands and refusals, and the event that kept or overtook each.

Each claim is followed by itself, since what is asked in June and again in December is not kept by one event; claims of
one thing with one outcome are then told as one promise.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from dragoman.ids import content_id
from dragoman.ledger.judge import NOTHING_SAID, Said, canonical_order
from dragoman.ledger.same import (
    COUNTED,
    HAPPENED,
    SEASON,
    Facts,
    content_words,
    facts_of,
    is_total,
    shifted,
    sides,
    size,
    surnames,
    within,
)
from dragoman.records import TOGETHER, Act, Claim, Count, Event, Promise, Status

#: How far each status goes: the further one names the promise.
FURTHER = (Status.REFUSED, Status.DEMANDED, Status.POSSIBLE, Status.PROMISED)
MOOD = {Status.REFUSED: "refused", Status.DEMANDED: "asked", Status.POSSIBLE: "offered", Status.PROMISED: "offered"}
#: What is announced is often told a day or two after it came into force; what is wished is still to come.
EARLY = {
    Status.PROMISED: timedelta(days=3),
    Status.POSSIBLE: timedelta(0),
    Status.DEMANDED: timedelta(0),
    Status.REFUSED: timedelta(days=-1),
}
#: What a status says of an act's coming by itself; a refusal is overtaken, where the same states do it after all.
LIKELY = {Status.PROMISED: 0.6, Status.POSSIBLE: 0.5, Status.DEMANDED: 0.45, Status.REFUSED: 0.5}
#: After this long an act no longer answers an offer by itself; a person may still say so.
LATE = timedelta(days=120)
#: Events gone through for one claim, the nearest in time first.
LOOKED_AT = 200
KEPT = 0.44
#: Of what was offered, less than this share answers it not even in part; more than so many times it, something else.
LEAST_SHARE, MOST_TIMES = 0.5, 3
#: What is offered beyond what was given, as a phrase of English tells it.
MORE = frozenset({"more", "further", "additional", "remaining", "other", "others"})


class _Deed(NamedTuple):
    """An event as promises are held against it."""

    event: Event
    actors: frozenset[str]
    named: frozenset[str]
    targets: frozenset[str]
    firms: frozenset[str]
    persons: frozenset[str]
    words: frozenset[str]


def follow(claims: Sequence[Claim], events: Sequence[Event], people: Said = NOTHING_SAID) -> tuple[Promise, ...]:
    """Promises with what came of them, the oldest first; what people said of an outcome comes before any score."""
    deeds = _Deeds(claims, events)
    by_claim = {c: e for e in events for c in e.claims} if people.kept else {}
    groups: dict[tuple[object, ...], list[Claim]] = defaultdict(list)
    outcomes: dict[str, Event | None] = {}
    for claim in claims:
        if claim.status not in HAPPENED:
            judged = people.kept.get(claim.id)
            found = by_claim.get(judged or "") if claim.id in people.kept else deeds.outcome(claim)
            outcomes[claim.id] = found
            groups[*_key(claim), found.id if found else ""].append(claim)
    promises = (
        _promise(season, outcomes[season[0].id])
        for group in groups.values()
        for season in _seasons(sorted(group, key=canonical_order))
    )
    return tuple(sorted(promises, key=lambda p: (p.since, p.id)))


def _key(claim: Claim) -> tuple[object, ...]:
    """Claims of one mood on one act of the same states, about the same number, are one promise."""
    number = (claim.count.min, claim.count.max) if claim.count else None
    return (claim.act, MOOD[claim.status], sides(claim.actor), sides(claim.target), number)


def _seasons(told: Sequence[Claim]) -> Iterator[list[Claim]]:
    """What is told again within weeks is one; after a long silence it is asked anew."""
    season: list[Claim] = []
    for claim in told:
        if season and claim.published - season[-1].published > SEASON:
            yield season
            season = []
        season.append(claim)
    yield season


class _Deeds:
    """The events that can keep a promise, by act and state, in the order of their days."""

    def __init__(self, claims: Sequence[Claim], events: Sequence[Event]) -> None:
        words: dict[str, frozenset[str]] = {c.id: content_words(c.object) for c in claims if c.object}
        self._by_state: dict[tuple[Act, str], list[_Deed]] = defaultdict(list)
        for event in sorted(events, key=lambda e: (e.when.end, e.id)):
            if (event.dated or not event.ongoing) and not is_total(event.act, event.count, event.when):
                deed = _deed(event, frozenset().union(*(words.get(c, frozenset()) for c in event.claims)))
                for state in deed.actors | {""}:
                    self._by_state[event.act, state].append(deed)
        self._days = {key: [d.event.when.end for d in deeds] for key, deeds in self._by_state.items()}

    def outcome(self, claim: Claim) -> Event | None:
        """The event that best answers a claim, the earlier of equals; None where it is open, or was refused."""
        facts = facts_of(claim)
        if claim.status is Status.REFUSED and not _is_of_one_act(facts):
            return None
        scored = [(_answers(claim, facts, deed), deed) for deed in self._near(claim, facts)]
        best = max(scored, key=lambda s: s[0], default=None)
        return best[1].event if best and best[0] >= KEPT else None

    def _near(self, claim: Claim, facts: Facts) -> Iterator[_Deed]:
        key = (claim.act, min(facts.actors, default=""))
        first, last = _window(claim)
        start = bisect_left(self._days.get(key, ()), first)
        for deed in self._by_state.get(key, ())[start : start + LOOKED_AT]:
            if deed.event.when.start > last:
                return
            if not deed.event.ongoing or deed.event.when.start >= first:
                yield deed


def _is_of_one_act(facts: Facts) -> bool:
    """Whether a refusal says whose act, toward whom: who will not free these may free others."""
    return bool(facts.actors and facts.targets and (facts.act not in COUNTED or facts.persons))


def _window(claim: Claim) -> tuple[date, date]:
    """The days on which an act must fall to answer a claim."""
    if claim.when:
        slack = timedelta(days=3)
        return shifted(claim.when.start, -slack), shifted(claim.when.end, slack)
    hangs = claim.condition is not None or MORE & set((claim.object or "").casefold().split())
    first = shifted(claim.published, timedelta(days=1) if hangs else -EARLY[claim.status])
    return first, shifted(claim.published, LATE)


def _deed(event: Event, words: frozenset[str]) -> _Deed:
    actors, targets = sides(event.actor), sides(event.target)
    return _Deed(
        event=event,
        actors=actors,
        named=frozenset(event.actor) - actors,
        targets=targets,
        firms=frozenset(event.target) - targets,
        persons=surnames(event.persons),
        words=words,
    )


def _answers(claim: Claim, facts: Facts, deed: _Deed) -> float:
    """How well an event does what a claim speaks of: 0 where it cannot."""
    if not _fits(claim, facts, deed):
        return 0.0
    score = LIKELY[claim.status]
    score += 0.3 * bool(claim.count and deed.event.count and _in_full(claim.count, deed.event.count))
    score += 0.1 * (deed.event.dated - 1)
    score += 0.2 * bool(facts.persons & deed.persons) + 0.2 * bool(facts.firms & deed.firms)
    score += 0.15 * bool(claim.act in TOGETHER and facts.named & deed.named)
    if facts.words and deed.words and claim.act not in COUNTED:
        score += 0.2 if facts.words & deed.words else -0.15
    score += 0.2 * bool(claim.when)
    wait = max(0, (deed.event.when.start - claim.published).days) / LATE.days
    return score - 0.2 * wait


def _fits(claim: Claim, facts: Facts, deed: _Deed) -> bool:
    if claim.status is not Status.PROMISED and claim.report in deed.event.reports:
        return False  # a report that tells the deed and still asks, or offers, means another
    together = facts.actors <= deed.actors if claim.act in TOGETHER else facts.actors & deed.actors or not facts.actors
    toward = facts.targets & deed.targets or not facts.targets or (not deed.targets and claim.act in COUNTED)
    return bool(
        together
        and (facts.actors or facts.targets)
        and (toward or (deed.firms and not deed.targets))
        and (not facts.persons or facts.persons & deed.persons)
        and _enough(claim, deed.event)
    )


def _enough(claim: Claim, event: Event) -> bool:
    """Whether an event's number can be an answer at all; one that tells no number may be."""
    if not claim.count or not event.count or _in_full(claim.count, event.count):
        return True
    share = size(event.count) / max(1, size(claim.count))
    return LEAST_SHARE <= share <= MOST_TIMES


def _in_full(asked: Count, given: Count) -> bool:
    """Whether a number answers what was asked; "more than 220" is no answer to 1,300, though 1,300 is more than 220."""
    return within(asked, given) and (given.max is not None or (given.min or 0) >= (asked.min or 0))


def _promise(told: Sequence[Claim], kept: Event | None) -> Promise:
    first, furthest = told[0], max(told, key=lambda c: FURTHER.index(c.status))
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


def _word(claim: Claim, event: Event | None) -> str:
    if event is None:
        return "open"
    if claim.status is Status.REFUSED:
        return "overtaken"
    if not claim.count or not event.count or _in_full(claim.count, event.count):
        return "kept"
    return "partly kept" if size(event.count) < size(claim.count) else "exceeded"
