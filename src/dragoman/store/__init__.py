"""Keeps reports, claims and judgements. It knows records and no rules."""

import json
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Select, func, insert, select, union, update

from dragoman.errors import NotFoundError, StoreError
from dragoman.records import Claim, Fault, Judgement, Kept, Problem, Report, Verdict
from dragoman.serial import claim_from_row, claim_row, line, places_row, report_from_row
from dragoman.store.dialect import Dialect
from dragoman.store.engines import opened
from dragoman.store.items import Items, touch
from dragoman.store.schema import (
    alike,
    bands,
    claims,
    item_claims,
    item_keys,
    items,
    judgements,
    numbered,
    progress,
    reports,
    skipped,
)
from dragoman.store.search import Search
from dragoman.store.writing import batches, writing

#: Reports that share a band with a new one, at most: of a text that all reprint, so many tell which it is.
COMPARED = 20
#: Ids asked for in one query.
AT_ONCE = 1000
LISTED = ("id", "published", "lang", "outlet", "url", "title", "author", "revises", "claims")
JUDGEMENT = tuple(f.name for f in fields(Judgement))

__all__ = ["Filter", "Store", "open_store"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Which claims are asked for; what is None does not restrict."""

    act: str | None = None
    status: str | None = None
    party: str | None = None
    since: date | None = None  #: published on or after
    until: date | None = None  #: published on or before
    lang: str | None = None
    outlet: str | None = None


class Store:
    """One database of reports, claims and judgements. Each method is one transaction."""

    def __init__(self, engine: Engine, dialect: Dialect) -> None:
        self.engine = engine
        self._dialect = dialect
        self.items = Items(engine, dialect)
        self.search = Search(engine, dialect)

    def add_report(self, report: Report, found_by: Sequence[str] = (), like: str | None = None) -> bool:
        """Keep a report, with the bands it is found by and a report whose text it nearly repeats.

        False where the same one is kept already. Raises StoreError where another text is kept under its id.
        """
        with self._write() as connection:
            if _is_kept(connection, report):
                return False
            taken = datetime.now(UTC).replace(tzinfo=None)
            row = {f.name: getattr(report, f.name) for f in fields(Report)} | {"page": places_row(report.page)}
            number = numbered(report.id, report.published)
            connection.execute(insert(reports).values(taken=taken, number=number, **row))
            if found_by:
                connection.execute(insert(bands), [{"band": band, "report": report.id} for band in found_by])
            if like:
                connection.execute(insert(alike).values(one=like, other=report.id))
            touch(connection)
            return True

    def knows(self, report: Report) -> bool:
        """Whether the same report is kept. Raises StoreError where another text is kept under its id."""
        with self.engine.connect() as connection:
            return _is_kept(connection, report)

    def sharing(self, found_by: Sequence[str]) -> list[tuple[str, str]]:
        """Id and text of the first reports that share a band."""
        same = select(bands.c.report).where(bands.c.band.in_(found_by)).distinct().order_by(bands.c.report)
        query = select(reports.c.id, reports.c.text).where(reports.c.id.in_(same.limit(COMPARED)))
        with self.engine.connect() as connection:
            return [(row.id, row.text) for row in connection.execute(query.order_by(reports.c.id))]

    def latest_at(self, url: str) -> Report | None:
        """The report of an address that was taken in last."""
        query = select(reports).where(reports.c.url == url).order_by(reports.c.taken.desc(), reports.c.id).limit(1)
        with self.engine.connect() as connection:
            row = connection.execute(query).mappings().one_or_none()
        return report_from_row(dict(row)) if row else None

    def alike(self, until: date | None = None) -> list[tuple[str, str]]:
        """Pairs of reports that are nearly one text, of those published by a day."""
        query = select(alike.c.one, alike.c.other)
        for report in (alike.c.one, alike.c.other) if until else ():
            early = reports.alias()
            query = query.join(early, early.c.id == report).where(early.c.published <= until)
        with self.engine.connect() as connection:
            return [(row.one, row.other) for row in connection.execute(query.order_by(alike.c.one, alike.c.other))]

    def houses(self) -> dict[str, tuple[date, str, str]]:
        """Of each report that is like another: day, id, and outlet (without one the id)."""
        either = union(select(alike.c.one), select(alike.c.other))
        query = select(reports.c.id, reports.c.published, reports.c.outlet).where(reports.c.id.in_(either))
        with self.engine.connect() as connection:
            return {row.id: (row.published, row.id, row.outlet or row.id) for row in connection.execute(query)}

    def skip(self, problem: Problem) -> None:
        """Remember what could not be taken in, by its place; the last word on a place holds."""
        seen = datetime.now(UTC).replace(tzinfo=None)
        row = {"place": problem.place, "message": problem.message, "fault": problem.fault.value, "seen": seen}
        with self._write() as connection:
            connection.execute(skipped.delete().where(skipped.c.place == problem.place))
            connection.execute(insert(skipped).values(row))

    def skipped(self) -> Iterator[Problem]:
        """What could not be taken in, and why."""
        with self.engine.connect() as connection:
            for row in connection.execute(select(skipped).order_by(skipped.c.seen, skipped.c.place)):
                yield Problem(place=row.place, message=row.message, fault=Fault(row.fault))

    def mark_of(self, source: str) -> str | None:
        """How far a source was taken in."""
        with self.engine.connect() as connection:
            query = select(progress.c.mark).where(progress.c.source == source)
            return connection.execute(query).scalar_one_or_none()

    def set_mark(self, source: str, mark: str) -> None:
        """Remember how far a source was taken in."""
        with self._write() as connection:
            connection.execute(progress.delete().where(progress.c.source == source))
            connection.execute(insert(progress).values(source=source, mark=mark))

    def reports(self) -> Iterator[Kept]:
        """The reports that are kept, by day, without their texts."""
        with self.engine.connect() as connection:
            for row in connection.execute(_listed().order_by(reports.c.published, reports.c.id)).mappings():
                yield Kept(**row)

    def newest(self, below: int | None, most: int) -> list[Kept]:
        """The reports that are kept, the newest first, from below a number on (`numbered` makes it)."""
        query = _listed().order_by(reports.c.number.desc()).limit(most)
        with self.engine.connect() as connection:
            rows = connection.execute(query.where(reports.c.number < below) if below else query).mappings()
            return [Kept(**row) for row in rows]

    def unread(self, reader: str) -> Iterator[Report]:
        """The reports that this version of the reader has not read, one at a time, and that no other process reads."""
        unread = select(reports.c.id).where(func.coalesce(reports.c.read_by, "") != reader).order_by(reports.c.id)
        with self.engine.connect() as connection:
            ids = connection.execute(unread).scalars().all()
        for report in ids:
            if self._dialect.take(report):
                if self._read_by(report) != reader:
                    yield self.report(report)
                else:
                    self._dialect.leave(report)

    def add_reading(self, report: str, found: Sequence[Claim], reader: str) -> None:
        """Put the claims of a report in the place of those read before, and say who read it: all or nothing."""
        with self._write() as connection:
            outlet = connection.execute(select(reports.c.outlet).where(reports.c.id == report)).scalar_one_or_none()
            before = connection.execute(select(claims.c.id).where(claims.c.report == report)).scalars().all()
            connection.execute(claims.delete().where(claims.c.report == report))
            if found:
                connection.execute(insert(claims), [{**claim_columns(c), "outlet": outlet} for c in found])
            connection.execute(update(reports).where(reports.c.id == report).values(read_by=reader))
            touch(connection, (*before, *(c.id for c in found)))
        self._dialect.leave(report)

    def _read_by(self, report: str) -> str | None:
        with self.engine.connect() as connection:
            return connection.execute(select(reports.c.read_by).where(reports.c.id == report)).scalar_one_or_none()

    def report(self, report: str) -> Report:
        """One report. Raises NotFoundError."""
        with self.engine.connect() as connection:
            row = connection.execute(select(reports).where(reports.c.id == report)).mappings().one_or_none()
        if row is None:
            raise NotFoundError(f"no report {report!r}")
        return report_from_row(dict(row))

    def claim(self, claim: str) -> Claim:
        """One claim. Raises NotFoundError."""
        with self.engine.connect() as connection:
            body = connection.execute(select(claims.c.body).where(claims.c.id == claim)).scalar_one_or_none()
        if body is None:
            raise NotFoundError(f"no claim {claim!r}")
        return claim_from_row(json.loads(body))

    def claim_ids(self, start: str) -> tuple[str, ...]:
        """The ids of claims that begin so, with `claim-` or without."""
        begin = start if start.startswith("claim-") else f"claim-{start}"
        query = select(claims.c.id).where(claims.c.id.startswith(begin, autoescape=True)).order_by(claims.c.id).limit(2)
        with self.engine.connect() as connection:
            return tuple(connection.execute(query).scalars())

    def claims(self, asked: Filter = Filter()) -> Iterator[Claim]:
        """The claims that a filter lets through, by day, report and place in the text."""
        query = select(claims.c.body)
        for column in ("act", "status", "lang", "outlet"):
            value = getattr(asked, column)
            query = query.where(claims.c[column] == value) if value else query
        query = query.where(claims.c.parties.contains(f" {asked.party} ", autoescape=True)) if asked.party else query
        query = query.where(claims.c.published >= asked.since) if asked.since else query
        query = query.where(claims.c.published <= asked.until) if asked.until else query
        order = (claims.c.published, claims.c.report, claims.c.start, claims.c.id)
        with self.engine.connect() as connection:
            for (body,) in connection.execution_options(yield_per=500).execute(query.order_by(*order)):
                yield claim_from_row(json.loads(body))

    def add_judgement(self, judgement: Judgement) -> bool:
        """Append what a person says to the log; False where the same words stand there already."""
        row = {f: getattr(judgement, f) for f in JUDGEMENT}
        with self._write() as connection:
            known = connection.execute(select(judgements.c.id).where(judgements.c.id == judgement.id)).first()
            if known is None:
                connection.execute(insert(judgements).values(**{**row, "verdict": judgement.verdict.value}))
                touch(connection, _judged(connection, judgement))
            return known is None

    def judgements(self) -> tuple[Judgement, ...]:
        """The log, oldest first."""
        with self.engine.connect() as connection:
            rows = connection.execute(select(judgements).order_by(judgements.c.number)).mappings()
            return tuple(Judgement(**{f: r[f] for f in JUDGEMENT} | {"verdict": Verdict(r["verdict"])}) for r in rows)

    def claims_of(self, report: str) -> tuple[Claim, ...]:
        """The claims of one report, in the order of its text."""
        query = select(claims.c.body).where(claims.c.report == report).order_by(claims.c.start, claims.c.id)
        with self.engine.connect() as connection:
            return tuple(claim_from_row(json.loads(body)) for body in connection.execute(query).scalars())

    def every_claim(self) -> Iterator[Claim]:
        """All claims by their numbers, some at a time: nobody has to wait meanwhile."""
        query, last = select(claims.c.number, claims.c.body).order_by(claims.c.number).limit(AT_ONCE), -1
        while True:
            with self.engine.connect() as connection:
                rows = connection.execute(query.where(claims.c.number > last)).all()
            yield from (claim_from_row(json.loads(row.body)) for row in rows)
            if len(rows) < AT_ONCE:
                return
            last = rows[-1].number

    def has_more_claims_than(self, many: int) -> bool:
        """Whether more claims are kept, found out without counting them."""
        with self.engine.connect() as connection:
            return connection.execute(select(claims.c.id).limit(1).offset(many)).first() is not None

    def claims_by(self, ids: Sequence[str]) -> dict[str, Claim]:
        """Claims by their ids; those that are not kept are left out."""
        found: dict[str, Claim] = {}
        with self.engine.connect() as connection:
            for few in batches(ids, AT_ONCE):
                query = select(claims.c.id, claims.c.body).where(claims.c.id.in_(few))
                found.update((row.id, claim_from_row(json.loads(row.body))) for row in connection.execute(query))
        return found

    def claims_with(self, keys: Sequence[str], until: date) -> list[Claim]:
        """Claims published by a day, of all items of the kept ledger that have one of some keys."""
        told = select(item_claims.c.claim).join(items, items.c.number == item_claims.c.item)
        told = told.where(items.c.number.in_(select(item_keys.c.item).where(item_keys.c.key.in_(keys))))
        query = select(claims.c.body).where(claims.c.id.in_(told), claims.c.published <= until)
        with self.engine.connect() as connection:
            return [claim_from_row(json.loads(body)) for body in connection.execute(query).scalars()]

    def reports_by(self, ids: Sequence[str]) -> dict[str, Report]:
        """Reports by their ids."""
        found: dict[str, Report] = {}
        with self.engine.connect() as connection:
            for few in batches(ids, AT_ONCE):
                rows = connection.execute(select(reports).where(reports.c.id.in_(few))).mappings()
                found.update((row["id"], report_from_row(dict(row))) for row in rows)
        return found

    def sizes(self) -> tuple[int, int]:
        """How many reports and claims are kept."""
        with self.engine.connect() as connection:
            counts = [select(func.count()).select_from(table) for table in (reports, claims)]
            kept, told = (connection.execute(count).scalar_one() for count in counts)
            return kept, told

    def close(self) -> None:
        """Let the database go."""
        self.engine.dispose()

    def _write(self) -> AbstractContextManager[Connection]:
        return writing(self.engine)


def _judged(connection: Connection, said: Judgement) -> tuple[str, ...]:
    """The claims that a judgement speaks of; of one that takes another back those of the other."""
    verdict, claim, other = said.verdict.value, said.claim, said.other
    while verdict == Verdict.UNDO.value:
        query = select(judgements.c.verdict, judgements.c.claim, judgements.c.other).where(judgements.c.id == claim)
        row = connection.execute(query).one_or_none()
        if row is None:
            return ()
        verdict, claim, other = row
    return (claim, other) if other else (claim,)


def _listed() -> Select[Any]:
    """Reports without their texts, each with how many claims were read in it."""
    told = select(func.count()).where(claims.c.report == reports.c.id).scalar_subquery().label("claims")
    columns = [told if name == "claims" else reports.c[name] for name in LISTED]
    return select(*columns, reports.c.read_by.is_not(None).label("read"))


def _is_kept(connection: Connection, report: Report) -> bool:
    kept = connection.execute(select(reports.c.text).where(reports.c.id == report.id)).scalar_one_or_none()
    if kept is not None and kept != report.text:
        raise StoreError(f"another text is already kept under the id {report.id!r}")
    return kept is not None


def claim_columns(claim: Claim) -> dict[str, object]:
    """A claim as a row, but for its report's outlet."""
    parties = sorted({*claim.actor, *claim.target, *claim.source})
    return {
        "id": claim.id,
        "report": claim.report,
        "act": claim.act.value,
        "status": claim.status.value,
        "lang": claim.lang,
        "published": claim.published,
        "number": numbered(claim.id, claim.published),
        "parties": f" {' '.join(parties)} ",
        "start": claim.span.start,
        "score": claim.score,
        "body": line(claim_row(claim)),
    }


def open_store(address: Path | str) -> Store:
    """The store in a file or at an address, made or brought to this version's form where needed.

    Addresses are `sqlite:///…` and `postgresql://user:password@host/database`. Raises StoreError where there is no
    store, or none that can be opened.
    """
    return Store(*opened(address))
