"""The routes of the API as a page shows them, read from the OpenAPI document."""

from collections.abc import Mapping
from typing import Any, NamedTuple


class Route(NamedTuple):
    """One route: how it is called, what for, and with what."""

    method: str
    path: str
    about: str
    parameters: tuple[tuple[str, str], ...]  #: name, and what it says


def listed(document: Mapping[str, Any]) -> tuple[Route, ...]:
    """The routes of an OpenAPI document, in its order."""
    return tuple(
        Route(method.upper(), path, told.get("description", ""), _parameters(told))
        for path, methods in document["paths"].items()
        for method, told in methods.items()
    )


def _parameters(told: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    return tuple((p["name"], p.get("description", "")) for p in told.get("parameters", ()))
