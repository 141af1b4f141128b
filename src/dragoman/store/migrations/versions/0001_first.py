"""Reports, claims, judgements."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the first tables."""
    op.create_table(
        "reports",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("published", sa.Date, nullable=False),
        sa.Column("lang", sa.String, nullable=False),
        sa.Column("outlet", sa.String),
        sa.Column("url", sa.String),
        sa.Column("title", sa.String),
        sa.Column("taken", sa.DateTime, nullable=False),
        sa.Column("read_by", sa.String),
    )
    op.create_table(
        "claims",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("report", sa.String, sa.ForeignKey("reports.id"), nullable=False),
        sa.Column("act", sa.String, nullable=False),
        sa.Column("status", sa.String, nullable=False),
        sa.Column("lang", sa.String, nullable=False),
        sa.Column("published", sa.Date, nullable=False),
        sa.Column("parties", sa.String, nullable=False),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("score", sa.Float, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
    )
    op.create_index("claims_report", "claims", ["report"])
    op.create_index("claims_act", "claims", ["act", "published"])
    op.create_table(
        "judgements",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("claim", sa.String, nullable=False),
        sa.Column("right", sa.Integer, nullable=False),
        sa.Column("by", sa.String, nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
    )
