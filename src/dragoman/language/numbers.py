"""Marks of counts on a text: a number with its bound ("at least 100"), its range, and those who are "and 13 others".

What a number is worth, `numerals` reads; what bounds it, the pack says (`countwords`). Percentages, money, measures,
clock times, ordinals, labels and plain years are no counts and get no mark.
"""

import re
from collections.abc import Callable
from typing import NamedTuple

from dragoman.language.countwords import Between, Rules, lexicon_of, rules_of
from dragoman.language.numerals import Numeral, find_numerals, read_numeral
from dragoman.language.pack import Pack
from dragoman.language.phrases import Folded, fold, is_glued
from dragoman.records import Count, Kind, Mark

_L = r"[^\W\d_]"
_TAIL = re.compile(rf"(['-]?)({_L}+)")
_NEXT_WORD = re.compile(rf"[ -]({_L}+)")
_DOT = re.compile(r"\. \w")
_MONEY_SIGNS = frozenset("$€£¥₽₺₴₪₹₸₾₼₩₫￥")
_PERCENT = frozenset("%٪‰°")
_LABEL_SIGNS = frozenset("+#№§@")
_CODES = frozenset(["USD", "EUR", "GBP", "RUB", "BYN", "TRY", "CHF", "CNY", "JPY", "PLN", "UAH", "RON", "INR"])
#: Signs that bound the number after them.
_SIGN_BOUNDS = {"~": "about", "≈": "about", ">": "above", "<": "below", "≥": "at-least", "≤": "at-most"}
_YEARS = range(1900, 2101)
_OLDEST = 120
#: Past this it is not persons that are counted, but a telephone number.
_MOST = 10**11
_REACH = 60  #: characters before a number in which its bound may stand


class Quantity(NamedTuple):
    """A count under way, on the folded text."""

    start: int
    end: int
    worth: Count
    first: Numeral
    last: Numeral
    via: str = "cldr:number"
    bound: bool = False


# --- finding ----------------------------------------------------------------------------------------------------------


def numerals_of(folded: Folded, pack: Pack) -> list[Numeral]:
    """Every number of a text, whether or not it counts something."""
    return find_numerals(folded.text, lexicon_of(pack))


def read_number(words: str, pack: Pack) -> float | None:
    """What an expression is worth that is one number from end to end, else None."""
    return read_numeral(fold(words).text, lexicon_of(pack))


def find_numbers(text: str, folded: Folded, pack: Pack) -> list[Mark]:
    """Marks of counts, in the order of the text; each covers the number with the words that bound it."""
    rules, plain = rules_of(pack), folded.text
    quantities = [_quantity(n) for n in numerals_of(folded, pack)]
    quantities = _with_ranges(plain, quantities, rules)
    quantities = [_with_bounds(plain, q, rules) for q in quantities]
    quantities = [_with_others(text, folded, q, rules) for q in quantities if _is_count(text, folded, q, rules)]
    return [_mark(q, folded) for q in quantities]


def _quantity(numeral: Numeral) -> Quantity:
    value = int(numeral.value)
    return Quantity(numeral.start, numeral.end, Count(value, value), numeral, numeral)


def _mark(quantity: Quantity, folded: Folded) -> Mark:
    span = folded.span(quantity.start, quantity.end)
    return Mark(kind=Kind.NUMBER, span=span, via=quantity.via, count=quantity.worth)


# --- ranges and bounds ------------------------------------------------------------------------------------------------


def _with_ranges(text: str, quantities: list[Quantity], rules: Rules) -> list[Quantity]:
    found: list[Quantity] = []
    for quantity in quantities:
        merged = _one_range(text, found[-1], quantity, rules) if found else None
        if merged:
            found[-1] = merged
        else:
            found.append(quantity)
    return found


