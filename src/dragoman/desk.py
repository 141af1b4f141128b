"""The one module that wires the parts together: take in, read, ask. No rules of its own."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

from dragoman import ledger
from dragoman.claims import Reading, read_report
from dragoman.crew import Spread
from dragoman.errors import NotFoundError, StoreError
from dragoman.ids import content_id
from dragoman.language.detect import detect
from dragoman.ledger.judge import corrected, holding, judgement
from dragoman.ledger.same import COUNTED
from dragoman.ledger.standing import ENDS, on
from dragoman.ledger.tally import By, tally
from dragoman.reader import Reader, load_reader
from dragoman.records import (
    Act,
    Claim,
    Event,
    Fault,
    Judgement,
    Kept,
    Ledger,
    Problem,
    Promise,
    Report,
    Standing,
    Status,
    Tally,
    Verdict,
)
from dragoman.reports import Reached, Source, Step, read_sources, steps
from dragoman.reports.alike import are_alike, groups, runs, signature
from dragoman.serial import Json, claim_from_row, report_from_row
from dragoman.store import Filter, Store, open_store

__all__ = [
    "Desk",
    "Evidence",
    "Filter",
    "Taken",
    "judgement",
    "linked",
    "open_desk",
    "read_reports",
    "sample_reports",
    "standing_on",
    "tallied",
]

#: Acts done to persons.
PERSONAL = COUNTED | {Act.HOLD}
#: A way through what is found, which may end before it.
Going = Callable[[Iterator[Step]], Iterator[Step]]
#: The version of what reads: a report read by an older one is read again.
READER = "3"


class Told(NamedTuple):
    """A report and what was read in it."""

    report: Report
    reading: Reading


class Evidence(NamedTuple):
    """A claim and the report that makes it."""

    claim: Claim
    report: Report


@dataclass(slots=True)
class Taken:
    """What became of the reports handed in."""

    new: int = 0
    known: int = 0
    archives: int = 0  #: marks of archives that were reached, now or before
    problems: list[Problem] = field(default_factory=list)


def _told(report: Report, reader: Reader | None) -> Told:
    return Told(report, read_report(report, reader or load_reader()))


def read_reports(sources: list[Source], reader: Reader | None = None, step: float = 0.0) -> Iterator[Told | Problem]:
    """Read reports without keeping anything: for each its claims, or the Problem that it is."""
    reader = reader or load_reader()
    for found in read_sources(sources, detect):
        yield found if isinstance(found, Problem) else Told(found, read_report(found, reader, step))


def sample_reports() -> list[Report]:
    """The constructed reports that ship with the package."""
    text = (files("dragoman") / "sample" / "reports.jsonl").read_text(encoding="utf-8")
    return [report_from_row(json.loads(row)) for row in text.splitlines() if row.strip()]


def linked(path: Path, place: str, as_of: date | None = None) -> Iterator[Json | Problem]:
    """Claims of a file of JSON lines, each with the `event` that it tells of, or `of`: the one that kept its offer.

    The file is gone through twice, so that memory holds the facts of claims and not their words.
    """
    claims: dict[int, Claim] = {}
    for number, row in _numbered(path):
        try:
            claims[number] = _lean(claim_from_row(json.loads(row)))
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            message = f"no claim: {type(error).__name__} {error}"
            yield Problem(place=f"{place}:{number}", message=message, fault=Fault.REPORT)
    kept = ledger.keep_ledger(claims.values(), as_of=as_of)
    events = {c: e.id for e in kept.events for c in e.claims}
    outcomes = {c: p.kept_by for p in kept.promises for c in p.claims if p.status is not Status.REFUSED}
    for number, row in _numbered(path):
        if number in claims:
            id = claims[number].id
            yield {**json.loads(row), "event": events.get(id), "of": outcomes.get(id)}


def _lean(claim: Claim) -> Claim:
    """A claim without the words that linking does not ask for."""
    return replace(claim, quote="", reasons=tuple(r for r in claim.reasons if r.field == "condition"))


def _numbered(path: Path) -> Iterator[tuple[int, str]]:
    with path.open(encoding="utf-8-sig", errors="replace") as stream:
        yield from ((number, row) for number, row in enumerate(stream, 1) if row.strip())


class Desk:
    """A store, and everything that can be asked of it."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def take_sources(
        self, sources: list[Source], detect: Callable[[str], str], spread: Spread = map, going: Going = iter
    ) -> Taken:
        """Keep the reports of files and folders, going on in each archive where an earlier run was stopped.

        `spread` says how the pages of archives are read; `going` may end early: what was kept by then stays.
        """
        return self.take(going(steps(sources, detect, self.store.mark_of, spread)))

    def take(self, found: Iterable[Report | Problem | Reached]) -> Taken:
        """Keep reports; the same one taken in twice changes nothing."""
        taken = Taken()
        for report in found:
            if isinstance(report, Reached):
                self.store.set_mark(report.source, report.mark)
                taken.archives += 1
            elif isinstance(report, Problem):
                taken.problems.append(report)
                self.store.skip(report)
            else:
                self._take_one(report, taken)
        return taken

    def _take_one(self, report: Report, taken: Taken) -> None:
        try:
            new = not self.store.knows(report) and self._add(report)
        except StoreError as error:
            problem = Problem(place=report.id, message=str(error), fault=Fault.REPORT)
            taken.problems.append(problem)
            self.store.skip(problem)
            return
        taken.new += new
        taken.known += not new

    def _add(self, report: Report) -> bool:
        """Keep a report with what it is found by, and one whose text it nearly repeats."""
        words = runs(report.text)
        sign = signature(words)
        bands = sign.bands if sign else ()
        near = self.store.sharing(bands) if bands else []
        like = next((id for id, text in near if are_alike(words, runs(text))), None)
        return self.store.add_report(self._as_revision(report), bands, like)

    def _as_revision(self, report: Report) -> Report:
        """A report whose address is known with another text: the later word of one page."""
        before = self.store.latest_at(report.url) if report.url else None
        if before is None or before.text == report.text:
            return report
        return replace(report, revises=before.id)

    def reports(self) -> Iterator[Kept]:
        """What was taken in, each report with whose text it nearly repeats."""
        lineages = self.lineages()
        return (kept._replace(lineage=lineages.get(kept.id)) for kept in self.store.reports())

    def newest(self, below: int | None, most: int) -> list[Kept]:
        """The same, the newest first, some of them: `below` is the number of the last one that is known."""
        lineages = self.lineages()
        return [kept._replace(lineage=lineages.get(kept.id)) for kept in self.store.newest(below, most)]

    def lineages(self, as_of: date | None = None) -> dict[str, str]:
        """Of reports that are nearly one text: the outlet that had it first, or the first report."""
        houses = self.store.houses()
        firsts = ((group, min(houses[report] for report in group)) for group in groups(self.store.alike(as_of)))
        return {report: house for group, (_, _, house) in firsts for report in group}

    def read(self, reader: Reader | None = None, spread: Spread = map) -> Iterator[Told]:
        """Read the reports that were not read yet, each in one transaction, telling of each as it is done.

        Spread over processes each of them has the reader that ships.
        """
        for told in spread(partial(_told, reader=reader), self.store.unread(READER)):
            self.store.add_reading(told.report.id, told.reading.claims, READER)
            yield told

    def claims(self, asked: Filter) -> Iterator[Claim]:
        """The claims that a filter lets through."""
        return self.store.claims(asked)

    def evidence(self, id: str) -> list[Evidence]:
        """The claims behind an id (of a claim, an event or a promise), each with its report.

        The beginning of an id is enough where only one has it. Raises NotFoundError.
        """
        found = [self.store.claim(i) for i in self.claims_behind(id)]
        return [Evidence(c, self.store.report(c.report)) for c in found]

    def claims_behind(self, id: str) -> tuple[str, ...]:
        """The ids of the claims of a claim, an event or a promise, named by its id or the beginning of it.

        Raises NotFoundError where none, or more than one, begins so.
        """
        own = self.store.claim_ids(id)
        if len(own) == 1:
            return own
        kept = self.ledger()
        items = {e.id: e.claims for e in kept.events} | {p.id: p.claims for p in kept.promises} | {i: (i,) for i in own}
        hits = [i for i in items if i == id] or [i for i in items if id in (i[: len(id)], i.split("-")[1][: len(id)])]
        if len(hits) != 1:
            count = "several claims, events or promises begin" if hits else "no claim, event or promise begins"
            raise NotFoundError(f"{count} with {id!r}")
        return items[hits[0]]

    def ledger(self, as_of: date | None = None, *, as_known: bool = False) -> Ledger:
        """The ledger of everything kept, as it stood on a day; `as_known` without the judgements made since."""
        return self.ledger_of(self.store.claims(), as_of, as_known=as_known)

    def ledger_of(self, claims: Iterable[Claim], as_of: date | None = None, *, as_known: bool = False) -> Ledger:
        """The ledger that some claims make, with whose text their reports repeat and what people said of them."""
        lineages = self.lineages(as_of)
        told = (_in_lineage(c, lineages) for c in claims)
        return ledger.keep_ledger(told, self.store.judgements(), as_of, as_known=as_known)

    def judge(self, said: Judgement) -> bool:
        """Keep what a person says; False where the same was said already.

        Raises NotFoundError where what is judged is not kept, JudgementError where its field cannot have the value.
        """
        if said.verdict is Verdict.UNDO:
            if all(j.id != said.claim for j in self.store.judgements()):
                raise NotFoundError(f"no judgement {said.claim!r}")
            return self.store.add_judgement(said)
        claim = self.store.claim(said.claim)
        if said.other is not None:
            self.store.claim(said.other)
        if said.field and said.value:
            corrected(claim, {said.field: json.loads(said.value)})
        return self.store.add_judgement(self._said_anew(said))

    def _said_anew(self, said: Judgement) -> Judgement:
        """A judgement under an id of its own, where the same one was said before and taken back."""
        log = self.store.judgements()
        gone = {j.id for j in log} - {j.id for j in holding(log)}
        while said.id in gone:
            said = replace(said, id=content_id("judgement", said.id))
        return said


