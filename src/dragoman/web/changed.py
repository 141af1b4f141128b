"""What differs between two tellings of one event or promise, in words."""

from collections.abc import Iterator

from dragoman.exports.wording import days, many
from dragoman.ledger.same import shown
from dragoman.records import Event, Promise


def differences(before: Event | Promise | None, now: Event | Promise) -> list[str]:
    """What is known now and was not before, one statement each; empty where it is new altogether."""
    if before is None:
        return []
    found = list(_of_both(before, now))
    if isinstance(before, Event) and isinstance(now, Event):
        found += _of_event(before, now)
    if isinstance(before, Promise) and isinstance(now, Promise):
        found += _of_promise(before, now)
    return found or ["told otherwise"]


def _of_both(before: Event | Promise, now: Event | Promise) -> Iterator[str]:
    if before.count != now.count:
        yield f"how many: {_count(before)} → {_count(now)}"
    more = len(now.reports) - len(before.reports)
    if more > 0:
        yield f"told by {many(more, 'more report')}"
    if more < 0:
        yield f"told by {many(-more, 'report')} fewer"


def _of_event(before: Event, now: Event) -> Iterator[str]:
    if before.when != now.when:
        yield f"when: {days(before.when)} → {days(now.when)}"
    named = [p for p in now.persons if p not in before.persons]
    if named:
        yield f"now named: {', '.join(named)}"
    told = {(c.claim, c.of) for c in before.corrections}
    for one in now.corrections:
        if (one.claim, one.of) not in told:
            yield f"{one.outlet} corrects {one.field}: {one.was} → {one.now}"


def _of_promise(before: Promise, now: Promise) -> Iterator[str]:
    if before.status != now.status:
        yield f"{before.status} → {now.status}"
    if before.outcome != now.outcome:
        yield f"{before.outcome} → {now.outcome}"
    if now.met_by and not before.met_by:
        yield "its condition was met"


def _count(item: Event | Promise) -> str:
    return shown(item.count) if item.count else "not told"
