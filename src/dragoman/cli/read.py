"""`dragoman read`: reports into the store."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dragoman.cli.options import (
    NOTHING_READABLE,
    json_option,
    quiet_progress,
    sources,
    store_option,
    store_path,
    tell_problems,
)

if TYPE_CHECKING:
    from dragoman.desk import Told


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="FILE|DIR|-...")
@store_option
@json_option
def read(paths: tuple[str, ...], store: Path | None, as_json: bool) -> None:
    """Read reports into the store.

    Every report is kept before it is read, and read in one transaction: a run that is stopped loses nothing and goes
    on where it was. The same report twice changes nothing.

    \b
    Examples:
      dragoman read reports/
      dragoman read --store minsk.db *.txt archive.jsonl
    """
    from dragoman.desk import open_desk
    from dragoman.language.detect import detect
    from dragoman.reports import read_sources
    from dragoman.serial import line

    desk = open_desk(store_path(store))
    taken = desk.take(read_sources(sources(paths), detect))
    claims, without = 0, set[str]()
    for told in _shown(desk.read(), taken.new):
        claims += len(told.reading.claims)
        if not told.reading.written_pack:
            without.add(told.report.lang)
    tell_problems(taken.problems)
    if as_json:
        row = {
            "new": taken.new,
            "known": taken.known,
            "problems": len(taken.problems),
            "claims": claims,
            "without_pack": sorted(without),
        }
        click.echo(line(row))
    else:
        click.echo(
            f"{taken.new} new reports, {taken.known} known, {len(taken.problems)} problems; {claims} claims read"
        )
        if without:
            click.echo(f"read by CLDR's tables alone, no pack written yet: {', '.join(sorted(without))}")
    if not taken.new and not taken.known:
        raise SystemExit(NOTHING_READABLE)


def _shown(told: "Iterator[Told]", total: int) -> "Iterable[Told]":
    from rich.console import Console
    from rich.progress import track

    return track(told, "reading", total=total, console=Console(stderr=True), disable=quiet_progress())
