"""Who may use a shared desk: users, their bearer tokens and sessions, and the key that signs."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add accounts; of tokens and sessions the store knows digests alone."""
    op.create_table(
        "users",
        sa.Column("name", sa.String, primary_key=True),
        sa.Column("role", sa.String, nullable=False),
        sa.Column("password", sa.String, nullable=False),
    )
    op.create_table(
        "tokens",
        sa.Column("digest", sa.String, primary_key=True),
        sa.Column("id", sa.String, nullable=False, unique=True),
        sa.Column("user", sa.String, sa.ForeignKey("users.name"), nullable=False),
        sa.Column("label", sa.String, nullable=False),
        sa.Column("made", sa.Date, nullable=False),
    )
    op.create_table(
        "sessions",
        sa.Column("digest", sa.String, primary_key=True),
        sa.Column("user", sa.String, sa.ForeignKey("users.name"), nullable=False),
        sa.Column("until", sa.DateTime, nullable=False),
    )
    op.create_table(
        "keys", sa.Column("name", sa.String, primary_key=True), sa.Column("value", sa.String, nullable=False)
    )