def _in_lineage(claim: Claim, lineages: Mapping[str, str]) -> Claim:
    """A claim with whose text its report repeats; most reports are their own."""
    return replace(claim, lineage=lineages[claim.report]) if claim.report in lineages else claim


def between(kept: Ledger, parties: Iterable[str]) -> Ledger:
    """The part of a ledger that concerns a party; of two, what they do to one another, together or to nobody named."""
    wanted = frozenset(parties)
    if not wanted:
        return kept
    events = {e.id: e for e in kept.events if _concerns(e, wanted)}
    return Ledger(
        as_of=kept.as_of,
        events=tuple(events.values()),
        promises=tuple(p for p in kept.promises if _concerns(p, wanted)),
        tallies=tuple(t for t in kept.tallies if t.party in wanted),
        disputes=tuple(d for d in kept.disputes if d.event in events),
        standing=tuple(s for s in kept.standing if _concerns(s, wanted)),
        exchanges=tuple(x for x in kept.exchanges if x.one in events and x.other in events),
    )


def tallied(kept: Ledger, parties: Iterable[str], *, toward: bool = False, month: bool = False) -> tuple[Tally, ...]:
    """The tallies of a ledger's events, of some parties alone where any are named, broken down as asked."""
    wanted = frozenset(parties)
    found = tally(kept.events, By(toward=toward, month=month))
    return tuple(t for t in found if not wanted or t.party in wanted)


def standing_on(kept: Ledger, day: date) -> tuple[Standing, ...]:
    """What stands on a day, of one act between the same parties the latest alone."""
    found = on(day, kept.standing)
    latest = {(s.act, s.actor[:1], s.target) if s.act in ENDS else s.begun_by: s for s in found}
    return tuple(latest.values())


def _concerns(item: Event | Promise | Standing, wanted: frozenset[str]) -> bool:
    """Whether an act is between two parties: both take part, or one acts and no third is named. Of persons, `target` is
    only whose citizens they are: whoever frees or holds them deals with the other party all the same.
    """
    actors, named = frozenset(item.actor), frozenset(item.actor) | frozenset(item.target)
    if len(wanted) == 1 or wanted <= named:
        return bool(wanted & named)
    thirds = {i for i in (actors if item.act in PERSONAL else named) if i.isupper()} - wanted
    return bool(wanted & actors) and not thirds


def open_desk(store: Path | str) -> Desk:
    """The desk over the store in a file, or at the address of a database. Raises StoreError."""
    return Desk(open_store(store))
