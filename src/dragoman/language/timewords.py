"""The words of time of one language, each of a kind and with a meaning.

They come from CLDR (`cldr/<lang>/time.json`) and from the pack (`time.toml`); none is written here.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from dragoman.language.calendar import Part, Point, Unit
from dragoman.language.countwords import lexicon_of
from dragoman.language.feasts import WEEKDAYS, feast_of
from dragoman.language.lexicon import Lexicon as Numerals
from dragoman.language.pack import Pack
from dragoman.language.phrases import Form, Habits, Matcher, Stem, fold, is_glued
from dragoman.language.wordindex import WordIndex

SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}

STEM_ENDING = 5
#: Letters that a word must have to be found without its accents, and a month: "março" would be Marco.
SHORTEST_UNMARKED, SHORTEST_MONTH = 4, 6
_STROKES = str.maketrans("łđß", "lds")
#: The unit that is counted, back (-1) or on (1), and the words before the number that belong to it.
Shift = tuple[Unit, int, str]
#: Sections of time.toml whose words are of one kind, and what they stand for.
PLAIN = {
    "last": ("turn", -1), "this": ("turn", 0), "next": ("turn", 1), "ago": ("away", -1), "hence": ("away", 1),
    "earlier": ("so_far", 0), "later": ("rest", 0), "since": ("since", 0), "until": ("until", 0), "from": ("from", 0),
    "to": ("to", 0), "between": ("between", 0), "and": ("and", 0), "in": ("in", ""), "day": ("day_cue", 0),
    "not": ("not", 0), "after": ("beyond", 1), "before": ("beyond", -1), "after_next": ("turn", 2),
    "before_last": ("turn", -2), "now": ("now", 0), "of": ("of", 0), "decade": ("decade_cue", 0),
    "night": ("night", 0), "night_to": ("night_to", 0), "final": ("final", -1),
    "starting": ("starting", 0), "again": ("again", 1),
}  # fmt: skip
#: Kinds that a date cannot do without; a row of words with none of them is not looked at.
ANCHORS = frozenset(
    ("month", "weekday", "year", "whole", "day_cue", "holiday", "season", "relative", "relative_weekday", "shift",
     "unit", "units", "persian", "piece", "decade", "relative_either", "relative_point", "part_of", "day_of_week"),
)  # fmt: skip
#: What must stand in a row for it to be cut into atoms at all; "on the" is too frequent, a number comes after it.
TELLING = ANCHORS - {"day_cue"} | {"ordinal"}
#: Sections whose words carry the endings of the language.
INFLECTED = frozenset(
    ("month", "weekday", "unit", "units", "relative", "season", "holiday", "ordinal", "relative_point", "part_of"),
)
#: Sections whose words may be endings of a word of time (`place = "ending"`), and what such an ending makes of it.
GLUED = ("since", "until", "from", "to")
#: Kinds of words that end "two days before", and may have what these are counted from behind them.
COUNTED = frozenset(("shift", "away_after", "unit", "units"))
#: Kinds of which one letter is enough: "e", "y", "a" between two dates.
OF_ONE_LETTER = frozenset(("number", "and", "to", "in", "night_to"))


def _feast(means: str) -> Point:
    """Such as "12-25", or a rule for a day that moves: "thursday 4 11", "easter 39"."""
    feast = feast_of(means)
    if feast:
        return Point(feast=feast)
    month, day = means.split("-")
    return Point(month=int(month), day=int(day))


def _piece(months: int) -> Callable[[int], Point]:
    """The quarters or halves of a year by their number."""
    return lambda number: Point(month=months * (number - 1) + 1, months=months)


def _shift(unit: str, sign: str) -> tuple[Shift, ...]:
    """Such as "week -1": so many weeks ago, of the number before it."""
    return ((Unit(unit), int(sign), ""),)


#: Sections whose entries say with `means` what their words stand for, and how that is read.
MEANINGS: Mapping[str, Callable[[Any], Any]] = {
    "month": int, "weekday": WEEKDAYS.index, "number": int, "ordinal": int, "unit": Unit, "units": Unit, "part": Part,
    "season": lambda name: Point(month=SEASONS[name], months=3), "holiday": _feast, "quarter": _piece(3),
    "half": _piece(6), "persian": int, "year": int, "week_on": int, "shift": lambda means: _shift(*means.split()),
}  # fmt: skip


class Word(NamedTuple):
    """What a form stands for."""

    kind: str
    value: Any
    via: str
    rank: int = 0  #: of two readings of the same words, the higher is taken
    firm: bool = True  #: whether it is a date by itself; else only beside a day, a year or "the month of"
    capital: bool = False  #: in small letters it is not firm
    endings: frozenset[str] | None = None  #: the endings it may carry, where the pack lists them
    cut: bool = False  #: the last letter is left off, so an ending must follow


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """The words of one language, ready to be found."""

    index: WordIndex[Word]
    matcher: Matcher[Word] | None  #: for scripts without spaces between words
    links: re.Pattern[str]  #: what may stand between the parts of a date
    signs: Mapping[str, str]  #: 年 and its like: what the number before it is
    ordinals: frozenset[str]  #: endings of ordinals in digits: "th"
    quantities: tuple[str, ...]  #: nouns before which a number is no year
    bounds: tuple[str, ...]  #: words after which a number is no year, each with the space before it
    untils: tuple[str, ...]  #: those that also lead to a year: "hasta 2018", "hasta 2000 presos"
    apostrophe: bool
    order: str
    month_day: bool
    dotted_order: bool
    persian: bool  #: whether the language reckons by the Persian calendar
    nth: tuple[str, ...]  #: what stands before digits that are an ordinal: 第3
    spans: re.Pattern[str] | None  #: words that begin with the sign of a day and count: 日間, "일전"
    spelled_digits: Mapping[str, int]  #: 〇 to 九
    digit_year: re.Pattern[str] | None  #: four of them and the sign of a year
    eras: Mapping[str, int]  #: reigns from which years are counted, and their first year: 令和3年
    closing: tuple[str, ...]  #: what follows a number that counts nothing: "जुलाई 1 को"
    decades: frozenset[str]  #: endings of a number that make it ten years: "1990s"
    doubtful: frozenset[str]  #: openings of "in two weeks" that may also say how long something took
    whence: frozenset[str]  #: endings of a day from which others are counted
    glued: Mapping[str, tuple[str, ...]]  #: endings that say "since", "until", "from" or "to"
    led_from: tuple[str, ...]  #: what stands before such a count
    than: re.Pattern[str] | None  #: what follows "two days before" where they are not counted from the report's day
    numerals: Numerals  #: the words that years may be spelled in


@lru_cache(maxsize=64)
def lexicon(pack: Pack) -> Lexicon:
    """What the pack and CLDR know of a language's words of time."""
    cldr, own = pack.cldr.get("time", {}), pack.tables.get("time", {})
    prefixes = pack.features.prefixes | frozenset(cldr.get("prefixes", ()))
    signs = {sign: kind for kind, words in cldr.get("signs", {}).items() for sign in words}
    signs |= {word: row["means"] for row in own.get("sign", ()) for word in row["words"]}
    links = [w for row in own.get("link", ()) for w in row["words"]] + [*cldr.get("links", ())]
    bounds = [row for row in pack.tables.get("numbers", {}).get("bound", ()) if row.get("place") != "after"]
    limits = [" " + fold(w).text for row in bounds for w in row["words"]]
    untils = {fold(w).text for section in GLUED for row in own.get(section, ()) for w in row["words"]}
    entries = list(_entries(pack))
    entries += _unmarked(entries) if pack.features.bare_spelling else []
    glued = [(form, word) for form, word in entries if is_glued(form.stems[0].text[0])]
    nth = tuple(fold(w).text for row in own.get("nth", ()) for w in row["words"])
    digits = {form.stems[0].text: int(word.value) for form, word in glued if _is_digit(form, word)}
    years = "|".join(re.escape(fold(sign).text) for sign, kind in signs.items() if kind == "year")
    return Lexicon(
        index=WordIndex(entries, prefixes, TELLING, [*links, *nth, *lexicon_of(pack).known], COUNTED),
        spans=_spans_pattern([form for form, word in entries if word.kind in ("shift", "units")], signs),
        spelled_digits=digits,
        digit_year=re.compile(f"([{''.join(digits)}]{{4}})(?:{years})") if len(digits) > 9 and years else None,
        matcher=Matcher(glued, Habits(prefixes)) if glued else None,
        links=_link_pattern([*links, *(s for s in signs if not is_glued(s[0]))], prefixes),
        signs={fold(s).text: kind for s, kind in signs.items()},
        ordinals=frozenset(fold(e).text for e in (*cldr.get("ordinal_endings", ()), *own.get("ordinals", ()))),
        quantities=tuple(fold(w).text for row in own.get("quantity", ()) for w in row["words"]),
        bounds=tuple(w for w in limits if w.strip() not in untils),
        untils=tuple(w for w in limits if w.strip() in untils),
        apostrophe=pack.features.apostrophe,
        order=cldr.get("order", "dmy"),
        month_day=cldr.get("month_day", False),
        dotted_order=cldr.get("dotted", False),
        persian=bool(cldr.get("persian")),
        nth=nth,
        eras={fold(w).text: row["means"] for row in own.get("era", ()) for w in row["words"]},
        closing=_words_of(own, "day", "after"),
        decades=frozenset(_endings(own, "decade")),
        doubtful=_folded(own, "in") - _folded(own, "hence"),
        whence=frozenset(fold(e).text for e in own.get("whence", ())),
        glued={section: found for section in GLUED if (found := _endings(own, section))},
        than=_than_pattern(own),
        led_from=_words_of(own, "than", "before"),
        numerals=lexicon_of(pack),
    )


