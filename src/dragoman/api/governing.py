"""Who has an account: for admins alone."""

from typing import NamedTuple

from fastapi import APIRouter
from starlette.responses import Response

from dragoman.api.parameters import Doors, PartyId
from dragoman.api.shapes import Wire, model_of
from dragoman.records import Token, User

router = APIRouter(prefix="/api", tags=["access"])


class Account(NamedTuple):
    """A user and the tokens that hold, without what they are."""

    user: User
    tokens: tuple[Token, ...]


@router.get("/users", response_model=list[model_of(Account)])  # type: ignore[misc]
def users(doors: Doors) -> Response:
    """Everyone who has an account."""
    tokens = doors.accounts.tokens()
    return Wire([Account(u, tuple(t for t in tokens if t.user == u.name)) for u in doors.accounts.users()])


@router.delete("/users/{name}/sessions", status_code=204, response_model=None)
def send_out(doors: Doors, name: PartyId) -> Response:
    """End the sessions of a user and take the tokens back."""
    doors.accounts.send_out(name)
    return Response(status_code=204)
