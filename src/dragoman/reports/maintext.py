"""The report's own words out of a page: what surrounds them is cut by its form, then trafilatura chooses.

Form is read, never language: what a block is called (`class`, `id`), how much of it is links, whether it is one of
several cards with a linked headline. A block that holds the headline or half of the page's words always stays.
"""

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from itertools import dropwhile, islice
from typing import Any

from dragoman.reports.pagefacts import plain, squeezed

_WORDS = tomllib.loads((files("dragoman.reports") / "pages.toml").read_text(encoding="utf-8"))
#: Elements that stand on lines of their own.
BLOCKS = frozenset(_WORDS["blocks"])
HEADS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_MUTE, _ASIDE, _ROLES = (frozenset(_WORDS[key]) for key in ("mute", "aside", "roles"))
_CALLED, _CONSENT = frozenset(_WORDS["called"]), frozenset(_WORDS["consent"])
_PARTS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_IDEOGRAPH = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
#: Links make up so much of a block that is no prose; of one of several blocks in a row that begin with a link.
LINKS, ROW = 0.6, 0.35
#: A card with a linked headline is no longer than this.
CARD = 500
#: A notice that asks for consent is no longer than this.
NOTICE = 3000
#: Of a text lighter than this trafilatura's second opinion is asked, unless there are so many blocks.
THIN, MANY = 300, 600
#: A line of this weight is prose, not a label.
PROSE = 60


@dataclass(frozen=True, slots=True)
class Cut:
    """What was cut out of a page."""

    cards: int  #: blocks of a linked headline, perhaps with a line of summary
    consent: bool  #: a notice that asks for consent


def cut_surroundings(tree: Any, title: str | None) -> Cut:  # noqa: ANN401 - lxml is untyped
    """Take out of a tree what is not the report; the tree is changed.

    Tables that lay out a page become blocks, and words that stand bare between breaks become paragraphs.
    """
    _silence(tree)
    for table in list(tree.iter("table")):
        _unfold(table)
    _paragraphs(tree)
    kept = _Kept(tree, headline(tree, title))
    consent = kept.cut((el for el in _elements(tree) if _is_called(el) & _CONSENT), NOTICE)
    kept.cut(el for el in _elements(tree) if _is_aside(el))
    cards = kept.cut(kept.cards())
    kept.cut(kept.next_stories())
    kept.cut(el for el in _elements(tree) if kept.is_links(el, LINKS))
    kept.cut(el for el in _elements(tree) if kept.is_row(el))
    return Cut(cards, bool(consent))


def headline(tree: Any, title: str | None) -> Any:  # noqa: ANN401
    """The element that holds the headline: a heading that says what the title says, or any short block; None."""
    wanted = plain(title or "")
    heads = [*tree.iter("h1"), *tree.iter("h2"), *tree.iter("b", "strong", "font", "p", "div", "span")]
    for head in heads:
        said = plain(head.text_content()) if wanted and len(head) < 9 else ""
        if said and (said == wanted or (head.tag == "h1" and (said in wanted or wanted in said))):
            return head
    return next((h for h in tree.iter("h1") if h.text_content().strip()), None)


#: Of an element that was not measured.
_NONE = (0, 0, 0)


