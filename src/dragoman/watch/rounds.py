"""One round of a watch: ask what is due, take in what is new, read it, find what changed, tell it.

Every step is kept before the next begins: a watch that is killed anywhere goes on where it was, and repeats nothing.
"""

import hashlib
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import partial
from itertools import takewhile
from pathlib import Path

from dragoman.desk import Desk, Taken
from dragoman.exports.changes import Change, changes, without_repeats
from dragoman.reader import Reader
from dragoman.records import Fault, Problem
from dragoman.reports import Source as Place
from dragoman.reports.feeds import Item, feed_items, listed
from dragoman.reports.fetch import NOT_MODIFIED, Fetched, Fetcher, Refusal
from dragoman.reports.follow import item_report, of_feed
from dragoman.reports.make import Detect
from dragoman.watch.alerts import Channel, DeliveryError, deliver
from dragoman.watch.config import Config, Source
from dragoman.watch.state import Asked, State, Waiting

#: A list of feeds may name lists, and so many addresses.
DEEPEST, MOST = 2, 1000
#: So often a page is asked for; the first pause between two tries, in seconds.
TRIES, PAUSE = 8, 300.0
#: A source that fails is asked 2, 4 … times more rarely, at most this.
RAREST = 2**5
#: A file that changed so many seconds ago may still be written to.
SETTLED = 2.0


@dataclass(slots=True)
class Round:
    """What a round brought."""

    asked: int = 0
    unchanged: int = 0
    new: int = 0
    known: int = 0
    read: int = 0
    problems: list[Problem] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)

    def trouble(self, place: str, message: str) -> None:
        """Note something that could not be done."""
        self.problems.append(Problem(place=place, message=message, fault=Fault.REPORT))


