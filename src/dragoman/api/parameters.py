"""What routes are asked with, each in one place with its words for the OpenAPI document.

What only looks at the request is `async`: FastAPI would send it to another thread else, for more than it costs.
"""

from datetime import date
from typing import Annotated, Any, NamedTuple

from fastapi import Depends, Path, Query, Request
from starlette.responses import Response

from dragoman.access import Access
from dragoman.api.shapes import Wire
from dragoman.processes import Page, Processes
from dragoman.records import Act, Ledger, Status, User
from dragoman.store import Filter

#: Anything but control characters, which no id or word has and PostgreSQL does not take.
PRINTED = r"^[^\x00-\x1f\x7f]+$"
LONGEST_ID = 500


async def _processes(request: Request) -> Processes:
    found: Processes = request.app.state.processes
    return found


async def _access(request: Request) -> Access:
    found: Access = request.app.state.access
    return found


async def _user(request: Request) -> User:
    found: User = request.state.user
    return found


Asked = Annotated[Processes, Depends(_processes)]
Doors = Annotated[Access, Depends(_access)]
Who = Annotated[User, Depends(_user)]
Id = Annotated[str, Path(pattern=PRINTED, max_length=LONGEST_ID, description="An id, as the listings tell it.")]
PartyId = Annotated[str, Path(pattern=PRINTED, max_length=100, description="A party's id.", examples=["BY"])]
Party = Annotated[str, Query(pattern=PRINTED, max_length=100)]
Parties = Annotated[
    list[Party],
    Query(
        default_factory=list, max_length=2, description="A party, or two: what concerns them.", examples=[["BY", "US"]]
    ),
]
AsOf = Annotated[
    date | None,
    Query(description="Only from reports published by this day.", examples=["2025-11-30"]),
]
AsKnown = Annotated[bool, Query(description="With `as_of`: without the judgements made since.")]
After = Annotated[
    str | None, Query(pattern=PRINTED, max_length=2000, description="The `next` of the page before: what follows it.")
]
Limit = Annotated[int, Query(ge=1, le=500, description="How many at most.")]
Word = Annotated[str | None, Query(pattern=PRINTED, max_length=200)]


async def the_filter(  # noqa: PLR0913, PLR0917 - a filter has so many fields
    act: Annotated[Act | None, Query(examples=["release"])] = None,
    status: Annotated[Status | None, Query(examples=["done"])] = None,
    party: Annotated[str | None, Query(pattern=PRINTED, max_length=100, examples=["BY"])] = None,
    since: Annotated[date | None, Query(description="Published on or after this day.")] = None,
    until: Annotated[date | None, Query(description="Published on or before this day.")] = None,
    as_of: AsOf = None,
    lang: Annotated[str | None, Query(pattern=PRINTED, max_length=20, examples=["tr"])] = None,
    outlet: Word = None,
) -> Filter:
    """Which claims are asked for; `as_of` is another bound of the day they were published by."""
    by = min((day for day in (until, as_of) if day), default=None)
    return Filter(
        act=act.value if act else None,
        status=status.value if status else None,
        party=party,
        since=since,
        until=by,
        lang=lang,
        outlet=outlet,
    )


Filtered = Annotated[Filter, Depends(the_filter)]


class View(NamedTuple):
    """Of whom, and as of when, the ledger is asked."""

    party: tuple[str, ...]
    as_of: date | None
    as_known: bool

    @property
    def is_listed(self) -> bool:
        """Whether the listings over everything that is kept answer it: of one party at most, as of now."""
        return self.as_of is None and len(self.party) < 2

    def ledger(self, processes: Processes) -> Ledger:
        """The ledger that is asked for."""
        return processes.ledger(self.party, self.as_of, as_known=self.as_known)

    def filter(self, act: Act | None = None, status: Status | None = None) -> Filter:
        """The same for a listing, of one act or status."""
        return Filter(act=act, status=status, party=next(iter(self.party), None))


async def _view(party: Parties, as_of: AsOf = None, as_known: AsKnown = False) -> View:
    return View(tuple(party), as_of, as_known)


class Turn(NamedTuple):
    """How far a listing is turned to."""

    request: Request
    after: str | None
    limit: int


async def _turn(request: Request, after: After = None, limit: Limit = 50) -> Turn:
    return Turn(request, after, limit)


Viewed = Annotated[View, Depends(_view)]
Turned = Annotated[Turn, Depends(_turn)]


def paged(turn: Turn, page: Page[Any]) -> Response:
    """A page of a listing; the header Link leads to the next one (RFC 8288)."""
    answer = Wire({"items": page.items, "next": page.next})
    if page.next is not None:
        answer.headers["Link"] = f'<{turn.request.url.include_query_params(after=page.next)}>; rel="next"'
    return answer
