"""`open`, `tally`, `disputes`, `standing`, `brief`: answers, each a number or a state with its sources behind it."""

from datetime import date
from pathlib import Path

import click

from dragoman.cli.options import Day, ledger_of, ledger_options, party_ids, store_option, store_path
from dragoman.clock import today


@click.command("open")
@ledger_options
def open_promises(
    parties: tuple[str, ...], as_of: date | None, as_known: bool, store: Path | None, as_json: bool
) -> None:
    """What is promised, offered or asked and not yet done, the oldest first, with its age.

    \b
    Examples:
      dragoman open BY US
      dragoman open --as-of 2025-11-30 --json
    """
    from dragoman.cli import lists
    from dragoman.desk import open_desk

    kept = ledger_of(open_desk(store_path(store)), parties, as_of, as_known)
    lists.print_open(kept, as_of or today(), as_json)


@click.command()
@click.option("--by", "by", type=click.Choice(["month", "toward"]), multiple=True, help="Broken down so.")
@ledger_options
def tally(
    parties: tuple[str, ...], as_of: date | None, as_known: bool, store: Path | None, as_json: bool, by: tuple[str, ...]
) -> None:
    """How many persons were freed, detained, moved: a range from distinct events, with the events behind it.

    The lower number counts dated events that at least two original sources tell, each by its lowest number; the higher
    counts all, each by its highest. Totals that reports state stand beside ours for the same days.

    \b
    Examples:
      dragoman tally BY
      dragoman tally BY --by month --as-of 2025-12-31
    """
    from dragoman.cli import lists
    from dragoman.desk import open_desk, tallied

    kept = ledger_of(open_desk(store_path(store)), parties, as_of, as_known)
    lists.print_tally(tallied(kept, party_ids(parties), toward="toward" in by, month="month" in by), as_json)


@click.command()
@ledger_options
def disputes(parties: tuple[str, ...], as_of: date | None, as_known: bool, store: Path | None, as_json: bool) -> None:
    """Where sources tell one event differently: the number, the day, who did it, or that it happened at all.

    \b
    Examples:
      dragoman disputes BY
      dragoman disputes --json
    """
    from dragoman.cli import lists
    from dragoman.desk import open_desk

    lists.print_disputes(ledger_of(open_desk(store_path(store)), parties, as_of, as_known), as_json)


@click.command()
@click.option("--on", "day", type=Day(), help="The day that is asked about; by default --as-of or today.")
@ledger_options
def standing(
    parties: tuple[str, ...],
    as_of: date | None,
    as_known: bool,
    store: Path | None,
    as_json: bool,
    day: date | None,
) -> None:
    """What is closed, open, in force or held on a day, since when, and by which event.

    \b
    Examples:
      dragoman standing BY US --on 2025-12-31
    """
    from dragoman.cli import lists
    from dragoman.desk import open_desk

    kept = ledger_of(open_desk(store_path(store)), parties, as_of, as_known)
    lists.print_standing(kept, day or as_of or today(), as_json)


@click.command()
@click.argument("parties", nargs=2, metavar="PARTY PARTY")
@click.option("--as-of", type=Day(), help="Only reports published by this day.")
@click.option("--as-known", is_flag=True, help="With --as-of: without judgements made since.")
@click.option("--format", "form", type=click.Choice(["text", "md", "html"]), default="text", show_default=True)
@store_option
def brief(parties: tuple[str, str], as_of: date | None, as_known: bool, form: str, store: Path | None) -> None:
    """One page on two parties: what each gave, what is open, stands and is disputed; footnotes lead to the words.

    \b
    Examples:
      dragoman brief BY US --as-of 2025-12-31
      dragoman brief BY US --format html > brief.html
    """
    from dragoman.desk import open_desk
    from dragoman.exports.brief import make_brief, written

    desk = open_desk(store_path(store))
    kept = ledger_of(desk, parties, as_of, as_known)
    one, other = party_ids(parties)
    click.echo(written(make_brief(desk, kept, (one, other), as_of or today()), form))
