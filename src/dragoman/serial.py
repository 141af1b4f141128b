"""Records to JSON and back: the one place that knows the wire form. Store, `--json` and `extract` all use it."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from functools import lru_cache, partial
from operator import attrgetter
from typing import Any, TypeVar

from dragoman.ids import content_id
from dragoman.records import Act, Claim, Count, Interval, Reason, Report, Span, Status

Json = dict[str, Any]
R = TypeVar("R")
#: The fields of a claim in the codebook's order.
CODEBOOK = (
    *("act", "status", "actor", "target", "object", "persons"),
    *("count", "when", "place", "source", "condition", "quote"),
)
#: Types that JSON knows: most values are of these, and a ledger has tens of thousands.
_PLAIN = frozenset({str, int, float, bool, type(None)})
_CLAIM = tuple(f.name for f in fields(Claim))


def plain(value: Any) -> Any:  # noqa: ANN401 - JSON is of any shape
    """A record, or anything in one, as JSON knows it: dates as ISO days, spans as start and end, claims as in a row."""
    kind: Any = type(value)
    return value if kind in _PLAIN else _way(kind)(value)


@lru_cache(maxsize=256)
def _way(kind: Any) -> Callable[[Any], Any]:  # noqa: ANN401 - a type
    """How values of a type are put: looked up once."""
    if issubclass(kind, Claim):
        return claim_row
    if issubclass(kind, Enum):
        return attrgetter("value")
    if issubclass(kind, date):
        return date.isoformat
    if is_dataclass(kind) or hasattr(kind, "_fields"):
        return partial(_put_fields, getattr(kind, "_fields", None) or tuple(f.name for f in fields(kind)))
    return next((put for kinds, put in _CONTAINERS if issubclass(kind, kinds)), _as_it_is)


def _put_fields(names: tuple[str, ...], record: object) -> Json:
    values = ((name, getattr(record, name)) for name in names)
    return {name: value if type(value) in _PLAIN else plain(value) for name, value in values}


def _put_items(values: Sequence[object]) -> list[Any]:
    return [value if type(value) in _PLAIN else plain(value) for value in values]


def _put_keys(values: Mapping[str, object]) -> Json:
    return {key: plain(value) for key, value in values.items()}


def _as_it_is(value: object) -> object:
    return value


_CONTAINERS: tuple[tuple[Any, Callable[[Any], Any]], ...] = (((tuple, list), _put_items), (Mapping, _put_keys))


def packed(record: object) -> bytes:
    """A record of the kept ledger as compact JSON: named tuples as rows. `unpacked` reads it back."""
    from msgspec import json as compact  # noqa: PLC0415 - needed only where a ledger is kept

    return compact.encode(record)


def unpacked(form: type[R], body: bytes) -> R:
    """The record that `packed` wrote. Raises ValueError where it is none of this form."""
    from msgspec import json as compact  # noqa: PLC0415

    return compact.decode(body, type=form)


def line(row: Mapping[str, Any]) -> str:
    """One line of JSON, letters of all scripts as they are."""
    return json.dumps(row, ensure_ascii=False)


def claim_row(claim: Claim) -> Json:
    """A claim in the codebook's form, then where it stands and how sure the reader was."""
    row = _put_fields(_CLAIM, claim)
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
    """A report from a row that has its fields; `page` as `places_row` writes it."""
    known = {f.name for f in fields(Report)}
    told = {k: v for k, v in row.items() if k in known}
    day, page = date.fromisoformat(str(row["published"])), json.loads(row.get("page") or "[]")
    return Report(**{**told, "published": day, "page": tuple(Span(*span) if span else None for span in page)})


def places_row(page: Sequence[Span | None]) -> str | None:
    """Where paragraphs stand in a page, in a line of JSON: pairs of numbers, null for none; None for no page."""
    return json.dumps(page, separators=(",", ":")) if page else None
