"""The routes of the API, part by part."""

from fastapi import APIRouter

from dragoman.api import governing, judging, ledgers, server, stream, texts
from dragoman.api.problems import RESPONSES


def make_api() -> APIRouter:
    """Everything under /api, /health and /metrics.

    The app that it is put into holds `state.processes`, `state.access`, `state.answers`, `state.feeds` and
    `state.figures`.
    """
    api = APIRouter(responses=RESPONSES)
    for part in (ledgers, texts, judging, stream, governing, server):
        api.include_router(part.router)
    return api
