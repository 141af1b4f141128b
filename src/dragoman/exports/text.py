"""Words of reports as a page shows them: what is hidden is made visible, marks are laid over them, nothing is lost.

Pure. Escaping is the templates' part: they escape whatever is not markup of ours.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple
from unicodedata import bidirectional

from dragoman.records import Span

#: Letters that tell which way a text runs: the first ones of it.
TELLING = 600
#: Words of some ten letters together, none of them longer than a narrow line.
_FIRST = re.compile(r"\s*(?=\S)(?:.{10}\S{0,8}|.{1,10}$)", re.DOTALL)
_LANG = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")


def _seen() -> dict[int, str]:
    """What stands for characters that cannot be seen and may mislead: by code point.

    Joiners and the marks of direction that ordinary Arabic, Hebrew and Persian need are left as they are.
    """
    controls = {code: chr(0x2400 + code) for code in range(0x20) if chr(code) not in "\t\n\r"}
    named = (0x7F, *range(0x80, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF, *range(0xFFF9, 0xFFFC))
    others = {code: f"⟨U+{code:04X}⟩" for code in (*named, *range(0xE0000, 0xE0080))}
    return controls | others | dict.fromkeys(range(0xD800, 0xE000), "\ufffd")


_SEEN = _seen()


def visible(text: str) -> str:
    """A text in which control characters and turns of direction are seen instead of done."""
    return text if text.isascii() and text.isprintable() else text.translate(_SEEN)


def cut(text: str, length: int) -> str:
    """The text in one line of at most so many characters."""
    flat = " ".join(text[: 8 * length].split())
    return flat if len(flat) <= length and len(text) <= 8 * length else flat[: length - 1].rstrip() + "…"


def first_word(text: str) -> tuple[str, str]:
    """The text cut after its first words, so many as a label needs room; a long word is cut too."""
    found = _FIRST.match(text)
    end = found.end() if found else len(text)
    return text[:end], text[end:]


def direction(text: str) -> str:
    """`rtl` where most letters run from right to left, else `ltr`."""
    ways = [bidirectional(c) for c in text[:TELLING]]
    return "rtl" if sum(w in ("R", "AL") for w in ways) > ways.count("L") else "ltr"


def lang_tag(lang: str) -> str:
    """A language as markup names it; empty where the code cannot be one."""
    return lang if _LANG.fullmatch(lang) else ""


class Piece(NamedTuple):
    """A stretch of text under the same marks."""

    text: str
    keys: tuple[str, ...]  #: what it is marked as, in the order of the marks given
    first: tuple[str, ...]  #: of these, what begins here
    last: tuple[str, ...]  #: of these, what ends here


def pieces(text: str, marks: Sequence[tuple[Span, str]], window: Span) -> list[Piece]:
    """The text within a window, cut wherever a mark begins or ends. Marks may overlap and reach out of the window."""
    inside = [(Span(max(s.start, window.start), min(s.end, window.end)), key) for s, key in marks if s.overlaps(window)]
    begins, ends = _at(inside, 0), _at(inside, 1)
    cuts = sorted({window.start, window.end, *begins, *ends})
    found, open_now = [], list[str]()
    for start, end in pairwise(cuts):
        for key in ends.get(start, ()):
            open_now.remove(key)
        open_now.extend(begins.get(start, ()))
        found.append(
            Piece(
                text[start:end],
                tuple(dict.fromkeys(open_now)),
                tuple(dict.fromkeys(begins.get(start, ()))),
                tuple(dict.fromkeys(ends.get(end, ()))),
            )
        )
    return found


def _at(marks: Iterable[tuple[Span, str]], side: int) -> dict[int, list[str]]:
    found = defaultdict(list)
    for span, key in marks:
        if span.start < span.end:
            found[span[side]].append(key)
    return found
