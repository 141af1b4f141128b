"""Linked data in the words of schema.org: events, the claims that tell them, the articles that make the claims.

A claim's `text` is its quote; `identifier` names its place in the article by RFC 5147 (`#char=12,90`). A promise is an
Action, potential until it was kept.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import quote

from dragoman.exports.dossier import web_address
from dragoman.exports.wording import headline, party_name, when_of
from dragoman.records import Claim, Event, Promise, Status
from dragoman.serial import Json, line
from dragoman.vocabulary import alpha3, persons

if TYPE_CHECKING:
    from dragoman.exports.dossier import Dossier

#: schema.org has done and not done; a refusal is an action that failed.
DONE, FAILED, OWED = "CompletedActionStatus", "FailedActionStatus", "PotentialActionStatus"


def chunks(dossier: "Dossier") -> Iterator[bytes]:
    """One document whose graph has a node a line. It may stand in a page: no `<` of a report's words is left."""
    yield b'{"@context": "https://schema.org", "@graph": [\n'
    first = True
    for node in nodes(dossier):
        written = line({k: v for k, v in node.items() if v not in (None, [], "")})
        yield (("" if first else ",\n") + written.replace("<", "\\u003c")).encode()
        first = False
    yield b"\n]}\n"


def nodes(dossier: "Dossier") -> Iterator[Json]:
    """The nodes of the graph: parties, articles, claims, events, promises."""
    for party in dict.fromkeys(a for item in dossier.items for a in (*item.actor, *item.target)):
        yield {"@id": _urn(f"party-{party}"), "@type": _kind(party), "name": party_name(party), "identifier": party}
    yield from (_article(id, dossier) for id in dossier.reports)
    yield from (_claim(c, dossier) for c in dossier.claims.values())
    yield from (_event(e, dossier) for e in dossier.ledger.events)
    yield from (_promise(p) for p in dossier.ledger.promises)


def _urn(id: str) -> str:
    return f"urn:dragoman:{id}"


def _named(*ids: str) -> list[Json]:
    return [{"@id": _urn(id)} for id in ids]


def _kind(party: str) -> str:
    if party in alpha3()["states"]:
        return "Country"
    return "Person" if party in persons() else "Organization"


def _article_id(report: str) -> str:
    return f"report-{quote(report, safe='')}"


def _article(id: str, dossier: "Dossier") -> Json:
    report = dossier.reports[id]
    return {
        "@id": _urn(_article_id(id)),
        "@type": "NewsArticle",
        "identifier": id,
        "headline": report.title,
        "datePublished": report.published.isoformat(),
        "inLanguage": report.lang,
        "url": web_address(report.url),
        "publisher": {"@type": "Organization", "name": report.outlet} if report.outlet else None,
    }


def _claim(claim: Claim, dossier: "Dossier") -> Json:
    about = dossier.of_claim.get(claim.id)
    return {
        "@id": _urn(claim.id),
        "@type": "Claim",
        "text": claim.quote,
        "inLanguage": claim.lang,
        "datePublished": claim.published.isoformat(),
        "identifier": f"{claim.report}#char={claim.span.start},{claim.span.end}",
        "appearance": _named(_article_id(claim.report)),
        "author": _named(*(f"party-{s}" for s in claim.source)),
        "about": _named(about) if about else None,
        "keywords": [claim.act.value, claim.status.value],
    }


def _event(event: Event, dossier: "Dossier") -> Json:
    return {
        "@id": _urn(event.id),
        "@type": "Event",
        "identifier": event.id,
        "name": headline(event),
        "description": when_of(event),
        "startDate": event.when.start.isoformat(),
        "endDate": event.when.end.isoformat(),
        "organizer": _named(*(f"party-{a}" for a in event.actor)),
        "attendee": [{"@type": "Person", "name": name} for name in event.persons],
        "about": _named(*(f"party-{t}" for t in event.target)),
        "location": [{"@type": "Country", "identifier": p, "name": party_name(p)} for p in _places(event, dossier)],
        "subjectOf": _named(*event.claims),
        "keywords": [event.act.value],
    }


def _places(event: Event, dossier: "Dossier") -> list[str]:
    return list(dict.fromkeys(p for c in event.claims if (p := dossier.claims[c].place)))


def _promise(promise: Promise) -> Json:
    return {
        "@id": _urn(promise.id),
        "@type": "Action",
        "identifier": promise.id,
        "name": headline(promise),
        "description": f"{promise.status.value} since {promise.since}; {promise.outcome}",
        "actionStatus": _status(promise),
        "agent": _named(*(f"party-{a}" for a in promise.actor)),
        "participant": _named(*(f"party-{t}" for t in promise.target)),
        "result": _named(promise.kept_by) if promise.kept_by else None,
        "subjectOf": _named(*promise.claims),
        "keywords": [promise.act.value, promise.status.value],
    }


def _status(promise: Promise) -> str:
    if promise.outcome in ("kept", "exceeded"):
        return DONE
    return FAILED if promise.status is Status.REFUSED else OWED
