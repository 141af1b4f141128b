"""What can be meant: acts, statuses, parties, persons; data, read once."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import Any

BODIES = frozenset({"EU", "UN", "NATO", "XK"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A body, movement, agency, outlet or rights group that no state's code names."""

    id: str
    name: str
    kind: str
    state: str | None = None  #: the state that it acts for
    forms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who acts or speaks for a state or movement, for as long as they hold the office."""

    id: str
    name: str  #: full name in standard English spelling
    party: str | None = None
    role: str = ""
    since: date | None = None
    until: date | None = None
    forms: tuple[str, ...] = ()  #: the surname as the scripts write it, stems end in a hyphen

    def acts_for(self, day: date) -> str | None:
        """The party that they acted for on a day."""
        held = (self.since is None or self.since <= day) and (self.until is None or day <= self.until)
        return self.party if held else None


@lru_cache(maxsize=1)
def acts() -> Mapping[str, Mapping[str, str]]:
    """Acts by id: meaning, PLOVER and CAMEO codes."""
    return {row["id"]: row for row in _table("acts")["act"]}


@lru_cache(maxsize=1)
def alpha3() -> Mapping[str, Mapping[str, str]]:
    """Three-letter codes (ISO 3166-1 alpha-3, ISO 639-2/T) of `states` and `languages` by their two-letter ones."""
    return _table("alpha3")


@lru_cache(maxsize=1)
def parties() -> Mapping[str, Party]:
    """Parties that are no states, by id."""
    return {row["id"]: Party(**_tuples(row)) for row in _table("parties")["party"]}


@lru_cache(maxsize=1)
def persons() -> Mapping[str, Person]:
    """Persons of the registry, by id."""
    return {row["id"]: Person(**_tuples(row)) for row in _table("persons")["person"]}


@lru_cache(maxsize=1)
def given_names() -> frozenset[str]:
    """Given names of persons in many languages, as they are compared with a text: small letters, no points."""
    return frozenset(_table("given")["names"])


def is_state(party: str) -> bool:
    """Whether an id is a state's code or one of the bodies that are written like states."""
    return party.isupper()


def is_side(party: str) -> bool:
    """Whether an id is of somebody who acts in their own right: a state, an international body, an armed movement."""
    known = parties().get(party)
    return is_state(party) or (known is not None and known.kind in ("movement", "body"))


def _table(name: str) -> Mapping[str, Any]:
    return tomllib.loads((files(__name__) / f"{name}.toml").read_text(encoding="utf-8"))


def _tuples(row: Mapping[str, Any]) -> dict[str, Any]:
    return {k: tuple(v) if isinstance(v, list) else v for k, v in row.items()}
