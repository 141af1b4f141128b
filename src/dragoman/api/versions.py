"""Answers that need not be sent again, or not be made again."""

from collections.abc import Callable, Coroutine
from typing import Any, NamedTuple

from fastapi import Request
from fastapi.routing import APIRoute
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from dragoman import __version__
from dragoman.api.answers import Answer, Answers
from dragoman.clock import today
from dragoman.ids import content_id
from dragoman.processes import Processes

#: Headers of an answer that are made anew for each.
OWN = ("content-length", "etag")


class Versioned(APIRoute):
    """A route whose answer is the same until the store, the day or the program is another."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The handler, which answers 304 to who has this version already, and what was answered before to others."""
        handler = super().get_route_handler()

        async def answer(request: Request) -> Response:
            answers: Answers = request.app.state.answers
            place, tag = str(request.url), (await run_in_threadpool(version_of, request)).tag
            if tag in map(str.strip, request.headers.get("if-none-match", "").split(",")):
                return Response(status_code=304, headers={"ETag": tag})
            async with answers.making(place):
                made = answers.of(tag, place)
                if made:
                    return Response(made.body, headers={**dict(made.headers), "ETag": tag})
                return await made_anew(request, place, tag)

        async def made_anew(request: Request, place: str, tag: str) -> Response:
            answers: Answers = request.app.state.answers
            response = await handler(request)
            now = await run_in_threadpool(version_of, request)
            if tag == now.tag:  # else it may be of either version
                if now.stands and response.status_code == 200:
                    headers = tuple((k, v) for k, v in response.headers.items() if k not in OWN)
                    answers.hold(tag, place, Answer(bytes(response.body), headers))
                response.headers["ETag"] = tag
            return response

        return answer


class Version(NamedTuple):
    """What answers are made of now."""

    tag: str  #: as the header ETag says it
    stands: bool  #: whether the kept ledger is of all that the store holds: it stays so until the tag is another


def version_of(request: Request) -> Version:
    """The version of all that an answer is made of."""
    processes: Processes = request.app.state.processes
    stand = processes.desk.store.items.stand()
    tag = f'W/"{content_id("v", stand.word, today().isoformat(), __version__)}"'
    return Version(tag, stand.holds)
