"""Items of feeds (RSS, Atom, RDF, JSON Feed) and news sitemaps; addresses in OPML lists and sitemap indexes.

fastfeedparser reads them, feedparser what that refuses; dates and languages are read from the feed's own words.
Sources: RSS 2.0, RFC 4287, JSON Feed 1.1, OPML 2.0, sitemaps.org 0.9 with Google's news extension.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urljoin, urlsplit

from dragoman.ids import content_id
from dragoman.records import Problem
from dragoman.reports.feeddates import told_day
from dragoman.reports.feedxml import Told, name_of, parsed, repaired, told_items
from dragoman.reports.inflate import GZIP, TooLargeError, UnreadableError, inflated
from dragoman.reports.make import named, problem
from dragoman.reports.plaintext import plain_text

#: A feed's own text shorter than this is a summary, whatever element it stands in.
SHORTEST = 280
CUT = ("…", "...", "[…]", "[...]")
LARGEST, MOST = 50_000_000, 50_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """What a feed or a news sitemap says of one report."""

    id: str  #: of the feed's own id or address, its title and its text: an edited item is another
    url: str | None
    title: str | None
    published: date | None  #: in the feed's own time zone; None where it gives no date that can be read for sure
    text: str  #: plain; may be empty
    lang: str | None
    outlet: str | None
    full: bool  #: whether `text` is the whole report
    author: str | None = None
    updated: date | None = None  #: of sitemaps without news: when the page last changed


def feed_items(raw: bytes, place: str, url: str | None, charset: str | None = None) -> Iterator[Item | Problem]:
    """Every item of a feed or sitemap; one Problem where it is none. `charset` is what the server says."""
    opened = _opened(raw, place)
    if isinstance(opened, Problem):
        yield opened
        return
    sheet = repaired(opened, charset)
    root = parsed(sheet)
    if root is not None and name_of(root) == "urlset":
        yield from _pages_of(root, url)
    elif root is not None and name_of(root) in ("opml", "sitemapindex"):
        yield problem(place, f"a list of other addresses ({name_of(root)}), no feed")
    else:
        yield from _entries(sheet, root, place, url)


def listed(raw: bytes, url: str | None) -> tuple[str, ...]:
    """The addresses of feeds in an OPML list, or of sitemaps in an index of them; none where it is neither."""
    opened = _opened(raw, "")
    root = None if isinstance(opened, Problem) else parsed(repaired(opened, None))
    if root is None or name_of(root) not in ("opml", "sitemapindex"):
        return ()
    if name_of(root) == "opml":
        found = [value for e in root.iter() for key, value in e.attrib.items() if key.lower() == "xmlurl"]
    else:
        found = [e.text or "" for e in root.iter() if name_of(e) == "loc"]
    return tuple(dict.fromkeys(link for one in found[:MOST] if (link := _link(one, url))))


def _opened(raw: bytes, place: str) -> bytes | Problem:
    """The bytes of a feed, unpacked where they are a gzip file."""
    try:
        opened = inflated((raw,), "gzip", LARGEST) if raw.startswith(GZIP) else raw
    except (TooLargeError, UnreadableError) as error:
        return problem(place, f"cannot be unpacked: {error}")
    return opened if opened.strip() else problem(place, "empty")


def _pages_of(root: Any, url: str | None) -> Iterator[Item]:  # noqa: ANN401 - lxml is untyped
    """The pages of a sitemap; it never holds their text."""
    outlet_of_host = _host(url)
    for page in [e for e in root if name_of(e) == "url"][:MOST]:
        told = {name_of(e): " ".join((e.text or "").split()) for e in page.iter() if isinstance(e.tag, str)}
        link = _link(told.get("loc"), url)
        if not link:
            continue
        lang, title = told.get("language") or None, plain_text(told.get("title", "")) or None
        yield Item(
            id=content_id("item", link, title or "", told.get("lastmod", "")),
            url=link,
            title=title,
            published=told_day(told.get("publication_date", ""), lang),
            text="",
            lang=lang,
            outlet=told.get("name") or outlet_of_host,
            full=False,
            updated=told_day(told.get("lastmod", ""), lang),
        )


def _entries(sheet: bytes, root: Any, place: str, url: str | None) -> Iterator[Item | Problem]:  # noqa: ANN401
    """The entries of a feed by the first library that reads as many as stand there."""
    told = _told_json(sheet) if root is None else told_items(root)
    try:
        feed, entries = _fast(sheet)
        if told and len(told) != len(entries):
            feed, entries = _patient(sheet)
    except Exception as refused:
        feed, entries = _patient(sheet)
        if not entries and not feed.get("title"):
            yield problem(place, f"no feed that can be read: {' '.join(str(refused).split())[:200]}")
            return
    if len(told) != len(entries):
        told = [_told_by(entry) for entry in entries]
    lang = _lang(feed, root)
    outlet = plain_text(str(feed.get("title") or "")) or _host(url)
    for entry, own in zip(entries, told, strict=True):
        yield _item(entry, own, lang, outlet, url)


def _fast(sheet: bytes) -> tuple[Mapping[str, Any], Sequence[Mapping[str, Any]]]:
    import fastfeedparser  # noqa: PLC0415

    found = fastfeedparser.parse(sheet)
    return found.feed, found.entries


def _patient(sheet: bytes) -> tuple[Mapping[str, Any], Sequence[Mapping[str, Any]]]:
    import feedparser  # noqa: PLC0415

    found = feedparser.parse(sheet, sanitize_html=False, resolve_relative_uris=False)
    return found.feed, found.entries


def _told_json(sheet: bytes) -> list[Told]:
    """Dates and languages of a JSON Feed, in its own words."""
    try:
        rows = json.loads(sheet).get("items", ())
    except (ValueError, AttributeError, RecursionError):
        return []
    if not isinstance(rows, list):
        return []
    return [_told_row(row) for row in rows if isinstance(row, dict)]


def _told_row(row: Mapping[str, Any]) -> Told:
    whole = bool(row.get("content_text") or row.get("content_html"))
    return Told(str(row.get("date_published") or ""), row.get("language"), whole)


def _told_by(entry: Mapping[str, Any]) -> Told:
    """What feedparser kept of the feed's own words."""
    words = entry.get("published") or entry.get("updated") or ""
    return Told(str(words), entry.get("language"), bool(entry.get("content")))


