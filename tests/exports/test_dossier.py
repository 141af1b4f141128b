"""What every export tells: the ledger of a day, with the claims as they stand, each format with its evidence."""

import json
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from dragoman.desk import judgement, open_desk
from dragoman.exports.dossier import make_dossier, web_address
from dragoman.exports.formats import FORMATS, chunks, files
from dragoman.records import Act, Verdict

DOCS = Path(__file__).parent.parent.parent / "docs" / "exports.md"


def test_every_claim_of_the_store_stands_behind_one_event_or_promise(filled, dossier) -> None:
    """Nothing that was read is lost on the way out."""
    assert set(dossier.claims) == {c.id for c in filled.store.claims()}
    assert set(dossier.of_claim) == set(dossier.claims)


def test_a_dossier_of_november_knows_nothing_of_december(filled) -> None:
    """As of a day, only what was published by then."""
    then = make_dossier(filled, ("BY", "US"), date(2025, 11, 30))

    assert then.claims
    assert max(c.published for c in then.claims.values()) <= date(2025, 11, 30)
    assert all(e.count is None or e.count.min != 123 for e in then.ledger.events)


def test_a_claim_judged_wrong_is_not_handed_on_and_a_corrected_one_is_as_corrected(kept, tmp_path) -> None:
    """A person's word holds in exports as in the ledger."""
    with closing(sqlite3.connect(kept)) as whole, closing(sqlite3.connect(tmp_path / "store.db")) as copy:
        whole.backup(copy)
    desk = open_desk(tmp_path / "store.db")
    wrong, mended = [c for c in desk.store.claims() if c.act is Act.RELEASE][:2]
    day = date(2026, 1, 1)
    desk.judge(judgement(Verdict.WRONG, wrong.id, "ana", day))
    number = json.dumps({"min": 77, "max": 77, "about": False})
    desk.judge(judgement(Verdict.FIELD, mended.id, "ana", day, field="count", value=number))

    claims = make_dossier(desk).claims

    assert wrong.id not in claims
    assert claims[mended.id].count.min == 77


@pytest.mark.parametrize("name", [n for n in FORMATS if n != "parquet"])  # which is compressed: test_export_tables.py
def test_every_format_keeps_the_evidence(name, dossier) -> None:
    """Of a release told in Turkish: the claim's id, words of its quote, the address of its report."""
    claim = next(c for c in dossier.claims.values() if c.lang == "tr" and c.act is Act.RELEASE)
    form = FORMATS[name]
    several = form.tables or form.folder
    written = (b for _, pieces in files(form, dossier) for b in pieces) if several else chunks(form, dossier)
    text = b"".join(written).decode("utf-8", "replace").replace("\r\n ", "")

    assert claim.id in text
    assert claim.quote.split()[-1] in text
    assert dossier.url(claim.report) in text


def test_the_same_store_gives_the_same_bytes(filled, dossier) -> None:
    """An export depends on nothing but what is kept: no clock, no order."""
    again = make_dossier(filled)
    for form in FORMATS.values():
        if not form.tables and not form.folder:
            assert b"".join(chunks(form, dossier)) == b"".join(chunks(form, again)), form.name


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "/etc/passwd", "http://a.example/\r\nX:y", 'https://a.example/"><b>', "", None]
)
def test_only_an_address_of_the_web_is_a_link(url) -> None:
    """What a report calls its address may be anything; only what a browser fetches is followed."""
    assert web_address(url) is None
    assert web_address("https://a.example/b?c=d") == "https://a.example/b?c=d"


def test_the_documents_name_every_format_and_every_column() -> None:
    """docs/exports.md is whole."""
    from dragoman.exports.tables import TABLES

    text = DOCS.read_text(encoding="utf-8")

    assert [n for n in FORMATS if f"## {n}" not in text] == []
    assert [c.name for t in TABLES.values() for c in t.columns if f"`{c.name}`" not in text] == []
