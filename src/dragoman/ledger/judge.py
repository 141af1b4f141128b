"""What people said of claims: a person's word beats the program's, and the last word on a claim holds."""

from collections.abc import Iterable

from dragoman.records import Claim, Judgement


def standing(claims: Iterable[Claim], judgements: Iterable[Judgement]) -> tuple[Claim, ...]:
    """The claims that nobody judged wrong, each once, in canonical order."""
    wrong = {j.claim: not j.right for j in sorted(judgements, key=lambda j: (j.day, j.by))}
    by_id = {c.id: c for c in claims if not wrong.get(c.id, False)}
    return tuple(sorted(by_id.values(), key=canonical_order))


def canonical_order(claim: Claim) -> tuple[str, str, int, int, str]:
    """The order in which claims are gone through, whatever the order they came in."""
    return (claim.published.isoformat(), claim.report, *claim.span, claim.id)
