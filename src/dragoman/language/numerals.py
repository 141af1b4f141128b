"""What a number is worth: digits of every script and number words of every language, by one grammar.

Everything here is exact about places: a numeral covers the characters that make the number, and no others.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from dragoman.language.lexicon import Lexicon, Piece

_BRACKETED = re.compile(r"^ \([^()]*\)")
_GAP = re.compile(r" {1,3}|-| - |- |")


class Numeral(NamedTuple):
    """A number on a folded text: characters `start` to `end`, and what they are worth."""

    start: int
    end: int
    value: float
    unit: float = 1  #: the unit it ends in: 1000 in "5 bin"
    digits: bool = False  #: nothing but digits
    grouped: bool = False  #: digits with a mark between thousands
    ending: str = ""  #: the case ending that a number word bears; not within `end`
    about: bool = False  #: a word of it says that it is about so many
    most: float = 0  #: the most that it may be, where its word stands for several numbers
    headed: bool = False  #: it begins with a unit ("thousand two hundred")


class Token(NamedTuple):
    """A word or a row of digits."""

    start: int
    end: int
    text: str
    digits: bool


class Sum(NamedTuple):
    """A number under way: what adds up so far, and the unit that came last."""

    parts: tuple[float, ...] = ()
    unit: float = 1
    after_unit: bool = False
    after_digits: bool = False


# --- tokens -----------------------------------------------------------------------------------------------------


def _tokens(text: str, lex: Lexicon) -> Iterator[Token]:
    """Digits and the words that may stand in a number; others only part them, as any other text does."""
    for match in lex.token.finditer(text):
        word = match.group()
        if match.lastgroup:
            yield Token(match.start(), match.end(), word, digits=True)
        elif _matters(word, lex):
            yield from _words_of(match.start(), word, lex)


@lru_cache(maxsize=100_000)
def _matters(word: str, lex: Lexicon) -> bool:
    known = lex.known
    return any(t.text in known or _inflected(t.text, lex)[0] is not None for t in _words_of(0, word, lex))


def _words_of(start: int, word: str, lex: Lexicon) -> Iterator[Token]:
    if "'" in word and word not in lex.longest:
        return _around_apostrophes(start, word)
    clitic = _clitic(word, lex)
    return _without_join(start + len(clitic), word[len(clitic) :], lex)


def _clitic(word: str, lex: Lexicon) -> str:
    """What is written together with the number word after it: "about" in "כעשרים"."""
    if word in lex.longest:
        return ""
    return next((c for c in lex.clitics if word.startswith(c) and word[len(c) :] in lex.longest), "")


def _around_apostrophes(start: int, word: str) -> Iterator[Token]:
    for part in word.split("'"):
        yield Token(start, start + len(part), part, digits=False)
        start += len(part) + 1


def _without_join(start: int, word: str, lex: Lexicon) -> Iterator[Token]:
    for join in lex.glued_joins:
        rest = word.removeprefix(join)
        if rest != word and rest in lex.longest and word not in lex.longest:
            yield Token(start, start + len(join), join, digits=False)
            start, word = start + len(join), rest
    yield Token(start, start + len(word), word, digits=False)


def _worth(row: str, lex: Lexicon, exact: bool = False) -> tuple[float, bool]:
    """What a row of digits is worth, and whether it has marks between thousands; `exact` where a unit follows."""
    marks = [c for c in row if not c.isdigit()]
    if "e" in marks:
        value = float(row.replace(",", "."))
        return (int(value) if value.is_integer() else value), False
    if not marks:
        return int(row), False
    if not _is_broken(row, marks, lex, exact):
        return int(re.sub(r"\D", "", row)), True
    whole, _, part = row.rpartition(marks[-1])
    value = float(f"{re.sub(r'[^0-9]', '', whole) or 0}.{part}")
    return (int(value) if value.is_integer() else value), len(marks) > 1


def _is_broken(row: str, marks: list[str], lex: Lexicon, exact: bool) -> bool:
    """Whether the last mark of a row of digits stands before decimals."""
    part = len(row) - 1 - row.rfind(marks[-1])
    if marks.count(marks[-1]) > 1:
        return False
    if part != 3 or len(marks) > 1:
        return part != 3 or marks[-1] in lex.decimal
    # Where blanks stand between thousands, "1,234" is more often a foreign thousand than 1 and 234 thousandths.
    foreign = not exact and not set(lex.group) & set(".,") and row[0] != "0"
    return marks[-1] in lex.decimal and not foreign


# --- the grammar --------------------------------------------------------------------------------------------------


def _extended(total: Sum, piece: Piece, lex: Lexicon, joined: bool) -> Sum | None:
    """The number with one more word, or None where the word begins another number."""
    if not total.parts:
        return _opened(piece)
    return _multiplied(total, piece) if piece.unit else _added(total, piece, lex, joined)


def _added(total: Sum, piece: Piece, lex: Lexicon, joined: bool) -> Sum | None:
    if lex.unit_first and total.after_unit and not joined and piece.value < total.unit:
        return Sum((*total.parts[:-1], total.parts[-1] * piece.value), total.unit)
    if piece.digits and (not total.after_unit or not float(piece.value).is_integer()):
        return None
    if lex.ones_first and joined and 0 < total.parts[-1] < 10 <= piece.value < 100 and piece.value % 10 == 0:
        return Sum((*total.parts[:-1], total.parts[-1] + piece.value), total.unit)
    if 0 < piece.value < 1 or piece.value < room(_last(total)):
        return Sum((*total.parts, piece.value), total.unit)
    return None


def _opened(piece: Piece) -> Sum | None:
    if piece.unit:
        return Sum((piece.value,), piece.value, after_unit=True) if piece.lone else None
    return Sum((piece.value,), after_digits=piece.digits)


def _multiplied(total: Sum, piece: Piece) -> Sum | None:
    small = len(total.parts)
    while small > 0 and (total.parts[small - 1] < piece.value or total.after_digits):
        small -= 1
    kept, times = total.parts[:small], sum(total.parts[small:])
    if not total.parts[small:] and not piece.lone:
        return None
    value = times * piece.value if total.parts[small:] else piece.value
    if kept and room(_last(Sum(kept))) <= value:
        return None
    return Sum((*kept, value), piece.value, after_unit=True)


def _last(total: Sum) -> float:
    """The part that the next one must fit under; a zero holds a place and no more."""
    return next((part for part in reversed(total.parts) if part), 0)


def room(value: float) -> float:
    """What may be added to a number must be smaller than its last place: 20 takes up to 9."""
    room = 1
    while value and value % (room * 10) == 0:
        room *= 10
    return room


def _value(total: Sum) -> float:
    *before, last = total.parts
    if before and 0 < last < 1 and total.unit > 1:
        last *= total.unit
    value = sum(before) + last
    rounded = round(value, 6)
    return int(rounded) if float(rounded).is_integer() else value


@lru_cache(maxsize=50_000)
def _compound(word: str, lex: Lexicon) -> tuple[Piece, ...]:
    """The pieces of a word that is a whole number ("zweihundertzehn"), or nothing."""
    if word[0] not in lex.heads or word[-1] not in lex.tails:
        return ()
    for pieces in _splits(word, lex):
        total = _summed(pieces, lex)
        if total and len(pieces) > 1:
            return (Piece(_value(total)),)
    return ()


def _summed(pieces: tuple[Piece | None, ...], lex: Lexicon) -> Sum | None:
    total: Sum | None = Sum()
    for before, piece in zip((None, *pieces), pieces, strict=False):
        if piece and total:
            total = _extended(total, piece, lex, joined=before is None)
    return total


def _splits(word: str, lex: Lexicon, begun: bool = False) -> Iterator[tuple[Piece | None, ...]]:
    """The ways to cut a word into number words; None stands for a join between them."""
    if not word:
        yield ()
    # Letters of alphabets are no words by themselves; a Hangul syllable is.
    for end in range(len(word), 0 if word[:1] > "\u1000" else 1, -1):
        head = word[:end]
        if head in lex.words:
            yield from ((lex.words[head], *rest) for rest in _splits(word[end:], lex, begun=True))
        elif begun and head in lex.joins and end < len(word):
            yield from ((None, *rest) for rest in _splits(word[end:], lex))


# --- finding ------------------------------------------------------------------------------------------------------


def find_numerals(text: str, lex: Lexicon) -> list[Numeral]:
    """Every number of a folded text, in order, not overlapping."""
    tokens = list(_tokens(text, lex))
    found: list[Numeral] = []
    place = 0
    while place < len(tokens):
        if not _may_begin(tokens[place], lex):
            place += 1
            continue
        numeral, after = _numeral(text, tokens, place, lex)
        if numeral and not (found and _repeats(text, found[-1], numeral)):
            found.append(numeral)
        place = max(after, place + 1)
    return found


def _repeats(text: str, before: Numeral, numeral: Numeral) -> bool:
    """Whether a number is only said again in brackets: "forty-five (45)"."""
    around = text[before.end : numeral.start].strip() + text[numeral.end : numeral.end + 1]
    return around == "()" and before.value == numeral.value


def read_numeral(text: str, lex: Lexicon) -> float | None:
    """What a folded expression is worth that is a number from end to end, else None."""
    found = find_numerals(text, lex)
    if len(found) != 1:
        return None
    (numeral,) = found
    rest = text[: numeral.start] + _BRACKETED.sub("", text[numeral.end :])
    return None if re.search(r"\w", rest) else numeral.value


def _may_begin(token: Token, lex: Lexicon) -> bool:
    return token.digits or token.text in lex.longest or _inflected(token.text, lex)[0] is not None


def _numeral(text: str, tokens: list[Token], first: int, lex: Lexicon) -> tuple[Numeral | None, int]:
    """The number that begins at a token, and the token after it."""
    total, after, place, joined, ending = Sum(), first, first, False, ""
    pieces: list[Piece] = []
    while place < len(tokens) and not ending and _near(text, tokens, place, first):
        if after > first and not joined and _is_join(tokens[place], lex):
            joined, place = True, place + 1
            continue
        piece, length, ending = _piece(text, tokens, place, lex, total)
        longer = _extended(total, piece, lex, joined) if piece else None
        if piece is None or longer is None:
            break
        pieces.append(piece)
        total, place, joined = longer, place + length, False
        # A zero belongs to a number only where something follows it (一千零五).
        after = place if total.parts[-1] or len(total.parts) == 1 else after
    if after == first or (after == first + 1 and not _stands_alone(tokens[first], lex)):
        return None, first + 1
    return _made(tokens[first:after], total, lex, ending if after == place else "", pieces), after


def _made(tokens: list[Token], total: Sum, lex: Lexicon, ending: str, pieces: list[Piece]) -> Numeral:
    digits = len(tokens) == 1 and tokens[0].digits
    grouped = digits and _worth(tokens[0].text, lex)[1]
    end = tokens[-1].end - len(ending)
    about, most = any(p.about for p in pieces), pieces[0].most if len(pieces) == 1 else 0
    start, headed = tokens[0].start, pieces[0].unit
    return Numeral(start, end, _value(total), total.unit, digits, grouped, ending, about, most, headed)


def _stands_alone(token: Token, lex: Lexicon) -> bool:
    piece = lex.words.get(token.text)
    return piece is None or piece.lone


def _near(text: str, tokens: list[Token], place: int, first: int) -> bool:
    return place == first or bool(_GAP.fullmatch(text, tokens[place - 1].end, tokens[place].start))


def _is_join(token: Token, lex: Lexicon) -> bool:
    return token.text in lex.joins or token.text in lex.glued_joins


def _piece(text: str, tokens: list[Token], place: int, lex: Lexicon, total: Sum) -> tuple[Piece | None, int, str]:
    """The piece at a token, how many tokens it takes, and the ending that it bears."""
    token = tokens[place]
    if token.digits:
        exact = place + 1 < len(tokens) and (
            tokens[place + 1].text in lex.suffixes or tokens[place + 1].text in lex.longest
        )
        return Piece(_worth(token.text, lex, exact)[0], digits=True), 1, ""
    if total.after_digits and token.text in lex.suffixes:
        return Piece(lex.suffixes[token.text], unit=True), 1, ""
    for length in range(lex.longest.get(token.text, 0), 0, -1):
        words = tuple(t.text for t in tokens[place : place + length])
        if words in lex.phrases and all(_near(text, tokens, i, place) for i in range(place, place + len(words))):
            return lex.phrases[words], len(words), ""
    return _inflected(token.text, lex)


@lru_cache(maxsize=50_000)
def _inflected(word: str, lex: Lexicon) -> tuple[Piece | None, int, str]:
    for ending in ("", *lex.endings):
        stem = word.removesuffix(ending) if ending else word
        if stem and (not ending or stem != word):
            piece = (lex.words.get(stem) if ending else None) or next(iter(_compound(stem, lex)), None)
            if piece:
                return piece, 1, ending
    return None, 0, ""
