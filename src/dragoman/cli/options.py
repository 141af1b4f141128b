"""Options and habits that commands share: paths, store, JSON, problems, exit codes."""

import os
import sys
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from dragoman.records import Problem
from dragoman.reports import Source

if TYPE_CHECKING:
    from dragoman.desk import Desk
    from dragoman.records import Ledger
    from dragoman.reports.tables import Columns

F = TypeVar("F", bound=Callable[..., Any])
T = TypeVar("T")
NOTHING_READABLE = 1
SHOWN_PROBLEMS = 20


class Day(click.ParamType):  # type: ignore[type-arg,unused-ignore] # generic since click 8.4
    """A day as YYYY-MM-DD."""

    name = "day"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day, or a usage error."""
        try:
            return value if isinstance(value, date) else date.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{value!r} is not a day; write YYYY-MM-DD", param, ctx)


class Place(click.Path):
    """A file, or the address of a database."""

    name = "store"

    def __init__(self) -> None:
        super().__init__(dir_okay=False, path_type=Path)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:  # noqa: ANN401 - as click has it
        """The path of a file; an address as it is."""
        return value if "://" in str(value) else super().convert(value, param, ctx)


def store_option(function: F) -> F:
    """`--store STORE`."""
    return click.option(
        "--store",
        type=Place(),
        envvar="DRAGOMAN_STORE",
        default=None,
        help="File of the store, or postgresql://USER:PASSWORD@HOST/DATABASE.  [env: DRAGOMAN_STORE]",
    )(function)


def json_option(function: F) -> F:
    """`--json`."""
    return click.option("--json", "as_json", is_flag=True, help="One JSON object a line, for programs.")(function)


def ledger_options(function: F) -> F:
    """Parties, a day, the store, JSON: what everything takes that is asked of the ledger."""
    for option in (
        click.argument("parties", nargs=-1, metavar="[PARTY]..."),
        click.option("--as-of", type=Day(), help="Only reports published by this day."),
        click.option("--as-known", is_flag=True, help="With --as-of: without judgements made since."),
        store_option,
        json_option,
    ):
        function = option(function)
    return function


def ledger_of(desk: "Desk", parties: tuple[str, ...], as_of: date | None, as_known: bool) -> "Ledger":
    """The part of a desk's ledger that concerns some parties, as they were typed."""
    from dragoman.desk import between

    return between(desk.ledger(as_of, as_known=as_known), party_ids(parties))


def store_path(given: Path | str | None) -> Path | str:
    """The store's file or address: the one given, else the file in the user's data folder."""
    if given is not None:
        return given
    from platformdirs import user_data_path

    return user_data_path("dragoman", appauthor=False) / "dragoman.db"


def beside(store: Path | str, ending: str) -> Path:
    """A file of ours that belongs to a store: beside its file; of a database in the user's data folder."""
    if isinstance(store, Path):
        return store.with_name(store.name + ending)
    from platformdirs import user_data_path

    from dragoman.ids import content_id

    return user_data_path("dragoman", appauthor=False) / (content_id("store", store) + ending)


def party_ids(parties: Iterable[str]) -> tuple[str, ...]:
    """Party ids as people type them: states in capitals."""
    return tuple(p.upper() if len(p) <= 4 else p.lower() for p in parties)


def map_option(function: F) -> F:
    """`--map text=body,published=date`."""
    return click.option(
        "--map",
        "columns",
        type=Map(),
        metavar="FIELD=COLUMN,...",
        help="Columns of a table, or keys of JSON lines: text, published, lang, outlet, url, title, author.",
    )(function)


class Map(click.ParamType):  # type: ignore[type-arg,unused-ignore] # generic since click 8.4
    """A column map."""

    name = "map"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> object:
        """The map, or a usage error."""
        from dragoman.reports.tables import columns_of

        try:
            return columns_of(value) if isinstance(value, str) else value
        except ValueError as error:
            self.fail(str(error), param, ctx)


def sources(paths: Iterable[str], columns: "Columns | None" = None) -> list[Source]:
    """Paths as sources; `-` is standard input."""
    return [Source(None, sys.stdin, columns) if p == "-" else Source(Path(p), None, columns) for p in paths]


def tell_problems(problems: list[Problem]) -> None:
    """Each problem with its place on standard error, the first ones in full, the rest counted."""
    for problem in problems[:SHOWN_PROBLEMS]:
        click.echo(f"dragoman: {problem}", err=True)
    if len(problems) > SHOWN_PROBLEMS:
        click.echo(f"dragoman: and {len(problems) - SHOWN_PROBLEMS} more problems", err=True)


def quiet_progress() -> bool:
    """Whether progress would only disturb: standard error is no terminal, or CI runs us."""
    return not sys.stderr.isatty() or bool(os.environ.get("CI"))


def counted(items: Iterable[T], what: str, total: float | None = None, *, transient: bool = False) -> Iterable[T]:
    """The items, counted on standard error as they go by, where that disturbs nobody."""
    from rich.console import Console
    from rich.progress import track

    return track(items, what, total, console=Console(stderr=True), disable=quiet_progress(), transient=transient)
