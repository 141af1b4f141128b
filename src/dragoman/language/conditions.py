"""Clauses that an act is made to depend on: "if prisoners are freed", "in return for", "unless".

A pack lists the words that open such a clause, or close it where the language puts them last; the clause runs to the
next comma or the end of the sentence.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from dragoman.language.pack import Pack
from dragoman.language.phrases import Folded, Form, Habits, Matcher, Stem, fold, longest
from dragoman.records import Span

_BREAK = re.compile(r"[,;:،؛，；、—–\n]|(?<=\s)-(?=\s)")


@lru_cache(maxsize=64)
def _matcher(pack: Pack) -> Matcher[str]:
    rows = pack.tables.get("conditions", {}).get("condition", ())
    forms = [(_form(words), row.get("place", "before")) for row in rows for words in row["words"]]
    return Matcher(forms, Habits(pack.features.prefixes))


def _form(words: str) -> Form:
    room = 6 if words.endswith("-") else 0
    return Form(tuple(Stem(w, room) for w in fold(words.rstrip("-")).text.split()))


def find_conditions(text: str, folded: Folded, pack: Pack, sentences: Sequence[Span]) -> list[Span]:
    """Spans of conditional clauses, each within one sentence, in the order of the text."""
    hits = longest(_matcher(pack).find(folded, text))
    return [span for hit in hits for span in _clause(text, folded.span(hit.start, hit.end), hit.meaning, sentences)]


def _clause(text: str, words: Span, place: str, sentences: Sequence[Span]) -> Iterator[Span]:
    for sentence in sentences:
        if sentence.start <= words.start and words.end <= sentence.end:
            yield _before(text, words, sentence) if place == "before" else _after(text, words, sentence)


def _before(text: str, words: Span, sentence: Span) -> Span:
    """From the words that open the clause to the next break."""
    found = _BREAK.search(text, words.end, sentence.end)
    return _trimmed(text, words.start, found.start() if found else sentence.end)


def _after(text: str, words: Span, sentence: Span) -> Span:
    """From the break before to the words that close the clause."""
    breaks = [m.end() for m in _BREAK.finditer(text, sentence.start, words.start)]
    return _trimmed(text, breaks[-1] if breaks else sentence.start, words.end)


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ".!?…"):
        end -= 1
    return Span(start, end)