def _folded(own: Mapping[str, Any], section: str) -> frozenset[str]:
    return frozenset(fold(w).text for row in own.get(section, ()) for w in row["words"])


def _words_of(own: Mapping[str, Any], section: str, place: str) -> tuple[str, ...]:
    rows = (row for row in own.get(section, ()) if row.get("place") == place)
    return tuple(fold(w).text for row in rows for w in row["words"])


def _endings(own: Mapping[str, Any], section: str) -> tuple[str, ...]:
    """The words of a section that are endings of others: "augusztus 31-ig"."""
    return _words_of(own, section, "ending")


def _spans_pattern(forms: Iterable[Form], signs: Mapping[str, str]) -> re.Pattern[str] | None:
    days = tuple(fold(sign).text for sign, kind in signs.items() if kind == "day")
    words = {" ".join(s.text for s in form.stems) for form in forms} if days else set()
    found = sorted((w for w in words if w.startswith(days) and w not in days), key=len, reverse=True)
    ends = "|".join(re.escape(w) + ("" if is_glued(w[-1]) else r"(?!\w)") for w in found)
    return re.compile(ends) if found else None


def _is_digit(form: Form, word: Word) -> bool:
    return word.kind == "number" and len(form.stems[0].text) == 1 and 0 <= word.value <= 9


