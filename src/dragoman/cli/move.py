"""`dragoman move`: all that a store keeps into another one."""

from typing import TYPE_CHECKING

import click

from dragoman.cli.options import json_option, quiet_progress

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dragoman.store import Store
    from dragoman.store.moving import Moved


@click.command()
@click.option("--from", "old", required=True, metavar="STORE", help="File or address of the store to move from.")
@click.option("--to", "new", required=True, metavar="STORE", help="File or address of the store to move to.")
@json_option
def move(old: str, new: str, as_json: bool) -> None:
    """Move all that a store keeps into another one: a file's into PostgreSQL, or back.

    STORE is a file, sqlite:///FILE or postgresql://USER:PASSWORD@HOST/DATABASE. What is there already stays; a move
    that was stopped goes on when it is run again. The old store is left as it was. Accounts do not move.

    \b
    Examples:
      dragoman move --from minsk.db --to postgresql://desk:secret@db.example/minsk
      dragoman move --from postgresql://desk@db.example/minsk --to copy.db
    """
    from pathlib import Path

    from dragoman.desk import Desk
    from dragoman.errors import StoreError
    from dragoman.processes import Processes
    from dragoman.store import open_store

    if "://" not in old and not Path(old).exists():
        raise click.UsageError(f"no store {old}")
    try:
        source, target = open_store(old), open_store(new)
        _tell(_moved(source, target), as_json)
        Processes(Desk(target)).refresh()
    except StoreError as error:
        raise click.ClickException(str(error)) from error


def _moved(source: "Store", target: "Store") -> "dict[str, Moved]":
    """What was moved, by table, shown as it goes on. Raises StoreError where something did not arrive."""
    from dragoman.errors import StoreError
    from dragoman.store.moving import missing, move

    told = {step.table: step for step in _shown(move(source, target))}
    lacking = missing(source, target)
    if lacking:
        raise StoreError(f"not everything arrived, run it again: {lacking}")
    return told


def _shown(steps: "Iterable[Moved]") -> "Iterable[Moved]":
    from rich.console import Console
    from rich.progress import Progress, TaskID

    bars: dict[str, TaskID] = {}
    with Progress(console=Console(stderr=True), disable=quiet_progress()) as progress:
        for step in steps:
            if step.table not in bars:
                bars[step.table] = progress.add_task(step.table, total=step.of)
            progress.update(bars[step.table], completed=step.done)
            yield step


def _tell(told: "dict[str, Moved]", as_json: bool) -> None:
    from dragoman.serial import line

    if as_json:
        click.echo(line({name: {"rows": step.of, "new": step.new} for name, step in told.items()}))
        return
    for name, step in told.items():
        click.echo(f"{name:<11}{step.of:>10,} rows, {step.new:,} new")
