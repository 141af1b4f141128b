"""Words of time and numbers found on a text, in rows with nothing but "of" between them.

An atom is the least thing that the grammar of dates (`dates.py`) joins: a month, a number, "last", "until".
"""

import re
from collections.abc import Container, Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import Any, NamedTuple, cast

from dragoman.language.calendar import Point
from dragoman.language.numerals import read_numeral
from dragoman.language.pack import Pack
from dragoman.language.phrases import Folded, Hit, is_glued
from dragoman.language.timewords import ANCHORS, INFLECTED, Lexicon, Word, lexicon

#: From here on two digits of a year are of the last century.
LAST_CENTURY = 40
DIGITS_OF_YEAR = 4
LEAST_SPELLED = 10  #: letters in a year that is written out
#: Kinds of words that end "two days before", and may have what these are counted from behind them.
COUNTED = frozenset(("shift", "away_after", "unit", "units"))
#: Letters between two parts of a date, at most.
LONGEST_GAP = 24
#: Letters that may follow a number or word with an ending of its own.
LONGEST_TAIL = 12
#: Years that a number may be by itself, and in a full date.
YEARS, TOLD = range(1900, 2101), range(1500, 2201)
PERSIAN_YEARS = range(1300, 1500)
_WHOLE = re.compile(
    r"(?<![\da-z.,/])(?<![a-z]-)(\d{1,4})([./-])[^\S\n]?(\d{1,2})\2[^\S\n]?(\d{4}|\d{1,2})(?![\d/]|[.,]\d)"
)
_SLASHED = re.compile(r"(?<![\da-z.,/])(?<![a-z]-)(\d{1,2})([/.])(\d{1,2})(?![\d/%]|[.,]\d|[^\S\n]%)(\.?)")
#: No money, no share, no part of a longer number, no F-16.
_NUMBER = re.compile(r"(?<![\d.,:$€£¥₺])(?<!\d/)(\d{1,4})(?![\d%‰°]|[.,:]\d|[^\S\n][%‰°]|[^\S\n]\d{3}(?!\d))")
#: 12-2024, 2024/12; only a dash makes it a month by itself, "No. 12/2024" is the number of a paper.
_YEAR_MONTH = re.compile(r"(?<![\w.,/-])(?:(\d{1,2})([/-])(\d{4})|(\d{4})([/-])(\d{1,2}))(?![\d/-]|[.,]\d)")
_COMPACT = re.compile(r"(?<![\d.,])((?:19|20)\d\d)(\d\d)(\d\d)(?![\d%]|[.,]\d)")
#: Nothing is counted by a number that such a sign follows.
_CLOSED = re.compile(r"[^\S\n]*(?:[.,;:!?)\n]|$)")
_SIGN = re.compile(r"[\d/~-]")
_SLASH = re.compile(r"[^\S\n]?[-/~][^\S\n]?")
_APOSTROPHE = re.compile(r"'[^\W\d_]{1,7}(?!\w)")
_HYPHEN = re.compile(r"-[^\W\d_]{1,4}(?!\w)")
_LETTERS_BEFORE = re.compile(r"[^\W\d_]+$")
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
    tail: str = ""  #: the letters of the ending
    closed: bool = False  #: a number that nothing follows which it might count
    led: bool = False  #: a word stands right before it
    gap: str = " "  #: what stands between it and the atom before
    open: bool = False  #: what follows says that the time before is not counted from the report's day
    others: "tuple[Atom, ...]" = ()  #: what else the same words may be

    def among(self, kinds: Container[str]) -> "Atom | None":
        """The atom as one of these kinds, if it can be."""
        return next((a for a in (self, *self.others) if a.kind in kinds), None)


class Run(NamedTuple):
    """A row of atoms with nothing but links between them."""

    atoms: list[Atom]
    alone: bool  #: whether nothing else stands on the line


def runs_of(text: str, folded: Folded, pack: Pack) -> Iterator[Run]:
    """Rows of atoms where a date may be, in the order of the text."""
    words = lexicon(pack)
    plain = folded.text
    for start, end in ((0, len(plain)),) if words.matcher else words.index.windows(plain):
        for run in _rows(text, folded, words, start, end):
            anchored = any(_is_anchor(a) for a in run)
            if anchored or _is_bare(run):
                alone = _is_alone(plain, run, words)
                if anchored or alone:
                    yield Run(run, alone)


