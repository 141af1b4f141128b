"""Marks of counts on a text: a number with its bound ("at least 100"), its range, and those who are "and 13 others".

What a number is worth, `numerals` reads; what bounds it, the pack says (`countwords`). Percentages, money, measures,
clock times, ordinals, labels and plain years are no counts and get no mark.
"""

import re
from collections.abc import Callable, Iterable, Sequence, Set

from dragoman.language.countwords import Between, Others, Rules, lexicon_of, rules_of
from dragoman.language.numbersum import room
from dragoman.language.numerals import Numeral, find_numerals, read_numeral
from dragoman.language.pack import Pack
from dragoman.language.phrases import Folded, fold, is_cased
from dragoman.language.quantity import REACH, Quantity, phrase_before
from dragoman.language.uncounted import is_count
from dragoman.records import Count, Kind, Mark
from dragoman.vocabulary import given_names

#: Signs that bound the number after them.
_SIGN_BOUNDS = {"~": "about", "≈": "about", ">": "above", "<": "below", "≥": "at-least", "≤": "at-most"}
_LONGEST_NAME = 3


# --- finding ----------------------------------------------------------------------------------------------------------


def numerals_of(folded: Folded, pack: Pack) -> list[Numeral]:
    """Every number of a text, whether or not it counts something."""
    return find_numerals(folded.text, lexicon_of(pack))


def read_number(words: str, pack: Pack) -> float | None:
    """What an expression is worth that is one number from end to end, else None."""
    return read_numeral(fold(words).text, lexicon_of(pack, whole=True))


def find_numbers(text: str, folded: Folded, pack: Pack, names: Sequence[Mark] = ()) -> list[Mark]:
    """Marks of counts, in the order of the text; each covers the number with the words that bound it.

    The names that are known on the text tell how many stand before "and 13 others" in scripts without capitals.
    """
    rules, plain = rules_of(pack), folded.text
    quantities = [_quantity(n, plain, rules) for n in numerals_of(folded, pack)]
    quantities = _with_ranges(plain, quantities, rules)
    quantities = _apart(_with_bounds(plain, q, rules) for q in quantities)
    persons = {m.span.end for m in names if m.kind is Kind.PERSON}
    quantities = [_with_others(text, folded, q, rules, persons) for q in quantities if is_count(text, folded, q, rules)]
    return [_mark(q, folded) for q in quantities]


def _apart(quantities: Iterable[Quantity]) -> list[Quantity]:
    """Quantities without those that another has taken in: the unit of "二十多万"."""
    kept: list[Quantity] = []
    for quantity in quantities:
        if not kept or quantity.first.start >= kept[-1].end:
            kept.append(quantity)
    return kept


def _quantity(numeral: Numeral, text: str, rules: Rules) -> Quantity:
    value = int(numeral.value)
    worth = Count(value, int(numeral.most) or value, numeral.about)
    quantity = Quantity(numeral.start, numeral.end, worth, numeral, numeral)
    return _filled(text, quantity, rules) if numeral.filler >= 0 else quantity


def _filled(text: str, quantity: Quantity, rules: Rules) -> Quantity:
    """The quantity of a number with a sign before its unit that leaves open how many more: 二十多万, 十几万."""
    bound = next(b for b in rules.bounds if b.after and b.after.match(text, quantity.first.filler))
    if bound.means != "and-some":
        return _bounded(quantity, bound.means, bound.via)
    unit = quantity.first.unit
    some = _bounded(quantity._replace(worth=_times(quantity.worth, 1 / unit)), bound.means, bound.via)
    return some._replace(worth=_times(some.worth, unit))


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
    if a.first is not a.last or b.start - a.end > REACH:
        return None
    low, high = a.first.value, b.first.value
    low = low * b.first.unit if low < b.first.unit and low * b.first.unit < high else low
    between, opened = text[a.end : b.start].strip(), None
    if (
        not between.strip("-")
        and rules.number_pairs
        and b.start - a.end < 2
        and not a.first.digits
        and not b.first.digits
    ):
        return _paired(a, b, "pair")
    if between == "-" and text[b.start - 1 : b.start + 1] != " -" and low < high:
        opened = (a.start, "cldr:range")
    end = b.end
    for row in rules.ranges:
        if row.next and between in row.joins:
            return _paired(a, b, row.via)
        if not opened and between in row.joins and (low < high or row.opens):
            opened, end = _opened(text, a.start, row, rules), _closed(text, b.end, row)
    if not opened or low >= high:
        return None
    return Quantity(opened[0], end, Count(int(low), int(high)), a.first, b.last, opened[1])


