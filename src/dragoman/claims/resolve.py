"""An act told twice in a report with nothing new is one claim, at its most detailed mention (codebook, first part)."""

from collections.abc import Iterable

from dragoman.records import Claim


def told_once(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """The claims without those that only repeat another, in the order of the text."""
    kept: list[Claim] = []
    for claim in sorted(claims, key=lambda c: (-_details(c), c.span)):
        if not any(_adds_nothing(claim, other) for other in kept):
            kept.append(claim)
    return tuple(sorted(kept, key=lambda c: (c.span, c.act, c.status)))


def _details(claim: Claim) -> int:
    given = (claim.count, claim.when, claim.place, claim.condition, *claim.persons, *claim.target, *claim.source)
    return sum(value is not None for value in given)


def _adds_nothing(claim: Claim, other: Claim) -> bool:
    """Whether `other`, already kept, says all that `claim` says."""
    return (
        (claim.act, claim.status) == (other.act, other.status)
        and set(claim.actor) <= set(other.actor)
        and set(claim.target) <= set(other.target)
        and set(claim.persons) <= set(other.persons)
        and claim.count == other.count
        and claim.count is not None
        and claim.when in (None, other.when)
        and claim.place in (None, other.place)
        and set(claim.source) <= set(other.source)
    )
