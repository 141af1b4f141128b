"""`reports`: what was taken in, and what was skipped and why."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from dragoman.cli.options import json_option, store_option, store_path

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.text import Text

    from dragoman.records import Kept, Problem


@click.command()
@click.option("--skipped", is_flag=True, help="What could not be taken in, and why.")
@click.option("--copies", is_flag=True, help="Only reports that nearly repeat another.")
@store_option
@json_option
def reports(skipped: bool, copies: bool, store: Path | None, as_json: bool) -> None:
    """List the reports that were taken in: day, language, outlet, claims read, whose text it repeats.

    \b
    Examples:
      dragoman reports
      dragoman reports --copies --json
      dragoman reports --skipped
    """
    from dragoman.desk import open_desk

    desk = open_desk(store_path(store))
    if skipped:
        _print_skipped(desk.store.skipped(), as_json)
    else:
        _print_kept((kept for kept in desk.reports() if kept.lineage or not copies), as_json)


def _print_skipped(found: "Iterable[Problem]", as_json: bool) -> None:
    from dragoman.serial import line, plain

    number = 0
    for number, problem in enumerate(found, 1):  # noqa: B007
        click.echo(line(plain(problem)) if as_json else str(problem))
    if not as_json:
        click.echo(f"{number} skipped" if number else "nothing was skipped")


def _print_kept(found: "Iterable[Kept]", as_json: bool) -> None:
    from dragoman.cli.tables import console
    from dragoman.exports.wording import many
    from dragoman.serial import line, plain

    out, number = console(), 0
    for number, kept in enumerate(found, 1):  # noqa: B007
        if as_json:
            click.echo(line(plain(kept)))
        else:
            out.print(_kept_line(kept), no_wrap=True, overflow="ellipsis")
    if not as_json:
        click.echo(many(number, "report") if number else "no reports yet; try `dragoman read --help`")


def _kept_line(kept: "Kept") -> "Text":
    from rich.text import Text

    text = Text(f"{kept.published} {kept.lang:<3}")
    text.append(f"{kept.outlet or '':<22.22} ", style="cyan")
    text.append(f"{kept.claims:>3} claims  " if kept.read else "not read   ", style="" if kept.read else "yellow")
    text.append(f"as {kept.lineage}  " if kept.lineage and kept.lineage != kept.outlet else "", style="magenta")
    text.append("revised  " if kept.revises else "", style="yellow")
    return text.append(kept.title or kept.url or kept.id, style="dim")
