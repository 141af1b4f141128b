"""Answers over a real store: the sample's reports with the claims that its author annotated, so no reading is in doubt."""

import json
from importlib.resources import files
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dragoman.cli import main
from dragoman.desk import sample_reports
from dragoman.serial import claim_from_row, line
from dragoman.store import open_store

SAMPLE = files("dragoman") / "sample" / "reports.jsonl"


def annotated() -> list[dict]:
    """The sample's claims as `extract` would write them."""
    rows = []
    for report in map(json.loads, SAMPLE.read_text(encoding="utf-8").splitlines()):
        for claim in report["claims"]:
            start = report["text"].find(claim["quote"])
            place = {"start": start, "end": start + len(claim["quote"])}
            rows.append({**claim, **place, **{k: report[k] for k in ("lang", "published")}, "report": report["id"]})
    return rows


@pytest.fixture(scope="module")
def kept(tmp_path_factory) -> Path:
    """A store that holds the sample and its claims."""
    path = tmp_path_factory.mktemp("answers") / "sample.db"
    store = open_store(path)
    claims = {c.id: c for c in map(claim_from_row, annotated())}
    for report in sample_reports():
        store.add_report(report)
        store.add_reading(report.id, [c for c in claims.values() if c.report == report.id], "1")
    return path


def run(store: Path, *args: str, stdin: str | None = None) -> Result:
    return CliRunner(env={"DRAGOMAN_STORE": str(store)}).invoke(main, list(args), input=stdin)


def test_the_brief_tells_what_each_gave_with_the_words_behind_it(kept: Path) -> None:
    """On 31 December: 123 freed, sanctions on Belavia eased in return for the 52; every statement has its footnotes."""
    page = run(kept, "brief", "BY", "US", "--as-of", "2025-12-31").output

    freed = next(row for row in page.splitlines() if "freed 52" in row)
    assert "⇄" in freed
    assert "freed 123" in page
    assert "mission closed → BY" in page
    assert "123 kişi cumartesi günü salıverildi" in page


def test_the_brief_of_november_knows_nothing_of_december(kept: Path) -> None:
    """As of 30 November the 123 are not freed, and what was offered is open."""
    page = run(kept, "brief", "BY", "US", "--as-of", "2025-11-30").output

    assert "freed 123" not in page
    assert "2025-12" not in page


def test_words_of_reports_are_never_markup(tmp_path: Path) -> None:
    """A quote full of markup stays text in the page."""
    row = next(r for r in annotated() if r["act"] == "release" and r["actor"] == ["BY"] and r["status"] == "done")
    claim = claim_from_row({**row, "quote": "<script>alert(1)</script> [click](javascript:x)"})
    store = open_store(tmp_path / "hostile.db")
    report = next(r for r in sample_reports() if r.id == claim.report)
    store.add_report(report)
    store.add_reading(report.id, [claim], "1")

    html = run(tmp_path / "hostile.db", "brief", "BY", "US", "--format", "html").output
    markdown = run(tmp_path / "hostile.db", "brief", "BY", "US", "--format", "md").output

    assert "&lt;script&gt;alert" in html
    assert "<script>" not in html
    assert "[click](" not in markdown


def test_what_is_open_is_told_with_its_age(kept: Path) -> None:
    """The embassy has been wanted since 11 September."""
    rows = [json.loads(r) for r in run(kept, "open", "BY", "US", "--as-of", "2025-12-31", "--json").output.splitlines()]

    embassy = next(r for r in rows if r["act"] == "open_mission")
    assert (embassy["since"], embassy["age"]) == ("2025-09-11", 111)


def test_disputes_name_both_sides(kept: Path) -> None:
    """13 or 14 freed in June: both stand."""
    rows = [json.loads(r) for r in run(kept, "disputes", "--json").output.splitlines()]

    assert any({a["value"] for a in r["accounts"]} == {"13", "14"} for r in rows)


def test_the_tally_is_a_range_with_its_events(kept: Path) -> None:
    """Freed by Belarus: what at least two sources tell, to what all tell."""
    (freed,) = [
        r for r in map(json.loads, run(kept, "tally", "BY", "--json").output.splitlines()) if r["act"] == "release"
    ]

    assert 0 < freed["low"] <= freed["high"]
    assert freed["events"]


def test_a_wrong_claim_leaves_the_tally_and_undone_comes_back(kept: Path) -> None:
    """`judge wrong`, then `judge undo`: the log holds both, the number is the old one."""

    def high() -> int:
        rows = map(json.loads, run(kept, "tally", "BY", "--json").output.splitlines())
        return next(r["high"] for r in rows if r["act"] == "release")

    before = high()
    claims = [json.loads(r) for r in run(kept, "claims", "--act", "release", "--json").output.splitlines()]
    chosen = [c["id"] for c in claims if c["count"] and c["count"]["min"] == 31 and c["status"] == "done"]
    said = [run(kept, "judge", "wrong", c, "--by", "ann", "--reason", "checked").output.split()[0] for c in chosen]
    assert high() < before

    for judgement in said:
        assert run(kept, "judge", "undo", judgement, "--by", "ben").exit_code == 0
    assert high() == before
    assert len(run(kept, "judge", "log", "--json").output.splitlines()) == 2 * len(said)


def test_judging_what_is_not_kept_is_a_usage_error(kept: Path) -> None:
    """An unknown id is said so, with exit code 2."""
    result = run(kept, "judge", "wrong", "claim-ffffffffffff")

    assert result.exit_code == 2
    assert "claim-ffffffffffff" in result.output


def test_link_writes_every_claim_with_its_event_in_any_order(kept: Path) -> None:
    """Claims in, claims out; the events are the same whatever the order, and a bad line is a problem with its place."""
    rows = [line(r) for r in annotated()]

    one = run(kept, "link", "-", stdin="\n".join(rows))
    other = run(kept, "link", "-", stdin="\n".join(["{broken", *reversed(rows)]))

    linked = [json.loads(r) for r in one.stdout.splitlines()]
    assert len(linked) == len(rows)
    assert {r["event"] for r in linked if r["status"] == "done"} != {None}
    again = [json.loads(r) for r in other.stdout.splitlines()]
    assert sorted(map(line, linked)) == sorted(map(line, again))
    assert "standard input:1" in other.stderr
