"""The static site: whole, closed in itself, and deaf to markup in reports."""

import json
from pathlib import Path

import pytest
from lxml import html

from dragoman.cli.export import write_folder
from dragoman.exports.formats import FORMATS, files


@pytest.fixture(scope="module")
def site(dossier, tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    write_folder(folder, files(FORMATS["site"], dossier))
    return folder


@pytest.fixture(scope="module")
def pages(site) -> dict[Path, html.HtmlElement]:
    return {p.resolve(): html.fromstring(p.read_bytes()) for p in site.rglob("*.html")}


def test_every_link_leads_to_a_page_and_a_place_there(pages) -> None:
    """The site opens from a folder: addresses are relative, and every one has its end."""
    missing = []
    for page, tree in pages.items():
        for _, _, link, _ in tree.iterlinks():
            if link.startswith("https://"):
                continue
            file, _, place = link.partition("#")
            end = (page.parent / file).resolve() if file else page
            if not end.is_file() or (place and end in pages and not pages[end].xpath("//*[@id=$id]", id=place)):
                missing.append((page.name, link))
    assert not missing


def test_nothing_is_fetched_from_elsewhere(pages) -> None:
    """Only links that a person follows leave the folder."""
    for tree in pages.values():
        fetched = [*tree.xpath("//@src"), *tree.xpath("//link/@href"), *tree.xpath("//form/@action")]
        assert not [f for f in fetched if ":" in f or f.startswith("/")]


def test_every_event_and_promise_has_its_page_with_all_its_wordings(dossier, site, pages) -> None:
    """Down to the words, in every language, with their place in the report."""
    for item in dossier.items:
        tree = pages[(site / "events" / f"{item.id}.html").resolve()]
        assert {a.get("id") for a in tree.xpath("//article")} == set(item.claims)
    claim = next(c for c in dossier.claims.values() if c.lang == "tr" and "123" in c.quote)
    tree = pages[(site / "events" / f"{dossier.of_claim[claim.id]}.html").resolve()]
    (block,) = tree.xpath(f"//article[@id='{claim.id}']//blockquote")
    assert claim.quote.split(".")[0][:40] in "".join(block.xpath(".//text()[not(ancestor::rt)]"))
    assert block.get("lang") == "tr"


def test_the_bargain_of_two_parties_stands_on_its_page(site, pages) -> None:
    """Both sides, the picture, what is open."""
    tree = pages[(site / "processes" / "BY_US.html").resolve()]
    text = " ".join(tree.text_content().split())

    assert "Belarus – United States" in text
    assert "freed 123" in text
    assert tree.xpath("//*[local-name()='svg']//@href")


def test_markup_in_reports_is_never_markup(site, pages, hostile_url) -> None:
    """Titles, outlets, quotes and addresses of reports are words; ids of reports name no file."""
    assert {p.relative_to(site.resolve()).parts[0] for p in pages} <= {
        *("events", "processes", "reports", "index.html", "events.html", "open.html"),
        *("disputes.html", "reports.html", "search.html"),
    }
    for tree in pages.values():
        assert [s.get("src") for s in tree.xpath("//script")] in ([], ["index.js", "search.js"])
        assert not tree.xpath("//img | //@onerror | //@onload | //a[starts-with(@href, 'javascript')]")
    assert any("<script>alert(1)</script>" in t.text_content() for t in pages.values())
    assert not any("\u202e" in t.text_content() or "\x07" in t.text_content() for t in pages.values())
    assert not any(t.findtext(".//title", "").strip() == "49" for t in pages.values())
    assert not any(hostile_url in t.xpath("//a/@href") for t in pages.values())


def test_the_index_of_search_holds_every_claim(dossier, site) -> None:
    """A script that assigns a list: page, day, heading, words, language, outlet."""
    text = (site / "index.js").read_text(encoding="ascii")
    rows = [json.loads(row.rstrip(",")) for row in text.splitlines()[1:-1]]

    assert [r[3] for r in rows] == [c.quote for c in dossier.claims.values()]
    assert all((site / r[0].partition("#")[0]).is_file() for r in rows)