class _Kept:
    """How many characters, of them linked, and headings each element of a tree has, and which may not be cut."""

    def __init__(self, tree: Any, head: Any) -> None:  # noqa: ANN401
        self.lengths: dict[Any, tuple[int, int, int]] = {}
        for element in reversed(list(_elements(tree))):
            self.lengths[element] = self._length(element)
        self.half = self.lengths.get(tree, _NONE)[0] / 2
        self.held = {head, *head.iterancestors()} if head is not None else set()

    def _length(self, element: Any) -> tuple[int, int, int]:  # noqa: ANN401
        inner = [self.lengths.get(child, _NONE) for child in element]
        words = _said(element.text) + sum(i[0] for i in inner) + sum(_said(child.tail) for child in element)
        is_link = element.tag == "a" and not element.get("href", "#").startswith("#")
        links = words if is_link else sum(i[1] for i in inner)
        return words, links, sum(i[2] for i in inner) + (element.tag in HEADS)

    def cut(self, elements: Iterator[Any], size: int = 0) -> int:
        """Drop elements, all but what must stay; how many were dropped. None of less than `size` is too large to go."""
        dropped = [el for el in list(elements) if self._may_go(el, size)]
        for element in dropped:
            _drop(element)
        return len(dropped)

    def _may_go(self, element: Any, size: int) -> bool:  # noqa: ANN401
        large = self.lengths.get(element, _NONE)[0] > max(self.half, size)
        return not large and element not in self.held and element.tag not in ("html", "body")

    def is_links(self, element: Any, share: float) -> bool:  # noqa: ANN401
        """Whether links make up such a share of a block."""
        words, links, _ = self.lengths.get(element, _NONE)
        return element.tag in BLOCKS and words > 0 and links >= share * words

    def is_row(self, element: Any) -> bool:  # noqa: ANN401
        """Whether a short block begins with a link, and so do at least two others beside it."""
        if not self._is_linked(element) or element.getparent() is None:
            return False
        return sum(1 for _ in islice(filter(self._is_linked, element.getparent()), 3)) == 3

    def _is_linked(self, element: Any) -> bool:  # noqa: ANN401
        first = next(iter(element), None)
        opens = first is not None and first.tag == "a" and not (element.text or "").strip()
        return opens and self.lengths.get(element, (CARD, 0, 0))[0] < CARD and self.is_links(element, ROW)

    def cards(self) -> Iterator[Any]:
        """Blocks that hold one linked headline each, where at least two stand beside each other."""
        heads = [el for el in self.lengths if el.tag in HEADS and _links_away(el)]
        found = {card for card in map(self._card, heads) if card.getparent() is not None}
        beside = Counter(card.getparent() for card in found)
        return (card for card in found if beside[card.getparent()] > 1)

    def next_stories(self) -> Iterator[Any]:
        """Blocks called like one that holds the headline, behind it, whose own headline leads to another page."""
        for block in [el for el in self.held if el is not None and el.get("class")]:
            for other in block.itersiblings():
                if other.get("class", "").split()[:1] == block.get("class").split()[:1] and _leads_away(other):
                    yield other

    def _card(self, head: Any) -> Any:  # noqa: ANN401
        """The largest block around a heading that is still one card: short, and of one heading."""
        card = head
        for outer in head.iterancestors():
            words, _, heads = self.lengths.get(outer, _NONE)
            if heads > 1 or words > CARD:
                break
            card = outer
        return card


def _said(text: str | None) -> int:
    return len(text.strip()) if text else 0


def _elements(tree: Any) -> Iterator[Any]:  # noqa: ANN401
    return (el for el in tree.iter() if isinstance(el.tag, str))


def _drop(element: Any) -> None:  # noqa: ANN401
    if element.getparent() is not None:
        element.drop_tree()


def _silence(tree: Any) -> None:  # noqa: ANN401
    for element in list(tree.iter()):
        if not isinstance(element.tag, str) or element.tag in _MUTE or _is_hidden(element):
            _drop(element)


def _is_hidden(element: Any) -> bool:  # noqa: ANN401
    return "hidden" in element.attrib or bool(_HIDDEN.search(element.get("style") or ""))


def _unfold(table: Any) -> None:  # noqa: ANN401
    """Make blocks of a table that lays out a page: one that holds blocks, breaks or long cells."""
    inner = next(table.iterdescendants("table", "p", "h1", "h2", "ul", "div", "br"), None)
    if inner is None and all(len(cell.text_content()) < 200 for cell in table.iter("td")):
        return
    for element in [table, *table.iterdescendants("tbody", "thead", "tfoot", "tr", "td", "th")]:
        element.tag = "div"


def _paragraphs(tree: Any) -> None:  # noqa: ANN401
    """Put words that stand bare in a block, between breaks or beside other blocks, into paragraphs of their own."""
    whole = {*HEADS, "table", "tr", "ul", "ol"}
    for element in [el for el in tree.iter(*BLOCKS) if el.tag not in whole]:
        if any(child.tag == "br" or child.tag in BLOCKS for child in element):
            _cut_at_breaks(element)
        elif element.tag in ("div", "section", "center") and element.text_content().strip():
            element.tag = "p"


def _cut_at_breaks(element: Any) -> None:  # noqa: ANN401
    children, words = list(element), element.text
    element.text, run = None, element.makeelement("p")
    run.text = words
    for child in children:
        element.remove(child)
    for child in children:
        tail, child.tail = child.tail, None
        if child.tag == "br" or child.tag in BLOCKS:
            _close(element, run)
            if child.tag != "br":
                element.append(child)
            run = element.makeelement("p")
            run.text = tail
        else:
            run.append(child)
            child.tail = tail
    _close(element, run)
    if element.tag == "p":
        element.tag = "div"