def _one_range(text: str, a: Quantity, b: Quantity, rules: Rules) -> Quantity | None:
    """The range that two neighbours make ("30-40", "from 30 to 40"), if they do."""
    if a.first is not a.last or b.start - a.end > _REACH:
        return None
    low, high = a.first.value, b.first.value
    low = low * b.first.unit if low < b.first.unit and low * b.first.unit < high else low
    between, opened = text[a.end : b.start].strip(), None
    if between == "-" and text[b.start - 1 : b.start + 1] != " -" and low < high:
        opened = (a.start, "cldr:range")
    for row in rules.ranges:
        if not opened and between in row.joins and (low < high or row.opens):
            opened = _opened(text, a.start, row, rules)
    if not opened or low >= high:
        return None
    return Quantity(opened[0], b.end, Count(int(low), int(high)), a.first, b.last, opened[1])


def _opened(text: str, start: int, row: Between, rules: Rules) -> tuple[int, str] | None:
    if not row.opens:
        return start, row.via
    phrase = _phrase_before(text, start, row.opens, rules)
    return (phrase, row.via) if phrase is not None else None


def _phrase_before(text: str, start: int, phrases: tuple[str, ...], rules: Rules) -> int | None:
    """Where the longest of these phrases begins that stands right before `start`, if one does."""
    window = text[max(0, start - _REACH) : start].rstrip(" -'")
    base = max(0, start - _REACH)
    if not window.endswith(phrases or ("\0",)):
        return None
    for phrase in phrases:
        if window.endswith(phrase):
            place = base + len(window) - len(phrase)
            if is_glued(phrase[0]) or _begins_word(text, place, rules):
                return place
    return None


def _begins_word(text: str, place: int, rules: Rules) -> bool:
    word = place
    while word > 0 and text[word - 1].isalnum():
        word -= 1
    return word == place or text[word:place] in rules.prefixes


def _with_bounds(text: str, quantity: Quantity, rules: Rules) -> Quantity:
    """The quantity with every bound that stands before and after it."""
    while (longer := _bound_before(text, quantity, rules)) is not None:
        quantity = longer
    return _bound_after(text, quantity, rules) or quantity


def _bound_before(text: str, quantity: Quantity, rules: Rules) -> Quantity | None:
    sign = text[max(0, quantity.start - 1) : quantity.start]
    if sign in _SIGN_BOUNDS:
        return _bounded(quantity, _SIGN_BOUNDS[sign], "sign", start=quantity.start - 1)
    best = None
    for bound in rules.bounds:
        start = _phrase_before(text, quantity.start, bound.before, rules) if bound.before else None
        if start is not None and (best is None or start < best[0]):
            best = (start, bound)
    return _bounded(quantity, best[1].means, best[1].via, start=best[0]) if best else None


def _bound_after(text: str, quantity: Quantity, rules: Rules) -> Quantity | None:
    if text[quantity.end : quantity.end + 1] == "+":
        return _bounded(quantity, "at-least", "sign", end=quantity.end + 1)
    matches = ((b, b.after.match(text, quantity.end)) for b in rules.bounds if b.after)
    found = [(m.end(), b) for b, m in matches if m]
    if not found:
        return None
    end, bound = max(found, key=lambda f: f[0])
    return _bounded(quantity, bound.means, bound.via, end=end)


#: What each bound makes of a count.
_MEANINGS: dict[str, Callable[[Count], Count]] = {
    "exactly": lambda c: c,
    "about": lambda c: Count(c.min, c.max, about=True),
    "at-least": lambda c: Count(c.min, None, c.about),
    "above": lambda c: Count(_plus(c.min, 1), None, c.about),
    "at-most": lambda c: Count(None, c.max, c.about),
    "below": lambda c: Count(None, _plus(c.max, -1), c.about),
}


def _plus(value: int | None, step: int) -> int | None:
    return None if value is None else value + step


