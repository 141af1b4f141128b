"""Changes as an Atom feed (RFC 4287): what feed readers subscribe to."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from datetime import time as clock
from typing import TYPE_CHECKING, NamedTuple

from dragoman.exports.changes import Change, changes, last_of, without_repeats
from dragoman.exports.wording import without_controls

if TYPE_CHECKING:
    from dragoman.exports.dossier import Dossier

ATOM = "http://www.w3.org/2005/Atom"
#: So many changes stand in a feed: the newest.
ENTRIES = 200


class Source(NamedTuple):
    """Where the words of a change stand."""

    claim: str
    url: str | None


def chunks(dossier: "Dossier") -> Iterator[bytes]:
    """The newest changes that a dossier tells, the newest first."""
    found = without_repeats(changes(dossier.ledger, dossier.claims.values(), dossier.parties))
    newest = sorted(found, key=lambda c: (c.day, c.id), reverse=True)[:ENTRIES]
    yield feed(newest, {c.id: _source(c, dossier) for c in newest})


def _source(change: Change, dossier: "Dossier") -> Source:
    claim = last_of(dossier.claims[c] for c in change.claims)
    return Source(claim.id, dossier.url(claim.report))


def feed(newest: Iterable[Change], sources: Mapping[str, Source] | None = None) -> bytes:
    """The feed of changes; `sources` say by the id of a change where its words stand."""
    from lxml import etree  # noqa: PLC0415

    told = list(newest)
    root = etree.Element(f"{{{ATOM}}}feed", nsmap={None: ATOM})
    updated = max((c.day for c in told), default=date.min)
    _add(root, id="urn:dragoman:changes", title="Changes in the ledger", updated=_moment(updated))
    _add(etree.SubElement(root, f"{{{ATOM}}}author"), name="dragoman")
    for change in told:
        _entry(etree.SubElement(root, f"{{{ATOM}}}entry"), change, (sources or {}).get(change.id))
    return bytes(etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True))


def _entry(entry: object, change: Change, source: Source | None) -> None:
    from lxml import etree  # noqa: PLC0415

    place = f"; {source.claim}" if source else ""
    title, words = f"{change.kind}: {change.words}", f"“{change.quote}” ({change.where}, {change.lang}{place})"
    _add(entry, id=f"urn:dragoman:{change.id}", title=title, updated=_moment(change.day), content=words)
    if source and source.url:
        etree.SubElement(entry, f"{{{ATOM}}}link", href=source.url, rel="alternate")


def _add(element: object, **parts: str) -> None:
    from lxml import etree  # noqa: PLC0415

    for name, words in parts.items():
        etree.SubElement(element, f"{{{ATOM}}}{name}").text = without_controls(words)


def _moment(day: date) -> str:
    return datetime.combine(day, clock(), UTC).isoformat()