def _rows(text: str, folded: Folded, words: Lexicon, start: int, end: int) -> list[list[Atom]]:
    # What follows a number may say that it is none, so digits are looked at with some letters more.
    numbers = _numbers(folded.text, words, start, min(len(folded.text), end + LONGEST_TAIL))
    found = [*(n for n in numbers if n[1].start < end), *_words(text, folded, words, start, end)]
    runs: list[list[Atom]] = []
    for atom in _longest(found, start, end):
        gap = _gap(folded.text, runs[-1][-1], atom, words) if runs else None
        if gap is None:
            runs.append([atom])
        else:
            runs[-1].append(atom._replace(gap=gap) if gap != " " else atom)
    return runs


def _is_alone(text: str, run: Sequence[Atom], words: Lexicon) -> bool:
    start, end = run[0].start, run[-1].end
    first, last = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    rest = text[end : last if last >= 0 else len(text)].rstrip(" .!?:;")
    return bool(words.links.fullmatch(text, first, start)) and bool(words.links.fullmatch(rest))


def _is_bare(run: Sequence[Atom]) -> bool:
    """Such as "15-2", "24th"."""
    return [a.kind for a in run] == ["number", "slash", "number"] or (len(run) == 1 and run[0].ending)


def _is_anchor(atom: Atom) -> bool:
    if atom.kind == "number":
        return atom.firm
    return atom.kind in ANCHORS or any(a.kind in ANCHORS for a in atom.others)


def _longest(atoms: Sequence[tuple[int, Atom]], first: int, last: int) -> list[Atom]:
    """Of atoms that overlap the longest; of those on the same words the one of the highest rank, with the others."""
    ordered = sorted((a for _, a in atoms), key=lambda a: a.start)
    if all(a.end <= b.start for a, b in pairwise(ordered)):
        return ordered
    taken = bytearray(max([last, *(atom.end for _, atom in atoms)]) - first + 1)
    kept: dict[tuple[int, int], Atom] = {}
    for _, atom in sorted(atoms, key=lambda a: (a[1].start - a[1].end, -a[0])):
        place = (atom.start, atom.end)
        if place in kept:
            kept[place] = kept[place]._replace(others=(*kept[place].others, atom))
        elif 1 not in taken[atom.start - first : atom.end - first]:
            taken[atom.start - first : atom.end - first] = b"\1" * (atom.end - atom.start)
            kept[place] = atom
    return [kept[place] for place in sorted(kept)]


def _gap(text: str, before: Atom, atom: Atom, words: Lexicon) -> str | None:
    """What stands between two atoms, if it may stand inside a date."""
    if atom.start - before.end > LONGEST_GAP:
        return None
    start = before.end + (before.dotted and text.startswith(".", before.end))
    return text[before.end : atom.start] if words.links.fullmatch(text, start, atom.start) else None


def _words(text: str, folded: Folded, words: Lexicon, start: int, end: int) -> Iterator[tuple[int, Atom]]:
    for hit in (
        *words.index.find(folded.text, start, end),
        *(words.matcher.find(folded, text) if words.matcher else ()),
    ):
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
    # Words for parts are listed with their endings: "sonunadək".
    letters = text[hit.start if word.kind == "part_after" else end - hit.loose : end]
    if tail:
        end, ending, letters = tail.end(), True, tail[0][1:]
    short = word.via.endswith("-short") or (word.kind in ("month", "weekday") and end - hit.start < 5)
    dotted = short or word.kind == "ordinal"
    led = text[hit.start - 1 : hit.start] == " " and text[hit.start - 2].isalpha()
    atom = Atom(
        word.kind, hit.start, end, word.value, word.via, firm, ending=ending, dotted=dotted, led=led, tail=letters
    )
    if words.than and word.kind in COUNTED:
        return atom._replace(open=bool(words.than.match(text, end)))
    return _signed(text, atom, words) if word.kind == "number" else atom


def _numbers(text: str, words: Lexicon, start: int, end: int) -> Iterator[tuple[int, Atom]]:
    if _SIGN.search(text, start, end):
        yield from _in_digits(text, words, start, end)
        for match in _SLASH.finditer(text, start, end):
            yield 0, Atom("slash", match.start(), match.end(), 0, "digits")
    yield from ((3, year) for year in spelled_years(text, words, start, end))


