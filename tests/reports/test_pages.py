"""Pages to reports: what is read, what is left out, and what is no report."""

import json
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.records import Problem, Report
from dragoman.reports.pagedate import days_of_line, read_stamp
from dragoman.reports.pages import decoded, page_report

PROSE = (
    "Ostra freed nineteen fishermen on Saturday after two days of talks with the envoy of Lanmark, its ministry said.",
    "The men crossed the strait on a coastguard ship. Lanmark may lift its ban on Ostran timber before the end of the year.",
)


def say_en(text: str) -> str:
    return "en"


def page(
    head: str = "", before: str = "", after: str = "", title: str = "Ostra frees fishermen", body: str = ""
) -> bytes:
    words = body or "".join(f"<p>{p}</p>" for p in PROSE)
    return (
        f"<html><head><title>{title}</title>{head}</head><body><div><h1>{title}</h1>{before}{words}</div>{after}</body></html>"
    ).encode()


def ld(**item: object) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", **item})}</script>'


def read(raw: bytes, **known: object) -> Report:
    found = page_report(raw, "page", say_en, **known)
    assert isinstance(found, Report), found
    return found


def refused(raw: bytes, **known: object) -> str:
    found = page_report(raw, "page", say_en, **known)
    assert isinstance(found, Problem), found
    return found.message


DATED = ld(datePublished="2025-12-13T09:00:00+03:00")


def test_reads_text_title_outlet_address_and_day():
    """A page with structured data gives all that a report can have, and nothing from around it."""
    head = ld(
        headline="Ostra frees fishermen",
        datePublished="2025-12-13T00:30:00+03:00",
        publisher={"name": "Harbour Courier"},
    )
    found = read(page(head + '<link rel="canonical" href="/a">'), url="https://www.courier.example/x?utm=1")
    assert found.text == "\n\n".join(PROSE)
    assert (found.title, found.outlet, found.published) == (
        "Ostra frees fishermen",
        "Harbour Courier",
        date(2025, 12, 13),
    )
    assert found.url == "https://www.courier.example/a"


@pytest.mark.parametrize(
    "head",
    [
        ld(datePublished="2025-12-13"),
        '<script type="application/ld+json">{"@graph": [{"@type": "WebPage"}, {"@type": ["Article"], "datePublished": "2025-12-13",}]}</script>',
        ld(dateCreated="2025-12-13T10:00:00Z"),
        '<meta property="article:published_time" content="2025-12-13T23:59:00-05:00">',
        '<meta name="DC.date.issued" content="20251213">',
        '<meta name="parsely-pub-date" content="Sat, 13 Dec 2025 08:00:00 +0200">',
        '<meta name="date" content="13.12.2025 18:20">',
        '<meta name="citation_date" content="2025/12/13">',
    ],
)
def test_structured_days(head: str):
    """Each way of saying the day in the head is read, in its own time zone."""
    assert read(page(head)).published == date(2025, 12, 13)


@pytest.mark.parametrize(
    "line",
    [
        '<p><time datetime="2025-12-13T09:00">Saturday</time></p>',
        '<span itemprop="datePublished" content="2025-12-13">Saturday</span>',
        "<p>Published: 13 December 2025, 10:20</p>",
        "<p><span>By Tom Ashdown</span> <span>December 13, 2025</span></p>",
        "<p>2025-12-13 10:20 | Updated: 2025-12-14</p>",
    ],
)
def test_days_in_the_page(line: str):
    """Without structured data, the day stands in a time element or on a date line beside the headline."""
    assert read(page(before=line)).published == date(2025, 12, 13)


def test_dated_address():
    """A dated address is the page's own word; a longer number in it is not."""
    assert read(page(), url="https://a.example/2025/12/13/ostra").published == date(2025, 12, 13)
    assert "no date" in refused(page(), url="https://a.example/2025/121399/ostra")


def test_same_moment_told_twice_is_dated_in_the_local_zone():
    """UTC in one place and the local time in another: the local day holds."""
    head = ld(datePublished="2025-12-12T22:30:00Z") + (
        '<meta property="article:published_time" content="2025-12-13T01:30:00+03:00">'
    )
    assert read(page(head)).published == date(2025, 12, 13)


