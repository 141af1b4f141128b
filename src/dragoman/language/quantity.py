"""A count under way, and the phrases of a pack that stand beside it."""

from typing import NamedTuple

from dragoman.language.countwords import Rules
from dragoman.language.numerals import Numeral
from dragoman.language.phrases import is_glued
from dragoman.records import Count

REACH = 60  #: characters before a number in which a phrase may stand


class Quantity(NamedTuple):
    """A count under way, on the folded text."""

    start: int
    end: int
    worth: Count
    first: Numeral
    last: Numeral
    via: str = "cldr:number"
    bound: bool = False


def phrase_before(text: str, start: int, phrases: tuple[str, ...], rules: Rules) -> int | None:
    """Where the longest of these phrases begins that stands right before `start`, if one does."""
    window = text[max(0, start - REACH) : start].rstrip(" -'")
    base = max(0, start - REACH)
    if not window.endswith(phrases or ("\0",)):
        return None
    for phrase in phrases:
        if window.endswith(phrase):
            place = base + len(window) - len(phrase)
            if is_glued(phrase[0]) or begins_word(text, place, rules):
                return place
    return None


def begins_word(text: str, place: int, rules: Rules) -> bool:
    """Whether a word begins here, by itself or after a small word that is written together with it."""
    word = place
    while word > 0 and text[word - 1].isalnum():
        word -= 1
    return word == place or text[word:place] in rules.prefixes
