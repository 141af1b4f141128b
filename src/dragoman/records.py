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


#: Acts that several sides do together.
TOGETHER = frozenset({Act.TALKS, Act.AGREE})


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
    author: str | None = None  #: who wrote it, as the outlet names them, where known
    page: tuple[Span | None, ...] = ()  #: for each paragraph the bytes of the saved page that hold it; None: not placed
    revises: str | None = None  #: the report of the same address that came before, with another text

    def in_page(self, words: Span) -> Span | None:
        """The bytes of the saved page that hold the paragraphs of some words; None where one is not placed."""
        found, start = [], 0
        for paragraph, place in zip(self.text.split("\n\n"), self.page, strict=False):
            if words.overlaps(Span(start, start + len(paragraph))):
                found.append(place)
            start += len(paragraph) + 2
        placed = [place for place in found if place]
        return Span(min(placed)[0], max(p.end for p in placed)) if placed and None not in found else None


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
    outlet: str | None = None  #: who published the report, where known
    lineage: str | None = None  #: whose text the report nearly repeats: an outlet, or the first report of it


class Verdict(StrEnum):
    """What a judgement says."""

    RIGHT = "right"
    WRONG = "wrong"
    SAME = "same"  #: two claims tell of one act
    APART = "apart"  #: they do not
    FIELD = "field"  #: a field of a claim is so
    KEPT = "kept"  #: what a claim promises was kept by an event, or by none
    UNDO = "undo"  #: an earlier judgement no longer holds


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What a person says of a claim: append-only, the last word holds, and it beats the program's."""

    id: str
    verdict: Verdict
    claim: str  #: the claim that is judged; of UNDO the judgement that is taken back
    by: str
    day: date
    reason: str = ""
    other: str | None = None  #: SAME, APART: the other claim; KEPT: a claim of the event that kept it, None: none did
    field: str | None = None  #: FIELD: which
    value: str | None = None  #: FIELD: how it is, as JSON


@dataclass(frozen=True, slots=True, kw_only=True)
class Join:
    """Why a claim was put to an event: a score of 0 to 1, and its reasons in words."""

    claim: str
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One act that happened, or one standing fact, as all its claims tell it. Nothing is averaged."""

    id: str  #: of the claim published first: more reports of the same act do not change it
    act: Act
    actor: tuple[str, ...]
    target: tuple[str, ...]
    persons: tuple[str, ...]
    count: Count | None  #: the narrowest that most sources give
    counts: tuple[Count, ...]  #: every number told, where sources differ
    when: Interval  #: the narrowest days that the claims leave
    dated: bool  #: False: no claim gives a day, `when` is the days before the first report
    first: date  #: the day of the first report of it
    ongoing: bool  #: a state that lasted on the day of the last claim
    claims: tuple[str, ...]
    joins: tuple[Join, ...]
    reports: tuple[str, ...]
    origins: tuple[str, ...]  #: distinct original sources: an agency that many reprint is one
    langs: tuple[str, ...]
    stages: tuple["Stage", ...] = ()  #: how it came about, where it was spoken of before
    corrections: tuple["Correction", ...] = ()  #: what outlets told otherwise first


class Stage(NamedTuple):
    """A status that an act reached: since which day it is told, on whose word, by which claim."""

    status: Status
    since: date
    source: tuple[str, ...]
    claim: str


class Correction(NamedTuple):
    """An outlet's later word on an event, which takes its earlier one back."""

    field: str  #: count or when
    outlet: str
    was: str
    now: str
    day: date  #: on which it was corrected
    claim: str  #: that corrects
    of: str  #: the claim that no longer holds


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
    outcome: str = "open"  #: open, kept, partly kept, exceeded; of what was refused overtaken
    depends_on: str | None = None  #: id of the event or promise that its condition speaks of
    met_by: str | None = None  #: id of the event that met its condition

    @property
    def is_open(self) -> bool:
        """Whether something of it is still owed."""
        return self.outcome in ("open", "partly kept")


class Stated(NamedTuple):
    """A total that reports state, beside ours for the same days."""

    told: Count
    when: Interval
    claims: tuple[str, ...]
    low: int  #: ours
    high: int
    difference: str  #: in words


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many persons by distinct events: a range, with the events behind it."""

    party: str
    act: Act
    low: int
    high: int
    events: tuple[str, ...]
    toward: str | None = None  #: the other side, where counted by it
    month: str | None = None  #: YYYY-MM, where counted by month
    stated: tuple[Stated, ...] = ()
    doubtful: tuple[str, ...] = ()  #: events without a day that may be told of the same persons; not counted


class Account(NamedTuple):
    """One side of a disagreement: what is told, since when, by which claims, on whose word."""

    value: str
    since: date
    claims: tuple[str, ...]
    origins: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """What sources tell differently of one event. Nothing is averaged."""

    event: str
    field: str  #: count, when, actor, place, or status where one side denies
    accounts: tuple[Account, ...]  #: the one told first comes first
    corrections: tuple[Correction, ...] = ()  #: outlets that took their first word back

    @property
    def is_settled(self) -> bool:
        """Whether all who differed have corrected themselves."""
        return len(self.accounts) < 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A state that lasts from one event on: closed since, in force since, held since."""

    act: Act
    actor: tuple[str, ...]
    target: tuple[str, ...]
    since: date | None  #: None: no report says when it began
    told: date  #: the first report of it
    until: date | None  #: the day it ended, where one is told
    begun_by: str  #: event
    ended_by: str | None
    eased_by: tuple[str, ...]  #: events that changed it without ending it
    count: Count | None  #: persons held, by the last report that counts them


class Exchange(NamedTuple):
    """What one side gave in return for what the other gave, and why we think so."""

    one: str
    other: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """Everything known on a day: a pure function of claims, judgements and that day."""

    as_of: date | None
    events: tuple[Event, ...]
    promises: tuple[Promise, ...]
    tallies: tuple[Tally, ...]
    disputes: tuple[Dispute, ...]
    standing: tuple[Standing, ...]
    exchanges: tuple[Exchange, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something that could not be read: bad input is a value, not an exception."""

    place: str  #: file and line, report id, or pack and line
    message: str
    fault: Fault

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"


class Kept(NamedTuple):
    """A report as the store lists it: without its text, with what became of it."""

    id: str
    published: date
    lang: str
    outlet: str | None
    url: str | None
    title: str | None
    author: str | None
    revises: str | None
    claims: int
    read: bool
    lineage: str | None = None  #: whose text it nearly repeats


class Role(StrEnum):
    """What a user of a shared desk may do; each may do what those before it may."""

    READER = "reader"  #: ask
    JUDGE = "judge"  #: ask and judge
    ADMIN = "admin"  #: and see figures of the server, and send users out


class User(NamedTuple):
    """Who asks or judges."""

    name: str
    role: Role


class Token(NamedTuple):
    """A bearer token as it may be shown: never the token itself."""

    id: str
    user: str
    label: str
    made: date
