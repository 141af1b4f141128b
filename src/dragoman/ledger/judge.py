"""What people said: a person's word beats the program's, the last word holds, an undone word was never said."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from dragoman.errors import JudgementError
from dragoman.ids import content_id
from dragoman.records import Claim, Judgement, Verdict
from dragoman.serial import CODEBOOK, claim_from_row, claim_row

#: Fields of a claim on which a person may have another word; the quote is the report's.
JUDGED = frozenset(CODEBOOK) - {"quote"}


@dataclass(frozen=True, slots=True)
class Said:
    """The words of people that hold, in the form in which merging and following ask for them."""

    same: Mapping[str, frozenset[str]] = field(default_factory=dict)  #: claims told to be one act with a claim
    apart: Mapping[str, frozenset[str]] = field(default_factory=dict)
    kept: Mapping[str, str | None] = field(default_factory=dict)  #: a claim of the event that kept it, or none


NOTHING_SAID = Said()


def judgement(  # noqa: PLR0913 - a judgement has so many fields
    verdict: Verdict,
    claim: str,
    by: str,
    day: date,
    *,
    reason: str = "",
    other: str | None = None,
    field: str | None = None,
    value: str | None = None,
) -> Judgement:
    """A judgement, its id made of what it says.

    Raises JudgementError where it says nothing that can be applied.
    """
    if verdict in (Verdict.SAME, Verdict.APART) and (other is None or other == claim):
        raise JudgementError(f"{verdict} needs two claims")
    if verdict is Verdict.FIELD:
        _check_field(field, value)
    parts = (verdict.value, claim, by, day.isoformat(), reason, other or "", field or "", value or "")
    return Judgement(
        id=content_id("judgement", *parts),
        verdict=verdict,
        claim=claim,
        by=by,
        day=day,
        reason=reason,
        other=other,
        field=field,
        value=value,
    )


def _check_field(name: str | None, value: str | None) -> None:
    if name not in JUDGED:
        raise JudgementError(f"no field {name!r}; one of {', '.join(sorted(JUDGED))}")
    try:
        json.dumps(json.loads(value or ""), ensure_ascii=False, allow_nan=False).encode()
    except (ValueError, RecursionError) as error:  # half of a letter, or NaN, could be kept but never told
        raise JudgementError(f"the value of {name} is no JSON: {value!r}") from error


def holding(log: Iterable[Judgement]) -> list[Judgement]:
    """The judgements that were not taken back, oldest first; taking back may itself be taken back.

    Of one day they hold in the order of the log: what is said last holds.
    """
    ordered = sorted(dict.fromkeys(log), key=lambda j: j.day)
    undone: set[str] = set()
    for one in reversed(ordered):
        if one.verdict is Verdict.UNDO and one.id not in undone:
            undone.add(one.claim)
    return [j for j in ordered if j.id not in undone and j.verdict is not Verdict.UNDO]


def said(log: Sequence[Judgement]) -> Said:
    """What holds of same, apart and kept; of two words on one pair the last."""
    pairs: dict[frozenset[str], Verdict] = {}
    kept: dict[str, str | None] = {}
    for one in log:
        if one.verdict in (Verdict.SAME, Verdict.APART) and one.other:
            pairs[frozenset({one.claim, one.other})] = one.verdict
        if one.verdict is Verdict.KEPT:
            kept[one.claim] = one.other
    return Said(_partners(pairs, Verdict.SAME), _partners(pairs, Verdict.APART), kept)


def _partners(pairs: Mapping[frozenset[str], Verdict], wanted: Verdict) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for pair, verdict in pairs.items():
        if verdict is wanted:
            one, other = sorted(pair)
            found[one].add(other)
            found[other].add(one)
    return {claim: frozenset(others) for claim, others in found.items()}


def standing_claims(claims: Iterable[Claim], log: Sequence[Judgement]) -> tuple[Claim, ...]:
    """The claims that nobody judged wrong, as people corrected them, each once, in canonical order."""
    wrong = {j.claim: j.verdict is Verdict.WRONG for j in log if j.verdict in (Verdict.RIGHT, Verdict.WRONG)}
    fields: dict[str, dict[str, object]] = defaultdict(dict)
    for one in log:
        if one.verdict is Verdict.FIELD and one.field and one.value:
            fields[one.claim][one.field] = json.loads(one.value)
    by_id = {c.id: c for c in claims if not wrong.get(c.id, False)}
    told = (corrected(c, fields[c.id]) if c.id in fields else c for c in by_id.values())
    return tuple(sorted(told, key=canonical_order))


def corrected(claim: Claim, fields: Mapping[str, object]) -> Claim:
    """A claim with fields as a person has them. Raises JudgementError where a value cannot be one of its field."""
    try:
        return claim_from_row({**claim_row(claim), **fields})
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise JudgementError(f"claim {claim.id} cannot have {dict(fields)}: {error}") from error


def canonical_order(claim: Claim) -> tuple[str, str, int, int, str]:
    """The order in which claims are gone through, whatever the order they came in."""
    return (claim.published.isoformat(), claim.report, *claim.span, claim.id)