def test_days_of_others_are_not_the_pages():
    """Neither related cards nor their JSON-LD, nor a footer's year, nor a day in the prose date a page."""
    card = (
        '<div><h3><a href="/o">Rail strike called off</a></h3><time datetime="2025-11-02">2 November 2025</time></div>'
    )
    other = ld(headline="Rail strike called off", datePublished="2025-11-02") + ld(
        headline="New bridge opens", datePublished="2025-11-03"
    )
    body = f"<p>{PROSE[0]}</p><p>{PROSE[1]} The ban was imposed on 3 March 2024.</p>"
    assert "no date" in refused(page(other, after=card * 4 + "<footer>© 2026</footer>", body=body))


def test_ambiguous_day_is_no_day():
    """03/04/2025 is the third of April or the fourth of March: nothing is guessed."""
    assert "no date" in refused(page(before="<p>03/04/2025</p>"))
    assert read(page(before="<p>23/04/2025</p>")).published == date(2025, 4, 23)


@pytest.mark.parametrize(
    ("head", "word"),
    [
        (ld(datePublished="2025-12-13", dateModified="2025-12-01"), "but changed"),
        (ld(datePublished="1970-01-01"), "cannot be"),
        (ld(datePublished="2025-12-13") + '<meta name="date" content="2025-12-01">', "contradict"),
        (ld(datePublished="2026-02-01"), "fetched on 2025-12-20"),
    ],
)
def test_days_that_cannot_be(head: str, word: str):
    """A day that cannot be is a Problem that says why."""
    assert word in refused(page(head), told={"retrieved": date(2025, 12, 20)})


def test_what_is_told_wins():
    """What a side file or a server says of the page beats the page."""
    found = read(page(DATED), told={"published": "2025-12-14", "outlet": "Wire", "lang": "da"})
    assert (found.published, found.outlet, found.lang) == (date(2025, 12, 14), "Wire", "da")


@pytest.mark.parametrize(
    ("raw", "word"),
    [
        (b"", "empty page"),
        (b"\x00\x00 ", "empty page"),
        (page(DATED, body="<p>Go home.</p>", title="404 Not Found"), "error page"),
        (page(DATED, title="Сторінку не знайдено - не найден", body="<p>Нет такой страницы.</p>"), "error page"),
        (page(ld(datePublished="2025-12-13", isAccessibleForFree=False), body=f"<p>{PROSE[0]}</p>"), "paywall"),
        (
            page(DATED, body='<div class="cookie-wall"><p>We use cookies. ' + "Accept them. " * 9 + "</p></div>"),
            "consent",
        ),
        (page(DATED, body="<script>app()</script>"), "no main text"),
        (
            page(
                DATED,
                body="<div><h3><a href='/a'>Rail strike called off after deal</a></h3><p>Trains run.</p></div>" * 8,
            ),
            "teasers",
        ),
        (b"<p>a</p>" * 21_000, "elements"),
        (b"a" * 10_000_001, "bytes"),
    ],
)
def test_pages_that_are_no_report(raw: bytes, word: str):
    """Errors, walls, lists of teasers, empty and monstrous pages are Problems that say what they are."""
    assert word in refused(raw)


def test_surroundings_stay_out_and_prose_stays_in():
    """Links to other reports, captions, newsletters go; the lead outside the body's block stays."""
    before = '<p class="lead">Hours after the envoy left, the men held since the spring were on their way home.</p>'
    also = '<p>Read more: <a href="/o">Rail strike called off after late deal</a></p><div class="newsletter">Sign up now.</div>'
    body = f'<div class="article-body"><p>{PROSE[0]}</p>{also}<p>{PROSE[1]}</p></div>'
    found = read(page(DATED, before=before, body=body))
    assert found.text.startswith("Hours after")
    assert PROSE[1] in found.text
    assert not {"Rail strike", "Sign up"} & {found.text[i : i + n] for n in (7, 11) for i in range(len(found.text))}