def _than_pattern(own: Mapping[str, Any]) -> re.Pattern[str] | None:
    rows = (row for row in own.get("than", ()) if row.get("place") != "before")
    words = sorted((fold(w).text for row in rows for w in row["words"]), key=len, reverse=True)
    ends = "|".join(re.escape(w) + ("" if w.endswith("'") else r"(?!\w)") for w in words)
    return re.compile(rf"[^\S\n]+(?:{ends})") if words else None


def _link_pattern(links: Iterable[str], prefixes: Iterable[str]) -> re.Pattern[str]:
    words = sorted({fold(w).text for w in links if w.strip()}, key=len, reverse=True)
    ends = "|".join(re.escape(w) + ("" if w.endswith("'") else r"(?!\w)") for w in words)
    glued = "|".join(re.escape(fold(p).text) for p in prefixes)
    # The apostrophe is that of a year that is cut short: "anni '90".
    between = r"[^\S\n]|[,()\"]|(?<=\s)'" + (rf"|(?:{ends})\.?" if ends else "")
    return re.compile(f"(?:{between})*" + (f"(?:(?:{glued})-?)?" if glued else ""))


# --- what words there are


def _entries(pack: Pack) -> Iterator[tuple[Form, Word]]:
    cldr, own = pack.cldr.get("time", {}), pack.tables.get("time", {})
    endings = frozenset(fold(e).text for e in own.get("endings", ()))
    glued = frozenset(e for section in GLUED for e in _endings(own, section))
    weak = frozenset(fold(w).text for row in own.get("weak", ()) for w in row["words"])
    for text, word in (*_from_cldr(cldr), *_from_pack(own)):
        firm = word.firm and fold(text).text not in weak
        yield from _forms(text, word._replace(firm=firm), endings and endings | glued)


