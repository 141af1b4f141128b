"""Text files, folders of them, JSON lines in the gold form, standard input.

A text carries its date in its first words (" date 2025-12-13 "), in its name ("2025-12-13 minsk.txt") or in a side
file ("minsk.toml" or "minsk.json" beside "minsk.txt"). A report without a date is a `Problem`, never dated by guess.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from dragoman.records import Fault, Problem
from dragoman.reports.make import Detect, Found, make_report, told_beside

TEXTS = frozenset({".txt", ".text", ".md", ""})
LINES = frozenset({".jsonl", ".ndjson", ".json"})
_NAMED = re.compile(r"(?<!\d)(\d{4})[-_.]?(\d\d)[-_.]?(\d\d)(?!\d)")


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
    return make_report(row["text"], row, place, detect)


def _text_file(path: Path, detect: Detect) -> Found:
    try:
        raw = path.read_bytes()
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return Problem(place=str(path), message=f"not UTF-8 text: byte {error.start}", fault=Fault.REPORT)
    except OSError as error:
        return Problem(place=str(path), message=f"cannot be opened: {error.strerror}", fault=Fault.REPORT)
    try:
        told = {"published": _date_in_name(path.name), **told_beside(path)}
    except (ValueError, OSError) as error:
        return Problem(place=str(path), message=f"its side file cannot be read: {error}", fault=Fault.REPORT)
    return make_report(text, told, str(path), detect)


def _date_in_name(name: str) -> str | None:
    found = _NAMED.search(name)
    return "-".join(found.groups()) if found else None
