"""A static site of the ledger: pages that open from a folder, look as the served ones do, and ask nothing of the net.

Works without scripts; search alone needs them, over an index that is a script itself, since pages of a folder may not
read other files. Names of files are made of ids of ours: no word of a report names a file.
"""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files as package
from typing import TYPE_CHECKING, NamedTuple

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PackageLoader, pass_context
from jinja2.runtime import Context

from dragoman.desk import Evidence, between, standing_on
from dragoman.exports.around import Flags, flags, linked, timeline, with_events
from dragoman.exports.bargain import bands
from dragoman.exports.brief import head_of, title
from dragoman.exports.evidence import LABELS, grouped
from dragoman.exports.rendered import environment
from dragoman.exports.text import pieces
from dragoman.exports.timelinejs import title_of
from dragoman.exports.wording import headline, party_name, when_of
from dragoman.ids import content_id
from dragoman.processes import pairs_of
from dragoman.records import Claim, Event, Ledger, Promise, Span

if TYPE_CHECKING:
    from dragoman.exports.dossier import Dossier

_PLAIN = re.compile("[A-Za-z0-9-]{1,40}")
#: Files that the site shares with the served pages, and its own.
WEB = package("dragoman") / "web"
STATIC = package("dragoman") / "exports" / "static"


class Asked(NamedTuple):
    """The state of a served page that its parts ask for; a site is of one day and marks nothing as new."""

    as_of: None = None
    since: None = None


class Row(NamedTuple):
    """A process in the index."""

    parties: tuple[str, str]
    events: int
    open: int
    moved: Event | None


@dataclass(frozen=True)
class Site:
    """A dossier as pages."""

    dossier: "Dossier"

    @cached_property
    def flags(self) -> Flags:
        """What rows of all pages say beside their fields."""
        return flags(self.dossier.ledger)

    @cached_property
    def parts(self) -> dict[tuple[str, str], Ledger]:
        """The ledger of each process, those with most events first."""
        pairs = sorted({pair for item in self.dossier.items for pair in pairs_of(item)})
        found = {pair: between(self.dossier.ledger, pair) for pair in pairs}
        return dict(sorted(found.items(), key=lambda p: (-len(p[1].events), p[0])))

    @cached_property
    def templates(self) -> Environment:
        """The templates of the site over those of the served pages."""
        served = FileSystemLoader(str(WEB / "templates"))
        known = {"asked": Asked(), "day": self.dossier.day, "flags": self.flags, "may_judge": False, "labels": LABELS}
        loader = ChoiceLoader([PackageLoader("dragoman.exports"), served])
        return environment(loader, self.to, **known)

    @pass_context
    def to(self, context: Context, kind: str, *ids: str, **_: object) -> str:
        """The address of a page from the page that is written."""
        return f"{context['root']}{self.place(kind, *ids)}"

    def place(self, kind: str, *ids: str) -> str:
        """The file of a page, and of a claim its place there."""
        if kind == "process":
            return f"processes/{'_'.join(map(_plain, ids))}.html"
        if kind == "report":
            return f"reports/{content_id('report', ids[0])}.html"
        if kind == "claim":
            return f"{self.place('event', self.dossier.of_claim[ids[0]])}#{ids[0]}" if self._holds(ids[0]) else "#"
        return f"events/{ids[0]}.html"

    def _holds(self, claim: str) -> bool:
        return claim in self.dossier.of_claim

    def page(self, file: str, template: str, **shown: object) -> tuple[str, Iterator[bytes]]:
        """A page by its file."""
        root = "../" * file.count("/")
        written = self.templates.get_template(f"site_{template}.html").render(root=root, here=file, **shown)
        return file, iter([written.encode("utf-8", "replace")])

    def process(self, parties: tuple[str, str], kept: Ledger) -> tuple[str, Iterator[bytes]]:
        """The bargain of two parties."""
        return self.page(
            self.place("process", *parties),
            "process",
            parties=parties,
            names=list(map(party_name, parties)),
            head=head_of(kept),
            bands=bands(kept, parties),
            opened=[p for p in kept.promises if p.is_open],
            came=[p for p in kept.promises if not p.is_open],
            standing=standing_on(kept, self.dossier.day),
            tallies=kept.tallies,
            disputes=with_events(kept),
            picture=timeline(kept, parties, self.flags.titles),
            event_link=lambda id: f"../{self.place('event', id)}",
        )

    def item(self, item: Event | Promise) -> tuple[str, Iterator[bytes]]:
        """An event or a promise with all its wordings."""
        claims = [self.dossier.claims[c] for c in item.claims]
        told = [Evidence(c, self.dossier.full_report(c.report)) for c in claims]
        return self.page(
            self.place("event", item.id),
            "item",
            item=item,
            heading=headline(item),
            when=when_of(item)
            if isinstance(item, Event)
            else f"{item.status.value} since {item.since}; {item.outcome}",
            pairs=[pair for pair in pairs_of(item) if pair in self.parts],
            stages=item.stages if isinstance(item, Event) else (),
            related=list(self.related(item)),
            disputes=[d for d in self.dossier.ledger.disputes if d.event == item.id],
            origins=grouped(told, item, {}, ()),
            urls={r: self.dossier.url(r) for r in item.reports},
        )

    def related(self, item: Event | Promise) -> Iterator[tuple[str, str, str]]:
        """What an event or promise is linked to: why, its id, its words."""
        found = linked(item, self.dossier.ledger)
        yield from ((f"in return ({why})", e.id, title(e)) for e, why in found.given)
        yield from ((f"{p.outcome} by this", p.id, headline(p)) for p in found.fulfils)
        ends = (("its outcome", found.kept_by), ("its condition", found.depends_on), ("met by", found.met_by))
        yield from ((why, other.id, headline(other)) for why, other in ends if other)

    def report(self, id: str) -> tuple[str, Iterator[bytes]]:
        """A report with its claims marked."""
        report = self.dossier.full_report(id)
        marks = [(c.span, c.id) for c in self.told[id]]
        cut = pieces(report.text, marks, Span(0, len(report.text)))
        return self.page(self.place("report", id), "report", report=report, pieces=cut, url=self.dossier.url(id))

    @cached_property
    def told(self) -> dict[str, list[Claim]]:
        """The claims of each report."""
        found: dict[str, list[Claim]] = {}
        for claim in self.dossier.claims.values():
            found.setdefault(claim.report, []).append(claim)
        return found

    def index(self) -> Iterator[bytes]:
        """The claims as a script, a claim a line: page, day, heading, words, language, outlet."""
        yield b"window.dragomanIndex = [\n"
        headings = {i.id: headline(i) for i in self.dossier.items}
        for claim in self.dossier.claims.values():
            place, heading = self.place("claim", claim.id), headings[self.dossier.of_claim[claim.id]]
            row = [place, claim.published.isoformat(), heading, claim.quote, claim.lang, claim.outlet or claim.report]
            yield f"{json.dumps(row)},\n".encode()
        yield b"];\n"