def _lang(feed: Mapping[str, Any], root: Any) -> str | None:  # noqa: ANN401
    told = feed.get("language")
    if not told and root is not None:
        told = next((e.text for e in root.iter() if name_of(e) == "language" and e.text), None)
    return str(told).strip() or None if told else None


def _item(entry: Mapping[str, Any], own: Told, lang: str | None, outlet: str | None, url: str | None) -> Item:
    title = " ".join(plain_text(str(entry.get("title") or "")).split()) or None
    content = "\n".join(str(c.get("value") or "") for c in entry.get("content") or () if isinstance(c, Mapping))
    summary = plain_text(str(entry.get("description") or entry.get("summary") or ""))
    whole = plain_text(content) if own.whole else ""
    text = max(whole, summary, key=len)
    link = _link(entry.get("link"), url)
    return Item(
        id=content_id("item", str(entry.get("id") or link or ""), title or "", text),
        url=link,
        title=title,
        published=told_day(own.date, own.lang or lang),
        text=text,
        lang=own.lang or lang,
        outlet=outlet,
        author=named(plain_text(str(entry.get("author") or ""))),
        full=text == whole and len(text) >= SHORTEST and not text.endswith(CUT),
    )


def _link(address: object, base: str | None) -> str | None:
    """An absolute address of the web; None of anything else."""
    try:
        found = urljoin(base or "", str(address or "").strip())
        return found if urlsplit(found).scheme in ("http", "https") and urlsplit(found).hostname else None
    except ValueError:
        return None


def _host(url: str | None) -> str | None:
    try:
        return (urlsplit(url or "").hostname or "").removeprefix("www.") or None
    except ValueError:
        return None
