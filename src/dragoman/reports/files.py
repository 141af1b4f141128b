"""Reports of files, by their endings; of folders of them; of standard input; of addresses, where those are asked for.

A text carries its date in its first words (" date 2025-12-13 "), in its name ("2025-12-13 minsk.txt") or in a side
file ("minsk.toml" or "minsk.json" beside "minsk.txt"). A report without a date is a `Problem`, never dated by guess.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, TextIO

from dragoman.crew import Spread
from dragoman.records import Fault, Problem
from dragoman.reports.forms import DOCUMENTS, LINES, TABLES, TEXTS, day_in_name
from dragoman.reports.make import Detect, Found, make_report, told_beside
from dragoman.reports.tables import Columns, line_reports, row_reports

#: Reports of an archive after which its mark is kept.
STRIDE = 50
_ADDRESS = re.compile(r"https?://", re.I)


@dataclass(frozen=True, slots=True)
class Source:
    """Something to read reports from: a path, or standard input."""

    path: Path | None
    stream: TextIO | None = None
    columns: Columns | None = None  #: which columns of a table, or keys of JSON lines, are a report's fields


class Reached(NamedTuple):
    """How far an archive was read: everything before was handed out."""

    source: str  #: the file, as it was
    mark: str


Step = Found | Reached
#: How far a source was read before; None: not at all.
Before = Callable[[str], str | None]


def read_sources(sources: list[Source], detect: Detect) -> Iterator[Found]:
    """Every report of the sources, one at a time, with a Problem in the place of each that cannot be read."""
    return (found for found in steps(sources, detect, lambda _: None) if not isinstance(found, Reached))


def steps(sources: list[Source], detect: Detect, before: Before, spread: Spread = map) -> Iterator[Step]:
    """The same, going on in each archive where it was left, and saying how far it was read."""
    for source in sources:
        if source.stream is not None:
            yield from line_reports(source.stream, "standard input", source.columns, detect)
        elif source.path is not None:
            yield from _path(source.path, source.columns, detect, before, spread)


def is_address(words: str) -> bool:
    """Whether words are an address to fetch, not a path."""
    return bool(_ADDRESS.match(words))


def _path(path: Path, columns: Columns | None, detect: Detect, before: Before, spread: Spread) -> Iterator[Step]:
    from dragoman.reports.archives import is_archive  # noqa: PLC0415 - loads readers of archives

    ending = path.suffix.lower()
    if path.is_dir():
        for inner in sorted(path.iterdir()):
            if inner.is_dir() or _is_readable(inner):
                yield from _path(inner, columns, detect, before, spread)
    elif not path.exists():
        yield Problem(place=str(path), message="no such file or folder", fault=Fault.REPORT)
    elif is_archive(path.name):
        yield from _archive(path, detect, before, spread)
    elif ending in DOCUMENTS:
        yield _document(path, detect)
    elif ending in LINES | TABLES:
        yield from row_reports(path, detect, columns)
    else:
        yield _text_file(path, detect)


def _is_readable(path: Path) -> bool:
    from dragoman.reports.archives import is_archive  # noqa: PLC0415

    known = path.suffix.lower() in {"", *TEXTS, *LINES, *TABLES, *DOCUMENTS} or is_archive(path.name)
    return known and not _is_side_file(path)


def _is_side_file(path: Path) -> bool:
    """Whether a file tells of another of the same name."""
    return path.suffix.lower() == ".json" and any(path.with_suffix(s).exists() for s in TEXTS | DOCUMENTS)


def _archive(path: Path, detect: Detect, before: Before, spread: Spread) -> Iterator[Step]:
    from dragoman.reports.archives import archive_reports  # noqa: PLC0415

    about = path.stat()
    source = f"{path.resolve()} {about.st_size} {about.st_mtime_ns}"
    mark = start = before(source)
    for number, (mark, found) in enumerate(archive_reports(path, detect, start, spread), 1):
        yield found
        if number % STRIDE == 0:
            yield Reached(source, mark)
    if mark:
        yield Reached(source, mark)


def _document(path: Path, detect: Detect) -> Found:
    from dragoman.reports.documents import document_file  # noqa: PLC0415 - loads readers of pages

    return document_file(path, detect)


def _text_file(path: Path, detect: Detect) -> Found:
    try:
        raw = path.read_bytes()
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return Problem(place=str(path), message=f"not UTF-8 text: byte {error.start}", fault=Fault.REPORT)
    except OSError as error:
        return Problem(place=str(path), message=f"cannot be opened: {error.strerror}", fault=Fault.REPORT)
    try:
        told = {"published": day_in_name(path.name), **told_beside(path)}
    except (ValueError, OSError) as error:
        return Problem(place=str(path), message=f"its side file cannot be read: {error}", fault=Fault.REPORT)
    return make_report(text, told, str(path), detect)
