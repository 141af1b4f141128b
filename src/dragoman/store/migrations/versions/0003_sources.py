"""Where reports come from: what was skipped and why, how far an archive was read, which texts are nearly one."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add what is known of the ways in; the reports kept so far are compared when the next ones come."""
    op.add_column("reports", sa.Column("revises", sa.String))
    op.create_table(
        "skipped",
        sa.Column("place", sa.String, primary_key=True),
        sa.Column("message", sa.String, nullable=False),
        sa.Column("fault", sa.String, nullable=False),
        sa.Column("seen", sa.DateTime, nullable=False),
    )
    op.create_table(
        "progress", sa.Column("source", sa.String, primary_key=True), sa.Column("mark", sa.String, nullable=False)
    )
    op.create_table(
        "bands",
        sa.Column("band", sa.String, primary_key=True),
        sa.Column("report", sa.String, sa.ForeignKey("reports.id"), primary_key=True),
    )
    op.create_table(
        "alike",
        sa.Column("one", sa.String, sa.ForeignKey("reports.id"), primary_key=True),
        sa.Column("other", sa.String, sa.ForeignKey("reports.id"), primary_key=True),
    )
    op.create_index("reports_url", "reports", ["url"])
