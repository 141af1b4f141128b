"""Text files, folders of them, JSON lines in the gold form, standard input.

A text carries its date in its first words (" date 2025-12-13 "), in its name ("2025-12-13 minsk.txt") or in a side
file ("minsk.toml" or "minsk.json" beside "minsk.txt"). A report without a date is a `Problem`, never dated by guess.
"""

import json
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, TextIO

from dragoman.ids import content_id
from dragoman.records import Fault, Problem, Report

#: A report longer than this is no news report; reading on would cost more than it can tell.
LONGEST = 2_000_000
TEXTS = frozenset({".txt", ".text", ".md", ""})
LINES = frozenset({".jsonl", ".ndjson", ".json"})
_HEAD = re.compile(r"\s*date (\d{4}-\d\d-\d\d)(?=\s|$)")
_NAMED = re.compile(r"(?<!\d)(\d{4})[-_.]?(\d\d)[-_.]?(\d\d)(?!\d)")

Found = Report | Problem
Detect = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Source:
    """Something to read reports from: a path, or standard input."""

    path: Path | None
    stream: TextIO | None = None


def read_sources(sources: list[Source], detect: Detect) -> Iterator[Found]:
    """Every report of the sources, one at a time, with a Problem in the place of each that cannot be read."""
    for source in sources:
        if source.stream is not None:
            yield from _lines(source.stream, "standard input", detect)
        elif source.path is not None:
            yield from _path(source.path, detect)


def _path(path: Path, detect: Detect) -> Iterator[Found]:
    if path.is_dir():
        for inner in sorted(path.iterdir()):
            if inner.is_dir() or (inner.suffix.lower() in TEXTS | LINES and not _is_side_file(inner)):
                yield from _path(inner, detect)
    elif not path.exists():
        yield Problem(place=str(path), message="no such file or folder", fault=Fault.REPORT)
    elif path.suffix.lower() in LINES:
        yield from _line_file(path, detect)
    else:
        yield _text_file(path, detect)


def _is_side_file(path: Path) -> bool:
    return path.suffix.lower() == ".json" and any(path.with_suffix(s).exists() for s in (".txt", ".text", ".md"))


def _line_file(path: Path, detect: Detect) -> Iterator[Found]:
    try:
        with path.open(encoding="utf-8-sig", errors="strict") as stream:
            yield from _lines(stream, str(path), detect)
    except UnicodeDecodeError as error:
        yield Problem(place=str(path), message=f"not UTF-8 text: byte {error.start}", fault=Fault.REPORT)
    except OSError as error:
        yield Problem(place=str(path), message=f"cannot be opened: {error.strerror}", fault=Fault.REPORT)


def _lines(stream: TextIO, name: str, detect: Detect) -> Iterator[Found]:
    for number, line in enumerate(stream, 1):
        if line.strip():
            yield _row(line, f"{name}:{number}", detect)


def _row(line: str, place: str, detect: Detect) -> Found:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        return Problem(place=place, message=f"not a line of JSON: {error}", fault=Fault.REPORT)
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        return Problem(
            place=place, message='not a report: an object with a string "text" is needed', fault=Fault.REPORT
        )
    return _report(row["text"], row, place, detect)


def _text_file(path: Path, detect: Detect) -> Found:
    try:
        raw = path.read_bytes()
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return Problem(place=str(path), message=f"not UTF-8 text: byte {error.start}", fault=Fault.REPORT)
    except OSError as error:
        return Problem(place=str(path), message=f"cannot be opened: {error.strerror}", fault=Fault.REPORT)
    try:
        told = {"published": _date_in_name(path.name), **_side_file(path)}
    except (ValueError, OSError) as error:
        return Problem(place=str(path), message=f"its side file cannot be read: {error}", fault=Fault.REPORT)
    return _report(text, told, str(path), detect)


def _side_file(path: Path) -> Mapping[str, Any]:
    toml, plain = path.with_suffix(".toml"), path.with_suffix(".json")
    if toml.exists():
        return tomllib.loads(toml.read_text(encoding="utf-8"))
    if plain.exists() and plain != path:
        table: Mapping[str, Any] = json.loads(plain.read_text(encoding="utf-8"))
        return table
    return {}


def _date_in_name(name: str) -> str | None:
    found = _NAMED.search(name)
    return "-".join(found.groups()) if found else None


def _report(text: str, told: Mapping[str, Any], place: str, detect: Detect) -> Found:
    """A report of a text and what is told about it; a Problem where that does not make one."""
    if not text.strip():
        return Problem(place=place, message="empty text", fault=Fault.REPORT)
    if "\x00" in text:
        return Problem(place=place, message="not text: it holds NUL characters", fault=Fault.REPORT)
    if len(text) > LONGEST:
        return Problem(
            place=place, message=f"{len(text):,} characters, more than {LONGEST:,}: no news report", fault=Fault.REPORT
        )
    published = _day(told.get("published")) or _day((_HEAD.match(text) or [None, None])[1])
    if published is None:
        message = "no date: give `published`, a first line ` date YYYY-MM-DD `, or a date in the file's name"
        return Problem(place=place, message=message, fault=Fault.REPORT)
    lang = told.get("lang")
    return Report(
        id=_string(told.get("id")) or content_id("report", published.isoformat(), text),
        text=text,
        published=published,
        lang=lang if isinstance(lang, str) and lang else detect(text),
        outlet=_string(told.get("outlet")),
        url=_string(told.get("url")),
        title=_string(told.get("title")),
    )


def _string(value: object) -> str | None:
    return value if isinstance(value, str) and value else None


def _day(value: object) -> date | None:
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError:
        return None
