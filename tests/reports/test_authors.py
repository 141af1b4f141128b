"""Who wrote a report, as each form says it."""

import json
from email.message import EmailMessage
from pathlib import Path

import pytest
from click.testing import CliRunner
from feedgen.feed import FeedGenerator

from dragoman.cli import main
from dragoman.records import Report
from dragoman.reports.documents import mail_report
from dragoman.reports.feeds import Item, feed_items
from dragoman.reports.follow import of_feed
from dragoman.reports.make import named
from dragoman.reports.pages import page_report
from dragoman.reports.tables import row_report, row_reports

PROSE = (
    "Ostra freed nineteen fishermen on Saturday after two days of talks with the envoy of Lanmark, its ministry said."
)
PAGE = "<html><head><title>News</title><meta name='date' content='2025-12-13'>{head}</head><body><article><h1>News</h1>{by}<p>{words}</p></article></body></html>"
LD = '<script type="application/ld+json">{}</script>'


def say_en(text: str) -> str:
    return "en"


def author(found: object) -> str | None:
    assert isinstance(found, Report), found
    return found.author


@pytest.mark.parametrize(
    ("head", "by", "told"),
    [
        (
            LD.format(json.dumps({"@type": "Article", "headline": "News", "author": {"name": "Ada Wren"}})),
            "",
            "Ada Wren",
        ),
        (
            LD.format(json.dumps({"@type": "Article", "author": [{"name": "Ada Wren"}, "Bo Tarn"]})),
            "",
            "Ada Wren, Bo Tarn",
        ),
        ("<meta name='author' content='By Ada Wren'>", "", "Ada Wren"),
        ("<meta property='article:author' content='https://a.example/ada'>", "", None),
        ("", "<div itemprop='author'><span itemprop='name'>Ада Рэн</span></div>", "Ада Рэн"),
        ("", "<p class='byline'>Von Ada Wren</p>", "Ada Wren"),
        ("", "<a rel='author' href='/ada'>Ada Wren</a>", "Ada Wren"),
        ("", "", None),
    ],
)
def test_a_page_names_its_author(head: str, by: str, told: str | None) -> None:
    """By JSON-LD, metadata, microdata, a byline; never by an address, and not where nothing says it."""
    assert author(page_report(PAGE.format(head=head, by=by, words=PROSE).encode(), "p", say_en)) == told


@pytest.mark.parametrize("form", ["rss", "atom"])
def test_a_feed_names_its_authors(form: str) -> None:
    """As a real writer writes them."""
    feed = FeedGenerator()
    feed.id("https://a.example/")
    feed.title("Courier")
    feed.link(href="https://a.example/")
    feed.description("News")
    entry = feed.add_entry()
    entry.id("https://a.example/1")
    entry.title("News")
    entry.content(PROSE * 4)
    entry.pubDate("2025-12-13T10:00:00+00:00")
    entry.author(name="Ada Wren", email="ada@a.example")
    raw = feed.rss_str() if form == "rss" else feed.atom_str()
    [item] = feed_items(raw, "f", "https://a.example/feed")
    assert isinstance(item, Item)
    report = of_feed(item, "f", say_en, item.published)
    assert "Ada Wren" in (author(report) or "")


@pytest.mark.parametrize(
    "row",
    [
        {"text": PROSE, "published": "2025-12-13", "author": "Ada Wren"},
        {"maintext": PROSE, "date_publish": "2025-12-13 10:00:00", "authors": ["Ada Wren"]},
        {"uri": "urn:1", "versioncreated": "2025-12-13T10:00:00Z", "body_text": PROSE, "byline": "Ada Wren"},
    ],
)
def test_rows_and_items_name_their_author(row: dict[str, object]) -> None:
    """A table, news-please, ninjs."""
    assert author(row_report(row, None, "r:1", say_en)) == "Ada Wren"


@pytest.mark.parametrize("told", ["<by>Ada Wren</by>", "<creator qcode='x:1'><name>Ada Wren</name></creator>"])
def test_a_news_item_names_its_author(tmp_path: Path, told: str) -> None:
    """NewsML-G2, by its byline or its creator."""
    (tmp_path / "a.xml").write_text(
        '<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="g"><itemMeta><versionCreated>2025-12-13T10:00:00Z'
        f"</versionCreated></itemMeta><contentMeta>{told}</contentMeta><contentSet><inlineData>{PROSE}</inlineData>"
        "</contentSet></newsItem>"
    )
    assert [author(found) for found in row_reports(tmp_path / "a.xml", say_en)] == ["Ada Wren"]


def test_a_mail_is_its_senders() -> None:
    """The name in From."""
    mail = EmailMessage()
    mail["From"], mail["Date"] = "Ada Wren <ada@a.example>", "Sat, 13 Dec 2025 00:30:00 +0300"
    mail.set_content(PROSE)
    assert author(mail_report(mail.as_bytes(), "m", say_en)) == "Ada Wren"


def test_what_is_no_name_is_none() -> None:
    """Addresses, numbers, essays; names that come twice come once."""
    assert named(["https://a.example/ada", 7, None, "", "x" * 500]) is None
    assert named(["Ada  Wren", "Bo\nTarn", "Ada Wren"]) == "Ada Wren, Bo Tarn"


def test_the_commands_show_the_author_and_the_place_in_the_page(tmp_path: Path) -> None:
    """`reports --json` and `show`, of a claim of a saved page: its bytes hold the words of the quote."""
    words = "Belarus released 52 prisoners on Thursday, 11 September 2025, after talks with the United States in Minsk."
    page = PAGE.format(head="<meta name='author' content='Ada Wren'>", by="", words=words)
    path, store = tmp_path / "a.html", ["--store", str(tmp_path / "s.db")]
    path.write_text(page.replace("52", "&#53;2"), encoding="utf-8")
    run = CliRunner()
    assert run.invoke(main, ["read", str(path), *store]).exit_code == 0
    assert json.loads(run.invoke(main, ["reports", "--json", *store]).stdout)["author"] == "Ada Wren"
    claim = json.loads(run.invoke(main, ["claims", "--json", *store]).stdout.splitlines()[0])
    shown = json.loads(run.invoke(main, ["show", claim["id"], "--json", *store]).stdout)
    place = shown["page"]
    assert shown["author"] == "Ada Wren"
    assert path.read_bytes()[place["start"] : place["end"]].decode().replace("&#53;", "5") == words
    assert "Ada Wren" in run.invoke(main, ["show", claim["id"], *store]).stdout
