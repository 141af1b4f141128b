"""`dragoman link`: claims in, the same claims out with the events that they tell of."""

import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import click

from dragoman.cli.options import NOTHING_READABLE, Day, tell_problems
from dragoman.records import Problem


@click.command()
@click.argument("claims", metavar="FILE|-")
@click.option("--as-of", type=Day(), help="Only claims published by this day.")
def link(claims: str, as_of: date | None) -> None:
    """Say of each claim which event it tells of.

    FILE holds claims as JSON lines, as `dragoman extract` writes them. Each is written again with `event`, the id of
    the event that it tells of, or null; and `of`, for what is promised, possible or demanded the id of the event that
    kept it, or null. Nothing is kept.

    \b
    Examples:
      dragoman extract reports/ > claims.jsonl
      dragoman link claims.jsonl > linked.jsonl
      dragoman extract reports.jsonl | dragoman link -
    """
    from dragoman.desk import linked
    from dragoman.serial import line

    problems: list[Problem] = []
    written = 0
    with _file(claims) as path:
        for row in linked(path, "standard input" if claims == "-" else claims, as_of):
            if isinstance(row, Problem):
                problems.append(row)
                continue
            click.echo(line(row))
            written += 1
    tell_problems(problems)
    if not written:
        raise SystemExit(NOTHING_READABLE)


@contextmanager
def _file(name: str) -> Iterator[Path]:
    """The file itself; standard input is written to one, since it is gone through twice."""
    if name != "-":
        path = Path(name)
        if not path.is_file():
            raise click.BadParameter(f"no file {name!r}", param_hint="FILE")
        yield path
        return
    with tempfile.NamedTemporaryFile(suffix=".jsonl") as spool:
        shutil.copyfileobj(sys.stdin.buffer, spool)
        spool.flush()
        yield Path(spool.name)
