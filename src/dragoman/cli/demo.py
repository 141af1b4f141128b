"""`dragoman demo`: the main job on the sample that ships inside."""

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dragoman.cli.options import counted

if TYPE_CHECKING:
    from dragoman.desk import Desk
    from dragoman.records import Report


@click.command()
@click.option("--store", type=click.Path(dir_okay=False, path_type=Path), help="Keep the demo's store in this file.")
def demo(store: Path | None) -> None:
    """Read the sample that ships inside and print its ledger.

    The sample holds constructed reports in ten languages on the US-Belarus process of 2025. Without --store nothing is
    left behind.

    \b
    Examples:
      dragoman demo
      dragoman demo --store demo.db && dragoman ledger BY US --store demo.db
    """
    if store is not None:
        _run(store)
        return
    with tempfile.TemporaryDirectory(prefix="dragoman-") as folder:
        _run(Path(folder) / "demo.db")


def read_sample(desk: "Desk") -> "list[Report]":
    """Take in and read the sample that ships inside, with progress on standard error; its reports."""
    from dragoman.desk import sample_reports

    reports = sample_reports()
    taken = desk.take(reports)
    for _ in counted(desk.read(), "reading the sample", taken.new):
        pass
    return reports


def _run(store: Path) -> None:
    from dragoman.cli import tables
    from dragoman.desk import between, open_desk

    desk = open_desk(store)
    reports = read_sample(desk)
    kept, claims = desk.store.sizes()
    langs = ", ".join(sorted({r.lang for r in reports}))
    click.echo(f"{kept} constructed reports in {langs}: {claims} claims\n")
    tables.print_ledger(between(desk.ledger(), ("BY", "US")), ("BY", "US"), as_json=False)
    click.echo(
        "\nTry next:\n"
        "  dragoman serve --demo                              the same in a browser\n"
        "  dragoman demo --store demo.db                      keep this ledger\n"
        "  dragoman ledger BY US --as-of 2025-11-30 --store demo.db\n"
        "  dragoman claims --act release --store demo.db      the claims, with their words\n"
        "  dragoman show EVENT --store demo.db                the evidence, marked in the original\n"
        "  dragoman read YOUR-REPORTS/ --store mine.db        your own\n"
    )
