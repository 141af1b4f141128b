"""What a language says of its counts: its number words, bounds, ranges, and the words that make a number no count.

Made of CLDR's table (numbers.json) and the pack's numbers.toml; packs/README.md tells what each section means.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from dragoman.language.lexicon import Lexicon, bare, folded, lexicon
from dragoman.language.pack import Pack, Table
from dragoman.language.phrases import is_glued

_L = r"[^\W\d_]"


class Bound(NamedTuple):
    """Words that say how a number bounds a count."""

    means: str
    via: str
    before: tuple[str, ...] = ()  #: phrases that stand before the number
    after: re.Pattern[str] | None = None


class Others(NamedTuple):
    """Words around the number of those who come after names."""

    joins: tuple[str, ...]
    after: re.Pattern[str]
    via: str
    titles: tuple[str, ...]  #: words before the name of one person: "the activist"


class Between(NamedTuple):
    """Words between the two numbers of a range, and those around it."""

    opens: tuple[str, ...]
    joins: tuple[str, ...]
    via: str
    closes: re.Pattern[str]
    next: bool  #: the numbers must follow one another, as in "3、4人"


@dataclass(frozen=True, slots=True, eq=False)
class Rules:
    """What one language says about its counts."""

    lexicon: Lexicon
    bounds: tuple[Bound, ...]
    ranges: tuple[Between, ...]
    others: tuple[Others, ...]
    articles: frozenset[str]
    unmarked: tuple[str, ...]
    vague: tuple[str, ...]
    labels: tuple[str, ...]
    endings: frozenset[str]
    ordinal_endings: frozenset[str]
    ordinals: frozenset[str]
    uncounted: re.Pattern[str]
    counters: re.Pattern[str]
    prefixes: frozenset[str]
    ordinal_dot: bool
    number_pairs: bool


@lru_cache(maxsize=256)
def lexicon_of(pack: Pack, *, whole: bool = False) -> Lexicon:
    """The number words of a language: CLDR's and its pack's.

    `whole` adds those that are numbers only where nothing else stands ("a few", "pair").
    """
    table, given = pack.cldr["numbers"], pack.tables["numbers"]
    words, units = (_values(given, section, whole) for section in ("word", "unit"))
    alone = [folded(w) for row in given.get("unit", ()) if row.get("alone") for w in row["words"]]
    dependent = [folded(w) for row in given.get("word", ()) if row.get("before_units") for w in row["words"]]
    return lexicon(
        {**table.get("plain", {}), **words},
        {**table.get("units", {}), **units},
        lone=[*table.get("lone", ()), *alone],
        dependent=dependent,
        suffixes=table.get("suffixes", {}),
        joins=[*table.get("joins", ()), *_words(given, "join")],
        glued_joins=table.get("glued_joins", ()),
        clitics=_clitics(given, pack.features.prefixes),
        about=_marked(given, "about"),
        most={folded(w): row["most"] for row in given.get("word", ()) if "most" in row for w in row["words"]},
        endings=_words(given, "ending"),
        long_endings=[folded(w) for row in given.get("ending", ()) if row.get("long") for w in row["words"]],
        unit_first=table.get("unit_first", False),
        ones_first=table.get("ones_first", False),
        parts=_values(given, "part", whole),
        shares=_words(given, "share"),
        points=_words(given, "point"),
        fillers=_fillers(given),
        short_last=pack.features.short_last,
        loose=whole,
        fixed=_words(given, "fixed"),
        apart=_marked(given, "apart"),
        group=table.get("group", ","),
        decimal=table.get("decimal", "."),
    )


@lru_cache(maxsize=128)
def rules_of(pack: Pack) -> Rules:
    """What CLDR's table and numbers.toml say of the counts of a language."""
    table, given = pack.cldr["numbers"], pack.tables["numbers"]
    lex = lexicon_of(pack)
    counted = {folded(w) for row in given.get("word", ()) if row.get("counts") for w in row["words"]}
    measures = table.get("measures", {})
    return Rules(
        lexicon=lex,
        bounds=tuple(_bound(row) for row in given.get("bound", ())),
        ranges=tuple(_range(row) for row in given.get("range", ())),
        others=tuple(_others(row) for row in given.get("others", ())),
        articles=frozenset(p[0] for p, piece in lex.phrases.items() if len(p) == 1 and piece.value <= 1) - counted,
        unmarked=_longest_first(_words(given, "unmarked")),
        vague=_longest_first(_words(given, "vague")),
        labels=_longest_first([*_words(given, "label"), *measures.get("before", ())]),
        endings=frozenset(folded(w) for row in given.get("ending", ()) if row.get("counts") for w in row["words"]),
        ordinal_endings=frozenset(_words(given, "ordinal")).union(
            e.strip("-'") for e in table.get("ordinal_endings", ())
        ),
        ordinals=frozenset(table.get("ordinals", ())) if pack.features.ordinal_words else frozenset(),
        uncounted=_uncounted(
            [*{*measures.get("after", ())}.difference(_words(given, "no_measure")), *_words(given, "measure")],
            table.get("money", ()),
        ),
        counters=re.compile(rf" ?(?:{_any_of(_words(given, 'counter'))})"),
        prefixes=pack.features.prefixes.union(lex.glued_joins),
        ordinal_dot=pack.features.ordinal_dot,
        number_pairs=pack.features.number_pairs,
    )


