"""Moves all that was kept from one store to another, some rows at a time; what is there already is left as it is.

A move that was stopped goes on when it is run again. What is made anew from these rows, the kept ledger and the words
that are searched, does not move.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Table, func, insert, select, tuple_, update

from dragoman.errors import StoreError
from dragoman.store import Store
from dragoman.store.items import touch
from dragoman.store.schema import alike, bands, claims, counters, judgements, progress, reports, skipped
from dragoman.store.writing import writing

#: What moves, in an order in which nothing comes before what it speaks of; and what each row is known by.
MOVED: Mapping[Table, tuple[str, ...]] = {
    reports: ("id",),
    claims: ("id",),
    judgements: ("id",),
    skipped: ("place",),
    progress: ("source",),
    bands: ("band", "report"),
    alike: ("one", "other"),
}
BATCH = 500

Row = dict[str, Any]


class Moved(NamedTuple):
    """So many rows of a table that were gone through, of so many, and how many of them were new."""

    table: str
    done: int
    of: int
    new: int


def move(old: Store, new: Store) -> Iterator[Moved]:
    """Move everything, telling of each batch.

    Raises StoreError where the new store has another text under a report's id, or cannot hold a row.
    """
    for table, key in MOVED.items():
        of, done, added = _count(old, table), 0, 0
        yield Moved(table.name, 0, of, 0)
        for rows in _batches(old, table, key):
            added += _put(new, table, key, rows)
            done += len(rows)
            yield Moved(table.name, done, of, added)
    with writing(new.engine) as connection:
        connection.execute(update(counters).where(counters.c.name == "kept").values(value=0))
        touch(connection)


def missing(old: Store, new: Store) -> dict[str, int]:
    """Of each table how many rows of the one store the other does not have; none, where everything was moved."""
    found = {}
    for table, key in MOVED.items():
        with new.engine.connect() as connection:
            lacking = sum(len(rows) - len(_known(connection, table, key, rows)) for rows in _batches(old, table, key))
        if lacking:
            found[table.name] = lacking
    return found


def _count(store: Store, table: Table) -> int:
    with store.engine.connect() as connection:
        return connection.execute(select(func.count()).select_from(table)).scalar_one()


def _batches(store: Store, table: Table, key: Sequence[str]) -> Iterator[list[Row]]:
    """The rows of a table in the order of their keys; judgements in the order in which they were said."""
    order: list[ColumnElement[Any]] = [table.c.number] if table is judgements else [table.c[k] for k in key]
    query, last = select(table).order_by(*order).limit(BATCH), None
    while True:
        further = query.where(tuple_(*order) > last) if last else query
        with store.engine.connect() as connection:
            rows = [dict(row) for row in connection.execute(further).mappings()]
        if rows:
            yield rows
            last = tuple(rows[-1][column.key or ""] for column in order)
        if len(rows) < BATCH:
            return


def _put(store: Store, table: Table, key: Sequence[str], rows: Sequence[Row]) -> int:
    """Add the rows that are not there; how many these are."""
    with writing(store.engine) as connection:
        known = _known(connection, table, key, rows)
        if table is reports:
            _refuse_other_texts(rows, known)
        fresh = [_fresh(table, row) for row in rows if tuple(row[k] for k in key) not in known]
        if fresh:
            connection.execute(insert(table), fresh)
    return len(fresh)


def _known(connection: Connection, table: Table, key: Sequence[str], rows: Sequence[Row]) -> dict[tuple[Any, ...], Row]:
    """Of some rows those that are there, by their keys; of reports with their texts."""
    columns = [table.c[k] for k in (*key, *(("text",) if table is reports else ()))]
    wanted = tuple_(*(table.c[k] for k in key)).in_([tuple(row[k] for k in key) for row in rows])
    found = connection.execute(select(*columns).where(wanted)).mappings()
    return {tuple(row[k] for k in key): dict(row) for row in found}


def _refuse_other_texts(rows: Sequence[Row], known: Mapping[tuple[Any, ...], Row]) -> None:
    for row in rows:
        there = known.get((row["id"],))
        if there and there["text"] != row["text"]:
            raise StoreError(f"another text is already kept under the id {row['id']!r}")


def _fresh(table: Table, row: Row) -> Row:
    """A row as it is added: its words are not found yet, its judgement comes after those that are there."""
    if "indexed" in table.c:
        return {**row, "indexed": 0}
    return {k: v for k, v in row.items() if k != "number"} if table is judgements else row
