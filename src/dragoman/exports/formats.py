"""The forms in which a ledger is handed on, by name; what writes each is imported only when it is asked for."""

from collections.abc import Iterator
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from dragoman.exports.dossier import Dossier

TABLES = ("claims", "events", "promises")


class Format(NamedTuple):
    """A form of export."""

    name: str
    about: str
    media: str  #: its media type; of what is a folder, of its pages
    ending: str  #: of its files
    module: str
    tables: bool = False  #: one file a table
    folder: bool = False  #: many files


FORMATS = {
    f.name: f
    for f in (
        Format("csv", "claims, events and promises for a spreadsheet", "text/csv", "csv", "csvfile", tables=True),
        Format(
            "parquet",
            "the same tables with their types (needs the extra parquet)",
            "application/vnd.apache.parquet",
            "parquet",
            "parquet",
            tables=True,
        ),
        Format("plover", "event records with PLOVER types and CAMEO codes", "application/x-ndjson", "jsonl", "plover"),
        Format("ftm", "FollowTheMoney entities", "application/x-ndjson", "jsonl", "ftm"),
        Format("jsonld", "linked data in the words of schema.org", "application/ld+json", "jsonld", "jsonld"),
        Format("timelinejs", "a timeline for TimelineJS", "application/json", "json", "timelinejs"),
        Format("ics", "a calendar: events, and what is open as things to do", "text/calendar", "ics", "ics"),
        Format("atom", "a feed of the newest changes", "application/atom+xml", "atom", "atom"),
        Format("site", "pages of the whole ledger that open from a folder", "text/html", "html", "site", folder=True),
    )
}


def chunks(form: Format, dossier: "Dossier", table: str | None = None) -> Iterator[bytes]:
    """A dossier in a form that is one file, or one of its tables, piece by piece."""
    module = import_module(f"dragoman.exports.{form.module}")
    found: Iterator[bytes] = module.chunks(dossier, table or TABLES[0]) if form.tables else module.chunks(dossier)
    return found


def files(form: Format, dossier: "Dossier") -> Iterator[tuple[str, Iterator[bytes]]]:
    """The files of a form that has several: name in the folder, and pieces."""
    if form.tables:
        yield from ((f"{table}.{form.ending}", chunks(form, dossier, table)) for table in TABLES)
        return
    yield from import_module(f"dragoman.exports.{form.module}").files(dossier)
