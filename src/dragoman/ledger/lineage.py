"""Whose word a claim goes back to: outlets that repeat one agency, or one another's words, are one source."""

from collections import defaultdict
from collections.abc import Iterable

from rapidfuzz import fuzz, process

from dragoman.records import Claim
from dragoman.vocabulary import parties

#: Words shorter than this may be alike by chance.
TELLING_LETTERS = 40
#: Of a hundred letters so many stand alike in what one outlet took from another.
ALIKE = 85
#: Wordings of one event that a claim is compared with, the latest ones.
COMPARED = 64


def origins(claims: Iterable[Claim]) -> tuple[str, ...]:
    """The distinct original sources of some claims, sorted: agencies and outlets, else the first report.

    A report that names an agency or another outlet as its source goes back to it; of reports with nearly the same
    words in one language, the first has them; what one outlet tells twice has one source.
    """
    return tuple(sorted(by_origin(claims)))


def by_origin(claims: Iterable[Claim]) -> dict[str, list[Claim]]:
    """Some claims by their original sources, in the order in which these are first heard."""
    told: dict[str, dict[str, str]] = defaultdict(dict)
    found: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        found[_named_source(claim) or _first_to_write(claim, told[claim.lang])].append(claim)
    return dict(found)


def _first_to_write(claim: Claim, told: dict[str, str]) -> str:
    """The outlet whose words a claim has; its own, where they are new, and then they are told from now on."""
    letters = "".join(c for c in claim.quote.casefold() if c.isalpha())
    if len(letters) < TELLING_LETTERS:
        return _house(claim)
    if letters not in told:
        found = process.extractOne(letters, list(told)[-COMPARED:], scorer=fuzz.ratio, score_cutoff=ALIKE)
        told[letters] = told[found[0]] if found else _house(claim)
    return told[letters]


def _house(claim: Claim) -> str:
    """Whose text a claim stands in: an outlet, by its id where it is a known one; without an outlet the report."""
    outlet = claim.lineage or claim.outlet or claim.report
    return outlet.casefold() if outlet.casefold() in parties() else outlet


def _named_source(claim: Claim) -> str | None:
    """The agency or outlet on whose word a claim is told."""
    known = (parties().get(i) for i in claim.source)
    return next((p.id for p in known if p and p.kind in ("agency", "outlet")), None)
