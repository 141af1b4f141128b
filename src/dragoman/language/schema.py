"""What each file of a language pack may hold: its sections, their keys, and what may stand behind a key."""

import re
from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from dragoman.language.calendar import Part, Unit
from dragoman.language.feasts import WEEKDAYS, feast_of
from dragoman.language.pack import Features, load_pack
from dragoman.language.timewords import GLUED, PLAIN, SEASONS
from dragoman.records import Act, Kind, Status
from dragoman.vocabulary import BODIES, parties

#: Sources without a name, which packs list words for.
SPECIALS = frozenset({"anonymous", "rights-groups"})
#: Of a place: words that look like a name and are none ("Indian Ocean"); they yield no mark.
NOBODY = "none"
#: Territories of CLDR that have no ISO 3166 code of their own.
NO_STATES = frozenset({"AC", "CP", "DG", "EA", "EU", "IC", "TA", "UN", "XK"})


class Shape(NamedTuple):
    """What may stand behind a key, and how to ask for it."""

    asks: str
    fits: Callable[[Any], bool]
    keys: Mapping[str, "Shape"] = {}  #: of a table, or of each entry of a list; a key that ends in ! must be there


@lru_cache(maxsize=1)
def states() -> frozenset[str]:
    """The two-letter codes of ISO 3166, as CLDR knows them."""
    return frozenset(load_pack("en").cldr["names"]["names"]) - NO_STATES


# --- what fits


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_list(value: object) -> bool:
    return isinstance(value, list) and all(_is_text(v) for v in value)


def _is_rows(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(row, dict) for row in value)


def _is_count(value: object) -> bool:
    return type(value) is int or (isinstance(value, dict) and bool(value) and {"min", "max", "about"} >= value.keys())


def _is_place(value: object) -> bool:
    return value in ("XK", NOBODY) or value in states()


def _is_party(value: object) -> bool:
    return isinstance(value, str) and (value in BODIES | SPECIALS or value in states() or value in parties())


def _is_relative(value: object) -> bool:
    parts = value.split() if isinstance(value, str) else []
    if len(parts) == 3 and parts[0] == Unit.WEEK and parts[2] in WEEKDAYS:
        parts = parts[:2]
    if len(parts) != 2 or parts[0] not in {*Unit, *WEEKDAYS, *SEASONS}:
        return False
    offsets = parts[1].split("/")
    either = len(offsets) == 2 and parts[0] in {*Unit}
    return (len(offsets) == 1 or either) and all(offset.lstrip("+-").isdigit() for offset in offsets)


def _is_shift(value: object) -> bool:
    parts = value.split() if isinstance(value, str) else []
    return len(parts) == 2 and parts[0] in {*Unit} and parts[1] in ("-1", "1")


def _is_holiday(value: object) -> bool:
    if not isinstance(value, str):
        return False
    return bool(re.fullmatch(r"(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])", value)) or feast_of(value) is not None


def _is_days(value: object) -> bool:
    return isinstance(value, str) and all(re.fullmatch(r"\d{4}-\d\d-\d\d", day) for day in value.split(".."))


def _whole(first: int, last: int) -> Shape:
    asks = f"a whole number from {first} to {last}, without quotes"
    return Shape(asks, lambda v: type(v) is int and first <= v <= last)


def _choice(*words: str) -> Shape:
    return Shape("one of " + ", ".join(f'"{w}"' for w in words), lambda value: value in words)


def _table(keys: Mapping[str, Shape]) -> Shape:
    return Shape("a table", lambda v: isinstance(v, dict), keys)


def _entries(keys: Mapping[str, Shape]) -> Shape:
    return Shape("entries in double brackets", _is_rows, keys)


TEXT = Shape('words in quotes, "like this"', _is_text)
SIGNS = Shape('signs in quotes, "like this"', lambda v: isinstance(v, str))
WORDS = Shape('a list of words in quotes, ["like", "this"]', _is_list)
FULL = Shape('a list of at least one word in quotes, ["like", "this"]', lambda v: _is_list(v) and bool(v))
YES = Shape("true or false, without quotes", lambda v: isinstance(v, bool))
NUMBER = Shape("a number without quotes", lambda v: type(v) in (int, float))
DAY = Shape("a day as 2025-12-13, without quotes", lambda v: type(v) is date)
DAYS = Shape('days as "2025-12-13" or "2025-12-01..2025-12-31"', _is_days)
WHEN = _table({"start!": DAY, "end!": DAY})
COUNT = Shape("a whole number, or { min = 5, max = 9, about = true }", _is_count)
SIDE = _choice("before", "after")
PLACE = Shape('the code of a state ("GB", "US"), "XK", or "none" for words that only look like a name', _is_place)
PARTY = Shape(
    "the code of a state (GB, US), EU, UN, NATO, XK, anonymous, rights-groups or an id of vocabulary/parties.toml",
    _is_party,
)

PARTIES = Shape("a list of two or more ids of parties", lambda v: _is_list(v) and len(v) > 1 and all(map(_is_party, v)))


# --- the files

_FEATURES = {bool: YES, int: _whole(0, 12), str: SIGNS, frozenset: WORDS}
_SHOWN = {"example": TEXT, "examples": FULL}


def _listed(**more: Shape) -> Shape:
    """Entries of words, and whatever else they need; a key that ends in _ must be there."""
    return _entries({"words!": FULL, **_SHOWN, **{re.sub("_$", "!", key): shape for key, shape in more.items()}})


