"""Keeps what the ledger came to, item by item: events, promises, tallies, processes, each found by its keys.

It knows no rules: keys, cells and bodies are made above. Items of one generation hold together; a new ledger is
written beside the old one and takes its place in a moment.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Engine, Select, and_, delete, func, insert, or_, select, update

from dragoman.store.dialect import Dialect
from dragoman.store.schema import counters, item_claims, item_keys, items, touched
from dragoman.store.writing import batches, writing

if TYPE_CHECKING:
    from dragoman.store import Filter

#: Rows written or read in one go.
BATCH = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing that the kept ledger tells."""

    kind: str
    id: str
    body: bytes
    keys: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    cell: str = ""
    act: str = ""
    status: str = ""
    langs: str = ""
    is_open: bool = False
    disputed: str = ""
    day: str = ""
    told: str = ""


class Stand(NamedTuple):
    """The version of the store, and the one that the kept ledger is of; 0: none was kept yet."""

    version: int
    kept: int

    @property
    def holds(self) -> bool:
        """Whether the kept ledger is of all that the store has."""
        return self.version == self.kept

    @property
    def word(self) -> str:
        """A word that changes whenever one of the two does."""
        return f"{self.version}-{self.kept}"


class Listing(NamedTuple):
    """Which items are listed, in which order."""

    kind: str
    by: str = "day"  #: day, told or disputed
    newest: bool = True
    is_open: bool | None = None
    key: str | None = None


class Row(NamedTuple):
    """An item as it was asked for."""

    by: str  #: with the id its place in the listing
    id: str
    kind: str
    cell: str
    body: bytes


class Items:
    """The kept ledger of one store."""

    def __init__(self, engine: Engine, dialect: Dialect) -> None:
        self._engine = engine
        self._dialect = dialect

    def stand(self) -> Stand:
        """How far the store is, and how far the kept ledger."""
        query = select(counters.c.name, counters.c.value).where(counters.c.name.in_(("version", "kept")))
        with self._engine.connect() as connection:
            found = {row.name: row.value for row in connection.execute(query)}
        return Stand(found["version"], found["kept"])

    def touched(self, since: int, most: int) -> tuple[str, ...]:
        """Claims that were added, taken out or judged after a version; no more than `most`."""
        query = select(touched.c.claim).where(touched.c.version > since).distinct().limit(most)
        with self._engine.connect() as connection:
            return tuple(connection.execute(query).scalars())

    def replace(self, told: Iterable[Item], version: int) -> None:
        """Put a whole ledger in the place of the one that is kept: beside it first, then in a moment."""
        generation = self._reserve("generations", 1)
        rows = iter(told)
        while batch := list(islice(rows, BATCH)):
            first = self._reserve("items", len(batch))
            with writing(self._engine) as connection:
                _write(connection, batch, first, generation)
        with writing(self._engine) as connection:
            later = and_(counters.c.name == "generation", counters.c.value < generation)
            connection.execute(update(counters).where(later).values(value=generation))
            _stands(connection, version)
        self._forget(generation)

    def renew(self, cells: Sequence[str], named: Sequence[tuple[str, str]], told: Sequence[Item], version: int) -> None:
        """Put items in the place of all that lie in some cells, and of those of a kind and id."""
        first = self._reserve("items", len(told))
        with writing(self._engine) as connection:
            self._dialect.hold(connection)
            generation = int(connection.execute(_counter("generation")).scalar_one())
            gone = select(items.c.number).where(items.c.generation == generation)
            for batch in batches(cells, BATCH):
                _drop(connection, connection.execute(gone.where(items.c.cell.in_(batch))).scalars().all())
            for kind, ids in _by_kind(named).items():
                same = gone.where(items.c.kind == kind, items.c.id.in_(ids))
                _drop(connection, connection.execute(same).scalars().all())
            for start in range(0, len(told), BATCH):
                _write(connection, told[start : start + BATCH], first + start, generation)
            _stands(connection, version)

    def cells(self, told: Sequence[str]) -> frozenset[str]:
        """The cells of the items that tell of some claims."""
        found: set[str] = set()
        query = select(items.c.cell).join(item_claims, item_claims.c.item == items.c.number).where(_holds())
        with self._engine.connect() as connection:
            for batch in batches(told, BATCH):
                found.update(connection.execute(query.where(item_claims.c.claim.in_(batch)).distinct()).scalars())
        return frozenset(found)

    def claims_in(self, cells: Sequence[str]) -> tuple[str, ...]:
        """The claims of all items of some cells."""
        query = select(item_claims.c.claim).join(items, items.c.number == item_claims.c.item).where(_holds())
        with self._engine.connect() as connection:
            return tuple(
                c for b in batches(cells, BATCH) for c in connection.execute(query.where(items.c.cell.in_(b))).scalars()
            )

    def rows_with(self, keys: Sequence[str], kinds: Sequence[str], days: tuple[str, str] | None = None) -> list[Row]:
        """The items that have one of some keys, of all days or of those from one to another."""
        mine = select(item_keys.c.item).where(item_keys.c.key.in_(keys))
        query = _rows(items.c.day).where(items.c.number.in_(mine), items.c.kind.in_(kinds))
        query = query.where(items.c.day.between(*days)) if days else query
        with self._engine.connect() as connection:
            return [_row(row) for row in connection.execute(query)]

    def every(self, kinds: Sequence[str]) -> list[Row]:
        """All items of some kinds."""
        with self._engine.connect() as connection:
            return [_row(row) for row in connection.execute(_rows(items.c.day).where(items.c.kind.in_(kinds)))]

    def named(self, ids: Sequence[str]) -> dict[str, Row]:
        """Items by their ids."""
        query = _rows(items.c.day)
        with self._engine.connect() as connection:
            found = [
                _row(r) for few in batches(ids, BATCH) for r in connection.execute(query.where(items.c.id.in_(few)))
            ]
        return {row.id: row for row in found}

    def telling(self, told: Sequence[str]) -> list[Row]:
        """The items that some claims are behind, the one with most of them first."""
        counted = select(item_claims.c.item, func.count().label("of")).where(item_claims.c.claim.in_(told[:BATCH]))
        most = counted.group_by(item_claims.c.item).subquery()
        query = _rows(items.c.day).join(most, most.c.item == items.c.number).order_by(most.c.of.desc(), items.c.id)
        with self._engine.connect() as connection:
            return [_row(row) for row in connection.execute(query)]

    def told_since(self, day: str, key: str | None, most: int) -> list[Row]:
        """Events and promises that reports after a day tell of, what was told last first."""
        query = _rows(items.c.told).where(items.c.told > day, items.c.kind.in_(("event", "promise")))
        if key:
            query = query.where(items.c.number.in_(select(item_keys.c.item).where(item_keys.c.key == key)))
        with self._engine.connect() as connection:
            return [_row(r) for r in connection.execute(query.order_by(items.c.told.desc(), items.c.id).limit(most))]

    def listed(self, listing: Listing, asked: "Filter", after: tuple[str, str] | None, limit: int) -> list[Row]:
        """Items of a kind that a filter lets through, after a place."""
        by, kind = items.c[listing.by], items.c.kind
        query = _rows(by).where(kind == listing.kind)
        query = query.where(*_let_through(listing, asked))
        if listing.key:
            query = query.join(item_keys, and_(item_keys.c.item == items.c.number, item_keys.c.key == listing.key))
        if after:
            day, id = after
            further = by < day if listing.newest else by > day
            query = query.where(or_(further, and_(by == day, items.c.id > id)))
        order = (by.desc() if listing.newest else by, items.c.id)
        with self._engine.connect() as connection:
            return [_row(row) for row in connection.execute(query.order_by(*order).limit(limit))]

    def _reserve(self, name: str, many: int) -> int:
        """The first of so many numbers that nobody else uses."""
        with writing(self._engine) as connection:
            change = update(counters).where(counters.c.name == name).values(value=counters.c.value + many)
            return int(connection.execute(change.returning(counters.c.value)).scalar_one()) - many + 1

    def _forget(self, generation: int) -> None:
        """Drop the items of earlier ledgers, some at a time, so that others may write between."""
        query = select(items.c.number).where(items.c.generation < generation).limit(BATCH)
        while True:
            with writing(self._engine) as connection:
                numbers = connection.execute(query).scalars().all()
                _drop(connection, numbers)
            if not numbers:
                return


