"""A desk with a few reports of our own, told claim by claim, behind the pages."""

import re
from collections.abc import Callable, Iterator
from datetime import date

import pytest
from fastapi import Request
from starlette.responses import HTMLResponse
from starlette.testclient import TestClient

from dragoman.access import Access
from dragoman.desk import READER, Desk
from dragoman.ids import content_id
from dragoman.processes import Processes
from dragoman.records import Act, Claim, Count, Interval, Reason, Report, Role, Span, Status, User
from dragoman.store.accounts import accounts_of
from dragoman.web.app import make_app

HOME = "http://127.0.0.1:8600"
Tell = Callable[..., Claim]


@pytest.fixture
def tell(desk: Desk) -> Tell:
    """Keeps a report with one claim on all of its first sentence: tell("Minsk freed 52.", count=52, actor="BY")."""

    def keep(text: str, on: str = "2025-09-11", act: str = "release", status: str = "done", **known: object) -> Claim:
        count, when = known.pop("count", None), known.pop("when", None)
        actor, target = str(known.pop("actor", "BY")), str(known.pop("target", ""))
        report = Report(
            id=str(known.pop("report", content_id("report", on, text))),
            text=text,
            published=date.fromisoformat(on),
            lang=str(known.pop("lang", "en")),
            outlet=known.pop("outlet", None),
            title=known.pop("title", None),
            url=known.pop("url", None),
        )
        span = Span(0, text.find(".") + 1 or len(text))
        words = {
            field: Span(*found.span()) for field, w in known.items() if (found := re.search(re.escape(str(w)), text))
        }
        claim = Claim(
            id=content_id("claim", report.id, act, status),
            report=report.id,
            lang=report.lang,
            published=report.published,
            act=Act(act),
            status=Status(status),
            actor=tuple(actor.split()),
            target=tuple(target.split()),
            object=None,
            persons=(),
            count=Count(count, count) if isinstance(count, int) else None,
            when=Interval(*[date.fromisoformat(str(when))] * 2) if when else None,
            place=None,
            source=(),
            condition=None,
            span=span,
            quote=span.of(text),
            score=0.9,
            reasons=tuple(
                Reason(field=field.removesuffix("_words"), words=(w,), how="stated", score=0.95)
                for field, w in words.items()
            ),
            outlet=report.outlet,
        )
        desk.store.add_report(report)
        desk.store.add_reading(report.id, (claim,), READER)
        return claim

    return keep


def _word(request: Request) -> str:
    """A page of nothing but the word that forms carry."""
    return str(request.state.csrf)


@pytest.fixture
def browse(desk: Desk) -> Iterator[Callable[..., TestClient]]:
    """Makes a browser on the desk's own machine, for who has some role."""
    opened = []

    def make(role: Role = Role.ADMIN, over: Desk = desk) -> TestClient:
        access = Access(accounts_of(over.store), User("vera", role))
        app = make_app(Processes(over), access)
        app.add_api_route("/word", _word, response_class=HTMLResponse)
        client = TestClient(app, base_url=HOME, headers={"accept": "text/html"})
        opened.append(client.__enter__())
        return opened[-1]

    yield make
    for client in opened:
        client.__exit__(None, None, None)
