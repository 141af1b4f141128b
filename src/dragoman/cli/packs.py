"""`dragoman packs`: check, list or begin language packs."""

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dragoman.cli.options import json_option

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from dragoman.language.lint import Survey
    from dragoman.levels import Level

    Row = dict[str, str | int | float | None]

PROBLEMS = 1


@click.group()
def packs() -> None:
    """Check, list or begin language packs.

    A pack says how one language names states, dates and numbers. It is data: nobody needs to program to write one.

    \b
    Examples:
      dragoman packs list
      dragoman packs check tr
      dragoman packs new be Беларуская --into packs
      dragoman packs check packs/be
    """


@packs.command()
@click.argument("which", nargs=-1, metavar="[LANG|FOLDER]...")
def check(which: tuple[str, ...]) -> None:
    """Say what is wrong with packs, line by line.

    LANG is the code of a pack that ships with Dragoman, FOLDER a pack of your own (write ./tr for a folder here that
    is called like a shipped one). Without either, all shipped packs are checked. Exit code 1 if there are problems.

    \b
    Examples:
      dragoman packs check
      dragoman packs check tr packs/be
    """
    from dragoman.language.lint import lint_pack, survey

    folders = [_folder(name) for name in which or _shipped()]
    problems = [problem for folder in folders for problem in lint_pack(folder)]
    for problem in problems:
        click.echo(str(problem))
    if problems:
        raise SystemExit(PROBLEMS)
    facts = sum(survey(folder).facts for folder in folders)
    click.echo(f"{len(folders)} {'pack' if len(folders) == 1 else 'packs'}, {facts} facts, no problems")


@packs.command()
@click.argument("code")
@click.argument("name")
@click.option(
    "--into",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path(),
    help="Folder for the pack.  [default: here]",
)
def new(code: str, name: str, into: Path) -> None:
    """Begin a pack: a folder CODE with the seven files, each explained inside.

    CODE is the language's two or three letters in CLDR ("be"), NAME its name in the language itself.

    \b
    Example:
      dragoman packs new be Беларуская --into packs
    """
    from dragoman.cli.scaffold import FILES
    from dragoman.language.pack import canonical

    if not re.fullmatch(r"[a-z]{2,3}", code):
        raise click.UsageError(f"{code!r} is no code of a language; write two or three small letters, such as be")
    if canonical(code) != code:
        raise click.UsageError(f"{code} is filed under {canonical(code)}: begin that")
    folder = into / code
    if folder.exists():
        raise click.UsageError(f"{folder} is there already")
    folder.mkdir(parents=True)
    for file, text in FILES.items():
        (folder / file).write_text(text.replace("{name}", name), encoding="utf-8")
    shown = folder if len(folder.parts) > 1 else f"./{folder}"
    click.echo(f"{folder}: fill its lists, then run: dragoman packs check {shown}")


@packs.command("list")
@json_option
def list_(as_json: bool) -> None:
    """List the packs that ship, and count the languages read without one.

    \b
    Examples:
      dragoman packs list
      dragoman packs list --json
    """
    from dragoman.language.lint import Survey, survey
    from dragoman.language.pack import known_languages
    from dragoman.serial import line, plain

    surveys = [survey(_folder(code)) for code in _shipped()]
    without = [Survey(code=code) for code in known_languages() if code not in _shipped()]
    if as_json:
        for found in [*surveys, *without]:
            click.echo(line(plain(found)))
        return
    _show(surveys)
    names = ", ".join(found.code for found in without)
    click.echo(f"{len(surveys)} packs; {len(without)} more languages are read by CLDR's tables alone: {names}")


@packs.command()
@click.argument("which", nargs=-1, metavar="[LANG|FOLDER]...")
@click.option("--markdown", is_flag=True, help="As the table of docs/languages.md.")
@json_option
def score(which: tuple[str, ...], as_json: bool, markdown: bool) -> None:
    """How far languages have come, by the cases of their packs.

    marks: parties, persons, numbers, dates and places that come out as the cases say; silent: sentences without a claim
    in which none is read; found and strict: F1 of the claims told in the others.

    \b
    Examples:
      dragoman packs score tr ro
      dragoman packs score --markdown > docs/languages.md
    """
    from dragoman.levels import level_of
    from dragoman.reader import load_reader

    reader = load_reader()
    rows = [_level_row(level_of(_folder(name), reader)) for name in which or _shipped()]
    if as_json:
        for row in rows:
            click.echo(json.dumps(row, ensure_ascii=False))
    elif markdown:
        click.echo(_in_markdown(rows), nl=False)
    else:
        _print_rows(rows)


def _level_row(found: "Level") -> "Row":
    figures, about = found.claims.table(), found.survey
    return {
        "code": about.code,
        "name": about.name or "",
        "english": about.english or "",
        "facts": about.facts,
        "cases": found.cases,
        "marks": _share(*found.marks),
        "silent": _share(*found.silent),
        "claims": found.claims.gold,
        **{name: round(figures[name], 2) if found.claims.gold else None for name in ("found", "strict")},
    }


def _share(right: int, asked: int) -> float | None:
    return round(right / asked, 2) if asked else None


def _in_markdown(rows: "list[Row]") -> str:
    from importlib.resources import files

    head = (files("dragoman.cli") / "languages.md").read_text(encoding="utf-8")
    lines = ["| " + " | ".join(rows[0]) + " |", "|" + "---|" * len(rows[0])]
    return head + "\n".join([*lines, *("| " + " | ".join(_cells(row)) + " |" for row in rows)]) + "\n"


def _cells(row: "Row") -> list[str]:
    return ["–" if value is None else str(value) for value in row.values()]


def _print_rows(rows: "list[Row]") -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(*rows[0], box=None, pad_edge=False)
    for row in rows:
        table.add_row(*_cells(row))
    Console().print(table)


def _show(surveys: "list[Survey]") -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table("code", "name", "English", "level", box=None, pad_edge=False)
    for column in ("facts", "examples"):
        table.add_column(column, justify="right")
    for found in surveys:
        table.add_row(found.code, found.name, found.english, found.level, str(found.facts), str(found.examples))
    Console().print(table)


def _shipped() -> list[str]:
    from dragoman.language.pack import written_packs

    return written_packs()


def _folder(name: str) -> "Traversable":
    """The folder of a shipped pack by its code, else the folder of that path."""
    from importlib.resources import files

    if name in _shipped():
        return _near(files("dragoman") / "packs" / name)
    if not Path(name).is_dir():
        raise click.UsageError(f"no pack ships for {name!r} and no folder is called so; see: dragoman packs list")
    return Path(name)


def _near(folder: "Traversable") -> "Traversable":
    """A folder below the one we stand in by its shorter path, so that an editor finds it."""
    here = Path.cwd()
    return folder.relative_to(here) if isinstance(folder, Path) and folder.is_relative_to(here) else folder
