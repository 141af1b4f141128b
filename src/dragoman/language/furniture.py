"""Lines that stand in a text but are not the report: navigation, "read also", bylines, captions, the date line.

They yield no claims; offsets are untouched, since nothing is cut out. A pack lists the openings of such lines.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from dragoman.language.pack import Pack
from dragoman.language.phrases import fold
from dragoman.records import Span

_LINE = re.compile(r"[^\r\n]+")
_DATE_HEAD = re.compile(r"\s*date \d{4}-\d\d-\d\d(?=\s)")
#: What no line of prose is longer than where it opens like furniture: a paragraph that begins "Photo" is still prose.
LONGEST = 240


def find_furniture(text: str, pack: Pack) -> list[Span]:
    """Spans of the lines that are not the report, in order."""
    return list(_listed_lines(text, pack))


def date_head(text: str) -> int:
    """Where the report begins: after ` date YYYY-MM-DD `, if the text begins so."""
    head = _DATE_HEAD.match(text)
    return head.end() + 1 if head else 0


def _listed_lines(text: str, pack: Pack) -> Iterator[Span]:
    openings, whole = _words(pack)
    for match in _LINE.finditer(text):
        line = fold(match.group().strip()).text.strip() if match.end() - match.start() <= 2 * LONGEST else ""
        if 0 < len(line) <= LONGEST and (line.rstrip(".:") in whole or line.startswith(openings)):
            yield Span(match.start(), match.end())


@lru_cache(maxsize=64)
def _words(pack: Pack) -> tuple[tuple[str, ...], frozenset[str]]:
    """(how such lines open, whole lines), folded."""
    rows = pack.tables["furniture"].get("line", ())
    opens, whole = ([fold(words).text for row in rows for words in row.get(key, ())] for key in ("opens", "whole"))
    return tuple(opens), frozenset(whole)
