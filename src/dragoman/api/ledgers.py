"""Processes and the ledger: events, promises, disputes, tallies, what stands, what changed."""

from datetime import date
from typing import Annotated, NamedTuple

from fastapi import APIRouter, Query
from starlette.responses import Response

from dragoman.api.parameters import (
    PRINTED,
    Asked,
    AsKnown,
    AsOf,
    Id,
    Limit,
    Parties,
    PartyId,
    Turned,
    Viewed,
    paged,
)
from dragoman.api.shapes import Heading, Wire, heading, model_of, page_after, page_of
from dragoman.api.versions import Versioned
from dragoman.clock import today
from dragoman.desk import standing_on, tallied
from dragoman.processes import Changed, Page, Process
from dragoman.records import Act, Claim, Dispute, Event, Ledger, Promise, Standing, Status, Tally

router = APIRouter(prefix="/api", route_class=Versioned, tags=["ledger"])


class Differing(NamedTuple):
    """What sources tell differently, and of which event."""

    dispute: Dispute
    event: Event


class Proof(NamedTuple):
    """A claim, and the report that makes it; its text is at /api/reports/{id}."""

    claim: Claim
    report: Heading


class Proven(NamedTuple):
    """An event or a promise with the claims that tell of it, and the parties of its process."""

    item: Event | Promise
    evidence: tuple[Proof, ...]
    parties: tuple[str, ...]
    disputes: tuple[Dispute, ...]


@router.get("/processes", response_model=page_of(model_of(Process)))
def processes(
    asked: Asked,
    turn: Turned,
    party: Annotated[str | None, Query(pattern=PRINTED, max_length=100, examples=["BY"])] = None,
) -> Response:
    """Pairs of parties that deal with one another; what moved last comes first."""
    return paged(turn, asked.list(turn.after, turn.limit, party))


@router.get("/processes/{one}/{other}", response_model=model_of(Ledger))
def process(asked: Asked, one: PartyId, other: PartyId, as_of: AsOf = None, as_known: AsKnown = False) -> Response:
    """The ledger of two parties: what each did, what is open, stands, is disputed, was given in return."""
    return Wire(asked.ledger((one, other), as_of, as_known=as_known))


@router.get("/events", response_model=page_of(model_of(Event)))
def events(asked: Asked, view: Viewed, turn: Turned, act: Act | None = None) -> Response:
    """Acts that happened, as all reports tell them; of one act, of some parties, as of a day."""
    if view.is_listed:
        return paged(turn, asked.events(view.filter(act), turn.after, turn.limit))
    found = [e for e in view.ledger(asked).events if act in (None, e.act)]
    return paged(turn, page_after(found, turn.after, turn.limit))


@router.get("/events/{id}", response_model=model_of(Proven))
def event(asked: Asked, id: Id, as_of: AsOf = None) -> Response:
    """An event with its evidence: each claim that tells of it, in its own words."""
    return _proven(asked, id, as_of)


@router.get("/promises", response_model=page_of(model_of(Promise)))
def promises(
    asked: Asked,
    view: Viewed,
    turn: Turned,
    act: Act | None = None,
    status: Status | None = None,
    is_open: Annotated[bool | None, Query(alias="open", description="Open ones alone, or those that are not.")] = None,
) -> Response:
    """What was promised, offered, demanded or refused, and what came of it."""
    if view.is_listed:
        return paged(turn, asked.promises(view.filter(act, status), turn.after, turn.limit, is_open=is_open))
    told = view.ledger(asked).promises
    found = [p for p in told if act in (None, p.act) and status in (None, p.status) and is_open in (None, p.is_open)]
    return paged(turn, page_after(found, turn.after, turn.limit))


@router.get("/promises/{id}", response_model=model_of(Proven))
def promise(asked: Asked, id: Id, as_of: AsOf = None) -> Response:
    """A promise with its evidence."""
    return _proven(asked, id, as_of)


@router.get("/disputes", response_model=page_of(model_of(Differing)))
def disputes(asked: Asked, view: Viewed, turn: Turned) -> Response:
    """What sources tell differently: the number, the day, who did it, or that it happened."""
    if view.is_listed:
        page = asked.disputes(view.filter(), turn.after, turn.limit)
        return paged(turn, Page(tuple(Differing(*pair) for pair in page.items), page.next))
    kept = view.ledger(asked)
    events = {e.id: e for e in kept.events}
    found = [Differing(d, events[d.event]) for d in kept.disputes]
    return paged(turn, page_after(found, turn.after, turn.limit, _place))


@router.get("/tallies", response_model=list[model_of(Tally)])  # type: ignore[misc]
def tallies(
    asked: Asked,
    view: Viewed,
    toward: Annotated[bool, Query(description="By the other side.")] = False,
    month: Annotated[bool, Query(description="By month.")] = False,
) -> Response:
    """How many persons, by distinct events: ranges with the events behind them."""
    return Wire(tallied(view.ledger(asked), view.party, toward=toward, month=month))


@router.get("/standing", response_model=list[model_of(Standing)])  # type: ignore[misc]
def standing(
    asked: Asked,
    view: Viewed,
    on: Annotated[date | None, Query(description="By default `as_of`, else today.", examples=["2025-12-31"])] = None,
) -> Response:
    """What is closed, open, in force or held on a day, since when, and by which event."""
    return Wire(standing_on(view.ledger(asked), on or view.as_of or today()))


@router.get("/changes", response_model=list[model_of(Changed)])  # type: ignore[misc]
def changes(
    asked: Asked,
    since: Annotated[date, Query(description="What was known on this day is left out.", examples=["2025-11-30"])],
    party: Parties,
    as_of: AsOf = None,
    limit: Limit = 100,
) -> Response:
    """What became known after a day, up to `as_of`: events and promises that are new or were told otherwise."""
    return Wire(asked.changes(since, as_of, party, limit))


def _proven(asked: Asked, id: str, as_of: date | None) -> Response:
    found = asked.event(id, as_of)
    proofs = tuple(Proof(e.claim, heading(e.report)) for e in found.evidence)
    return Wire(Proven(found.item, proofs, found.parties, found.disputes))


def _place(one: Differing) -> str:
    return f"{one.dispute.event} {one.dispute.field}"
