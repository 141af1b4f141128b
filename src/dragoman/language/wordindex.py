"""Forms found by whole words, for scripts that part words by spaces.

`phrases.Matcher` looks for its forms at every letter. Words of time are as short as "a" and "to" and would be found
inside all others, so here a text is cut into words, and each word is looked up only the first time it comes.
"""

import re
import unicodedata
from collections.abc import Container, Iterable, Iterator, Mapping
from typing import Generic, NamedTuple, Protocol, TypeVar

from dragoman.language.phrases import Form, Hit, Stem, fold


class Kind(Protocol):
    """A meaning of some kind."""

    @property
    def kind(self) -> str:
        """The name of the kind."""


T = TypeVar("T", bound=Kind)

MAX_ENDING = 9
MOST_WORDS = 50_000
#: Vowel signs and accents, which Python's \w leaves out.
MARKS = "".join(c for c in map(chr, range(0x300, 0x1E00)) if unicodedata.category(c) in ("Mn", "Mc"))
_IN_WORD = r"\w" + MARKS
_WORD = re.compile(rf"[{_IN_WORD}]+")
#: A word, or digits with others behind a stop, a dash or a slash.
_TOKEN = re.compile(rf"\d+(?:[^\S\n]?[./-][^\S\n]?\d+)*|[{_IN_WORD}]+")
#: What a word is to a row of words: nothing, part of it, or that without which it is none.
NONE, PART, ANCHOR = 0, 1, 2
_DIGITS = "0123456789"
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

    def __init__(
        self,
        entries: Iterable[tuple[Form, T]],
        prefixes: Iterable[str],
        anchors: Container[str],
        links: Iterable[str],
        counted: Container[str] = (),
    ) -> None:
        self._forms: dict[str, list[tuple[Form, T]]] = {}
        self._later: dict[str, int] = {}
        self._telling: dict[str, int] = {}
        for form, word in entries:
            self._forms.setdefault(form.stems[0].text, []).append((form, word))
            for stem in form.stems[1:]:
                self._later[stem.text] = max(stem.ending, self._later.get(stem.text, 0))
            # "The day before yesterday" is told by its last word; its first stands everywhere.
            if len(form.stems) > 1 and word.kind in anchors:
                self._telling[form.stems[-1].text] = self._later[form.stems[-1].text]
        self._prefixes = ("", *prefixes)
        self._anchors = anchors
        self._counted = counted
        self._links = frozenset(word for link in links for word in _WORD.findall(fold(link).text))
        self._known: dict[str, tuple[Candidate[T], ...]] = {}
        self._roles: dict[str, int] = {}

    def find(self, text: str, start: int, end: int) -> Iterator[Hit[T]]:
        """Every hit in a stretch of a folded text, overlapping ones too."""
        for match in _WORD.finditer(text, start, end):
            if match[0][-1].isdigit() and self.is_kind(letters_of := match[0].rstrip(_DIGITS), "month"):
                for _, letters, _, meaning in self._candidates(letters_of):
                    yield Hit(match.start(), match.start() + len(letters_of), letters, meaning)
            if match[0][0].isdigit() and (after := match[0].lstrip(_DIGITS)) and after != match[0]:
                # In "3주전", "14april" the number is written together with what it belongs to.
                place = match.end() - len(after)
                for _, letters, rest, meaning in self._candidates(after):
                    stop, loose = _follow(text, match.end(), rest) if rest else (match.end(), letters)
                    if stop and (meaning.kind == "month" or meaning.kind in self._counted):
                        yield Hit(place, stop, loose, meaning)
            for skip, letters, rest, meaning in self._candidates(match[0]):
                stop, loose = _follow(text, match.end(), rest) if rest else (match.end(), letters)
                if stop:
                    yield Hit(match.start() + skip, stop, loose, meaning)

    def is_kind(self, word: str, *kinds: str) -> bool:
        """Whether a folded word by itself may be of one of these kinds."""
        return any(c.meaning.kind in kinds and not c.rest for c in self._candidates(word))

    def windows(self, text: str) -> Iterator[tuple[int, int]]:
        """Stretches of a folded text in which every word may belong to a row, and at least one is an anchor."""
        roles, start, end, best = self._roles, 0, 0, NONE
        for match in _TOKEN.finditer(text):
            word = match[0]
            role = roles.get(word)
            if role is None:
                role = roles[word] = self._role(word)
            if role:
                start, end, best = (start if best else match.start()), match.end(), max(best, role)
            elif best and (match.start() == end or (match.start() == end + 1 and text[end] in "'-.:")):
                end = match.end()
            else:
                if best == ANCHOR:
                    yield start, end
                best = NONE
        if best == ANCHOR:
            yield start, end

    def _role(self, word: str) -> int:
        if word[0].isdigit():
            return ANCHOR
        candidates = self._candidates(word)
        if word[-1].isdigit() and self.is_kind(word.rstrip(_DIGITS), "month"):
            return ANCHOR
        if any(c.meaning.kind in self._anchors and not c.rest for c in candidates) or _begins(word, self._telling):
            return ANCHOR
        linked = word in self._links or word in self._prefixes
        return PART if candidates or linked or _begins(word, self._later) else NONE

    def _candidates(self, word: str) -> tuple[Candidate[T], ...]:
        found = self._known.get(word)
        if found is None:
            if len(self._known) > MOST_WORDS:
                self._known.clear()
                self._roles.clear()
            found = self._known[word] = tuple(self._look_up(word))
        return found

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


def _begins(word: str, stems: Mapping[str, int]) -> bool:
    """Whether a word is one of these stems with an ending that it may carry."""
    return any(len(word) - n <= stems.get(word[:n], -1) for n in range(1, len(word) + 1))


def _follow(text: str, place: int, stems: tuple[Stem, ...]) -> tuple[int, int]:
    """Where the other words of a form end, and with how many letters of an ending; zeros where they do not follow."""
    letters = 0
    for stem in stems:
        gap = _gap(text, place)
        if not gap or not text.startswith(stem.text, place + gap):
            return 0, 0
        place += gap + len(stem.text)
        word = _WORD.match(text, place)
        letters = word.end() - place if word else 0
        if letters > stem.ending:
            return 0, 0
        place += letters
    return place, letters


def _gap(text: str, place: int) -> int:
    """How many characters part two words of a form, two at most."""
    if text[place : place + 1] not in _GAPS:
        return 0
    return 2 if text[place + 1 : place + 2] in _GAPS else 1
