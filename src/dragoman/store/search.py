"""Finds claims and reports by their words, the newest first. The words come folded from above."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    Select,
    Table,
    func,
    literal,
    select,
    union_all,
    update,
)

from dragoman.records import Claim, Report
from dragoman.serial import claim_from_row, report_from_row
from dragoman.store.dialect import Dialect, Numbers, Searched, Word
from dragoman.store.schema import claims, first_number, reports
from dragoman.store.writing import batches, writing

if TYPE_CHECKING:
    from dragoman.store import Filter


_TABLES = {"claims": claims, "reports": reports}


#: Columns of claims by whose values a search is counted.
COUNTED = ("act", "status", "lang", "outlet", "parties")


class Search:
    """The words of one store."""

    def __init__(self, engine: Engine, dialect: Dialect) -> None:
        self._engine = engine
        self._dialect = dialect

    def unindexed(self, most: int) -> tuple[list[tuple[int, Claim]], list[tuple[int, Report]]]:
        """Claims and reports, with their numbers, whose words cannot be found yet."""
        with self._engine.connect() as connection:
            told = connection.execute(_waiting(claims, claims.c.body).limit(most)).all()
            kept = connection.execute(_waiting(reports, *reports.c).limit(most)).mappings().all()
        found = [(row["number"], report_from_row(dict(row))) for row in kept]
        return [(row.number, claim_from_row(json.loads(row.body))) for row in told], found

    def index(self, table: Searched, words: Mapping[int, str]) -> None:
        """Make rows findable by their words, which spaces part."""
        rows = _TABLES[table]
        with writing(self._engine) as connection:
            self._dialect.index(connection, table, words)
            for few in batches(list(words), 500):
                connection.execute(update(rows).where(rows.c.number.in_(few)).values(indexed=1))

    def found(
        self, table: Searched, words: Sequence[Word], asked: "Filter", below: int | None, most: int
    ) -> list[tuple[int, str]]:
        """Numbers and ids of claims or reports, below a number, the newest first."""
        rows = _TABLES[table]
        numbers = _numbers(asked, below)
        with self._engine.connect() as connection:
            query = self._query(connection, select(rows.c.number, rows.c.id), table, words, numbers)
            return [(r.number, r.id) for r in connection.execute(query.where(*_narrowed(rows, asked)).limit(most))]

    def counted(self, words: Sequence[Word], asked: "Filter", most: int) -> dict[str, dict[str, int]]:
        """How many of the newest claims that have the words there are by each value of the columns that are counted."""
        with self._engine.connect() as connection:
            columns = [claims.c[name] for name in COUNTED]
            query = self._query(connection, select(*columns), "claims", words, _numbers(asked, None))
            newest = query.where(*_narrowed(claims, asked)).limit(most).cte("newest")
            counts = union_all(*(_by_value(newest.c[name]) for name in COUNTED))
            found: dict[str, dict[str, int]] = {name: {} for name in COUNTED}
            for row in connection.execute(counts):
                found[row.name][row.value or ""] = row.many
            return found

    def told_in(self, reports: Sequence[str], words: Sequence[Word]) -> frozenset[str]:
        """Those of some reports of which one claim has all the words."""
        query = select(claims.c.number, claims.c.report).where(claims.c.report.in_(reports))
        with self._engine.connect() as connection:
            of = {row.number: row.report for row in connection.execute(query)}
            if not of:
                return frozenset()
            numbers = Numbers(min(of), max(of) + 1)
            found = self._query(connection, select(claims.c.number), "claims", words, numbers)
            return frozenset(of[number] for number in connection.execute(found).scalars() if number in of)

    def _query(
        self, connection: Connection, query: Select[Any], table: Searched, words: Sequence[Word], numbers: Numbers
    ) -> Select[Any]:
        number = _TABLES[table].c.number
        if numbers.first is not None:
            query = query.where(number >= numbers.first)
        if numbers.below is not None:
            query = query.where(number < numbers.below)
        query = query.order_by(number.desc())
        return self._dialect.finding(connection, query, table, words, numbers) if words else query


def _by_value(column: ColumnElement[Any]) -> Select[Any]:
    """How many rows have each value of a column, with the column's name."""
    told = (literal(column.key).label("name"), column.label("value"), func.count().label("many"))
    return select(*told).group_by(column)


def _numbers(asked: "Filter", below: int | None) -> Numbers:
    """The numbers that lie in the days of a filter, and below one."""
    until = first_number(asked.until) + (1 << 41) if asked.until else None
    ends = [n for n in (below, until) if n is not None]
    return Numbers(first_number(asked.since) if asked.since else None, min(ends, default=None))


def _narrowed(rows: Table, asked: "Filter") -> Iterator[ColumnElement[bool]]:
    """What a filter asks of columns; reports have fewer than claims."""
    for name in ("act", "status", "lang", "outlet"):
        value = getattr(asked, name)
        if value and name in rows.c:
            yield rows.c[name] == value
    if asked.party and rows is claims:
        yield claims.c.parties.contains(f" {asked.party} ", autoescape=True)


def _waiting(table: Table, *columns: Any) -> Select[Any]:  # noqa: ANN401 - columns of any type
    return (
        select(table.c.number, *(c for c in columns if c.name != "number"))
        .where(table.c.indexed == 0)
        .order_by(table.c.number)
    )
