"""Marks of states, bodies, movements, agencies, persons and places on a text.

Names of states come from CLDR, their adjectives from CLDR's names of languages, capitals and cities from CLDR's time
zones; the pack adds what CLDR lacks; the registry of persons and bodies holds for all languages.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from anyascii import anyascii

from dragoman.language.pack import Features, Pack
from dragoman.language.phrases import Folded, Form, Habits, Hit, Matcher, Stem, fold, is_cased, is_glued, longest
from dragoman.records import Kind, Mark, Span
from dragoman.vocabulary import Person, given_names, parties, persons

STEM_ENDING = 7
_LETTERS = re.compile(r"[^\W\d_](?:\.[^\W\d_])+\.?")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_CAPITALS = re.compile(r"[^\W\d_][^\W\d_'’.-]*(?:[ -][^\W\d_][^\W\d_'’.-]*)*")


class Meaning(NamedTuple):
    """What a form stands for (of a pair of parties both ids, with a blank between), and the table that says so."""

    kind: Kind
    id: str
    via: str
    strength: int  #: of two readings of the same words, the stronger is taken


@lru_cache(maxsize=64)
def _own(pack: Pack) -> Matcher[Meaning]:
    """The names that one language has for states and places."""
    return Matcher(_entries(pack), Habits(pack.features.prefixes))


@lru_cache(maxsize=32)
def _registry(ending: int, drop: str, inner: bool) -> Matcher[Meaning]:
    """Persons and bodies, whose forms hold for all languages; those that inflect alike share one table."""
    features = Features(ending=ending, drop=drop, inner_endings=inner)
    return Matcher(_registered(features))


def _entries(pack: Pack) -> Iterator[tuple[Form, Meaning]]:
    cldr, features = pack.cldr["names"], pack.features
    for state, names in cldr.get("names", {}).items():
        yield from _forms(features, names, Meaning(Kind.PARTY, state, "cldr:name", 3), capital=True)
    for state, names in cldr.get("adjectives", {}).items() if features.language_names else ():
        yield from _forms(features, names, Meaning(Kind.PARTY, state, "cldr:language", 2), capital=False)
    for state, names in cldr.get("capitals", {}).items():
        yield from _forms(features, names, Meaning(Kind.PARTY, state, "cldr:capital", 3), capital=True)
    for state, names in cldr.get("cities", {}).items():
        yield from _forms(features, names, Meaning(Kind.PLACE, state, "cldr:city", 1), capital=True)
    for row in pack.tables["names"].get("party", ()):
        for key in ("names", "adjectives", "government"):
            yield from _forms(
                features, row.get(key, ()), Meaning(Kind.PARTY, row["id"], f"pack:{key}", 4), capital=None
            )
    for row in pack.tables["names"].get("pair", ()):
        both = Meaning(Kind.PARTY, " ".join(row["ids"]), "pack:pair", 4)
        yield from _forms(features, row["names"], both, capital=None)
    for row in pack.tables["names"].get("place", ()):
        yield from _forms(features, row["names"], Meaning(Kind.PLACE, row["id"], "pack:place", 4), capital=None)


def _registered(features: Features) -> Iterator[tuple[Form, Meaning]]:
    for party in parties().values():
        yield from _forms(features, party.forms, Meaning(Kind.PARTY, party.id, "registry:party", 5), capital=None)
    for person in persons().values():
        yield from _forms(features, person.forms, Meaning(Kind.PERSON, person.id, "registry:person", 5), capital=None)


def _forms(
    features: Features, names: Iterable[str], meaning: Meaning, capital: bool | None
) -> Iterator[tuple[Form, Meaning]]:
    """The forms of each name; `capital` None means that the name's own first letter decides."""
    for name in names:
        words = _words(name)
        if len("".join(words)) < 2 and not is_glued(name[0]):
            continue
        asks = name[:1] != name[:1].lower() if capital is None else capital
        caps = meaning.kind is Kind.PARTY and name.isupper() and len(words) == 1
        if name.endswith("-"):
            stems = [Stem(w, STEM_ENDING) for w in words]
        else:
            stems = [_stem(w, features, name) for w in words]
        if not features.inner_endings:
            stems[:-1] = [Stem(w, 0) for w in words[:-1]]
        yield Form(tuple(map(_jointed, stems)), capital=asks, caps=caps), meaning


def _jointed(stem: Stem) -> Stem:
    """A stem that was written behind an apostrophe is found only there: TASS'ın is not "TASS in"."""
    return Stem(stem.text[1:], stem.ending, "'") if stem.text[0] == "'" else stem


@lru_cache(maxsize=65_536)
def _words(name: str) -> tuple[str, ...]:
    """The folded words of a form, apostrophes before those they stand at; letters with stops ("U.S.") are one word."""
    folded = fold(name.rstrip("-").strip()).text
    if _LETTERS.fullmatch(name):
        return (folded.rstrip("."),)
    words = folded.replace("-", " ").replace(".", " ").replace("'", " '").split()
    return tuple(word if place else word.lstrip("'") for place, word in enumerate(words) if word.strip("'"))