def _from_cldr(cldr: Mapping[str, Any]) -> Iterator[tuple[str, Word]]:
    yield from _names("month", cldr)
    yield from _names("weekday", cldr)
    yield from _counts("cardinal", "number", cldr)
    yield from _counts("ordinal", "ordinal", cldr)
    yield from _stretches(cldr)
    for key, forms in cldr.get("persian", {}).items():
        yield from ((form, Word("persian", int(key), "cldr:persian-month", 1)) for form in forms)


def _names(kind: str, cldr: Mapping[str, Any]) -> Iterator[tuple[str, Word]]:
    """Names of months or weekdays; English "may" and Turkish "mart" are months only with a capital."""
    for key, widths in cldr.get(f"{kind}s", {}).items():
        for form in widths["full"]:
            yield form, Word(kind, int(key), f"cldr:{kind}", 3, capital=kind == "month" and form[0].isupper())
        for form in widths["short"]:
            yield form, Word(kind, int(key), f"cldr:{kind}-short", 2, firm=False)


def _counts(table: str, kind: str, cldr: Mapping[str, Any]) -> Iterator[tuple[str, Word]]:
    for key, forms in cldr.get(f"{table}s", {}).items():
        yield from ((form, Word(kind, int(key), f"cldr:{table}", firm=False)) for form in forms)


def _stretches(cldr: Mapping[str, Any]) -> Iterator[tuple[str, Word]]:
    relative = cldr.get("relative", {})
    for name, offsets in relative.items():
        for offset, phrases in offsets.items():
            weeks = relative.get("week", {}).get(offset, ())
            # "Fredag" by itself is a weekday like any other.
            named = cldr["weekdays"][str(WEEKDAYS.index(name))]["full"] if name in WEEKDAYS else ()
            told = (phrase for phrase in phrases if phrase not in named)
            yield from ((phrase, _from_week(phrase, name, int(offset), weeks)) for phrase in told)
    yield from _shifts(cldr)
    for unit, plurals in cldr.get("units", {}).items():
        one, many = plurals.get("one", ()), plurals.get("many", ())
        yield from ((form, Word("unit", Unit(unit), "cldr:unit", 2)) for form in one)
        yield from ((form, Word("units", Unit(unit), "cldr:unit", 2)) for form in many if form not in one)


def _from_week(phrase: str, name: str, offset: int, weeks: Iterable[str]) -> Word:
    """Such as 先週の金曜日: where a weekday's phrase holds that of a week, it is the day of that week."""
    if name in WEEKDAYS and any(week in phrase for week in weeks):
        return Word("day_of_week", (WEEKDAYS.index(name), offset), "cldr:relative", 4)
    # In CLDR a phrase for two weeks is the dual of "a week ago".
    dual = name == Unit.WEEK and abs(offset) > 1
    return _relative(Unit.DAY, 7 * offset, "cldr:relative") if dual else _relative(name, offset, "cldr:relative")


def _shifts(cldr: Mapping[str, Any]) -> Iterator[tuple[str, Word]]:
    """What follows the number in "for three weeks *ago*", with each of the ways to open it."""
    ways: dict[str, dict[Shift, None]] = {}
    for unit, sign, before, after in cldr.get("shifts", ()):
        # What is more than a unit says the direction by itself: "(för) tre veckor *sedan*".
        for opening in (fold(before).text, *([""] if " " in after else [])):
            ways.setdefault(after, {})[Unit(unit), sign, opening] = None
    yield from ((after, Word("shift", tuple(shifts), "cldr:shift", 3)) for after, shifts in ways.items())
    openings = dict.fromkeys(before for _, _, before, _ in cldr.get("shifts", ()))
    yield from ((before, Word("open", fold(before).text, "cldr:shift", 1)) for before in openings)


def _from_pack(own: Mapping[str, Any]) -> Iterator[tuple[str, Word]]:
    for section, rows in own.items():
        for row in rows if isinstance(rows, list) and rows and isinstance(rows[0], dict) else ():
            word = _meaning(section, row)
            if word:
                yield from ((text, word) for text in row["words"])


