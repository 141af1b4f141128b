"""What moves while somebody listens: a numbered list that one can go on in where one left it."""

import threading
from collections import OrderedDict
from collections.abc import Sequence
from itertools import islice
from typing import NamedTuple

from dragoman.ids import content_id
from dragoman.processes import Changed, Process, Processes
from dragoman.records import Event, Ledger, Promise

#: What a feed remembers for those who come back.
REMEMBERED = 1000
#: Feeds that are remembered, and people that listen, at most.
FEEDS, LISTENERS = 20, 100
#: How often something is looked at that changes meanwhile.
LOOKS = 3
#: Processes that are looked at where no party is named: those that moved last.
LOOKED_AT = 200


Seen = Ledger | tuple[Process, ...]


class Gone(NamedTuple):
    """An event or promise that the ledger no longer tells: it was judged wrong, or is told as part of another."""

    id: str


class Version(NamedTuple):
    """The state of the store that is told up to here."""

    version: str


class Moved(NamedTuple):
    """One thing that moved: `version` says that everything before is told."""

    id: str
    kind: str  #: version, process, event, new event, promise, new promise, gone
    what: Changed | Process | Gone | Version


class Feed:
    """What moves between some parties, or anywhere."""

    def __init__(self, processes: Processes, parties: tuple[str, ...]) -> None:
        self._processes = processes
        self._parties = parties
        self._lock = threading.Lock()
        self._dropped = 0
        self._version, self._seen = self._look()
        self._moved = [self._start()]

    def position(self, last: str | None) -> int:
        """Where somebody goes on who heard `last`; at the newest version, where that is not remembered."""
        with self._lock:
            ids = [m.id for m in self._moved]
            return self._dropped + (ids.index(last) + 1 if last in ids else self._newest_version())

    def after(self, position: int) -> tuple[list[Moved], int]:
        """What moved after a position, up to now, and the next position."""
        with self._lock:
            self._renew()
            start = max(position - self._dropped, 0)
            return list(islice(self._moved, start, None)), self._dropped + len(self._moved)

    def _renew(self) -> None:
        if self._processes.version() == self._version:
            return
        before = self._seen
        self._version, self._seen = self._look()
        mark = content_id("v", self._version)
        found = _differences(before, self._seen)
        self._moved += [Moved(f"{mark}.{n}", kind, what) for n, (kind, what) in enumerate(found, 1)]
        self._moved.append(self._start())
        spare = max(len(self._moved) - REMEMBERED, 0)
        del self._moved[:spare]
        self._dropped += spare

    def _start(self) -> Moved:
        return Moved(content_id("v", self._version), "version", Version(self._version))

    def _newest_version(self) -> int:
        return max(n for n, m in enumerate(self._moved) if m.kind == "version")

    def _look(self) -> tuple[str, Seen]:
        """What there is to see, and of which version: asking may itself bring what is kept up to date."""
        for _ in range(LOOKS):
            version, seen = self._processes.version(), self._see()
            if version == self._processes.version():
                break
        return version, seen

    def _see(self) -> Seen:
        if self._parties:
            return self._processes.ledger(self._parties)
        return self._processes.list(limit=LOOKED_AT).items


class Feeds:
    """The feeds that somebody listens to, or did lately."""

    def __init__(self, processes: Processes) -> None:
        self._processes = processes
        self._feeds: OrderedDict[tuple[str, ...], Feed] = OrderedDict()
        self._lock = threading.Lock()
        self.listening = 0

    def of(self, parties: Sequence[str]) -> Feed:
        """The feed of some parties."""
        wanted = tuple(sorted(set(parties)))
        with self._lock:
            feed = self._feeds.pop(wanted, None) or Feed(self._processes, wanted)
            self._feeds[wanted] = feed
            if len(self._feeds) > FEEDS:
                self._feeds.popitem(last=False)
            return feed


def _differences(before: Seen, now: Seen) -> list[tuple[str, Changed | Process | Gone]]:
    """What one look shows and the look before did not, and what is no longer there."""
    if isinstance(before, Ledger) and isinstance(now, Ledger):
        were, are = _items(before), _items(now)
        told = [_changed(item, were.get(id)) for id, item in are.items() if item != were.get(id)]
        return [*(("gone", Gone(id)) for id in were if id not in are), *((c.kind, c) for c in told)]
    known = set(before) if isinstance(before, tuple) else set()
    return [("process", p) for p in now if p not in known] if isinstance(now, tuple) else []


def _items(kept: Ledger) -> dict[str, Event | Promise]:
    items: tuple[Event | Promise, ...] = (*kept.events, *kept.promises)
    return {item.id: item for item in items}


def _changed(item: Event | Promise, before: Event | Promise | None) -> Changed:
    kind = "event" if isinstance(item, Event) else "promise"
    return Changed(kind if before else f"new {kind}", item, before)