def _values(given: Table, section: str, whole: bool) -> dict[str, float]:
    rows = (row for row in given.get(section, ()) if whole or not row.get("sole"))
    return {folded(w): row["value"] for row in rows for w in row["words"]}


def _fillers(given: Table) -> list[str]:
    """Signs right behind a number that leave open how many more; in scripts without blanks a unit may follow them."""
    rows = (r for r in given.get("bound", ()) if r.get("place") == "after" and r["means"] in ("above", "and-some"))
    words = (folded(w) for row in rows if not row.get("gap") for w in row["words"])
    return [w for w in words if len(w) == 1 and is_glued(w)]


def _words(given: Table, key: str) -> list[str]:
    return [folded(w) for row in given.get(key, ()) for w in row.get("words", ())]


def _marked(given: Table, key: str) -> list[str]:
    """The number words of the entries that say so of them."""
    rows = (row for section in ("word", "unit") for row in given.get(section, ()) if row.get(key))
    return [folded(w) for row in rows for w in row["words"]]


def _clitics(given: Table, prefixes: Iterable[str]) -> list[str]:
    """Clitics that are a bound by themselves or end one: "כ" (about), "יותר מ" (more than)."""
    lasts = {phrase.split()[-1] for row in given.get("bound", ()) for phrase in map(folded, row["words"])}
    return sorted(lasts.intersection(prefixes))


def _longest_first(words: Iterable[str]) -> tuple[str, ...]:
    """Folded phrases with their spellings without diacritics, so that the longest is found first."""
    forms = {folded(w) for w in words}
    return tuple(sorted(forms | {bare(form) for form in forms}, key=len, reverse=True))


def _any_of(words: Iterable[str]) -> str:
    """A pattern for any of these words; one that ends in a hyphen is the beginning of a word."""
    forms = (re.escape(w[:-1]) + rf"{_L}*" if w.endswith("-") else re.escape(w) for w in _longest_first(words))
    return "|".join(f if is_glued(f[-1]) else rf"{f}(?!\w)" for f in forms) or r"(?!)"


def _uncounted(measures: Iterable[str], money: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"[ '-]?(?:{_any_of(measures)})| ?(?:{_L}{{1,3}} )?(?:{_any_of(money)})")


def _name(row: Table) -> str:
    """What an entry is called in `Mark.via`: its first word."""
    return str((row.get("words") or row["joins"])[0])


def _bound(row: Table) -> Bound:
    via = f"pack:bound {_name(row)}"
    if row.get("place", "before") == "before":
        return Bound(row["means"], via, before=_longest_first(row["words"]))
    return Bound(row["means"], via, after=_after(row))


def _after(row: Table) -> re.Pattern[str]:
    """A pattern for what stands after a number; words that begin with a hyphen are endings of the number itself."""
    endings = [w for w in row.get("words", ()) if w.startswith("-")]
    words = [w for w in row.get("words", ()) if not w.startswith("-")]
    patterns = [*([_tail(endings)] if endings else ()), *([_words_after(row, words)] if words else ())]
    return re.compile("|".join(patterns))


def _tail(endings: Iterable[str]) -> str:
    return rf"['-]?(?:{_any_of(e.removeprefix('-') for e in endings)})"


def _words_after(row: Table, listed: list[str]) -> str:
    """A pattern for words after a number, with the ending that the number or the noun between must bear."""
    words, gap = _any_of(listed), row.get("gap", 0)
    endings = "|".join(re.escape(folded(e)) for e in sorted(row.get("endings", ()), key=len, reverse=True))
    if endings:
        noun = rf"|(?: {_L}+){{0,{gap - 1}}} {_L}*?(?:{endings})" if gap else ""
        return rf"(?:['-]?(?:{endings}){noun}) (?:{words})"
    if is_glued(folded(listed[0])[0]):
        return rf" ?{_L}{{0,{gap}}}?(?:{words})"
    aside = rf"|, (?:{words})(?=[,.;:!?)]|$)" if row.get("aside") else ""
    return rf"(?:['-]?{_L}+)?(?: {_L}+){{0,{gap}}}?(?: (?:{words}){aside})" if gap else rf" (?:{words}){aside}"


def _others(row: Table) -> Others:
    titles = _longest_first(row.get("titles", ()))
    return Others(_longest_first(row["joins"]), _after(row), f"pack:others {_name(row)}", titles)


def _range(row: Table) -> Between:
    opens, joins = _longest_first(row.get("opens", ())), _longest_first(row["joins"])
    closes = _after({"words": row.get("closes", ())})
    return Between(opens, joins, f"pack:range {_name(row)}", closes, row.get("next", False))