def files(dossier: "Dossier") -> Iterator[tuple[str, Iterator[bytes]]]:
    """The files of the site, each with its content."""
    site = Site(dossier)
    yield "desk.css", iter([(WEB / "static" / "desk.css").read_bytes()])
    yield "search.js", iter([(STATIC / "search.js").read_bytes()])
    yield "index.js", site.index()
    yield from _lists(site)
    yield from (site.process(pair, kept) for pair, kept in site.parts.items())
    yield from (site.item(item) for item in dossier.items)
    yield from (site.report(id) for id in dossier.reports)


def _lists(site: Site) -> Iterator[tuple[str, Iterator[bytes]]]:
    kept, reports = site.dossier.ledger, site.dossier.reports.values()
    opened = sorted((p for p in kept.promises if p.is_open), key=lambda p: (p.since, p.id))
    yield site.page("index.html", "index", name=title_of(site.dossier), head=head_of(kept), processes=list(_rows(site)))
    for name, heading, shown in (
        ("events.html", "Events", {"events": kept.events[::-1]}),
        ("open.html", "Open promises", {"promises": opened}),
        ("disputes.html", "Where sources differ", {"disputes": with_events(kept)}),
        ("reports.html", "Reports", {"reports": list(reports)}),
    ):
        empty: dict[str, Iterable[object]] = {"events": (), "promises": (), "disputes": (), "reports": ()}
        yield site.page(name, "list", heading=heading, **{**empty, **shown})
    yield site.page("search.html", "search")


def _rows(site: Site) -> Iterator[Row]:
    for pair, kept in site.parts.items():
        yield Row(
            pair, len(kept.events), sum(p.is_open for p in kept.promises), kept.events[-1] if kept.events else None
        )


def _plain(id: str) -> str:
    """An id as a part of a file's name; one with other letters is written as what it hashes to."""
    return id if _PLAIN.fullmatch(id) else content_id("party", id)
