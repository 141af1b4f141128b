"""The kept ledger and full-text search: items with what they are asked for by, and the words of claims and reports."""

from datetime import date
from hashlib import blake2b
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

BATCH = 1000


def upgrade() -> None:
    """Number what is kept by day, so that the newest comes first; the ledger is kept when it is next asked for."""
    for table in ("reports", "claims"):
        op.add_column(table, sa.Column("number", sa.BigInteger))
        op.add_column(table, sa.Column("indexed", sa.Integer, nullable=False, server_default="0"))
    op.add_column("claims", sa.Column("outlet", sa.String))
    op.execute("UPDATE claims SET outlet = (SELECT outlet FROM reports WHERE reports.id = claims.report)")
    for table in ("reports", "claims"):
        _number(table)
        op.create_index(f"{table}_number", table, ["number"], unique=True)
        op.create_index(f"{table}_unindexed", table, ["number"], **_only("indexed = 0"))
    op.create_table(
        "counters", sa.Column("name", sa.String, primary_key=True), sa.Column("value", sa.BigInteger, nullable=False)
    )
    begun = {"version": 1, "kept": 0, "generation": 0, "generations": 0, "items": 0}
    names = [{"name": name, "value": value} for name, value in begun.items()]
    op.bulk_insert(sa.table("counters", sa.column("name"), sa.column("value")), names)
    op.create_table(
        "touched",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("version", sa.BigInteger, nullable=False),
        sa.Column("claim", sa.String, nullable=False),
    )
    op.create_index("touched_version", "touched", ["version"])
    _keep_items()
    _index_words()


def _keep_items() -> None:
    op.create_table(
        "items",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("generation", sa.Integer, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("id", sa.String, nullable=False),
        sa.Column("cell", sa.String, nullable=False),
        sa.Column("act", sa.String, nullable=False),
        sa.Column("status", sa.String, nullable=False),
        sa.Column("langs", sa.String, nullable=False),
        sa.Column("is_open", sa.Integer, nullable=False),
        sa.Column("disputed", sa.String, nullable=False),
        sa.Column("day", sa.String, nullable=False),
        sa.Column("told", sa.String, nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
    )
    op.create_index("items_id", "items", ["id"])
    op.create_index("items_cell", "items", ["cell"])
    op.create_index("items_day", "items", ["generation", "kind", "day", "id"])
    op.create_index("items_open", "items", ["generation", "kind", "is_open", "day", "id"])
    op.create_index("items_told", "items", ["generation", "told", "id"])
    op.create_index("items_disputed", "items", ["generation", "disputed", "id"], **_only("disputed <> ''"))
    op.create_table(
        "item_keys",
        sa.Column("key", sa.String, primary_key=True),
        sa.Column("item", sa.Integer, primary_key=True),
    )
    op.create_index("item_keys_item", "item_keys", ["item"])
    op.create_table(
        "item_claims",
        sa.Column("claim", sa.String, primary_key=True),
        sa.Column("item", sa.Integer, primary_key=True),
    )
    op.create_index("item_claims_item", "item_claims", ["item"])


def _index_words() -> None:
    for table in ("claims", "reports"):
        if op.get_bind().dialect.name == "postgresql":
            op.execute(f"ALTER TABLE {table} ADD COLUMN words tsvector")
            op.execute(f"CREATE INDEX {table}_words ON {table} USING gin (words)")
        else:
            form = "content='', detail='none', tokenize=\"unicode61 remove_diacritics 0 categories 'L* N* M* Co'\""
            op.execute(f"CREATE VIRTUAL TABLE {table}_words USING fts5(words, {form})")


def _only(condition: str) -> Any:  # noqa: ANN401 - options of two databases
    return {f"{dialect}_where": sa.text(condition) for dialect in ("sqlite", "postgresql")}


def _number(table: str) -> None:
    bind = op.get_bind()
    rows = bind.execute(sa.text(f"SELECT id, published FROM {table}")).all()  # noqa: S608 - our own names
    change = sa.text(f"UPDATE {table} SET number = :number WHERE id = :id")  # noqa: S608
    for start in range(0, len(rows), BATCH):
        batch = [{"id": r.id, "number": _numbered(r.id, r.published)} for r in rows[start : start + BATCH]]
        bind.execute(change, batch)


def _numbered(id: str, published: date | str) -> int:
    """As `dragoman.store.schema.numbered` does; a migration keeps to what it did when it was written."""
    day = published if isinstance(published, date) else date.fromisoformat(published)
    return day.toordinal() << 41 | int.from_bytes(blake2b(id.encode(), digest_size=8).digest()) >> 23
