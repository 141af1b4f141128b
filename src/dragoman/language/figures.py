"""Numbers on a text as atoms of dates: whole dates, days, years, in digits and in words."""

import re
from collections.abc import Container, Iterator, Sequence
from datetime import date
from typing import cast

from dragoman.language.atoms import Atom
from dragoman.language.calendar import Point
from dragoman.language.numerals import read_numeral
from dragoman.language.phrases import is_glued
from dragoman.language.timewords import COUNTED, Lexicon
from dragoman.language.wordindex import MARKS

#: From here on two digits of a year are of the last century.
LAST_CENTURY = 40
DIGITS_OF_YEAR = 4
LEAST_SPELLED = 10  #: letters in a year that is written out
#: Letters that may follow a number or word with an ending of its own.
LONGEST_TAIL = 12
#: Two digits that name ten years of the last century: "the 90s".
ROUND = range(30, 100, 10)
#: Years that a number may be by itself, and in a full date.
YEARS, TOLD = range(1900, 2101), range(1500, 2201)
PERSIAN_YEARS = range(1300, 1500)
_WHOLE = re.compile(
    r"(?<![\da-z.,/])(?<![a-z]-)(?:(\d{1,4})([./-])[^\S\n]?(\d{1,2})\2[^\S\n]?(\d{4}|\d{1,2})(?![\d/]|[.,]\d)"
    r"|(\d{4}|\d{1,2}) ([./-]?) ?(\d{1,2}) \6 ?(\d{4}|\d{1,2})(?![\d/]|[.,]\d| \d))"
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
APOSTROPHE = re.compile(r"'[^\W\d_]{1,7}(?!\w)")
_HYPHEN = re.compile(r"-[^\W\d_]{1,4}(?!\w)")
_LETTERS_BEFORE = re.compile(r"[^\W\d_]+$")
_LETTERS = re.compile(r"[^\W\d_]+")
#: Letters with their vowel signs: "19वीं".
_SIGNED_LETTERS = re.compile(rf"(?:[^\W\d_]|[{MARKS}])+")


def figures(text: str, words: Lexicon, start: int, end: int) -> Iterator[tuple[int, Atom]]:
    """The numbers in a stretch of a folded text, each with its rank among atoms of the same words."""
    if _SIGN.search(text, start, end):
        yield from _in_digits(text, words, start, end)
        for match in _SLASH.finditer(text, start, end):
            yield 0, Atom("slash", match.start(), match.end(), 0, "digits")
    yield from ((3, year) for year in spelled_years(text, words, start, end))
    if words.digit_year:
        yield from ((6, _digit_year(m, words)) for m in words.digit_year.finditer(text, start, end))


def _in_digits(text: str, words: Lexicon, start: int, end: int) -> Iterator[tuple[int, Atom]]:
    yield from _wholes(text, words, start, end)
    for match in _NUMBER.finditer(text, start, end):
        atom = _number(text, match, words)
        after_month = _is_after_month(text, match.start(), words)
        signed = atom is not None and atom.kind == "number" and atom.via == "cldr:sign"
        spans = signed and not after_month and words.spans is not None and words.spans.match(text, match.end())
        if atom and not spans:
            # In 5月2日前 the sign belongs to the day, in 9月末 to the month.
            named = atom.kind in ("month", "year") or after_month
            yield (9 if named else 1), atom
        if atom and signed:
            # In 2日前, "3일전" the sign belongs to what follows; 選挙の2日前 is counted from elsewhere.
            led = text.endswith(words.led_from, 0, atom.start)
            yield 0, Atom("number", atom.start, match.end(), atom.value, "digits", firm=False, digits=True, open=led)


def _is_after_month(text: str, start: int, words: Lexicon) -> bool:
    return bool(start) and words.signs.get(text[start - 1]) == "month"


def _wholes(text: str, words: Lexicon, start: int, end: int) -> Iterator[tuple[int, Atom]]:
    """Dates that are written in digits altogether."""
    for match in _WHOLE.finditer(text, start, end):
        point = _whole(match[1], match[3], match[4], words.order) if match[1] else _spaced(match, words.order)
        if point:
            yield 6, _digits(match.start(), _tail(text, match.end(), words), point)
    for match in _COMPACT.finditer(text, start, end):
        point = _valid(int(match[1]), int(match[2]), int(match[3]))
        if point:
            yield 6, _digits(match.start(), match.end(), point)
    for match in _SLASHED.finditer(text, start, end):
        point = day_month(int(match[1]), int(match[3]), words.order)
        if point and (match[2] == "/" or words.dotted_order):
            firm = bool(match[2] == "/" or match[4])
            yield 6, _digits(match.start(), _tail(text, match.end(3), words), point, firm)
    for match in _YEAR_MONTH.finditer(text, start, end):
        year, month = int(match[3] or match[4]), int(match[1] or match[6])
        if year in YEARS and 1 <= month <= 12:
            firm = match[2] == "-" or (match[5] == "-" and len(match[6]) == 1)
            yield 6, _digits(match.start(), _tail(text, match.end(), words), Point(year, month), firm)


def _digits(start: int, end: int, point: Point, firm: bool = True) -> Atom:
    return Atom("whole", start, end, point, "digits", firm, digits=True)


def _tail(text: str, end: int, words: Lexicon) -> int:
    tail = APOSTROPHE.match(text, end) if words.apostrophe else None
    return tail.end() if tail else end


def _spaced(match: re.Match[str], order: str) -> Point | None:
    """Such as "24 12 2014", "2014 . 12 . 24": a year has four digits there."""
    first, last = len(match[5]) == DIGITS_OF_YEAR, len(match[8]) == DIGITS_OF_YEAR
    point = _whole(match[5], match[7], match[8], order) if first != last else None
    return point if point and point.year in YEARS else None


def _whole(first: str, second: str, third: str, order: str) -> Point | None:
    """A date in digits: year first by its length, else in the language's order, else in whatever order there is."""
    if len(first) == 4:
        return _valid(int(first), int(second), int(third))
    if len(first) == 3:
        return None
    year = int(third) if len(third) > 2 else short_year(int(third))
    led = _valid(short_year(int(first)), int(second), int(third)) if len(first) == 2 == len(third) else None
    if order == "ymd" and led:
        return led
    point = day_month(int(first), int(second), "dmy" if order == "ymd" and len(third) < 3 else order)
    return _valid(year, point.month or 0, point.day or 0) if point else led


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
    led = _nth(text, start, words)
    if start and not led and not _may_begin(text, start, words):
        return None
    after_word = text[start - 1 : start] == " " and text[start - 2].isalpha()
    plain = Atom("number", start, end, value, "digits", firm=False, digits=True, dotted=True, led=after_word)
    if led:
        return plain._replace(kind="ordinal", start=start - len(led), via="pack:nth")
    signed = _decade(text, plain, words) or _signed(text, plain, words)
    if signed is not plain:
        return signed
    after = _number_end(text, end, words)
    return _ended(text, plain, after, words) if after is not None else None


def _nth(text: str, start: int, words: Lexicon) -> str:
    """What makes an ordinal of the digits behind it: 第3, "მე-3"."""
    return next((w for w in words.nth if text.endswith(w, 0, start) and _may_stand(text, start - len(w))), "")


def _may_stand(text: str, start: int) -> bool:
    return not start or is_glued(text[start]) or not text[start - 1].isalnum()


def told_number(text: str, atom: Atom, words: Lexicon) -> Atom:
    """What a number word is: a decade, or the day or year that the signs after it make of it."""
    signed = _decade(text, atom, words) or _signed(text, atom, words)
    return signed._replace(closed=True) if _is_closed(text, signed.end, words) else signed


def _decade(text: str, number: Atom, words: Lexicon) -> Atom | None:
    """Such as "1990s", "1990'lar", "1990-х", 1990年代; two digits only before a word such as 年代, 년대."""
    place = number.end + text.startswith(("'", "-"), number.end)
    short = number.value in ROUND
    end = _decade_end(text, place, words) if short or number.value in YEARS else None
    if end is None or (short and (end - place < 2 or text[place].isascii())):
        return None
    value = cast(int, number.value) + (1900 if short else 0)
    return number._replace(kind="decade", value=value, end=end, firm=True, via="pack:decade", dotted=False, ending=True)


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
    return number._replace(closed=bool(_CLOSED.match(text, after)) or _is_closed(text, after, words))


def _is_closed(text: str, end: int, words: Lexicon) -> bool:
    """Whether a word follows that only follows days: "जुलाई 1 को"."""
    return any(text.startswith(f" {word} ", end) or text[end:] == f" {word}" for word in words.closing)


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
            era = _era(text, number.start, words) if kind == "year" else ""
            value = _signed_value(text, number.value, kind, place + len(sign), words)
            if era:
                value, number = (
                    words.eras[era] + cast(int, number.value) - 1,
                    number._replace(start=number.start - len(era)),
                )
            if value:
                name = "number" if kind == "day" else kind
                end, tail = _closing(text, place + len(sign), words)
                return number._replace(
                    kind=name, end=end, value=value, firm=True, digits=True, via="cldr:sign", tail=tail
                )
    return number


def _era(text: str, start: int, words: Lexicon) -> str:
    return next((era for era in words.eras if text.endswith(era, 0, start)), "")


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
    tail = (APOSTROPHE.match(text, end) if words.apostrophe else None) or _HYPHEN.match(text, end)
    if tail and not words.index.knows(tail.group()[1:]):
        return tail.end()
    letters = _SIGNED_LETTERS.match(text, end + text.startswith((":", "."), end))
    if letters and letters.group() in words.ordinals:
        return letters.end()
    if not letters or letters.start() > end or is_glued(text[end]):
        return end
    # What follows in "14april" is a word of its own.
    if words.index.is_kind(letters.group(), "month", *COUNTED):
        return end
    return None


def _is_quantity(text: str, start: int, end: int, words: Lexicon) -> bool:
    before, after = " " + text[max(0, start - 30) : start].rstrip(), text[end : end + 30].lstrip()
    if after.startswith(words.quantities) or before.endswith(words.bounds):
        return True
    until = next((w for w in words.untils if before.endswith(w)), "")
    return bool(until) and not _CLOSED.match(text, end) and not _ends_in_year(before.removesuffix(until))


def _ends_in_year(text: str) -> bool:
    return text[-DIGITS_OF_YEAR:].isdigit() and int(text[-DIGITS_OF_YEAR:]) in YEARS


# --- years in words


def _digit_year(match: re.Match[str], words: Lexicon) -> Atom:
    """A year that is written digit by digit: 二〇二五年."""
    year = int("".join(str(words.spelled_digits[sign]) for sign in match[1]))
    return Atom("year", match.start(), match.end(), year, "pack:number", digits=True)


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
