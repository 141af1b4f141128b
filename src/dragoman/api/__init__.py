"""The answers of the desk as JSON, under /api: typed, by cursor, as of any day. No rules of its own."""

from dragoman.api.answers import Answer, Answers
from dragoman.api.feed import Feeds
from dragoman.api.problems import Fault, problem, tell_errors
from dragoman.api.routes import make_api
from dragoman.api.server import Figures, Measured
from dragoman.api.versions import version_of

__all__ = [
    "Answer",
    "Answers",
    "Fault",
    "Feeds",
    "Figures",
    "Measured",
    "make_api",
    "problem",
    "tell_errors",
    "version_of",
]
