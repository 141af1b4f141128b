"""The wordings behind an event or a promise: cards with the words of each field marked, grouped by whose word they are.

Pure, over what `Processes.event` opens.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from dragoman.desk import Evidence
from dragoman.exports.text import Piece, pieces
from dragoman.exports.wording import days, party_name
from dragoman.ledger.lineage import by_origin
from dragoman.ledger.same import shown
from dragoman.records import Claim, Event, Join, Judgement, Promise, Reason, Report, Span

#: What the words of a field answer, as the codebook names the fields.
LABELS = {
    "actor": "who",
    "target": "toward whom",
    "object": "about what",
    "persons": "which persons",
    "count": "how many",
    "when": "when",
    "place": "where",
    "source": "on whose word",
    "condition": "on condition",
}
#: Words of a field that stand farther from the quote than this are named, but not shown around it.
NEAR = 140
#: A field below this score is drawn dashed.
SURE = 0.7


class Told(NamedTuple):
    """How one field was read."""

    field: str
    label: str
    value: str
    how: str  #: "stated", "carried over", or the rule's name
    score: float
    elsewhere: tuple[str, ...]  #: its words, where they stand too far off to be shown


class Card(NamedTuple):
    """One wording."""

    claim: Claim
    report: Report
    pieces: tuple[Piece, ...]
    opens: bool  #: whether the words begin with the report
    ends: bool
    told: tuple[Told, ...]
    unsure: frozenset[str]  #: fields that the reader was unsure of
    join: Join | None
    judgements: tuple[Judgement, ...]


class Origin(NamedTuple):
    """An original source, with its own wording first, then what repeats it."""

    name: str
    cards: tuple[Card, ...]


def grouped(
    told: Iterable[Evidence], item: Event | Promise, lineages: Mapping[str, str], log: Iterable[Judgement]
) -> list[Origin]:
    """The wordings of an event or promise by original source, in the order in which these were first heard."""
    by_id = {e.claim.id: e for e in told}
    own = (
        replace(e.claim, lineage=lineages[e.claim.report]) if e.claim.report in lineages else e.claim
        for e in by_id.values()
    )
    joins = {j.claim: j for j in item.joins} if isinstance(item, Event) else {}
    said = judged(log)
    return [
        Origin(
            name, tuple(card(by_id[c.id].claim, by_id[c.id].report, joins.get(c.id), said.get(c.id, ())) for c in group)
        )
        for name, group in by_origin(own).items()
    ]


def judged(log: Iterable[Judgement]) -> dict[str, tuple[Judgement, ...]]:
    """The judgements that hold, by the claims they are of."""
    found: dict[str, tuple[Judgement, ...]] = {}
    for one in log:
        for claim in dict.fromkeys(c for c in (one.claim, one.other) if c):
            found[claim] = (*found.get(claim, ()), one)
    return found


def card(claim: Claim, report: Report, join: Join | None = None, said: Sequence[Judgement] = ()) -> Card:
    """A claim as its report words it, with what stands around the quote where words of fields lie there."""
    stated = [r for r in claim.reasons if r.field in LABELS]
    places = [claim.span, *(w for r in stated for w in r.words if _is_near(w, claim.span))]
    window = Span(min(p.start for p in places), max(p.end for p in places))
    marks = [(claim.span, "quote"), *((w, r.field) for r in stated for w in r.words)]
    return Card(
        claim=claim,
        report=report,
        pieces=tuple(pieces(report.text, marks, window)),
        opens=window.start == 0,
        ends=window.end >= len(report.text),
        told=tuple(_told(r, claim, report) for r in stated if _value(claim, r.field)),
        unsure=frozenset(r.field for r in stated if r.score < SURE),
        join=join,
        judgements=tuple(said),
    )


def _is_near(words: Span, quote: Span) -> bool:
    return words.end > quote.start - NEAR and words.start < quote.end + NEAR


def _told(reason: Reason, claim: Claim, report: Report) -> Told:
    far = tuple(w.of(report.text) for w in reason.words if not _is_near(w, claim.span))
    return Told(reason.field, LABELS[reason.field], _value(claim, reason.field), reason.how, reason.score, far)


def _value(claim: Claim, field: str) -> str:
    """What a field was read as, in words."""
    value = getattr(claim, field)
    if not value:
        return ""
    if field == "count":
        return shown(value)
    if field == "when":
        return days(value)
    if field == "persons":
        return ", ".join(value)
    return ", ".join(map(party_name, value)) if isinstance(value, tuple) else party_name(str(value))
