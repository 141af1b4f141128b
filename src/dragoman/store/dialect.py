"""What the two databases do each in its own way. Everything else is said once, in SQLAlchemy."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal, NamedTuple, Protocol

from sqlalchemy import Connection, Engine, Select

Searched = Literal["claims", "reports"]


class Word(NamedTuple):
    """A folded word that is sought; `begins`: or any word that begins so."""

    text: str
    begins: bool = False


class Numbers(NamedTuple):
    """From which number on, and below which, rows are asked for; None: no end."""

    first: int | None = None
    below: int | None = None


class Dialect(Protocol):
    """One database's own ways."""

    def engine(self, address: str) -> Engine:
        """The engine of an address. Raises OSError or SQLAlchemyError."""

    def shown(self, address: str) -> str:
        """An address as it may be shown: without a password."""

    def hold(self, connection: Connection) -> None:
        """Let nobody else change the form of the store, or what is kept of the ledger, until this transaction ends."""

    def index(self, connection: Connection, table: Searched, words: Mapping[int, str]) -> None:
        """Make rows, by their numbers, findable by their words."""

    def finding(
        self, connection: Connection, query: Select[Any], table: Searched, words: Sequence[Word], numbers: Numbers
    ) -> Select[Any]:
        """A query of some rows of a table, by their numbers, of those that have all the words."""

    def take(self, report: str) -> bool:
        """Whether this process alone is to read a report; False where another one reads it now."""

    def leave(self, report: str) -> None:
        """A report that was taken is read."""
