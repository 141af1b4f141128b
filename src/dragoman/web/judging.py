"""From a form to judgements: what a person says beside a claim, a promise or an event, in the words people write."""

import json
import re
from collections.abc import Callable, Mapping
from datetime import date

from dragoman.desk import judgement
from dragoman.errors import JudgementError, NotFoundError
from dragoman.ledger.judge import holding
from dragoman.processes import Processes
from dragoman.records import Act, Judgement, Status, Verdict
from dragoman.serial import CODEBOOK

#: Fields on which a person may have another word, in the codebook's order; the quote is the report's.
FIELDS = tuple(f for f in CODEBOOK if f != "quote")
LISTS = frozenset({"actor", "target", "source", "persons"})
LONGEST_REASON = 2000
_NUMBER = re.compile(r"(?P<about>about |~)?(?P<min>\d+)(?P<more>\+)?(?:\s*(?:-|–|to)\s*(?P<max>\d+))?")
_UP_TO = re.compile(r"up to (\d+)")
_DAYS = re.compile(r"(\d{4}-\d\d-\d\d)(?:\s*(?:…|\.\.+|to|/|–)\s*(\d{4}-\d\d-\d\d))?")


def judgements_of(form: Mapping[str, str], by: str, day: date, processes: Processes) -> tuple[Judgement, ...]:
    """What a form says: one judgement, or for a promise one for each of its claims.

    Raises JudgementError where it says nothing that can be applied, NotFoundError where what it names is not kept.
    """
    try:
        verdict = Verdict(form.get("verdict", ""))
    except ValueError as error:
        raise JudgementError("choose what you say of it") from error
    claim, reason = form.get("claim", ""), form.get("reason", "").strip()[:LONGEST_REASON]
    if verdict is Verdict.KEPT:
        other = _first_claim(processes, form.get("kept_by", ""), claim)
        told = claims_behind(processes, form.get("item", ""))
        return tuple(judgement(verdict, c, by, day, reason=reason, other=other) for c in told)
    if verdict is Verdict.SAME:
        other = _first_claim(processes, form.get("same_as", ""), claim)
        return (judgement(verdict, claim, by, day, reason=reason, other=other),)
    if verdict is Verdict.APART:
        apart_from = _parted(processes, form.get("item", ""), claim)
        return tuple(judgement(verdict, claim, by, day, reason=reason, other=other) for other in apart_from)
    if verdict is Verdict.FIELD:
        field = form.get("field", "")
        value = value_of(field, form.get("value", ""))
        return (judgement(verdict, claim, by, day, reason=reason, field=field, value=value),)
    return (judgement(verdict, claim, by, day, reason=reason),)


def claims_behind(processes: Processes, named: str) -> tuple[str, ...]:
    """The claims of an event, promise or claim, named by its id or the address of its page. Raises NotFoundError."""
    id = named.strip().partition("?")[0].partition("#")[0].rstrip("/").rpartition("/")[2]
    if not id:
        raise NotFoundError("name an event, a promise or a claim by its id or its page's address")
    return processes.desk.store.claim_ids(id) or processes.event(id).item.claims


def _first_claim(processes: Processes, named: str, claim: str) -> str | None:
    """A claim of what is named, another than the claim itself; None where `none` is named."""
    if named.strip() == "none":
        return None
    return next((c for c in claims_behind(processes, named) if c != claim), claim)


def _parted(processes: Processes, named: str, claim: str) -> tuple[str | None, ...]:
    """The claims of an event from which one is told apart: those it was said to be the same as, else the first."""
    said = [{j.claim, j.other} for j in holding(processes.desk.store.judgements()) if j.verdict is Verdict.SAME]
    joined = [c for c in claims_behind(processes, named) if c != claim and {c, claim} in said]
    return tuple(joined) or (_first_claim(processes, named, claim),)


def value_of(field: str, words: str) -> str:
    """The JSON of a field as people write it: `100+`, `13 to 14`, a day or two, names with commas; nothing is null.

    Raises JudgementError with how the field is written.
    """
    text = words.strip()
    if field in LISTS:
        return json.dumps([w.strip() for w in text.split(",") if w.strip()], ensure_ascii=False)
    return json.dumps(READ[field](text) if field in READ else text or None, ensure_ascii=False)


def _one_of(kind: type[Act] | type[Status], text: str) -> str:
    known = [k.value for k in kind]
    if text not in known:
        raise JudgementError(f"{text!r} is none of {', '.join(known)}")
    return text


def _count(text: str) -> dict[str, int | bool | None]:
    if most := _UP_TO.fullmatch(text):
        return {"min": None, "max": int(most[1]), "about": False}
    found = _NUMBER.fullmatch(text)
    if not found:
        raise JudgementError(f"{text!r} is no number; write 123, 100+, 13 to 14, up to 20 or about 50")
    least = int(found["min"])
    most_told = None if found["more"] else int(found["max"] or least)
    return {"min": least, "max": most_told, "about": bool(found["about"])}


def _when(text: str) -> dict[str, str]:
    found = _DAYS.fullmatch(text)
    try:
        start, end = (date.fromisoformat(d) for d in (found[1], found[2] or found[1])) if found else (None, None)
    except ValueError:
        start = end = None
    if start is None or end is None or end < start:
        raise JudgementError(f"{text!r} is no day; write 2025-12-13, or 2025-12-01 to 2025-12-15")
    return {"start": start.isoformat(), "end": end.isoformat()}


#: How the fields are read that are neither words nor names.
READ: Mapping[str, Callable[[str], object]] = {
    "act": lambda text: _one_of(Act, text),
    "status": lambda text: _one_of(Status, text),
    "count": lambda text: _count(text) if text else None,
    "when": lambda text: _when(text) if text else None,
}