class Watch:
    """Sources watched into a desk, and channels that are told what this changes."""

    def __init__(
        self,
        config: Config,
        desk: Desk,
        state: State,
        fetcher: Fetcher,
        detect: Detect,
        told: Iterable[Channel] = (),
    ) -> None:
        self.config, self.desk, self.state, self.fetcher, self.detect = config, desk, state, fetcher, detect
        self.channels = tuple(told)
        self.clock: Callable[[], float] = time.time
        self.is_stopped: Callable[[], bool] = lambda: False
        self.reader: Reader | None = None
        self._compared = False

    def round(self, *, everything: bool = False) -> Round:
        """One round over what is due, or over all sources."""
        done = Round()
        if self.state.is_new():
            self.state.found(self._changes(), (), ())
        self._ask_all(done, everything)
        self._read_folders(done, everything)
        self._take_waiting(done)
        if not self.is_stopped():
            self._read(done)
            self._tell_changes(done)
        return done

    def seconds_left(self) -> float:
        """How long until something is due."""
        due = [self.state.source(s.url).due for s in self.config.sources]
        folders = [self.clock() + min(self.config.every, 60.0)] if self.config.folders else []
        return max(1.0, min([*due, *folders, self.clock() + self.config.every]) - self.clock())

    def _today(self) -> date:
        return datetime.fromtimestamp(self.clock(), UTC).date()

    def _ask_all(self, done: Round, everything: bool) -> None:
        seen: set[str] = set()
        for source in self.config.sources:
            self._ask(source, done, seen, everything)

    def _ask(self, source: Source, done: Round, seen: set[str], everything: bool, depth: int = 0) -> None:
        """Ask a source, or those that it lists, for items, which wait in the state from then on."""
        asked = self.state.source(source.url)
        if source.url in seen or self.is_stopped() or not (everything or asked.due <= self.clock()):
            return
        seen.add(source.url)
        done.asked += 1
        answer = self.fetcher.fetch(source.url, etag=asked.etag, modified=asked.modified)
        links = listed(answer.body, answer.url) if isinstance(answer, Fetched) and answer.body else ()
        if links and depth < DEEPEST:
            self.state.answered(source.url, Asked(due=self._due(source)))
            for link in links[:MOST]:
                self._ask(Source(url=link, every=source.every, days=source.days), done, seen, everything, depth + 1)
        else:
            self._keep(source, asked, answer, done)

    def _keep(self, source: Source, asked: Asked, answer: Fetched | Refusal, done: Round) -> None:
        if isinstance(answer, Refusal):
            done.problems.append(answer)
            self._failed(source, asked)
        elif answer.status == NOT_MODIFIED:
            done.unchanged += 1
            self.state.answered(source.url, asked._replace(due=self._due(source), failures=0))
        else:
            found = list(feed_items(answer.body, source.url, answer.url, answer.charset))
            wrong = [f for f in found if isinstance(f, Problem)]
            done.problems.extend(wrong)
            items = self._worth_following((f for f in found if isinstance(f, Item)), source, done)
            kept = Asked(answer.etag, answer.modified, self._due(source))
            self._failed(source, asked) if wrong else self.state.answered(source.url, kept, items)

    def _worth_following(self, items: Iterable[Item], source: Source, done: Round) -> list[Item]:
        """All items but pages of a sitemap that are old, or do not say how old they are."""
        since = self._today() - timedelta(days=source.days)
        found, ageless = [], 0
        for item in items:
            if item.published or item.text or item.title or (item.updated and item.updated >= since):
                found.append(item)
            elif not item.updated:
                ageless += 1
        if ageless:
            done.trouble(source.url, f"{ageless} pages of a sitemap without a day of change: not followed")
        return found

    def _due(self, source: Source, failures: int = 0) -> float:
        return self.clock() + source.every * float(min(2**failures, RAREST))

    def _failed(self, source: Source, asked: Asked) -> None:
        failures = asked.failures + 1
        self.state.answered(source.url, asked._replace(due=self._due(source, min(failures, 10)), failures=failures))

    def _take_waiting(self, done: Round) -> None:
        for waiting in self.state.waiting(self.clock()):
            if self.is_stopped():
                return
            self._take_one(waiting, done)

    def _take_one(self, waiting: Waiting, done: Round) -> None:
        item, source, tries = waiting
        found = item_report(item, source, self.fetcher.fetch, self.detect, self._today())
        if isinstance(found, Refusal) and not found.lasting:
            if tries + 1 < TRIES:
                done.problems.append(found)
                self.state.again(item.id, self.clock() + PAUSE * 2**tries)
                return
            found = of_feed(item, source, self.detect, self._today()) if item.text else found
        self._count(self.desk.take([found]), done)
        self.state.done(item.id)

    def _count(self, taken: Taken, done: Round) -> None:
        done.new += taken.new
        done.known += taken.known
        done.problems.extend(taken.problems)

    def _read_folders(self, done: Round, everything: bool) -> None:
        for folder in self.config.folders:
            mark, newest = _marked(folder)
            settled = everything or newest <= self.clock() - SETTLED
            if mark == self.state.folder(str(folder)) or not settled or self.is_stopped():
                continue
            going = partial(takewhile, lambda _: not self.is_stopped())
            self._count(self.desk.take_sources([Place(folder)], self.detect, going=going), done)
            if not self.is_stopped():
                self.state.folder_read(str(folder), mark)

    def _read(self, done: Round) -> None:
        for _ in self.desk.read(self.reader):
            done.read += 1
            if self.is_stopped():
                return

    def _changes(self) -> list[Change]:
        return changes(self.desk.ledger(), self.desk.store.claims(), self.config.parties)

    def _tell_changes(self, done: Round) -> None:
        if done.read or not self._compared:
            self._compare()
        self._tell(done)

    def _compare(self) -> None:
        """What holds now and did not before is to be told on every channel."""
        now = self._changes()
        new = list(without_repeats(self.state.unknown(now)))
        self.state.found(now, sorted(new, key=lambda c: (c.day, c.id)), [c.name for c in self.channels])
        self._compared = True

    def _tell(self, done: Round) -> None:
        told: dict[str, Change] = {}
        for channel in self.channels:
            for outcome in deliver(self.state, channel):
                if isinstance(outcome, DeliveryError):
                    done.trouble(channel.name, str(outcome))
                else:
                    told[outcome.id] = outcome
        done.changes.extend(told.values())


def _marked(folder: Path) -> tuple[str, float]:
    """A mark that changes with any file of a folder, and when the newest was written."""
    seen, newest = hashlib.blake2b(digest_size=16), 0.0
    for path, written, size in sorted(_files(folder)):
        seen.update(f"{path}\x1f{written}\x1f{size}\x1e".encode(errors="surrogateescape"))
        newest = max(newest, written)
    return seen.hexdigest(), newest


def _files(folder: Path) -> Iterator[tuple[str, float, int]]:
    for path in folder.rglob("*"):
        try:
            if path.is_file():
                told = path.stat()
                yield str(path), told.st_mtime, told.st_size
        except OSError:
            continue
