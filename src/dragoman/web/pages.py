"""The pages: processes, the bargain, event, promise, report, search, open promises, disputes, changes, judgements.

Each handler asks `Processes` and hands the answer to a template. A page's address holds its whole state.
"""

from collections.abc import Callable, Coroutine
from typing import Annotated, Any

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from fastapi.routing import APIRoute
from pydantic import BaseModel

from dragoman.access.gate import local_path
from dragoman.api import Answer, Answers, version_of
from dragoman.clock import today
from dragoman.desk import standing_on
from dragoman.errors import JudgementError, NotFoundError
from dragoman.exports.around import (
    bounds,
    flags,
    linked,
    near,
    timeline,
    with_events,
)
from dragoman.exports.bargain import bands, others
from dragoman.exports.brief import head_of
from dragoman.exports.dossier import web_address
from dragoman.exports.evidence import LABELS, card, grouped, judged
from dragoman.exports.text import pieces
from dragoman.exports.wording import party_name
from dragoman.language.furniture import find_furniture
from dragoman.language.pack import load_pack
from dragoman.ledger.judge import holding
from dragoman.processes import Process, Processes
from dragoman.records import Act, Event, Promise, Span
from dragoman.web.asked import BadAddressError, asked_of, filter_of, order_of, refuse_controls
from dragoman.web.changed import differences
from dragoman.web.exporting import exported, offered
from dragoman.web.judging import FIELDS, judgements_of
from dragoman.web.rendering import Page, address, may_judge, page, viewer_of
from dragoman.web.spark import spark

#: Rows of a listing, bands of a bargain, wordings of an event on one page.
LISTED, BANDS, WORDINGS = 50, 60, 60
#: Promises and disputes shown beside a bargain; the rest has a page of its own.
BESIDE = 30
PROCESS_ORDERS: dict[str, Callable[[Process], Any]] = {
    "told": lambda p: -p.last.toordinal(),
    "parties": lambda p: (party_name(p.one), party_name(p.other)),
    "open": lambda p: -p.open,
    "claims": lambda p: -p.claims,
}
PROMISE_ORDERS: dict[str, Callable[[Promise], Any]] = {
    "age": lambda p: (p.since, p.id),
    "status": lambda p: (p.status, p.since, p.id),
    "who": lambda p: (p.actor, p.since, p.id),
    "act": lambda p: (p.act, p.since, p.id),
    "told": lambda p: (-p.last.toordinal(), p.id),
}


class Said(BaseModel):
    """A form beside a claim, an event, a promise or a judgement; what is not of its kind is empty."""

    verdict: str = ""
    claim: str = ""  #: that is judged; to undo: the judgement
    item: str = ""  #: the event or promise beside which the form stands
    same_as: str = ""
    kept_by: str = ""
    field: str = ""
    value: str = ""
    reason: str = ""
    back: str = "/"  #: the page on which the form stands


class PageRoute(APIRoute):
    """A route whose faults are pages too."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The handler, with a page for what is not kept, cannot be read, or is not allowed."""
        handler = super().get_route_handler()

        async def answer(request: Request) -> Response:
            try:
                refuse_controls(request)
                return await handler(request)
            except NotFoundError as error:
                return error_page(request, 404, "Not kept here", str(error))
            except (BadAddressError, JudgementError) as error:
                return error_page(request, 400, "This cannot be read", str(error))

        return answer


def error_page(request: Request, code: int, heading: str, message: str) -> HTMLResponse:
    """A page that says what is wrong and what to do next."""
    return page(request, "error.html", code, code=code, heading=heading, message=message)


def make_pages(processes: Processes) -> APIRouter:
    """The pages over a desk's answers. Who looks is `request.state.user`, the forms carry `request.state.csrf`.

    Whether they may is decided before: a request that reaches these handlers was let pass.
    """
    router = APIRouter(route_class=PageRoute, include_in_schema=False)
    for path, make in (
        ("/", _processes),
        ("/process/{one}", _process),
        ("/process/{one}/{other}", _process),
        ("/event/{id}", _item),
        ("/promise/{id}", _item),
        ("/claim/{id}", _claim),
        ("/report/{id:path}", _report),
        ("/search", _search),
        ("/open", _open),
        ("/disputes", _disputes),
        ("/changes", _changes),
        ("/judgements", _judgements),
    ):
        router.add_api_route(
            path, _over(processes, _made_once(make)), methods=["GET", "HEAD"], response_class=HTMLResponse
        )
    router.add_api_route("/export/{form}", _over(processes, exported), methods=["GET"])

    @router.post("/judge")
    def judge(request: Request, said: Annotated[Said, Form()]) -> Response:
        return _judge(processes, request, said)

    return router


