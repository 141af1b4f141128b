"""Phrases found in a text: folding with offsets, and one matcher for thousands of forms in any script.

A form is a row of word stems. Each stem may be followed by a case ending, so that one form finds "Belarus'un",
"Соединённых Штатов" and "belarussische"; what endings and glued prefixes a language has, its pack says.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Generic, NamedTuple, TypeVar

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from dragoman.records import Span

T = TypeVar("T")

_SAME = str.maketrans(
    {
        **dict.fromkeys("’ʼ‘`´ʻ＇׳", "'"),
        "״": '"',
        "־": "-",
        "\u093c": None,
        **dict.fromkeys("‐‑‒–—−", "-"),
        **dict.fromkeys("أإآٱ", "ا"),
        **dict.fromkeys("ىی", "ي"),
        **dict.fromkeys("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeffـ", None),
        "ک": "ك",
        "ة": "ه",
        "ş": "ș",
        "ţ": "ț",
        "ı": "i",
        "ё": "е",
        "ς": "σ",
    },
)
_GLUED_SCRIPTS = ("CJK", "IDEOGRAPHIC", "HIRAGANA", "KATAKANA", "THAI", "LAO", "KHMER", "MYANMAR")
_GAPS = frozenset(" -\u00a0\u202f·.'")


class Folded(NamedTuple):
    """A text in the form that phrases are compared in, and where each of its characters came from."""

    text: str
    at: Sequence[int]  #: index in the original of each character, and one past the end
    ends: Sequence[int]  #: where each character ends in the original, with the marks that folding took from it

    def span(self, start: int, end: int) -> Span:
        """Characters `start` to `end` of the folded text as a span of the original."""
        return Span(self.at[start], self.ends[end - 1] if end > start else self.at[start])


class _FoldedChars(dict[int, str]):
    """What each character is folded to, worked out when it is first met; `uneven` are those that change in length."""

    def __init__(self) -> None:
        super().__init__()
        self.uneven: set[str] = set()

    def __missing__(self, code: int) -> str:
        folded = self[code] = _fold_cluster(chr(code))
        if len(folded) != 1:
            self.uneven.add(chr(code))
        return folded


_CHARS = _FoldedChars()


@lru_cache(maxsize=20_000)
def _fold_cluster(cluster: str) -> str:
    lowered = unicodedata.normalize("NFKC", cluster).lower().translate(_SAME)
    kept = (c for c in lowered if not _is_vowel_point(c))
    return "".join(str(unicodedata.digit(c)) if c.isdigit() and not c.isascii() else c for c in kept)


def _is_vowel_point(char: str) -> bool:
    return "\u064b" <= char <= "\u065f" or "\u0591" <= char <= "\u05c7" or char in "\u0307\u0670"


def fold(text: str) -> Folded:
    """Lower case, one apostrophe, one dash, Western digits, no vowel points; offsets to the original are kept."""
    if not unicodedata.is_normalized("NFC", text):
        return _fold_unevenly(_clusters(text))
    folded = text.translate(_CHARS)
    if _CHARS.uneven.isdisjoint(text):
        return Folded(folded, range(len(text) + 1), range(1, len(text) + 1))
    return _fold_unevenly(text)


def _fold_unevenly(clusters: Iterable[str]) -> Folded:
    parts: list[str] = []
    at: list[int] = []
    ends: list[int] = []
    place = 0
    for cluster in clusters:
        folded = _fold_cluster(cluster)
        parts.append(folded)
        at.extend([place] * len(folded))
        place += len(cluster)
        if not folded and ends and unicodedata.category(cluster[0]) == "Mn":
            ends[-1] = place
        ends.extend([place] * len(folded))
    at.append(place)
    return Folded("".join(parts), at, ends)


def _clusters(text: str) -> Iterator[str]:
    """Characters with the combining marks that follow them, for texts that are not composed."""
    start = 0
    for i in range(1, len(text) + 1):
        if i == len(text) or not unicodedata.combining(text[i]):
            yield text[start:i]
            start = i


class Stem(NamedTuple):
    """The beginning of a word, and how many letters may follow it."""

    text: str
    ending: int
    joint: str = ""  #: the sign that must stand before it: the apostrophe of TASS'ın


@dataclass(frozen=True, slots=True)
class Form:
    """What is looked for: stems in their order; `capital` asks for a capital letter where the script has them,
    `caps` for capitals throughout, as acronyms are written.
    """

    stems: tuple[Stem, ...]
    capital: bool = False
    caps: bool = False


class Hit(NamedTuple, Generic[T]):
    """Where a form was found, and what it means. `loose` counts the letters of endings."""

    start: int
    end: int
    loose: int
    meaning: T


@dataclass(frozen=True, slots=True)
class Habits:
    """How a language glues words: the clitics that it writes together with the word that follows."""

    prefixes: frozenset[str] = frozenset()


class Matcher(Generic[T]):
    """Finds every form of a table in a folded text, in one pass over it."""

    def __init__(self, entries: Iterable[tuple[Form, T]], habits: Habits = Habits()) -> None:
        self._habits = habits
        self._entries = [(f, m) for f, m in entries if f.stems and f.stems[0].text]
        self._firsts = sorted({f.stems[0].text for f, _ in self._entries})
        rank = {first: i for i, first in enumerate(self._firsts)}
        self._by_first: list[list[tuple[Form, T]]] = [[] for _ in self._firsts]
        for form, meaning in self._entries:
            self._by_first[rank[form.stems[0].text]].append((form, meaning))
        self._automaton = AhoCorasick(
            self._firsts,
            matchkind=MatchKind.Standard,
            implementation=Implementation.ContiguousNFA,
        )

    def find(self, folded: Folded, original: str, habits: Habits | None = None) -> list[Hit[T]]:
        """Every hit, overlapping ones too, in the order of the text; `habits` for a table that languages share."""
        begins = _beginnings(folded.text, habits or self._habits)
        return [
            hit
            for index, start, _ in self._automaton.find_matches_as_indexes(folded.text, overlapping=True)
            if begins[start]
            for form, meaning in self._by_first[index]
            if (hit := _hit(folded, original, start, form, meaning))
        ]


def _hit(folded: Folded, original: str, start: int, form: Form, meaning: T) -> Hit[T] | None:
    text = folded.text
    if form.capital and _is_lower(original[folded.at[start]]):
        return None
    if form.caps and any(_is_lower(c) for c in folded.span(start, start + len(form.stems[0].text)).of(original)):
        return None
    place, loose = start, 0
    for number, stem in enumerate(form.stems):
        if number:
            if stem.joint and text[place : place + 1] != stem.joint:
                return None
            place = _skip_gap(text, place)
            if not text.startswith(stem.text, place):
                return None
        place += len(stem.text)
        letters = 0 if is_glued(stem.text[-1]) else _letters_after(text, place)
        if letters > stem.ending:
            return None
        place, loose = place + letters, loose + letters
    return Hit(start, place, loose, meaning)


class _Writing(dict[str, int]):
    """How a character is written: 0 between words, 1 in a word, 2 in a script without spaces."""

    def __missing__(self, char: str) -> int:
        self[char] = 2 if is_glued(char) else int(_in_word(char))
        return self[char]


_WRITING = _Writing()


@lru_cache(maxsize=8)
def _beginnings(text: str, habits: Habits) -> bytearray:
    """Whether a form may begin at each character: at a word, after a clitic glued to it, anywhere without spaces."""
    kinds = [0, *map(_WRITING.__getitem__, text)]
    begins = bytearray(now == 2 or before != 1 for before, now in pairwise(kinds))
    lengths = {len(p) for p in habits.prefixes}
    for word in _word_starts(kinds) if lengths else ():
        for length in lengths:
            if text[word : word + length] in habits.prefixes and word + length < len(text):
                begins[word + length] = 1
    return begins


def _word_starts(kinds: Sequence[int]) -> list[int]:
    return [i for i, (before, now) in enumerate(pairwise(kinds)) if now and not before]


def longest(hits: Iterable[Hit[T]]) -> list[Hit[T]]:
    """Of hits that overlap the longest, then the one with the shortest ending; in the order of the text."""
    kept: list[Hit[T]] = []
    for hit in sorted(hits, key=lambda h: (h.start - h.end, h.loose)):
        if all(hit.end <= other.start or other.end <= hit.start for other in kept):
            kept.append(hit)
    return sorted(kept, key=lambda h: h.start)


@lru_cache(maxsize=4096)
def is_glued(char: str) -> bool:
    """Whether the script of a character is written without spaces between words."""
    return unicodedata.name(char, "").startswith(_GLUED_SCRIPTS)


def _in_word(char: str) -> bool:
    return char.isalnum() or unicodedata.category(char) in ("Mn", "Mc")


def _is_lower(char: str) -> bool:
    return char.islower() and not unicodedata.name(char, "").startswith("GEORGIAN")


@lru_cache(maxsize=4096)
def is_cased(char: str) -> bool:
    """Whether the script of a character tells names by capitals."""
    return char.lower() != char.upper() and not unicodedata.name(char, "").startswith("GEORGIAN")


def _letters_after(text: str, place: int) -> int:
    end = place
    while end < len(text) and _WRITING[text[end]] == 1:
        end += 1
    return end - place


def _skip_gap(text: str, place: int) -> int:
    end = place
    while end < len(text) and end < place + 2 and text[end] in _GAPS:
        end += 1
    return end
