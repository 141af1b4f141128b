"""PostgreSQL's own ways: many writers at once, words in a tsvector, locks that end with whoever held them."""

import threading
from collections.abc import Mapping, Sequence
from hashlib import blake2b
from typing import Any

from sqlalchemy import Connection, Engine, Select, create_engine, make_url, text

from dragoman.store.dialect import Numbers, Searched, Word

#: The lock under which a store changes its form or its kept ledger.
FORM = 0x647261676F


class Postgres:
    """A store in a database of PostgreSQL 15 or later."""

    def __init__(self) -> None:
        self._engine: Engine | None = None
        self._reading: Connection | None = None
        self._lock = threading.Lock()

    def engine(self, address: str) -> Engine:
        """The engine of an address, by the driver that needs no library of C."""
        url = make_url(address).set(drivername="postgresql+pg8000")
        self._engine = create_engine(url, pool_size=8, max_overflow=24, pool_pre_ping=True)
        return self._engine

    def shown(self, address: str) -> str:
        """The address without its password."""
        return make_url(address).render_as_string(hide_password=True)

    def hold(self, connection: Connection) -> None:
        """Take the lock that ends with the transaction."""
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": FORM})

    def index(self, connection: Connection, table: Searched, words: Mapping[int, str]) -> None:
        """Give rows their words, as they are: no parser of the database cuts them again."""
        change = f"UPDATE {table} SET words = array_to_tsvector(:words) WHERE number = :number"  # noqa: S608
        rows = [{"number": number, "words": sorted(set(told.split()))} for number, told in words.items()]
        connection.execute(text(change), rows)

    def finding(
        self,
        connection: Connection,  # noqa: ARG002
        query: Select[Any],
        table: Searched,
        words: Sequence[Word],
        numbers: Numbers,  # noqa: ARG002
    ) -> Select[Any]:
        """Of the rows those whose words match."""
        match = " & ".join(f"'{w.text}'{':*' if w.begins else ''}" for w in words)
        return query.where(text(f"{table}.words @@ CAST(:sought AS tsquery)").bindparams(sought=match))

    def take(self, report: str) -> bool:
        """Lock a report for this process; the lock ends with its connection, however the process ends."""
        with self._lock:
            return bool(self._held().execute(text("SELECT pg_try_advisory_lock(:key)"), {"key": _key(report)}).scalar())

    def leave(self, report: str) -> None:
        """Unlock a report, where this process had locked it."""
        with self._lock:
            if self._reading is not None:
                self._reading.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": _key(report)})

    def _held(self) -> Connection:
        if self._reading is None:
            assert self._engine is not None, "a store is opened before it is read"  # noqa: S101
            self._reading = self._engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        return self._reading


def _key(report: str) -> int:
    """A report's id as the number that a lock has."""
    return int.from_bytes(blake2b(report.encode(), digest_size=8).digest(), signed=True)
