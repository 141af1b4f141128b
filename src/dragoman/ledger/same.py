"""Do two claims tell of one act? Each feature is a function that gives a score and its reason in words.

A claim is compared with what is known of an event so far (`Known`), never with each claim of it: the work does not grow
with the number of times an event is told.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

from dragoman.records import TOGETHER, Act, Claim, Count, Interval, Status
from dragoman.vocabulary import is_side
from dragoman.vocabulary.likeness import skeleton

HAPPENED = frozenset({Status.DONE, Status.ONGOING})
#: Acts that last: the same states held or kept in force are one standing fact, whatever the number on the day.
LASTING = frozenset({Act.HOLD, Act.IMPOSE_SANCTIONS, Act.CLOSE_BORDER, Act.CLOSE_MISSION})
#: Acts that are rare between two states: told without a day, they are the one that is known.
RARE = frozenset({Act.CLOSE_MISSION, Act.OPEN_MISSION, Act.APPOINT})
COUNTED = frozenset({Act.RELEASE, Act.DETAIN, Act.TRANSFER})
MOVED = frozenset({Act.RELEASE, Act.TRANSFER})
#: A report that gives no day tells of the days before it, as a rule.
FRESH = timedelta(days=5)
#: For so long an act is told again without its day, where its number alone tells which it is,
STALE = timedelta(days=400)
#: and for so long where its persons, the firm or the thing do.
LONG_STALE = timedelta(days=1500)
#: Days of one event may be told so far apart, where a telling number is the same.
NEAR = timedelta(days=15)
#: Negotiations that go on are one for as long as that, without news of an end.
SEASON = timedelta(days=60)
#: A number over a stretch longer than a season is a running total, not an event.
STRETCH = timedelta(days=100)
#: From here on a number hardly recurs by chance.
TELLING = 20
#: Sources that tell one act may differ by so much, from so many persons on.
NEARLY, NEARLY_FROM = 0.1, 5
SAME = 0.5
_IDLE_WORDS = frozenset("the of on and a an in to for from with new all some other more former".split())  # noqa: SIM905


class Feature(NamedTuple):
    """A part of the score, and why. A score of None forbids the join."""

    score: float | None
    reason: str = ""


NOTHING = Feature(0.0)


@dataclass(frozen=True, slots=True)
class Facts:
    """What of a claim can speak for or against its being another's act."""

    act: Act
    ongoing: bool
    actors: frozenset[str]  #: states
    named: frozenset[str]  #: leaders, envoys, ministries
    targets: frozenset[str]  #: states
    firms: frozenset[str]  #: targets that are no states
    persons: frozenset[str]  #: surnames
    words: frozenset[str]  #: of the object
    count: Count | None
    when: Interval | None
    place: str | None
    published: date
    report: str

    @property
    def is_total(self) -> bool:
        """Whether a running total is told."""
        return is_total(self.act, self.count, self.when)


@dataclass(slots=True, eq=False)
class Known:
    """What the claims of an event say together, so far."""

    founder: Facts
    actors: set[str] = field(default_factory=set)
    named: set[str] = field(default_factory=set)
    targets: set[str] = field(default_factory=set)
    firms: set[str] = field(default_factory=set)
    persons: set[str] = field(default_factory=set)
    words: set[str] = field(default_factory=set)
    places: set[str] = field(default_factory=set)
    counts: set[Count] = field(default_factory=set)
    totals: dict[str, Count] = field(default_factory=dict)  #: the largest number that each report gives
    when: Interval | None = None  #: the shortest time told
    first: date = date.max
    ongoing: bool = False

    def add(self, facts: Facts, is_part: bool = False) -> None:
        """Take in what one more claim says; the number of a part is not the event's."""
        for name in ("actors", "named", "targets", "firms", "persons", "words"):
            getattr(self, name).update(getattr(facts, name))
        self.places.update({facts.place} if facts.place else ())
        self.ongoing |= facts.ongoing
        self.first = min(self.first, facts.published)
        if facts.count and not is_part:
            self.counts.add(facts.count)
            self.totals[facts.report] = max(self.totals.get(facts.report, facts.count), facts.count, key=size)
        if facts.when and (self.when is None or _length(facts.when) < _length(self.when)):
            self.when = facts.when


def facts_of(claim: Claim) -> Facts:
    """The facts of a claim."""
    actors, targets = sides(claim.actor), sides(claim.target)
    return Facts(
        act=claim.act,
        ongoing=claim.status is Status.ONGOING,
        actors=actors,
        named=frozenset(claim.actor) - actors,
        targets=targets,
        firms=frozenset(claim.target) - targets,
        persons=surnames(claim.persons),
        words=content_words(claim.object or ""),
        count=claim.count,
        when=claim.when,
        place=claim.place,
        published=claim.published,
        report=claim.report,
    )


