"""What a page's address asks for: its state, read from the query and nowhere else."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import NamedTuple

from fastapi import Request

from dragoman.desk import Filter
from dragoman.records import Act, Status

#: What a listing can be narrowed to.
FILTERS = ("act", "status", "party", "lang", "outlet")


class BadAddressError(ValueError):
    """An address whose state cannot be read; its message says how it is written."""


class Asked(NamedTuple):
    """The state that most pages share."""

    as_of: date | None
    since: date | None  #: what is told after this day is marked as new
    as_known: bool  #: without the judgements made since
    number: int  #: of the page, where a listing is long
    after: str | None  #: the cursor in a listing


def asked_of(request: Request) -> Asked:
    """The state in an address. Raises BadAddressError."""
    query = request.query_params
    return Asked(
        as_of=day_of(request, "as_of"),
        since=day_of(request, "since"),
        as_known=query.get("as_known") == "1",
        number=_number(query.get("page", "1")),
        after=query.get("after") or None,
    )


def day_of(request: Request, name: str) -> date | None:
    """A day in an address. Raises BadAddressError."""
    text = request.query_params.get(name, "")
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise BadAddressError(f"{name}: {text[:80]!r} is no day; write YYYY-MM-DD") from error


def refuse_controls(request: Request) -> None:
    """Raises BadAddressError where an address holds control characters: no id or word has them."""
    told = (*map(str, request.path_params.values()), *request.query_params.values())
    if any(ord(c) < 0x20 or ord(c) == 0x7F for text in told for c in text):
        raise BadAddressError("the address holds control characters")


def filter_of(request: Request) -> Filter:
    """What a listing is narrowed to. Raises BadAddressError."""
    known = {name: request.query_params.get(name) or None for name in FILTERS}
    for name, values in (("act", list(Act)), ("status", list(Status))):
        if known[name] and known[name] not in values:
            raise BadAddressError(f"{name}: {str(known[name])[:80]!r} is none of {', '.join(values)}")
    return Filter(since=day_of(request, "since"), until=day_of(request, "until"), **known)


def order_of(request: Request, orders: Mapping[str, Callable[..., object]]) -> str:
    """The column that a table is sorted by; the first where none is named. Raises BadAddressError."""
    order = request.query_params.get("order") or next(iter(orders))
    if order not in orders:
        raise BadAddressError(f"order: {order[:80]!r} is none of {', '.join(orders)}")
    return order


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 7 and int(text)):
        raise BadAddressError(f"page: {text[:80]!r} is no number from 1 on")
    return int(text)