def _stem(word: str, features: Features, name: str) -> Stem:
    """The part of a word that inflection leaves alone; short words and acronyms hardly change."""
    if is_glued(word[0]):
        return Stem(word, 0)
    if name.isupper() or len(word) < 4:
        return Stem(word, min(2, features.ending))
    long = len(word) > 4
    room = features.ending if long else min(2, features.ending)
    if word[-1] in features.drop and features.ending:
        return Stem(word[:-1], room + long)
    return Stem(word, room)


def find_names(text: str, folded: Folded, pack: Pack, day: date) -> list[Mark]:
    """Marks of parties, persons and places; persons act for whoever they served on `day`.

    A capital or a seat of power gives two marks, the government and the place; so does the name of a state.
    """
    features = pack.features
    habits = Habits(features.prefixes)
    registry = _registry(features.ending, features.drop, features.inner_endings)
    found = [*_own(pack).find(folded, text), *registry.find(folded, text, habits)]
    hits = longest(sorted(found, key=lambda h: -h.meaning.strength))
    ends = {hit.end for hit in hits}
    hits = [hit for hit in hits if hit.start - 1 in ends or not _is_surname(hit, folded, text)]
    marks = [mark for hit in hits for mark in _marks(hit, folded, day)]
    return sorted([*marks, *_strangers(text, marks)], key=lambda m: (m.span, m.kind))


def _is_surname(hit: Hit[Meaning], folded: Folded, text: str) -> bool:
    """Whether a word that may stand for a people or a place follows a given name: "Тарас Поляк", "John French"."""
    before = folded.text[: hit.start]
    if (
        before[-1:] != " "
        or not before[-2:-1].isalpha()
        or hit.meaning.via.startswith(("registry", "pack:government", "pack:pair"))
    ):
        return False
    if " " in folded.text[hit.start : hit.end] or text[folded.at[hit.start]].islower():
        return False
    word = before[before.rfind(" ", 0, -1) + 1 : -1]
    return _is_given(word) and not text[folded.at[hit.start - 1 - len(word)]].islower()


@lru_cache(maxsize=20_000)
def _is_given(word: str) -> bool:
    """Whether a folded word is a given name, with the ending of a case or without."""
    known, shortest = given_names(), max(5, len(word) - 2)
    return word in known or any(word[:n] in known for n in range(len(word) - 1, shortest - 1, -1) if is_cased(word[0]))


def _marks(hit: Hit[Meaning], folded: Folded, day: date) -> Iterator[Mark]:
    span, meaning = folded.span(hit.start, hit.end), hit.meaning
    if meaning.kind is Kind.PERSON:
        person = persons()[meaning.id]
        yield Mark(kind=Kind.PERSON, span=span, via=meaning.via, ids=_served(person, day), name=person.name)
        return
    if meaning.kind is Kind.PARTY:
        for party in meaning.id.split():
            yield Mark(kind=Kind.PARTY, span=span, via=meaning.via, ids=_party_ids(party))
    if (
        len(meaning.id) == 2
        and meaning.id not in ("EU", "UN")
        and meaning.via not in ("cldr:language", "pack:adjectives")
    ):
        yield Mark(kind=Kind.PLACE, span=span, via=meaning.via, place=meaning.id)


def _served(person: Person, day: date) -> tuple[str, ...]:
    party = person.acts_for(day)
    return (party, person.id) if party else (person.id,)


def _party_ids(party: str) -> tuple[str, ...]:
    known = parties().get(party)
    return (known.state, party) if known and known.state else (party,)


def _strangers(text: str, marks: list[Mark]) -> Iterator[Mark]:
    """Rows of capitalised words that no table knows: persons never seen before, as far as capitals tell."""
    taken = [m.span for m in marks]
    for match in _CAPITALS.finditer(text):
        words = [w for w in _WORD.finditer(match.group()) if w.group()[0].isupper() and not w.group().isupper()]
        rows = _rows(words)
        for row in rows:
            span = Span(match.start() + row[0].start(), match.start() + row[-1].end())
            if 2 <= len(row) <= 4 and not any(span.overlaps(t) for t in taken):
                name = anyascii(span.of(text)).strip()
                surname = re.split(r"['’]", row[-1].group())[0]
                yield Mark(
                    kind=Kind.PERSON, span=span, via="shape:capitals", ids=(anyascii(surname).lower(),), name=name
                )


def _rows(words: list[re.Match[str]]) -> list[list[re.Match[str]]]:
    """Words that follow one another with a single character between."""
    rows: list[list[re.Match[str]]] = []
    for word in words:
        if rows and word.start() - rows[-1][-1].end() == 1:
            rows[-1].append(word)
        else:
            rows.append([word])
    return rows
