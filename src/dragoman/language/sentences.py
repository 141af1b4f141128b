"""Where sentences begin and end, in every script, by rules.

Measured against six libraries on thirty languages, these few rules place more boundaries rightly than any of them
(docs/why.md). A line break always ends a sentence, so a headline without a full stop stands alone.
"""

import re
import unicodedata
from collections.abc import Iterator, Set

from dragoman.records import Span

_CLOSERS = "\"'”’»›)]}」』】）〉》"
_STOP = re.compile(
    rf"(?P<mark>[.!?…]+|[。！？｡।॥؟۔։]+)(?P<closers>[{re.escape(_CLOSERS)}]*)(?P<gap>\s*)",
)
_LAST_WORD = re.compile(r"[^\W\d_]+$|\d+$")
_WIDE = frozenset("。！？｡")


def sentences(text: str, abbreviations: Set[str] = frozenset(), ordinal_dot: bool = False) -> list[Span]:
    """Spans of the sentences of `text`, in order, without the white space around them.

    `abbreviations` are words (folded to lower case, without the stop) that do not end a sentence;
    `ordinal_dot` says that a number with a stop is an ordinal ("am 13. Dezember").
    """
    return [
        span for line in _lines(text) for span in _cut(text, line, abbreviations, ordinal_dot) if span.end > span.start
    ]


def _lines(text: str) -> Iterator[Span]:
    start = 0
    for match in re.finditer(r"[\r\n\u2028\u2029]+|$", text):
        yield Span(start, match.start())
        start = match.end()


def _cut(text: str, line: Span, abbreviations: Set[str], ordinal_dot: bool) -> Iterator[Span]:
    start = line.start
    for match in _STOP.finditer(text, line.start, line.end):
        if match.end() < line.end and _ends(text, match, abbreviations, ordinal_dot):
            yield _trim(text, start, match.end("closers"))
            start = match.end()
    yield _trim(text, start, line.end)


def _ends(text: str, match: re.Match[str], abbreviations: Set[str], ordinal_dot: bool) -> bool:
    mark, follower = match["mark"], text[match.end()]
    if mark[0] in _WIDE:
        return True
    if not match["gap"]:
        return mark[0] in "।॥؟۔։"
    if _is_lower(follower):
        return False
    return mark != "." or not _keeps_going(text, match, abbreviations, ordinal_dot)


def _keeps_going(text: str, match: re.Match[str], abbreviations: Set[str], ordinal_dot: bool) -> bool:
    """Whether the word before a single full stop is an initial, an abbreviation or an ordinal."""
    found = _LAST_WORD.search(text, max(0, match.start() - 24), match.start())
    if not found or match["closers"]:
        return False
    word = found.group()
    if word.isdigit():
        return ordinal_dot and len(word) <= 2
    return (len(word) == 1 and word.isupper()) or word.lower() in abbreviations


def _is_lower(char: str) -> bool:
    # Georgian letters have no case in running text, yet str.islower() calls them lower.
    return char.islower() and not unicodedata.name(char, "").startswith("GEORGIAN")


def _trim(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)
