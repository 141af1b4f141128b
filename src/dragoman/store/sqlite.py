"""SQLite's own ways: one file, one writer at a time, words in FTS5."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import BigInteger, Connection, Engine, Select, column, create_engine, event, text
from sqlalchemy import table as index_of

from dragoman.store.dialect import Numbers, Searched, Word
from dragoman.store.schema import metadata

#: Readers do not wait for writers; what is committed survives a crash of the process.
SETTINGS = ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "busy_timeout=30000", "cache_size=-16000")
#: The words of an index, as a table of the connection's own.
TERMS = "CREATE VIRTUAL TABLE IF NOT EXISTS temp.{0}_terms USING fts5vocab('main', '{0}_words', 'instance')"
#: Words that begin alike and are sought one by one. FTS5 goes through all rows of a beginning before it tells the first
#: of them, of whole words it tells the newest at once.
MOST_TERMS = 200
#: The last of all characters, which no word has: those that begin alike lie below it.
LAST = "\U0010ffff"


class Sqlite:
    """A store in a file."""

    def engine(self, address: str) -> Engine:
        """The engine of a file, its folder made where needed."""
        Path(address).parent.mkdir(parents=True, exist_ok=True)
        engine = create_engine(f"sqlite:///{address}", pool_size=8, max_overflow=24)
        event.listen(engine, "connect", _settings)
        return engine

    def shown(self, address: str) -> str:
        """The file."""
        return address

    def hold(self, connection: Connection) -> None:
        """Wait until no other process writes, and write alone from now on."""
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    def index(self, connection: Connection, table: Searched, words: Mapping[int, str]) -> None:
        """Add words to the table's index; those of a row that is known stay as they are."""
        rows = [{"number": number, "words": told} for number, told in words.items()]
        connection.execute(text(f"INSERT INTO {table}_words (rowid, words) VALUES (:number, :words)"), rows)  # noqa: S608

    def finding(
        self, connection: Connection, query: Select[Any], table: Searched, words: Sequence[Word], numbers: Numbers
    ) -> Select[Any]:
        """Go through the rows that the index finds, the newest first."""
        match = " AND ".join(_matched(connection, table, word) for word in words)
        rows, found = metadata.tables[table], index_of(f"{table}_words", column("rowid", BigInteger))
        matching = text(f"{table}_words MATCH :sought").bindparams(sought=match)
        joined = query.join_from(found, rows, found.c.rowid == rows.c.number).where(matching)
        if numbers.first is not None:
            joined = joined.where(found.c.rowid >= numbers.first)
        if numbers.below is not None:
            joined = joined.where(found.c.rowid < numbers.below)
        return joined.order_by(None).order_by(found.c.rowid.desc())

    def take(self, report: str) -> bool:  # noqa: ARG002
        """Reports of a file are read by whoever comes: a laptop has one reader."""
        return True

    def leave(self, report: str) -> None:
        """Nothing was held."""


def _settings(connection: Any, _: object) -> None:  # noqa: ANN401 - the driver's own connection
    for pragma in SETTINGS:
        connection.execute(f"PRAGMA {pragma}")
    for searched in ("claims", "reports"):
        connection.execute(TERMS.format(searched))


def _matched(connection: Connection, table: Searched, word: Word) -> str:
    """A word as FTS5 is asked for it."""
    terms = _terms(connection, table, word.text) if word.begins else [word.text]
    if not 0 < len(terms) <= MOST_TERMS:
        return f'"{word.text}"*'
    return "(" + " OR ".join(f'"{term}"' for term in terms) + ")"


def _terms(connection: Connection, table: Searched, begin: str) -> list[str]:
    """The words of an index that begin so, and no more than one above `MOST_TERMS`."""
    following = f"SELECT term FROM temp.{table}_terms WHERE term >= {{}} AND term < :end LIMIT 1"  # noqa: S608
    query = text(
        f"WITH RECURSIVE terms (term) AS (SELECT ({following.format(':begin')})"  # noqa: S608
        f" UNION ALL SELECT ({following.format('terms.term || char(1)')}) FROM terms WHERE terms.term IS NOT NULL)"
        " SELECT term FROM terms WHERE term IS NOT NULL LIMIT :most"
    )
    asked = {"begin": begin, "end": begin + LAST, "most": MOST_TERMS + 1}
    return list(connection.execute(query, asked).scalars())
