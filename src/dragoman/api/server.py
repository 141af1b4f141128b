"""How the server itself does: whether it lives, and its figures for Prometheus."""

import time
from collections.abc import Iterator

from fastapi import APIRouter, Request
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily, InfoMetricFamily, Metric
from prometheus_client.process_collector import ProcessCollector
from prometheus_client.registry import Collector
from pydantic import BaseModel
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dragoman import __version__
from dragoman.api.parameters import Asked
from dragoman.processes import Processes

router = APIRouter(tags=["server"])
SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
#: Methods that are counted by name; whatever else a client makes up is one.
METHODS = frozenset({"GET", "HEAD", "POST", "DELETE"})


class Health(BaseModel):
    """The server answers, and so does its store."""

    status: str = "ok"


class Figures:
    """The figures of one server."""

    def __init__(self, processes: Processes) -> None:
        self.registry = CollectorRegistry()
        labels = ("method", "route", "status")
        self.requests = Counter("dragoman_requests", "Requests answered", labels, registry=self.registry)
        self.seconds = Histogram(
            "dragoman_request_seconds", "Time to the first byte", ("route",), buckets=SECONDS, registry=self.registry
        )
        ProcessCollector(registry=self.registry)
        self.registry.register(_Kept(processes))


class _Kept(Collector):
    """How much the store holds, counted when it is asked for."""

    def __init__(self, processes: Processes) -> None:
        self._processes = processes

    def describe(self) -> list[Metric]:
        return []

    def collect(self) -> Iterator[Metric]:
        reports, claims = self._processes.desk.store.sizes()
        yield GaugeMetricFamily("dragoman_reports", "Reports kept", reports)
        yield GaugeMetricFamily("dragoman_claims", "Claims kept", claims)
        about = {"program": __version__, "store": self._processes.version()}
        yield InfoMetricFamily("dragoman", "Which program, over which state of the store", about)


class Measured:
    """Counts requests by route and status, and the time to their first byte."""

    def __init__(self, app: ASGIApp, figures: Figures) -> None:
        self._app = app
        self._figures = figures

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Measure a request over HTTP."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun = time.perf_counter()

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._count(scope, message["status"], time.perf_counter() - begun)
            await send(message)

        await self._app(scope, receive, sent)

    def _count(self, scope: Scope, status: int, seconds: float) -> None:
        route = getattr(scope.get("route"), "path", "none")
        method = scope["method"] if scope["method"] in METHODS else "other"
        self._figures.requests.labels(method, route, str(status)).inc()
        self._figures.seconds.labels(route).observe(seconds)


@router.get("/health", response_model=Health)
def health(asked: Asked) -> Health:
    """Whether the server and its store answer. Anyone may ask."""
    asked.version()
    return Health()


@router.get("/metrics", response_class=Response, responses={200: {"content": {"text/plain": {}}}})
def metrics(request: Request) -> Response:
    """Figures for Prometheus."""
    figures: Figures = request.app.state.figures
    return Response(generate_latest(figures.registry), media_type=CONTENT_TYPE_LATEST)
