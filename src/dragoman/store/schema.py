"""The tables. Claims are kept as JSON beside the few columns that are asked for."""

from sqlalchemy import Column, Date, DateTime, Float, ForeignKey, Index, Integer, MetaData, String, Table, Text

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
    Column("taken", DateTime, nullable=False),  # when we took it in, UTC
    Column("read_by", String),  # the reader's version; null: not read yet
    Column("revises", String),  # the report of the same address with an earlier text
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
