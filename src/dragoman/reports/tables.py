"""Reports of tables and wires: JSON lines, CSV, Parquet, IPTC ninjs and NewsML-G2, one row or item at a time.

A column map says which column holds what: `{"text": "body", "published": "date"}`. Without one only the well-known
names of `KNOWN` are taken, among them those of Media Cloud's and news-please's files.
"""

import csv
import json
import tomllib
from collections.abc import Callable, Iterator, Mapping
from email.utils import parsedate_to_datetime
from io import StringIO
from pathlib import Path
from typing import Any, TextIO

from dragoman.reports.forms import LINES
from dragoman.reports.make import Detect, Found, as_day, make_report, problem
from dragoman.reports.wires import as_ninjs, newsml_reports

Row = Mapping[str, Any]
Columns = Mapping[str, str]

#: What a report's fields are called in the files that people have, the surest name first; compared in lower case.
KNOWN: Mapping[str, tuple[str, ...]] = {
    "text": ("text", "maintext", "article_text", "text_content", "body", "content"),
    "published": ("published", "date_publish", "publish_date", "publication_date", "pubdate"),
    "title": ("title", "headline", "article_title"),
    "url": ("url", "link", "original_url"),
    "outlet": ("outlet", "media_name", "source", "source_domain", "canonical_domain"),
    "lang": ("lang", "language"),
    "author": ("author", "authors", "byline"),
    "id": ("id",),
}
#: No line, row or document of news is longer than this.
LONGEST_ROW = 32_000_000
_DELIMITERS = ",;\t|"


def row_reports(path: Path, detect: Detect, columns: Columns | None = None, *, place: str = "") -> Iterator[Found]:
    """The reports of a table, or of the wire items in a file, by its ending: .jsonl .json .csv .tsv .parquet .xml.

    `columns` maps fields of a report to the table's columns; else `NAME.columns.toml` beside the file does.
    """
    where = place or str(path)
    try:
        told = columns if columns is not None else columns_beside(path)
        yield from _by_ending(path)(path, where, told, detect)
    except (OSError, ValueError) as error:
        yield problem(where, f"cannot be read: {_short(error)}")


def columns_beside(path: Path) -> Columns | None:
    """The column map in `NAME.columns.toml` beside a table. Raises ValueError where it is not one."""
    beside = path.with_suffix(".columns.toml")
    if not beside.exists():
        return None
    return checked_columns(tomllib.loads(beside.read_text(encoding="utf-8")))


def columns_of(words: str) -> Columns:
    """The column map of `text=body,published=date`. Raises ValueError."""
    pairs = [word.split("=", 1) for word in words.split(",") if word.strip()]
    if any(len(pair) != 2 for pair in pairs):
        raise ValueError(f"a column map is written text=body,published=date, not {words!r}")
    return checked_columns({field.strip(): column.strip() for field, column in pairs})


def checked_columns(told: Row) -> Columns:
    """A column map that names fields of a report alone. Raises ValueError."""
    unknown = [field for field in told if field not in KNOWN]
    if unknown or not all(isinstance(column, str) for column in told.values()):
        raise ValueError(f"a column map may name {', '.join(KNOWN)}; not {', '.join(unknown) or 'what is no text'}")
    return dict(told)


def _by_ending(path: Path) -> Callable[[Path, str, Columns | None, Detect], Iterator[Found]]:
    ending = path.suffix.lower()
    if ending in LINES or ending == ".json":
        return _json_reports
    if ending == ".parquet":
        return _parquet_reports
    return _xml_reports if ending == ".xml" else _csv_reports


def row_report(row: Row, columns: Columns | None, place: str, detect: Detect) -> Found:
    """The report that a row makes, by a column map or by the well-known names."""
    ninjs = as_ninjs(row, place)
    told = ninjs if ninjs is not None else _fields(row, columns)
    if not isinstance(told, Mapping):
        return told
    text = told.get("text")
    if not isinstance(text, str):
        return problem(place, f"no text: no column {(columns or {}).get('text') or ' or '.join(KNOWN['text'])}")
    if not _is_text(told):
        return problem(place, "not UTF-8 text")
    return make_report(text, {**told, "published": _published(told.get("published"))}, place, detect)


def _published(told: object) -> object:
    """A date as mail and feeds write it, as a date; all else as it is: 03/04/2025 is nobody's day for sure."""
    if not isinstance(told, str) or as_day(told):
        return told
    try:
        return parsedate_to_datetime(told).date()
    except ValueError:
        return told


def _is_text(told: Row) -> bool:
    """Whether the words of a row are characters, and not bytes that no character stands for."""
    try:
        "".join(value for value in told.values() if isinstance(value, str)).encode()
    except UnicodeEncodeError:
        return False
    return True


def _fields(row: Row, columns: Columns | None) -> Row:
    named = {name.lower(): value for name, value in row.items() if isinstance(name, str) and value not in (None, "")}
    if columns is not None:
        return {field: named.get(column.lower()) for field, column in columns.items()}
    guessed = {f: next((named[n] for n in names if n in named), None) for f, names in KNOWN.items()}
    return {**guessed, "id": _identity(guessed)}


