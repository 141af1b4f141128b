"""`dragoman export` from the outside: files, folders, standard output, mistakes."""

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dragoman.cli import main
from dragoman.desk import open_desk, sample_reports
from dragoman.serial import claim_from_row


@pytest.fixture(scope="module")
def store(tmp_path_factory) -> Path:
    """One report with one claim, in a real store."""
    path = tmp_path_factory.mktemp("export") / "store.db"
    report, desk = sample_reports()[0], open_desk(path)
    desk.store.add_report(report)
    told = {"act": "release", "status": "done", "actor": ["BY"], "quote": report.text[:20], "start": 0, "end": 20}
    known = {"report": report.id, "lang": report.lang, "published": str(report.published)}
    desk.store.add_reading(report.id, [claim_from_row({**told, **known})], "1")
    return path


def run(store: Path, *args: str) -> Result:
    return CliRunner(env={"DRAGOMAN_STORE": str(store)}).invoke(main, ["export", *args])


def test_the_list_names_every_format(store) -> None:
    """With what each is for; it needs no store and no format."""
    result = run(store, "--list")

    assert result.exit_code == 0
    names = [row.split()[0] for row in result.output.splitlines()]
    assert names == ["csv", "parquet", "plover", "ftm", "jsonld", "timelinejs", "ics", "atom", "site"]


def test_a_folder_of_tables(store, tmp_path) -> None:
    """Three files; nothing half-written is left beside them."""
    result = run(store, "csv", "-o", str(tmp_path / "out"))

    assert result.exit_code == 0
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == ["claims.csv", "events.csv", "promises.csv"]
    with (tmp_path / "out" / "events.csv").open(encoding="utf-8", newline="") as stream:
        assert [r["act"] for r in csv.DictReader(stream)] == ["release"]


@pytest.mark.parametrize("output", [[], ["-o", "-"]])
def test_standard_output(store, output) -> None:
    """One file goes to standard output, and nothing else does."""
    result = run(store, "plover", *output)

    assert result.exit_code == 0
    assert [json.loads(row)["event_type"] for row in result.stdout.splitlines()] == ["CONCEDE"]


def test_parties_and_day_narrow_it(store) -> None:
    """Nothing to tell is said so, and is no success."""
    assert run(store, "ics", "--party", "by").exit_code == 0
    for args in (["--party", "FR"], ["--as-of", "2020-01-01"]):
        result = run(store, "ics", *args)
        assert (result.exit_code, result.stdout) == (1, "")
        assert "nothing was written" in result.stderr


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["csv"], "give a folder by -o, or name one table"),
        (["site"], "give a folder by -o"),
        (["ics", "--table", "claims"], "ics has no tables"),
        (["xlsx"], "xlsx"),
        (["ics", "-o", "."], "is a folder"),
        (["csv", "-o", __file__], "is a file"),
        (["ics", "-o", f"{__file__}/no.ics"], "cannot be written"),
    ],
)
def test_mistakes_are_told_in_words(store, args, said) -> None:
    """Usage errors exit with 2 and say what to do."""
    result = run(store, *args)

    assert result.exit_code == 2
    assert said in " ".join(result.stderr.split())


def test_a_file_that_cannot_be_finished_leaves_the_old_one(store, tmp_path) -> None:
    """Written whole or not at all."""
    from dragoman.cli.export import write_file

    old = tmp_path / "ledger.ics"
    old.write_text("old")

    def broken():
        yield b"half"
        raise RuntimeError

    with pytest.raises(RuntimeError):
        write_file(old, broken())
    assert old.read_text() == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["ledger.ics"]


def test_importing_dragoman_loads_no_frames() -> None:
    """`frames` is a public name that costs nothing until it is used."""
    code = "import sys, dragoman; print([m for m in ('polars', 'pandas', 'sqlalchemy', 'numpy') if m in sys.modules]); dragoman.frames"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert result.stdout.strip() == "[]"