def _bounded(quantity: Quantity, means: str, via: str, start: int | None = None, end: int | None = None) -> Quantity:
    count = quantity.worth
    # The bound nearest to the number was applied first; one further out can only add "about" to it.
    if means == "about" or None not in (count.min, count.max):
        count = _MEANINGS[means](count)
    return quantity._replace(
        start=quantity.start if start is None else start,
        end=quantity.end if end is None else end,
        worth=count,
        via=via,
        bound=True,
    )


# --- and 13 others ----------------------------------------------------------------------------------------------------


def _with_others(text: str, folded: Folded, quantity: Quantity, rules: Rules) -> Quantity:
    """The quantity with the names before it: "Ales Bialiatski and 13 others" are 14."""
    for row in rules.others:
        match = row.after.match(folded.text, quantity.end)
        place = _phrase_before(folded.text, quantity.start, row.joins, rules) if match else None
        names = _names_before(text[: folded.at[place]], row.joins) if place is not None else 0
        if match and place is not None and names:
            count = quantity.worth
            more = Count(_plus(count.min, names), _plus(count.max, names), count.about)
            return quantity._replace(start=place, end=match.end(), worth=more, via=row.via)
    return quantity


def _names_before(text: str, joins: tuple[str, ...]) -> int:
    """How many names stand in the list at the end of a text."""
    sentence = re.split(r"[\n;:]|[.!?] ", text[-400:])[-1].rstrip(" ,")
    parts = re.split(rf",| (?:{'|'.join(map(re.escape, joins))}) ", sentence)
    count = 0
    for part in reversed(parts):
        words = part.split()
        if not words or not words[-1].strip("\"'“”«»()")[:1].isupper():
            break
        count += 1
        if not all(word[:1].isupper() for word in words):
            break
    return count


# --- what is no count -------------------------------------------------------------------------------------------------


def _is_count(text: str, folded: Folded, quantity: Quantity, rules: Rules) -> bool:
    plain, numeral = folded.text, quantity.last
    if not _is_whole(quantity) or _is_in_row(plain, quantity, rules) or _is_money(text, folded, quantity):
        return False
    if not _ends_well(plain, numeral, quantity, rules) or _is_ordinal(plain, numeral, rules):
        return False
    if rules.uncounted.match(plain, numeral.end) or _is_labelled(plain, quantity, rules):
        return False
    if quantity.bound and _is_firm(plain, quantity, rules):
        return not _within_phrase(plain, quantity, rules)
    return _says_how_many(plain, quantity, rules)


def _is_firm(text: str, quantity: Quantity, rules: Rules) -> bool:
    """Whether a bound makes a count of what else might be a year ("until 2030") or an article ("tam bir")."""
    first = quantity.first
    if quantity.worth.min is None and _is_year(quantity):
        return False
    return quantity.worth.min != quantity.worth.max or text[first.start : first.end] not in rules.articles


def _is_year(quantity: Quantity) -> bool:
    return all(n.digits and not n.grouped and n.value in _YEARS for n in (quantity.first, quantity.last))


def _is_aside(text: str, quantity: Quantity) -> bool:
    """Whether the number stands alone between commas or brackets, as ages do: "Anna Berg, 43, was freed"."""
    before, after = text[: quantity.first.start].rstrip()[-1:], text[quantity.last.end :].lstrip()[:1]
    return quantity.first.digits and quantity.last.value < _OLDEST and before + after in (",,", "()")


def _is_whole(quantity: Quantity) -> bool:
    values = (quantity.first.value, quantity.last.value)
    return all(float(v).is_integer() and 0 < v < _MOST for v in values)


def _is_in_row(text: str, quantity: Quantity, rules: Rules) -> bool:
    """Whether the digits are part of a clock time, a version, a telephone number, a score or a code (F-16)."""
    if not quantity.first.digits:
        return False
    start, end = quantity.first.start, quantity.last.end
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    if re.fullmatch(r"\d[.,:/-]", before) or re.fullmatch(r"[.,:/-]\d", after) or before.endswith(tuple(_LABEL_SIGNS)):
        return True
    near = before[-1:]
    lettered = near.isalpha() and not is_glued(near) and not _is_hangul(near) and near not in rules.prefixes
    return lettered or bool(re.fullmatch(rf"{_L}[-/]|_", before))


