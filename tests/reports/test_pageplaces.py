"""Paragraphs are found again in the bytes of the page that they came from."""

from html import escape, unescape
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from dragoman.desk import open_desk
from dragoman.records import Report
from dragoman.reports.pageplaces import places
from dragoman.reports.pages import decoded, page_report

PROSE = (
    "Ostra & Lanmark's envoys met for two hours on Saturday; “nothing was signed”, the foreign ministry said.",
    "Görüşmelerin ardından 19 balıkçı serbest bırakıldı ve aynı gün ülkesine döndü, dedi bakanlık sözcüsü.",
    "Сустрэча працягвалася дзве гадзіны, паведамілі ў міністэрстве замежных спраў пасля яе заканчэння.",
)


def say_en(text: str) -> str:
    return "en"


def page(*paragraphs: str, coding: str = "utf-8") -> bytes:
    words = "\n".join(f"<p>{p}</p>" for p in paragraphs)
    meta = f'<meta charset="{coding}"><meta property="article:published_time" content="2025-12-13">'
    return f"<html><head>{meta}<title>News</title></head><body><article>{words}</article></body></html>".encode(
        coding, "xmlcharrefreplace"
    )


def shown(raw: bytes, coding: str) -> str:
    """The words of a piece of a page, markup and entities removed, without blanks."""
    return "".join(html.fromstring(f"<div>{raw.decode(coding)}</div>").text_content().split())


def read(raw: bytes) -> Report:
    found = page_report(raw, "page", say_en)
    assert isinstance(found, Report), found
    return found


@pytest.mark.parametrize("coding", ["utf-8", "windows-1251", "windows-1254", "iso-8859-9", "gb18030"])
def test_each_paragraph_is_found_in_the_bytes_of_the_page(coding: str):
    """Markup within it, entities, line breaks, whatever encoding: the bytes say what the paragraph says."""
    marked = (
        PROSE[0].replace("&", "&amp;").replace("two hours", "two <a title='a > b' href=\"/x\">hours</a><!-- no -->"),
        PROSE[1].replace("19", "<b>\n 1</b>9"),
        PROSE[2].replace("у", "&#1091;"),
    )
    raw = page(*marked, coding=coding)
    found = read(raw)
    assert found.text == "\n\n".join(PROSE)
    for paragraph, place in zip(PROSE, found.page, strict=True):
        assert place is not None
        assert shown(place.of(raw), coding) == "".join(paragraph.split())


def test_a_paragraph_that_stands_twice_is_found_behind_the_one_before_it():
    """What a teaser repeats is placed in the report's order, not at the teaser."""
    raw = page(PROSE[1], PROSE[0], PROSE[1])
    source = decoded(raw, None)
    first, second = places(raw, source.text, source.coding, PROSE[:2])
    assert first is not None
    assert second is not None
    assert raw.rfind(PROSE[1].encode()) == second.start


def test_what_is_not_there_has_no_place():
    """Neither words of a script nor words that the page does not hold."""
    raw = f"<script>{PROSE[1]}</script><p>{PROSE[2]}</p>".encode()
    assert places(raw, raw.decode(), "utf-8", (PROSE[1], "Other words.", "")) == (None, None, None)


_WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\r\0"), min_size=1, max_size=30)
_TAGS = st.sampled_from(["<b>", "</b>", "<br/>", "<!-- x -->", '<a href="y>z">', "</a>", " ", "\n", "&nbsp;", "&shy;"])


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(st.tuples(_WORDS, _TAGS), min_size=1, max_size=4), min_size=1, max_size=4))
def test_words_at_a_place_are_the_paragraphs(paragraphs: list[list[tuple[str, str]]]):
    """Any letters between any markup: a paragraph is placed, and its bytes without markup are its words."""
    said = ["".join(words for words, _ in parts) for parts in paragraphs]
    source = "".join(f"<p>{''.join(escape(w) + tag for w, tag in parts)}</p>" for parts in paragraphs)
    raw = source.encode()
    for words, place in zip(said, places(raw, source, "utf-8", said), strict=True):
        letters = _seen(words)
        assert place or not letters
        if place and letters:
            assert _seen(_without_markup(place.of(raw).decode())) == letters


def _without_markup(piece: str) -> str:
    for tag in ("<b>", "</b>", "<br/>", "<!-- x -->", '<a href="y>z">', "</a>", "<p>", "</p>"):
        piece = piece.replace(tag, "")
    return unescape(piece)


def _seen(words: str) -> str:
    from unicodedata import category

    return "".join(c for c in words if not c.isspace() and category(c) not in ("Cc", "Cf", "Zs", "Zl", "Zp", "Cn"))


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.sampled_from(["<", ">", "<!--", "<script", "</script", "='", '="', "&#", "&", "a", "<a "]), max_size=60)
)
def test_no_markup_breaks_the_search(parts: list[str]):
    """Markup that never ends, quotes that never close: None or a place inside the page, never an error."""
    source = "".join(parts)
    for place in places(source.encode(), source, "utf-8", ("a", "aa")):
        assert place is None or 0 <= place.start < place.end <= len(source)


@pytest.mark.parametrize("piece", ["<!--", '<a ="', "<a ", "<script ", "&#1", "<style><!--"])
def test_a_page_of_nothing_but_beginnings_is_gone_through_once(piece: str):
    """Two hundred thousand characters of it cost no more than a few seconds, where twice through each would take minutes."""
    import time

    source = piece * (200_000 // len(piece))
    began = time.process_time()
    places(source.encode(), source, "utf-8", ("words",) * 3)
    assert time.process_time() - began < 5


def test_places_are_kept_with_the_report(tmp_path: Path):
    """What the store gives back has the same places and author."""
    found = read(page(*PROSE).replace(b"<title>", b'<meta name="author" content="Ada Wren"><title>'))
    desk = open_desk(tmp_path / "store.db")
    desk.take([found])
    assert desk.store.report(found.id) == found
    assert (found.author, len(found.page)) == ("Ada Wren", 3)
