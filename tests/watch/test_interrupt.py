"""A watch that is told to stop, as a process: it ends soon and cleanly, and begun again it loses and repeats nothing."""

import io
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

PAGES = 150
PAGE = """<html><head><title>{n}</title><meta property="article:published_time" content="2025-{m:02}-{d:02}"></head>
<body><article><h1>News {n}</h1><p>Belarus released {n} prisoners on Thursday after talks with the United States, the
ministry said. The statement gave no further details of it, and nobody was reached for comment.</p></article></body></html>"""


def crawled(path: Path) -> None:
    """A folder's archive, old enough to be complete."""
    with path.open("wb") as out:
        writer = WARCWriter(out, gzip=True)
        for n in range(1, PAGES + 1):
            headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
            body = io.BytesIO(PAGE.format(n=n, m=1 + n % 12, d=1 + n % 28).encode())
            writer.write_record(
                writer.create_warc_record(f"https://a.example/{n}", "response", payload=body, http_headers=headers)
            )
    os.utime(path, (1, 1))


def started(config: Path, store: Path, *options: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "dragoman", "watch", str(config), "--store", str(store), "--json", *options]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def told(run: subprocess.Popen[str]) -> list[dict[str, object]]:
    """The changes that a run told until its end."""
    out, err = run.communicate(timeout=60)
    assert run.returncode == 0, err
    return [json.loads(line) for line in out.splitlines()]


def counts(store: Path) -> tuple[int, int]:
    """Reports that are kept and that are read."""
    try:
        with closing(sqlite3.connect(store)) as connection:
            return connection.execute("select count(*), count(read_by) from reports").fetchone()
    except sqlite3.OperationalError:
        return 0, 0


def test_a_watch_that_is_interrupted_ends_in_time_and_goes_on_where_it_was(tmp_path: Path) -> None:
    """Stopped amid an archive in a folder: ends with 0 within seconds; then each report once, each change once."""
    (tmp_path / "in").mkdir()
    crawled(tmp_path / "in" / "a.warc.gz")
    config, store = tmp_path / "watch.toml", tmp_path / "s.db"
    config.write_text('[[folder]]\npath = "in"\n', encoding="utf-8")
    run = started(config, store)
    while counts(store)[0] < 20:
        assert run.poll() is None
        time.sleep(0.005)
    began = time.monotonic()
    run.send_signal(signal.SIGINT)
    first = told(run)

    assert time.monotonic() - began < 10
    kept = counts(store)[0]
    assert kept < PAGES

    rest = told(started(config, store, "--once"))
    again = started(config, store, "--once")
    out, err = again.communicate(timeout=60)
    marks = [mark for change in (*first, *rest) for mark in change["marks"]]
    assert counts(store) == (PAGES, PAGES)
    assert rest
    assert len(marks) == len(set(marks))
    assert (out, again.returncode) == ("", 0), err
