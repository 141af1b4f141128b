"""Keeps the ledger in the store: the whole of it, or the cells that changed, and the words that a search finds.

A cell is all that was told between the same states. Claims that come in, go out or are judged renew their cells alone;
after many the whole ledger is gone through anew.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import combinations

from dragoman.desk import Desk
from dragoman.language.searchwords import search_words
from dragoman.ledger.bargain import exchanges
from dragoman.ledger.standing import standing
from dragoman.ledger.tally import tally
from dragoman.processes.rows import Told, cell_of, pairs_of, process_row, rows, tally_row
from dragoman.records import Act, Claim, Event, Ledger, Promise, Report
from dragoman.serial import unpacked
from dragoman.store import Store
from dragoman.store.items import Item

#: So few claims are gone through in a second or two, whenever something changed.
SMALL = 2000
#: After so many changed claims cells are no longer worth it.
MOST_TOUCHED = 1000
#: Words of one text that can be found, in bytes: PostgreSQL takes a megabyte.
MOST_WORDS = 500_000
BATCH = 1000


def is_small(store: Store) -> bool:
    """Whether the ledger of a store is kept in a moment."""
    return not store.has_more_claims_than(SMALL)


def keep(desk: Desk, *, cells_alone: bool = False) -> bool:
    """Bring what is kept up to the store's version; False where only the whole would do and `cells_alone` are asked."""
    items = desk.store.items
    stand = items.stand()
    if not stand.holds:
        touched = items.touched(stand.kept, MOST_TOUCHED + 1)
        by_cells = stand.kept > 0 and len(touched) <= MOST_TOUCHED and not is_small(desk.store)
        if cells_alone and not by_cells and not is_small(desk.store):
            return False
        index(desk.store)  # before the version stands: from then on a search finds the same
        if by_cells:
            _renew(desk, touched, stand.version)
        else:
            _keep_all(desk, stand.version)
    return True


def index(store: Store) -> None:
    """Make the words of claims and reports findable that are not yet."""
    while True:
        told, kept = store.search.unindexed(BATCH)
        if told:
            store.search.index("claims", {number: " ".join(claim_words(claim)) for number, claim in told})
        if kept:
            store.search.index("reports", {number: " ".join(report_words(report)) for number, report in kept})
        if not told and not kept:
            return


def claim_words(claim: Claim) -> Iterator[str]:
    """What a claim is found by: the words of its quote, and its fields."""
    yield from _words(claim.quote)
    yield from (field_word(name, getattr(claim, name)) for name in ("act", "status", "lang"))
    yield from (field_word("party", party) for party in sorted({*claim.actor, *claim.target, *claim.source}))
    if claim.outlet:
        yield field_word("outlet", claim.outlet)


def report_words(report: Report) -> Iterator[str]:
    """What a report is found by: the words of its title and text, and its fields."""
    yield from _words(f"{report.title or ''}\n{report.text}")
    yield field_word("lang", report.lang)
    if report.outlet:
        yield field_word("outlet", report.outlet)


def field_word(name: str, value: str) -> str:
    """A field as a word that no text has: it begins with a character for private use."""
    return f"\ue000{name}\ue000{''.join(c if c.isalnum() else chr(0xE001) for c in value.casefold()[:100])}"


def _words(text: str) -> Iterator[str]:
    seen, size = set[str](), 0
    for word in search_words(text):
        if word.text not in seen:
            seen.add(word.text)
            size += len(word.text.encode()) + 1
            if size > MOST_WORDS:
                return
            yield word.text


def _keep_all(desk: Desk, version: int) -> None:
    days: dict[str, date] = {}
    kept = desk.ledger_of(_noting_days(desk.store.every_claim(), days))
    desk.store.items.replace(rows(kept, days), version)


def _noting_days(claims: Iterable[Claim], days: dict[str, date]) -> Iterator[Claim]:
    """Claims without the reasons that no ledger asks for; their days are noted."""
    for claim in claims:
        days[claim.id] = claim.published
        yield replace(claim, reasons=tuple(r for r in claim.reasons if r.field == "condition"))


def _renew(desk: Desk, touched: tuple[str, ...], version: int) -> None:
    """Go through the cells of changed claims anew, and count their parties and processes again."""
    store = desk.store
    changed = store.claims_by(touched)
    cells = sorted(store.items.cells(touched) | {cell_of(c) for c in changed.values()})
    claims = store.claims_by(tuple(dict.fromkeys((*store.items.claims_in(cells), *touched))))
    days: dict[str, date] = {}
    now = desk.ledger_of(_noting_days(claims.values(), days))
    parties = sorted({party for cell in cells for party in cell.split()})
    around = [t.event for t in _beside(store, parties, cells)]
    events = sorted((*around, *now.events), key=lambda e: (e.when.end, e.when.start, e.id))
    told = [i for i in rows(_among(now, events), days) if i.kind in ("event", "promise")]
    counted = [tally_row(t) for t in tally(events) if t.party in parties]
    pairs = sorted({pair for cell in cells for pair in combinations(cell.split(), 2)})
    moved = [row for pair in pairs if (row := _process(store, pair, now, cells, days))]
    named = [("tally", f"{party} {act}") for party in parties for act in Act]
    named += [("process", " ".join(pair)) for pair in pairs]
    store.items.renew(cells, named, [*told, *counted, *moved], version)


def _beside(store: Store, parties: Sequence[str], cells: Sequence[str]) -> Iterator[Told]:
    """The events of some parties that lie in other cells."""
    gone = frozenset(cells)
    for row in store.items.rows_with(parties, ("event",)):
        if row.cell not in gone:
            yield unpacked(Told, row.body)


def _among(now: Ledger, events: Sequence[Event]) -> Ledger:
    """A ledger of some cells, with the states and exchanges that its events make among those of all cells around."""
    here = {e.id for e in now.events}
    return replace(
        now,
        standing=tuple(s for s in standing(events) if s.begun_by in here),
        exchanges=tuple(x for x in exchanges(events, now.promises) if x.one in here),
    )


def _process(
    store: Store, pair: tuple[str, str], now: Ledger, cells: Sequence[str], days: dict[str, date]
) -> Item | None:
    """A process of which some cells were gone through anew; None where nothing is left of it."""
    gone = frozenset(cells)
    others = (r for r in store.items.rows_with((" ".join(pair),), ("event", "promise")) if r.cell not in gone)
    rest = [unpacked(Told, r.body).event if r.kind == "event" else unpacked(Promise, r.body) for r in others]
    known = days | {c.id: c.published for c in store.claims_by([c for i in rest for c in i.claims]).values()}
    told = [i for i in (*rest, *now.events, *now.promises) if pair in pairs_of(i)]
    return process_row(pair, told, known) if told else None
