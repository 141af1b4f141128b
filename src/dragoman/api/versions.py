"""Answers that need not be sent again."""

from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import Request
from fastapi.routing import APIRoute
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from dragoman import __version__
from dragoman.api.parameters import today
from dragoman.ids import content_id


class Versioned(APIRoute):
    """A route whose answer is the same until the store, the day or the program is another."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The handler, which answers 304 to who has this version already."""
        handler = super().get_route_handler()

        async def answer(request: Request) -> Response:
            tag = await run_in_threadpool(_tag, request)
            if tag in map(str.strip, request.headers.get("if-none-match", "").split(",")):
                return Response(status_code=304, headers={"ETag": tag})
            response = await handler(request)
            if tag == await run_in_threadpool(_tag, request):  # else it may be of either version
                response.headers["ETag"] = tag
            return response

        return answer


def _tag(request: Request) -> str:
    version: str = request.app.state.processes.version()
    return f'W/"{content_id("v", version, today().isoformat(), __version__)}"'
