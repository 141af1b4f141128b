"""A PostgreSQL of our own for tests: Debian's server, as a user without rights, in a folder that goes away."""

import os
import shutil
import socket
import subprocess
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

#: Settings that make a server of throw-away data quick.
QUICK = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "shared_buffers=64MB")


def programs() -> Path | None:
    """The folder of PostgreSQL's newest programs; None where they are not installed."""
    found = [*Path("/usr/lib/postgresql").glob("*/bin"), *(Path(p).parent for p in [shutil.which("initdb")] if p)]
    return max((f for f in found if (f / "initdb").exists()), key=lambda f: f.parent.name, default=None)


@contextmanager
def running() -> Iterator[str]:
    """A server on a free port of this machine; the beginning of the addresses of its databases.

    Fails, with what the server said, where it does not start.
    """
    bin_ = programs()
    assert bin_ is not None
    with tempfile.TemporaryDirectory(prefix="dragoman-pg-") as folder:
        data, port = Path(folder) / "data", _free_port()
        _own(Path(folder))
        _run(bin_ / "initdb", "-D", data, "-U", "desk", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")
        options = " ".join([f"-p {port} -c listen_addresses=127.0.0.1 -k {folder}", *(f"-c {q}" for q in QUICK)])
        _run(bin_ / "pg_ctl", "-D", data, "-w", "-l", data / "log", "-o", options, "start")
        try:
            yield f"postgresql://desk@127.0.0.1:{port}/"
        finally:
            _run(bin_ / "pg_ctl", "-D", data, "-m", "immediate", "stop")


def new_database(server: str) -> str:
    """The address of a new, empty database."""
    from pg8000.dbapi import connect

    name = f"desk_{uuid.uuid4().hex[:12]}"
    host, _, port = server.removeprefix("postgresql://desk@").rstrip("/").partition(":")
    connection = connect(user="desk", host=host, port=int(port), database="postgres")
    connection.autocommit = True
    connection.cursor().execute(f"CREATE DATABASE {name}")
    connection.close()
    return f"{server}{name}"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _own(folder: Path) -> None:
    """The server refuses to run as root: what it writes belongs to nobody then."""
    if os.geteuid() == 0:
        shutil.chown(folder, "nobody")


def _run(*command: object) -> None:
    """A program of the server, as a user without rights; its output is shown where it fails."""
    user = {"user": "nobody", "group": "nogroup", "extra_groups": ()} if os.geteuid() == 0 else {}
    with tempfile.TemporaryFile() as said:  # no pipe: the server that pg_ctl starts would hold it open
        done = subprocess.run([str(c) for c in command], stdout=said, stderr=said, cwd="/", check=False, **user)
        said.seek(0)
        assert done.returncode == 0, said.read().decode(errors="replace")
