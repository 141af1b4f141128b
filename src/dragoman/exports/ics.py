"""A calendar (RFC 5545): events on their days, what is open as things to do, each with its words and reports."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from datetime import time as clock
from typing import TYPE_CHECKING

from dragoman.exports.timelinejs import title_of
from dragoman.exports.wording import cited, headline, when_of, without_controls
from dragoman.records import Event, Promise, Status

if TYPE_CHECKING:
    from icalendar import Component

    from dragoman.exports.dossier import Dossier

END = b"END:VCALENDAR"


def chunks(dossier: "Dossier") -> Iterator[bytes]:
    """The calendar, an entry at a time. An event without a sure day lasts all days on which it can have been."""
    from icalendar import Calendar  # noqa: PLC0415

    calendar = Calendar()
    calendar.add("prodid", "-//dragoman//ledger//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", title_of(dossier))
    head, end, tail = calendar.to_ical().partition(END)
    yield head
    yield from (_event(e, dossier).to_ical() for e in dossier.ledger.events)
    yield from (_promise(p, dossier).to_ical() for p in dossier.ledger.promises if p.is_open)
    yield end + tail


def _event(event: Event, dossier: "Dossier") -> "Component":
    from icalendar import Event as Entry  # noqa: PLC0415

    entry = Entry()
    entry.add("dtstart", event.when.start)
    entry.add("dtend", event.when.end + timedelta(days=1))
    entry.add("transp", "TRANSPARENT")
    return _told(entry, event, when_of(event), dossier)


def _promise(promise: Promise, dossier: "Dossier") -> "Component":
    from icalendar import Todo  # noqa: PLC0415

    entry = Todo()
    entry.add("dtstart", promise.since)
    entry.add("status", _status(promise))
    return _told(entry, promise, f"{promise.status.value} since {promise.since}", dossier)


def _status(promise: Promise) -> str:
    if promise.status is Status.REFUSED:
        return "CANCELLED"
    return "IN-PROCESS" if promise.outcome == "partly kept" else "NEEDS-ACTION"


def _told(entry: "Component", item: Event | Promise, days: str, dossier: "Dossier") -> "Component":
    """What both kinds of entry have; nothing depends on the day of the export."""
    last = max(dossier.claims[c].published for c in item.claims)
    entry.add("uid", f"{item.id}@dragoman.invalid")
    entry.add("dtstamp", datetime.combine(last, clock(), UTC))
    entry.add("summary", without_controls(headline(item)))
    entry.add(
        "description",
        without_controls("\n\n".join((days, *(cited(c, dossier.url(c.report)) for c in dossier.wordings(item))))),
    )
    entry.add("categories", [item.act.value, "event" if isinstance(item, Event) else item.status.value])
    if url := next(filter(None, map(dossier.url, item.reports)), None):
        entry.add("url", url)
    return entry