def _closed(text: str, end: int, row: Between) -> int:
    """Where a range ends with the words that close it."""
    closed = row.closes.match(text, end)
    return closed.end() if closed else end


def _paired(a: Quantity, b: Quantity, via: str) -> Quantity | None:
    """The range of two numbers of which the second is the next after the first: "3、4", 三四百, 一百二三十."""
    low, high = a.first.value, b.first.value
    step = room(high)
    if low * step == high - step or low == high - step:
        low = high - step
    elif low > high and low % (10 * step) == high - step:
        high = low + step
    else:
        return None
    return Quantity(a.start, b.end, Count(int(low), int(high)), a.first, b.last, via) if low else None


def _opened(text: str, start: int, row: Between, rules: Rules) -> tuple[int, str] | None:
    if not row.opens:
        return start, row.via
    phrase = phrase_before(text, start, row.opens, rules)
    return (phrase, row.via) if phrase is not None else None


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
        start = phrase_before(text, quantity.start, bound.before, rules) if bound.before else None
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


def _times(count: Count, unit: float) -> Count:
    low, high = (None if v is None else int(v * unit) for v in (count.min, count.max))
    return Count(low, high, count.about)


#: What each bound makes of a count.
_MEANINGS: dict[str, Callable[[Count], Count]] = {
    "exactly": lambda c: c,
    "about": lambda c: Count(c.min, c.max, about=True),
    "at-least": lambda c: Count(c.min, None, c.about),
    "above": lambda c: Count(_plus(c.min, 1), None, c.about),
    "at-most": lambda c: Count(None, c.max, c.about),
    "below": lambda c: Count(None, _plus(c.max, -1), c.about),
    "and-some": lambda c: Count(_plus(c.min, 1), _plus(c.max, int(room(c.max or 1)) - 1), c.about),
}


def _plus(value: int | None, step: int) -> int | None:
    return None if value is None else value + step


def _bounded(quantity: Quantity, means: str, via: str, start: int | None = None, end: int | None = None) -> Quantity:
    count = quantity.worth
    if quantity.first.about and not quantity.bound and means != "about":
        count = count._replace(about=False)
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


def _with_others(text: str, folded: Folded, quantity: Quantity, rules: Rules, persons: Set[int]) -> Quantity:
    """The quantity with the names before it: "Ales Bialiatski and 13 others" are 14."""
    for row in rules.others:
        match = row.after.match(folded.text, quantity.end)
        place = phrase_before(folded.text, quantity.start, row.joins, rules) if match else None
        names = _named(text, folded, place, row, persons) if place is not None else 0
        if match and place is not None and names:
            count = quantity.worth
            more = Count(_plus(count.min, names), _plus(count.max, names), count.about)
            return quantity._replace(start=place, end=match.end(), worth=more, via=row.via)
    return quantity


def _named(text: str, folded: Folded, place: int, row: Others, persons: Set[int]) -> int:
    """How many persons are named right before the words that join the others to them."""
    before = text[: folded.at[place]]
    if len(before.rstrip()) in persons:
        return max(1, _names_before(before, row.joins))
    return _names_before(before, row.joins) or _known_before(folded.text[:place], row.titles)


def _known_before(text: str, titles: tuple[str, ...]) -> int:
    """How many names end a folded text in a script without capitals: those that a title or a given name tells."""
    count = 0
    for part in reversed(re.split(r"[\n;:؛]|[.!?؟।] |[,،、]", text[-200:].rstrip(" ,،"))):
        words = part.split()
        if not _is_name(words[-4:], titles):
            break
        count += 1
        if len(words) > _LONGEST_NAME:
            break
    return count


def _is_name(words: Sequence[str], titles: tuple[str, ...]) -> bool:
    """Whether a row of words ends in a name: after a given name or a title one to three words follow."""
    heads = [word for word in words[:-1] if not is_cased(word[0])]
    return bool(given_names().intersection(heads[-2:]) or set(titles).intersection(heads))


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