def _in_digits(text: str, words: Lexicon, start: int, end: int) -> Iterator[tuple[int, Atom]]:
    yield from _wholes(text, words, start, end)
    for match in _NUMBER.finditer(text, start, end):
        atom = _number(text, match, words)
        if atom:
            # In 5月2日前 the sign belongs to the day.
            yield (7 if _is_after_month(text, match.start(), words) else 1), atom
        if atom and atom.kind == "number" and is_glued(text[atom.end - 1]):
            # In 2日前 the sign belongs to what follows; 選挙の2日前 is counted from elsewhere.
            led = text.endswith(words.led_from, 0, atom.start)
            yield 0, Atom("number", atom.start, match.end(), atom.value, "digits", firm=False, digits=True, open=led)


def _is_after_month(text: str, start: int, words: Lexicon) -> bool:
    return bool(start) and words.signs.get(text[start - 1]) == "month"


def _wholes(text: str, words: Lexicon, start: int, end: int) -> Iterator[tuple[int, Atom]]:
    """Dates that are written in digits altogether."""
    for match in _WHOLE.finditer(text, start, end):
        point = _whole(match[1], match[3], match[4], words.order)
        if point:
            yield 6, _digits(match.start(), _tail(text, match.end(), words), point)
    for match in _COMPACT.finditer(text, start, end):
        point = _valid(int(match[1]), int(match[2]), int(match[3]))
        if point:
            yield 6, _digits(match.start(), match.end(), point)
    for match in _SLASHED.finditer(text, start, end):
        point = day_month(int(match[1]), int(match[3]), words.order)
        if point and (match[2] == "/" or (words.dotted_order and match[4])):
            yield 6, _digits(match.start(), _tail(text, match.end(3), words), point)
    for match in _YEAR_MONTH.finditer(text, start, end):
        year, month = int(match[3] or match[4]), int(match[1] or match[6])
        if year in YEARS and 1 <= month <= 12:
            firm = match[2] == "-" or (match[5] == "-" and len(match[6]) == 1)
            yield 6, _digits(match.start(), _tail(text, match.end(), words), Point(year, month), firm)


def _digits(start: int, end: int, point: Point, firm: bool = True) -> Atom:
    return Atom("whole", start, end, point, "digits", firm, digits=True)


def _tail(text: str, end: int, words: Lexicon) -> int:
    tail = _APOSTROPHE.match(text, end) if words.apostrophe else None
    return tail.end() if tail else end


def _whole(first: str, second: str, third: str, order: str) -> Point | None:
    """A date in digits: year first by its length, else in the language's order, else in whatever order there is."""
    if len(first) == 4:
        return _valid(int(first), int(second), int(third))
    if len(first) == 3:
        return None
    year = int(third) if len(third) > 2 else short_year(int(third))
    if order == "ymd" and len(third) < 3:
        return _valid(2000 + int(first), int(second), int(third))
    point = day_month(int(first), int(second), order)
    return _valid(year, point.month or 0, point.day or 0) if point else None


def short_year(number: int) -> int:
    """The year that two digits stand for."""
    return number + (2000 if number < LAST_CENTURY else 1900)


def day_month(first: int, second: int, order: str) -> Point | None:
    """A day and a month in the order of the language, else in the other."""
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
    if start and not _may_begin(text, start, words):
        return None
    plain = Atom("number", start, end, value, "digits", firm=False, digits=True, dotted=True)
    signed = _decade(text, plain, words) or _signed(text, plain, words)
    if signed is not plain:
        return signed
    after = _number_end(text, end, words)
    return _ended(text, plain, after, words) if after is not None else None


def _decade(text: str, number: Atom, words: Lexicon) -> Atom | None:
    """Such as "1990s", "1990'lar", "1990-х", 1990年代."""
    place = number.end + text.startswith(("'", "-"), number.end)
    end = _decade_end(text, place, words) if number.value in YEARS else None
    if end is None:
        return None
    return number._replace(kind="decade", end=end, firm=True, via="pack:decade", dotted=False, ending=True)


def _decade_end(text: str, place: int, words: Lexicon) -> int | None:
    letters = _LETTERS.match(text, place) if words.decades else None
    if letters is None:
        return None
    if is_glued(text[place]):
        return next((place + len(e) for e in words.decades if text.startswith(e, place)), None)
    return letters.end() if letters[0] in words.decades else None


