"""Tables and wires: each format as its real writer makes it, and what no format may do to us."""

import csv
import json
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path

import pyarrow
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyarrow import parquet

from dragoman.records import Problem, Report
from dragoman.reports.tables import columns_of, row_reports

TEXTS = {
    "tr": "İki ülkenin elçileri çarşamba günü “sınır” konusunda anlaştı; 12 kişi serbest bırakıldı.",
    "be": "Паслы дзвюх краін у сераду дамовіліся аб мяжы; 12 чалавек вызвалены.",
    "ar": "اتفق سفيرا البلدين يوم الأربعاء على الحدود وأطلق سراح 12 شخصا.",
    "zh": "两国大使周三就边界达成一致,12人获释。",
}


def detect(text: str) -> str:
    """A detector that knows our four texts by their beginning."""
    return next((lang for lang, known in TEXTS.items() if text[:5] == known[:5]), "en")


def rows() -> list[dict[str, str]]:
    return [
        {"text": text, "published": f"2025-12-{day}", "title": f"başlık {day}", "url": f"https://a.example/{day}"}
        for day, text in enumerate(TEXTS.values(), 10)
    ]


def told(path: Path, columns: Mapping[str, str] | None = None) -> list[Report | Problem]:
    return list(row_reports(path, detect, columns))


def are_ours(found: list[Report | Problem]) -> bool:
    """Whether the four texts came through, letter by letter, with their days and languages."""
    return [(r.text, r.published.day, r.lang) for r in found if isinstance(r, Report)] == [
        (text, day, lang) for day, (lang, text) in enumerate(TEXTS.items(), 10)
    ]


@pytest.mark.parametrize(("delimiter", "encoding"), [(",", "utf-8"), (";", "utf-8-sig"), ("\t", "utf-8")])
def test_a_csv_is_read_whatever_its_delimiter(tmp_path, delimiter, encoding):
    """Comma, semicolon or tab, with or without a byte order mark."""
    path = tmp_path / "rows.csv"
    with path.open("w", encoding=encoding, newline="") as out:
        writer = csv.DictWriter(out, fieldnames=list(rows()[0]), delimiter=delimiter)
        writer.writeheader()
        writer.writerows(rows())
    assert are_ours(told(path))


def test_parquet_is_read_by_batches_with_dates_and_times(tmp_path):
    """A column of times is as good as one of dates; the place names the row."""
    path = tmp_path / "rows.parquet"
    timed = [{**row, "published": datetime.fromisoformat(row["published"] + "T18:20:00")} for row in rows()]
    parquet.write_table(pyarrow.Table.from_pylist([*timed, {"text": "no date"}]), path)
    found = told(path)
    assert are_ours(found)
    assert isinstance(found[-1], Problem)
    assert found[-1].place.endswith(":5")


def test_a_column_map_comes_with_the_call_or_in_a_file_beside(tmp_path):
    """`text=cuerpo,published=fecha`, or rows.columns.toml beside rows.jsonl."""
    path = tmp_path / "rows.jsonl"
    path.write_text("\n".join(json.dumps({"cuerpo": r["text"], "Fecha": r["published"]}) for r in rows()))
    assert all(isinstance(found, Problem) for found in told(path))
    assert are_ours(told(path, columns_of("text=cuerpo, published=fecha")))
    path.with_suffix(".columns.toml").write_text('text = "cuerpo"\npublished = "fecha"\n')
    assert are_ours(told(path))
    with pytest.raises(ValueError, match="may name"):
        columns_of("words=cuerpo")


