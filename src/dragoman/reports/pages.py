"""A web page to a report: its main text, day, title, outlet, language and address; a Problem where it is no report.

The day is the page's own word (JSON-LD, metadata, microdata, `<time>`, a dated address, a date line beside the
headline); a page that gives none, or one that cannot be, is a Problem. What is told of a page from elsewhere wins.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from typing import Any, NamedTuple

from dragoman.reports.maintext import Cut, cut_surroundings, main_text, weight
from dragoman.reports.make import Detect, Found, as_day, make_report, problem
from dragoman.reports.pagedate import Word, days_of_line, publication_day
from dragoman.reports.pagefacts import Facts, plain, read_facts
from dragoman.reports.pageplaces import places

#: A page of more bytes, or of more elements, is no news page.
LARGEST = 10_000_000
MOST = 20_000
#: A text shorter than this is a page's whole only where nothing says that the rest is withheld.
SHORT = 1_200
#: Below this a page has no report; a brief item of two sentences is longer.
EMPTY = 60
#: Below this, a page titled like an error is one.
ERROR = 300
#: With these a line begins that says whose a picture or a page is.
RIGHTS = ("©", "Ⓒ", "(c)", "(C)")
_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.I)
#: Characters that no text holds, bare or as references.
_NO_TEXT = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|&#(?:0*(?:[0-8]|1[124-9]|2\d|3[01])(?!\d)|x0*(?:[0-8bcef]|1[0-9a-f]|fff[ef])(?![\da-f]));?",
    re.I,
)
#: What browsers take for these names.
_MEANT = {"iso-8859-1": "cp1252", "us-ascii": "cp1252", "iso-8859-9": "cp1254", "gb2312": "gb18030"}
_TITLES = tomllib.loads((files("dragoman.reports") / "pages.toml").read_text(encoding="utf-8"))["errors"]
_ERRORS = re.compile(rf"^\W*(?:error\W*)?(?:40\d|410|429|451|50[0-4])\b|{'|'.join(map(re.escape, _TITLES))}", re.I)
_PAYWALL = re.compile(r"pay-?wall|subscriber-?only|premium-?(?:wall|content|gate)|piano-|metered|regwall", re.I)
_CLOCK_LINE = re.compile(r"\(?\d{1,2}[:.]\d\d(?:\s*[ap]\.?m\.?|\s*uhr)?\)?", re.I)


def page_report(  # one argument a fact that may be known beside the page
    raw: bytes,
    place: str,
    detect: Detect,
    *,
    url: str | None = None,
    charset: str | None = None,
    told: Mapping[str, Any] | None = None,
) -> Found:
    """The report of an HTML page, or the Problem that it is.

    `url` is the address that it was fetched from, `charset` what the server said of its encoding. `told` is known from
    elsewhere and wins: `published`, `lang`, `outlet`, `url`, `title`, `id`; `retrieved` is the day it was fetched.
    """
    if len(raw) > LARGEST:
        return problem(place, f"{len(raw):,} bytes, more than {LARGEST:,}: no news page")
    source = decoded(raw, charset)
    tree = _parsed(source.text)
    if isinstance(tree, str):
        return problem(place, tree)
    given = told or {}
    facts = read_facts(tree, url)
    withheld = _is_withheld(tree, facts)
    cut = cut_surroundings(tree, facts.title)
    return _read(_Page(raw, source, tree, facts, cut, withheld), given, place, detect)


class Source(NamedTuple):
    """A page's bytes as text, and the encoding that they were read in."""

    text: str
    coding: str


@dataclass(frozen=True, slots=True)
class _Page:
    """A page whose surroundings are cut."""

    raw: bytes
    source: Source
    tree: Any
    facts: Facts
    cut: Cut
    withheld: bool


