"""Records as the OpenAPI document describes them, and as they are sent. Both are made from the records themselves.

`dragoman.serial` knows the wire form; a model here has the fields that it writes, under the record's own name.
"""

import types
from collections.abc import Callable, Mapping, Sequence
from dataclasses import is_dataclass
from datetime import date
from functools import lru_cache
from inspect import cleandoc
from operator import attrgetter
from typing import Any, NamedTuple, TypeVar, Union, get_args, get_origin, get_type_hints

from msgspec import json as compact
from pydantic import BaseModel, ConfigDict, create_model
from starlette.responses import JSONResponse

from dragoman.api.examples import examples_of
from dragoman.processes import Page
from dragoman.records import Claim, Report
from dragoman.serial import plain

T = TypeVar("T")


class Heading(NamedTuple):
    """A report without its text."""

    id: str
    published: date
    lang: str
    outlet: str | None
    url: str | None
    title: str | None
    revises: str | None


def heading(report: Report) -> Heading:
    """A report without its text."""
    return Heading(*(getattr(report, name) for name in Heading._fields))


class Wire(JSONResponse):
    """Records as JSON, letters of all scripts as they are."""

    def render(self, content: object) -> bytes:
        """The bytes that are sent."""
        return compact.encode(plain(content))


@lru_cache(maxsize=256)
def model_of(record: Any) -> type[BaseModel]:  # noqa: ANN401 - any dataclass or named tuple
    """The model of a record: its fields, all of them required."""
    hints = get_type_hints(record)
    if record is Claim:
        del hints["span"]
        hints |= {"start": int, "end": int}
    shapes: dict[str, Any] = {field: (_shape(hint), ...) for field, hint in hints.items()}
    name: str = record.__name__
    made: type[BaseModel] = create_model(
        name,
        __config__=ConfigDict(extra="forbid", json_schema_extra=examples_of(name)),
        __doc__=cleandoc(record.__doc__ or ""),
        **shapes,
    )
    return made


@lru_cache(maxsize=64)
def page_of(item: type[BaseModel]) -> type[BaseModel]:
    """The model of some of a listing: its items, and the cursor of what follows."""
    return create_model(
        f"{item.__name__}Page",
        __config__=ConfigDict(extra="forbid"),
        __doc__="Some of a listing; `next` is the value of `after` that goes on, null at the end.",
        items=(list[item], ...),  # type: ignore[valid-type]
        next=(str | None, ...),
    )


def page_after(
    found: Sequence[T], after: str | None, limit: int, key: Callable[[T], str] = attrgetter("id")
) -> Page[T]:
    """Those of a day's ledger that follow the one whose key is the cursor."""
    keys = [key(item) for item in found]
    start = keys.index(after) + 1 if after in keys else 0
    items = tuple(found[start : start + limit])
    return Page(items, key(items[-1]) if start + limit < len(found) else None)


def _shape(hint: Any) -> Any:  # noqa: ANN401 - a type
    """The type of a field on the wire."""
    origin, inner = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        return Union[tuple(_shape(i) for i in inner)]  # noqa: UP007 - made at run time
    if origin is tuple:
        return list[_shape(inner[0])] if inner[-1] is Ellipsis else tuple[tuple(_shape(i) for i in inner)]  # type: ignore[misc]
    if origin is Mapping:
        return dict[str, _shape(inner[1])]  # type: ignore[misc]
    if is_dataclass(hint) or hasattr(hint, "_fields"):
        return model_of(hint)
    return hint
