"""The tables. Claims are kept as JSON beside the few columns that are asked for."""

from datetime import date
from hashlib import blake2b

from sqlalchemy import (
    BigInteger,
    Column,
    Date,
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)

#: Bits of a number below its day: of a thousand ids a day two have one number once in four million days.
BELOW_DAY = 41


def numbered(id: str, published: date) -> int:
    """The number of a claim or report, of 63 bits: its day, then what its id makes. The newest has the largest, and
    both databases list in one order.
    """
    return first_number(published) | int.from_bytes(blake2b(id.encode(), digest_size=8).digest()) >> 64 - BELOW_DAY


def first_number(day: date) -> int:
    """The least number that something published on a day can have."""
    return day.toordinal() << BELOW_DAY


metadata = MetaData()

reports = Table(
    "reports",
    metadata,
    Column("id", String, primary_key=True),
    Column("text", Text, nullable=False),  # as it was read
    Column("published", Date, nullable=False),  # according to whoever handed it in
    Column("lang", String, nullable=False),
    Column("outlet", String),
    Column("url", String),
    Column("title", String),
    Column("author", String),
    Column("page", Text),  # where each paragraph stands in the saved page, as serial.py writes it
    Column("taken", DateTime, nullable=False),  # when we took it in, UTC
    Column("read_by", String),  # the reader's version; null: not read yet
    Column("revises", String),  # the report of the same address with an earlier text
    Column("number", BigInteger),  # by day, then id
    Column("indexed", Integer, nullable=False, default=0),  # whether its words can be found
    Index("reports_url", "url"),
)

claims = Table(
    "claims",
    metadata,
    Column("id", String, primary_key=True),
    Column("report", String, ForeignKey("reports.id"), nullable=False),
    Column("act", String, nullable=False),
    Column("status", String, nullable=False),
    Column("lang", String, nullable=False),
    Column("published", Date, nullable=False),
    Column("parties", String, nullable=False),  # " BY US lukashenko ": actors, targets and sources, for filters
    Column("start", Integer, nullable=False),
    Column("score", Float, nullable=False),
    Column("body", Text, nullable=False),  # the claim as serial.py writes it
    Column("outlet", String),  # of its report
    Column("number", BigInteger),
    Column("indexed", Integer, nullable=False, default=0),
    Index("claims_report", "report"),
    Index("claims_act", "act", "published"),
)

judgements = Table(
    "judgements",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("id", String, nullable=False),
    Column("verdict", String, nullable=False),
    Column("claim", String, nullable=False),  # of an undoing: the judgement that is taken back
    Column("other", String),
    Column("field", String),
    Column("value", Text),
    Column("by", String, nullable=False),
    Column("day", Date, nullable=False),
    Column("reason", Text, nullable=False),
    Index("judgements_id", "id", unique=True),
)

skipped = Table(
    "skipped",
    metadata,
    Column("place", String, primary_key=True),
    Column("message", String, nullable=False),
    Column("fault", String, nullable=False),
    Column("seen", DateTime, nullable=False),  # when it was last met, UTC
)

progress = Table(
    "progress",
    metadata,
    Column("source", String, primary_key=True),
    Column("mark", String, nullable=False),  # where reading goes on
)

bands = Table(
    "bands",
    metadata,
    Column("band", String, primary_key=True),
    Column("report", String, ForeignKey("reports.id"), primary_key=True),
)

alike = Table(
    "alike",
    metadata,
    Column("one", String, ForeignKey("reports.id"), primary_key=True),
    Column("other", String, ForeignKey("reports.id"), primary_key=True),
)

#: version: changes with every report, claim and judgement; kept: the version that the items stand for; generation:
#: which items hold; generations and items: the last numbers that were given out.
counters = Table(
    "counters", metadata, Column("name", String, primary_key=True), Column("value", BigInteger, nullable=False)
)

touched = Table(
    "touched",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("version", BigInteger, nullable=False),
    Column("claim", String, nullable=False),  # added, taken out or judged
    Index("touched_version", "version"),
)

items = Table(
    "items",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("generation", Integer, nullable=False),
    Column("kind", String, nullable=False),  # event, promise, tally, process
    Column("id", String, nullable=False),
    Column("cell", String, nullable=False),  # the states whose claims are gone through together
    Column("act", String, nullable=False),
    Column("status", String, nullable=False),
    Column("langs", String, nullable=False),  # " be tr "
    Column("is_open", Integer, nullable=False),
    Column("disputed", String, nullable=False),  # the day of the last contradiction, or ""
    Column("day", String, nullable=False),  # by which it is listed
    Column("told", String, nullable=False),  # the day of the last report of it
    Column("body", LargeBinary, nullable=False),  # as serial.py packs it
)

item_keys = Table(
    "item_keys", metadata, Column("key", String, primary_key=True), Column("item", Integer, primary_key=True)
)

item_claims = Table(
    "item_claims", metadata, Column("claim", String, primary_key=True), Column("item", Integer, primary_key=True)
)
