"""`dragoman export`: the ledger in forms that people hand on."""

import sys
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from dragoman.cli.options import NOTHING_READABLE, Day, counted, party_ids, quiet_progress, store_option, store_path
from dragoman.exports.formats import FORMATS, TABLES, Format, chunks, files
from dragoman.exports.whole import write_whole

if TYPE_CHECKING:
    from dragoman.exports.dossier import Dossier


def _list(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted:
        width = max(map(len, FORMATS))
        for form in FORMATS.values():
            click.echo(f"{form.name:<{width}}  {form.about}")
        ctx.exit()


@click.command()
@click.argument("form", metavar="FORMAT", type=click.Choice(list(FORMATS)))
@click.option("--list", is_flag=True, is_eager=True, expose_value=False, callback=_list, help="List the formats.")
@click.option("--party", "parties", multiple=True, help="Only what concerns it; twice: what two do to one another.")
@click.option("--as-of", type=Day(), help="Only reports published by this day.")
@click.option("--as-known", is_flag=True, help="With --as-of: without judgements made since.")
@click.option("--table", type=click.Choice(TABLES), help="Of csv and parquet: this table alone, into one file.")
@click.option("-o", "--output", metavar="FILE|FOLDER", help="Where to; `-`, the default, is standard output.")
@store_option
def export(
    form: str,
    parties: tuple[str, ...],
    as_of: date | None,
    as_known: bool,
    table: str | None,
    output: str | None,
    store: Path | str | None,
) -> None:
    """The ledger in a form that people and programs hand on, each with the words behind it.

    csv and parquet are three tables: name one by --table, or give a folder. A site is a folder. A file is written
    whole or not at all. Exit codes: 0 done, 1 nothing to tell, 2 usage.

    \b
    Examples:
      dragoman export --list
      dragoman export csv -o tables/
      dragoman export csv --table events --party BY --party US > events.csv
      dragoman export ics --as-of 2025-11-30 -o ledger.ics
      dragoman export site -o site/ && xdg-open site/index.html
    """
    asked = FORMATS[form]
    to_folder = asked.folder or (asked.tables and table is None)
    _check(asked, table, output, to_folder)
    dossier = _dossier(store, party_ids(parties), as_of, as_known)
    if not dossier.claims:
        click.echo("dragoman: the store tells nothing of what was asked; nothing was written", err=True)
        sys.exit(NOTHING_READABLE)
    if to_folder:
        written = write_folder(Path(output or ""), counted(files(asked, dossier), "writing", transient=True))
        click.echo(f"{written} files in {output}", err=True)
    elif output in (None, "-"):
        for piece in chunks(asked, dossier, table):
            sys.stdout.buffer.write(piece)
        sys.stdout.flush()
    else:
        write_file(Path(str(output)), chunks(asked, dossier, table))


def _check(form: Format, table: str | None, output: str | None, to_folder: bool) -> None:
    """What was asked can be written. Exits with 2 where not."""
    if table and not form.tables:
        _usage(f"{form.name} has no tables")
    if to_folder and output in (None, "-"):
        one = ", or name one table by --table" if form.tables else ""
        _usage(f"{form.name} is several files: give a folder by -o{one}")
    if to_folder and Path(str(output)).is_file():
        _usage(f"{output} is a file; {form.name} needs a folder")
    if not to_folder and output not in (None, "-") and Path(str(output)).is_dir():
        _usage(f"{output} is a folder; {form.name} is one file")
    if form.name == "parquet" and not to_folder and output in (None, "-") and sys.stdout.isatty():
        _usage("parquet is no text for a terminal: give a file by -o")


def _usage(message: str) -> NoReturn:
    raise click.UsageError(message)


def _dossier(store: Path | str | None, parties: tuple[str, ...], as_of: date | None, as_known: bool) -> "Dossier":
    from rich.console import Console

    from dragoman.desk import open_desk
    from dragoman.exports.dossier import make_dossier

    desk = open_desk(store_path(store))
    if quiet_progress():
        return make_dossier(desk, parties, as_of, as_known=as_known)
    with Console(stderr=True).status("keeping the ledger"):
        return make_dossier(desk, parties, as_of, as_known=as_known)


def write_folder(folder: Path, found: Iterable[tuple[str, Iterator[bytes]]]) -> int:
    """Files into a folder, which is made where it is missing; how many they were."""
    count = 0
    for name, pieces in found:
        write_file(folder / name, pieces)
        count += 1
    return count


def write_file(path: Path, pieces: Iterable[bytes]) -> None:
    """A file whole or not at all. Exits with 2 where it cannot be written."""
    try:
        write_whole(path, pieces)
    except OSError as error:
        raise click.UsageError(f"{path} cannot be written: {error.strerror}") from error
