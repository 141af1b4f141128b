"""Every record that crosses a folder. Frozen, and in the words of the codebook.

Whose word a field is, is said beside it: the report's, the named source's, or ours. Dates are intervals of whole
days, both ends included. Three times have three names: `when` an act happened, when a report was `published`, and
when we took it in (`taken`, kept by the store alone).
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple


class Act(StrEnum):
    """What can be told (codebook, Acts)."""

    RELEASE = "release"
    DETAIN = "detain"
    HOLD = "hold"
    TRANSFER = "transfer"
    EASE_SANCTIONS = "ease_sanctions"
    IMPOSE_SANCTIONS = "impose_sanctions"
    TALKS = "talks"
    AGREE = "agree"
    APPOINT = "appoint"
    OPEN_MISSION = "open_mission"
    CLOSE_MISSION = "close_mission"
    OPEN_BORDER = "open_border"
    CLOSE_BORDER = "close_border"
    COOPERATE = "cooperate"
    CEASEFIRE = "ceasefire"
    ATTACK = "attack"


class Status(StrEnum):
    """How far an act has come, by the text (codebook, Status)."""

    DONE = "done"
    ONGOING = "ongoing"
    PROMISED = "promised"
    POSSIBLE = "possible"
    DEMANDED = "demanded"
    REFUSED = "refused"


class Kind(StrEnum):
    """What a mark on the text stands for."""

    PARTY = "party"
    PERSON = "person"
    NUMBER = "number"
    DATE = "date"
    PLACE = "place"


class Fault(StrEnum):
    """Whose fault a problem is."""

    REPORT = "report"
    PACK = "pack"
    US = "us"


class Span(NamedTuple):
    """Characters `start` to `end` (exclusive) of a report's text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words that the span covers."""
        return text[self.start : self.end]

    def overlaps(self, other: "Span") -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end


class Interval(NamedTuple):
    """Days `start` to `end`, both included."""

    start: date
    end: date


class Count(NamedTuple):
    """How many: 123 is 123 to 123, "at least 100" is 100 to None, "up to 20" is None to 20 (codebook, count)."""

    min: int | None
    max: int | None
    about: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One dated news text."""

    id: str  #: the id that came with it, else made of its content
    text: str  #: as it was read, not a character changed
    published: date  #: the day it was published, according to whoever handed it in
    lang: str  #: language, a CLDR code; given, else detected
    outlet: str | None = None  #: who published it, where known
    url: str | None = None  #: its address, where known
    title: str | None = None  #: its headline, where it came apart from the text


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Words of a text that stand for a party, a person, a number, a date or a place."""

    kind: Kind
    span: Span
    via: str  #: the table or pack entry that it was read by
    ids: tuple[str, ...] = ()  #: parties: the id; persons: the id, after the state they act for
    name: str | None = None  #: persons: full name in standard English spelling
    count: Count | None = None  #: numbers
    interval: Interval | None = None  #: dates: the days, read as past where the words leave it open
    ahead: Interval | None = None  #: dates: the days, read as to come, where that differs
    place: str | None = None  #: places: ISO code of the state they lie in


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """The words that one field of a claim was read from."""

    field: str
    words: tuple[Span, ...]  #: empty where a rule gave the value, and `how` says which
    how: str  #: "stated", "carried over", or the rule's name
    score: float  #: 0 to 1, calibrated on reports kept apart


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An act that the reader found, linked to marks; fields may still be missing."""

    act: Act
    status: Status
    span: Span
    score: float
    status_score: float
    actor: tuple[tuple[Mark, float], ...] = ()
    target: tuple[tuple[Mark, float], ...] = ()
    source: tuple[tuple[Mark, float], ...] = ()
    persons: tuple[tuple[Mark, float], ...] = ()
    count: tuple[Mark, float] | None = None
    when: tuple[Mark, float] | None = None
    place: tuple[Mark, float] | None = None
    condition: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What one report says about one act. Fields as in the codebook."""

    id: str  #: made of report, act, status and place: the same text gives the same id
    report: str
    lang: str
    published: date
    act: Act
    status: Status  #: according to the report
    actor: tuple[str, ...]  #: who does it, or is asked to
    target: tuple[str, ...]  #: toward whom
    object: str | None  #: what it is about, as a short phrase
    persons: tuple[str, ...]  #: persons named as freed, held, moved, appointed
    count: Count | None
    when: Interval | None  #: when the act happened or is to happen; None: the text does not say
    place: str | None
    source: tuple[str, ...]  #: on whose word; (): the report's own
    condition: str | None
    span: Span  #: `text[span.start:span.end] == quote`
    quote: str  #: in the report's own language, verbatim
    score: float  #: how sure the reader is that the act is told
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What a person says of a claim: append-only; the last one on a claim holds."""

    claim: str
    right: bool
    by: str
    day: date
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Join:
    """Why a claim was put to an event: a score of 0 to 1, and its reasons in words."""

    claim: str
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One act that happened, or one standing fact, as all its claims tell it. Nothing is averaged."""

    id: str  #: of its first claim in canonical order: stays while that claim stays
    act: Act
    actor: tuple[str, ...]
    target: tuple[str, ...]
    persons: tuple[str, ...]
    count: Count | None  #: the narrowest that most sources give
    counts: tuple[Count, ...]  #: every number told, where sources differ
    when: Interval  #: the narrowest days that the claims leave
    dated: bool  #: False: no claim gives a day, `when` is the days before the first report
    ongoing: bool  #: a state that lasted on the day of the last claim
    claims: tuple[str, ...]
    joins: tuple[Join, ...]
    reports: tuple[str, ...]
    langs: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """An act offered, promised, demanded or refused, and what came of it."""

    id: str
    act: Act
    status: Status  #: the furthest that its claims go
    actor: tuple[str, ...]
    target: tuple[str, ...]
    count: Count | None
    condition: str | None
    since: date  #: the first report that tells of it
    last: date  #: the latest
    claims: tuple[str, ...]
    reports: tuple[str, ...]
    kept_by: str | None = None  #: id of the event that kept or overtook it
    outcome: str = "open"  #: open, kept, partly kept


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many persons by distinct events: a range, with the events behind it."""

    party: str
    act: Act
    low: int
    high: int
    events: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """Everything known on a day: a pure function of claims, judgements and that day."""

    as_of: date | None
    events: tuple[Event, ...]
    promises: tuple[Promise, ...]
    tallies: tuple[Tally, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something that could not be read: bad input is a value, not an exception."""

    place: str  #: file and line, report id, or pack and line
    message: str
    fault: Fault

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"
