"""Corrections: an outlet that tells one event otherwise on a later day takes its earlier word back."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import timedelta

from dragoman.ledger.same import shown, within
from dragoman.records import Claim, Correction

#: A time told to this length can contradict another.
PRECISE = timedelta(days=3)


def corrections(told: Sequence[Claim]) -> tuple[Correction, ...]:
    """What outlets took back of the number and the day of one event; `told` are its claims, the earliest first."""
    houses: dict[str, list[Claim]] = defaultdict(list)
    for claim in told:
        if claim.outlet:
            houses[claim.outlet].append(claim)
    return tuple(sorted(c for house in houses.values() for c in _of_house(house)))


def _of_house(told: Sequence[Claim]) -> Iterator[Correction]:
    yield from _taken_back("count", [c for c in told if c.count], _number, _numbers_differ)
    yield from _taken_back("when", [c for c in told if day_told(c)], day_told, _days_differ)


def _taken_back(
    field: str, told: Sequence[Claim], says: Callable[[Claim], str | None], differ: Callable[[Claim, Claim], bool]
) -> Iterator[Correction]:
    """Each earlier word that the outlet's last report contradicts in all it says of the event."""
    last = [c for c in told if c.report == told[-1].report]
    for claim in told:
        if claim.published < last[0].published and all(differ(claim, later) for later in last):
            now = last[-1]
            was = says(claim) or ""
            yield Correction(field, now.outlet or "", was, says(now) or "", now.published, now.id, claim.id)


def day_told(claim: Claim) -> str | None:
    """The day of a claim as people write it; None where it tells no time short enough to be contradicted."""
    if claim.when is None or claim.when.end - claim.when.start > PRECISE:
        return None
    start, end = (d.isoformat() for d in claim.when)
    return start if start == end else f"{start}…{end}"


def taken_back(found: Iterable[Correction], field: str) -> frozenset[str]:
    """The claims whose word on a field no longer holds."""
    return frozenset(c.of for c in found if c.field == field)


def _number(claim: Claim) -> str | None:
    return shown(claim.count) if claim.count else None


def _numbers_differ(one: Claim, other: Claim) -> bool:
    if not (one.count and other.count):
        return False
    return not within(one.count, other.count) and not within(other.count, one.count)


def _days_differ(one: Claim, other: Claim) -> bool:
    if not (one.when and other.when):
        return False
    return one.when.end + timedelta(days=1) < other.when.start or other.when.end + timedelta(days=1) < one.when.start
