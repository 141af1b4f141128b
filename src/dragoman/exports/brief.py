"""A page on two parties: the bargain in two columns, what is open, stands and is disputed, footnotes with the words."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from jinja2 import Environment, PackageLoader, select_autoescape

from dragoman.desk import Desk, standing_on
from dragoman.exports.picture import Picture, picture
from dragoman.exports.wording import DID, SIGNS, STANDS, TO_DO, days, many, spread, state_name, states, when_of
from dragoman.ledger.same import is_total, shown
from dragoman.records import Act, Claim, Dispute, Event, Ledger, Promise, Standing, Status, Tally

#: Footnotes of one line: the first telling in each of so many languages.
NOTES = 3


class Head(NamedTuple):
    """How much a part of the ledger holds."""

    freed: tuple[Tally, ...]
    open: int
    disputed: int  #: not settled
    reports: int
    langs: int
    origins: int


@dataclass(frozen=True, slots=True)
class Line:
    """One statement of the brief, with the numbers of its footnotes."""

    sign: str
    when: str
    words: str
    notes: tuple[int, ...] = ()
    answered: bool = False  #: given in return for something of the other side


@dataclass(frozen=True, slots=True)
class Note:
    """The words behind a statement."""

    number: int
    claim: str
    where: str
    lang: str
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """Everything that a page shows, in its order."""

    names: tuple[str, str]
    as_of: date
    head: str
    columns: tuple[tuple[Line, ...], tuple[Line, ...]]
    together: tuple[Line, ...]
    open: tuple[Line, ...]
    standing: tuple[Line, ...]
    tallies: tuple[Line, ...]
    disputes: tuple[Line, ...]
    notes: tuple[Note, ...]
    picture: Picture | None


@dataclass(slots=True)
class _Notes:
    """Footnotes, numbered as they are first needed."""

    desk: Desk
    numbers: dict[str, int] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)

    def of(self, claims: Iterable[str]) -> tuple[int, ...]:
        """The numbers of the first tellings, one a language."""
        first: dict[str, Claim] = {}
        for claim in map(self.desk.store.claim, claims):
            first.setdefault(claim.lang, claim)
            if len(first) == NOTES:
                break
        return tuple(sorted(self._number(claim) for claim in first.values()))

    def _number(self, claim: Claim) -> int:
        if claim.id not in self.numbers:
            self.numbers[claim.id] = len(self.numbers) + 1
            report = self.desk.store.report(claim.report)
            where = f"{report.outlet or report.id}, {report.published}"
            quote = " ".join(claim.quote.split())
            self.notes.append(Note(self.numbers[claim.id], claim.id, where, claim.lang, quote))
        return self.numbers[claim.id]


def make_brief(desk: Desk, kept: Ledger, parties: tuple[str, str], day: date) -> Brief:
    """The brief on two parties from the part of the ledger that concerns them."""
    notes = _Notes(desk)
    joined = {i for x in kept.exchanges for i in (x.one, x.other)}
    sides = [[e for e in kept.events if alone(e, party, parties)] for party in parties]
    doubtful = {i for t in kept.tallies for i in t.doubtful}
    told = [tuple(_event_line(e, notes, e.id in joined, e.id in doubtful) for e in side) for side in sides]
    together = [e for e in kept.events if set(parties) <= set(e.actor)]
    events = {e.id: e for e in kept.events}
    titles = {e.id: title(e) for e in kept.events}
    opened = [p for p in kept.promises if p.is_open]
    return Brief(
        names=(state_name(parties[0]), state_name(parties[1])),
        as_of=day,
        head=_head(kept, parties[0]),
        columns=(told[0], told[1]),
        together=tuple(_event_line(e, notes) for e in together),
        open=tuple(_promise_line(p, day, titles, notes) for p in opened),
        standing=tuple(_standing_line(s, events[s.begun_by], notes) for s in standing_on(kept, day)),
        tallies=tuple(line for t in kept.tallies for line in _tally_lines(t)),
        disputes=tuple(line for d in kept.disputes for line in _dispute_lines(d, titles[d.event], notes)),
        notes=tuple(notes.notes),
        picture=picture(sides, titles),
    )


def written(brief: Brief, form: str) -> str:
    """The brief as text, md or html. Words of reports are escaped in html."""
    environment = Environment(
        loader=PackageLoader("dragoman.exports"),
        autoescape=select_autoescape(["html"]),
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["marked"] = _in_markdown
    return environment.get_template(f"brief.{form}").render(brief=brief).rstrip() + "\n"


def _in_markdown(words: str) -> str:
    """Words of a report as Markdown shows them, not reads them."""
    return "".join(f"\\{c}" if c in r"\`*_{}[]<>()#+-.!|~" else c for c in words)


def alone(event: Event, party: str, parties: Sequence[str]) -> bool:
    """Whether a party did something by itself; what lasts and running totals are told elsewhere on the page."""
    lasts = event.act in STANDS and event.ongoing
    total = is_total(event.act, event.count, event.when)
    return party in event.actor and not set(parties) - {party} & set(event.actor) and not lasts and not total


def head_of(kept: Ledger) -> Head:
    """The numbers that open a page on a part of the ledger."""
    return Head(
        freed=tuple(t for t in kept.tallies if t.act is Act.RELEASE),
        open=sum(p.is_open for p in kept.promises),
        disputed=sum(not d.is_settled for d in kept.disputes),
        reports=len({r for e in kept.events for r in e.reports} | {r for p in kept.promises for r in p.reports}),
        langs=len({lang for e in kept.events for lang in e.langs}),
        origins=len({o for e in kept.events for o in e.origins}),
    )


def _head(kept: Ledger, party: str) -> str:
    head = head_of(kept)
    freed = next((t for t in head.freed if t.party == party), None)
    first = ""
    if freed:
        first = f"{spread(freed)} people freed by {state_name(party)} in {many(len(freed.events), 'event')} · "
    return (
        f"{first}{head.open} open · {head.disputed} disputed · "
        f"{head.reports} reports, {head.langs} languages, {head.origins} original sources"
    )


def title(event: Event) -> str:
    """An event in a few words: when, who, what, how many."""
    count = f" {shown(event.count)}" if event.count else ""
    return f"{when_of(event)}: {'+'.join(states(event.actor))} {DID[event.act]}{count}"


def _event_line(event: Event, notes: _Notes, answered: bool = False, doubtful: bool = False) -> Line:
    words = DID[event.act] + (f" {shown(event.count)}" if event.count else "")
    toward = [t for t in states(event.target) if t not in event.actor]
    words += f" → {', '.join(toward)}" if toward else ""
    words += (
        f" ({', '.join(event.persons[:3])}{' and others' if len(event.persons) > 3 else ''})" if event.persons else ""
    )
    stages = [f"{s.status.value} {s.since}" for s in event.stages if s.status not in (Status.DONE, Status.ONGOING)]
    words += f"; {', '.join(stages)}" if stages else ""
    words += f"; {many(len(event.origins), 'source')}"
    words += "; without a day, perhaps one of the others" if doubtful else ""
    return Line(
        SIGNS[Status.ONGOING if event.ongoing else Status.DONE],
        when_of(event),
        words,
        notes.of(event.claims),
        answered,
    )


def _promise_line(promise: Promise, day: date, titles: Mapping[str, str], notes: _Notes) -> Line:
    who = ", ".join(states(promise.actor)) or "somebody"
    count = f" {shown(promise.count)}" if promise.count else ""
    toward = f" → {', '.join(states(promise.target))}" if promise.target else ""
    half = f"; {promise.outcome}" if promise.outcome != "open" else ""
    condition = f"; condition: {promise.condition}" if promise.condition else ""
    met = titles.get(promise.met_by or "")
    condition += f" (met, {met})" if met else ""
    age = f"{promise.status.value} {(day - promise.since).days} days ago"
    words = f"{who}: {TO_DO[promise.act]}{count}{toward}, {age}{half}{condition}"
    return Line(SIGNS[promise.status], str(promise.since), words, notes.of(promise.claims))


def _standing_line(one: Standing, begun: Event, notes: _Notes) -> Line:
    toward = f" → {', '.join(states(one.target))}" if one.target else ""
    count = f": {shown(one.count)}" if one.count else ""
    words = f"{', '.join(states(one.actor))} {STANDS[one.act]}{toward}{count}"
    return Line("◉", f"since {one.since}" if one.since else f"told {one.told}", words, notes.of(begun.claims))


def _tally_lines(tally: Tally) -> Iterator[Line]:
    doubtful = f"; {len(tally.doubtful)} without a day may be among them" if tally.doubtful else ""
    words = (
        f"{state_name(tally.party)} {DID[tally.act]} {spread(tally)} in {many(len(tally.events), 'event')}{doubtful}"
    )
    yield Line("Σ", "", words)
    for stated in tally.stated:
        yield Line(
            "≠",
            days(stated.when),
            f"{shown(stated.told)} stated; ours {stated.low} to {stated.high}: {stated.difference}",
        )


def _dispute_lines(dispute: Dispute, title: str, notes: _Notes) -> Iterator[Line]:
    yield Line("✎" if dispute.is_settled else "⚠", "", f"{title}: {dispute.field}")
    for account in dispute.accounts:
        words = f"{account.value}, {many(len(account.origins), 'source')}"
        yield Line("  ", f"since {account.since}", words, notes.of(account.claims))
    for one in dispute.corrections:
        words = f"{one.outlet} told {one.was}, then {one.now}"
        yield Line("  ", f"on {one.day}", words, notes.of([one.of, one.claim]))
