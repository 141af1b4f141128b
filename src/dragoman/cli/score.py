"""`dragoman score`: the figures of the reader against annotated reports."""

import json
from collections import defaultdict
from pathlib import Path

import click

from dragoman.cli.options import NOTHING_READABLE, json_option, sources, tell_problems
from dragoman.records import Problem


@click.command()
@click.argument("gold", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@json_option
def score(gold: Path, as_json: bool) -> None:
    """Measure the reader against annotated reports (JSON lines with `claims`).

    found is the F1 of acts found on the right words; strict asks for status, actor, count and when as well; the other
    columns are shares of the claims found.

    \b
    Examples:
      dragoman score gold/dev.jsonl
      dragoman score gold/dev.jsonl --json
    """
    from dragoman.desk import read_reports
    from dragoman.measure import Figures
    from dragoman.serial import claim_row, line

    truth = {row["id"]: row for row in map(json.loads, gold.read_text(encoding="utf-8").splitlines())}
    by_lang: dict[str, Figures] = defaultdict(Figures)
    problems: list[Problem] = []
    for told in read_reports(sources([str(gold)])):
        if isinstance(told, Problem):
            problems.append(told)
            continue
        row = truth[told.report.id]
        got = [claim_row(c) for c in told.reading.claims]
        for name in (told.report.lang, "all"):
            by_lang[name].add(row["claims"], got, row["text"])
    tell_problems(problems)
    if not by_lang:
        raise SystemExit(NOTHING_READABLE)
    names = [*sorted(n for n in by_lang if n != "all"), "all"]
    if as_json:
        click.echo(line({name: by_lang[name].table() for name in names}))
        return
    _print_table([(name, by_lang[name].gold, by_lang[name].table()) for name in names])


def _print_table(rows: list[tuple[str, int, dict[str, float]]]) -> None:
    from rich.table import Table

    from dragoman.cli.tables import console

    table = Table(box=None, pad_edge=False)
    for name in ("", "gold", *rows[0][2]):
        table.add_column(name, justify="right" if name else "left")
    for name, gold, figures in rows:
        table.add_row(name, str(gold), *(f"{v:.2f}" for v in figures.values()))
    console().print(table)
