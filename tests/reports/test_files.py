"""Every readable file of a folder is read by its ending; archives go on where they were left."""

import io
import json
import subprocess
import sys
import tarfile
import time
from pathlib import Path

import pytest
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


@pytest.mark.parametrize("after", [0.4, 0.8, 1.2, 1.6])
def test_a_run_killed_at_any_moment_and_resumed_keeps_what_an_unbroken_one_keeps(tmp_path: Path, after: float) -> None:
    """SIGKILL while the archive is taken in; the next run completes it: the same reports, none twice."""
    path = archive(tmp_path / "a.warc.gz", 120)
    whole, broken = tmp_path / "whole.db", tmp_path / "broken.db"
    open_desk(whole).take_sources([Source(path)], english)
    take = (
        "import sys; from pathlib import Path; from dragoman.desk import open_desk; from dragoman.reports import Source;"
        "open_desk(Path(sys.argv[2])).take_sources([Source(Path(sys.argv[1]))], lambda _: 'en')"
    )
    command = [sys.executable, "-c", take, str(path), str(broken)]
    run = subprocess.Popen(command)
    time.sleep(after)
    run.kill()
    run.wait()
    subprocess.run(command, check=True)

    assert list(open_desk(broken).reports()) == list(open_desk(whole).reports())


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
