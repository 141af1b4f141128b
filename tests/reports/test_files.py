"""Every readable file of a folder is read by its ending; archives go on where they were left."""

import io
import json
import signal
import sqlite3
import subprocess
import sys
import tarfile
import time
from contextlib import closing
from pathlib import Path

from click.testing import CliRunner
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from dragoman.cli import main
from dragoman.desk import open_desk
from dragoman.reports import Reached, Source, read_sources, steps

PAGE = """<!doctype html><html lang="en"><head><title>{title}</title>
<meta property="article:published_time" content="2025-12-13T10:00:00+00:00"></head>
<body><article><h1>{title}</h1>
<p>Belarus released {number} prisoners on Saturday after two days of talks with the United States in Minsk, officials said.</p>
<p>The group was taken to the Ukrainian border by bus; relatives waited there in the cold since the early morning.</p>
<p>Washington said that it would lift its sanctions on potash, the country's most important export, in return.</p>
</article></body></html>"""


def english(_: str) -> str:
    return "en"


def archive(path: Path, pages: int) -> Path:
    """A WARC of so many different pages, as crawlers write them."""
    with path.open("wb") as out:
        writer = WARCWriter(out, gzip=True)
        for number in range(1, pages + 1):
            body = PAGE.format(title=f"Release number {number}", number=number).encode()
            headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1")
            url = f"https://news.example/{number}"
            record = writer.create_warc_record(url, "response", payload=io.BytesIO(body), http_headers=headers)
            writer.write_record(record)
    return path


def test_a_folder_of_every_form_is_read(tmp_path: Path) -> None:
    """Text, page, table and archive side by side: each gives its reports; what is no report is left alone."""
    (tmp_path / "2025-12-13 a.txt").write_text("Belarus released 52 prisoners.", encoding="utf-8")
    (tmp_path / "b.html").write_text(PAGE.format(title="A page", number=7), encoding="utf-8")
    (tmp_path / "c.csv").write_text("text,published\nMinsk freed two priests.,2025-11-20\n", encoding="utf-8")
    archive(tmp_path / "d.warc.gz", 2)
    (tmp_path / "e.jpg").write_bytes(b"\xff\xd8")

    found = list(read_sources([Source(tmp_path)], english))

    assert [type(f).__name__ for f in found] == ["Report"] * 5


def test_a_column_map_says_what_a_key_is(tmp_path: Path) -> None:
    """`--map` reads JSON lines and tables of any shape."""
    row = {"body": "Minsk freed two priests on Thursday.", "when": "2025-11-20", "paper": "Daily"}
    (tmp_path / "a.jsonl").write_text(json.dumps(row), encoding="utf-8")
    store = ["--store", str(tmp_path / "s.db")]

    result = CliRunner().invoke(
        main, ["read", "--map", "text=body,published=when,outlet=paper", str(tmp_path / "a.jsonl"), *store]
    )

    assert "1 new report" in result.output
    assert [k.outlet for k in open_desk(tmp_path / "s.db").reports()] == ["Daily"]


def test_a_second_run_goes_on_behind_the_mark(tmp_path: Path) -> None:
    """What was read to its end is not read again; the mark is kept with the store."""
    path = archive(tmp_path / "a.warc.gz", 3)
    desk = open_desk(tmp_path / "s.db")
    first = desk.take_sources([Source(path)], english)

    again = list(steps([Source(path)], english, desk.store.mark_of))

    assert first.new == 3
    assert [type(f) for f in again] == [Reached]


#: What a store holds but for when something was done.
KEPT = {
    "reports": "id, text, published, lang, outlet, url, title, author, page, revises, read_by",
    "claims": "id, report, body",
    "skipped": "place, message, fault",
    "progress": "source, mark",
    "bands": "band, report",
    "alike": "one, other",
}


def rows(store: Path) -> dict[str, list[tuple[object, ...]]]:
    with closing(sqlite3.connect(store)) as connection:
        return {t: sorted(connection.execute(f"select {c} from {t}"), key=repr) for t, c in KEPT.items()}


def has_come_to(store: Path, query: str, count: int) -> bool:
    try:
        with closing(sqlite3.connect(store, timeout=0.1)) as connection:
            return int(connection.execute(query).fetchone()[0]) >= count
    except sqlite3.OperationalError:
        return False


POINTS = [
    ("select count(*) from reports", 7),
    ("select count(*) from progress", 1),
    ("select count(*) from reports where read_by is not null", 9),
]


def test_a_run_killed_at_any_moment_and_resumed_keeps_what_an_unbroken_one_keeps(tmp_path: Path) -> None:
    """SIGKILL while pages are taken in, at a mark, while claims are read: in the end the rows of each table are the same.

    The unbroken run is of one process, the broken ones of two.
    """
    path = archive(tmp_path / "a.warc.gz", 60)
    damaged = bytearray(path.read_bytes())
    damaged[len(damaged) // 2 : len(damaged) // 2 + 9] = b"?" * 9
    path.write_bytes(damaged)
    whole, broken = tmp_path / "whole.db", tmp_path / "broken.db"
    command = [sys.executable, "-m", "dragoman", "read", str(path), "--json", "--store"]
    subprocess.run([*command, str(whole), "--processes", "1"], check=True, capture_output=True)
    ends = []
    for query, count in POINTS:
        with subprocess.Popen([*command, str(broken), "--processes", "2"], stdout=subprocess.DEVNULL) as run:
            while run.poll() is None and not has_come_to(broken, query, count):
                time.sleep(0.005)
            run.kill()
        ends.append(run.returncode)
    subprocess.run([*command, str(broken), "--processes", "2"], check=True, capture_output=True)

    assert ends == [-signal.SIGKILL] * 3
    assert rows(broken) == rows(whole)
    assert len(rows(whole)["skipped"]) == 1


def test_what_an_archive_says_of_itself_is_never_a_path(tmp_path: Path) -> None:
    """A member that is named to escape its folder is read like any other, and nothing is written."""
    inner = b"Minsk freed two priests."
    with tarfile.open(tmp_path / "a.tar", "w") as out:
        told = tarfile.TarInfo("../../2025-11-20 evil.txt")
        told.size = len(inner)
        out.addfile(told, io.BytesIO(inner))

    found = list(read_sources([Source(tmp_path / "a.tar")], english))

    assert len(found) == 1
    assert not (tmp_path.parent.parent / "2025-11-20 evil.txt").exists()
