"""Whose word a claim goes back to: outlets that repeat one agency, or one another's words, are one source."""

from collections.abc import Iterable

from dragoman.records import Claim
from dragoman.vocabulary import parties

#: Words shorter than this may be alike by chance.
TELLING_LETTERS = 40


def origins(claims: Iterable[Claim]) -> tuple[str, ...]:
    """The distinct original sources of some claims, sorted: agencies and outlets by id, else the first report.

    A report that names an agency or another outlet as its source goes back to it; of reports with the same words, the
    first has them.
    """
    first: dict[tuple[str, str], str] = {}
    found = set()
    for claim in claims:
        words = (claim.lang, "".join(c for c in claim.quote.casefold() if c.isalpha()))
        own = claim.report
        if len(words[1]) >= TELLING_LETTERS:
            own = first.setdefault(words, claim.report)
        found.add(_named_source(claim) or own)
    return tuple(sorted(found))


def _named_source(claim: Claim) -> str | None:
    """The agency or outlet on whose word a claim is told."""
    known = (parties().get(i) for i in claim.source)
    return next((p.id for p in known if p and p.kind in ("agency", "outlet")), None)
