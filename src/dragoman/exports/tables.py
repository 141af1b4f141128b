"""Claims, events and promises as rows of flat tables: one set of columns for CSV, Parquet and frames."""

from collections.abc import Callable, Iterator
from enum import StrEnum
from typing import Any, NamedTuple

from dragoman.exports.dossier import Dossier
from dragoman.records import Claim, Count, Event, Promise
from dragoman.serial import line, plain

#: Cells by column; None is "not told".
Row = dict[str, Any]


class Form(StrEnum):
    """The form of a column's cells."""

    TEXT = "text"
    NUMBER = "number"
    SCORE = "score"  #: 0 to 1
    FLAG = "flag"
    DAY = "day"
    TEXTS = "texts"  #: several texts, in order
    JSON = "json"  #: a text that is JSON


class Column(NamedTuple):
    """A column, and what stands in it."""

    name: str
    form: Form
    about: str


class Table(NamedTuple):
    """A table of a dossier."""

    name: str
    columns: tuple[Column, ...]
    rows: Callable[[Dossier], Iterator[Row]]


_COUNT = (
    Column("count_min", Form.NUMBER, "how many persons at least; empty: no lower bound told"),
    Column("count_max", Form.NUMBER, "how many at most; empty: no upper bound told"),
    Column("count_about", Form.FLAG, "whether the number is told as about so many"),
)
_WHO = (
    Column("actor", Form.TEXTS, "who does it, or is asked to: state codes (ISO 3166-1 alpha-2), ids of others"),
    Column("target", Form.TEXTS, "toward whom"),
)
_FIRST = (
    Column("claims", Form.TEXTS, "ids of all claims behind it"),
    Column("reports", Form.TEXTS, "ids of the reports that tell it"),
    Column("quote", Form.TEXT, "the exact words of the claim that came first, in the report's own language"),
    Column("quote_claim", Form.TEXT, "id of that claim"),
    Column("quote_report", Form.TEXT, "id of its report"),
    Column("quote_lang", Form.TEXT, "language of these words"),
    Column("quote_start", Form.NUMBER, "place of the first character in the report's text, from 0"),
    Column("quote_end", Form.NUMBER, "place after the last"),
    Column("quote_url", Form.TEXT, "address of the report, where it is one of the web"),
)
CLAIM = (
    Column("id", Form.TEXT, "id of the claim, made of its content"),
    Column("of", Form.TEXT, "id of the event or promise that it stands behind"),
    Column("act", Form.TEXT, "what is done: one of sixteen acts"),
    Column("status", Form.TEXT, "done, ongoing, promised, possible, demanded, refused: by the report"),
    *_WHO,
    Column("object", Form.TEXT, "what it is about"),
    Column("persons", Form.TEXTS, "persons named as freed, held, moved, appointed"),
    *_COUNT,
    Column("when_start", Form.DAY, "first day on which it can have happened or is to happen; empty: not told"),
    Column("when_end", Form.DAY, "last such day"),
    Column("place", Form.TEXT, "where: code of the state"),
    Column("source", Form.TEXTS, "on whose word; empty: the report's own"),
    Column("condition", Form.TEXT, "the words of its condition"),
    Column("quote", Form.TEXT, "the exact words, in the report's own language"),
    Column("start", Form.NUMBER, "place of the quote's first character in the report's text, from 0"),
    Column("end", Form.NUMBER, "place after its last"),
    Column("lang", Form.TEXT, "language of the report"),
    Column("report", Form.TEXT, "id of the report"),
    Column("published", Form.DAY, "day on which the report was published"),
    Column("outlet", Form.TEXT, "who published it"),
    Column("url", Form.TEXT, "its address, where it is one of the web"),
    Column("title", Form.TEXT, "its headline"),
    Column("lineage", Form.TEXT, "whose text the report nearly repeats: an outlet or a report"),
    Column("score", Form.SCORE, "how sure the reader is that the act is told"),
    Column("reasons", Form.JSON, "of each field: the places of its words, how it was read, a score"),
)
EVENT = (
    Column("id", Form.TEXT, "id of the event"),
    Column("act", Form.TEXT, "what was done"),
    *_WHO,
    Column("persons", Form.TEXTS, "persons named"),
    *_COUNT,
    Column("counts", Form.JSON, "every number told, where sources differ"),
    Column("when_start", Form.DAY, "first day on which it can have happened"),
    Column("when_end", Form.DAY, "last such day"),
    Column("dated", Form.FLAG, "false: no report gives a day, these are the days before the first report"),
    Column("first", Form.DAY, "day of the first report of it"),
    Column("ongoing", Form.FLAG, "a state that lasted on the day of the last claim"),
    Column("origins", Form.TEXTS, "distinct original sources"),
    Column("langs", Form.TEXTS, "languages that tell it"),
    Column("in_return_for", Form.TEXTS, "ids of events that the other side gave in return"),
    Column("disputed", Form.TEXTS, "fields that sources tell differently"),
    Column("stages", Form.JSON, "how it came about: status, since when, on whose word, by which claim"),
    Column("joins", Form.JSON, "why each claim was put to it: a score and reasons"),
    Column("corrections", Form.JSON, "what outlets told otherwise first"),
    *_FIRST,
)
PROMISE = (
    Column("id", Form.TEXT, "id of the promise, offer, demand or refusal"),
    Column("act", Form.TEXT, "what is to be done"),
    Column("status", Form.TEXT, "the furthest that its claims go"),
    *_WHO,
    *_COUNT,
    Column("condition", Form.TEXT, "the words of its condition"),
    Column("since", Form.DAY, "day of the first report of it"),
    Column("last", Form.DAY, "day of the latest"),
    Column("age", Form.NUMBER, "days from the first report to the day of the export, while it is open"),
    Column("open", Form.FLAG, "whether something of it is still owed"),
    Column("outcome", Form.TEXT, "open, kept, partly kept, exceeded; of what was refused overtaken"),
    Column("kept_by", Form.TEXT, "id of the event that kept or overtook it"),
    Column("depends_on", Form.TEXT, "id of the event or promise that its condition speaks of"),
    Column("met_by", Form.TEXT, "id of the event that met its condition"),
    *_FIRST,
)


