"""The least thing that the grammar of dates (`dates.py`) joins: a month, a number, "last", "until"."""

from collections.abc import Container
from typing import Any, NamedTuple


class Atom(NamedTuple):
    """A word or number on the text, or several that the grammar has joined."""

    kind: str
    start: int
    end: int
    value: Any
    via: str
    firm: bool = True
    digits: bool = False
    ending: bool = False  #: a number with the ending of an ordinal or of a case
    dotted: bool = False  #: a stop after it need not end a sentence
    tail: str = ""  #: the letters of the ending
    closed: bool = False  #: a number that nothing follows which it might count
    led: bool = False  #: a word stands right before it
    gap: str = " "  #: what stands between it and the atom before
    open: bool = False  #: what follows says that the time before is not counted from the report's day
    others: "tuple[Atom, ...]" = ()  #: what else the same words may be

    def among(self, kinds: Container[str]) -> "Atom | None":
        """The atom as one of these kinds, if it can be; what is listed as no date is no word with an ending either."""
        others = self.others if self.kind != "not" else (a for a in self.others if not a.ending)
        return next((a for a in (self, *others) if a.kind in kinds), None)
