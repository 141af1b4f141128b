"""Feeds as they come: RSS, Atom, RDF, JSON Feed, OPML, sitemaps; in many languages, encodings and states of repair."""

import gzip
import json
from datetime import UTC, date, datetime

import pytest
from feedgen.feed import FeedGenerator

from dragoman.records import Problem, Report
from dragoman.reports.feeddates import told_day
from dragoman.reports.feeds import Item, feed_items, listed
from dragoman.reports.fetch import Fetched, Refusal
from dragoman.reports.follow import item_report
from dragoman.reports.plaintext import plain_text

DAY = date(2025, 12, 13)
LONG = "<p>Мінск вызваліў 52 чалавекі, паведаміла міністэрства.</p>" * 8


def items(raw: bytes, url: str = "https://ufuk.example/rss", **more: str) -> list[Item]:
    found = list(feed_items(raw, "place", url, **more))
    assert not [f for f in found if isinstance(f, Problem)]
    return found


def written() -> FeedGenerator:
    """A feed as a real writer makes it, of one item an hour after midnight in Minsk."""
    feed = FeedGenerator()
    feed.id("https://list.example/")
    feed.title("Гарадскі ліст")
    feed.link(href="https://list.example/")
    feed.description("навіны")
    feed.language("be")
    entry = feed.add_entry()
    entry.id("n17")
    entry.title("Вызвалілі 52 & ўсё")
    entry.link(href="https://list.example/17")
    entry.published(datetime.fromisoformat("2025-12-13T01:00:00+03:00"))
    entry.updated(datetime(2025, 12, 14, tzinfo=UTC))
    entry.summary("<b>Коратка</b> &amp; ясна…")
    entry.content(LONG, type="html")
    return feed


@pytest.mark.parametrize("form", ["rss", "atom"])
def test_feeds_of_a_real_writer(form: str) -> None:
    """Title, address, outlet, language, whole text; the day is that of the feed's own time zone."""
    feed = written()
    (item,) = items(feed.rss_str() if form == "rss" else feed.atom_str())

    assert item.title == "Вызвалілі 52 & ўсё"
    assert (item.url, item.outlet, item.lang) == ("https://list.example/17", "Гарадскі ліст", "be")
    assert item.published == DAY
    assert item.full
    assert item.text.startswith("Мінск вызваліў 52 чалавекі")
    assert "<" not in item.text


def test_json_feed() -> None:
    """JSON Feed 1.1, its text in HTML."""
    row = {"id": "1", "url": "/j", "title": "T", "content_html": LONG, "date_published": "2025-12-13T01:00:00+03:00"}
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "J", "language": "be", "items": [row]}
    (item,) = items(json.dumps(feed).encode(), "https://j.example/feed.json")

    assert (item.url, item.published, item.full, item.lang) == ("https://j.example/j", DAY, True, "be")


def test_rdf() -> None:
    """RSS 1.0: items beside the channel, their day in Dublin Core."""
    raw = b"""<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
    xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://r.example/">
    <title>R</title><link>https://r.example/</link></channel><item rdf:about="https://r.example/1"><title>One</title>
    <link>https://r.example/1</link><description>short</description><dc:date>2025-12-13T23:30:00-05:00</dc:date></item></rdf:RDF>"""
    (item,) = items(raw)

    assert (item.url, item.published, item.full) == ("https://r.example/1", DAY, False)


def rss(item: str, head: str = '<?xml version="1.0" encoding="utf-8"?>', lang: str = "tr") -> str:
    return f"{head}<rss version='2.0'><channel><title>Ufuk</title><language>{lang}</language><item>{item}</item></channel></rss>"


@pytest.mark.parametrize(
    ("words", "lang"),
    [
        ("Sat, 13 Dec 2025 23:59:00 -0800", None),
        ("2025-12-13T00:10:00+14:00", None),
        ("2025-12-13", None),
        ("13.12.2025 18:20", None),
        ("13/12/2025", None),
        ("Cmt, 13 Ara 2025 18:20:00 +0300", "tr"),
        ("сб, 13 снежня 2025 01:20:00 +0300", "be"),
        ("13 decembrie 2025", "ro"),
        ("2025年12月13日", "zh-CN"),
    ],
)
def test_days_in_the_feeds_own_words(words: str, lang: str | None) -> None:
    """Standard forms, numbers that can be read one way, month names of the feed's language."""
    assert told_day(words, lang) == DAY


@pytest.mark.parametrize(
    "words", ["", "yesterday", "03/04/2025", "Cmt, 13 Ara 2025", "2025-13-45", "0001-01-01", "13", "١"]
)
def test_what_is_unsure_is_no_day(words: str) -> None:
    """No order of day and month is guessed, no language, no missing part."""
    assert told_day(words, None) is None


@pytest.mark.parametrize(
    ("raw", "charset"),
    [
        (
            rss("<title>Şişli'de görüşme</title>", '<?xml version="1.0" encoding="windows-1254"?>').encode("cp1254"),
            None,
        ),
        (rss("<title>Şişli'de görüşme</title>", "").encode("cp1254"), "windows-1254"),
        (rss("<title>Şişli'de görüşme</title>").encode("cp1254"), "windows-1254"),
        ("\n \ufeff".encode() + rss("<title>Şişli'de görüşme</title>").encode(), "iso-8859-1"),
        (rss("<title>Şişli'de görüşme</title>", '<?xml version="1.0" encoding="utf-16"?>').encode("utf-16"), None),
        (gzip.compress(rss("<title>Şişli'de görüşme</title>").encode()), None),
    ],
)
def test_wrong_and_rare_encodings(raw: bytes, charset: str | None) -> None:
    """By the document's word, else the server's, whichever the bytes bear out."""
    (item,) = items(raw, charset=charset)

    assert item.title == "Şişli'de görüşme"


