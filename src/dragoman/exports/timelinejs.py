"""A timeline as TimelineJS reads it: events and open promises, each with its words and links to the reports."""

import json
from collections.abc import Iterator
from datetime import date
from html import escape
from typing import TYPE_CHECKING

from dragoman.exports.wording import headline, party_name, when_of
from dragoman.records import Claim, Event, Promise
from dragoman.serial import Json

if TYPE_CHECKING:
    from dragoman.exports.dossier import Dossier


def chunks(dossier: "Dossier") -> Iterator[bytes]:
    """One JSON document, a slide a line; text is HTML, and words of reports are escaped in it."""
    head = json.dumps({"headline": escape(title_of(dossier)), "text": f"as of {dossier.day}"}, ensure_ascii=False)
    yield f'{{"scale": "human", "title": {{"text": {head}}}, "events": [\n'.encode()
    for number, slide in enumerate(_slides(dossier)):
        yield (("" if number == 0 else ",\n") + json.dumps(slide, ensure_ascii=False)).encode()
    yield b"\n]}\n"


def title_of(dossier: "Dossier") -> str:
    """Whose ledger it is: "Belarus – United States", or "Everything kept"."""
    return " – ".join(map(party_name, dossier.parties)) or "Everything kept"


def _slides(dossier: "Dossier") -> Iterator[Json]:
    for event in dossier.ledger.events:
        days = {"start_date": _day(event.when.start), "end_date": _day(event.when.end), "display_date": when_of(event)}
        yield days | _slide(event, dossier)
    for promise in dossier.ledger.promises:
        if promise.is_open:
            told = f"open since {promise.since}"
            yield {"start_date": _day(promise.since), "display_date": told} | _slide(promise, dossier)


def _slide(item: Event | Promise, dossier: "Dossier") -> Json:
    words = "".join(_quoted(c, dossier) for c in dossier.wordings(item))
    group = ", ".join(party_name(a) for a in item.actor if a.isupper()) or "Others"
    return {
        "unique_id": item.id,
        "group": group,
        "text": {"headline": escape(headline(item)), "text": words},
    }


def _quoted(claim: Claim, dossier: "Dossier") -> str:
    where = f"{escape(claim.outlet or claim.report)}, {claim.published}, {escape(claim.lang)}"
    url = dossier.url(claim.report)
    source = f'<a href="{escape(url)}">{where}</a>' if url else where
    return (
        f'<blockquote lang="{escape(claim.lang)}" dir="auto">{escape(claim.quote)}</blockquote>'
        f"<p>{source}: {claim.id}, characters {claim.span.start} to {claim.span.end}</p>"
    )


def _day(day: date) -> Json:
    return {"year": day.year, "month": day.month, "day": day.day}
