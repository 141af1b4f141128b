"""What went wrong, as JSON that programs can read (RFC 9457)."""

import json
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException
from starlette.responses import Response

from dragoman.errors import AccountError, DragomanError, JudgementError, NotFoundError, StoreError

STATUSES: dict[type[DragomanError], int] = {NotFoundError: 404, AccountError: 404, JudgementError: 422, StoreError: 503}


class Fault(BaseModel):
    """One value of a request that cannot be."""

    place: str = Field(description="where it stands: query.limit, body.reason …")
    message: str


class ProblemDetails(BaseModel):
    """Why a request has no answer."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    errors: list[Fault] = []


#: Said by every route of the API.
RESPONSES: dict[int | str, dict[str, Any]] = {
    status: {
        "description": HTTPStatus(status).phrase,
        "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/ProblemDetails"}}},
    }
    for status in (400, 401, 403, 404, 413, 422, 429, 503)
}


def problem(
    status: int, detail: str, errors: tuple[Fault, ...] = (), headers: Mapping[str, str] | None = None
) -> Response:
    """A problem as the answer to a request."""
    told = ProblemDetails(title=HTTPStatus(status).phrase, status=status, detail=detail, errors=list(errors))
    body = json.dumps(told.model_dump(), ensure_ascii=False).encode("utf-8", "replace")
    return Response(body, status, headers, "application/problem+json")


def tell_errors(
    app: FastAPI, answer: Callable[[Request, int, str, tuple[Fault, ...], Mapping[str, str]], Response]
) -> None:
    """Let `answer` say every error of an app: ours, Starlette's, those of a request's values, and our own faults."""

    def ours(request: Request, error: Exception) -> Response:
        return answer(request, next(s for kind, s in STATUSES.items() if isinstance(error, kind)), str(error), (), {})

    def http(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)  # noqa: S101 - registered for it alone
        return answer(request, error.status_code, str(error.detail), (), error.headers or {})

    def values(request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)  # noqa: S101 - registered for it alone
        faults = tuple(Fault(place=".".join(map(str, e["loc"])), message=e["msg"]) for e in error.errors())
        told = "; ".join(f"{f.place}: {f.message}" for f in faults[:5])
        return answer(request, 422, told, faults, {})

    def fault(request: Request, _: Exception) -> Response:
        return answer(request, 500, "a fault of ours; the server's log tells more", (), {})

    for kind in STATUSES:
        app.add_exception_handler(kind, ours)
    app.add_exception_handler(HTTPException, http)
    app.add_exception_handler(RequestValidationError, values)
    app.add_exception_handler(Exception, fault)
