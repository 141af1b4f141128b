"""Entities of FollowTheMoney as JSON lines: who acts, what happened or is promised, and the articles that prove it.

States are PublicBody, other bodies Organization, people Person; events and promises are Event with `involved` and
`proof`; reports are Article. An entity stands before those that name it.
"""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from dragoman.exports.dossier import web_address
from dragoman.exports.wording import cited, headline, party_name, when_of, without_controls
from dragoman.ids import content_id
from dragoman.records import Event, Promise
from dragoman.serial import Json, line
from dragoman.vocabulary import alpha3, parties, persons

if TYPE_CHECKING:
    from dragoman.exports.dossier import Dossier

#: Codes of bodies that FollowTheMoney knows as a country.
BODIES = frozenset({"EU", "XK"})


def chunks(dossier: "Dossier") -> Iterator[bytes]:
    """One entity a line: parties and people, articles, events, promises."""
    acting = dict.fromkeys(a for item in dossier.items for a in (*item.actor, *item.target))
    named = dict.fromkeys(name for event in dossier.ledger.events for name in event.persons)
    yield from (_line(_party(a)) for a in acting)
    yield from (_line(_entity(_person_id(name), "Person", name=[name])) for name in named)
    yield from (_line(_article(report, dossier)) for report in dossier.reports)
    yield from (_line(_event(item, dossier)) for item in dossier.items)


def _line(entity: Json) -> bytes:
    return (line(entity) + "\n").encode()


def _entity(id: str, schema: str, **properties: Iterable[str | None]) -> Json:
    """An entity with the properties that have a value."""
    told = {name: [without_controls(v) for v in dict.fromkeys(values) if v] for name, values in properties.items()}
    return {"id": id, "schema": schema, "properties": {k: v for k, v in told.items() if v}}


def _party(id: str) -> Json:
    name = [party_name(id)]
    if id.isupper():
        return _entity(_party_id(id), "PublicBody", name=name, country=[_country(id)])
    if id in persons():
        one = persons()[id]
        return _entity(_party_id(id), "Person", name=name, position=[one.role], country=[_country(one.party)])
    state = parties()[id].state if id in parties() else None
    return _entity(_party_id(id), "Organization", name=name, country=[_country(state)])


def _country(state: str | None) -> str | None:
    return state.lower() if state and (state in alpha3()["states"] or state in BODIES) else None


def _party_id(id: str) -> str:
    return f"dragoman-party-{id}"


def _person_id(name: str) -> str:
    return content_id("dragoman-person", name)


def _article_id(report: str) -> str:
    return content_id("dragoman-article", report)


def _article(id: str, dossier: "Dossier") -> Json:
    """A report, without its text: that is its publisher's."""
    report = dossier.reports[id]
    return _entity(
        _article_id(id),
        "Article",
        name=[report.title or id],
        title=[report.title],
        publishedAt=[report.published.isoformat()],
        language=[alpha3()["languages"].get(report.lang.split("-")[0])],
        sourceUrl=[web_address(report.url)],
        publisher=[report.outlet],
        messageId=[id],
    )


def _event(item: Event | Promise, dossier: "Dossier") -> Json:
    quotes = [cited(c) for c in dossier.wordings(item)]
    people = [_person_id(p) for p in item.persons] if isinstance(item, Event) else []
    return _entity(
        f"dragoman-{item.id}",
        "Event",
        name=[headline(item)],
        **_days(item),
        summary=[_summary(item)],
        description=quotes,
        organizer=[_party_id(a) for a in item.actor],
        involved=[*map(_party_id, (*item.actor, *item.target)), *people],
        proof=[_article_id(r) for r in item.reports],
        sourceUrl=[dossier.url(r) for r in item.reports],
        country=[_country(p) for c in item.claims if (p := dossier.claims[c].place)],
        keywords=[item.act.value, "done" if isinstance(item, Event) else item.status.value],
        recordId=[item.id],
    )


def _days(item: Event | Promise) -> dict[str, list[str]]:
    """The days of an event; of a promise the day from which on it is told."""
    if isinstance(item, Promise):
        return {"startDate": [item.since.isoformat()]}
    return {"startDate": [item.when.start.isoformat()], "endDate": [item.when.end.isoformat()]}


def _summary(item: Event | Promise) -> str:
    return when_of(item) if isinstance(item, Event) else f"{item.status.value} since {item.since}; {item.outcome}"