def _made_once(make: Callable[[Processes, Request], Response]) -> Callable[[Processes, Request], Response]:
    """A handler that makes a page once for as long as nothing it tells is another, for each user."""

    def handler(processes: Processes, request: Request) -> Response:
        answers: Answers = request.app.state.answers
        tag = version_of(request).tag
        asked = (str(request.url), viewer_of(request))
        known = answers.of(tag, asked)
        if known:
            return Page(known.body, request.state.csrf)
        made = make(processes, request)
        now = version_of(request)
        if isinstance(made, Page) and made.status_code == 200 and now.tag == tag and now.stands:
            answers.hold(tag, asked, Answer(made.blank))
        return made

    return handler


def _over(processes: Processes, make: Callable[[Processes, Request], Response]) -> Callable[[Request], Response]:
    def handler(request: Request) -> Response:
        return make(processes, request)

    return handler


def _processes(processes: Processes, request: Request) -> Response:
    asked, party = asked_of(request), request.query_params.get("party") or None
    order = order_of(request, PROCESS_ORDERS)
    found = processes.list(asked.after, LISTED, party)
    done = processes.items(p.moved for p in found.items if p.moved)
    rows = [(p, spark(p.months), done.get(p.moved)) for p in sorted(found.items, key=PROCESS_ORDERS[order])]
    return page(request, "processes.html", asked=asked, rows=rows, next=found.next, party=party, order=order)


def _process(processes: Processes, request: Request) -> Response:
    asked, path = asked_of(request), request.path_params
    parties = tuple(dict.fromkeys(p for p in (path["one"], path.get("other")) if p))
    whole = processes.ledger(parties)
    if not (whole.events or whole.promises):
        raise NotFoundError(f"no report tells of anything between {' and '.join(map(party_name, parties))}")
    kept = processes.ledger(parties, asked.as_of, as_known=asked.as_known) if asked.as_of else whole
    oldest, start = request.query_params.get("order") == "oldest", (asked.number - 1) * BANDS
    found, marks = bands(kept, parties, oldest=oldest), flags(kept)
    return page(
        request,
        "process.html",
        asked=asked,
        parties=parties,
        kept=kept,
        head=head_of(kept),
        bands=found[start : start + BANDS],
        more=len(found) > start + BANDS,
        others=others(kept, parties)[:BESIDE],
        opened=sorted((p for p in kept.promises if p.is_open), key=PROMISE_ORDERS["age"]),
        came=sorted((p for p in kept.promises if not p.is_open), key=PROMISE_ORDERS["told"]),
        beside=BESIDE,
        standing=standing_on(kept, asked.as_of or today()),
        disputes=with_events(kept),
        flags=marks,
        picture=timeline(kept, parties, marks.titles),
        bounds=bounds(whole, asked.as_of),
        forms=offered(),
        oldest=oldest,
        day=asked.as_of or today(),
    )


def _item(processes: Processes, request: Request) -> Response:
    """An event or a promise."""
    asked = asked_of(request)
    opened = processes.event(request.path_params["id"], asked.as_of)
    kind = _kind(opened.item)
    if not request.url.path.startswith(f"/{kind}/"):
        return RedirectResponse(address(kind, opened.item.id, **request.query_params), 308)
    start = (asked.number - 1) * WORDINGS
    log = holding(processes.desk.store.judgements())
    return page(
        request,
        f"{kind}.html",
        asked=asked,
        item=opened.item,
        parties=opened.parties,
        origins=grouped(
            opened.evidence[start : start + WORDINGS], opened.item, processes.desk.lineages(asked.as_of), log
        ),
        labels=LABELS,
        more=len(opened.evidence) > start + WORDINGS,
        disputes=opened.disputes,
        by_claim={e.claim.id: e for e in opened.evidence},
        linked=linked(opened.item, opened.stands),
        near=near(opened.item, opened.stands),
        fields=FIELDS,
        day=asked.as_of or today(),
    )


def _claim(processes: Processes, request: Request) -> Response:
    """To the event or promise that a claim tells of; where it was judged away, to its report."""
    id, said = request.path_params["id"], request.query_params.get("said")
    report = processes.desk.store.claim(id).report
    found = next(iter(processes.telling((id,))), None)
    if found is None:
        return RedirectResponse(f"{address('report', report, said=said)}#{id}", 307)
    number = found.claims.index(id) // WORDINGS + 1
    place = address(_kind(found), found.id, page=number if number > 1 else None, said=said)
    return RedirectResponse(f"{place}#{id}", 307)