def _identity(guessed: Row) -> str | None:
    """A row's own id, where it is a word: a running number is the same in another file, and names nothing."""
    told = guessed.get("id")
    return told if isinstance(told, str) and not told.isdecimal() else None


def _json_reports(path: Path, place: str, columns: Columns | None, detect: Detect) -> Iterator[Found]:
    with path.open(encoding="utf-8-sig", errors="surrogateescape", newline="\n") as stream:
        if _is_one_document(path):
            yield from _document(stream, place, columns, detect)
        else:
            yield from line_reports(stream, place, columns, detect)


def _is_one_document(path: Path) -> bool:
    """Whether a file of JSON is one value over several lines, and not a value a line."""
    if path.suffix.lower() != ".json":
        return False
    with path.open(encoding="utf-8-sig", errors="replace") as stream:
        first = next((line for line in iter(lambda: stream.readline(LONGEST_ROW), "") if line.strip()), "")
    return first.lstrip().startswith("[") or not isinstance(_value(first), dict)


def _value(words: str) -> Any:  # noqa: ANN401 - whatever JSON holds
    try:
        return json.loads(words)
    except (ValueError, RecursionError):
        return None


def _document(stream: TextIO, place: str, columns: Columns | None, detect: Detect) -> Iterator[Found]:
    words = stream.read(LONGEST_ROW + 1)
    if len(words) > LONGEST_ROW:
        yield problem(place, f"one JSON value of more than {LONGEST_ROW:,} characters: write a value a line")
        return
    whole = _value(words)
    if whole is None:
        yield from line_reports(StringIO(words), place, columns, detect)
        return
    rows = whole if isinstance(whole, list) else [whole]
    for number, row in enumerate(rows, 1):
        yield _json_report(row, columns, f"{place}:{number}" if len(rows) > 1 else place, detect)


def line_reports(stream: TextIO, place: str, columns: Columns | None, detect: Detect) -> Iterator[Found]:
    """The reports of JSON lines, a line at a time; one that is too long for any report is gone past."""
    for number, line in enumerate(iter(lambda: stream.readline(LONGEST_ROW), ""), 1):
        where = f"{place}:{number}"
        if len(line) == LONGEST_ROW and not line.endswith("\n"):
            _pass_line(stream)
            yield problem(where, f"a line of more than {LONGEST_ROW:,} characters: no news report")
        elif line.strip():
            yield _json_line(line, columns, where, detect)


def _pass_line(stream: TextIO) -> None:
    """Read on to the end of a line."""
    while (rest := stream.readline(LONGEST_ROW)) and not rest.endswith("\n"):
        pass


def _json_line(line: str, columns: Columns | None, place: str, detect: Detect) -> Found:
    row = _value(line)
    return problem(place, "not a line of JSON") if row is None else _json_report(row, columns, place, detect)


def _json_report(row: object, columns: Columns | None, place: str, detect: Detect) -> Found:
    if not isinstance(row, dict):
        return problem(place, "not a report: a JSON object is needed")
    return row_report(row, columns, place, detect)


def _csv_reports(path: Path, place: str, columns: Columns | None, detect: Detect) -> Iterator[Found]:
    csv.field_size_limit(LONGEST_ROW)
    with path.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as stream:
        reader = csv.DictReader(stream, delimiter=_delimiter(stream))
        while True:
            try:
                row = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                yield problem(f"{place}:{reader.line_num}", f"not a row of CSV: {_short(error)}")
            else:
                yield row_report(row, columns, f"{place}:{reader.line_num}", detect)


def _delimiter(stream: TextIO) -> str:
    """The delimiter of the header line: column names hold none of them."""
    header = stream.readline(LONGEST_ROW)
    stream.seek(0)
    return max(_DELIMITERS, key=header.count)


def _parquet_reports(path: Path, place: str, columns: Columns | None, detect: Detect) -> Iterator[Found]:
    try:
        from pyarrow import parquet  # noqa: PLC0415 - an extra, 100 MB
    except ImportError:
        yield problem(place, "Parquet needs pyarrow: pip install 'dragoman[parquet]'")
        return
    number = 0
    with parquet.ParquetFile(path) as table:
        for batch in table.iter_batches(batch_size=64):
            for row in batch.to_pylist():
                number += 1
                yield row_report(row, columns, f"{place}:{number}", detect)


def _xml_reports(path: Path, place: str, _columns: Columns | None, detect: Detect) -> Iterator[Found]:
    with path.open("rb") as stream:
        raw = stream.read(LONGEST_ROW + 1)
    if len(raw) > LONGEST_ROW:
        yield problem(place, f"XML of more than {LONGEST_ROW:,} bytes: no news item")
    else:
        yield from newsml_reports(raw, place, detect)


def _short(error: Exception) -> str:
    return " ".join(str(error).split())[:120]
