"""Tables as Polars or pandas frames: `dragoman.frames("minsk.db").claims()`."""

from collections.abc import Callable
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from dragoman.desk import Desk, open_desk
from dragoman.errors import DragomanError
from dragoman.exports.dossier import Dossier, make_dossier
from dragoman.exports.tables import TABLES, Form, Row, Table

#: A Polars or pandas DataFrame, by what is installed.
Frame = Any


class Frames:
    """The tables of one dossier, each made when it is asked for."""

    def __init__(self, dossier: Dossier, library: str) -> None:
        self.dossier = dossier
        self.library = library

    def claims(self) -> Frame:
        """One row a claim, with its words and its report."""
        return self._frame(TABLES["claims"])

    def events(self) -> Frame:
        """One row an event, with the words that told it first."""
        return self._frame(TABLES["events"])

    def promises(self) -> Frame:
        """One row a promise, offer, demand or refusal, with what came of it."""
        return self._frame(TABLES["promises"])

    def _frame(self, table: Table) -> Frame:
        return MAKERS[self.library](table, list(table.rows(self.dossier)))


def frames(store: Path | str | Desk, *parties: str, as_of: date | None = None, library: str | None = None) -> Frames:
    """The tables of a store as frames: of some parties, or of everything; as of a day.

    `library` is polars or pandas; by default the first of the two that is installed. Raises StoreError, and
    DragomanError where neither is.
    """
    desk = store if isinstance(store, Desk) else open_desk(store)
    return Frames(make_dossier(desk, parties, as_of), library or _installed())


def _installed() -> str:
    for name in MAKERS:
        if find_spec(name):
            return name
    raise DragomanError("frames need Polars or pandas: pip install 'dragoman[polars]' or 'dragoman[pandas]'")


def _polars(table: Table, rows: list[Row]) -> Frame:
    import polars as pl  # noqa: PLC0415

    types: dict[Form, Any] = {
        Form.TEXT: pl.String,
        Form.NUMBER: pl.Int64,
        Form.SCORE: pl.Float64,
        Form.FLAG: pl.Boolean,
        Form.DAY: pl.Date,
        Form.TEXTS: pl.List(pl.String),
        Form.JSON: pl.String,
    }
    return pl.DataFrame(rows, schema={c.name: types[c.form] for c in table.columns}, orient="row")


def _pandas(table: Table, rows: list[Row]) -> Frame:
    import pandas as pd  # noqa: PLC0415

    types = {
        Form.TEXT: "string",
        Form.NUMBER: "Int64",
        Form.SCORE: "float64",
        Form.FLAG: "boolean",
        Form.DAY: "datetime64[s]",
        Form.TEXTS: "object",
        Form.JSON: "string",
    }
    found = {c.name: pd.Series([row[c.name] for row in rows], dtype=types[c.form]) for c in table.columns}
    return pd.DataFrame(found)


MAKERS: dict[str, Callable[[Table, list[Row]], Frame]] = {"polars": _polars, "pandas": _pandas}
