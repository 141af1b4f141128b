"""How acts, statuses, days and parties are put in English, wherever a person reads them."""

import re
from collections.abc import Sequence
from functools import lru_cache

from dragoman.language.pack import load_pack
from dragoman.ledger.same import shown
from dragoman.records import Act, Claim, Event, Interval, Promise, Status, Tally
from dragoman.vocabulary import parties, persons

_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
#: A sign a status, told in words beside it wherever it stands alone.
SIGNS = {
    Status.DONE: "●",
    Status.ONGOING: "◉",
    Status.PROMISED: "◐",
    Status.POSSIBLE: "○",
    Status.DEMANDED: "!",
    Status.REFUSED: "⊘",
}
#: What was done, in a word or two.
DID = {
    Act.RELEASE: "freed",
    Act.DETAIN: "detained",
    Act.HOLD: "holds",
    Act.TRANSFER: "moved",
    Act.EASE_SANCTIONS: "eased sanctions",
    Act.IMPOSE_SANCTIONS: "imposed sanctions",
    Act.TALKS: "talks",
    Act.AGREE: "agreed",
    Act.APPOINT: "appointed",
    Act.OPEN_MISSION: "opened mission",
    Act.CLOSE_MISSION: "closed mission",
    Act.OPEN_BORDER: "opened border",
    Act.CLOSE_BORDER: "closed border",
    Act.COOPERATE: "cooperation",
    Act.CEASEFIRE: "ceasefire",
    Act.ATTACK: "attack",
}
#: What is to be done.
TO_DO = {
    Act.RELEASE: "free prisoners",
    Act.DETAIN: "detain people",
    Act.HOLD: "hold people",
    Act.TRANSFER: "move people",
    Act.EASE_SANCTIONS: "ease sanctions",
    Act.IMPOSE_SANCTIONS: "impose sanctions",
    Act.TALKS: "talk",
    Act.AGREE: "agree",
    Act.APPOINT: "appoint an envoy",
    Act.OPEN_MISSION: "open a mission",
    Act.CLOSE_MISSION: "close a mission",
    Act.OPEN_BORDER: "open the border",
    Act.CLOSE_BORDER: "close the border",
    Act.COOPERATE: "give or trade",
    Act.CEASEFIRE: "stop fighting",
    Act.ATTACK: "attack",
}
#: What stands, of acts that last.
STANDS = {
    Act.CLOSE_MISSION: "mission closed",
    Act.OPEN_MISSION: "mission open",
    Act.CLOSE_BORDER: "border closed",
    Act.OPEN_BORDER: "border open",
    Act.IMPOSE_SANCTIONS: "sanctions in force",
    Act.HOLD: "people held",
}


def many(number: int, thing: str) -> str:
    """A number of things: 1 report, 2 reports."""
    return f"{number} {thing}{'' if number == 1 else 's'}"


def days(when: Interval | None) -> str:
    """An interval as people write it: a day, a month, a year, or both ends."""
    if when is None:
        return ""
    start, end = when
    if start == end:
        return start.isoformat()
    if start.day == 1 and (start.year, start.month) == (end.year, end.month) and end.day >= 28:
        return start.strftime("%Y-%m")
    if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31) and start.year == end.year:
        return str(start.year)
    if start.year == end.year and start.month == end.month:
        return f"{start.isoformat()}…{end.day:02}"
    return f"{start.isoformat()}…{end.strftime('%m-%d') if start.year == end.year else end.isoformat()}"


def state_name(party: str) -> str:
    """What English calls a state; any other id as it is."""
    names = load_pack("en").cldr["names"]["names"].get(party)
    return max(names, key=len) if names else party


def language_name(lang: str) -> str:
    """What English calls a language; of one without a pack its code."""
    return load_pack(lang).english or lang


@lru_cache(maxsize=4096)
def party_name(party: str) -> str:
    """What English calls a state, body, office, firm or person that acts; an id that no table knows as it is."""
    if party.isupper():
        return state_name(party)
    known = persons().get(party) or parties().get(party)
    return known.name if known else party


def states(ids: Sequence[str]) -> list[str]:
    """Those of some parties that are states; where none is, the first."""
    return [i for i in ids if i.isupper()] or list(ids[:1])


def when_of(event: Event) -> str:
    """The days of an event; of one that no report dates, by when it was told."""
    return days(event.when) if event.dated else f"by {event.when.end}"


def spread(tally: Tally) -> str:
    """The range of a tally: 14, or 198 to 229."""
    return str(tally.low) if tally.low == tally.high else f"{tally.low} to {tally.high}"


def headline(item: Event | Promise) -> str:
    """An event or promise in one line, without its day: "Belarus freed 52 → Lithuania", "Belarus: agree (promised)"."""
    who = ", ".join(map(party_name, states(item.actor))) or "somebody"
    deed = f"{who} {DID[item.act]}" if isinstance(item, Event) else f"{who}: {TO_DO[item.act]}"
    count = f" {shown(item.count)}" if item.count else ""
    toward = [party_name(t) for t in states(item.target) if t not in item.actor]
    told = f" ({item.status.value})" if isinstance(item, Promise) else ""
    return deed + count + (f" → {', '.join(toward)}" if toward else "") + told


def cited(claim: Claim, url: str | None = None) -> str:
    """The words of a claim, whose they are, and where they stand, for forms that know plain text alone."""
    where = f"{claim.outlet or claim.report}, {claim.published}, {claim.lang}"
    place = f"{claim.id}, characters {claim.span.start} to {claim.span.end}"
    return without_controls(f"“{claim.quote}” ({where}; {place})") + (f" {url}" if url else "")


def without_controls(words: str) -> str:
    """Words without the control characters and halves of letters that XML, calendars and others cannot hold."""
    return _CONTROLS.sub("", words)
