"""What a number is worth: digits of every script and number words of every language, by one grammar.

Everything here is exact about places: a numeral covers the characters that make the number, and no others.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from dragoman.language.lexicon import Lexicon, Piece
from dragoman.language.numbersum import SMALLEST_BROKEN, Sum, extended, is_complete, value_of

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
    fraction: bool = False  #: it is so many parts of one ("three fifths")
    filler: int = -1  #: where the sign stands within it that leaves open how many more ("多" of "二十多万")


class Token(NamedTuple):
    """A word or a row of digits."""

    start: int
    end: int
    text: str
    digits: bool


# --- tokens -----------------------------------------------------------------------------------------------------


def _tokens(text: str, lex: Lexicon) -> Iterator[Token]:
    """Digits and the words that may stand in a number; others only part them, as any other text does."""
    figures = -1
    for match in lex.token.finditer(text):
        word = match.group()
        if match.lastgroup == "digits":
            figures = match.end()
            yield Token(match.start(), figures, word, digits=True)
        elif match.lastgroup:
            said = "".join(str(lex.words[sign].value) for sign in word)
            yield Token(match.start(), match.end(), said, digits=True)
        elif match.start() == figures and (unit := _glued_unit(word, lex)):
            yield Token(match.start(), match.start() + len(unit), unit, digits=False)
            yield from _words_of(match.start() + len(unit), word[len(unit) :], lex)
        elif _matters(word, lex):
            yield from _words_of(match.start(), word, lex)


@lru_cache(maxsize=10_000)
def _glued_unit(word: str, lex: Lexicon) -> str:
    """The unit that digits end in where a number word is written on behind it: "3백일"."""
    if word in lex.longest:
        return ""
    heads = (word[:end] for end in range(len(word) - 1, 0, -1))
    unit = next((h for h in heads if h in lex.suffixes or (h in lex.words and lex.words[h].unit)), "")
    rest = word[len(unit) :]
    return unit if unit and (rest in lex.endings or _inflected(rest, lex)[0] is not None) else ""


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
    share = next((s for s in lex.shares if word.endswith(s) and word.removesuffix(s) in lex.words), "")
    yield Token(start, start + len(word) - len(share), word.removesuffix(share), digits=False)
    if share:
        yield Token(start + len(word) - len(share), start + len(word), share, digits=False)


def _worth(row: str, lex: Lexicon, exact: bool = False) -> tuple[float, bool]:
    """What a row of digits is worth, and whether it has marks between thousands; `exact` where a unit follows."""
    marks = [c for c in row if not c.isdigit()]
    if "^" in marks:
        base, power = re.split(r" ?[x×] ?|\^", row.replace(",", "."), maxsplit=1)
        factor, _, exponent = power.rpartition("^")
        return _whole(float(base) * 10 ** int(exponent) if factor else float(base) ** int(exponent)), False
    if "e" in marks:
        return _whole(float(row.replace(",", "."))), False
    if not marks:
        return int(row), False
    if not _is_broken(row, marks, lex, exact):
        return int(re.sub(r"\D", "", row)), True
    whole, _, part = row.rpartition(marks[-1])
    value = float(f"{re.sub(r'[^0-9]', '', whole) or 0}.{part}")
    return _whole(value), len(marks) > 1


def _whole(value: float) -> float:
    return int(value) if value.is_integer() else value


def _is_broken(row: str, marks: list[str], lex: Lexicon, exact: bool) -> bool:
    """Whether the last mark of a row of digits stands before decimals."""
    part = len(row) - 1 - row.rfind(marks[-1])
    if marks.count(marks[-1]) > 1:
        return False
    if part == 3 and row.endswith("000") and row[0] != "0":
        return False
    if part != 3 or len(marks) > 1:
        return part != 3 or marks[-1] in lex.decimal
    # Where blanks stand between thousands, "1,234" is more often a foreign thousand than 1 and 234 thousandths.
    foreign = not exact and not set(lex.group) & set(".,") and row[0] != "0"
    return marks[-1] in lex.decimal and not foreign


# --- compounds -----------------------------------------------------------------------------------------------------


@lru_cache(maxsize=50_000)
def _compound(word: str, lex: Lexicon) -> tuple[Piece, ...]:
    """The pieces of a word that is a whole number ("zweihundertzehn"), or nothing."""
    if word[0] not in lex.heads or word[-1] not in lex.tails:
        return ()
    for pieces in _splits(word, lex):
        total = _summed(pieces, lex)
        if total and is_complete(total) and len(pieces) > 1:
            return (Piece(value_of(total)),)
    return ()


def _summed(pieces: tuple[Piece | None, ...], lex: Lexicon) -> Sum | None:
    total: Sum | None = Sum()
    for before, piece in zip((None, *pieces), pieces, strict=False):
        if piece and total:
            total = extended(total, piece, lex, joined=before is None)
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
    return around == "()" and before.value == numeral.value and not (before.digits and numeral.digits)


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
    total, after, place, joined, ending, filler = Sum(), first, first, False, "", -1
    made = total
    pieces: list[Piece] = []
    while place < len(tokens) and not ending and _near(text, tokens, place, first):
        if after > first and not joined and _is_join(tokens[place], lex):
            joined, place = True, place + 1
            continue
        piece, length, borne = _piece(text, tokens, place, lex, total)
        longer = extended(total, piece, lex, joined) if piece else None
        if piece is None or longer is None or (total.decimals >= 0 and _goes_on(tokens, place + length, lex)):
            break
        ending = borne
        filler = tokens[place].start if piece.filler else filler
        pieces.append(piece)
        total, place, joined = longer, place + length, False
        if is_complete(total):
            after, made = place, total
    if after == first or (after == first + 1 and not _stands_alone(tokens[first], lex)):
        return None, first + 1
    numeral = _made(tokens[first:after], made, lex, ending if after == place else "", pieces)
    return (numeral._replace(filler=filler) if 0 <= filler < numeral.end else numeral), after


def _goes_on(tokens: list[Token], place: int, lex: Lexicon) -> bool:
    """Whether a small unit follows what seemed to be a decimal: 六点四十分 is twenty to seven."""
    piece = lex.words.get(tokens[place].text) if place < len(tokens) else None
    return piece is not None and piece.unit and piece.value < SMALLEST_BROKEN


def _made(tokens: list[Token], total: Sum, lex: Lexicon, ending: str, pieces: list[Piece]) -> Numeral:
    digits = len(tokens) == 1 and tokens[0].digits
    grouped = digits and _worth(tokens[0].text, lex)[1]
    end = tokens[-1].end - len(ending)
    about, most = any(p.about for p in pieces), pieces[0].most if len(pieces) == 1 else 0
    start, headed = tokens[0].start, pieces[0].unit
    fraction = total.fraction or total.divisor > 0
    return Numeral(start, end, value_of(total), total.unit, digits, grouped, ending, about, most, headed, fraction)


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
        if stem and (not ending or (stem != word and not (len(stem) == 1 and ending in lex.long_endings))):
            piece = (lex.words.get(stem) if ending else None) or next(iter(_compound(stem, lex)), None)
            if piece:
                return piece, 1, ending
    return None, 0, ""