def _meaning(section: str, row: Mapping[str, Any]) -> Word | None:
    """What the words of one entry of time.toml stand for; None for entries that only guard others."""
    via, means = f"pack:{section}", row.get("means")
    after = "_after" if row.get("place") == "after" else ""
    if row.get("place") == "ending" or (section == "day" and after):
        return None
    if section in PLAIN:
        kind, value = PLAIN[section]
        if section == "decade":
            value = int(row.get("bare", False))
        # "Din" as "of" is tried before "since".
        return Word(kind + after, value, via, 5 + (kind == "of"))
    if section == "relative":
        return _told(*str(means).split(), via=via)
    if section == "part" and "unit" in row:
        # In 今年底, 九月底 the year and the month come first.
        return Word("part_of", (Part(str(means)), Unit(row["unit"])), via, 1)
    if section not in MEANINGS:
        return None
    firm, rank = section not in ("number", "ordinal"), 2 if section in ("unit", "units") else 4
    kind = "piece" if section in ("quarter", "half") else section
    return Word(kind + after, MEANINGS[section](means), via, rank, firm)


def _told(name: str, offset: str, weekday: str = "", *, via: str) -> Word:
    """Such as "day -1", "spring -1", "week -1 monday"; "day -2/2" is two days away on either side."""
    if weekday:
        return Word("day_of_week", (WEEKDAYS.index(weekday), int(offset)), via, 4)
    if "/" in offset:
        back, ahead = offset.split("/")
        return Word("relative_either", (Unit(name), int(back), int(ahead)), via, 5)
    if name in SEASONS:
        return Word("relative_point", (Point(month=SEASONS[name], months=3), int(offset)), via, 4)
    return _relative(name, int(offset), via)


def _relative(name: str, offset: int, via: str) -> Word:
    if name in WEEKDAYS:
        return Word("relative_weekday", (WEEKDAYS.index(name), offset), via, 4)
    return Word("relative", (Unit(name), offset), via, 4)


def _forms(text: str, word: Word, endings: frozenset[str]) -> Iterator[tuple[Form, Word]]:
    words = re.sub(r"[-.'\u00a0]", " ", fold(text.rstrip("-").strip()).text).split()
    if not words or (len(words) == 1 and len(words[0]) < 2 and words[0].isascii() and word.kind not in OF_ONE_LETTER):
        return
    stems, last = tuple(Stem(w, 0) for w in words[:-1]), words[-1]
    if text.endswith("-"):
        yield Form((*stems, Stem(last, STEM_ENDING))), word
    elif not _is_inflected(word, bool(endings)) or is_glued(last[-1]):
        yield Form((*stems, Stem(last, 0))), word
    elif endings:
        room = max(map(len, endings))
        yield Form((*stems, Stem(last, room))), word._replace(endings=endings)
        if len(last) > 3:
            yield Form((*stems, Stem(last[:-1], room))), word._replace(endings=endings, cut=True)
    else:
        yield from _loose_forms(stems, last, word)


def _unmarked(entries: Sequence[tuple[Form, Word]]) -> list[tuple[Form, Word]]:
    """The forms as they are written in haste or in capitals, "proxima semana", "ΤΡΙΤΗ"; no short word, none known."""
    known = {_written(form) for form, _ in entries}
    plain = [(Form(tuple(s._replace(text=_plain(s.text)) for s in form.stems)), word) for form, word in entries]
    return [(form, word) for form, word in plain if _is_long(form, word) and _written(form) not in known]


def _written(form: Form) -> str:
    return " ".join(stem.text for stem in form.stems)


def _is_long(form: Form, word: Word) -> bool:
    return len(_written(form)) >= (SHORTEST_MONTH if word.kind == "month" else SHORTEST_UNMARKED)


def _plain(text: str) -> str:
    letters = (c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return "".join(letters).translate(_STROKES)


def _is_inflected(word: Word, listed: bool) -> bool:
    """Short names never are; number words only where the pack lists the endings."""
    if word.kind in ("number", "ordinal"):
        return listed
    return word.firm and word.kind in INFLECTED | {"relative_weekday", "day_of_week"}


def _loose_forms(stems: tuple[Stem, ...], last: str, word: Word) -> Iterator[tuple[Form, Word]]:
    """Without a list of endings the longer a word is, the more may follow it: "decemberben", but not "Martin"."""
    length = len(unicodedata.normalize("NFD", last))
    yield Form((*stems, Stem(last, 5 if length > 6 else max(0, (length - 4) * 2)))), word
    if len(last) > 5:
        yield Form((*stems, Stem(last[:-1], 3))), word._replace(cut=len(last) < 8)
    if len(last) > 7:
        yield Form((*stems, Stem(last[:-2], 3))), word._replace(cut=True)