def _close(element: Any, run: Any) -> None:  # noqa: ANN401
    if len(run) or (run.text or "").strip():
        element.append(run)


def _is_called(element: Any) -> set[str]:  # noqa: ANN401
    name = f"{element.get('class') or ''} {element.get('id') or ''}"
    return {part.lower() for part in _PARTS.findall(name)} if name != " " else set()


def _is_aside(element: Any) -> bool:  # noqa: ANN401
    return element.tag in _ASIDE or element.get("role") in _ROLES or bool(_is_called(element) & _CALLED)


def _leads_away(block: Any) -> bool:  # noqa: ANN401
    head = next(block.iter(*HEADS), None)
    return head is not None and _links_away(head)


def _links_away(head: Any) -> bool:  # noqa: ANN401
    links = [*head.iterdescendants("a"), *head.iterancestors("a")]
    return any("#" not in link.get("href", "#") for link in links)


def main_text(tree: Any, title: str | None) -> list[str]:  # noqa: ANN401
    """The paragraphs of the report, in order, as trafilatura chooses them; [] where it finds none.

    Prose that it left out between the headline and the last paragraph that it chose is put back.
    """
    blocks = lines_after(tree, headline(tree, title))
    chosen = _chosen(tree, fast=True)
    if len(blocks) <= MANY and weight("".join(chosen)) < THIN:
        chosen = _chosen(tree, fast=False)
    return _with_gaps_filled(_from_headline(chosen, tree, blocks), blocks)


def _chosen(tree: Any, *, fast: bool) -> list[str]:  # noqa: ANN401
    document = _trafilatura()(tree, include_comments=False, include_tables=True, fast=fast)
    return list(_lines(document.body)) if document is not None and document.body is not None else []


def _from_headline(chosen: list[str], tree: Any, blocks: list[str]) -> list[str]:  # noqa: ANN401
    """The chosen lines without those that stand before the headline alone."""
    after = {plain(block) for block in blocks}
    before = {plain(line) for _, line in leaves(tree)} - after
    return [line for line in chosen if plain(line) not in before]


def _with_gaps_filled(chosen: list[str], blocks: list[str]) -> list[str]:
    known = {plain(line) for line in chosen}
    same = [plain(block) in known for block in blocks]
    if sum(same) < len(known):
        return chosen
    last = max((number for number, is_known in enumerate(same) if is_known), default=-1)
    return [
        block for block, is_known in zip(blocks[: last + 1], same, strict=False) if is_known or weight(block) >= PROSE
    ]


def lines_after(tree: Any, head: Any) -> list[str]:  # noqa: ANN401
    """The lines of a tree's innermost blocks from the headline on; all where there is none."""
    every = list(leaves(tree))
    from_head = dropwhile(lambda leaf: not _touches(leaf[0], head), every) if head is not None else every
    return [line for _, line in from_head]


def leaves(tree: Any) -> Iterator[tuple[Any, str]]:  # noqa: ANN401
    """The innermost blocks of a tree, each with its line of text."""
    for element in tree.iter(*BLOCKS):
        if not any(child.tag in BLOCKS for child in element):
            line = squeezed(element.text_content())
            if line:
                yield element, line


def _touches(element: Any, head: Any) -> bool:  # noqa: ANN401
    return element is head or head in element.iterancestors() or element in head.iterancestors()


def weight(text: str) -> int:
    """How much a text says: its characters, an ideograph for three."""
    return len(text) + 2 * len(_IDEOGRAPH.findall(text))


@lru_cache(maxsize=1)
def _trafilatura() -> Any:  # noqa: ANN401
    import logging  # noqa: PLC0415

    from trafilatura import bare_extraction  # noqa: PLC0415 - slow to import

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    return bare_extraction


def _lines(body: Any) -> Iterator[str]:  # noqa: ANN401
    """The text of trafilatura's tree, a line for each of its blocks; cells of a row stand apart by a tab."""
    from lxml import etree  # noqa: PLC0415

    words: list[str] = []
    for event, element in etree.iterwalk(body, events=("start", "end")):
        if element.tag in ("p", "head", "item", "quote", "row", "list", "table", "lb", "code", "ab", "fw"):
            yield from _spoken(words)
            words = []
        elif element.tag == "cell" and event == "end":
            words.append("\t")
        words.append((element.text if event == "start" else element.tail) or "")
    yield from _spoken(words)


def _spoken(words: list[str]) -> Iterator[str]:
    line = "\t".join(filter(None, map(squeezed, "".join(words).split("\t"))))
    if line:
        yield line
