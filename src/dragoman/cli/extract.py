"""`dragoman extract`: the stable measuring interface. Reports in, claims out, nothing kept."""

import click

from dragoman.cli.options import NOTHING_READABLE, counted, sources, tell_problems
from dragoman.records import Problem

WIDE, STRICT = -1.5, 1.5  #: logits by which the thresholds of acts move


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="FILE|DIR|-...")
@click.option("--wide", "step", flag_value=WIDE, type=float, help="Read wider: more claims, less sure.")
@click.option("--strict", "step", flag_value=STRICT, type=float, help="Read stricter: fewer claims, surer.")
def extract(paths: tuple[str, ...], step: float | None) -> None:
    """Print the claims of reports as JSON lines; nothing is kept.

    FILE is a text, or JSON lines with `text` and `published` and, if known, `id`, `lang`, `outlet`, `url`. Each claim
    has the fields of the codebook plus report, lang, published, start, end and scores.

    \b
    Examples:
      dragoman extract "2025-12-13 minsk.txt"
      dragoman extract reports.jsonl > claims.jsonl
      cat reports.jsonl | dragoman extract -
    """
    from dragoman.desk import read_reports
    from dragoman.serial import claim_row, line

    problems: list[Problem] = []
    read = 0
    found = read_reports(sources(paths), step=step or 0.0)
    for told in counted(found, "reading"):
        if isinstance(told, Problem):
            problems.append(told)
            continue
        read += 1
        for claim in told.reading.claims:
            click.echo(line(claim_row(claim)))
    tell_problems(problems)
    if not read:
        raise SystemExit(NOTHING_READABLE)
