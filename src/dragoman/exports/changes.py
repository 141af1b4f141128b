"""What a ledger tells that people may want to be told of, each with marks by which it is known again.

A mark is made of claims, not of events or promises: these are regrouped as reports come in, and what was told once is
not told again under another id. Pure: a function of ledger and claims.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from unicodedata import category

from dragoman.exports.wording import DID, TO_DO, days
from dragoman.ids import content_id
from dragoman.ledger.same import shown
from dragoman.records import Claim, Correction, Count, Dispute, Event, Ledger, Promise, Status

OUTCOMES = {"kept": "promise kept", "partly kept": "promise partly kept", "exceeded": "promise exceeded"}
LONGEST_QUOTE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Something that was not so in the ledger before."""

    id: str
    kind: str  #: new event, promise kept, partly kept or exceeded, disputed, correction, new claim
    about: str  #: the id of the event, promise or claim: `dragoman show` opens it
    words: str  #: what changed, in a line
    day: date  #: of the report that changed it
    parties: tuple[str, ...]
    claims: tuple[str, ...]
    quote: str  #: the words of one report, in its language
    lang: str
    where: str  #: whose report that is
    marks: tuple[str, ...]  #: a change is known if one of its marks is


def changes(kept: Ledger, claims: Iterable[Claim], parties: Iterable[str] = ()) -> list[Change]:
    """Everything that the ledger tells of some parties, or of all where none is named; the oldest first."""
    wanted = frozenset(parties)
    by_id = {c.id: c for c in claims}
    events = {e.id: e for e in kept.events if _concerns(e, wanted)}
    found = [
        *(_event(e, by_id) for e in events.values()),
        *(_outcome(p, by_id) for p in kept.promises if p.outcome in OUTCOMES and _concerns(p, wanted)),
        *(_dispute(d, events[d.event], by_id) for d in kept.disputes if d.event in events and not d.is_settled),
        *(_correction(c, e, by_id) for e in events.values() for c in e.corrections),
        *(_claim(c) for c in by_id.values() if _concerns(c, wanted)),
    ]
    return sorted(found, key=lambda c: (c.day, _ORDER[c.kind], c.id))


def without_repeats(found: Iterable[Change]) -> Iterator[Change]:
    """New changes without the claims that a new event tells of already."""
    told: set[str] = set()
    for change in sorted(found, key=lambda c: _ORDER[c.kind]):
        if change.kind != "new claim" or not told & set(change.claims):
            yield change
        if change.kind != "new claim":
            told.update(change.claims)


_ORDER = {kind: n for n, kind in enumerate((*OUTCOMES.values(), "disputed", "correction", "new event", "new claim"))}


def _concerns(item: Event | Promise | Claim, wanted: frozenset[str]) -> bool:
    return not wanted or bool(wanted & {*item.actor, *item.target})


def _event(event: Event, claims: Mapping[str, Claim]) -> Change:
    return _change("new event", event.id, _deed(event), event, [claims[c] for c in event.claims], "event")


def _outcome(promise: Promise, claims: Mapping[str, Claim]) -> Change:
    asked = "" if promise.status is Status.PROMISED else f" ({promise.status})"
    words = f"{_who(promise)} {TO_DO[promise.act]}{_number(promise.count)}{asked}, told {promise.since}"
    kind = OUTCOMES[promise.outcome]
    words = f"{words}: {promise.outcome}" + (f" by {promise.kept_by}" if promise.kept_by else "")
    return _change(kind, promise.id, words, promise, [claims[c] for c in promise.claims], promise.outcome)


def _dispute(dispute: Dispute, event: Event, claims: Mapping[str, Claim]) -> Change:
    sides = "; ".join(f"{a.value} since {a.since} ({', '.join(a.origins[:3])})" for a in dispute.accounts)
    told = [claims[c] for a in dispute.accounts for c in a.claims if c in claims]
    values = "|".join(sorted(a.value for a in dispute.accounts))
    words = f"{_deed(event)}: {dispute.field} told differently: {sides}"
    return _change("disputed", event.id, words, event, told, f"{dispute.field} {values}")


def _correction(one: Correction, event: Event, claims: Mapping[str, Claim]) -> Change:
    words = f"{_deed(event)}: {one.outlet} corrects {one.field} from {one.was} to {one.now}"
    return _change("correction", event.id, words, event, [claims[one.claim]], f"{one.field} {one.of}")


def _claim(claim: Claim) -> Change:
    on = f" on {days(claim.when)}" if claim.when else ""
    words = f"{_who(claim)} {claim.act.value} {claim.status.value}{_number(claim.count)}{on}"
    return _change("new claim", claim.id, words, claim, [claim], "claim")


def _change(kind: str, about: str, words: str, item: Event | Promise | Claim, told: list[Claim], mark: str) -> Change:
    last = last_of(told)
    marks = tuple(f"{mark} {c.id}" for c in told)
    quote = _flat(last.quote)
    return Change(
        id=content_id("change", kind, *marks),
        kind=kind,
        about=about,
        words=_flat(words),
        day=last.published,
        parties=tuple(dict.fromkeys((*item.actor, *item.target))),
        claims=tuple(c.id for c in told),
        quote=quote if len(quote) <= LONGEST_QUOTE else quote[: LONGEST_QUOTE - 1] + "…",
        lang=last.lang,
        where=_flat(f"{last.outlet or last.report}, {last.published}"),
        marks=marks,
    )


def last_of(told: Iterable[Claim]) -> Claim:
    """The claim whose words a change is told in: the one published last."""
    return max(told, key=lambda c: (c.published, c.id))


def _flat(words: str) -> str:
    """Words in one line, without the control characters that could steer a terminal."""
    return " ".join("".join(" " if category(c) == "Cc" else c for c in words).split())


def _deed(event: Event) -> str:
    on = days(event.when) if event.dated else f"by {event.when.end}"
    return f"{_who(event)} {DID[event.act]}{_number(event.count)} {on}"


def _who(item: Event | Promise | Claim) -> str:
    actors = [a for a in item.actor if a.isupper()] or list(item.actor[:1])
    targets = [t for t in item.target if t.isupper()]
    return ("+".join(actors) or "?") + (f" → {'+'.join(targets)}:" if targets else "")


def _number(count: Count | None) -> str:
    return f" {shown(count)}" if count else ""
