"""`dragoman serve`: the desk in a browser, and as an API."""

import getpass
import signal
import socket
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dragoman.cli.options import store_option, store_path

if TYPE_CHECKING:
    from dragoman.access import Access
    from dragoman.desk import Desk

PORT = 8600
#: Seconds for what is being answered when the server is ended; streams would last for ever.
GRACE = 2


@click.command()
@click.option("--demo", is_flag=True, help="The sample that ships inside, in a store that is thrown away.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen at.")
@click.option("--port", type=click.IntRange(0, 65535), default=PORT, show_default=True, help="0: any that is free.")
@click.option("--name", "names", multiple=True, metavar="HOST", help="A name by which the server is called; repeat.")
@click.option("--proxy", metavar="ADDRESS", help="Believe the X-Forwarded headers of a proxy at this address.")
@click.option("--by", envvar="DRAGOMAN_NAME", help="Without accounts: whose judgements it keeps.  [env: DRAGOMAN_NAME]")
@store_option
def serve(
    demo: bool,
    host: str,
    port: int,
    names: tuple[str, ...],
    proxy: str | None,
    by: str | None,
    store: str | Path | None,
) -> None:
    """Serve the desk's pages and its API (under /api) until stopped (Ctrl-C).

    On this machine alone it needs no login. To listen anywhere else it needs accounts: `dragoman users add`. Where
    there are accounts, everybody logs in.

    \b
    Examples:
      dragoman serve --demo
      dragoman serve --store minsk.db
      dragoman serve --host 0.0.0.0 --name desk.example --proxy 10.0.0.2
    """
    from dragoman.access import open_access
    from dragoman.store.accounts import accounts_of

    with _desk(demo, store) as desk:
        access = open_access(accounts_of(desk.store), by or getpass.getuser())
        if access.alone and not is_loopback(host):
            raise click.UsageError(
                f"anyone who reaches {host} could read and judge; make accounts first (dragoman users add NAME), "
                "or listen on this machine alone (--host 127.0.0.1)"
            )
        with _listening(host, port) as listener:
            _run(desk, access, listener, _hosts(host, names), proxy)


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches an address."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def _hosts(host: str, names: tuple[str, ...]) -> tuple[str, ...]:
    """The names by which the server may be called; elsewhere than on loopback any, where none is given."""
    from dragoman.web.app import LOOPBACK

    return (*LOOPBACK, *names) if names or is_loopback(host) else ("*",)


@contextmanager
def _desk(demo: bool, store: str | Path | None) -> "Iterator[Desk]":
    from dragoman.cli.demo import read_sample
    from dragoman.desk import open_desk

    if not demo:
        yield open_desk(store_path(store))
        return
    with tempfile.TemporaryDirectory(prefix="dragoman-") as folder:
        desk = open_desk(Path(folder) / "demo.db")
        reports = read_sample(desk)
        click.echo(f"{len(reports)} constructed reports, in a store that is thrown away at the end", err=True)
        yield desk


@contextmanager
def _listening(host: str, port: int) -> Iterator[socket.socket]:
    """A socket at an address. A port that is taken, or no address of ours, is a usage error."""
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        listener = socket.create_server((host, port), family=family, backlog=2048)
    except OSError as error:
        raise click.UsageError(f"cannot listen at {host} port {port}: {error.strerror}; --port 0 takes any") from error
    with listener:
        yield listener


def _run(desk: "Desk", access: "Access", listener: socket.socket, hosts: tuple[str, ...], proxy: str | None) -> None:
    """Answer until a signal comes."""
    import uvicorn

    from dragoman.processes import Processes
    from dragoman.web.app import make_app

    config = uvicorn.Config(
        make_app(Processes(desk), access, hosts),
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=proxy is not None,
        forwarded_allow_ips=proxy or "",
        timeout_graceful_shutdown=GRACE,
    )
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: None)  # the server raises again what has ended it
    host, port = listener.getsockname()[:2]
    click.echo(f"http://{f'[{host}]' if ':' in host else host}:{port}/", nl=False)
    click.echo("  log in with an account" if access.alone is None else f"  for {access.alone.name} on this machine")
    uvicorn.Server(config).run(sockets=[listener])
