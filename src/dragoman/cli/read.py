"""`dragoman read`: reports into the store."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from dragoman.cli.options import (
    NOTHING_READABLE,
    counted,
    json_option,
    map_option,
    sources,
    store_option,
    store_path,
    tell_problems,
)
from dragoman.clock import today

if TYPE_CHECKING:
    from dragoman.desk import Desk, Taken
    from dragoman.reports.tables import Columns


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="FILE|DIR|URL|-...")
@map_option
@click.option("--allow-private", is_flag=True, help="Fetch from private and loopback addresses, on any port, too.")
@click.option("--processes", type=click.IntRange(1), help="Processes that read archives and reports; all cores.")
@store_option
@json_option
def read(
    paths: tuple[str, ...],
    columns: "Columns | None",
    allow_private: bool,
    processes: int | None,
    store: Path | None,
    as_json: bool,
) -> None:
    """Read reports into the store.

    FILE may be a text, JSON lines, a saved page, PDF or mail, a table (CSV, Parquet), wire items (ninjs, NewsML-G2) or
    an archive of any of these (WARC, WACZ, zip, tar). URL is a page, feed or sitemap: only what is named is fetched.

    Every report is kept before it is read, and read in one transaction: a run that is stopped loses nothing and goes
    on where it was. The same report twice changes nothing.

    \b
    Examples:
      dragoman read reports/
      dragoman read --store minsk.db *.html crawl.warc.gz
      dragoman read --map text=body,published=date articles.csv
      dragoman read https://news.example/rss.xml
    """
    from dragoman.crew import cores, crew
    from dragoman.desk import open_desk
    from dragoman.exports.wording import many
    from dragoman.language.detect import detect
    from dragoman.reports import is_address
    from dragoman.serial import line

    desk = open_desk(store_path(store))
    urls = [p for p in paths if is_address(p)]
    finished, claims, without = 0, 0, set[str]()
    with crew(processes or cores()) as spread:
        taken = desk.take_sources(sources((p for p in paths if not is_address(p)), columns), detect, spread)
        if urls:
            _fetch(desk, urls, taken, allow_private)
        for told in counted(desk.read(spread=spread), "reading", taken.new):
            finished += 1
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
            f"{many(taken.new, 'new report')}, {taken.known} known, {many(len(taken.problems), 'problem')}; "
            f"{many(claims, 'claim')} read"
        )
        if without:
            click.echo(f"read by CLDR's tables alone, no pack written yet: {', '.join(sorted(without))}")
    if not (taken.new or taken.known or finished) and (taken.problems or not taken.archives):
        raise SystemExit(NOTHING_READABLE)


def _fetch(desk: "Desk", urls: list[str], taken: "Taken", allow_private: bool) -> None:
    """Take in what addresses lead to."""
    from dragoman.language.detect import detect
    from dragoman.reports.addresses import address_reports
    from dragoman.reports.fetch import Fetcher, Manners
    from dragoman.reports.network import EVERYWHERE

    with Fetcher(Manners(allowed=EVERYWHERE if allow_private else ())) as fetcher:
        more = desk.take(address_reports(urls, fetcher, detect, today()))
    taken.new += more.new
    taken.known += more.known
    taken.problems.extend(more.problems)
