"""Dragoman: dated news reports in any language in, a sourced ledger of what states do to one another out."""

from typing import TYPE_CHECKING

from dragoman.records import Act as Act
from dragoman.records import Claim as Claim
from dragoman.records import Count as Count
from dragoman.records import Event as Event
from dragoman.records import Interval as Interval
from dragoman.records import Ledger as Ledger
from dragoman.records import Problem as Problem
from dragoman.records import Promise as Promise
from dragoman.records import Report as Report
from dragoman.records import Span as Span
from dragoman.records import Status as Status

if TYPE_CHECKING:
    from dragoman.exports.frames import frames as frames

__version__ = "0.1.0"
__all__ = [
    "Act",
    "Claim",
    "Count",
    "Event",
    "Interval",
    "Ledger",
    "Problem",
    "Promise",
    "Report",
    "Span",
    "Status",
    "frames",
]


def __getattr__(name: str) -> object:
    """What needs a store and libraries is imported when it is first used."""
    if name == "frames":
        from dragoman.exports.frames import frames  # noqa: PLC0415

        return frames
    raise AttributeError(f"module 'dragoman' has no attribute {name!r}")
