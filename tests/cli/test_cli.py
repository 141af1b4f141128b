"""The command line: exit codes, problems with their place, JSON."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dragoman.cli import COMMANDS, main

TEXT = " date 2025-09-12 Belarus released 52 prisoners on Thursday after talks with the United States, officials in Minsk said."


def run(*args: str, stdin: str | None = None) -> Result:
    return CliRunner().invoke(main, list(args), input=stdin)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(command: str) -> None:
    """`dragoman COMMAND --help` explains itself."""
    result = run(command, "--help")

    assert result.exit_code == 0
    assert "Usage:" in result.output


def test_help_loads_neither_model_nor_database() -> None:
    """`dragoman --help` must answer at once: it imports nothing heavy."""
    code = (
        "import sys; from dragoman.cli import main; main(['--help'], standalone_mode=False); print(sorted(sys.modules))"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout

    assert not {"onnxruntime", "sqlalchemy", "numpy", "rich"} & set(out.split("'"))


def test_extract_prints_claims_as_lines_of_json(tmp_path: Path) -> None:
    """Each line is a claim in the codebook's form, and its words stand where it says."""
    path = tmp_path / "minsk.txt"
    path.write_text(TEXT, encoding="utf-8")

    result = run("extract", str(path))

    assert result.exit_code == 0
    rows = [json.loads(row) for row in result.stdout.splitlines()]
    assert any(r["act"] == "release" and r["actor"][:1] == ["BY"] for r in rows)
    assert all(TEXT[r["start"] : r["end"]] == r["quote"] for r in rows)


def test_extract_reads_standard_input_in_gold_form() -> None:
    """`-` is standard input; the id given comes back as the claim's report."""
    row = json.dumps({"id": "mine", "published": "2025-09-12", "text": TEXT})

    result = run("extract", "-", stdin=row + "\n")

    assert {json.loads(r)["report"] for r in result.stdout.splitlines()} == {"mine"}


def test_what_cannot_be_read_is_told_and_the_rest_goes_on(tmp_path: Path) -> None:
    """Undated, empty, binary and wrongly encoded reports are told with their place; the good one is read; exit 0."""
    (tmp_path / "a undated.txt").write_text("No date here.", encoding="utf-8")
    (tmp_path / "b 2025-01-01 empty.txt").write_text("  \n", encoding="utf-8")
    (tmp_path / "c 2025-01-01 binary.txt").write_bytes(b"\x00\x01\x02" * 10)
    (tmp_path / "d 2025-01-01 cp1254.txt").write_bytes("Lukaşenko çıktı".encode("cp1254"))
    (tmp_path / "e.txt").write_text(TEXT, encoding="utf-8")

    result = run("read", str(tmp_path), "--store", str(tmp_path / "s.db"))

    assert result.exit_code == 0
    for name in ("a undated", "b 2025-01-01 empty", "c 2025-01-01 binary", "d 2025-01-01 cp1254"):
        assert name in result.stderr
    assert "1 new report, 0 known" in result.stdout


def test_nothing_readable_exits_1(tmp_path: Path) -> None:
    """A run that read nothing at all says so by its exit code."""
    (tmp_path / "undated.txt").write_text("No date.", encoding="utf-8")

    assert run("extract", str(tmp_path)).exit_code == 1
    assert run("extract", str(tmp_path / "missing.txt")).exit_code == 1


def test_usage_errors_exit_2() -> None:
    """Wrong options are the user's, with click's code."""
    assert run("extract").exit_code == 2
    assert run("ledger", "--as-of", "yesterday").exit_code == 2


def test_a_line_too_long_is_told_not_read(tmp_path: Path) -> None:
    """A single line of many megabytes is no news report."""
    (tmp_path / "2025-01-01 long.txt").write_text("a " * 2_000_000, encoding="utf-8")

    result = run("extract", str(tmp_path))

    assert result.exit_code == 1
    assert "more than 2,000,000" in result.stderr


def test_a_folder_of_ten_thousand_with_three_unreadable(tmp_path: Path) -> None:
    """Everything readable is kept, the three are told by name."""
    from dragoman.desk import open_desk
    from dragoman.reports import Source, read_sources

    for n in range(10_000):
        (tmp_path / f"2025-01-01 {n}.txt").write_bytes(
            b"\xff\xfe bad" if n in (7, 70, 700) else f"Weather {n}.".encode()
        )

    taken = open_desk(tmp_path / "store" / "s.db").take(read_sources([Source(tmp_path)], lambda _: "en"))

    assert taken.new == 9_997
    assert {p.place.split()[-1] for p in taken.problems} == {"7.txt", "70.txt", "700.txt"}


def test_an_unknown_language_is_read_with_what_cldr_has(tmp_path: Path) -> None:
    """A language without a pack still works, and says so."""
    row = {
        "id": "sw",
        "lang": "sw",
        "published": "2025-09-12",
        "text": "Urusi na Marekani zilifanya mazungumzo Alhamisi.",
    }
    path = tmp_path / "sw.jsonl"
    path.write_text(json.dumps(row) + "\n", encoding="utf-8")

    result = run("read", str(path), "--store", str(tmp_path / "s.db"))

    assert result.exit_code == 0
    assert "no pack written yet: sw" in result.stdout


def test_listings_speak_json(tmp_path: Path) -> None:
    """Every listing has a form for programs, and `show` leads back to the words."""
    store = ("--store", str(tmp_path / "s.db"))
    (tmp_path / "r.txt").write_text(TEXT, encoding="utf-8")
    run("read", str(tmp_path / "r.txt"), *store)

    claims = [json.loads(r) for r in run("claims", "--json", *store).stdout.splitlines()]
    ledger = json.loads(run("ledger", "BY", "US", "--json", *store).stdout)
    shown = run("show", claims[0]["id"], *store)

    assert claims
    answers = {"events", "promises", "tallies", "disputes", "standing", "exchanges", "as_of"}
    assert set(ledger) == answers
    assert "released 52 prisoners" in shown.stdout
    assert run("show", "claim-none", *store).exit_code == 2


def test_output_of_reports_is_never_markup(tmp_path: Path) -> None:
    """Square brackets and escapes of a report are printed as they are."""
    store = ("--store", str(tmp_path / "s.db"))
    text = TEXT.replace("prisoners", "prisoners [bold red]x[/]")
    (tmp_path / "r.txt").write_text(text, encoding="utf-8")
    run("read", str(tmp_path / "r.txt"), *store)

    assert "[bold red]x[/]" in run("claims", *store).stdout
