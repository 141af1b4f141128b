"""How right claims are against annotated reports: found, strict, and field by field.

found    a claim of the same act whose words overlap the gold quote by half of the shorter of the two
strict   found, with status, actor, count and when right
field    right or wrong, over the claims found

Of several ways to pair claims the one with most fields right is taken, greedily. Claims are rows as `extract` writes.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

Row = Mapping[str, Any]
FIELDS = ("status", "actor", "target", "count", "when", "place", "source", "persons")
STRICT = ("status", "actor", "count", "when")


@dataclass(slots=True)
class Figures:
    """Counts over some reports, and the figures that follow from them."""

    gold: int = 0
    got: int = 0
    found: int = 0
    strict: int = 0
    right: Counter[str] = field(default_factory=Counter)

    def add(self, gold: Sequence[Row], got: Sequence[Row], text: str) -> None:
        """Count one report."""
        pairs = pair(gold, got, text)
        self.gold += len(gold)
        self.got += len(got)
        self.found += len(pairs)
        for wanted, told in pairs:
            fits = {name: RIGHT[name](wanted.get(name), told.get(name)) for name in FIELDS}
            self.right.update(name for name, fit in fits.items() if fit)
            self.strict += all(fits[name] for name in STRICT)

    def f1(self, hits: int) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * hits / (self.gold + self.got) if self.gold + self.got else 0.0

    def table(self) -> dict[str, float]:
        """Every figure by name, from 0 to 1."""
        shares = {name: self.right[name] / self.found if self.found else 0.0 for name in FIELDS}
        precision, recall = self.found / max(1, self.got), self.found / max(1, self.gold)
        whole = {"found": self.f1(self.found), "precision": precision, "recall": recall, "strict": self.f1(self.strict)}
        return {k: round(v, 4) for k, v in {**whole, **shares}.items()}


def pair(gold: Sequence[Row], got: Sequence[Row], text: str) -> list[tuple[Row, Row]]:
    """Gold claims with the found ones that tell the same, each used once."""
    spans = [_place(g, text) for g in gold]
    options = [
        (i, j, sum(RIGHT[f](g.get(f), c.get(f)) for f in FIELDS), share)
        for i, g in enumerate(gold)
        for j, c in enumerate(got)
        if g["act"] == c["act"] and (share := _overlap(spans[i], (c["start"], c["end"]))) >= 0.5
    ]
    pairs: dict[int, int] = {}
    for i, j, _, _ in sorted(options, key=lambda o: (-o[2], -o[3], o[0], o[1])):
        if i not in pairs and j not in pairs.values():
            pairs[i] = j
    return [(gold[i], got[j]) for i, j in pairs.items()]


def _place(claim: Row, text: str) -> tuple[int, int]:
    """Where a gold claim is told; one without a quote, anywhere."""
    if "quote" not in claim:
        return 0, len(text)
    start = text.find(claim["quote"])
    return start, start + len(claim["quote"])


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> float:
    shared = min(one[1], other[1]) - max(one[0], other[0])
    return max(0, shared) / max(1, min(one[1] - one[0], other[1] - other[0]))


def _letters(words: object) -> str:
    return "".join(c for c in str(words).lower() if c.isalnum())


def _states(ids: Iterable[str] | None) -> set[str]:
    return {i for i in ids or () if i.isupper()}


def _same_parties(gold: Sequence[str] | None, got: Sequence[str] | None) -> bool:
    """The same states; where gold names none, one of its ids."""
    if _states(gold):
        return _states(gold) == _states(got)
    if not gold:
        return not _states(got)
    return bool({_letters(i) for i in gold} & {_letters(i) for i in got or ()})


def _same_source(gold: Sequence[str] | None, got: Sequence[str] | None) -> bool:
    wanted, told = {_letters(i) for i in gold or ()}, {_letters(i) for i in got or ()}
    return bool(wanted & told) or not (wanted or told)


def _same_persons(gold: Sequence[str] | None, got: Sequence[str] | None) -> bool:
    surnames = [{_letters(n.split()[-1]) for n in names or () if n.split()} for names in (gold, got)]
    return surnames[0] == surnames[1]


def _same_count(gold: Row | None, got: Row | None) -> bool:
    if not gold or not got:
        return not gold and not got
    return all(_close(gold[k], got[k]) for k in ("min", "max"))


def _close(one: int | None, other: int | None) -> bool:
    return one == other or (one is not None and other is not None and one > 50 and abs(one - other) <= 1)


def _same_when(gold: Row | None, got: Row | None) -> bool:
    """Within a day at both ends, or half of all their days shared."""
    if not gold or not got:
        return not gold and not got
    a, b, c, d = (date.fromisoformat(x[k]) for x in (gold, got) for k in ("start", "end"))
    shared, union = (min(b, d) - max(a, c)).days + 1, (max(b, d) - min(a, c)).days + 1
    return max(abs((a - c).days), abs((b - d).days)) <= 1 or shared / union >= 0.5


RIGHT: Mapping[str, Callable[[Any, Any], bool]] = {
    "status": lambda gold, got: bool(gold == got),
    "actor": _same_parties,
    "target": _same_parties,
    "count": _same_count,
    "when": _same_when,
    "place": lambda gold, got: bool(gold == got),
    "source": _same_source,
    "persons": _same_persons,
}