def _read(page: _Page, given: Mapping[str, Any], place: str, detect: Detect) -> Found:
    every = main_text(page.tree, page.facts.title)
    lang = str(given.get("lang") or detect("\n".join(every)))
    langs = (lang, *page.facts.langs)
    paragraphs = tuple(_own_lines(every, page.facts, langs))
    text = "\n\n".join(paragraphs)
    wrong = _wrong(page, text)
    if wrong:
        return problem(place, wrong)
    day = _day(page, given, langs)
    if isinstance(day, str):
        return problem(place, day)
    facts = {name: getattr(page.facts, name) for name in ("title", "outlet", "url", "author")}
    stand = places(page.raw, page.source.text, page.source.coding, paragraphs)
    return make_report(text, {**facts, "lang": lang, **given, "published": day, "page": stand}, place, detect)


def _day(page: _Page, given: Mapping[str, Any], langs: tuple[str, ...]) -> date | str:
    known = as_day(given.get("published"))
    if known is not None:
        return known
    word = publication_day(page.facts, page.tree, langs, as_day(given.get("retrieved")))
    return word.day if isinstance(word, Word) else word


def _parsed(source: str) -> Any:  # noqa: ANN401
    """The tree of a page, or why there is none."""
    from lxml import etree, html  # noqa: PLC0415

    text = _NO_TEXT.sub("", source)
    if not text.strip():
        return "an empty page"
    try:
        parser = html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_pis=True)
        tree = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        return f"not a page: {error}"
    count = sum(1 for _ in tree.iter())
    return tree if count <= MOST else f"{count:,} elements, more than {MOST:,}: no news page"


def decoded(raw: bytes, charset: str | None) -> Source:
    """The text of a page's bytes: by its byte order mark, as UTF-8 if it is, else as the server or the page says."""
    for mark, coding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if raw.startswith(mark):
            return Source(raw.decode(coding, "replace"), coding)
    found = _META_CHARSET.search(raw[:4096])
    for coding in ("utf-8", *_named(charset), *_named(found[1].decode("ascii", "ignore") if found else None)):
        try:
            return Source(raw.decode(coding), coding)
        except (LookupError, UnicodeDecodeError):
            continue
    return _guessed(raw)


def _named(charset: str | None) -> Iterator[str]:
    if charset:
        name = charset.strip().lower()
        yield _MEANT.get(name, name)


def _guessed(raw: bytes) -> Source:
    from charset_normalizer import from_bytes  # noqa: PLC0415

    best = from_bytes(raw[:100_000]).best()
    coding = best.encoding if best else "utf-8"
    return Source(raw.decode(coding, "replace"), coding)


def _is_withheld(tree: Any, facts: Facts) -> bool:  # noqa: ANN401
    """Whether the page says that only part of the text is shown to all."""
    free = [item.get("isAccessibleForFree") for item in (*facts.articles, *facts.others)]
    if any(value is False or str(value).lower() == "false" for value in free):
        return True
    named = (f"{el.get('class') or ''} {el.get('id') or ''}" for el in tree.iter("div", "section", "aside", "p"))
    return any(_PAYWALL.search(name) for name in named)


def _own_lines(paragraphs: list[str], facts: Facts, langs: tuple[str, ...]) -> Iterator[str]:
    """The paragraphs without the headline, the date line, clock times and rights that stand alone."""
    title = plain(facts.title or "")
    for line in paragraphs:
        is_rights = line.startswith(RIGHTS) and weight(line) < ERROR
        if (title and plain(line) == title) or is_rights or _CLOCK_LINE.fullmatch(line) or days_of_line(line, langs):
            continue
        yield line


def _wrong(page: _Page, text: str) -> str | None:
    """Why a page is no report; None where it is one."""
    title = page.facts.title or ""
    if weight(text) < ERROR and _ERRORS.search(title):
        return f"an error page: {title[:80]}"
    if page.cut.cards >= 5 and not any(weight(line) >= 2 * EMPTY for line in text.split("\n")):
        return f"a list of teasers: {page.cut.cards} linked headlines and no text of its own"
    if weight(text) < EMPTY:
        return "a consent notice and no text" if page.cut.consent else "no main text"
    if page.withheld and weight(text) < SHORT:
        return f"behind a paywall: only {len(text)} characters are shown"
    return None
