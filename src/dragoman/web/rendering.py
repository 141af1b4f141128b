"""From records to pages: one environment for all templates, which escapes whatever is not markup of ours."""

from collections.abc import Callable, Mapping
from functools import lru_cache
from secrets import token_hex
from urllib.parse import quote, urlencode

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import ChoiceLoader, Environment, PackageLoader, pass_context
from jinja2.runtime import Context

from dragoman.access.roles import may
from dragoman.clock import today
from dragoman.exports import rendered
from dragoman.exports.around import judgement_named
from dragoman.exports.text import Piece, pieces
from dragoman.exports.wording import language_name, party_name
from dragoman.processes import Hit
from dragoman.records import Role, Span, User

#: Stands in a page where the word of a visit goes; nobody else can know it.
WORD = token_hex(32)


def address(*parts: str, **asked: object) -> str:
    """The address of a page: its path, and of its state what is set."""
    return _place("/" + "/".join(quote(part, safe="") for part in parts), asked)


def _place(path: str, asked: Mapping[str, object]) -> str:
    known = {k: v for k, v in asked.items() if v not in (None, "", False, [], ())}
    return path + (f"?{urlencode(known, doseq=True)}" if known else "")


def page(request: Request, template: str, status: int = 200, **shown_on_it: object) -> "Page":
    """A page from a template; what every page needs is there: who looks at it, where it is, what it holds of state."""
    text = environment().get_template(template).render(**_everywhere(request), **shown_on_it).encode("utf-8", "replace")
    return Page(text, getattr(request.state, "csrf", ""), status)


class Page(HTMLResponse):
    """A page with the word of a visit in its forms; `blank` has a place for it, and is the same for all visits."""

    def __init__(self, blank: bytes, csrf: str, status: int = 200) -> None:
        self.blank = blank
        super().__init__(blank.replace(WORD.encode(), csrf.encode()), status_code=status)


def viewer_of(request: Request) -> User | None:
    """Who is signed in, or None."""
    viewer: User | None = getattr(request.state, "user", None)
    return viewer


def may_judge(request: Request) -> bool:
    """Whether who looks at a page may say something of it."""
    viewer = viewer_of(request)
    return viewer is not None and may(viewer.role, Role.JUDGE)


def _everywhere(request: Request) -> Mapping[str, object]:
    query = request.query_params
    state = {k: query.getlist(k) for k in query if k != "said"}
    path = quote(request.scope["path"], safe="/")
    return {
        "viewer": viewer_of(request),
        "may_judge": may_judge(request),
        "csrf": WORD,
        "alone": request.app.state.access.alone is not None,
        "path": path,
        "here": _place(path, state),
        "state": state,
        "today": today(),
        "notice": judgement_named(request.app.state.processes, query.get("said", "")),
    }


@lru_cache(maxsize=1)
def environment() -> Environment:
    """The templates of the pages, over those that they share with the static site."""
    loader = ChoiceLoader([PackageLoader("dragoman.web"), PackageLoader("dragoman.exports")])
    made = rendered.environment(loader, address, again=_again)
    made.filters |= {"facet": _facet, "found_words": _found_words}
    return made


def _facet(value: str, name: str) -> str:
    """What a search is narrowed to, in words."""
    words: Mapping[str, Callable[[str], str]] = {"act": _spaced, "party": party_name, "lang": language_name}
    return words.get(name, str)(value)


def _spaced(id: str) -> str:
    return id.replace("_", " ")


def _found_words(hit: Hit) -> list[Piece]:
    """The snippet of a hit, cut around the words that were sought."""
    return pieces(hit.snippet, [(span, "found") for span in hit.spans], Span(0, len(hit.snippet)))


@pass_context
def _again(context: Context, **changed: object) -> str:
    """The address of this page with some of its state changed; what is listed begins anew."""
    state = {k: v for k, v in context["state"].items() if k not in ("after", "page")}
    return _place(context["path"], {**state, **changed})
