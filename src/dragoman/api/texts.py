"""Claims and reports, search in their words, and which version of all that is."""

from typing import Annotated, NamedTuple

from fastapi import APIRouter, Query
from starlette.responses import Response

from dragoman import __version__
from dragoman.api.parameters import PRINTED, Asked, Filtered, Id, Turned, paged
from dragoman.api.shapes import Wire, model_of, page_of
from dragoman.api.versions import Versioned
from dragoman.processes import Results
from dragoman.records import Claim, Kept, Report

router = APIRouter(prefix="/api", route_class=Versioned, tags=["reports"])


class Told(NamedTuple):
    """A report with its claims, in the order of its text."""

    report: Report
    claims: tuple[Claim, ...]


class Version(NamedTuple):
    """Which state of the store answers, how much it holds, and which program asks it."""

    version: str
    reports: int
    claims: int
    dragoman: str


@router.get("/claims", response_model=page_of(model_of(Claim)))
def claims(asked: Asked, by: Filtered, turn: Turned) -> Response:
    """What reports say, claim by claim, the newest first."""
    return paged(turn, asked.claims(by, turn.after, turn.limit))


@router.get("/claims/{id}", response_model=model_of(Claim))
def claim(asked: Asked, id: Id) -> Response:
    """One claim, each field with the words that it was read from."""
    return Wire(asked.desk.store.claim(id))


@router.get("/reports", response_model=page_of(model_of(Kept)))
def reports(asked: Asked, turn: Turned) -> Response:
    """What was taken in, the newest first, without the texts."""
    return paged(turn, asked.reports(turn.after, turn.limit))


@router.get("/reports/{id:path}", response_model=model_of(Told))
def report(asked: Asked, id: Id) -> Response:
    """One report as it was read, with its claims."""
    return Wire(Told(*asked.report(id)))


@router.get("/search", response_model=model_of(Results))
def search(
    asked: Asked,
    by: Filtered,
    turn: Turned,
    q: Annotated[str, Query(pattern=PRINTED, max_length=500, description="All of these words.", examples=["serbest"])],
) -> Response:
    """Claims and reports that hold some words, in any script, whatever their case and accents."""
    return Wire(asked.search(q, by, turn.after, turn.limit))


@router.get("/version", response_model=model_of(Version))
def version(asked: Asked) -> Response:
    """Which state of the store answers."""
    return Wire(Version(asked.version(), *asked.desk.store.sizes(), __version__))
