"""`dragoman watch`: sources watched, and what they change told."""

import signal
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

import click

from dragoman.cli.options import NOTHING_READABLE, beside, json_option, store_option, store_path, tell_problems

if TYPE_CHECKING:
    from dragoman.watch import Change, Channel, Config, Round


@click.command()
@click.argument("config", type=click.Path(dir_okay=False, path_type=Path), metavar="CONFIG")
@click.option("--once", is_flag=True, help="One round over all sources, then end.")
@click.option("--allow-private", is_flag=True, help="Fetch from private and loopback addresses, on any port, too.")
@store_option
@json_option
def watch(config: Path, once: bool, allow_private: bool, store: Path | None, as_json: bool) -> None:
    """Watch feeds, sitemaps and folders, and tell what changes in the ledger.

    CONFIG is a TOML file. Every new report is taken into the store and read; a promise kept or partly kept, a number
    disputed, a correction, a new event or a new claim about a watched party is told once: here, in an Atom file, to
    webhooks (signed), by mail. Runs until stopped (Ctrl-C); started again, it goes on where it was.

    \b
    Examples:
      dragoman watch minsk.toml --store minsk.db
      dragoman watch minsk.toml --once

    \b
    minsk.toml:
      parties = ["BY", "US"]
      every = "15m"
      contact = "https://desk.example/bot"
      [[feed]]
      url = "https://news.example/rss.xml"
      [[folder]]
      path = "incoming"
      [alerts]
      atom = "changes.xml"
      [[webhook]]
      url = "https://desk.example/hook"
      secret = "…"

    Also [[opml]] and [[sitemap]] with url, and [[mail]] with host, port, to, from, tls, user, password_env.
    """
    from dragoman.watch import Channel, ConfigError, read_config

    try:
        asked = read_config(config)
    except ConfigError as error:
        raise click.UsageError(str(error)) from error
    stop = threading.Event()
    _stop_on_signals(stop)
    terminal = Channel("terminal", lambda new: _print(new, as_json))
    last = _run(asked, store_path(store), terminal, stop, once=once, allow_private=allow_private, tell=_teller(as_json))
    if once and last.problems and not (last.new or last.known or last.unchanged):
        raise SystemExit(NOTHING_READABLE)


def _run(
    asked: "Config",
    store: Path | str,
    terminal: "Channel",
    stop: threading.Event,
    *,
    once: bool,
    allow_private: bool,
    tell: "Callable[[Round], None]",
) -> "Round":
    """Rounds until stopped; the last one."""
    from dragoman.desk import open_desk
    from dragoman.language.detect import detect
    from dragoman.reports.fetch import Fetcher, Manners
    from dragoman.reports.network import EVERYWHERE
    from dragoman.watch import Watch, channels, open_state

    allowed = EVERYWHERE if allow_private else ()
    manners = Manners(contact=asked.contact, ports=asked.ports, allowed=allowed)
    state = open_state(beside(store, ".watch"))
    with Fetcher(manners, wait=stop.wait) as fetcher:
        told = (terminal, *channels(asked, state, stop.wait))
        watching = Watch(asked, open_desk(store), state, fetcher, detect, told)
        watching.is_stopped = stop.is_set
        while True:
            last = watching.round(everything=once)
            tell(last)
            if once or stop.wait(0 if stop.is_set() else watching.seconds_left()):
                state.close()
                return last


def _stop_on_signals(stop: threading.Event) -> None:
    """The first signal ends after the step at hand; a second one at once."""

    def end(number: int, _: FrameType | None) -> None:
        stop.set()
        signal.signal(number, signal.default_int_handler)

    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGINT, end)
        signal.signal(signal.SIGTERM, end)


def _print(new: "Sequence[Change]", as_json: bool) -> None:
    from dragoman.serial import line, plain
    from dragoman.watch.alerts import line_of

    for change in new:
        click.echo(line(plain(change)) if as_json else line_of(change))


def _teller(as_json: bool) -> "Callable[[Round], None]":
    from dragoman.exports.wording import many

    def tell(done: "Round") -> None:
        tell_problems(done.problems)
        if not as_json and (done.asked or done.new):
            counts = f"{many(done.asked, 'source')} asked, {done.unchanged} unchanged, {many(done.new, 'new report')}"
            click.echo(f"{counts}, {done.known} known, {many(len(done.problems), 'problem')}", err=True)

    return tell
