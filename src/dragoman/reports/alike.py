"""Reports that are nearly one text: a reprint of an agency, a shortened version, a page that was corrected.

Likeness is of overlapping runs of letters, so that it holds in scripts without spaces too; a text that holds most of a
shorter one is like it. MinHash (rensa) finds the few that are worth comparing.
"""

from collections.abc import Iterable
from typing import NamedTuple

#: Letters of a run: longer than most words, so that a shared vocabulary alone makes no likeness.
RUN = 9
#: Characters of a text that are compared: no news report is longer, and a book's runs would fill the memory.
LONGEST = 200_000
#: Texts with fewer runs are too short to be told apart.
SHORTEST = 60
#: Share of the shorter text's runs that stand in the longer one.
ALIKE = 0.5
#: Numbers of a signature, and of a band of it: texts that share two fifths of their runs mostly meet in one band.
NUMBERS, ROWS = 128, 4
SEED = 1


class Signature(NamedTuple):
    """A text's numbers, and the bands under which it is looked up."""

    numbers: tuple[int, ...]

    @property
    def bands(self) -> tuple[str, ...]:
        """One key a band."""
        cut = range(0, NUMBERS, ROWS)
        return tuple(f"{start}:{'-'.join(f'{n:x}' for n in self.numbers[start : start + ROWS])}" for start in cut)


def runs(text: str) -> frozenset[str]:
    """The overlapping runs of a text's letters and digits, in small letters."""
    letters = "".join(c for c in text[:LONGEST].casefold() if c.isalnum())
    return frozenset(letters[i : i + RUN] for i in range(len(letters) - RUN + 1))


def signature(found: frozenset[str]) -> Signature | None:
    """The signature of a text's runs; None where they are too few to tell."""
    from rensa import RMinHash  # noqa: PLC0415 - only where reports are taken in

    if len(found) < SHORTEST:
        return None
    hashed = RMinHash(num_perm=NUMBERS, seed=SEED)
    hashed.update(sorted(found))
    return Signature(tuple(hashed.digest()))


def share(one: frozenset[str], other: frozenset[str]) -> float:
    """How much of the shorter text stands in the longer, from 0 to 1."""
    return len(one & other) / max(1, min(len(one), len(other)))


def are_alike(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether one text is made of the other."""
    return share(one, other) >= ALIKE


def groups(pairs: Iterable[tuple[str, str]]) -> list[frozenset[str]]:
    """Reports that are one text by however many steps."""
    whole: dict[str, set[str]] = {}
    for one, other in pairs:
        joined = whole.get(one, {one}) | whole.get(other, {other})
        whole.update(dict.fromkeys(joined, joined))
    return sorted({id(g): frozenset(g) for g in whole.values()}.values(), key=min)