def content_words(phrase: str) -> frozenset[str]:
    """The words of an English phrase that carry its meaning, plurals as singulars."""
    words = phrase.casefold().replace("-", " ").split()
    return frozenset(w.rstrip("s") if len(w) > 3 else w for w in words) - _IDLE_WORDS


def surnames(names: Iterable[str]) -> frozenset[str]:
    """The last words of full names, as far as spellings agree: Kalesnikava and Kolesnikova are one."""
    return frozenset(skeleton(n.split()[-1]) for n in names if n.split())


def is_total(act: Act, count: Count | None, when: Interval | None) -> bool:
    """Whether a number over a long time is told: many events, not one."""
    return act in COUNTED and count is not None and when is not None and when.end - when.start >= STRETCH


def sides(ids: Iterable[str]) -> frozenset[str]:
    """Those among some ids who act in their own right."""
    return frozenset(i for i in ids if is_side(i))


def days_of(published: date, when: Interval | None) -> Interval:
    """The days on which an act can have happened: those told, else the days before the report."""
    return when or Interval(shifted(published, -FRESH), published)


def shifted(day: date, by: timedelta) -> date:
    """A day so much later or earlier, as far as calendars go."""
    try:
        return day + by
    except OverflowError:
        return date.max if by > timedelta(0) else date.min


def compare(facts: Facts, known: Known) -> tuple[float, tuple[str, ...]]:
    """(score of 0 to 1, reasons) that a claim tells of an event; 0 where something forbids it."""
    total, reasons = 0.0, []
    for feature in FEATURES:
        score, reason = feature(facts, known)
        if score is None:
            return 0.0, (reason,)
        total += score
        if score:
            reasons.append(reason)
    return min(1.0, max(0.0, total)), tuple(reasons)


def _totals(facts: Facts, known: Known) -> Feature:
    """A running total is itself alone, told again within weeks with the same number."""
    if facts.is_total != known.founder.is_total:
        return Feature(None, "a running total is no event")
    if facts.is_total and not (_alike(facts, known) and abs(facts.published - known.first) <= SEASON):
        return Feature(None, "another running total")
    return NOTHING


def _alike(facts: Facts, known: Known) -> bool:
    return any(facts.count and abs(size(facts.count) - size(c)) <= 0.03 * size(c) for c in known.counts)


def _actors(facts: Facts, known: Known) -> Feature:
    mine, theirs = facts.actors, known.actors
    if not mine or not theirs:
        return Feature(0.1, "one does not say who")
    if mine == theirs:
        return Feature(0.3, "same actor")
    if mine <= theirs or theirs <= mine:
        return Feature(0.2, "actors overlap")
    if facts.act is Act.RELEASE and mine == known.targets and facts.targets == theirs and facts.count in known.counts:
        return Feature(0.3, "the other side of an exchange")
    if facts.act is Act.TRANSFER:
        return Feature(0.0, "told from another side")
    return Feature(None, f"different actors: {'+'.join(sorted(mine))} and {'+'.join(sorted(theirs))}")


def _named(facts: Facts, known: Known) -> Feature:
    if facts.named & known.named:
        return Feature(0.1, "same people act")
    if facts.act in TOGETHER and facts.named and known.named:
        return Feature(-0.1, "other people act")
    return NOTHING


def _targets(facts: Facts, known: Known) -> Feature:
    mine, theirs = facts.targets, known.targets
    if mine & theirs or (facts.firms & known.firms):
        return Feature(0.1 + 0.1 * bool(facts.firms & known.firms), "same target")
    if facts.act is Act.HOLD and mine != theirs:
        return Feature(None, "others are held")
    if mine and theirs and not _exchanged(facts, known) and not is_part(facts, known):
        return Feature(-0.1 if facts.act in MOVED else None, "different targets")
    return NOTHING


def _exchanged(facts: Facts, known: Known) -> bool:
    return facts.act is Act.RELEASE and facts.targets == known.actors and facts.actors == known.targets


def is_part(facts: Facts, known: Known) -> bool:
    """Whether a report that gives a total tells here of a part of it: fewer, or named, on the same days."""
    total = known.totals.get(facts.report)
    same_day = facts.when is None or facts.when == known.when
    fewer = total is not None and facts.count is not None and size(facts.count) < size(total)
    told = facts.count in known.counts or (facts.count is not None and _nearly(facts.count, facts, known))
    return facts.act in MOVED and same_day and fewer and not told


def _counts(facts: Facts, known: Known) -> Feature:
    mine = facts.count
    if facts.act not in COUNTED or not mine or not known.counts:
        return NOTHING
    if mine in known.counts:
        return Feature(0.45 if (mine.min or 0) >= 5 else 0.25, f"same number {shown(mine)}")
    if all(within(mine, theirs) for theirs in known.counts):
        return Feature(0.2, f"{shown(mine)} fits {shown(next(iter(sorted(known.counts, key=size))))}")
    if _nearly(mine, facts, known):
        return Feature(0.05, f"{shown(mine)} against {shown(max(known.counts, key=size))}, of the same day")
    if is_part(facts, known):
        return Feature(0.1, f"{shown(mine)} of {shown(known.totals[facts.report])}")
    return Feature(None, f"different numbers: {shown(mine)}")


