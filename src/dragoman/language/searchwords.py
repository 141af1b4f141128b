"""Words as they are searched for: one form for every script, whatever case, accents and spelling a person types.

On top of the folding that phrases are compared in: no accents on Latin, Greek and Cyrillic letters, Cyrillic in Latin
letters as Serbian writes both, and scripts without spaces cut into pairs of characters.
"""

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from dragoman.language.phrases import fold, is_glued
from dragoman.records import Span

#: Letters that no accent can be taken from, and Cyrillic ones, as Serbian Latin without its accents has them.
_PLAIN = str.maketrans(
    {
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "ł": "l",
        "ħ": "h",
        "ə": "e",
        **dict(zip("абвгдезијклмнопрстуфхцчшжћђ", "abvgdezijklmnoprstufhccszcd", strict=True)),
        "љ": "lj",
        "њ": "nj",
        "џ": "dz",
        "й": "j",
        "ы": "y",
        "э": "e",
        "ю": "ju",
        "я": "ja",
        "щ": "sc",
        "ъ": "",
        "ь": "",
        "і": "i",
        "ї": "ji",
        "є": "je",
        "ґ": "g",
        "ў": "u",
        "'": "",
    }
)
#: The longest word that is kept, in letters: more is no word of a language.
LONGEST = 64
#: A word of so many letters finds those that begin with it: its case endings.
STEM = 4


class SearchWord(NamedTuple):
    """A word in its folded form, and where it stands."""

    text: str
    span: Span


class Sought(NamedTuple):
    """A word that is looked for; `begins`: any that begins so will do."""

    text: str
    begins: bool

    def finds(self, word: str) -> bool:
        """Whether this is the word."""
        return word.startswith(self.text) if self.begins else word == self.text


def search_words(text: str) -> Iterator[SearchWord]:
    """The words of a text in their order; of a run without spaces each pair of characters, and its last one."""
    folded = fold(text)
    start = 0
    for end in range(1, len(folded.text) + 1):
        if end == len(folded.text) or _kind(folded.text[end]) != _kind(folded.text[start]):
            if _kind(folded.text[start]) == "glued":
                for at in range(start, end):
                    stop = min(at + 2, end)
                    yield SearchWord(folded.text[at:stop], folded.span(at, stop))
            elif _kind(folded.text[start]) == "word":
                yield from _word(folded.text[start:end], folded.span(start, end))
            start = end


def sought(words: str) -> tuple[Sought, ...]:
    """What a person looks for: all of these words, each once."""
    found = list(search_words(words))
    runs = [not is_glued(w.text[0]) or len(w.text) == 2 or not _goes_on(found, n) for n, w in enumerate(found)]
    kept = (Sought(w.text, _begins(w.text)) for w, is_kept in zip(found, runs, strict=True) if is_kept)
    return tuple(dict.fromkeys(kept))


def _goes_on(found: list[SearchWord], place: int) -> bool:
    """Whether a single character is the end of a pair before it."""
    return place > 0 and found[place - 1].span.end == found[place].span.end


def _begins(word: str) -> bool:
    return len(word) == 1 if is_glued(word[0]) else len(word) >= STEM


def _word(word: str, span: Span) -> Iterator[SearchWord]:
    plain = _plain(word)[:LONGEST]
    if plain:
        yield SearchWord(plain, span)


@lru_cache(maxsize=65536)
def _plain(word: str) -> str:
    parts = unicodedata.normalize("NFD", word.translate(_PLAIN))
    bare = (c for i, c in enumerate(parts) if not (unicodedata.category(c) == "Mn" and _is_bare(parts[:i])))
    return unicodedata.normalize("NFC", "".join(bare)).translate(_PLAIN)


def _is_bare(before: str) -> bool:
    """Whether a mark stands on a letter that is the same letter without it: of Latin, Greek or Cyrillic."""
    base = next((c for c in reversed(before) if unicodedata.category(c) != "Mn"), "")
    return not base or unicodedata.name(base, "").startswith(("LATIN", "GREEK", "CYRILLIC"))


@lru_cache(maxsize=65536)
def _kind(char: str) -> str:
    if char == "'":
        return "word"
    if not (char.isalnum() or unicodedata.category(char) in ("Mn", "Mc")):
        return ""
    return "glued" if is_glued(char) else "word"
