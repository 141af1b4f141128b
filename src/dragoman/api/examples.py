"""What records look like, for the OpenAPI document: made as records, so that they cannot be of another form."""

from datetime import date
from functools import lru_cache
from typing import Any

from dragoman.processes import Process
from dragoman.records import Act, Claim, Count, Event, Interval, Promise, Reason, Span, Stage, Status, Tally
from dragoman.serial import plain

_DAY = date(2025, 12, 13)
_QUOTE = "123 kişi cumartesi günü salıverildi."

CLAIM = Claim(
    id="claim-9e3ea0a1b2c3",
    report="report-1f0c9a77d4e5",
    lang="tr",
    published=_DAY,
    act=Act.RELEASE,
    status=Status.DONE,
    actor=("BY",),
    target=(),
    object=None,
    persons=(),
    count=Count(123, 123),
    when=Interval(_DAY, _DAY),
    place=None,
    source=(),
    condition=None,
    span=Span(210, 210 + len(_QUOTE)),
    quote=_QUOTE,
    score=0.99,
    reasons=(Reason(field="count", words=(Span(210, 213),), how="stated", score=0.99),),
    outlet="Anadolu Ufku",
)
EVENT = Event(
    id="event-bd79b8c1d2e3",
    act=Act.RELEASE,
    actor=("BY",),
    target=(),
    persons=(),
    count=Count(123, 123),
    counts=(Count(123, 123), Count(101, None)),
    when=Interval(_DAY, _DAY),
    dated=True,
    first=_DAY,
    ongoing=False,
    claims=(CLAIM.id,),
    joins=(),
    reports=(CLAIM.report,),
    origins=("Anadolu Ufku",),
    langs=("tr",),
    stages=(Stage(Status.DONE, _DAY, (), CLAIM.id),),
)
PROMISE = Promise(
    id="promise-361a4960718e",
    act=Act.EASE_SANCTIONS,
    status=Status.PROMISED,
    actor=("US",),
    target=("BY",),
    count=None,
    condition="after the release",
    since=date(2025, 11, 27),
    last=_DAY,
    claims=("claim-77aa02c13d4e",),
    reports=("report-5be2a91c0f1e",),
)
TALLY = Tally(party="BY", act=Act.RELEASE, low=101, high=123, events=(EVENT.id,))
PROCESS = Process("BY", "US", 206, date(2025, 6, 21), date(2025, 12, 16), EVENT.id, 20, (0, 14, 52, 31, 123))


@lru_cache(maxsize=1)
def _all() -> dict[str, Any]:
    return {type(one).__name__: plain(one) for one in (CLAIM, EVENT, PROMISE, TALLY, PROCESS)}


def examples_of(name: str) -> dict[str, Any]:
    """The example of a record, as a schema says it; nothing where there is none."""
    return {"examples": [_all()[name]]} if name in _all() else {}