def test_an_edited_item_is_another() -> None:
    """Its id is made of what it says; where nothing was edited it is the same."""
    one, same, other = (items(rss(f"<guid>1</guid><title>{title}</title>").encode())[0].id for title in ("a", "a", "b"))

    assert one == same != other


def test_entities_are_not_opened() -> None:
    """Neither files nor entities that grow are read into a feed."""
    dtd = '<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
    found = list(feed_items(rss("<title>x&b;&f;</title>", f'<?xml version="1.0"?>{dtd}').encode(), "p", None))

    assert "root:" not in str(found)
    assert "aaaa" not in str(found)


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"  ",
        b"hello",
        b"<html><body>x</body></html>",
        b'{"a": 1}',
        b"[]",
        b"\x1f\x8b\x08broken",
        b"\x00\xff" * 99,
        b"<rss>" * 9999,
    ],
)
def test_what_is_no_feed_is_one_problem(raw: bytes) -> None:
    """Whatever comes, a Problem with its place, and no exception."""
    (found,) = feed_items(raw, "https://x.example/feed", None)

    assert isinstance(found, Problem)
    assert found.place == "https://x.example/feed"


def test_a_feed_that_is_cut_off_gives_what_stands_there() -> None:
    """The items before the cut."""
    whole = rss(
        "<title>a</title><link>https://x.example/a</link></item><item><title>b</title><link>https://x.example/b</link>"
    )

    assert items(whole[: whole.index("<title>b")].encode())[0].title == "a"


def test_a_news_sitemap_and_an_index() -> None:
    """Pages with title, language and day; an index and an OPML list name further addresses."""
    news = b"""<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
    xmlns:n="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>https://s.example/1</loc><n:news><n:publication>
    <n:name>S</n:name><n:language>ro</n:language></n:publication><n:publication_date>2025-12-13T01:00:00+02:00</n:publication_date>
    <n:title>Eliberare</n:title></n:news></url><url><loc>https://s.example/2</loc><lastmod>2025-12-14</lastmod></url></urlset>"""
    index = b"""<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>https://s.example/n.xml.gz</loc>
    </sitemap><sitemap><loc>javascript:alert(1)</loc></sitemap></sitemapindex>"""
    opml = b'<opml version="2.0"><body><outline text="a"><outline type="rss" xmlUrl="/rss" text="b"/></outline></body></opml>'
    first, second = items(news)

    assert (first.title, first.lang, first.outlet, first.published) == ("Eliberare", "ro", "S", DAY)
    assert (second.published, second.updated) == (None, date(2025, 12, 14))
    assert listed(index, "https://s.example/i.xml") == ("https://s.example/n.xml.gz",)
    assert listed(opml, "https://o.example/list.opml") == ("https://o.example/rss",)
    assert listed(news, None) == ()


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ("a &lt; b &amp;amp; c", "a < b & c"),
        ("<p>one</p><p>two<br>three</p>", "one\ntwo\nthree"),
        ("<script>alert(1)</script>x<style>p{}</style>y", "xy"),
        ("&lt;p&gt;Bir &amp;amp; iki&lt;/p&gt;", "Bir & iki"),
        ("5 < 6 & 7", "5 < 6 & 7"),
        ("<p>ab\x00c", "abc"),
    ],
)
def test_markup_becomes_plain_text(markup: str, words: str) -> None:
    """Paragraphs in lines, entities as letters, no scripts."""
    assert plain_text(markup) == words


PAGE = """<html><head><title>52 kişi serbest</title>{meta}</head><body><article><h1>52 kişi serbest</h1>
<p>Belarus yönetimi cumartesi günü 52 kişiyi serbest bıraktı ve bunlar aynı gün sınırdan Litvanya'ya geçti.</p>
<p>Bakanlık yaptığı açıklamada görüşmelerin gelecek hafta da sürmesinin beklendiğini duyurdu.</p></article></body></html>"""
META = '<meta property="article:published_time" content="2025-12-12T09:00:00+03:00">'


def followed(page: str | Refusal, published: date | None = DAY, text: str = "Özet metin.") -> Report | Problem:
    item = Item(
        id="i",
        url="https://x.example/1",
        title="52 kişi",
        published=published,
        text=text,
        lang="tr",
        outlet="Ufuk",
        full=False,
    )
    answer = page if isinstance(page, Refusal) else Fetched(url="https://x.example/1", status=200, body=page.encode())
    return item_report(item, "feed", lambda _: answer, lambda _: "tr", date(2025, 12, 14))


def test_a_summary_is_followed_to_its_page() -> None:
    """The page's text and day; the feed's day only where the page gives none."""
    told, untold = followed(PAGE.format(meta=META)), followed(PAGE.format(meta=""))

    assert "Litvanya'ya" in told.text
    assert told.published == date(2025, 12, 12)
    assert untold.published == DAY
    assert "Litvanya'ya" in untold.text


def test_without_any_date_there_is_a_problem() -> None:
    """Neither page nor feed says when: it is not dated by guess; a day to come is none either."""
    assert isinstance(followed(PAGE.format(meta=""), None), Problem)
    gone = Refusal(place="x", message="answered 404", fault="report", lasting=True)
    assert isinstance(followed(gone, date(2026, 5, 1)), Problem)


def test_a_page_that_is_refused_for_good_leaves_the_feeds_words() -> None:
    """Nothing is lost: the summary is the report; for a refusal that passes we wait."""
    gone = followed(Refusal(place="x", message="answered 404", fault="report", lasting=True))
    busy = followed(Refusal(place="x", message="answered 503", fault="report"))

    assert (gone.text, gone.published) == ("Özet metin.", DAY)
    assert isinstance(busy, Refusal)
