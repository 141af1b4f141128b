"""Reprints are found among reports of the same events, whatever their script; a page told anew is a revision."""

from dataclasses import replace
from datetime import timedelta
from itertools import combinations

from click.testing import CliRunner

from dragoman.cli import main
from dragoman.desk import open_desk, sample_reports
from dragoman.reports.alike import are_alike, groups, runs


def test_of_reports_of_one_event_only_the_reprint_is_one_text() -> None:
    """The sample tells the same days in ten languages and many words; one outlet in it reprints another."""
    found = {r.id: runs(r.text) for r in sample_reports()}

    pairs = [{a, b} for a, b in combinations(sorted(found), 2) if are_alike(found[a], found[b])]

    assert pairs == [{"sample-ru-1", "sample-ru-2"}]


def test_a_shortened_reprint_is_the_same_text_in_every_script() -> None:
    """Another headline, and the last third left out."""
    for report in sample_reports():
        reprint = "Breaking: what we know so far.\n" + report.text[: len(report.text) * 2 // 3]
        assert are_alike(runs(report.text), runs(reprint)), report.id


def test_likeness_goes_on_over_steps() -> None:
    """A reprint of a reprint belongs to the first."""
    assert groups([("a", "b"), ("c", "b"), ("x", "y")]) == [frozenset("abc"), frozenset("xy")]


def test_a_reprint_is_no_second_source(tmp_path, reader) -> None:
    """Support is counted by original sources: the same text in another paper adds a report and no source."""
    first = sample_reports()[0]
    next_day = first.published + timedelta(days=1)
    text = "(Agencies) " + first.text
    copy = replace(first, id="copy", outlet="Another Paper", url=None, text=text, published=next_day)
    desk = open_desk(tmp_path / "s.db")
    desk.take([first, copy])
    list(desk.read(reader))

    told = [e for e in desk.ledger().events if len(e.reports) == 2]

    assert told
    assert all(len(e.origins) == 1 for e in told)
    assert {k.id: k.lineage for k in desk.reports()} == {first.id: first.outlet, "copy": first.outlet}


def test_a_page_with_another_text_revises_the_one_before(tmp_path) -> None:
    """Both versions are kept, the later one says which it follows."""
    first = sample_reports()[0]
    later = replace(first, id="later", text=first.text + "\nCorrected: a number.")
    desk = open_desk(tmp_path / "s.db")
    desk.take([replace(first, url="https://news.example/1"), replace(later, url="https://news.example/1")])

    assert {k.id: k.revises for k in desk.reports()} == {first.id: None, "later": first.id}


def test_what_was_skipped_is_listed_with_its_reason(tmp_path) -> None:
    """A text without a date stays known by its place."""
    (tmp_path / "undated.txt").write_text("Minsk freed 52 people.", encoding="utf-8")
    store = ["--store", str(tmp_path / "s.db")]
    CliRunner().invoke(main, ["read", str(tmp_path / "undated.txt"), *store])

    told = CliRunner().invoke(main, ["reports", "--skipped", *store]).output

    assert "undated.txt: no date" in told
