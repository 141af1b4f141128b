"""Keeps reports, claims and judgements. It knows records and no rules."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event, func, insert, select, union, update
from sqlalchemy.exc import SQLAlchemyError

from dragoman.errors import NotFoundError, StoreError
from dragoman.records import Claim, Fault, Judgement, Kept, Problem, Report, Verdict
from dragoman.serial import claim_from_row, claim_row, line, report_from_row
from dragoman.store.schema import alike, bands, claims, judgements, progress, reports, skipped

#: Reports that share a band with a new one, at most: of a text that all reprint, so many tell which it is.
COMPARED = 20
LISTED = ("id", "published", "lang", "outlet", "url", "title", "revises", "claims")
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

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add_report(self, report: Report, found_by: Sequence[str] = (), like: str | None = None) -> bool:
        """Keep a report, with the bands it is found by and a report whose text it nearly repeats.

        False where the same one is kept already. Raises StoreError where another text is kept under its id.
        """
        with self._write() as connection:
            if _is_kept(connection, report):
                return False
            taken = datetime.now(UTC).replace(tzinfo=None)
            row = {f.name: getattr(report, f.name) for f in fields(Report)}
            connection.execute(insert(reports).values(taken=taken, **row))
            if found_by:
                connection.execute(insert(bands), [{"band": band, "report": report.id} for band in found_by])
            if like:
                connection.execute(insert(alike).values(one=like, other=report.id))
            return True

    def knows(self, report: Report) -> bool:
        """Whether the same report is kept. Raises StoreError where another text is kept under its id."""
        with self._engine.connect() as connection:
            return _is_kept(connection, report)

    def sharing(self, found_by: Sequence[str]) -> list[tuple[str, str]]:
        """Id and text of the first reports that share a band."""
        same = select(bands.c.report).where(bands.c.band.in_(found_by)).distinct().order_by(bands.c.report)
        query = select(reports.c.id, reports.c.text).where(reports.c.id.in_(same.limit(COMPARED)))
        with self._engine.connect() as connection:
            return [(row.id, row.text) for row in connection.execute(query.order_by(reports.c.id))]

    def latest_at(self, url: str) -> Report | None:
        """The report of an address that was taken in last."""
        query = select(reports).where(reports.c.url == url).order_by(reports.c.taken.desc(), reports.c.id).limit(1)
        with self._engine.connect() as connection:
            row = connection.execute(query).mappings().one_or_none()
        return report_from_row(dict(row)) if row else None

    def alike(self, until: date | None = None) -> list[tuple[str, str]]:
        """Pairs of reports that are nearly one text, of those published by a day."""
        query = select(alike.c.one, alike.c.other)
        if until:
            early = select(reports.c.id).where(reports.c.published <= until)
            query = query.where(alike.c.one.in_(early), alike.c.other.in_(early))
        with self._engine.connect() as connection:
            return [(row.one, row.other) for row in connection.execute(query.order_by(alike.c.one, alike.c.other))]

    def houses(self) -> dict[str, tuple[date, str, str]]:
        """Of each report that is like another: day, id, and outlet (without one the id)."""
        either = union(select(alike.c.one), select(alike.c.other))
        query = select(reports.c.id, reports.c.published, reports.c.outlet).where(reports.c.id.in_(either))
        with self._engine.connect() as connection:
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
        with self._engine.connect() as connection:
            for row in connection.execute(select(skipped).order_by(skipped.c.seen, skipped.c.place)):
                yield Problem(place=row.place, message=row.message, fault=Fault(row.fault))

    def mark_of(self, source: str) -> str | None:
        """How far a source was taken in."""
        with self._engine.connect() as connection:
            query = select(progress.c.mark).where(progress.c.source == source)
            return connection.execute(query).scalar_one_or_none()

    def set_mark(self, source: str, mark: str) -> None:
        """Remember how far a source was taken in."""
        with self._write() as connection:
            connection.execute(progress.delete().where(progress.c.source == source))
            connection.execute(insert(progress).values(source=source, mark=mark))

    def reports(self) -> Iterator[Kept]:
        """The reports that are kept, by day, without their texts."""
        told = select(func.count()).where(claims.c.report == reports.c.id).scalar_subquery().label("claims")
        columns = [told if name == "claims" else reports.c[name] for name in LISTED]
        is_read = reports.c.read_by.is_not(None).label("read")
        query = select(*columns, is_read).order_by(reports.c.published, reports.c.id)
        with self._engine.connect() as connection:
            for row in connection.execute(query).mappings():
                yield Kept(**row)

    def unread(self, reader: str) -> Iterator[Report]:
        """The reports that this version of the reader has not read, one at a time."""
        query = select(reports).where(func.coalesce(reports.c.read_by, "") != reader).order_by(reports.c.id)
        with self._engine.connect() as connection:
            ids = [row.id for row in connection.execute(query.with_only_columns(reports.c.id))]
        for report in ids:
            yield self.report(report)

    def add_reading(self, report: str, found: Sequence[Claim], reader: str) -> None:
        """Put the claims of a report in the place of those read before, and say who read it: all or nothing."""
        with self._write() as connection:
            connection.execute(claims.delete().where(claims.c.report == report))
            if found:
                connection.execute(insert(claims), [_claim_columns(c) for c in found])
            connection.execute(update(reports).where(reports.c.id == report).values(read_by=reader))

    def report(self, report: str) -> Report:
        """One report. Raises NotFoundError."""
        with self._engine.connect() as connection:
            row = connection.execute(select(reports).where(reports.c.id == report)).mappings().one_or_none()
        if row is None:
            raise NotFoundError(f"no report {report!r}")
        return report_from_row(dict(row))

    def claim(self, claim: str) -> Claim:
        """One claim. Raises NotFoundError."""
        with self._engine.connect() as connection:
            body = connection.execute(select(claims.c.body).where(claims.c.id == claim)).scalar_one_or_none()
        if body is None:
            raise NotFoundError(f"no claim {claim!r}")
        return claim_from_row(json.loads(body))

    def claim_ids(self, start: str) -> tuple[str, ...]:
        """The ids of claims that begin so, with `claim-` or without."""
        begin = start if start.startswith("claim-") else f"claim-{start}"
        query = select(claims.c.id).where(claims.c.id.startswith(begin, autoescape=True)).order_by(claims.c.id).limit(2)
        with self._engine.connect() as connection:
            return tuple(connection.execute(query).scalars())

    def claims(self, asked: Filter = Filter()) -> Iterator[Claim]:
        """The claims that a filter lets through, by day, report and place in the text."""
        query = select(claims.c.body).join(reports, reports.c.id == claims.c.report)
        for column in ("act", "status", "lang"):
            value = getattr(asked, column)
            query = query.where(claims.c[column] == value) if value else query
        query = query.where(claims.c.parties.contains(f" {asked.party} ", autoescape=True)) if asked.party else query
        query = query.where(claims.c.published >= asked.since) if asked.since else query
        query = query.where(claims.c.published <= asked.until) if asked.until else query
        query = query.where(reports.c.outlet == asked.outlet) if asked.outlet else query
        order = (claims.c.published, claims.c.report, claims.c.start, claims.c.id)
        with self._engine.connect() as connection:
            for (body,) in connection.execution_options(yield_per=500).execute(query.order_by(*order)):
                yield claim_from_row(json.loads(body))

    def add_judgement(self, judgement: Judgement) -> bool:
        """Append what a person says to the log; False where the same words stand there already."""
        row = {f: getattr(judgement, f) for f in JUDGEMENT}
        with self._write() as connection:
            known = connection.execute(select(judgements.c.id).where(judgements.c.id == judgement.id)).first()
            if known is None:
                connection.execute(insert(judgements).values(**{**row, "verdict": judgement.verdict.value}))
            return known is None

    def judgements(self) -> tuple[Judgement, ...]:
        """The log, oldest first."""
        with self._engine.connect() as connection:
            rows = connection.execute(select(judgements).order_by(judgements.c.number)).mappings()
            return tuple(Judgement(**{f: r[f] for f in JUDGEMENT} | {"verdict": Verdict(r["verdict"])}) for r in rows)

    def sizes(self) -> tuple[int, int]:
        """How many reports and claims are kept."""
        with self._engine.connect() as connection:
            counts = [select(func.count()).select_from(table) for table in (reports, claims)]
            kept, told = (connection.execute(count).scalar_one() for count in counts)
            return kept, told

    @contextmanager
    def _write(self) -> Iterator[Connection]:
        try:
            with self._engine.begin() as connection:
                yield connection
        except SQLAlchemyError as error:
            raise StoreError(f"the store cannot be written: {error}") from error


def _is_kept(connection: Connection, report: Report) -> bool:
    kept = connection.execute(select(reports.c.text).where(reports.c.id == report.id)).scalar_one_or_none()
    if kept is not None and kept != report.text:
        raise StoreError(f"another text is already kept under the id {report.id!r}")
    return kept is not None


def _claim_columns(claim: Claim) -> dict[str, object]:
    parties = sorted({*claim.actor, *claim.target, *claim.source})
    return {
        "id": claim.id,
        "report": claim.report,
        "act": claim.act.value,
        "status": claim.status.value,
        "lang": claim.lang,
        "published": claim.published,
        "parties": f" {' '.join(parties)} ",
        "start": claim.span.start,
        "score": claim.score,
        "body": line(claim_row(claim)),
    }


def open_store(path: Path) -> Store:
    """The store in a file, made or brought to this version's form where needed.

    Raises StoreError where the file is no store, or cannot be opened.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        engine = create_engine(f"sqlite:///{path}")
        event.listen(engine, "connect", _settings)
        _migrate(engine)
    except (OSError, SQLAlchemyError) as error:
        raise StoreError(f"the store {path} cannot be opened: {error}") from error
    return Store(engine)


def _settings(connection: object, _: object) -> None:
    """Readers do not wait for writers; what is committed survives a crash of the process."""
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "busy_timeout=10000"):
        connection.execute(f"PRAGMA {pragma}")  # type: ignore[attr-defined]


def _migrate(engine: Engine) -> None:
    from alembic.command import upgrade  # noqa: PLC0415 - needed only where a store is opened
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        upgrade(config, "head")
