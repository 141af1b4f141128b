"""What a page says of itself in its head: metadata, JSON-LD, title, outlet, language, address. Nothing is guessed."""

import json
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any
from urllib.parse import urljoin, urlsplit

from dragoman.reports.make import named

Item = Mapping[str, Any]
_ARTICLE = re.compile(r"(Article|Posting|^Report|^NewsStory)$")
_SITE_BEHIND = re.compile(r"\s+[|\u2013\u2014\u00b7\u00bb:-]+\s+")
_WRAPPED = re.compile(r"^\s*(?://)?\s*<!(?:--|\[CDATA\[)|(?://)?\s*(?:-->|\]\]>)\s*$")
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_FORMS = tomllib.loads((files("dragoman.reports") / "pages.toml").read_text(encoding="utf-8"))
_AUTHOR_METAS = tuple(_FORMS["authors"])
#: The author's name as microdata, as a link, as a block of that name.
_AUTHOR_MARKS = (
    "//*[@itemprop='author']//*[@itemprop='name']",
    "//*[@itemprop='author'][not(@content)]",
    "//a[@rel='author']",
    "//*[contains(concat(' ', @class, ' '), ' byline ')][not(.//time)]",
)
_BY = re.compile(rf"^\s*(?:{'|'.join(map(re.escape, _FORMS['by']))})(?:\s*[:：]\s*|\s+)", re.I)
_PUBLISHED = frozenset({"published", "dt-published"})
#: Two lines that are the same for so long are one.
COMPARED = 500


@dataclass(frozen=True, slots=True)
class Facts:
    """What stands in a page's head."""

    metas: tuple[tuple[str, str], ...]  #: names (lower case) and contents, in the page's order
    articles: tuple[Item, ...]  #: JSON-LD of the article itself, not of those that it points to
    others: tuple[Item, ...]  #: JSON-LD of the page around it
    title: str | None
    outlet: str | None
    url: str | None
    author: str | None
    stamps: tuple[str, ...]  #: the day of the article by its class names (hAtom, h-entry); none where they name several
    langs: tuple[str, ...]  #: as the page claims; a hint

    def meta(self, *names: str) -> Iterator[str]:
        """The contents of the metas of these names, in the order of the names."""
        yield from (content for name in names for known, content in self.metas if known == name)

    def told(self, key: str) -> Iterator[str]:
        """The texts that the article's JSON-LD has under a key."""
        yield from (str(item[key]) for item in self.articles if isinstance(item.get(key), str | int) and item[key])


def read_facts(tree: Any, url: str | None) -> Facts:  # noqa: ANN401 - lxml is untyped
    """The facts of a page, from its tree and the address that it was fetched from."""
    metas = tuple(_metas(tree))
    first = dict(reversed(metas))
    address = _address(tree, first, url)
    items = [item for item in _items(tree) if not _is_other(item)]
    articles = [item for item in items if _is_article(item)]
    titles = [*_texts(tree, "//h1"), first.get("og:title", ""), *_texts(tree, "//title")]
    own = tuple(item for item in articles if _is_own(item, titles, address)) or _agreeing(articles)
    outlet = first.get("og:site_name") or _publisher(own or tuple(items)) or _host(address)
    return Facts(
        metas=metas,
        articles=own,
        others=tuple(item for item in items if not _is_article(item)),
        title=_title(own, first, tree, outlet),
        outlet=outlet,
        url=address,
        author=_author(tree, own, first),
        stamps=_stamps(tree),
        langs=tuple(_langs(tree, first)),
    )


def _stamps(tree: Any) -> tuple[str, ...]:  # noqa: ANN401
    told = {time.get("datetime") for time in tree.iter("time") if _PUBLISHED & {*(time.get("class") or "").split()}}
    return tuple(filter(None, told)) if len(told) == 1 else ()


def _metas(tree: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401
    for meta in tree.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("http-equiv")
        content = (meta.get("content") or "").strip()
        if name and content:
            yield name.strip().lower(), content


def _texts(tree: Any, path: str) -> list[str]:  # noqa: ANN401
    return [squeezed(node.text_content()) for node in tree.xpath(path)]


def squeezed(text: str) -> str:
    """A text with its runs of white space made one space."""
    return " ".join(text.split())


def plain(text: str) -> str:
    """The letters and digits of a text's beginning alone, folded: to compare lines."""
    return "".join(c for c in text[:COMPARED].casefold() if c.isalnum())


def _items(tree: Any) -> Iterator[Item]:  # noqa: ANN401
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or "").lower():
            yield from _flat(_loaded(script.text or ""), 0)


