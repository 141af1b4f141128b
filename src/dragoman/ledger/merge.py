"""Claims of what happened become events. Order never matters: claims are gone through in one canonical order.

The claims that say most (a number and a day) come first; the vaguer ones then join the event that fits best. Only
claims that share a key are compared: a day, a month, a number, a person, a firm. An event is named after the claim that
was published first: more reports of it do not change its id.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from dragoman.ids import content_id
from dragoman.ledger.correct import corrections, taken_back
from dragoman.ledger.judge import NOTHING_SAID, Said, canonical_order
from dragoman.ledger.lineage import origins
from dragoman.ledger.same import (
    HAPPENED,
    LASTING,
    MOVED,
    RARE,
    SAME,
    Facts,
    Known,
    compare,
    days_of,
    facts_of,
    is_part,
    shifted,
    sides,
    size,
    surnames,
)
from dragoman.records import Act, Claim, Count, Event, Interval, Join, Status

#: Events that a claim is compared with, those first that share most keys with it.
COMPARED = 40
#: A time told is looked up day by day up to this length, then month by month.
SHORT = timedelta(days=10)
DAY = timedelta(days=1)

Key = tuple[object, ...]


@dataclass(slots=True, eq=False)
class _Group:
    known: Known
    claims: list[Claim] = field(default_factory=list)
    joins: list[Join] = field(default_factory=list)
    parts: set[str] = field(default_factory=set)  #: claims whose number is only a part of the event's

    def add(self, claim: Claim, facts: Facts, join: Join) -> None:
        """Take a claim in."""
        part = is_part(facts, self.known)
        self.known.add(facts, part)
        self.claims.append(claim)
        self.joins.append(join)
        self.parts |= {claim.id} if part else set()


def merge(claims: Iterable[Claim], people: Said = NOTHING_SAID) -> tuple[Event, ...]:
    """The events that claims tell of, by day; what people said of same and apart comes before any score."""
    placed: dict[str, int] = {}
    groups: list[_Group] = []
    blocks: dict[Key, list[int]] = defaultdict(list)
    for claim in _wholes_first([c for c in claims if c.status in HAPPENED]):
        facts = facts_of(claim)
        judged = _judged(claim, people, placed)
        if judged is None:
            forbidden = {placed[c] for c in people.apart.get(claim.id, ()) if c in placed}
            candidates = [n for n in _candidates(_keys(facts, _sought), blocks) if n not in forbidden]
            number, join = _best(claim, facts, candidates, groups)
        else:
            number, join = judged, Join(claim=claim.id, score=1.0, reasons=("judged to be the same",))
        placed[claim.id] = number
        if number == len(groups):
            groups.append(_Group(Known(facts)))
        groups[number].add(claim, facts, join)
        for key in _keys(facts, _kept):
            if not blocks[key] or blocks[key][-1] != number:
                blocks[key].append(number)
    return tuple(sorted((_event(g) for g in groups), key=lambda e: (e.when.end, e.when.start, e.id)))


def _judged(claim: Claim, people: Said, placed: Mapping[str, int]) -> int | None:
    """The event of a claim that a person told to be the same act, by however many steps."""
    seen, ahead = {claim.id}, [*people.same.get(claim.id, ())]
    while ahead:
        other = ahead.pop()
        if other not in seen:
            seen.add(other)
            ahead.extend(people.same.get(other, ()))
    return min((placed[c] for c in seen if c in placed), default=None)


def _wholes_first(claims: Sequence[Claim]) -> list[Claim]:
    """Claims with a number and a short time first, wholes before parts: the others find their event waiting. A part
    that is told with its day, where the report tells the larger number without, waits until after all wholes.
    """
    largest: dict[tuple[str, Act, tuple[str, ...]], int] = defaultdict(int)
    for claim in claims:
        if claim.count and claim.when is None and claim.act in MOVED:
            key = (claim.report, claim.act, claim.actor)
            largest[key] = max(largest[key], size(claim.count))

    def order(claim: Claim) -> tuple[bool, bool, int, int, tuple[str, str, int, int, str]]:
        length = (claim.when.end - claim.when.start).days if claim.when else 400
        number = size(claim.count) if claim.count else 0
        is_less = claim.count is not None and number < largest[claim.report, claim.act, claim.actor]
        return (is_less, claim.count is None, length, -number, canonical_order(claim))

    return sorted(claims, key=order)


def _keys(facts: Facts, spans: Callable[[Facts], Iterator[Key]]) -> set[Key]:
    """What a claim is looked up by, or kept under: its sides, with each thing that can tell which act it is."""
    return {(facts.act, *key) for key in _tellers(facts, spans)}


def _tellers(facts: Facts, spans: Callable[[Facts], Iterator[Key]]) -> Iterator[Key]:
    yield from ((person,) for person in facts.persons)
    told = [*spans(facts), *((firm,) for firm in facts.firms)]
    if facts.count:
        told.append((facts.count.min,))
    if facts.ongoing or facts.act in RARE | LASTING:
        told.append((*sorted(facts.targets), "lasting"))
    if len(facts.words) > 1:
        told.extend((word, "word") for word in facts.words)
    for side in _sides(facts):
        yield from ((side, *key) for key in told)


def _sides(facts: Facts) -> set[str]:
    """Who acted; where either side may be named as the one who did, both."""
    if facts.act not in MOVED:
        return set(facts.actors) or {""}
    place = {facts.place} if facts.place and facts.act is Act.TRANSFER else set()
    return {*facts.actors, *facts.targets, *place} or {""}


def _kept(facts: Facts) -> Iterator[Key]:
    """The days and months under which a claim is found."""
    start, end = days_of(facts.published, facts.when)
    if end - start <= SHORT:
        yield from ((day,) for day in _each_day(start, end))
    for month in _each_month(start, end):
        yield (month,)
        if end - start > SHORT:
            yield (month, "long")


def _sought(facts: Facts) -> Iterator[Key]:
    """The days on and beside which a claim's act may be told, and whole months that hold them."""
    start, end = days_of(facts.published, facts.when)
    if end - start <= SHORT:
        yield from ((day,) for day in _each_day(shifted(start, -DAY), shifted(end, DAY)))
        yield from ((month, "long") for month in _each_month(start, end))
    else:
        yield from ((month,) for month in _each_month(start, end))