def _nearly(count: Count, facts: Facts, known: Known) -> bool:
    """Whether a number differs so little from all others of the very same day that sources disagree on one act."""
    same_day = facts.when is not None and facts.when == known.when and facts.when.start == facts.when.end
    return same_day and all(
        min(size(count), size(c)) >= NEARLY_FROM and abs(size(count) - size(c)) <= max(1, NEARLY * size(c))
        for c in known.counts
    )


def _days(facts: Facts, known: Known) -> Feature:  # noqa: PLR0911 - each case of time is one line
    if facts.act in LASTING and (facts.ongoing or known.ongoing):
        return Feature(0.25, "a state that lasts")
    if facts.ongoing and known.ongoing and not (facts.when or known.when):
        near = abs(facts.published - known.first) <= SEASON
        return Feature(0.25, "it goes on") if near else Feature(None, "long after")
    if facts.act is Act.DETAIN and facts.ongoing != known.ongoing:
        return Feature(None, "what goes on is no single deed")
    mine, theirs = days_of(facts.published, facts.when), days_of(known.first, known.when)
    both = facts.when is not None and known.when is not None
    gap = max(mine.start, theirs.start) - min(mine.end, theirs.end)
    if gap <= timedelta(0):
        exact = both and mine.start == mine.end and theirs.start == theirs.end
        return Feature(0.4 if exact else 0.25, "same days" if both else "days may be the same")
    if gap <= timedelta(days=1):
        return Feature(0.2, "a day apart")
    if both and gap <= NEAR and _telling_number(facts, known):
        return Feature(0.0, "the number outweighs the day")
    if not both and gap <= _memory(facts, known):
        return Feature(0.1, "told later without its day")
    return Feature(None, "different days" if both else "told later without its day")


def _telling_number(facts: Facts, known: Known) -> bool:
    """Whether two numbers are large and alike enough to speak for one event against unlike or missing days."""
    large = facts.count is not None and facts.act in COUNTED and size(facts.count) >= TELLING
    return large and bool(known.counts) and all(facts.count and within(facts.count, c) for c in known.counts)


def _memory(facts: Facts, known: Known) -> timedelta:
    """For how long an act is told again without its day: as long as what is told can hardly be another."""
    things = facts.persons & known.persons or facts.firms & known.firms or len(facts.words & known.words) >= 2
    if things or (facts.act in RARE and facts.targets == known.targets):
        return LONG_STALE
    return STALE if _telling_number(facts, known) else timedelta(0)


def _persons(facts: Facts, known: Known) -> Feature:
    mine, theirs = facts.persons, known.persons
    if mine & theirs:
        return Feature(0.3, "same persons named")
    if facts.act is Act.HOLD and mine != theirs:
        return Feature(None, "others are held")
    one_deed = facts.act in MOVED and (facts.count or known.counts or facts.when == known.when)
    if mine and theirs and not one_deed:
        return Feature(None, "different persons")
    return NOTHING


def _places(facts: Facts, known: Known) -> Feature:
    if facts.place and known.places and facts.place not in known.places:
        return Feature(-0.2, f"different places: {facts.place} and {'+'.join(sorted(known.places))}")
    return Feature(0.05, "same place") if facts.place and known.places else NOTHING


def _words(facts: Facts, known: Known) -> Feature:
    shared = facts.words & known.words
    return Feature(min(0.15, 0.08 * len(shared)), f"both about {' '.join(sorted(shared))}") if shared else NOTHING


FEATURES: tuple[Callable[[Facts, Known], Feature], ...] = (
    _totals,
    _actors,
    _named,
    _targets,
    _counts,
    _days,
    _persons,
    _places,
    _words,
)


def within(count: Count, other: Count) -> bool:
    """Whether two numbers can both be true of one event: 123 and "more than 100", 52 and "about 50"."""
    low = max(count.min or 0, other.min or 0)
    highs = [c.max for c in (count, other) if c.max is not None]
    if not highs or low <= min(highs):
        return True
    return (count.about or other.about) and low <= min(highs) * 1.15


def size(count: Count) -> int:
    """A number by which counts are put in order."""
    return max(count.min or 0, count.max or 0)


def shown(count: Count) -> str:
    """A number as people write it: 123, 100+, up to 20, ~1000."""
    sign = "~" if count.about else ""
    if count.max is None:
        return f"{sign}{count.min}+"
    if count.min is None:
        return f"up to {sign}{count.max}"
    return f"{sign}{count.min}" if count.min == count.max else f"{sign}{count.min}–{count.max}"


def _length(when: Interval) -> tuple[timedelta, Interval]:
    return when.end - when.start, when
