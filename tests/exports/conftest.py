"""A real store: the sample with the claims that its author annotated, and one report that tries to break what reads it."""

import json
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest

from dragoman.desk import Desk, open_desk, sample_reports
from dragoman.exports.dossier import Dossier, make_dossier
from dragoman.records import Report
from dragoman.serial import claim_from_row

SAMPLE = files("dragoman") / "sample" / "reports.jsonl"
HOSTILE_QUOTE = (
    '=HYPERLINK("http://bad.example") ;=1+1 <script>alert(1)</script>\r\nEND:VEVENT\nBEGIN:VEVENT \u202e\x07'
)
HOSTILE = Report(
    id="../../etc/<img src=x onerror=alert(1)>",
    text=f"{HOSTILE_QUOTE} Belarus freed 9 people.",
    published=date(2025, 12, 20),
    lang="en",
    outlet='@SUM(A1) "</script>',
    url="http://bad.example/\r\nATTENDEE:mailto:x@bad.example",
    title="-2+3 ]]> {{ 7*7 }}",
)


def annotated() -> list[dict]:
    """The sample's claims as `extract` would write them."""
    rows = []
    for report in map(json.loads, SAMPLE.read_text(encoding="utf-8").splitlines()):
        for claim in report["claims"]:
            start = report["text"].find(claim["quote"])
            known = {k: report[k] for k in ("lang", "published", "outlet")}
            rows.append({**claim, **known, "start": start, "end": start + len(claim["quote"]), "report": report["id"]})
    return rows


def hostile() -> dict:
    """A claim in the hostile report, named persons and all."""
    empty = {"target": [], "object": None, "place": "BY", "source": [], "condition": None}
    who = {"act": "release", "status": "done", "actor": ["BY"], "persons": ["=cmd|' /C calc'!A0"]}
    days = {"when": {"start": "2025-12-19", "end": "2025-12-19"}, "count": {"min": 9, "max": 9, "about": False}}
    told = {"report": HOSTILE.id, "lang": "en", "published": "2025-12-20", "outlet": HOSTILE.outlet}
    return {**empty, **who, **days, **told, "quote": HOSTILE_QUOTE, "start": 0, "end": len(HOSTILE_QUOTE)}


@pytest.fixture(scope="session")
def kept(tmp_path_factory) -> Path:
    """The file of the store."""
    path = tmp_path_factory.mktemp("exports") / "sample.db"
    store = open_desk(path).store
    claims = {c.id: c for c in map(claim_from_row, [*annotated(), hostile()])}
    for report in [*sample_reports(), HOSTILE]:
        store.add_report(report)
        store.add_reading(report.id, [c for c in claims.values() if c.report == report.id], "1")
    return path


@pytest.fixture(scope="session")
def filled(kept) -> Desk:
    """A desk over it."""
    return open_desk(kept)


@pytest.fixture(scope="session")
def dossier(filled) -> Dossier:
    """Everything that the store tells."""
    return make_dossier(filled)


@pytest.fixture(scope="session")
def hostile_quote() -> str:
    """Words that try to be a formula, a script, an entry of a calendar, a turn of direction."""
    return HOSTILE_QUOTE


@pytest.fixture(scope="session")
def hostile_url() -> str:
    """An address that tries to be another line."""
    return str(HOSTILE.url)
