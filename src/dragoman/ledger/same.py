"""Do two claims tell of one act? Each feature is a function that gives a score and its reason in words."""

from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import NamedTuple

from dragoman.records import Act, Claim, Count, Interval, Status
from dragoman.vocabulary import is_state

HAPPENED = frozenset({Status.DONE, Status.ONGOING})
#: Acts that last: the same states held or kept in force are one standing fact, whatever the number on the day.
LASTING = frozenset({Act.HOLD, Act.IMPOSE_SANCTIONS, Act.CLOSE_BORDER, Act.CLOSE_MISSION})
COUNTED = frozenset({Act.RELEASE, Act.DETAIN, Act.TRANSFER})
#: A report that gives no day tells of the days before it, as a rule.
FRESH = timedelta(days=5)
STALE = timedelta(days=120)
#: Days of one event may be told so far apart, where a telling number is the same.
NEAR = timedelta(days=15)
#: From here on a number hardly recurs by chance.
TELLING = 20
SAME = 0.5


class Feature(NamedTuple):
    """A part of the score, and why. A score of None forbids the join."""

    score: float | None
    reason: str


def states(ids: Iterable[str]) -> frozenset[str]:
    """The states among some ids."""
    return frozenset(i for i in ids if is_state(i))


def days_of(claim: Claim) -> Interval:
    """The days on which the act can have happened: those told, else the days before the report."""
    return claim.when or Interval(claim.published - FRESH, claim.published)


def compare(claim: Claim, other: Claim) -> tuple[float, tuple[str, ...]]:
    """(score of 0 to 1, reasons) that two claims of one act tell of the same event; 0 where something forbids it."""
    found = [feature(claim, other) for feature in FEATURES]
    if any(f.score is None for f in found):
        return 0.0, tuple(f.reason for f in found if f.score is None)
    total = sum(f.score or 0.0 for f in found)
    return min(1.0, max(0.0, total)), tuple(f.reason for f in found if f.score)


def _actors(claim: Claim, other: Claim) -> Feature:
    mine, theirs = states(claim.actor), states(other.actor)
    if not mine or not theirs:
        return Feature(0.1, "one does not say who")
    if mine == theirs:
        return Feature(0.3, "same actor")
    if mine <= theirs or theirs <= mine:
        return Feature(0.15, "actors overlap")
    return Feature(None, f"different actors: {'+'.join(sorted(mine))} and {'+'.join(sorted(theirs))}")


def _targets(claim: Claim, other: Claim) -> Feature:
    mine, theirs = states(claim.target), states(other.target)
    if mine and theirs and not mine & theirs:
        return Feature(None, "different targets")
    return Feature(0.1 if mine & theirs else 0.0, "same target")


def _counts(claim: Claim, other: Claim) -> Feature:
    mine, theirs = claim.count, other.count
    if claim.act not in COUNTED or not mine or not theirs:
        return Feature(0.0, "")
    if mine == theirs:
        return Feature(0.45 if (mine.min or 0) >= 5 else 0.25, f"same number {shown(mine)}")
    if within(mine, theirs):
        return Feature(0.2, f"{shown(mine)} fits {shown(theirs)}")
    return Feature(None, f"different numbers: {shown(mine)} and {shown(theirs)}")


def _days(claim: Claim, other: Claim) -> Feature:
    mine, theirs = days_of(claim), days_of(other)
    both = claim.when is not None and other.when is not None
    gap = max(mine.start, theirs.start) - min(mine.end, theirs.end)
    if claim.act in LASTING and Status.ONGOING in (claim.status, other.status):
        return Feature(0.25, "a state that lasts")
    if gap <= timedelta(0):
        exact = both and mine.start == mine.end and theirs.start == theirs.end
        return Feature(0.4 if exact else 0.25, "same days" if both else "days may be the same")
    if gap <= timedelta(days=1):
        return Feature(0.15, "a day apart")
    if gap > (NEAR if both else STALE) or not _telling_number(claim, other):
        return Feature(None, "different days" if both else "told later without its day")
    return Feature(0.0, "the number outweighs the day")


def _telling_number(claim: Claim, other: Claim) -> bool:
    """Whether two numbers are large and alike enough to speak for one event against unlike or missing days."""
    mine, theirs = claim.count, other.count
    if claim.act not in COUNTED or not mine or not theirs or max(mine.min or 0, theirs.min or 0) < TELLING:
        return False
    return within(mine, theirs)


def _persons(claim: Claim, other: Claim) -> Feature:
    mine = {n.split()[-1].lower() for n in claim.persons if n.split()}
    theirs = {n.split()[-1].lower() for n in other.persons if n.split()}
    if mine & theirs:
        return Feature(0.3, "same persons named")
    if mine and theirs and not (claim.count or other.count):
        return Feature(None, "different persons")
    return Feature(0.0, "")


def _places(claim: Claim, other: Claim) -> Feature:
    if claim.place and other.place and claim.place != other.place:
        return Feature(-0.2, f"different places: {claim.place} and {other.place}")
    return Feature(0.05 if claim.place and claim.place == other.place else 0.0, "same place")


FEATURES: tuple[Callable[[Claim, Claim], Feature], ...] = (_actors, _targets, _counts, _days, _persons, _places)


def within(count: Count, other: Count) -> bool:
    """Whether two numbers can both be true of one event: 123 and "more than 100", 52 and "about 50"."""
    low = max(count.min or 0, other.min or 0)
    highs = [c.max for c in (count, other) if c.max is not None]
    if not highs or low <= min(highs):
        return True
    return (count.about or other.about) and low <= min(highs) * 1.15


def shown(count: Count) -> str:
    """A number as people write it: 123, 100+, up to 20, ~1000."""
    sign = "~" if count.about else ""
    if count.max is None:
        return f"{sign}{count.min}+"
    if count.min is None:
        return f"up to {sign}{count.max}"
    return f"{sign}{count.min}" if count.min == count.max else f"{sign}{count.min}–{count.max}"
