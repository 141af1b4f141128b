"""The number words of one language and its ways to write digits: what `numerals` reads a text with.

*Plain* words add up ("elli iki"), *units* multiply what stands before them ("iki bin", "2,5 mii"), *joins* stand
between ("one hundred and five").
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from dragoman.language.phrases import fold, is_glued

#: Marks that belong to a letter but are no letters to Python's `\w` (Devanagari vowels and their like).
_SIGNS = (
    "\u0300-\u036f\u0900-\u0903\u093a-\u094f\u0981-\u0983\u09bc-\u09cd\u0a01-\u0a03\u0a3c-\u0a4d"
    "\u0a81-\u0a83\u0abc-\u0acd\u0b01-\u0b03\u0b3c-\u0b57\u0b82\u0bbe-\u0bcd\u0c00-\u0c04"
    "\u0c3e-\u0c56\u0c81-\u0c83\u0cbc-\u0cd6\u0d00-\u0d03\u0d3e-\u0d4d\u0d81-\u0d83\u0dca-\u0ddf"
    "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ecd\u102b-\u103e"
    "\u17b4-\u17d3"
)
_LETTER = rf"(?:[^\W\d_]|[{_SIGNS}])"
#: Units from here on may follow digits that are said one by one: 三〇万.
_MYRIAD = 10_000
#: A stripped spelling shorter than this is too often another word.
SHORTEST_BARE = 4


class Piece(NamedTuple):
    """One word of a number."""

    value: float
    unit: bool = False  #: multiplies what stands before it
    lone: bool = True  #: a unit that may open a number; a plain word that may be all of it
    digits: bool = False  #: written in digits
    about: bool = False  #: says by itself that it is about so many ("vingtaine")
    most: float = 0  #: the most that it may stand for, where that is more ("kilkanaście")
    part: bool = False  #: divides what stands before it ("fifths")
    share: bool = False  #: what stands before it divides what follows ("分之")
    point: bool = False  #: decimals follow it ("point")
    filler: bool = False  #: leaves open how many more, between a number and its unit ("多")


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """The number words of one language, and its ways to write digits."""

    phrases: Mapping[tuple[str, ...], Piece]
    suffixes: Mapping[str, float] = field(default_factory=dict)  #: units that only follow digits: k, mln
    joins: frozenset[str] = frozenset()
    glued_joins: tuple[str, ...] = ()  #: joins written together with the word that follows
    clitics: tuple[str, ...] = ()  #: words of a bound written together with the number word that follows
    unit_first: bool = False  #: the unit stands before its number ("elfu mbili")
    ones_first: bool = False  #: ones stand before tens ("einundzwanzig")
    endings: tuple[str, ...] = ()  #: case endings that number words may bear
    long_endings: frozenset[str] = frozenset()  #: those of them that only words of two letters and more bear
    short_last: bool = False  #: ones right after a unit are of the next place down ("四百五" is 450)
    loose: bool = False  #: for a text that is all one number: "treinta y 3", "cero dos"
    shares: tuple[str, ...] = ()  #: words between the numbers of a fraction, maybe written together with the first
    fixed: tuple[str, ...] = ()  #: words of scripts without blanks whose signs are no numbers
    apart: tuple[str, ...] = ()  #: words of scripts without blanks that are numbers where no other letter touches them
    group: str = ","
    decimal: str = "."
    longest: Mapping[str, int] = field(init=False)  #: most words in a phrase that begins so
    words: Mapping[str, Piece] = field(init=False)  #: phrases of one word: the parts of compounds
    known: frozenset[str] = field(init=False)  #: every word that may stand in a number
    heads: frozenset[str] = field(init=False)
    tails: frozenset[str] = field(init=False)
    token: re.Pattern[str] = field(init=False)

    def __post_init__(self) -> None:
        words = {p[0]: piece for p, piece in self.phrases.items() if len(p) == 1}
        longest: dict[str, int] = {}
        for phrase in self.phrases:
            longest[phrase[0]] = max(longest.get(phrase[0], 0), len(phrase))
        joins = [*self.joins, *self.glued_joins]
        known = {
            *(w for phrase in self.phrases for w in phrase),
            *joins,
            *(w for s in self.suffixes for w in s.split()),
        }
        derived = {
            "longest": longest,
            "words": words,
            "heads": frozenset(w[0] for w in [*words, *joins]),
            "known": frozenset(known),
            "tails": frozenset(w[-1] for w in [*words, *self.endings]),
            "token": _token_pattern(self, words),
        }
        for name, value in derived.items():
            object.__setattr__(self, name, value)


def lexicon(  # noqa: PLR0913 - one argument a kind of word
    plain: Mapping[str, float],
    units: Mapping[str, float],
    *,
    lone: Iterable[str] = (),
    dependent: Iterable[str] = (),
    suffixes: Mapping[str, float] | None = None,
    joins: Iterable[str] = (),
    glued_joins: Iterable[str] = (),
    clitics: Iterable[str] = (),
    about: Iterable[str] = (),
    most: Mapping[str, float] | None = None,
    endings: Iterable[str] = (),
    unit_first: bool = False,
    ones_first: bool = False,
    parts: Mapping[str, float] | None = None,
    shares: Iterable[str] = (),
    points: Iterable[str] = (),
    fillers: Iterable[str] = (),
    long_endings: Iterable[str] = (),
    short_last: bool = False,
    loose: bool = False,
    fixed: Iterable[str] = (),
    apart: Iterable[str] = (),
    group: str = ",",
    decimal: str = ".",
) -> Lexicon:
    """A lexicon of folded words; spellings without diacritics are added to it.

    `lone` units are numbers by themselves ("bin"); `dependent` plain words are none by themselves ("a" of "a hundred");
    `about` words are rough by themselves ("vingtaine"), `most` gives the most that a word may stand for.
    """
    alone, never = frozenset(lone), frozenset(dependent)
    pieces = {form: Piece(value, lone=form not in never) for form, value in plain.items()}
    pieces |= {form: Piece(value, unit=True, lone=form in alone) for form, value in units.items()}
    rough, reach = frozenset(about), most or {}
    pieces = {form: piece._replace(about=form in rough, most=reach.get(form, 0)) for form, piece in pieces.items()}
    pieces |= {form: Piece(value, part=True) for form, value in (parts or {}).items()}
    pieces |= {form: Piece(0, share=True) for form in shares}
    pieces |= {form: Piece(0, point=True) for form in points}
    if any(is_glued(form[0]) for form in units):
        pieces |= {form: Piece(0, filler=True) for form in fillers}
    pieces = {bare(form): piece for form, piece in pieces.items()} | pieces
    between = frozenset(joins)
    return Lexicon(
        phrases={tuple(_split_joins(form, pieces, tuple(glued_joins))): piece for form, piece in pieces.items()},
        suffixes=suffixes or {},
        joins=between | {bare(join, shortest=2) for join in between},
        glued_joins=tuple(glued_joins),
        clitics=tuple(clitics),
        unit_first=unit_first,
        ones_first=ones_first,
        endings=tuple(sorted(endings, key=len, reverse=True)),
        long_endings=frozenset(long_endings),
        short_last=short_last,
        loose=loose,
        shares=tuple(shares),
        fixed=tuple(fixed),
        apart=tuple(apart),
        group=group,
        decimal=decimal,
    )


def _split_joins(form: str, known: Mapping[str, Piece], glued_joins: tuple[str, ...]) -> Iterator[str]:
    """The words of a phrase, joins apart from the words that they are glued to."""
    for place, word in enumerate(form.replace("-", " ").split()):
        join = next((j for j in glued_joins if place and word.startswith(j) and word.removeprefix(j) in known), "")
        yield from (join, word.removeprefix(join)) if join else (word,)


def bare(form: str, shortest: int = SHORTEST_BARE) -> str:
    """A Latin form without its diacritics, where what is left is long enough to be told apart."""
    stripped = "".join(c for c in unicodedata.normalize("NFD", form.replace("ß", "ss")) if not unicodedata.combining(c))
    return stripped if stripped.isascii() and len(stripped) >= shortest else form


def _token_pattern(lex: Lexicon, words: Mapping[str, Piece]) -> re.Pattern[str]:
    """Digits in every form (groups named), then words; a row of signs for single digits is a group of its own."""
    digits = _digits_pattern(lex.group, lex.decimal)
    glued = [w for w in words if is_glued(w[0]) and w not in lex.apart]
    if glued:
        firsts = re.escape("".join(sorted({w[0] for w in [*glued, *lex.fixed]})))
        apart = rf"|(?<!\w)(?:{_longest(lex.apart)})+(?!\w)" if lex.apart else ""
        signs = re.escape("".join(sorted({w for w in glued if len(w) == 1})))
        fixed = f"(?<![{signs}])(?:{_longest(lex.fixed)})|" if lex.fixed and signs else ""
        row = _row_pattern(words)
        return re.compile(f"{digits}|(?=[{firsts}])(?:{row}{fixed}{_longest(glued)})|[a-z]+{apart}")
    letter = _LETTER if any(not word.replace("'", "").isalpha() for word in words) else r"[^\W\d_]"
    return re.compile(rf"{digits}|{letter}+(?:'{letter}+)*")


def _longest(words: Iterable[str]) -> str:
    """A pattern for any of these words, the longest first."""
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


def _row_pattern(words: Mapping[str, Piece]) -> str:
    """A pattern for signs of single digits, read one by one: 一九九九, 二〇; none stands beside a small unit."""
    signs, zeros, small = (
        re.escape("".join(w for w, p in words.items() if len(w) == 1 and fits(p)))
        for fits in (_is_digit, lambda p: p.value == 0 and _is_digit(p), lambda p: p.unit and p.value < _MYRIAD)
    )
    if not zeros or not small:
        return ""
    return rf"(?P<row>(?<![{signs}{small}])(?:[{signs}]{{3,}}|(?![{zeros}])[{signs}][{zeros}])(?![{signs}{small}]))|"


def _is_digit(piece: Piece) -> bool:
    return not piece.unit and piece in (Piece(n) for n in range(10))


def _digits_pattern(group: str, decimal: str) -> str:
    between = {",", "."} - set(decimal) | set(group)
    g, d = f"[{re.escape(''.join(sorted(between)))}' ]", f"[{re.escape(decimal)}]"
    point = f"[{re.escape(decimal)}.]"
    rows = rf"\d{{1,3}}(?P<mark>{g}|[.,،])\d{{3}}(?:(?P=mark)\d{{3}})+(?!\d)(?:{d}\d+)?(?![.,]?\d)"
    one = rf"\d{{1,3}}{g}\d{{3}}(?!\d)(?:{d}\d+)?(?![.,]?\d)"
    indic = r"\d{1,2}(?:,\d{2})+,\d{3}(?!\d)"
    power = rf"\d+(?:{point}\d+)?e\d{{1,2}}(?!\w)|\d{{1,6}}(?:{point}\d{{1,6}})?(?: ?[x×] ?10)?\^1?\d(?![\w.,])"
    broken = rf"(?<![.,])\d+{point}\d+(?![.,]?\d)|(?<![\w.,]){point}\d+"
    return rf"(?=\d|{point})(?<!\d)(?P<digits>{power}|{rows}|{indic}|{one}|{broken}|\d+)"


def folded(form: str) -> str:
    """A word of a table as it is compared with a text."""
    return fold(form).text.strip()