def _dated(**more: Shape) -> Shape:
    """Entries of words of time, whose example may say what days it means in a report of 13 December 2025."""
    return _listed(reads=DAYS, **more)


_TIME = {
    **{section: _dated(place=SIDE) for section in (*PLAIN, "link", "quantity", "weak", "than", "nth")},
    **{section: _dated(place=_choice("before", "after", "ending")) for section in GLUED},
    "decade": _dated(place=_choice("before", "after", "ending"), bare=YES),
    "relative": _dated(
        means_=Shape('a unit and a number, "day -1", "friday +1", "week -1 friday" or "day -2/2"', _is_relative)
    ),
    "part": _dated(means_=_choice(*Part), place=SIDE, unit=_choice(*Unit)),
    "persian": _dated(means_=_whole(1, 12)),
    "year": _dated(means_=_whole(1, 2200)),
    "era": _dated(means_=_whole(1, 2200)),
    "shift": _dated(means_=Shape('a unit and -1 or 1, "week -1"', _is_shift)),
    "week_on": _dated(means_=_whole(1, 4)),
    "month": _dated(means_=_whole(1, 12)),
    "number": _dated(means_=_whole(0, 10_000)),
    "ordinal": _dated(means_=_whole(1, 31)),
    "weekday": _dated(means_=_choice(*WEEKDAYS)),
    "unit": _dated(means_=_choice(*Unit)),
    "units": _dated(means_=_choice(*Unit)),
    "season": _dated(means_=_choice(*SEASONS)),
    "sign": _dated(means_=_choice("day", "month", "year")),
    "holiday": _dated(
        means_=Shape('month and day, "01-07", or a rule, "thursday 4 11", "easter 39", "advent 7"', _is_holiday)
    ),
    "quarter": _dated(means_=_whole(1, 4)),
    "half": _dated(means_=_whole(1, 2)),
    "endings": WORDS,
    "whence": WORDS,
    "ordinals": WORDS,
}
_NO_COUNTS = ("unmarked", "vague", "label", "ordinal", "measure", "no_measure", "counter", "join")
_BOUNDS = ("exactly", "about", "at-least", "above", "at-most", "below", "and-some")
_AROUND = {"gap": _whole(0, 5), "endings": WORDS}
_NUMBERS = {
    **{section: _listed() for section in _NO_COUNTS},
    "word": _listed(value_=NUMBER, most=NUMBER, counts=YES, before_units=YES, about=YES, sole=YES, apart=YES),
    "unit": _listed(value_=NUMBER, alone=YES, about=YES, sole=YES, apart=YES),
    "part": _listed(value_=NUMBER, sole=YES),
    "share": _listed(),
    "point": _listed(),
    "fixed": _listed(),
    "ending": _listed(counts=YES, long=YES),
    "bound": _listed(means_=_choice(*_BOUNDS), place=SIDE, aside=YES, **_AROUND),
    "others": _entries({"joins!": FULL, "words": WORDS, "titles": WORDS, **_AROUND, **_SHOWN}),
    "range": _entries({"joins!": FULL, "opens": WORDS, "closes": WORDS, "next": YES, **_SHOWN}),
}
_CLAIM = {
    "act!": _choice(*Act), "status!": _choice(*Status), "actor": WORDS, "target": WORDS, "source": WORDS,
    "persons": WORDS, "count": COUNT, "when": WHEN, "place": PLACE, "object": TEXT, "condition": TEXT,
}  # fmt: skip
_MARK = {"kind!": _choice(*Kind), "words!": TEXT, "id": TEXT, "count": COUNT, "when": WHEN}
_CASE = {
    "text!": TEXT, "published!": DAY, "claims": _entries(_CLAIM), "marks": _entries(_MARK), "unmarked": WORDS,
    "fails": YES,
}  # fmt: skip

#: What each file may hold. A key that ends in ! must be there.
SCHEMA: Mapping[str, Mapping[str, Shape]] = {
    "pack": {
        "name!": TEXT, "english!": TEXT, "scripts!": FULL, "direction!": _choice("ltr", "rtl"),
        "level!": _choice("required", "usable", "complete"), "readers!": WORDS, "notes!": TEXT,
        "features": _table({f.name: _FEATURES[type(getattr(Features(), f.name))] for f in fields(Features)}),
    },
    "names": {
        "party": _entries({"id!": PARTY, "names": WORDS, "adjectives": WORDS, "government": WORDS, "examples": FULL}),
        "pair": _entries({"ids!": PARTIES, "names!": FULL, "examples": FULL}),
        "place": _entries({"id!": PLACE, "names!": FULL, "examples": FULL}),
    },
    "time": _TIME,
    "numbers": _NUMBERS,
    "conditions": {"condition": _entries({"words!": FULL, "place": SIDE, "examples": FULL})},
    "furniture": {"line": _entries({"opens": WORDS, "whole": WORDS, "examples": FULL})},
    "cases": {"case": _entries(_CASE)},
}  # fmt: skip
#: Keys whose words are looked for in reports.
FORMS = ("names", "adjectives", "government", "opens", "joins", "whole", "words")
#: Sections whose words are endings, or keep other words from being read: one of an entry's words speaks for all.
GUARDS = frozenset(
    {
        *_NO_COUNTS,
        "ending",
        "fixed",
        "in",
        "not",
        "quantity",
        "weak",
        "link",
        "sign",
        "day",
        "than",
        "night",
        "night_to",
        "nth",
        "era",
    }
)
