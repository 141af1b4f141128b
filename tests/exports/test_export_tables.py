"""Claims, events and promises as CSV, Parquet and frames: what a reader of each finds is what the ledger holds."""

import csv
import io
import json
import re
from datetime import date

import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

import dragoman
from dragoman.exports import csvfile, parquet
from dragoman.exports.csvfile import guarded, taken_back
from dragoman.exports.tables import TABLES, Form


def read_csv(dossier, table: str) -> list[dict]:
    text = b"".join(csvfile.chunks(dossier, table)).decode()
    return list(csv.DictReader(io.StringIO(text, newline="")))


def as_read(value: object, form: Form) -> str:
    """A value as its cell is read back, without the guard."""
    if value is None:
        return ""
    if form is Form.FLAG:
        return str(value).lower()
    return "; ".join(value) if form is Form.TEXTS else str(value)


@pytest.mark.parametrize("table", TABLES)
def test_csv_read_back_is_the_ledger(table, dossier) -> None:
    """Every row and every cell, by Python's own reader."""
    forms = {c.name: c.form for c in TABLES[table].columns}
    expected = [{n: as_read(row[n], f) for n, f in forms.items()} for row in TABLES[table].rows(dossier)]

    found = [{n: taken_back(v) for n, v in row.items()} for row in read_csv(dossier, table)]

    assert found == expected
    assert found


def test_csv_tells_the_123_of_december(dossier) -> None:
    """A number, its days, who, and the words that told it first."""
    (row,) = [r for r in read_csv(dossier, "events") if r["act"] == "release" and r["count_min"] == "123"]

    assert (row["when_start"], row["when_end"]) == ("2025-12-13", "2025-12-13")
    assert row["actor"].split("; ")[0] == "BY"
    assert dossier.claims[row["quote_claim"]].quote == row["quote"]
    assert (
        dossier.full_report(row["quote_report"]).text[int(row["quote_start"]) : int(row["quote_end"])] == row["quote"]
    )


def test_no_cell_begins_a_formula(dossier) -> None:
    """Not at its start, nor where a spreadsheet that breaks rows at semicolons would see one."""
    cells = [v for table in TABLES for row in read_csv(dossier, table) for v in row.values()]

    assert any("HYPERLINK" in c for c in cells)
    assert not [c for c in cells if re.search(r"(^|[;\t\r\n])\s*[=+\-@]", c)]


@given(st.text(alphabet="=+-@'; \t\r\nab＝"))
def test_the_guard_can_be_taken_back(words) -> None:
    """Whatever a report says, its words can be had again exactly."""
    assert taken_back(guarded(words)) == words
    assert not re.search(r"(^|[;\t\r\n])\s*[=+\-@＝]", guarded(words))


@pytest.mark.parametrize("table", TABLES)
def test_parquet_read_back_is_the_ledger(table, dossier) -> None:
    """Every row with its types, by pyarrow."""
    found = pq.read_table(io.BytesIO(b"".join(parquet.chunks(dossier, table)))).to_pylist()

    expected = [
        {c.name: list(row[c.name]) if c.form is Form.TEXTS else row[c.name] for c in TABLES[table].columns}
        for row in TABLES[table].rows(dossier)
    ]
    assert found == expected


def test_parquet_comes_in_pieces(dossier, monkeypatch) -> None:
    """A large table is never held whole: each group of rows is handed on when it is written."""
    monkeypatch.setattr(parquet, "GROUP", 20)
    pieces = [p for p in parquet.chunks(dossier, "claims") if p]

    assert len(pieces) > 5
    assert pq.ParquetFile(io.BytesIO(b"".join(pieces))).num_row_groups > 5


@pytest.mark.parametrize("library", ["polars", "pandas"])
def test_frames_hold_the_ledger(library, kept, dossier, hostile_quote) -> None:
    """`dragoman.frames(store)`: typed columns that can be counted and filtered at once."""
    made = dragoman.frames(kept, library=library)

    claims, events, promises = made.claims(), made.events(), made.promises()

    assert [len(claims), len(events), len(promises)] == [
        len(dossier.claims),
        len(dossier.ledger.events),
        len(dossier.ledger.promises),
    ]
    assert list(claims["quote"]) == [c.quote for c in dossier.claims.values()]
    assert sum(events["count_min"].fill_null(0) if library == "polars" else events["count_min"].fillna(0)) == sum(
        e.count.min or 0 for e in dossier.ledger.events if e.count
    )
    assert int(promises["open"].sum()) == sum(p.is_open for p in dossier.ledger.promises)
    assert hostile_quote in set(claims["quote"])


def test_frames_are_of_a_day_and_of_parties(kept) -> None:
    """The same questions as on the command line."""
    made = dragoman.frames(str(kept), "BY", "US", as_of=date(2025, 11, 30))

    assert max(made.claims()["published"]) <= date(2025, 11, 30)


def test_reasons_lead_to_the_words_of_each_field(dossier) -> None:
    """The JSON of a cell holds places in the report's text."""
    rows = [r for r in TABLES["claims"].rows(dossier) if json.loads(r["reasons"])]
    for row in rows:
        text = dossier.full_report(row["report"]).text
        places = [w for reason in json.loads(row["reasons"]) for w in reason["words"]]
        assert all(0 <= w["start"] < w["end"] <= len(text) for w in places)