def _is_hangul(char: str) -> bool:
    return "\uac00" <= char <= "\ud7a3"


def _is_money(text: str, folded: Folded, quantity: Quantity) -> bool:
    start, end = folded.span(quantity.first.start, quantity.last.end)
    before, after = text[max(0, start - 4) : start].rstrip(), text[end : end + 4].lstrip()
    signed = {before[-1:], after[:1]} & (_MONEY_SIGNS | _PERCENT)
    return bool(signed) or before[-3:] in _CODES or after[:3] in _CODES


def _ends_well(text: str, numeral: Numeral, quantity: Quantity, rules: Rules) -> bool:
    """Whether what is written together with the number leaves it a count: a case ending does, "th" does not."""
    if numeral.ending:
        return quantity.end > numeral.end or numeral.ending in rules.endings
    if quantity.end > numeral.end:
        return True
    tail = _TAIL.match(text, numeral.end)
    if not tail or is_glued(tail[2][0]) or _is_hangul(tail[2][0]):
        return True
    if not numeral.digits:
        return tail[1] != "" or is_glued(text[numeral.end - 1])
    return tail[2] in rules.endings or (tail[1] == "'" and tail[2] not in rules.ordinal_endings)


def _is_ordinal(text: str, numeral: Numeral, rules: Rules) -> bool:
    if numeral.digits:
        dotted = rules.ordinal_dot and numeral.value < 100 and _DOT.match(text, numeral.end)
        return bool(dotted) or _is_item(text, numeral)
    following = _NEXT_WORD.match(text, numeral.end)
    return following is not None and following[1] in rules.ordinals


def _is_item(text: str, numeral: Numeral) -> bool:
    """Whether the number counts the lines of a list: "2. ..."."""
    at_line = text[: numeral.start].rpartition("\n")[2].strip() == ""
    return at_line and text[numeral.end : numeral.end + 1] in (".", ")")


def _is_labelled(text: str, quantity: Quantity, rules: Rules) -> bool:
    return _phrase_before(text, quantity.first.start, rules.labels, rules) is not None


def _says_how_many(text: str, quantity: Quantity, rules: Rules) -> bool:
    """Whether a number without a bound is a count at all, and not a year, an article or a homograph."""
    first, last = quantity.first, quantity.last
    words = text[first.start : last.end]
    if _is_vague(text, first, rules) or _within_phrase(text, quantity, rules):
        return False
    if rules.counters.match(text, last.end) or rules.counters.match(text, quantity.end):
        return True
    if first.digits:
        return not _is_year(quantity) and not _is_aside(text, quantity)
    return words not in rules.articles and words not in rules.unmarked and not (is_glued(words[0]) and len(words) == 1)


def _is_vague(text: str, numeral: Numeral, rules: Rules) -> bool:
    """Whether a unit stands after a word for some or many: "several hundred"."""
    piece = rules.lexicon.words.get(text[numeral.start : numeral.end])
    return piece is not None and piece.unit and _phrase_before(text, numeral.start, rules.vague, rules) is not None


def _within_phrase(text: str, quantity: Quantity, rules: Rules) -> bool:
    """Whether the number stands in a longer phrase that the pack says is no number ("o nouă" in "o nouă rundă")."""
    first = quantity.first
    words = text[first.start : first.end]
    for phrase in rules.unmarked:
        place = phrase.find(words)
        start = first.start - place
        outside = start < quantity.start or start + len(phrase) > max(quantity.end, first.end)
        if place >= 0 and outside and text.startswith(phrase, start) and not text[start + len(phrase) :][:1].isalnum():
            return True
    return False
