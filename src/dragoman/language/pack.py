"""A language pack at work: its features and tables, beside what CLDR knows. Nothing else opens pack or CLDR files.

A language without a pack is read with CLDR's tables alone, and says so (`Pack.written` is False).
"""

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from dragoman.errors import PackError

Table = Mapping[str, Any]
FILES = ("pack", "names", "time", "numbers", "conditions", "furniture", "cases")
#: Codes that a detector or a publisher may use for a language that CLDR files under another.
ALIASES = {
    "no": "nb",
    "nn": "nb",
    "iw": "he",
    "in": "id",
    "tl": "fil",
    "sh": "sr",
    "mo": "ro",
    "wuu": "zh",
    "arz": "ar",
}


@dataclass(frozen=True, slots=True)
class Features:
    """What the engine must know of a language; each is a key of `[features]` in pack.toml."""

    ending: int = 5  #: letters of a case ending that may follow the stem of a name
    drop: str = (
        "aeiouyаеиіїоуыэюяєёьйąęėįųūāēīšśćáéíóúýàèìòùâêîôûäöüăőűαεηιουωάέήίόύώ"  #: last letters that inflection changes
    )
    prefixes: frozenset[str] = frozenset()  #: clitics written together with the word that follows
    apostrophe: bool = True  #: whatever follows an apostrophe in a name is an ending
    language_names: bool = True  #: what CLDR calls a language is also the adjective of its state
    ordinal_dot: bool = False  #: a number with a stop is an ordinal
    abbreviations: frozenset[str] = frozenset()  #: words, lower case, whose stop ends no sentence
    number_pairs: bool = False  #: two numbers side by side that follow one another are a range ("üç dört", "三四百")
    short_last: bool = False  #: ones right after a hundred or more are of the next place down (四百五 is 450)
    ordinal_words: bool = True  #: an ordinal after a number word is part of it ("twenty first")
    inner_endings: bool = True  #: every word of a name may be inflected, not only its last
    bare_spelling: bool = False  #: words of time are also written without their accents
    decimal: str = "."  #: the mark before decimals
    group: str = ","  #: the mark between thousands


@dataclass(frozen=True, slots=True, eq=False)
class Pack:
    """What is known of one language."""

    code: str
    written: bool  #: whether a person wrote a pack; else only CLDR speaks
    english: str = ""  #: what English calls the language
    features: Features = field(default_factory=Features)
    tables: Mapping[str, Table] = field(
        default_factory=dict
    )  #: names, time, numbers, conditions, furniture as TOML gives them; cases only prove them
    cldr: Mapping[str, Table] = field(default_factory=dict)  #: names, time, numbers as the tables' tools wrote them


def canonical(lang: str) -> str:
    """The code under which a language is filed: `no` is `nb`, `zh-TW` is `zh`."""
    base = lang.replace("_", "-").split("-")[0].lower()
    return ALIASES.get(base, base)


@lru_cache(maxsize=128)
def load_pack(lang: str) -> Pack:
    """The pack of a language, or what CLDR has of it.

    Raises PackError where a file of the pack is not TOML.
    """
    code = canonical(lang)
    return read_pack(files("dragoman") / "packs" / code, code)


def read_pack(folder: Traversable, code: str) -> Pack:
    """The pack that lies in `folder`."""
    tables = {name: _toml(folder / f"{name}.toml") for name in FILES if name != "cases"}
    head = tables.pop("pack")
    return Pack(
        code=code,
        written=bool(head),
        english=str(head.get("english", "")),
        features=_features(head.get("features", {})),
        tables=tables,
        cldr={name: _json(code, name) for name in ("names", "time", "numbers")},
    )


def written_packs() -> list[str]:
    """Codes of the languages that have a pack."""
    root = files("dragoman") / "packs"
    return sorted(f.name for f in root.iterdir() if (f / "pack.toml").is_file())


def known_languages() -> list[str]:
    """Codes of the languages that CLDR's tables are shipped for."""
    root = files("dragoman") / "language" / "cldr"
    return sorted(f.name for f in root.iterdir() if f.is_dir())


def _features(given: Table) -> Features:
    values: dict[str, Any] = {k: frozenset(v) if isinstance(v, list) else v for k, v in given.items()}
    try:
        return Features(**values)
    except TypeError as error:
        raise PackError(f"pack.toml, [features]: {error}") from error


def _toml(path: Traversable) -> Table:
    if not path.is_file():
        return {}
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise PackError(f"{path}: {error}") from error


def _json(code: str, name: str) -> Table:
    path = files("dragoman") / "language" / "cldr" / code / f"{name}.json"
    if not path.is_file():
        return {}
    table: Table = json.loads(path.read_text(encoding="utf-8"))
    return table
