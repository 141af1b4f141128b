"""Words of time and numbers found on a text, in rows with nothing but "of" between them.

An atom is the least thing that the grammar of dates (`dates.py`) joins: a month, a number, "last", "until".
"""

import re
from collections.abc import Container, Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from dragoman.language.calendar import Point
from dragoman.language.pack import Pack
from dragoman.language.phrases import Folded, Hit, is_glued
from dragoman.language.timewords import INFLECTED, Lexicon, Word, lexicon

#: From here on two digits of a year are of the last century.
LAST_CENTURY = 50
#: Letters between two parts of a date, at most.
LONGEST_GAP = 24
#: Years that a number may be by itself, and in a full date.
YEARS, TOLD = range(1900, 2101), range(1500, 2201)
PERSIAN_YEARS = range(1300, 1500)
#: Kinds that a date cannot do without; a row of atoms with none of them is not looked at.
_ANCHORS = frozenset(
    ("month", "weekday", "year", "whole", "day_cue", "holiday", "season", "relative", "relative_weekday", "shift",
     "unit", "units", "persian"),
)

_WHOLE = re.compile(
    r"(?<![\da-z.,/])(?<![a-z]-)(\d{1,4})([./-])[^\S\n]?(\d{1,2})\2[^\S\n]?(\d{4}|\d{1,2})(?![\d/]|[.,]\d)"
)
_SLASHED = re.compile(r"(?<![\da-z.,/])(?<![a-z]-)(\d{1,2})([/.])(\d{1,2})(?![\d/%]|[.,]\d|[^\S\n]%)(\.?)")
#: No money, no share, no part of a longer number, no F-16.
_NUMBER = re.compile(
    r"(?<![\d.,:$€£¥₺])(?<!\d/|[a-z]['-])(\d{1,4})(?![\d%‰°]|[.,:]\d|[^\S\n][%‰°]|[^\S\n]\d{3}(?!\d))"
)
_SLASH = re.compile(r"[^\S\n]?[-/~][^\S\n]?")
_APOSTROPHE = re.compile(r"'[^\W\d_]{1,7}(?!\w)")
_HYPHEN = re.compile(r"-[^\W\d_]{1,4}(?!\w)")
_LETTERS = re.compile(r"[^\W\d_]+")


class Atom(NamedTuple):
    """A word or number on the text, or several that the grammar has joined."""

    kind: str
    start: int
    end: int
    value: Any
    via: str
    firm: bool = True
    digits: bool = False
    ending: bool = False  #: a number with the ending of an ordinal or of a case
    dotted: bool = False  #: a stop after it need not end a sentence
    gap: str = " "  #: what stands between it and the atom before
    others: "tuple[Atom, ...]" = ()  #: what else the same words may be

    def among(self, kinds: Container[str]) -> "Atom | None":
        """The atom as one of these kinds, if it can be."""
        return next((a for a in (self, *self.others) if a.kind in kinds), None)


def runs_of(text: str, folded: Folded, pack: Pack) -> list[list[Atom]]:
    """Rows of atoms with nothing but links between them, in the order of the text, where a date may be."""
    words = lexicon(pack)
    atoms = _longest([*_numbers(folded.text, words), *_words(text, folded, words)], len(folded.text))
    runs: list[list[Atom]] = []
    for atom in atoms:
        gap = _gap(folded.text, runs[-1][-1], atom, words) if runs else None
        if gap is None:
            runs.append([atom])
        else:
            runs[-1].append(atom._replace(gap=gap) if gap != " " else atom)
    return [run for run in runs if any(_is_anchor(a) for a in run)]


def _is_anchor(atom: Atom) -> bool:
    if atom.kind == "number":
        return atom.firm
    return atom.kind in _ANCHORS or any(a.kind in _ANCHORS for a in atom.others)


def _longest(atoms: Sequence[tuple[int, Atom]], length: int) -> list[Atom]:
    """Of atoms that overlap the longest; of those on the same words the one of the highest rank, with the others."""
    taken = bytearray(length + 1)
    kept: dict[tuple[int, int], Atom] = {}
    for _, atom in sorted(atoms, key=lambda a: (a[1].start - a[1].end, -a[0])):
        place = (atom.start, atom.end)
        if place in kept:
            kept[place] = kept[place]._replace(others=(*kept[place].others, atom))
        elif 1 not in taken[atom.start : atom.end]:
            taken[atom.start : atom.end] = b"\1" * (atom.end - atom.start)
            kept[place] = atom
    return [kept[place] for place in sorted(kept)]


def _gap(text: str, before: Atom, atom: Atom, words: Lexicon) -> str | None:
    """What stands between two atoms, if it may stand inside a date."""
    if atom.start - before.end > LONGEST_GAP:
        return None
    start = before.end + (before.dotted and text.startswith(".", before.end))
    return text[before.end : atom.start] if words.links.fullmatch(text, start, atom.start) else None


def _words(text: str, folded: Folded, words: Lexicon) -> Iterator[tuple[int, Atom]]:
    for hit in (*words.index.find(folded.text), *(words.matcher.find(folded, text) if words.matcher else ())):
        word = hit.meaning
        if not _may_end(word, folded.text[hit.end - hit.loose : hit.end]):
            continue
        small = word.capital and text[folded.at[hit.start]].islower()
        firm = word.firm and not (small and not (hit.loose and word.endings))
        yield word.rank * 2 - (hit.loose > 0) * 9, _word_atom(folded.text, hit, firm, words)


def _may_end(word: Word, ending: str) -> bool:
    return not word.cut if not ending else word.endings is None or ending in word.endings


