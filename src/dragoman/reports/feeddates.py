"""The day that a feed gives an item, read from its own words and in its own time zone. What is unsure is no date.

Feed libraries turn a day into universal time and guess at what they cannot read ("Cmt, 13 Ara 2025" becomes a day of
another year), so the words are read here.
"""

import re
from datetime import date
from email.utils import parsedate_to_datetime

_ISO = re.compile(r"(\d{4})([-/.])(\d\d)\2(\d\d)(?!\d)")
_NUMBERS = re.compile(r"(\d\d?)([./])(\d\d?)\2(\d{4})(?!\d)")
#: Before the web had news, and longer words than a date has.
FIRST_YEAR, LONGEST = 1990, 100


def told_day(words: str, lang: str | None) -> date | None:
    """The day of a feed's date: ISO, RFC 822, numbers with the day first, or month names of the feed's language."""
    flat = " ".join(words.split())[:LONGEST]
    found = _iso(flat) or _rfc822(flat) or _numbers(flat) or _named(flat, lang)
    return found if found and found.year >= FIRST_YEAR else None


def _iso(words: str) -> date | None:
    found = _ISO.match(words)
    return _day(found[1], found[3], found[4]) if found else None


def _rfc822(words: str) -> date | None:
    try:
        return parsedate_to_datetime(words).date()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _numbers(words: str) -> date | None:
    """13.12.2025; with slashes only where a number above 12 tells day from month."""
    found = _NUMBERS.match(words)
    if not found:
        return None
    one, other = int(found[1]), int(found[3])
    if found[2] == "." or one > 12 or one == other:
        return _day(found[4], found[3], found[1])
    return _day(found[4], found[1], found[3]) if other > 12 else None


def _named(words: str, lang: str | None) -> date | None:
    """A day with the name of its month; in no language but the given one, for short names differ in meaning."""
    if not lang or not any(c.isdigit() for c in words) or _NUMBERS.match(words):
        return None
    import dateparser  # noqa: PLC0415 - loads tables of many languages

    code = re.split("[-_]", lang)[0].lower()
    try:
        found = dateparser.parse(
            words, languages=[code], settings={"STRICT_PARSING": True, "PARSERS": ["absolute-time"]}
        )
    except (ValueError, TypeError, OverflowError):
        return None
    return found.date() if found and found.day in _integers(words) else None


def _integers(words: str) -> frozenset[int]:
    return frozenset(int(number) for number in re.findall(r"\d+", words))


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