def _claims(dossier: Dossier) -> Iterator[Row]:
    return (_claim(c, dossier) for c in dossier.claims.values())


def _events(dossier: Dossier) -> Iterator[Row]:
    return (_event(e, dossier) for e in dossier.ledger.events)


def _promises(dossier: Dossier) -> Iterator[Row]:
    return (_promise(p, dossier) for p in dossier.ledger.promises)


def _claim(claim: Claim, dossier: Dossier) -> Row:
    report = dossier.reports[claim.report]
    own = ("id", "actor", "target", "object", "persons", "place", "source", "condition", "quote", "lang")
    return {
        **{name: getattr(claim, name) for name in (*own, "report", "published", "lineage", "score")},
        **_number(claim.count),
        "of": dossier.of_claim.get(claim.id),
        "act": claim.act.value,
        "status": claim.status.value,
        "when_start": claim.when.start if claim.when else None,
        "when_end": claim.when.end if claim.when else None,
        "start": claim.span.start,
        "end": claim.span.end,
        "outlet": report.outlet,
        "url": dossier.url(claim.report),
        "title": report.title,
        "reasons": _json(claim.reasons),
    }


def _event(event: Event, dossier: Dossier) -> Row:
    own = ("id", "actor", "target", "persons", "dated", "first", "ongoing", "origins", "langs")
    return {
        **{name: getattr(event, name) for name in own},
        **_number(event.count),
        **_first(event, dossier),
        **{name: _json(getattr(event, name)) for name in ("counts", "stages", "joins", "corrections")},
        "act": event.act.value,
        "when_start": event.when.start,
        "when_end": event.when.end,
        "in_return_for": dossier.returns.get(event.id, ()),
        "disputed": tuple(d.field for d in dossier.disputes.get(event.id, ())),
    }


def _promise(promise: Promise, dossier: Dossier) -> Row:
    own = ("id", "actor", "target", "condition", "since", "last", "outcome", "kept_by", "depends_on", "met_by")
    return {
        **{name: getattr(promise, name) for name in own},
        **_number(promise.count),
        **_first(promise, dossier),
        "act": promise.act.value,
        "status": promise.status.value,
        "age": (dossier.day - promise.since).days if promise.is_open else None,
        "open": promise.is_open,
    }


def _number(count: Count | None) -> Row:
    return {f"count_{name}": getattr(count, name) if count else None for name in ("min", "max", "about")}


def _first(item: Event | Promise, dossier: Dossier) -> Row:
    claim = dossier.wordings(item)[0]
    return {
        "claims": item.claims,
        "reports": item.reports,
        "quote": claim.quote,
        "quote_claim": claim.id,
        "quote_report": claim.report,
        "quote_lang": claim.lang,
        "quote_start": claim.span.start,
        "quote_end": claim.span.end,
        "quote_url": dossier.url(claim.report),
    }


def _json(value: object) -> str:
    return line(plain(value))


TABLES = {
    t.name: t
    for t in (Table("claims", CLAIM, _claims), Table("events", EVENT, _events), Table("promises", PROMISE, _promises))
}
