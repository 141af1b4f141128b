"""Who wrote a report, and where in its saved page each paragraph stands."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Add both; of the reports kept so far neither is known."""
    op.add_column("reports", sa.Column("author", sa.String))
    op.add_column("reports", sa.Column("page", sa.Text))
