"""What pages, the API and exports ask: processes, the ledger of each, events, listings, search, what changed.

Answers are read from the ledger that is kept in the store. Of a small store it is kept anew whenever something changed;
of a large one after reports were read (`refresh`), and what a person judges renews what it touches at once. `stands`
says whether what is kept is of the version that the store has now.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from typing import TypeVar, cast

from dragoman.desk import Desk, Evidence, Filter, between
from dragoman.errors import NotFoundError
from dragoman.ledger.same import shifted
from dragoman.processes.answers import Changed, Hit, Opened, Page, Process, Results, cursor, uncursor
from dragoman.processes.finding import field_words, search
from dragoman.processes.keeping import is_small, keep
from dragoman.processes.rows import Told, keys_for, ledger_of_rows, pairs_of, parties_of
from dragoman.records import Claim, Dispute, Event, Judgement, Kept, Ledger, Promise, Report
from dragoman.serial import unpacked
from dragoman.store.items import Listing, Row
from dragoman.store.schema import numbered

__all__ = [
    "Changed",
    "Hit",
    "Opened",
    "Page",
    "Process",
    "Processes",
    "Results",
    "pairs_of",
    "parties_of",
]

T = TypeVar("T")

EVERYTHING = Filter()
#: Events and promises of all ledgers that are held ready, at most.
READY = 6000
#: An event answers what was offered so long before it.
NEAR = timedelta(days=130)
#: Changes told at once, the latest.
MOST_CHANGES = 50
KINDS = ("event", "promise", "tally")


class Processes:
    """A desk's answers. May be asked by many threads at once."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self._keeping = threading.RLock()
        self._holding = threading.Lock()
        self._ready: OrderedDict[tuple[object, ...], Ledger] = OrderedDict()
        self._version = -1

    def version(self) -> str:
        """A word that changes whenever reports, claims or judgements do, or what is kept of the ledger."""
        return self.desk.store.items.stand().word

    def stands(self) -> bool:
        """Whether the kept ledger is of all that the store holds now."""
        return self.desk.store.items.stand().holds

    def refresh(self) -> None:
        """Keep the ledger anew where something changed. Of a million claims the whole takes minutes and 2 GB."""
        with self._keeping:
            keep(self.desk)

    def list(self, after: str | None = None, limit: int = 50, party: str | None = None) -> Page[Process]:
        """The processes, of one party where it is named; what was told of last comes first."""
        return self._page(Listing("process", key=party), EVERYTHING, after, limit, lambda r: unpacked(Process, r.body))

    def ledger(self, parties: Iterable[str] = (), as_of: date | None = None, *, as_known: bool = False) -> Ledger:
        """The ledger of two parties, of one, or of everything kept."""
        wanted = tuple(sorted(set(parties)))
        return self._held(("ledger", wanted, as_of, as_known), lambda: self._ledger(wanted, as_of, as_known))

    def event(self, id: str, as_of: date | None = None) -> Opened:
        """An event or promise with its evidence and the parties of its process. Raises NotFoundError."""
        self._settle()
        row = self.desk.store.items.named([id]).get(id)
        if row is None or row.kind not in ("event", "promise"):
            raise NotFoundError(f"no event or promise {id!r}")
        item = _item(row)
        parties = parties_of(item)
        if as_of:
            kept = self.ledger(parties, as_of)
            item = _with_id(kept, id)
        else:
            kept = self._around(item, parties)
        disputes = tuple(d for d in kept.disputes if d.event == id)
        return Opened(item, self._evidence(item), parties, disputes, kept)

    def items(self, ids: Iterable[str]) -> dict[str, Event | Promise]:
        """Events and promises by their ids; of those that are not kept nothing is said."""
        self._settle()
        rows = self.desk.store.items.named(tuple(ids))
        return {id: _item(row) for id, row in rows.items() if row.kind in ("event", "promise")}

    def telling(self, claims: Iterable[str]) -> tuple[Event | Promise, ...]:
        """The events and promises that some claims are behind, the one with most of them first."""
        self._settle()
        rows = self.desk.store.items.telling(tuple(claims))
        return tuple(_item(row) for row in rows if row.kind in ("event", "promise"))

    def report(self, id: str) -> tuple[Report, tuple[Claim, ...]]:
        """A report and its claims, in the order of the text. Raises NotFoundError."""
        return self.desk.store.report(id), self.desk.store.claims_of(id)

    def reports(self, after: str | None = None, limit: int = 50) -> Page[Kept]:
        """What was taken in, without the texts, the newest first."""
        below = uncursor(after, int)[0] if after else None
        found = self.desk.newest(below, limit + 1)
        last = found[limit - 1] if len(found) > limit else None
        return Page(tuple(found[:limit]), cursor(numbered(last.id, last.published)) if last else None)

    def claims(self, asked: Filter = EVERYTHING, after: str | None = None, limit: int = 50) -> Page[Claim]:
        """Claims that a filter lets through, the newest first."""
        self._settle()
        below = uncursor(after, int)[0] if after else None
        found = self.desk.store.search.found("claims", tuple(field_words(asked)), asked, below, limit + 1)
        told = self.desk.store.claims_by([id for _, id in found[:limit]])
        page = tuple(told[id] for _, id in found[:limit] if id in told)
        return Page(page, cursor(found[limit - 1][0]) if len(found) > limit else None)

    def events(self, asked: Filter = EVERYTHING, after: str | None = None, limit: int = 50) -> Page[Event]:
        """Events by act, party, language and day, the latest first."""
        listing = Listing("event", key=asked.party)
        return self._page(listing, asked, after, limit, lambda r: unpacked(Told, r.body).event)

    def promises(
        self, asked: Filter = EVERYTHING, after: str | None = None, limit: int = 50, *, is_open: bool | None = True
    ) -> Page[Promise]:
        """Promises, offers, demands, refusals, the oldest first; of all kinds, where `is_open` is None."""
        listing = Listing("promise", newest=False, is_open=is_open, key=asked.party)
        return self._page(listing, asked, after, limit, lambda r: unpacked(Promise, r.body))

    def disputes(
        self, asked: Filter = EVERYTHING, after: str | None = None, limit: int = 50
    ) -> Page[tuple[Dispute, Event]]:
        """What sources tell differently, each with its event; what was contradicted last comes first.

        `limit` counts events: one may be told differently in several fields.
        """
        listing = Listing("event", by="disputed", key=asked.party)
        page = self._page(listing, asked, after, limit, lambda r: unpacked(Told, r.body))
        return Page(tuple((d, told.event) for told in page.items for d in told.disputes), page.next)

    def search(self, words: str, asked: Filter = EVERYTHING, after: str | None = None, limit: int = 50) -> Results:
        """Claims and reports that hold all words, in any script, whatever their case and accents; the newest first."""
        self._settle()
        return search(self.desk.store, words, asked, after, limit)

    def changes(
        self, since: date, until: date | None = None, parties: Iterable[str] = (), limit: int = MOST_CHANGES
    ) -> tuple[Changed, ...]:
        """What became known after a day, up to another, of one party or between two; the latest comes first."""
        self._settle()
        wanted = sorted(set(parties))[:2]
        rows = self.desk.store.items.told_since(since.isoformat(), " ".join(wanted) or None, limit)
        items = [_item(row) for row in rows]
        behind = self._behind(items)
        before = self._by_claim(behind, since)
        now = {c: i for i in items for c in i.claims} if until is None else self._by_claim(behind, until)
        told = dict.fromkeys(i.id for item in items if (i := _as_told(item, now)))
        known = {i.id: i for i in now.values()}
        found = (_changed(known[id], _as_told(known[id], before)) for id in told)
        return tuple(change for change in found if change)

    def judge(self, said: Judgement) -> bool:
        """Keep what a person says, and renew what it touches; False where it was said already.

        Raises as `Desk.judge` does.
        """
        new = self.desk.judge(said)
        with self._keeping:
            keep(self.desk, cells_alone=True)
        return new

    def _ledger(self, wanted: tuple[str, ...], as_of: date | None, as_known: bool) -> Ledger:
        items, few = self.desk.store.items, len(wanted) in (1, 2)
        if as_of is None:
            found = items.rows_with(keys_for(wanted), KINDS) if few else items.every(KINDS)
            return between(ledger_of_rows(found), wanted)
        if few and not is_small(self.desk.store):
            return between(self.desk.ledger_of(self._told(wanted, as_of), as_of, as_known=as_known), wanted)
        return between(self.desk.ledger(as_of, as_known=as_known), wanted)

    def _around(self, item: Event | Promise, parties: tuple[str, ...]) -> Ledger:
        """The ledger of an item's parties for some months around it, with what it is linked to."""
        items, day = self.desk.store.items, item.when.end if isinstance(item, Event) else item.since
        days = (shifted(day, -NEAR).isoformat(), shifted(day, NEAR).isoformat())
        rows = {r.id: r for r in items.rows_with(keys_for(parties), KINDS, days)} if parties else {}
        linked = (item.kept_by, item.depends_on, item.met_by) if isinstance(item, Promise) else ()
        rows |= items.named([item.id, *(id for id in linked if id)])
        return ledger_of_rows(rows.values())

    def _told(self, parties: tuple[str, ...], day: date) -> Iterable[Claim]:
        """The claims by a day of all that concerns some parties, and those that people spoke of."""
        judged = {c for j in self.desk.store.judgements() for c in (j.claim, j.other) if c}
        also = self.desk.store.claims_by(sorted(judged)).values()
        return (*self.desk.store.claims_with(keys_for(parties), day), *also)

    def _behind(self, items: Iterable[Event | Promise]) -> tuple[Claim, ...]:
        """The claims of some items, and of the events that kept them."""
        told = tuple(items)
        keepers = sorted({i.kept_by for i in told if isinstance(i, Promise) and i.kept_by})
        kept = (_item(row) for row in self.desk.store.items.named(keepers).values())
        ids = dict.fromkeys(c for i in (*told, *kept) for c in i.claims)
        return tuple(self.desk.store.claims_by(tuple(ids)).values())

    def _by_claim(self, claims: Iterable[Claim], day: date) -> dict[str, Event | Promise]:
        """The events and promises of a day, by each claim that tells of them."""
        kept = self.desk.ledger_of([c for c in claims if c.published <= day], day)
        items: tuple[Event | Promise, ...] = (*kept.events, *kept.promises)
        return {claim: item for item in items for claim in item.claims}

    def _evidence(self, item: Event | Promise) -> tuple[Evidence, ...]:
        store = self.desk.store
        claims = store.claims_by(item.claims)
        reports = store.reports_by(sorted({c.report for c in claims.values()}))
        told = (claims[c] for c in item.claims if c in claims)
        return tuple(Evidence(c, reports[c.report]) for c in told)

    def _page(
        self, listing: Listing, asked: Filter, after: str | None, limit: int, read: Callable[[Row], T]
    ) -> Page[T]:
        self._settle()
        place = cast(tuple[str, str], uncursor(after, str, str)) if after else None
        rows = self.desk.store.items.listed(listing, asked, place, limit + 1)
        last = rows[limit - 1] if len(rows) > limit else None
        return Page(tuple(read(r) for r in rows[:limit]), cursor(last.by, last.id) if last else None)

    def _settle(self) -> None:
        """Of a small store, or one of which nothing was kept yet, keep the ledger now."""
        stand = self.desk.store.items.stand()
        if stand.holds:
            return
        with self._keeping:
            if stand.kept == 0 or is_small(self.desk.store):
                keep(self.desk)

    def _held(self, asked: tuple[object, ...], make: Callable[[], Ledger]) -> Ledger:
        """A ledger that is held ready for as long as what is kept stands; the one asked for longest ago goes first."""
        self._settle()
        kept = self.desk.store.items.stand().kept
        with self._holding:
            if kept != self._version:
                self._ready.clear()
                self._version = kept
            if asked in self._ready:
                self._ready.move_to_end(asked)
                return self._ready[asked]
        made = make()
        with self._holding:
            if kept == self._version:
                self._ready[asked] = made
            while sum(len(k.events) + len(k.promises) for k in self._ready.values()) > READY and len(self._ready) > 1:
                self._ready.popitem(last=False)
        return made


def _item(row: Row) -> Event | Promise:
    event: Event | Promise = unpacked(Told, row.body).event if row.kind == "event" else unpacked(Promise, row.body)
    return event


def _as_told(item: Event | Promise, known: Mapping[str, Event | Promise]) -> Event | Promise | None:
    """What an item was on another day: what its first claim told of then."""
    return next((known[c] for c in item.claims if c in known), None)


def _changed(item: Event | Promise, before: Event | Promise | None) -> Changed | None:
    """How an item differs from what it was before; None where it does not."""
    kind = "event" if isinstance(item, Event) else "promise"
    if before is not None and (item == before or type(item) is not type(before)):
        return None
    return Changed(kind if before else f"new {kind}", item, before)


def _with_id(kept: Ledger, id: str) -> Event | Promise:
    items: tuple[Event | Promise, ...] = (*kept.events, *kept.promises)
    found = next((i for i in items if i.id == id), None)
    if found is None:
        raise NotFoundError(f"no event or promise {id!r} as of {kept.as_of}")
    return found