def test_news_please_and_media_cloud_are_read_as_they_write(tmp_path):
    """Their own names of fields, on one line or over several."""
    please = {
        "authors": [],
        "date_download": "2025-12-14 01:00:00",
        "date_publish": "2025-12-13 17:03:00",
        "language": "tr",
        "maintext": TEXTS["tr"],
        "source_domain": "www.gazete.example",
        "title": "Anlaşma",
        "url": "https://www.gazete.example/1",
    }
    cloud = {
        "original_url": "https://b.example/2",
        "canonical_domain": "b.example",
        "publication_date": "2025-12-13",
        "language": "be",
        "article_title": "Мяжа",
        "text_content": TEXTS["be"],
        "id": "9f86d081884c",
    }
    (tmp_path / "please.json").write_text(json.dumps(please, indent=2, ensure_ascii=False))
    (tmp_path / "cloud.json").write_text(json.dumps([cloud], ensure_ascii=False))
    one, other = told(tmp_path / "please.json")[0], told(tmp_path / "cloud.json")[0]
    assert isinstance(one, Report)
    assert (one.published, one.outlet, one.title) == (date(2025, 12, 13), "www.gazete.example", "Anlaşma")
    assert isinstance(other, Report)
    assert (other.text, other.outlet, other.url) == (TEXTS["be"], "b.example", "https://b.example/2")


NINJS = {"uri": "urn:a:1", "versioncreated": "2025-12-13T16:02:28+02:00", "language": "tr-TR"}
BODIES = [{"contentType": "text/html", "value": f"<p>{TEXTS['tr']}</p>"}]


@pytest.mark.parametrize(
    "item",
    [
        {**NINJS, "pubstatus": "usable", "headline": "Anlaşma", "body_text": TEXTS["tr"]},
        {**NINJS, "headlines": [{"role": "main", "value": "Anlaşma"}], "bodies": BODIES},
        {
            "uri": "urn:a:1",
            "versionCreated": NINJS["versioncreated"],
            "pubStatus": "usable",
            "language": "tr",
            "headlines": [{"role": "short", "value": "A"}, {"role": "main", "value": "Anlaşma"}],
            "bodies": BODIES,
        },
    ],
)
def test_ninjs_of_each_generation_says_the_same(tmp_path, item):
    """1.x with body_text, 2.x with bodies, 3.x with its names in camel case."""
    (tmp_path / "item.json").write_text(json.dumps(item, ensure_ascii=False))
    found = told(tmp_path / "item.json")[0]
    assert isinstance(found, Report)
    assert (found.text, found.title, found.lang) == (TEXTS["tr"], "Anlaşma", "tr")
    assert found.published == date(2025, 12, 13)


@pytest.mark.parametrize("status", [{"pubstatus": "canceled"}, {"pubStatus": "withheld"}, {"embargoed": "2025-12-20"}])
def test_what_an_agency_holds_back_is_a_problem(tmp_path, status):
    """Cancelled, withheld or under embargo: its agency does not stand behind it."""
    (tmp_path / "item.json").write_text(json.dumps({**NINJS, "body_text": "word", **status}))
    assert isinstance(told(tmp_path / "item.json")[0], Problem)


ITEM = """<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:newsml:a.example:{n}" xml:lang="be">
 <itemMeta><provider qcode="nprov:ABC"/><versionCreated>2025-12-13T18:00:00+03:00</versionCreated>
 <pubStatus qcode="stat:{status}"/></itemMeta>
 <contentMeta><contentCreated>2025-12-12T10:00:00Z</contentCreated><headline>Мяжа</headline><language tag="be"/>
 </contentMeta><contentSet>{content}</contentSet></newsItem>"""
NITF = (
    '<inlineXML contenttype="application/nitf+xml"><nitf xmlns="http://iptc.org/std/NITF/2006-10-18/"><head/><body>'
    "<body.head><hedline><hl1>Мяжа</hl1></hedline></body.head><body.content><p>Першы <em>радок</em>.</p>"
    "<!-- no --><p>Другі радок.</p></body.content></body></nitf></inlineXML>"
)
XHTML = (
    '<inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><head><title>Мяжа'
    "</title></head><body><p>Першы <b>радок</b>.</p><p>Другі радок.</p></body></html></inlineXML>"
)
DATA = '<inlineData contenttype="text/plain">Першы радок.\nДругі радок.</inlineData>'


