"""What a watch remembers, in an SQLite file of its own: nothing is taken in twice, told twice, or forgotten half done.

Each method is one transaction. An item waits from the moment when its feed was read until its report is kept; a change
waits until every channel took it.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from dragoman.errors import StoreError
from dragoman.exports.changes import Change
from dragoman.reports.feeds import Item

SCHEMA = """
create table if not exists sources (url text primary key, etag text, modified text, due real not null default 0,
  failures integer not null default 0);
create table if not exists items (id text primary key, source text not null, body text,
  tries integer not null default 0, due real not null default 0);
create index if not exists waiting on items (due) where body is not null;
create table if not exists folders (path text primary key, mark text not null);
create table if not exists marks (mark text primary key) without rowid;
create table if not exists changes (number integer primary key, id text not null unique, body text not null);
create table if not exists pending (change integer not null, channel text not null, primary key (channel, change));
"""


class Asked(NamedTuple):
    """What is known of a source from the last time."""

    etag: str | None = None
    modified: str | None = None
    due: float = 0.0
    failures: int = 0


class Waiting(NamedTuple):
    """An item whose report is not kept yet."""

    item: Item
    source: str
    tries: int


class State:
    """The memory of a watch."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def source(self, url: str) -> Asked:
        """What is known of a source."""
        row = self._one("select etag, modified, due, failures from sources where url = ?", url)
        return Asked(*row) if row else Asked()

    def answered(self, url: str, asked: Asked, items: Iterable[Item] = ()) -> int:
        """Keep how a source answered, and its items that were never seen; how many these are."""
        with self._write() as write:
            write.execute("insert or replace into sources values (?, ?, ?, ?, ?)", (url, *asked))
            rows = [(i.id, url, _item_row(i)) for i in items]
            before = write.total_changes
            write.executemany("insert or ignore into items (id, source, body) values (?, ?, ?)", rows)
            return write.total_changes - before

    def waiting(self, now: float) -> Iterator[Waiting]:
        """The items whose reports are to be got, those that wait longest first."""
        rows = self._all("select id from items where body is not null and due <= ? order by tries, rowid", now)
        for (id,) in rows:
            row = self._one("select body, source, tries from items where id = ? and body is not null", id)
            if row:
                yield Waiting(_item(row[0]), row[1], row[2])

    def done(self, item: str) -> None:
        """An item's report is kept, or there is none to be had."""
        with self._write() as write:
            write.execute("update items set body = null where id = ?", (item,))

    def again(self, item: str, due: float) -> None:
        """An item is to be tried again."""
        with self._write() as write:
            write.execute("update items set tries = tries + 1, due = ? where id = ?", (due, item))

    def folder(self, path: str) -> str | None:
        """The mark that a folder had when it was last read."""
        row = self._one("select mark from folders where path = ?", path)
        return str(row[0]) if row else None

    def folder_read(self, path: str, mark: str) -> None:
        """A folder was read as it was when it had this mark."""
        with self._write() as write:
            write.execute("insert or replace into folders values (?, ?)", (path, mark))

    def is_new(self) -> bool:
        """Whether nothing was ever looked for in the ledger."""
        return self._one("select 1 from marks limit 1") is None

    def unknown(self, changes: Iterable[Change]) -> list[Change]:
        """The changes none of whose marks is known."""
        return [c for c in changes if not any(self._one("select 1 from marks where mark = ?", m) for m in c.marks)]

    def found(self, known: Iterable[Change], new: Iterable[Change], channels: Iterable[str]) -> None:
        """Remember all that holds, and that what is new is to be told on every channel."""
        with self._write() as write:
            write.executemany(
                "insert or ignore into marks values (?)", [("began",), *((m,) for c in known for m in c.marks)]
            )
            for change in new:
                row = write.execute(
                    "insert or ignore into changes (id, body) values (?, ?)", (change.id, _body(change))
                )
                if row.rowcount == 1:
                    told = [(row.lastrowid, channel) for channel in channels]
                    write.executemany("insert or ignore into pending values (?, ?)", told)

    def pending(self, channel: str) -> list[Change]:
        """What a channel was not told yet, oldest first."""
        query = "select body from changes join pending on change = number where channel = ? order by number"
        return [_change(body) for (body,) in self._all(query, channel)]

    def told(self, channel: str, changes: Iterable[Change]) -> None:
        """A channel took these changes."""
        query = "delete from pending where channel = ? and change = (select number from changes where id = ?)"
        with self._write() as write:
            write.executemany(query, [(channel, c.id) for c in changes])

    def latest(self, most: int) -> list[Change]:
        """The newest changes, newest first."""
        return [_change(b) for (b,) in self._all("select body from changes order by number desc limit ?", most)]

    def close(self) -> None:
        """Let the file go."""
        self._connection.close()

    def _all(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        with closing(self._connection.execute(query, values)) as cursor:
            return cursor.fetchall()

    def _one(self, query: str, *values: object) -> tuple[Any, ...] | None:
        with closing(self._connection.execute(query, values)) as cursor:
            row: tuple[Any, ...] | None = cursor.fetchone()
            return row

    @contextmanager
    def _write(self) -> Iterator[sqlite3.Connection]:
        try:
            with self._connection:
                yield self._connection
        except sqlite3.Error as error:
            raise StoreError(f"what the watch remembers cannot be written: {error}") from error


def open_state(path: Path) -> State:
    """The memory in a file, made where there is none. Raises StoreError."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(path, timeout=10)
        connection.execute("pragma journal_mode = wal")
        connection.executescript(SCHEMA)
    except (OSError, sqlite3.Error) as error:
        raise StoreError(f"{path} cannot be opened: {error}") from error
    return State(connection)


def _item_row(item: Item) -> str:
    return json.dumps(asdict(item), ensure_ascii=False, default=date.isoformat)


def _item(body: str) -> Item:
    row = json.loads(body)
    days = {k: date.fromisoformat(row[k]) if row[k] else None for k in ("published", "updated")}
    return Item(**{**row, **days})


def _body(change: Change) -> str:
    return json.dumps(asdict(change), ensure_ascii=False, default=date.isoformat)


def _change(body: str) -> Change:
    row = json.loads(body)
    lists = {k: tuple(row[k]) for k in ("parties", "claims", "marks")}
    return Change(**{**row, **lists, "day": date.fromisoformat(row["day"])})
