"""A report out of a text and what is told about it: by its first words, its file's name, its side file, its page."""

import json
import re
import tomllib
from collections.abc import Callable, Mapping
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

from dragoman.ids import content_id
from dragoman.records import Fault, Problem, Report

#: A report longer than this is no news report; reading on would cost more than it can tell.
LONGEST = 2_000_000
#: A longer name is none, and more authors are a list of something else.
LONGEST_NAME, MOST_NAMES = 120, 8
_HEAD = re.compile(r"\s*date (\d{4}-\d\d-\d\d)(?=\s|$)")

Found = Report | Problem
Detect = Callable[[str], str]


def make_report(text: str, told: Mapping[str, Any], place: str, detect: Detect) -> Found:
    """A report of a text and what is told about it; a Problem where that does not make one.

    `told` may hold `published` (a date, or text that begins with an ISO date), `id`, `lang`, `outlet`, `url`, `title`,
    `author` (a name, or several), `page` (where in its saved page each paragraph of the text stands).
    """
    if not text.strip():
        return problem(place, "empty text")
    if "\x00" in text:
        return problem(place, "not text: it holds NUL characters")
    if len(text) > LONGEST:
        return problem(place, f"{len(text):,} characters, more than {LONGEST:,}: no news report")
    published = as_day(told.get("published")) or as_day((_HEAD.match(text) or [None, None])[1])
    if published is None:
        message = "no date: give `published`, a first line ` date YYYY-MM-DD `, or a date in the file's name"
        return problem(place, message)
    return Report(
        id=_string(told.get("id")) or content_id("report", published.isoformat(), text),
        text=text,
        published=published,
        lang=_string(told.get("lang")) or detect(text),
        outlet=_string(told.get("outlet")),
        url=_string(told.get("url")),
        title=_string(told.get("title")),
        author=named(told.get("author")),
        page=told.get("page", ()),
    )


def named(told: object) -> str | None:
    """The names in a name or a list of them, in one line; None where there is none, or an address in its place."""
    names = told if isinstance(told, list | tuple) else [told]
    plain = (" ".join(n.split()) for n in names if isinstance(n, str))
    found = dict.fromkeys(n for n in plain if n and "://" not in n and len(n) <= LONGEST_NAME)
    return ", ".join(islice(found, MOST_NAMES)) or None


def problem(place: str, message: str) -> Problem:
    """A Problem that is the report's own."""
    return Problem(place=place, message=message, fault=Fault.REPORT)


def told_beside(path: Path) -> Mapping[str, Any]:
    """What the side file of a file says: `minsk.toml` or `minsk.json` beside `minsk.txt`; {} where there is none.

    Raises ValueError where it cannot be read as TOML or JSON, OSError where not at all.
    """
    toml, plain = path.with_suffix(".toml"), path.with_suffix(".json")
    if toml.exists() and toml != path:
        return tomllib.loads(toml.read_text(encoding="utf-8"))
    if plain.exists() and plain != path:
        table = json.loads(plain.read_text(encoding="utf-8"))
        if not isinstance(table, dict):
            raise ValueError("not an object")
        return table
    return {}


def as_day(value: object) -> date | None:
    """The day of a date, a time, or a text that begins with an ISO date; None of anything else."""
    if isinstance(value, date):
        return date(value.year, value.month, value.day)
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError:
        return None


def _string(value: object) -> str | None:
    return value if isinstance(value, str) and value else None