def _each_day(start: date, end: date) -> Iterator[date]:
    return (start + timedelta(days=n) for n in range((end - start).days + 1))


def _each_month(start: date, end: date) -> Iterator[tuple[int, int]]:
    """The months of a time, of a long one the first twelve."""
    months = range(start.year * 12 + start.month - 1, end.year * 12 + end.month)
    return (divmod(month, 12) for month in months[:12])


def _candidates(keys: set[Key], blocks: dict[Key, list[int]]) -> list[int]:
    """The events that share most keys with a claim, the oldest first among equals."""
    shared = Counter(number for key in keys if key in blocks for number in blocks[key])
    return [number for number, _ in sorted(shared.items(), key=lambda item: (-item[1], item[0]))[:COMPARED]]


def _best(claim: Claim, facts: Facts, candidates: Iterable[int], groups: Sequence[_Group]) -> tuple[int, Join]:
    """The event that fits best, or a new one, and why."""
    best, chosen = SAME, len(groups)
    why: tuple[str, ...] = ("first to tell of it",)
    for number in candidates:
        score, reasons = compare(facts, groups[number].known)
        if score > best:
            best, chosen, why = score, number, reasons
    return chosen, Join(claim=claim.id, score=round(best, 3) if chosen < len(groups) else 1.0, reasons=why)


def _event(group: _Group) -> Event:
    told = sorted(group.claims, key=canonical_order)
    wholes = [c for c in told if c.id not in group.parts]
    corrected = corrections(wholes)
    gone = taken_back(corrected, "count")
    counts = Counter(c.count for c in wholes if c.count and c.id not in gone)
    return Event(
        id=content_id("event", told[0].id),
        act=told[0].act,
        actor=_most_told(told),
        target=_told_often(c.target for c in told),
        persons=_persons(told),
        count=_narrowest(counts),
        counts=tuple(sorted(counts, key=lambda c: (c.min or 0, c.max or 10**9))),
        when=_days(told, taken_back(corrected, "when")),
        dated=any(c.when for c in told),
        first=told[0].published,
        ongoing=told[-1].status is Status.ONGOING,
        claims=tuple(c.id for c in told),
        joins=tuple(sorted(group.joins, key=lambda j: j.claim)),
        reports=tuple(dict.fromkeys(c.report for c in told)),
        origins=origins(told),
        langs=tuple(sorted({c.lang for c in told})),
        corrections=corrected,
    )


def _most_told(claims: Sequence[Claim]) -> tuple[str, ...]:
    """Who acted, by most claims; of those the fullest naming. Both sides of an exchange acted."""
    named = Counter(sides(c.actor) for c in claims if sides(c.actor))
    often = max(named, key=lambda s: (named[s], len(s), sorted(s)), default=frozenset[str]())
    actors = max((c.actor for c in claims if sides(c.actor) == often), key=len)
    other = [
        c.actor for c in claims if c.act is Act.RELEASE and sides(c.target) == often and not sides(c.actor) & often
    ]
    return (*actors, *(other[0] if other and sides(other[0]) else ()))


def _told_often(values: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    """Everyone whom a quarter of those name who name anyone: one misreading among many sources names nobody."""
    named = [row for row in values if row]
    often = Counter(v for row in named for v in dict.fromkeys(row))
    return tuple(v for v in _together(named) if often[v] * 4 >= len(named))


def _together(values: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(v for row in values for v in row))


def _persons(claims: Iterable[Claim]) -> tuple[str, ...]:
    """Everyone named, each in the spelling that was first."""
    names: dict[frozenset[str], str] = {}
    for name in _together(c.persons for c in claims):
        names.setdefault(surnames([name]), name)
    return tuple(names.values())


def _narrowest(counts: Counter[Count]) -> Count | None:
    """Of the numbers told, an exact one before a bound, then the one told most often, then the lowest."""
    if not counts:
        return None
    return min(counts, key=lambda c: (c.min != c.max, c.about, -counts[c], c.min or 0, c.max or 0))


def _days(claims: Sequence[Claim], gone: frozenset[str]) -> Interval:
    """The shortest time told that holds; where none is told, the days before the first report."""
    dated = [c.when for c in claims if c.when and c.id not in gone]
    return min(dated, key=lambda w: (w.end - w.start, w)) if dated else days_of(claims[0].published, None)
