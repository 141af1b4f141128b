"""`dragoman serve` and `dragoman users`, as they are started."""

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner

from dragoman.cli import main
from dragoman.cli.serve import is_loopback

SERVE = (sys.executable, "-m", "dragoman", "serve", "--port", "0")


@contextmanager
def serving(*options: str | Path) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """A server that was started, and its address."""
    env = {**os.environ, "PYTHONUNBUFFERED": "1"}
    process = subprocess.Popen([*SERVE, *map(str, options)], stdout=subprocess.PIPE, text=True, env=env)
    try:
        assert process.stdout
        told = re.match(r"http://\S+", process.stdout.readline())
        assert told
        yield told[0], process
    finally:
        process.kill()
        process.communicate()


def run(*args: str | Path, said: str = "") -> tuple[int, str]:
    """Exit code and output of a command."""
    result = CliRunner().invoke(main, [str(a) for a in args], input=said)
    return result.exit_code, result.output


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_server_answers_until_it_is_ended(tmp_path: Path, number: signal.Signals) -> None:
    """It tells its address, answers there, and ends at once with exit code 0, though somebody listens to its stream."""
    with serving("--store", tmp_path / "store.db") as (address, process):
        health = httpx.get(f"{address}health", timeout=30)
        with httpx.stream("GET", f"{address}api/stream", timeout=30) as stream:
            heard = next(stream.iter_lines())
            process.send_signal(number)
            code = process.wait(20)

    assert health.json() == {"status": "ok"}
    assert heard == "event: version"
    assert code == 0


def test_elsewhere_than_on_this_machine_it_needs_accounts(tmp_path: Path) -> None:
    """Bound to any other address it refuses to start, and says what to do."""
    code, told = run("serve", "--host", "0.0.0.0", "--store", tmp_path / "store.db")

    assert code == 2
    assert "dragoman users add" in told


@pytest.mark.parametrize(
    ("host", "is_ours"),
    [
        ("127.0.0.1", True),
        ("127.8.9.1", True),
        ("::1", True),
        ("localhost", True),
        ("0.0.0.0", False),
        ("::", False),
        ("desk", False),
    ],
)
def test_what_is_this_machine_alone(host: str, is_ours: bool) -> None:
    """Only loopback addresses are; a name that could point anywhere is not."""
    assert is_loopback(host) is is_ours


def test_a_port_that_is_taken_is_told(tmp_path: Path) -> None:
    """A second server does not look for another port by itself."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        code, told = run("serve", "--port", str(taken.getsockname()[1]), "--store", tmp_path / "store.db")

    assert code == 2
    assert "--port 0" in told


def test_accounts_from_the_command_line(tmp_path: Path) -> None:
    """An account is made, listed, given another role and a token, and taken away; the server then asks for a login."""
    store = ("--store", tmp_path / "store.db")
    added = run("users", "add", "vera", "--role", "judge", *store, said="a rather long word\n")
    token = run("users", "token", "vera", "--label", "notebook", *store)[1].strip()
    listed = run("users", "list", *store)[1]
    with serving(*store) as (address, _):
        closed = httpx.get(f"{address}api/events", timeout=30)
        opened = httpx.get(f"{address}api/events", timeout=30, headers={"Authorization": f"Bearer {token}"})
    (known,) = re.findall(r"token (\w+)", listed)

    assert added == (0, "vera is judge\n")
    assert "notebook" in listed
    assert token not in listed
    assert (closed.status_code, opened.status_code) == (401, 200)
    assert run("users", "token", known, "--revoke", *store)[0] == 0
    assert run("users", "role", "vera", "reader", *store)[0] == 0
    assert run("users", "remove", "vera", *store)[0] == 0
    assert run("users", "list", *store) == (0, "")


@pytest.mark.parametrize(
    ("args", "said", "told"),
    [
        (("add", "vera"), "short\n", "10 to 1000 letters"),
        (("add", "a\x1bb"), "a rather long word\n", "is no name"),
        (("role", "nobody", "judge"), "", "no user 'nobody'"),
        (("token", "nobody"), "", "no user 'nobody'"),
        (("token", "12345678", "--revoke"), "", "no token '12345678'"),
    ],
)
def test_what_cannot_be_an_account_is_told(tmp_path: Path, args: tuple[str, ...], said: str, told: str) -> None:
    """Bad names and passwords, users and tokens that are not there: usage errors with what was wrong."""
    code, output = run("users", *args, "--store", tmp_path / "store.db", said=said)

    assert code == 2
    assert told in output


def test_a_name_is_given_once(tmp_path: Path) -> None:
    """A second account of a name is refused; the first stays as it is."""
    args = ("users", "add", "vera", "--store", tmp_path / "store.db")
    run(*args, "--role", "admin", said="a rather long word\n")
    code, told = run(*args, said="another long word\n")

    assert (code, "already" in told) == (2, True)
    assert "admin" in run("users", "list", "--store", tmp_path / "store.db")[1]
