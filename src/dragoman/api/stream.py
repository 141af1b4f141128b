"""The event stream: what moves in the ledger, told as it moves (Server-Sent Events)."""

from collections.abc import AsyncIterator
from typing import Annotated

import anyio
from fastapi import APIRouter, Depends, Header, HTTPException, Request
from fastapi.sse import EventSourceResponse, ServerSentEvent
from starlette.concurrency import run_in_threadpool

from dragoman.api.feed import LISTENERS, Feeds
from dragoman.api.parameters import Parties
from dragoman.serial import line, plain

router = APIRouter(prefix="/api", tags=["ledger"])
#: Seconds between two looks.
PAUSE = 1.0


def _feeds(request: Request) -> Feeds:
    found: Feeds = request.app.state.feeds
    if found.listening >= LISTENERS:
        raise HTTPException(503, "too many listen already", {"Retry-After": "60"})
    return found


@router.get("/stream", response_class=EventSourceResponse)
async def stream(
    feeds: Annotated[Feeds, Depends(_feeds)],
    party: Parties,
    last_event_id: Annotated[str | None, Header(max_length=200)] = None,
) -> AsyncIterator[ServerSentEvent]:
    """What moves: of one party or two each event and promise that is new or was told otherwise, else each process.

    The first event, and one after all that moved together, is `version`. With `Last-Event-ID` it goes on after that
    event; where that is too long ago it begins with `version`: ask for the ledger again.
    """
    feed = await run_in_threadpool(feeds.of, party)
    position = feed.position(last_event_id)
    feeds.listening += 1
    try:
        while True:
            moved, position = await run_in_threadpool(feed.after, position)
            for one in moved:
                yield ServerSentEvent(raw_data=line(plain(one.what)), event=one.kind, id=one.id)
            await anyio.sleep(PAUSE)
    finally:
        feeds.listening -= 1