def _ended(text: str, plain: Atom, after: int, words: Lexicon) -> Atom | None:
    """A number with the ending that it carries: a year, or a day; None where it is too large or counts something."""
    start, end, value = plain.start, plain.end, cast(int, plain.value)
    number = plain._replace(end=after, ending=after > end, tail=text[end:after].lstrip("'-"))
    if words.persian and value in PERSIAN_YEARS:
        return number._replace(kind="persian_year")
    if end - start == DIGITS_OF_YEAR:
        counted = value not in YEARS or _is_quantity(text, start, after, words)
        return None if counted else number._replace(kind="year", firm=True, dotted=words.order == "ymd")
    return number._replace(closed=bool(_CLOSED.match(text, after)))


def _may_begin(text: str, start: int, words: Lexicon) -> bool:
    """Not the number in F-16, but the one in Sep-16."""
    before = text[start - 1]
    if before in "-'":
        letters = _LETTERS_BEFORE.search(text, max(0, start - LONGEST_TAIL), start - 1)
        return letters is None or is_glued(letters[0][-1]) or words.index.knows(letters[0])
    if not before.isalpha() or is_glued(before):
        return True
    letters = _LETTERS_BEFORE.search(text, max(0, start - LONGEST_TAIL), start)
    return letters is not None and words.index.is_kind(letters[0], "month")


def _signed(text: str, number: Atom, words: Lexicon) -> Atom:
    """A number with the sign of a day, month or year after it."""
    for sign, kind in words.signs.items():
        place = number.end + (text.startswith(" ", number.end) and is_glued(sign[0]))
        if text.startswith(sign, place) and not sign.isascii():
            value = _signed_value(text, number.value, kind, place + len(sign), words)
            if value:
                name = "number" if kind == "day" else kind
                end, tail = _closing(text, place + len(sign), words)
                return number._replace(
                    kind=name, end=end, value=value, firm=True, digits=True, via="cldr:sign", tail=tail
                )
    return number


def _closing(text: str, end: int, words: Lexicon) -> tuple[int, str]:
    """The end of a sign with an ending such as "until" behind it, and that ending: 7일까지."""
    letters = _LETTERS.match(text, end)
    if letters and any(letters[0] in endings for endings in words.glued.values()):
        return letters.end(), letters[0]
    return end, ""


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
    before, after = " " + text[max(0, start - 30) : start].rstrip(), text[end : end + 30].lstrip()
    return after.startswith(words.quantities) or before.endswith(words.bounds)


# --- years in words


def spelled_years(text: str, words: Lexicon, start: int, end: int) -> Iterator[Atom]:
    """Years that are written out: "two thousand and eleven", "nineteen eighty six"."""
    known = words.numerals.known
    if end - start < LEAST_SPELLED or not _has_two(text[start:end], known):
        return
    row: list[re.Match[str]] = []
    for match in (*_LETTERS.finditer(text, start, end), None):
        if match and match[0] in known:
            row.append(match)
        else:
            if len(row) > 1:
                yield from _years_in(text, row, words)
            row = []


def _has_two(words: str, known: Container[str]) -> bool:
    return sum(word in known for word in words.replace("-", " ").split()) > 1


def _years_in(text: str, row: Sequence[re.Match[str]], words: Lexicon) -> Iterator[Atom]:
    stretches = (
        (i, j) for size in range(min(len(row), 8), 1, -1) for i in range(len(row) - size + 1) for j in (i + size,)
    )
    for first, last in stretches:
        year = _year_of([m[0] for m in row[first:last]], words)
        start, end = row[first].start(), row[last - 1].end()
        if year and (year % 100 or _CLOSED.match(text, end)):
            yield Atom("year", start, end, year, "numerals", firm=False)
            return


def _year_of(parts: Sequence[str], words: Lexicon) -> int | None:
    """The year that number words make, by thousands or by its two halves."""
    whole = read_numeral(" ".join(parts), words.numerals)
    if whole in TOLD:
        return int(whole or 0)
    for cut in range(1, len(parts)):
        halves = [read_numeral(" ".join(half), words.numerals) for half in (parts[:cut], parts[cut:])]
        if halves[0] in range(15, 22) and halves[1] in range(10, 100):
            return int((halves[0] or 0) * 100 + (halves[1] or 0))
    return None