def test_layout_tables_give_paragraphs_and_data_tables_rows():
    """A page laid out by a table has no pipes and keeps its paragraphs; a table of numbers keeps its rows."""
    laid = f"<html><head><title>T</title>{DATED}</head><table><tr><td><a href=/>x</a></td><td>{PROSE[0]}<br><br>{PROSE[1]}</td></tr></table>"
    assert read(laid.encode()).text == "\n\n".join(PROSE)
    data = "<table><tr><td>Freed</td><td>19</td></tr><tr><td>Held</td><td>4</td></tr></table>"
    text = read(page(DATED, body=f"<p>{PROSE[0]}</p>{data}<p>{PROSE[1]}</p>")).text
    assert "|" not in text


def test_encodings():
    """UTF-8 beats what the server says; then the server, then the page, by their browsers' meaning."""
    assert decoded("<p>ğş</p>".encode(), "iso-8859-9").text == "<p>ğş</p>"
    assert decoded("“ğş”".encode("cp1254"), "iso-8859-9").text == "“ğş”"
    assert "вязні" in decoded('<meta charset="windows-1251"><p>вязні'.encode("cp1251"), None).text
    assert decoded("ş".encode("utf-16"), "utf-8").text == "ş"
    assert decoded(b"\xff\xfa\x80", "no-such-charset").text


def test_entities_are_not_read():
    """A page cannot reach files or swell through entities."""
    raw = b'<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/hostname"><!ENTITY y "&x;&x;">]>' + page(
        DATED, body=f"<p>{PROSE[0]} &x;&y;</p><p>{PROSE[1]}</p>"
    )
    assert "&x;" in read(raw).text or "x;" in read(raw).text


@pytest.mark.parametrize(
    ("line", "lang", "day"),
    [
        ("Yayınlanma: 13 Aralık 2025 - 18:20", "tr", "2025-12-13"),
        ("miercuri, 26 noiembrie 2025, ora 10:20", "ro", "2025-11-26"),
        ("Опубликовано: 13 декабря 2025 г., 20:41", "ru", "2025-12-13"),
        ("13 снежня 2025, 10:20", "be", "2025-12-13"),
        ("发布时间：2025年12月13日 08:00（星期六）", "zh", "2025-12-13"),
        ("١٣ ديسمبر ٢٠٢٥", "ar", "2025-12-13"),
        ("Veröffentlicht am 13. Dezember 2025, 18:20 Uhr", "de", "2025-12-13"),
        ("Sat, 13 Dec 2025", "en", "2025-12-13"),
        ("13 decembre 2025 52 persons were freed", "fr", None),
        ("The talks of 13 December 2025 failed", "en", None),
        ("December 2025", "en", None),
        ("99 December 2025", "en", None),
    ],
)
def test_date_lines(line: str, lang: str, day: str | None):
    """A line that holds nothing but a date is read in its language; any other line is no date line."""
    assert days_of_line(line, (lang,)) == ([date.fromisoformat(day)] if day else [])


@pytest.mark.parametrize("raw", ["2025-13-40", "yesterday", "", "12", "99999999999999", "0", "03/04/2025", "20259999"])
def test_stamps_that_are_none(raw: str):
    """What is no time stamp gives no day."""
    assert read_stamp(raw) is None


@pytest.mark.parametrize(
    "raw", [b"<div>" * 5_000 + b"x", b"<table><tr><td>" * 900 + b"a<br>b", b"<h2><a href=/a>x</a>" * 9_000]
)
def test_monstrous_forms_end(raw: bytes):
    """Deep nests and thousands of heads end in good time, as a report or as a Problem."""
    page_report(page(DATED, after=raw.decode()), "page", say_en)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 900), st.integers(0, 60), st.binary(max_size=30))
def test_broken_bytes_never_crash(at: int, cut: int, noise: bytes):
    """A page broken anywhere is a report or a Problem, never an exception."""
    raw = page(DATED, before="<p>13 December 2025</p>", after="<table><tr><td>a<br>b</td></tr></table>")
    assert page_report(raw[:at] + noise + raw[at + cut :], "page", say_en)
