"""Where in a page's bytes each paragraph of its text stands, so that evidence can be opened in the saved page.

The words that a browser would show are laid end to end, without blanks and with each letter's place in the source; a
paragraph is looked for behind the one before it. It is placed only if all its letters stand there in one run.
"""

import re
from codecs import getincrementalencoder
from collections.abc import Iterator, Sequence
from html import unescape
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from dragoman.records import Span

_RAW = ("script", "style", "template")
#: What shows no words, each to its end or the page's, so that no page is gone through twice; and references.
_MARKUP = re.compile(
    r"<!--.*?(?:-->|\Z)"
    rf"|<(?P<raw>{'|'.join(_RAW)})\b.*?(?:</(?P=raw)\b[^>]*(?:>|\Z)|\Z)"
    r"|<[a-z/!?](?:[^>\"'=]|=\s*\"[^\"]*\"|=\s*'[^']*'|[\"'=])*+(?:>|\Z)"
    r"|(?P<reference>&(?:\#\d{1,7}|\#x[\da-f]{1,6}|[a-z][a-z\d]{1,31});?)",
    re.I | re.S,
)
#: Letters that no reader sees: the signs of directions and joints, and what neither XML nor lxml keeps.
_UNSEEN = (
    *range(0x20),
    *range(0x7F, 0xA0),
    0xAD,
    *range(0x200B, 0x2010),
    *range(0x202A, 0x202F),
    *range(0x2060, 0x2065),
)
_BLANKS = (0x20, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x2028, 0x2029, 0x202F, 0x205F, 0x3000)
_UNREAD = frozenset((*_UNSEEN, *_BLANKS, 0xFEFF, 0xFFFE, 0xFFFF))
_SKIPPED = np.array(sorted(_UNREAD), np.uint32)

_Codes = npt.NDArray[np.uint32]
_Places = npt.NDArray[np.int64]


class _Shown(NamedTuple):
    """The letters that a page shows, and where in its source each begins and ends."""

    letters: str
    starts: _Places
    ends: _Places


def places(raw: bytes, source: str, coding: str, paragraphs: Sequence[str]) -> tuple[Span | None, ...]:
    """For each paragraph the bytes of a page that hold it; None where it does not stand there in one run.

    `source` is the page's bytes as text, read in `coding`.
    """
    found = list(_placed(_shown(source), paragraphs))
    at = _bytes_at(source, coding, {edge for span in found if span for edge in span})
    whole = (Span(at[span.start], at[span.end]) if span else None for span in found)
    return tuple(
        b if b and s and _is_same(raw, b, source, s, coding) else None for b, s in zip(whole, found, strict=True)
    )


def _is_same(raw: bytes, there: Span, source: str, here: Span, coding: str) -> bool:
    """Whether bytes are the same piece of the page; not where its encoding lost some."""
    return raw[there.start : there.end].decode(coding, "replace") == here.of(source)


def _placed(shown: _Shown, paragraphs: Sequence[str]) -> Iterator[Span | None]:
    behind = 0
    for paragraph in paragraphs:
        codes = _codes(paragraph)
        wanted = _letters(codes[~_is_skipped(codes)])
        start = shown.letters.find(wanted, behind) if wanted else -1
        start = shown.letters.find(wanted) if wanted and start < 0 else start
        if start < 0:
            yield None
            continue
        behind = start + len(wanted)
        yield Span(int(shown.starts[start]), int(shown.ends[behind - 1]))


def _shown(source: str) -> _Shown:
    codes = _codes(source).copy()
    ends = np.arange(1, len(codes) + 1)
    seen = ~_is_skipped(codes)
    for match in _MARKUP.finditer(source):
        start, end = match.span()
        seen[start:end] = False
        letter = unescape(match[0]) if match["reference"] else ""
        if len(letter) == 1:
            codes[start], ends[start] = ord(letter), end
            seen[start] = codes[start] not in _UNREAD
    return _Shown(_letters(codes[seen]), np.flatnonzero(seen), ends[seen])


def _codes(text: str) -> _Codes:
    return np.frombuffer(text.encode("utf-32-le", "replace"), "<u4")


def _letters(codes: _Codes) -> str:
    return codes.tobytes().decode("utf-32-le")


def _is_skipped(codes: _Codes) -> npt.NDArray[np.bool_]:
    return np.isin(codes, _SKIPPED)


def _bytes_at(source: str, coding: str, edges: set[int]) -> dict[int, int]:
    """How many bytes of a page stand before each of some characters."""
    encoder, before = getincrementalencoder(coding)("replace"), 0
    found = {}
    for start, end in pairwise([0, *sorted(edges)]):
        before += len(encoder.encode(source[start:end]))
        found[end] = before
    return found
