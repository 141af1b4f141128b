"""Forms found by whole words, for scripts that part words by spaces.

`phrases.Matcher` looks for its forms at every letter. Words of time are as short as "a" and "to" and would be found
inside all others, so here a text is cut into words, and each word is looked up only the first time it comes.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Generic, NamedTuple, TypeVar

from dragoman.language.phrases import Form, Hit, Stem

T = TypeVar("T")

MAX_ENDING = 9
#: Letters, digits and the vowel signs that Python's \w leaves out.
_IN_WORD = r"\w" + "".join(c for c in map(chr, range(0x300, 0x1E00)) if unicodedata.category(c) in ("Mn", "Mc"))
_WORD = re.compile(rf"[{_IN_WORD}]+")
_GAPS = frozenset(" -\u00a0\u202f·.'")


class Candidate(NamedTuple, Generic[T]):
    """A word of the text that may begin a form."""

    skip: int  #: letters of a clitic before it
    loose: int  #: letters of the ending
    rest: tuple[Stem, ...]  #: the other words of the form
    meaning: T


class WordIndex(Generic[T]):
    """Finds forms by whole words. Words come again and again in a text, so each is looked up only once.

    `phrases.Matcher` looks for its forms at every letter; half the words of time are as short as "a" and "to", and
    would be found inside all others.
    """

    def __init__(self, entries: Iterable[tuple[Form, T]], prefixes: Iterable[str]) -> None:
        self._forms: dict[str, list[tuple[Form, T]]] = {}
        for form, word in entries:
            self._forms.setdefault(form.stems[0].text, []).append((form, word))
        self._prefixes = ("", *prefixes)
        self._known: dict[str, tuple[Candidate[T], ...]] = {}

    def find(self, text: str) -> Iterator[Hit[T]]:
        """Every hit in a folded text, overlapping ones too."""
        for match in _WORD.finditer(text):
            word = match[0]
            found = self._known.get(word)
            if found is None:
                found = self._known[word] = tuple(self._look_up(word))
            for skip, letters, rest, meaning in found:
                end, loose = _follow(text, match.end(), rest) if rest else (match.end(), letters)
                if end:
                    yield Hit(match.start() + skip, end, loose, meaning)

    def knows(self, word: str) -> bool:
        """Whether a folded word is itself the beginning of a form."""
        return word in self._forms

    def _look_up(self, word: str) -> Iterator[Candidate[T]]:
        for prefix in self._prefixes:
            if word.startswith(prefix):
                bare = word[len(prefix) :]
                for loose in range(min(len(bare), MAX_ENDING + 1)):
                    for form, meaning in self._forms.get(bare[: len(bare) - loose], ()):
                        if loose <= form.stems[0].ending:
                            yield Candidate(len(prefix), loose, form.stems[1:], meaning)


def _follow(text: str, place: int, stems: tuple[Stem, ...]) -> tuple[int, int]:
    """Where the other words of a form end, and with how many letters of an ending; zeros where they do not follow."""
    letters = 0
    for stem in stems:
        if not text.startswith(stem.text, place + 1) or text[place] not in _GAPS:
            return 0, 0
        place += 1 + len(stem.text)
        word = _WORD.match(text, place)
        letters = word.end() - place if word else 0
        if letters > stem.ending:
            return 0, 0
        place += letters
    return place, letters
