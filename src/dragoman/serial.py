"""Records to JSON and back: the one place that knows the wire form. Store, `--json` and `extract` all use it."""

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from functools import lru_cache
from typing import Any

from dragoman.ids import content_id
from dragoman.records import Act, Claim, Count, Interval, Reason, Report, Span, Status

Json = dict[str, Any]
#: The fields of a claim in the codebook's order.
CODEBOOK = (
    *("act", "status", "actor", "target", "object", "persons"),
    *("count", "when", "place", "source", "condition", "quote"),
)


def plain(value: object) -> Any:  # noqa: ANN401 - JSON is of any shape
    """A record, or anything in one, as JSON knows it: dates as ISO days, spans as start and end."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        return {k: plain(v) for k, v in value._asdict().items()}
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, tuple | list):
        return [plain(v) for v in value]
    return value


def line(row: Mapping[str, Any]) -> str:
    """One line of JSON, letters of all scripts as they are."""
    return json.dumps(row, ensure_ascii=False)


def claim_row(claim: Claim) -> Json:
    """A claim in the codebook's form, then where it stands and how sure the reader was."""
    row: Json = plain(claim)
    span = row.pop("span")
    head = {k: row.pop(k) for k in CODEBOOK}
    return {
        **head,
        "report": row.pop("report"),
        "lang": row.pop("lang"),
        "published": row.pop("published"),
        **span,
        **row,
    }


def claim_from_row(row: Mapping[str, Any]) -> Claim:
    """The claim that `claim_row` wrote, or one in the codebook's form with `report`, `lang` and `published`.

    What was not written is empty; a claim without an id has the one that its words make. Raises KeyError, TypeError or
    ValueError where the row is no claim.
    """
    count, when, start = row.get("count"), row.get("when"), row.get("start", 0)
    end = row.get("end", start)
    return Claim(
        id=row.get("id") or content_id("claim", *(line({field: row.get(field)}) for field in ("report", *CODEBOOK))),
        report=row["report"],
        lang=row["lang"],
        published=_day(row["published"]),
        act=Act(row["act"]),
        status=Status(row["status"]),
        actor=_shared(*row["actor"]),
        target=_shared(*row.get("target", ())),
        object=row.get("object"),
        persons=_shared(*row.get("persons", ())),
        count=Count(**count) if count else None,
        when=Interval(_day(when["start"]), _day(when["end"])) if when else None,
        place=row.get("place"),
        source=_shared(*row.get("source", ())),
        condition=row.get("condition"),
        span=Span(start, end),
        quote=row["quote"],
        score=row.get("score", 1.0),
        reasons=tuple(_reason(r) for r in row.get("reasons", ())),
        outlet=row.get("outlet"),
    )


@lru_cache(maxsize=8192)
def _day(iso: str) -> date:
    return date.fromisoformat(iso)


@lru_cache(maxsize=65536)
def _shared(*ids: str) -> tuple[str, ...]:
    """One tuple for all claims of the same parties: a million claims name few."""
    return ids


def _reason(row: Mapping[str, Any]) -> Reason:
    return Reason(field=row["field"], words=tuple(Span(**w) for w in row["words"]), how=row["how"], score=row["score"])


def report_from_row(row: Mapping[str, Any]) -> Report:
    """A report from a row that has its fields."""
    known = {f.name for f in fields(Report)}
    return Report(
        **{**{k: v for k, v in row.items() if k in known}, "published": date.fromisoformat(str(row["published"]))}
    )
