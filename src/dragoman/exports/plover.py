"""Event records of conflict research as JSON lines: PLOVER event types, CAMEO codes.

Names of fields follow the datasets that are coded in PLOVER: event type, actor, recipient. A promise or demand is a
record of its own, as both schemes have it; its `status` says how far it goes. Codes: vocabulary/acts.toml.
"""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from dragoman.exports.wording import party_name
from dragoman.records import Act, Claim, Event, Interval, Promise, Status
from dragoman.serial import Json, line, plain
from dragoman.vocabulary import acts, alpha3, parties, persons

if TYPE_CHECKING:
    from dragoman.exports.dossier import Dossier

#: CAMEO: consider a policy option; for what is only spoken of as possible.
CONSIDERED = "014"
#: PLOVER's types of what is not done yet.
ASKED = {Status.DEMANDED: "REQUEST", Status.REFUSED: "REJECT"}
#: Acts that are threatened, where others are promised.
HOSTILE = frozenset({Act.DETAIN, Act.HOLD, Act.IMPOSE_SANCTIONS, Act.CLOSE_MISSION, Act.CLOSE_BORDER, Act.ATTACK})
#: The last root of each quad class: verbal cooperation, material cooperation, verbal conflict, material conflict.
QUADS = (5, 8, 13, 20)


def chunks(dossier: "Dossier") -> Iterator[bytes]:
    """One record a line: events by day, then promises by the day of their first report."""
    for event in dossier.ledger.events:
        status = Status.ONGOING if event.ongoing else Status.DONE
        rest: Json = {
            "persons": event.persons,
            "origins": event.origins,
            "in_return_for": dossier.returns.get(event.id, ()),
        }
        yield _line(_record(event, status, dossier) | _days(event.when, dated=event.dated) | rest)
    for promise in dossier.ledger.promises:
        rest = {"outcome": promise.outcome, "kept_by": promise.kept_by, "condition": promise.condition}
        told = Interval(promise.since, promise.since)
        yield _line(_record(promise, promise.status, dossier) | _days(told, dated=True) | rest)


def _days(when: Interval, *, dated: bool) -> Json:
    return {"event_date": when.start.isoformat(), "event_date_end": when.end.isoformat(), "dated": dated}


def _line(record: Json) -> bytes:
    return (line(record) + "\n").encode()


def _record(item: Event | Promise, status: Status, dossier: "Dossier") -> Json:
    code = cameo(item.act, status)
    return {
        "id": item.id,
        "event_type": plover(item.act, status),
        "cameo_code": code,
        "cameo_root": code[:2],
        "quad_code": quad(code),
        "act": item.act.value,
        "status": status.value,
        "actor": [_actor(a, dossier.day) for a in item.actor],
        "recipient": [_actor(a, dossier.day) for a in item.target],
        "count": plain(item.count),
        "stories": [_story(dossier.claims[c], dossier) for c in item.claims],
    }


def plover(act: Act, status: Status) -> str:
    """PLOVER's event type of an act that has come so far."""
    if status in (Status.DONE, Status.ONGOING):
        return acts()[act]["plover"]
    return ASKED.get(status) or ("THREATEN" if act in HOSTILE else "AGREE")


def cameo(act: Act, status: Status) -> str:
    """CAMEO's code of an act that has come so far; two digits where only the root fits."""
    if status in (Status.DONE, Status.ONGOING):
        return acts()[act]["cameo"]
    return CONSIDERED if status is Status.POSSIBLE else acts()[act][f"cameo_{status}"]


def quad(code: str) -> int:
    """The quad class of a CAMEO code, 1 to 4."""
    return 1 + sum(int(code[:2]) > last for last in QUADS)


def _actor(id: str, day: date) -> Json:
    return {"id": id, "name": party_name(id), "country": alpha3()["states"].get(state_of(id, day) or "")}


def state_of(party: str, day: date) -> str | None:
    """The state that a party is, or acted for on a day."""
    if party.isupper():
        return party
    if party in persons():
        return persons()[party].acts_for(day)
    return parties()[party].state if party in parties() else None


def _story(claim: Claim, dossier: "Dossier") -> Json:
    """The words that one report has for it."""
    return {
        "claim": claim.id,
        "report": claim.report,
        "url": dossier.url(claim.report),
        "outlet": claim.outlet,
        "lineage": claim.lineage,
        "publication_date": plain(claim.published),
        "lang": claim.lang,
        "quote": claim.quote,
        "start": claim.span.start,
        "end": claim.span.end,
        "place": claim.place,
        "source": list(claim.source),
        "status": claim.status.value,
    }
