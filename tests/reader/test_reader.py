"""The shipped reader: evidence that stands in the text, in every script."""

import json
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dragoman.claims import read_report
from dragoman.desk import sample_reports
from dragoman.records import Report


def assert_evidence(report: Report, reader) -> int:
    claims = read_report(report, reader).claims
    for claim in claims:
        assert claim.span.of(report.text) == claim.quote
        assert claim.quote.strip() == claim.quote != ""
        for reason in claim.reasons:
            assert all(0 <= w.start < w.end <= len(report.text) for w in reason.words)
    return len(claims)


def test_every_claim_of_the_sample_has_its_words(reader) -> None:
    """`text[start:end] == quote`, and each field names words of the text."""
    assert sum(assert_evidence(r, reader) for r in sample_reports()) > 100


@pytest.mark.parametrize("name", ["gold/dev.jsonl", "gold/seeds.jsonl", "bench/ntrex.jsonl"])
def test_every_claim_of_the_gold_has_its_words(reader, shared, name: str) -> None:
    """The same over gold in 24 languages and news in 41 (of the news every eighth document)."""
    rows = [json.loads(row) for row in (shared / name).open(encoding="utf-8")]
    for row in rows[:: 8 if "bench" in name else 1]:
        report = Report(
            id=row["id"], text=row["text"], published=date.fromisoformat(row["published"]), lang=row["lang"]
        )
        assert_evidence(report, reader)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(min_size=1, max_size=300), st.sampled_from(["tr", "ar", "zh", "ka", "hi", "en"]))
def test_any_text_can_be_read(reader, text: str, lang: str) -> None:
    """Broken, mixed or senseless text neither stops the reader nor yields words that are not there."""
    sentence = "Belarus released 52 prisoners and the United States eased sanctions. " + text
    assert_evidence(Report(id="x", text=sentence, published=date(2025, 12, 13), lang=lang), reader)


def test_a_text_without_states_does_not_reach_the_encoder(reader, report) -> None:
    """The gate passes only what could tell of dealings between states."""
    sport = report("The striker was released by the club after talks on Monday.")

    assert read_report(sport, reader).passed_gate is False
