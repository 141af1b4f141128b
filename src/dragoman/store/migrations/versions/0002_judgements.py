"""Judgements of every kind, each with an id of its own."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add what a judgement says; those kept so far said right or wrong."""
    with op.batch_alter_table("judgements") as table:
        table.add_column(sa.Column("id", sa.String, nullable=False, server_default=""))
        table.add_column(sa.Column("verdict", sa.String, nullable=False, server_default=""))
        table.add_column(sa.Column("other", sa.String))
        table.add_column(sa.Column("field", sa.String))
        table.add_column(sa.Column("value", sa.Text))
    said = "CASE WHEN \"right\" = 1 THEN 'right' ELSE 'wrong' END"
    op.execute(f"UPDATE judgements SET verdict = {said}, id = 'judgement-' || number")  # noqa: S608 - our own words
    with op.batch_alter_table("judgements") as table:
        table.drop_column("right")
    op.create_index("judgements_id", "judgements", ["id"], unique=True)
