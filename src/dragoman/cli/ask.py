"""`claims`, `timeline`, `ledger`, `show`: what the store holds, for people and for programs."""

from datetime import date
from pathlib import Path

import click

from dragoman.cli.options import Day, json_option, ledger_of, ledger_options, party_ids, store_option, store_path
from dragoman.errors import NotFoundError
from dragoman.records import Act, Status


@click.command()
@click.option("--act", type=click.Choice([a.value for a in Act]), help="One act of the codebook.")
@click.option("--status", type=click.Choice([s.value for s in Status]), help="One status.")
@click.option("--party", help="An actor, target or source: BY, US, lukashenko.")
@click.option("--since", type=Day(), help="Published on or after.")
@click.option("--until", type=Day(), help="Published on or before.")
@click.option("--lang", help="Language of the report.")
@click.option("--outlet", help="Outlet of the report.")
@store_option
@json_option
def claims(
    act: str | None,
    status: str | None,
    party: str | None,
    since: date | None,
    until: date | None,
    lang: str | None,
    outlet: str | None,
    store: Path | None,
    as_json: bool,
) -> None:
    """List claims of the store.

    \b
    Examples:
      dragoman claims --act release --party BY
      dragoman claims --status promised --since 2025-12-01 --json
    """
    from dragoman.cli import tables
    from dragoman.desk import Filter, open_desk

    asked = Filter(act=act, status=status, party=party, since=since, until=until, lang=lang, outlet=outlet)
    found = open_desk(store_path(store)).claims(asked)
    tables.print_claims(found, as_json)


@click.command()
@ledger_options
def timeline(parties: tuple[str, ...], as_of: date | None, as_known: bool, store: Path | None, as_json: bool) -> None:
    """Events and open promises by day.

    \b
    Examples:
      dragoman timeline BY US
      dragoman timeline --as-of 2025-11-30
    """
    from dragoman.cli import tables
    from dragoman.desk import open_desk

    tables.print_timeline(ledger_of(open_desk(store_path(store)), parties, as_of, as_known), as_json)


@click.command()
@ledger_options
def ledger(parties: tuple[str, ...], as_of: date | None, as_known: bool, store: Path | None, as_json: bool) -> None:
    """What each side gave, what is promised and still open, and the tallies.

    \b
    Examples:
      dragoman ledger BY US
      dragoman ledger BY US --as-of 2025-11-30
      dragoman ledger --json | jq .
    """
    from dragoman.cli import tables
    from dragoman.desk import open_desk

    kept = ledger_of(open_desk(store_path(store)), parties, as_of, as_known)
    tables.print_ledger(kept, party_ids(parties), as_json)


@click.command()
@click.argument("id")
@store_option
@json_option
def show(id: str, store: Path | None, as_json: bool) -> None:
    """The evidence of a claim or an event, the words of each field marked in the original.

    \b
    Examples:
      dragoman show claim-1f0c9a77b2d4
      dragoman show event-5be2a91c03ff
    """
    from dragoman.cli import tables
    from dragoman.desk import open_desk

    desk = open_desk(store_path(store))
    try:
        told = desk.evidence(id)
    except NotFoundError as error:
        raise click.UsageError(str(error)) from error
    tables.print_evidence(told, as_json)
