"""Coming in and going out."""

from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import RedirectResponse
from starlette.responses import Response

from dragoman.access import Access
from dragoman.access.gate import local_path
from dragoman.access.guard import cookie_header, session_header
from dragoman.web.rendering import page

LONGEST = 1000


def make_login(access: Access) -> APIRouter:
    """The form, what it is posted to, and the way out."""
    router = APIRouter(include_in_schema=False)

    @router.get("/login")
    def form(request: Request, onward: Annotated[str, Query(alias="next", max_length=LONGEST)] = "/") -> Response:
        if request.state.user is not None:
            return RedirectResponse(local_path(onward), 303)
        return page(request, "login.html", onward=onward, wrong=False)

    @router.post("/login")
    def log_in(
        request: Request,
        name: Annotated[str, Form(max_length=LONGEST)],
        password: Annotated[str, Form(max_length=LONGEST)],
        onward: Annotated[str, Form(alias="next", max_length=LONGEST)] = "/",
    ) -> Response:
        cookie = access.log_in(name, password, request.client.host if request.client else "")
        if cookie is None:
            return page(request, "login.html", 401, onward=onward, wrong=True)
        access.log_out(request.state.visit.cookie)
        return RedirectResponse(local_path(onward), 303, {"Set-Cookie": session_header(request.scope, cookie)})

    @router.post("/logout")
    def log_out(request: Request) -> Response:
        access.log_out(request.state.visit.cookie)
        return RedirectResponse("/login", 303, {"Set-Cookie": cookie_header(request.scope, "", 0)})

    return router