def touch(connection: Connection, told: Iterable[str] = ()) -> None:
    """Count the store's version on, by claims that were added, taken out or judged; others wait until this is kept."""
    change = update(counters).where(counters.c.name == "version").values(value=counters.c.value + 1)
    version = connection.execute(change.returning(counters.c.value)).scalar_one()
    rows = [{"version": version, "claim": claim} for claim in dict.fromkeys(told)]
    if rows:
        connection.execute(insert(touched), rows)


def _counter(name: str) -> Select[Any]:
    return select(counters.c.value).where(counters.c.name == name)


def _row(found: Any) -> Row:  # noqa: ANN401 - what the database answers
    return Row(found.by, found.id, found.kind, found.cell, found.body)


def _rows(by: ColumnElement[str]) -> Select[Any]:
    return select(by.label("by"), items.c.id, items.c.kind, items.c.cell, items.c.body).where(_holds())


def _holds() -> ColumnElement[bool]:
    """Whether an item is of the ledger that holds."""
    return items.c.generation == _counter("generation").scalar_subquery()


def _let_through(listing: Listing, asked: "Filter") -> Iterator[ColumnElement[bool]]:
    if asked.act:
        yield items.c.act == asked.act
    if asked.status and listing.kind == "promise":
        yield items.c.status == asked.status
    if asked.lang:
        yield items.c.langs.contains(f" {asked.lang} ", autoescape=True)
    if asked.since:
        yield items.c.told >= asked.since.isoformat()
    if asked.until:
        yield items.c.day <= asked.until.isoformat()
    if listing.is_open is not None:
        yield items.c.is_open == int(listing.is_open)
    if listing.by == "disputed":
        yield items.c.disputed != ""


def _write(connection: Connection, told: Sequence[Item], first: int, generation: int) -> None:
    numbered = list(enumerate(told, first))
    rows = [{**asdict(i), "number": n, "generation": generation, "is_open": int(i.is_open)} for n, i in numbered]
    connection.execute(insert(items), [{k: v for k, v in row.items() if k not in ("keys", "claims")} for row in rows])
    keys = [{"key": key, "item": number} for number, item in numbered for key in item.keys]
    known = [{"claim": claim, "item": number} for number, item in numbered for claim in item.claims]
    for table, found in ((item_keys, keys), (item_claims, known)):
        if found:
            connection.execute(insert(table), found)


def _drop(connection: Connection, numbers: Sequence[int]) -> None:
    for batch in batches(numbers, BATCH):
        connection.execute(delete(item_keys).where(item_keys.c.item.in_(batch)))
        connection.execute(delete(item_claims).where(item_claims.c.item.in_(batch)))
        connection.execute(delete(items).where(items.c.number.in_(batch)))


def _stands(connection: Connection, version: int) -> None:
    connection.execute(update(counters).where(counters.c.name == "kept").values(value=version))
    connection.execute(delete(touched).where(touched.c.version <= version))


def _by_kind(named: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for kind, id in named:
        found.setdefault(kind, []).append(id)
    return found