@pytest.mark.parametrize("content", [NITF, XHTML, DATA])
def test_newsml_is_read_whatever_its_body_is_written_in(tmp_path, content):
    """NITF, XHTML or plain words give the same text, a line for each paragraph, the headline apart."""
    (tmp_path / "item.xml").write_text(ITEM.format(n=1, status="usable", content=content))
    found = told(tmp_path / "item.xml")[0]
    assert isinstance(found, Report)
    assert (found.text, found.title) == ("Першы радок.\nДругі радок.", "Мяжа")
    assert (found.published, found.outlet, found.lang) == (date(2025, 12, 13), "ABC", "be")


def test_a_news_message_gives_each_item_and_a_problem_for_one_held_back(tmp_path):
    """A message of three items, the second cancelled."""
    items = [ITEM.format(n=n, status=s, content=DATA) for n, s in enumerate(("usable", "canceled", "usable"))]
    message = (
        f'<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>{"".join(items)}</itemSet></newsMessage>'
    )
    (tmp_path / "message.xml").write_text(message)
    assert [type(found) for found in told(tmp_path / "message.xml")] == [Report, Problem, Report]


def test_xml_with_entities_is_not_read(tmp_path):
    """Neither a file of ours nor a thousand laughs come out of an entity."""
    (tmp_path / "secret").write_text("secret words")
    bad = f'<!DOCTYPE newsItem [<!ENTITY e SYSTEM "{tmp_path}/secret">]>' + ITEM.format(
        n=1, status="usable", content="<inlineData>&e;</inlineData>"
    )
    (tmp_path / "item.xml").write_text(bad)
    found = told(tmp_path / "item.xml")
    assert [type(f) for f in found] == [Problem]
    assert "secret words" not in str(found)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(line=st.integers(0, 3), junk=st.binary(min_size=1, max_size=40).filter(lambda b: b"\n" not in b))
def test_a_damaged_line_is_a_problem_and_the_others_are_read(tmp_path, line, junk):
    """Junk in one line of JSON lines costs at most that line."""
    lines = [json.dumps(row, ensure_ascii=False).encode() for row in rows()]
    whole = [r.text for r in told_of(tmp_path, lines)]
    lines[line] = lines[line][:30] + junk + lines[line][30:]
    found = [r.text for r in told_of(tmp_path, lines)]
    assert set(whole) - {whole[line]} <= set(found)


def told_of(folder: Path, lines: list[bytes]) -> list[Report]:
    path = folder / "rows.jsonl"
    path.write_bytes(b"\n".join(lines))
    return [found for found in told(path) if isinstance(found, Report)]


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(junk=st.binary(max_size=300), ending=st.sampled_from(["jsonl", "json", "csv", "parquet", "xml"]))
def test_no_file_of_junk_breaks_the_run(tmp_path, junk, ending):
    """Whatever bytes a file holds: reports or problems, never an exception."""
    path = tmp_path / f"junk.{ending}"
    path.write_bytes(junk)
    assert all(isinstance(found, Problem | Report) for found in told(path))


def test_a_line_of_no_end_is_gone_past(tmp_path, monkeypatch):
    """A line longer than any report is a problem with its number; the lines after it are read."""
    from dragoman.reports import tables

    monkeypatch.setattr(tables, "LONGEST_ROW", 2000)
    lines = [json.dumps(row, ensure_ascii=False) for row in rows()]
    lines.insert(1, "[" * 9001)
    (tmp_path / "rows.jsonl").write_text("\n".join(lines), encoding="utf-8")
    found = told(tmp_path / "rows.jsonl")
    assert are_ours(found)
    assert [(p.place.rpartition(":")[2], "more than 2,000" in p.message) for p in found if isinstance(p, Problem)] == [
        ("2", True)
    ]
