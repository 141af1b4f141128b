"""What every export tells: a part of the ledger, the claims behind it as they stand, and where their reports lie."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from dragoman.desk import Desk, Filter, between
from dragoman.ledger.judge import holding, standing_claims
from dragoman.records import Claim, Dispute, Event, Kept, Ledger, Promise, Report

#: Wordings that stand with an event or promise in forms that are not made of claims: the first in each of so many
#: languages.
WORDINGS = 5
_WEB = re.compile(r"https?://[^\s\x00-\x20\x7f-\x9f<>\"\\]+", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Dossier:
    """A part of the ledger with its evidence. A function of what is kept: no clock, no order of taking in."""

    ledger: Ledger
    parties: tuple[str, ...]  #: whose part of the ledger it is; (): everything kept
    claims: Mapping[str, Claim]  #: those behind its events and promises, as people corrected them, by day
    reports: Mapping[str, Kept]  #: those that the claims stand in, without their texts
    full_report: Callable[[str], Report]  #: with its text

    @cached_property
    def day(self) -> date:
        """The day as of which it is told: the one asked for, else of its latest report; of an empty one day 1."""
        return self.ledger.as_of or max((c.published for c in self.claims.values()), default=date.min)

    @cached_property
    def items(self) -> tuple[Event | Promise, ...]:
        """Its events by day, then its promises by the day of their first report."""
        return (*self.ledger.events, *self.ledger.promises)

    @cached_property
    def events(self) -> Mapping[str, Event]:
        """Its events by id."""
        return {e.id: e for e in self.ledger.events}

    @cached_property
    def of_claim(self) -> Mapping[str, str]:
        """The event or promise that each claim stands behind, by the id of the claim."""
        return {c: item.id for item in self.items for c in item.claims}

    @cached_property
    def disputes(self) -> Mapping[str, tuple[Dispute, ...]]:
        """What sources tell differently and did not take back, by event."""
        found: dict[str, tuple[Dispute, ...]] = {}
        for one in self.ledger.disputes:
            if not one.is_settled:
                found[one.event] = (*found.get(one.event, ()), one)
        return found

    @cached_property
    def returns(self) -> Mapping[str, tuple[str, ...]]:
        """The events that the other side gave in return, by event."""
        found: dict[str, tuple[str, ...]] = {}
        for one, other, _ in self.ledger.exchanges:
            found[one] = (*found.get(one, ()), other)
            found[other] = (*found.get(other, ()), one)
        return found

    def wordings(self, item: Event | Promise) -> tuple[Claim, ...]:
        """The first telling of an event or promise in each of a few languages; the first of all comes first."""
        first: dict[str, Claim] = {}
        for claim in (self.claims[c] for c in item.claims):
            if len(first) < WORDINGS:
                first.setdefault(claim.lang, claim)
        return tuple(first.values())

    def url(self, report: str) -> str | None:
        """The address of a report, where it is one that may be followed."""
        return web_address(self.reports[report].url)


def web_address(url: str | None) -> str | None:
    """An address of the web; None for everything else that a report may call its address: scripts, paths, two lines."""
    return url if url and _WEB.fullmatch(url) else None


def make_dossier(
    desk: Desk,
    parties: tuple[str, ...] = (),
    as_of: date | None = None,
    *,
    as_known: bool = False,
    kept: Ledger | None = None,
) -> Dossier:
    """The dossier on some parties, or on everything, as of a day; `kept` is their ledger where it is at hand."""
    kept = kept or between(desk.ledger(as_of, as_known=as_known), parties)
    claims = {c.id: c for c in _behind(desk, kept, as_known=as_known)}
    told = {c.report for c in claims.values()}
    reports = {r.id: r for r in desk.store.reports() if r.id in told}
    return Dossier(ledger=kept, parties=parties, claims=claims, reports=reports, full_report=desk.store.report)


def _behind(desk: Desk, kept: Ledger, *, as_known: bool) -> Iterator[Claim]:
    """The claims behind a ledger, with the words of people that it was made with."""
    items: tuple[Event | Promise, ...] = (*kept.events, *kept.promises)
    wanted = {c for item in items for c in item.claims}
    day = kept.as_of
    log = holding(j for j in desk.store.judgements() if not (as_known and day and j.day > day))
    lineages = desk.lineages(day)
    for claim in standing_claims((c for c in desk.claims(Filter(until=day)) if c.id in wanted), log):
        yield replace(claim, lineage=lineages.get(claim.report))
