"""The server in one piece: pages, API and the guard before both."""

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from importlib.resources import files
from urllib.parse import quote

from fastapi import FastAPI, Request
from fastapi.responses import RedirectResponse
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.responses import Response
from starlette.staticfiles import StaticFiles

from dragoman import __version__
from dragoman.access import Access, Guard, Refusal
from dragoman.access.guard import HEADERS
from dragoman.api import Answers, Fault, Feeds, Figures, Measured, make_api, problem, tell_errors
from dragoman.processes import Processes
from dragoman.web.login import make_login
from dragoman.web.pages import error_page, make_pages
from dragoman.web.rendering import page
from dragoman.web.renewal import renewing
from dragoman.web.routes import listed

#: How a server on loopback is called. Another name for it could be a foreign page's (DNS rebinding).
LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
DESCRIPTION = (
    "What states promised, demanded, did and refused toward one another, as dated reports tell it, each cell with its "
    "words. `as_of` asks for the ledger as it stood on a day; listings go on with `after`; every answer has an `ETag`."
)


def make_app(processes: Processes, access: Access, hosts: Sequence[str] = LOOPBACK) -> FastAPI:
    """The app over a desk's answers, for who may come in, called by one of `hosts` (`*`: by any name)."""
    app = FastAPI(
        title="Dragoman",
        version=__version__,
        description=DESCRIPTION,
        docs_url=None,
        redoc_url=None,
        lifespan=renewing(processes),
        telemetry={"tracing": False},
    )
    app.state.processes, app.state.access, app.state.answers = processes, access, Answers()
    app.state.feeds, app.state.figures = Feeds(processes), Figures(processes)
    app.include_router(make_api())
    app.include_router(make_login(access))
    app.include_router(make_pages(processes))
    app.add_api_route("/api", _routes, include_in_schema=False)
    app.mount("/static", StaticFiles(directory=str(files("dragoman.web") / "static")))
    tell_errors(app, _told)
    app.add_exception_handler(Refusal, _refused)
    app.add_middleware(Guard, access=access, refuse=_refused)
    app.add_middleware(Measured, figures=app.state.figures)
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=list(hosts), www_redirect=False)
    return app


def _routes(request: Request) -> Response:
    """A page that lists the routes of the API."""
    return page(request, "api.html", routes=listed(request.app.openapi()))


def _refused(request: Request, refusal: Exception) -> Response:
    """A refusal; who only has to log in is led there."""
    assert isinstance(refusal, Refusal)  # noqa: S101 - registered for it alone
    if refusal.status == HTTPStatus.UNAUTHORIZED and request.method == "GET" and _wants_page(request):
        here = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        return RedirectResponse(f"/login?next={quote(here, safe='')}", 303)
    return _told(request, refusal.status, refusal.detail, (), refusal.headers)


def _told(
    request: Request, status: int, detail: str, errors: tuple[Fault, ...], headers: Mapping[str, str]
) -> Response:
    """What went wrong: a page for people, a problem for programs."""
    answer = (
        error_page(request, status, HTTPStatus(status).phrase, detail)
        if _wants_page(request)
        else problem(status, detail, errors)
    )
    answer.headers.update({**HEADERS, **headers} if status == HTTPStatus.INTERNAL_SERVER_ERROR else headers)
    return answer


def _wants_page(request: Request) -> bool:
    return "text/html" in request.headers.get("accept", "") and not request.url.path.startswith("/api/")
