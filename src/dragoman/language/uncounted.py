"""Numbers that are no counts: clock times, money, ordinals, labels, plain years, articles, parts of longer phrases."""

import re

from dragoman.language.countwords import Rules
from dragoman.language.numerals import Numeral
from dragoman.language.phrases import Folded, is_glued
from dragoman.language.quantity import Quantity, begins_word, phrase_before

_L = r"[^\W\d_]"
_TAIL = re.compile(rf"(['-]?)({_L}+)")
_NEXT_WORD = re.compile(rf"[ -]({_L}+)")
_DOT = re.compile(r"\. \w")
_MONEY_SIGNS = frozenset("$€£¥₽₺₴₪₹₸₾₼₩₫￥")
_PERCENT = frozenset("%٪‰°")
_LABEL_SIGNS = frozenset("+#№§@")
_CODES = frozenset(["USD", "EUR", "GBP", "RUB", "BYN", "TRY", "CHF", "CNY", "JPY", "PLN", "UAH", "RON", "INR"])
_YEARS = range(1900, 2101)
_OLDEST = 120
#: Past this it is not persons that are counted, but a telephone number.
_MOST = 10**11


def is_count(text: str, folded: Folded, quantity: Quantity, rules: Rules) -> bool:
    """Whether a number says how many."""
    plain, numeral = folded.text, quantity.last
    if (
        not _is_whole(quantity)
        or quantity.first.fraction
        or quantity.last.fraction
        or _is_in_row(plain, quantity, rules)
        or _is_money(text, folded, quantity)
    ):
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
    start, end = quantity.first.start, quantity.last.end
    if not quantity.first.digits:
        return text[start - 1 : start].isdigit()
    if _is_broken(text, quantity.first) or _is_broken(text, quantity.last):
        return True
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    if re.fullmatch(r"\d[.,:/-]", before) or re.fullmatch(r"[.,:/-]\d", after) or before.endswith(tuple(_LABEL_SIGNS)):
        return True
    near = before[-1:]
    lettered = near.isalpha() and not is_glued(near) and not _is_hangul(near) and near not in rules.prefixes
    return lettered or (bool(re.fullmatch(rf"{_L}[-/]|_", before)) and not _after_clitic(text, start, rules))


def _after_clitic(text: str, start: int, rules: Rules) -> bool:
    """Whether a clitic is joined to the digits by a hyphen ("כ-40"), where others would be a code (F-16)."""
    return text[start - 1] == "-" and text[: start - 1][-1:] in rules.prefixes and not text[: start - 2][-1:].isalnum()


def _is_broken(text: str, numeral: Numeral) -> bool:
    """Whether digits have decimals that are worth nothing, as clock times do: "6.00"."""
    return numeral.digits and not numeral.grouped and not text[numeral.start : numeral.end].isalnum()


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
    return phrase_before(text, quantity.first.start, rules.labels, rules) is not None


def _says_how_many(text: str, quantity: Quantity, rules: Rules) -> bool:
    """Whether a number without a bound is a count at all, and not a year, an article or a homograph."""
    first, last = quantity.first, quantity.last
    words = text[first.start : last.end]
    if _is_vague(text, first, rules) or _within_phrase(text, quantity, rules):
        return False
    if rules.counters.match(text, last.end) or rules.counters.match(text, quantity.end):
        return True
    if first.digits:
        in_figures = text[first.start].isdigit()
        return in_figures and not _is_year(quantity) and not _is_aside(text, quantity)
    digits = 1 if first is last else 2
    return words not in rules.articles | set(rules.unmarked) and not (is_glued(words[0]) and len(words) <= digits)


def _is_vague(text: str, numeral: Numeral, rules: Rules) -> bool:
    """Whether a unit stands after a word for some or many: "several hundred"."""
    return numeral.headed and phrase_before(text, numeral.start, rules.vague, rules) is not None


def _within_phrase(text: str, quantity: Quantity, rules: Rules) -> bool:
    """Whether the number stands in a longer phrase that the pack says is no number ("o nouă" in "o nouă rundă")."""
    first = quantity.first
    words = text[first.start : first.end]
    for phrase in rules.unmarked:
        place = phrase.find(words)
        start = first.start - place
        outside = start < quantity.start or start + len(phrase) > max(quantity.end, first.end)
        if place >= 0 and outside and text.startswith(phrase, start) and _stands(text, start, phrase, rules):
            return True
    return False


def _stands(text: str, start: int, phrase: str, rules: Rules) -> bool:
    """Whether a phrase begins and ends with a word where it stands ("los dos" is not in "ellos dos")."""
    begins = is_glued(phrase[0]) or begins_word(text, start, rules)
    return begins and not text[start + len(phrase) :][:1].isalnum()
