"""The calendar and the feed, read back by icalendar and feedparser."""

from datetime import timedelta

import feedparser
from icalendar import Calendar

from dragoman.exports import atom, ics
from dragoman.exports.changes import changes, without_repeats
from dragoman.exports.formats import FORMATS
from dragoman.exports.wording import headline
from dragoman.records import Status


def test_the_calendar_holds_events_on_their_days(dossier) -> None:
    """An entry an event; one whose day is not sure lasts all days on which it can have been."""
    calendar = Calendar.from_ical(b"".join(ics.chunks(dossier)))
    found = {str(e["UID"]).split("@")[0]: e for e in calendar.walk("VEVENT")}

    assert set(found) == set(dossier.events)
    for id, event in dossier.events.items():
        assert found[id]["DTSTART"].dt == event.when.start
        assert found[id]["DTEND"].dt == event.when.end + timedelta(days=1)
        assert found[id]["SUMMARY"] == headline(event)
        assert dossier.wordings(event)[0].id in found[id]["DESCRIPTION"]


def test_what_is_open_is_a_thing_to_do(dossier) -> None:
    """Offers and demands that are owed, since when; a refusal is told as cancelled."""
    calendar = Calendar.from_ical(b"".join(ics.chunks(dossier)))
    found = {str(t["UID"]).split("@")[0]: t for t in calendar.walk("VTODO")}
    opened = {p.id: p for p in dossier.ledger.promises if p.is_open}

    assert set(found) == set(opened)
    for id, promise in opened.items():
        assert found[id]["DTSTART"].dt == promise.since
        assert (found[id]["STATUS"] == "CANCELLED") == (promise.status is Status.REFUSED)


def test_a_report_cannot_write_into_the_calendar(dossier) -> None:
    """Lines that a report holds stay words: no entry and no attendee of its making."""
    calendar = Calendar.from_ical(b"".join(ics.chunks(dossier)))

    assert not [e for e in calendar.walk() if e.errors or "ATTENDEE" in e]
    (entry,) = [e for e in calendar.walk("VEVENT") if "HYPERLINK" in e["DESCRIPTION"]]
    assert "END:VEVENT" in entry["DESCRIPTION"]


def test_the_feed_tells_the_changes(dossier) -> None:
    """The newest first, each with the words and a link to the report."""
    feed = feedparser.parse(b"".join(atom.chunks(dossier)))
    told = {f"urn:dragoman:{c.id}": c for c in without_repeats(changes(dossier.ledger, dossier.claims.values()))}

    assert not feed.bozo
    assert len(feed.entries) == min(len(told), atom.ENTRIES)
    assert {e.id for e in feed.entries} <= set(told)
    assert [e.updated for e in feed.entries] == sorted((e.updated for e in feed.entries), reverse=True)
    entry = next(e for e in feed.entries if "123 kişi" in e.content[0].value or "123" in e.title)
    assert entry.title.endswith(told[entry.id].words)
    claim = next(c for c in dossier.claims.values() if c.id in entry.content[0].value)
    assert entry.link == dossier.url(claim.report)
    assert " ".join(claim.quote.split())[:150] in entry.content[0].value


def test_media_types_are_those_that_readers_ask_for() -> None:
    """A server hands them on as they are."""
    assert {n: f.media for n, f in FORMATS.items() if n in ("csv", "ics", "atom", "jsonld")} == {
        "csv": "text/csv",
        "ics": "text/calendar",
        "atom": "application/atom+xml",
        "jsonld": "application/ld+json",
    }