def _word_atom(text: str, hit: Hit[Word], firm: bool, words: Lexicon) -> Atom:
    word, end, ending = hit.meaning, hit.end, hit.loose > 0
    tail = _APOSTROPHE.match(text, end) if words.apostrophe and word.kind in INFLECTED else None
    if tail:
        end, ending = tail.end(), True
    short = word.via.endswith("-short") or (word.kind in ("month", "weekday") and end - hit.start < 5)
    dotted = short or word.kind == "ordinal"
    atom = Atom(word.kind, hit.start, end, word.value, word.via, firm, ending=ending, dotted=dotted)
    return _signed(text, atom, words) if word.kind == "number" else atom


def _numbers(text: str, words: Lexicon) -> Iterator[tuple[int, Atom]]:
    for match in _WHOLE.finditer(text):
        point = _whole(match[1], match[3], match[4], words.order)
        if point:
            yield 6, Atom("whole", match.start(), _tail(text, match.end(), words), point, "digits", digits=True)
    for match in _SLASHED.finditer(text):
        point = _day_month(int(match[1]), int(match[3]), words.order)
        if point and (match[2] == "/" or (words.dotted_order and match[4])):
            yield 6, Atom("whole", match.start(), _tail(text, match.end(3), words), point, "digits", digits=True)
    for match in _NUMBER.finditer(text):
        atom = _number(text, match, words)
        if atom:
            yield 1, atom
    for match in _SLASH.finditer(text):
        yield 0, Atom("slash", match.start(), match.end(), 0, "digits")


def _tail(text: str, end: int, words: Lexicon) -> int:
    tail = _APOSTROPHE.match(text, end) if words.apostrophe else None
    return tail.end() if tail else end


def _whole(first: str, second: str, third: str, order: str) -> Point | None:
    """A date in digits: year first by its length, else in the language's order, else in whatever order there is."""
    if len(first) == 4:
        return _valid(int(first), int(second), int(third))
    if len(first) == 3:
        return None
    year = int(third) + (0 if len(third) > 2 else 2000 if int(third) < LAST_CENTURY else 1900)
    if order == "ymd" and len(third) < 3:
        return _valid(2000 + int(first), int(second), int(third))
    point = _day_month(int(first), int(second), order)
    return _valid(year, point.month or 0, point.day or 0) if point else None


def _day_month(first: int, second: int, order: str) -> Point | None:
    pairs = ((second, first), (first, second)) if order == "dmy" else ((first, second), (second, first))
    return next((Point(month=m, day=d) for m, d in pairs if _valid(2024, m, d)), None)


def _valid(year: int, month: int, day: int) -> Point | None:
    try:
        date(year, month, day)
    except ValueError:
        return None
    return Point(year, month, day) if year in TOLD else None


def _number(text: str, match: re.Match[str], words: Lexicon) -> Atom | None:
    start, end, value = match.start(), match.end(), int(match[1])
    if start and text[start - 1].isalpha() and not is_glued(text[start - 1]):
        return None
    plain = Atom("number", start, end, value, "digits", firm=False, digits=True, dotted=True)
    signed = _signed(text, plain, words)
    if signed is not plain:
        return signed
    after = _number_end(text, end, words)
    if after is None:
        return None
    if words.persian and value in PERSIAN_YEARS:
        return Atom("persian_year", start, after, value, "digits", firm=False, digits=True)
    if len(match[1]) == 4:
        is_year = value in YEARS and not _is_quantity(text, start, after, words)
        year = Atom("year", start, after, value, "digits", digits=True, ending=after > end, dotted=words.order == "ymd")
        return year if is_year else None
    return plain._replace(end=after, ending=after > end)


def _signed(text: str, number: Atom, words: Lexicon) -> Atom:
    """A number with the sign of a day, month or year after it."""
    for sign, kind in words.signs.items():
        place = number.end + (text.startswith(" ", number.end) and is_glued(sign[0]))
        if text.startswith(sign, place) and not sign.isascii():
            value = _signed_value(text, number.value, kind, place + len(sign), words)
            if value:
                name = "number" if kind == "day" else kind
                end = place + len(sign)
                return number._replace(kind=name, end=end, value=value, firm=True, digits=True, via="cldr:sign")
    return number


def _signed_value(text: str, value: int, kind: str, end: int, words: Lexicon) -> int | None:
    """What the number before a sign says; 18年7月 is a year, 18年 alone may be a length of time."""
    if kind == "month":
        return value if 1 <= value <= 12 else None
    if kind == "year" and value not in YEARS:
        month = re.match(r"\d{1,2}", text[end : end + 2])
        follows = month and any(k == "month" and text.startswith(s, end + month.end()) for s, k in words.signs.items())
        return 2000 + value if follows and value < 100 else None
    return value


def _number_end(text: str, end: int, words: Lexicon) -> int | None:
    """Where a number ends with the ending it carries; None where it is part of a word."""
    tail = (_APOSTROPHE.match(text, end) if words.apostrophe else None) or _HYPHEN.match(text, end)
    if tail and not words.index.knows(tail.group()[1:]):
        return tail.end()
    letters = _LETTERS.match(text, end)
    if not letters or is_glued(text[end]):
        return end
    return letters.end() if letters.group() in words.ordinals else None


def _is_quantity(text: str, start: int, end: int, words: Lexicon) -> bool:
    before, after = text[max(0, start - 30) : start].rstrip(), text[end : end + 30].lstrip()
    return after.startswith(words.quantities) or before.endswith(words.bounds)
