"""Tables as CSV (RFC 4180, UTF-8), safe to open in a spreadsheet.

Words of reports are never a formula: wherever a spreadsheet could see one begin (at the start of a cell, and after a
semicolon, a tab or a new line, at which some break a row) an apostrophe stands before `=`, `+`, `-` or `@`.
`taken_back` gives the words as they were.
"""

import csv
import io
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from dragoman.exports.tables import TABLES

if TYPE_CHECKING:
    from dragoman.exports.dossier import Dossier

#: Rows that are written at once.
BATCH = 500
_BEGINNING = r"(^|[;\t\r\n])(\s*)"
#: What begins a formula, in the widths that spreadsheets know.
_FORMULA = "[=+@＝＋＠－-]"
_GUARDED = re.compile(f"{_BEGINNING}('*{_FORMULA})")
_UNGUARDED = re.compile(f"{_BEGINNING}'('*{_FORMULA})")


def chunks(dossier: "Dossier", table: str) -> Iterator[bytes]:
    """A table of a dossier, some hundred rows at a time; the first line names the columns."""
    columns = [c.name for c in TABLES[table].columns]
    page = io.StringIO()
    writer = csv.writer(page, quoting=csv.QUOTE_NONNUMERIC)
    writer.writerow(columns)
    for number, row in enumerate(TABLES[table].rows(dossier), 1):
        writer.writerow([_cell(row[name]) for name in columns])
        if number % BATCH == 0:
            yield _drained(page)
    yield _drained(page)


def _drained(page: io.StringIO) -> bytes:
    written = page.getvalue()
    page.seek(0)
    page.truncate()
    return written.encode()


def _cell(value: Any) -> str | int | float:  # noqa: ANN401 - whatever a row holds
    """A cell: numbers as they are, days as ISO days, flags as true and false, several texts with semicolons between."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return value
    return guarded("; ".join(value) if isinstance(value, tuple) else str(value))


def guarded(words: str) -> str:
    """Words in which no spreadsheet sees a formula."""
    return _GUARDED.sub(r"\1\2'\3", words)


def taken_back(cell: str) -> str:
    """The words that `guarded` was given."""
    return _UNGUARDED.sub(r"\1\2\3", cell)