def _report(processes: Processes, request: Request) -> Response:
    asked = asked_of(request)
    report, claims = processes.report(request.path_params["id"])
    marks = [(c.span, str(n)) for n, c in enumerate(claims, 1)]
    furniture = [(span, "furniture") for span in find_furniture(report.text, load_pack(report.lang))]
    said = judged(holding(processes.desk.store.judgements()))
    return page(
        request,
        "report.html",
        asked=asked,
        report=report,
        url=web_address(report.url),
        cards=[card(c, report, None, said.get(c.id, ())) for c in claims],
        pieces=pieces(report.text, [*furniture, *marks], Span(0, len(report.text))),
        labels=LABELS,
        fields=FIELDS,
    )


def _search(processes: Processes, request: Request) -> Response:
    asked, narrowed = asked_of(request), filter_of(request)
    words = request.query_params.get("words", "").strip()
    found = processes.search(words, narrowed, asked.after, LISTED) if words else None
    return page(request, "search.html", asked=asked, words=words, filter=narrowed, found=found)


def _open(processes: Processes, request: Request) -> Response:
    asked, narrowed, order = asked_of(request), filter_of(request), order_of(request, PROMISE_ORDERS)
    after: str | None = None
    if asked.as_of and narrowed.party:
        kept = processes.ledger((narrowed.party,), asked.as_of)
        acts, statuses = narrowed.act, narrowed.status
        found = [p for p in kept.promises if p.is_open and acts in (None, p.act) and statuses in (None, p.status)]
    else:
        listed = processes.promises(narrowed, asked.after, LISTED)
        found, after = list(listed.items), listed.next
    return page(
        request,
        "open.html",
        asked=asked,
        filter=narrowed,
        promises=sorted(found, key=PROMISE_ORDERS[order]),
        next=after,
        order=order,
        day=asked.as_of or today(),
        acts=Act,
    )


def _disputes(processes: Processes, request: Request) -> Response:
    asked, narrowed = asked_of(request), filter_of(request)
    after: str | None = None
    if asked.as_of and narrowed.party:
        found = with_events(processes.ledger((narrowed.party,), asked.as_of))
    else:
        listed = processes.disputes(narrowed, asked.after, LISTED)
        found, after = list(listed.items), listed.next
    return page(request, "disputes.html", asked=asked, filter=narrowed, disputes=found, next=after)


def _changes(processes: Processes, request: Request) -> Response:
    asked = asked_of(request)
    parties = tuple(p for p in request.query_params.getlist("party") if p)[:2]
    found = processes.changes(asked.since, asked.as_of, parties) if asked.since else ()
    start = (asked.number - 1) * LISTED
    shown = [(c, differences(c.before, c.item)) for c in found[start : start + LISTED]]
    more = len(found) > start + LISTED
    return page(request, "changes.html", asked=asked, parties=parties, rows=shown, total=len(found), more=more)


def _judgements(processes: Processes, request: Request) -> Response:
    asked = asked_of(request)
    log = list(processes.desk.store.judgements())
    oldest, start = request.query_params.get("order") == "oldest", (asked.number - 1) * LISTED
    return page(
        request,
        "judgements.html",
        asked=asked,
        log=(log if oldest else log[::-1])[start : start + LISTED],
        total=len(log),
        hold={j.id for j in holding(log)},
        oldest=oldest,
        more=len(log) > start + LISTED,
    )


def _judge(processes: Processes, request: Request, said: Said) -> Response:
    """Keep what a form says, then back to where it was said."""
    viewer = viewer_of(request)
    if viewer is None or not may_judge(request):
        return error_page(request, 403, "Not allowed", "to judge you need an account with the role judge")
    before = processes.items((said.item,)).get(said.item)
    found = judgements_of(said.model_dump(), viewer.name, today(), processes)
    for one in found:
        processes.judge(one)
    back = local_path(said.back).partition("#")[0]
    place = back if before is None else _where_now(processes, before, said.claim, back)
    last = processes.desk.store.judgements()[-1].id
    joined = f"{place}{'&' if '?' in place else '?'}said={last}"
    return RedirectResponse(f"{joined}#{said.claim or 'notice'}", 303)


def _where_now(processes: Processes, before: Event | Promise, claim: str, back: str) -> str:
    """The page of what an event or promise has become: its id may be another, or nothing may be left of it."""
    if back.partition("?")[0] != address(_kind(before), before.id):
        return back
    now = next(iter(processes.telling(before.claims)), None)
    if now is None:
        return address("claim", claim)
    return back if now.id == before.id else address(_kind(now), now.id)


def _kind(item: Event | Promise) -> str:
    return "event" if isinstance(item, Event) else "promise"