def _loaded(text: str) -> object:
    bare = _WRAPPED.sub("", _WRAPPED.sub("", text)).strip().rstrip(";")
    for attempt in (bare, re.sub(r",\s*([}\]])", r"\1", bare)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _flat(value: object, depth: int) -> Iterator[Item]:
    if depth > 4:
        return
    if isinstance(value, list):
        for one in value:
            yield from _flat(one, depth + 1)
    elif isinstance(value, dict):
        yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _flat(value.get(key), depth + 1)


def _kinds(item: Item) -> list[str]:
    kinds = item.get("@type")
    return [k.rsplit("/", 1)[-1] for k in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(k, str)]


def _is_article(item: Item) -> bool:
    return any(_ARTICLE.search(kind) for kind in _kinds(item))


def _is_other(item: Item) -> bool:
    return not _kinds(item)


def _is_own(item: Item, titles: list[str], address: str | None) -> bool:
    """Whether JSON-LD speaks of this page's article: by its headline, or by its address."""
    headline = plain(str(item.get("headline") or item.get("name") or ""))
    page = item.get("mainEntityOfPage")
    of = page.get("@id") if isinstance(page, dict) else page
    same = headline and any(headline == plain(t) or plain(t).startswith(headline) for t in titles if t)
    return bool(same or (address and address in (item.get("url"), item.get("@id"), of)))


def _agreeing(articles: list[Item]) -> tuple[Item, ...]:
    """The only article of a page; of several of which none is known to be its own, none."""
    return tuple(articles) if len(articles) == 1 else ()


def _publisher(items: tuple[Item, ...]) -> str | None:
    for item in items:
        publisher = item.get("publisher")
        publisher = publisher[0] if isinstance(publisher, list) and publisher else publisher
        name = publisher.get("name") if isinstance(publisher, dict) else publisher
        if isinstance(name, str) and name.strip():
            return squeezed(name)
    return None


def _author(tree: Any, own: tuple[Item, ...], first: Mapping[str, str]) -> str | None:  # noqa: ANN401
    """Who wrote the article: by its JSON-LD, else by metadata, else by what is marked as the author's name."""
    marked = (_texts(tree, path) for path in _AUTHOR_MARKS)
    ways: tuple[Iterable[object], ...] = (_authors(own), [first.get(m) for m in _AUTHOR_METAS], *marked)
    bare = ([_BY.sub("", name, count=1) for name in way if isinstance(name, str)] for way in ways)
    return next(filter(None, map(named, bare)), None)


def _authors(own: tuple[Item, ...]) -> list[object]:
    told = [item.get("author") for item in own]
    every = [one for some in told for one in (some if isinstance(some, list) else [some])]
    return [one.get("name") if isinstance(one, dict) else one for one in every]


def _host(url: str | None) -> str | None:
    host = urlsplit(url).hostname if url else None
    return host.removeprefix("www.") if host else None


def _address(tree: Any, first: Mapping[str, str], url: str | None) -> str | None:  # noqa: ANN401
    links = tree.xpath("//link[@rel='canonical']/@href")
    for told in (*links, first.get("og:url"), url):
        address = _joined(url or "", str(told).strip()) if told else ""
        if address.startswith(("http://", "https://")) and urlsplit(address).hostname:
            return address
    return None


def _joined(base: str, address: str) -> str:
    try:
        joined = urljoin(base, address)
        return joined if urlsplit(joined).hostname else ""
    except ValueError:
        return ""


def _title(own: tuple[Item, ...], first: Mapping[str, str], tree: Any, outlet: str | None) -> str | None:  # noqa: ANN401
    headlines = [item["headline"] for item in own if isinstance(item.get("headline"), str)]
    known = [*headlines, first.get("og:title", "")]
    named = next((squeezed(t) for t in known if t.strip()), "")
    if named:
        return _without_site(named, outlet)
    titles = [_without_site(t, outlet) for t in _texts(tree, "//title") if t]
    shown = {plain(line): line for line in _texts(tree, "//h1 | //h2 | //b | //strong | //font | //span") if line}
    parts = [part for title in titles for part in _parts(title) if plain(part) in shown]
    return max(parts, key=len, default=None) or next(iter([*titles, *(h for h in _texts(tree, "//h1") if h)]), None)


def _parts(title: str) -> list[str]:
    """A title, and what is left of it without what stands before its first or behind its last dash or bar."""
    cuts = list(_SITE_BEHIND.finditer(title))
    return [title, title[: cuts[-1].start()], title[cuts[0].end() :]] if cuts else [title]


def _without_site(title: str, outlet: str | None) -> str:
    """A title without the outlet's name behind its last dash or bar."""
    cuts = list(_SITE_BEHIND.finditer(title))
    if cuts and outlet and plain(title[cuts[-1].end() :]) in (plain(outlet), plain(outlet.split(".")[0])):
        return title[: cuts[-1].start()]
    return title


def _langs(tree: Any, first: Mapping[str, str]) -> Iterator[str]:  # noqa: ANN401
    for told in (tree.get("lang"), tree.get("xml:lang"), first.get("og:locale"), first.get("content-language")):
        found = _LANGUAGE.match((told or "").strip().lower())
        if found:
            yield found.group()
