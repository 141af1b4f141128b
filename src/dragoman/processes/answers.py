"""What processes answer with, and the cursors by which long answers are walked."""

import base64
import json
from collections.abc import Mapping
from datetime import date
from typing import Any, Generic, NamedTuple, TypeVar

from dragoman.desk import Evidence
from dragoman.errors import NotFoundError
from dragoman.records import Claim, Dispute, Event, Ledger, Promise, Span

T = TypeVar("T")


class Page(NamedTuple, Generic[T]):
    """Some of a listing, and the cursor of what follows; None at its end."""

    items: tuple[T, ...]
    next: str | None


class Process(NamedTuple):
    """Two parties that deal with one another, and what moved last."""

    one: str
    other: str
    claims: int
    first: date  #: the day of the first report
    last: date  #: the day of the latest
    moved: str  #: id of the event that was told last, or ""
    open: int  #: promises, offers, demands that are open
    months: tuple[int, ...]  #: claims by month up to `last`, the oldest first: a spark line


class Opened(NamedTuple):
    """An event or a promise, opened down to the words."""

    item: Event | Promise
    evidence: tuple[Evidence, ...]
    parties: tuple[str, ...]  #: of its process; one alone where nobody else is named
    disputes: tuple[Dispute, ...]
    stands: Ledger  #: the ledger of these parties for some months around it, which holds what it is linked to


class Hit(NamedTuple):
    """A claim, or a report none of whose claims has the words, that a search found."""

    claim: Claim | None
    report: str  #: its id
    title: str | None
    outlet: str | None
    published: date
    lang: str
    snippet: str
    spans: tuple[Span, ...]  #: of the snippet, that match


class Results(NamedTuple):
    """Hits of a search, the newest first, and how many claims there are by act, status, party, language, outlet."""

    items: tuple[Hit, ...]
    next: str | None
    total: int  #: claims that were counted: all, or the newest `COUNTED`
    facets: Mapping[str, tuple[tuple[str, int], ...]]


class Changed(NamedTuple):
    """Something that the ledger of one day tells and that of an earlier one did not, or told otherwise."""

    kind: str  #: "new event", "event", "new promise", "promise"
    item: Event | Promise
    before: Event | Promise | None


def cursor(*place: object) -> str:
    """A place in a listing as an opaque word."""
    return base64.urlsafe_b64encode(json.dumps(place).encode()).decode().rstrip("=")


def uncursor(word: str, *forms: type) -> tuple[Any, ...]:
    """The place in a cursor, of parts of these types. Raises NotFoundError where it is none of this listing."""
    try:
        place = json.loads(base64.urlsafe_b64decode(word.encode("ascii") + b"=" * (-len(word) % 4)))
    except ValueError:
        place = None
    if not isinstance(place, list) or [type(part) for part in place] != list(forms):
        raise NotFoundError(f"no such place in the list: {word[:80]!r}")
    return tuple(place)
