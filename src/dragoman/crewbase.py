"""Imported by the process that workers are forked from: what they share is loaded here, once."""

import gc
import signal
from contextlib import suppress

from dragoman.claims import read_report
from dragoman.errors import ModelError
from dragoman.language.detect import detect
from dragoman.reader import load_reader
from dragoman.reports.pages import page_report

__all__ = ["page_report", "read_report"]

# Ctrl-C goes to all processes of a terminal; this one ends with its parent.
signal.signal(signal.SIGINT, signal.SIG_IGN)
_PAGE = (
    b"<title>A page</title><meta property='article:published_time' content='2025-12-13'><article><p>%b</p></article>"
)
page_report(_PAGE % (b"Words that make a page long enough to be read as one. " * 9), "a page", detect)
with suppress(ModelError):  # told by the worker that misses it
    load_reader()
gc.freeze()
