"""The engine of the grammar of dates: shapes over rows of atoms, and what a shape reads as.

A shape is a row of kinds; `?` may be missing, `a|b` is either, `in:` must stand before it and is not part of it.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, cast

from dragoman.language import calendar
from dragoman.language.atoms import Atom
from dragoman.language.calendar import Point, Reading, Unit

#: What stands for days when a word beside it says so: "since May".
WHEN = "date|period|month|season"
Value = Point | Reading | Atom


def days_of(atom: Atom, today: date) -> Reading | None:
    """The days that an atom stands for, if it does."""
    if atom.kind == "period":
        return cast(Reading, atom.value)
    point = point_of_atom(atom)
    return calendar.resolve(point, today) if point else None


def point_of_atom(atom: Atom) -> Point | None:
    """A date, or a month or season that stands beside a word that makes it one."""
    if atom.kind == "date":
        return cast(Point, atom.value)
    if atom.kind in ("season", "piece"):
        return cast(Point, atom.value)
    if atom.kind == "weekday":
        return Point(weekday=cast(int, atom.value))
    return Point(month=cast(int, atom.value)) if atom.kind == "month" else None


class Scene(NamedTuple):
    """What must be known to read a row of atoms, beside the atoms."""

    today: date  #: the report's day
    month_day: bool = False  #: whether the language puts the month before the day
    order: str = "dmy"
    whence: frozenset[str] = frozenset()  #: endings of a day from which others are counted
    alone: bool = False  #: whether the row is all that stands on its line
    doubtful: frozenset[str] = frozenset()  #: words before a number that may say "within" as well as "from now"
    glued: Mapping[str, tuple[str, ...]] = {}  #: endings that say "since", "until", "from" or "to"


class Found:
    """The atoms that a shape fits, asked for by kind."""

    def __init__(self, atoms: Sequence[Atom], before: Atom | None, after: Atom | None, scene: Scene) -> None:
        self.atoms = atoms
        self.before = before  #: what stands before them
        self.after = after  #: what stands after them
        self.scene = scene
        self.today = scene.today

    def is_line(self) -> bool:
        """Whether nothing else stands on the line."""
        return self.scene.alone and not self.before and not self.after

    def all(self, *kinds: str) -> list[Atom]:
        """Every atom of these kinds, in order."""
        return [a for a in self.atoms if a.kind in kinds]

    def one(self, *kinds: str) -> Atom:
        """The first atom of these kinds."""
        return self.all(*kinds)[0]

    def value(self, *kinds: str) -> int | None:
        """The number that the first atom of these kinds stands for, if there is one."""
        found = self.all(*kinds)
        return cast(int, found[0].value) if found else None

    def count(self) -> int:
        """The number that is counted."""
        return self.value("number") or 0

    def sign(self, *kinds: str) -> int:
        """Back (-1), here (0) or on (1)."""
        return self.value(*kinds) or 0

    def shift(self, opening: str) -> tuple[Unit, int] | None:
        """The unit and the direction of "two weeks ago" where it is opened so; what closes it may say both."""
        ways = cast(tuple[tuple[Unit, int, str], ...], self.one("shift").value)
        return next(((unit, sign) for unit, sign, told in ways if told == opening), None)

    def unit(self) -> Unit:
        """The unit that is counted or pointed at."""
        return cast(Unit, self.one("unit", "units").value)

    def ends_in(self, atom: Atom, *sections: str) -> bool:
        """Whether an atom has one of the endings that stand for "since", "until", "from" or "to"."""
        return bool(atom.tail) and any(atom.tail.endswith(self.scene.glued.get(section, ())) for section in sections)

    def days(self) -> Reading | None:
        """The days of the first date or period."""
        return days_of(self.one(*WHEN.split("|")), self.today)


Reader = Callable[[Found], Value | None]


class Token(NamedTuple):
    """One place of a shape: the kinds that may stand there."""

    kinds: frozenset[str]
    optional: bool


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """A shape, and what it reads as."""

    tokens: tuple[Token, ...]
    least: int  #: how many places must be filled
    before: frozenset[str]  #: what must stand before it; empty: anything
    read: Reader


def rule(shape: str, read: Reader) -> Rule:
    """A rule of a shape in words, "since date|period"."""
    words = shape.split()
    before = words.pop(0).rstrip(":") if words[0].endswith(":") else ""
    tokens = tuple(Token(frozenset(w.rstrip("?").split("|")), w.endswith("?")) for w in words)
    return Rule(tokens, sum(not t.optional for t in tokens), frozenset(before.split()), read)


class Table:
    """Rules by the kinds that they may begin with."""

    def __init__(self, *rules: Rule) -> None:
        self._by_kind: dict[str, list[Rule]] = {}
        for rule in rules:
            for kind in _beginnings(rule):
                self._by_kind.setdefault(kind, []).append(rule)
        self._least = {kind: min(rule.least for rule in found) for kind, found in self._by_kind.items()}

    def at(self, atom: Atom, room: int) -> list[Rule]:
        """The rules that may begin with an atom and need no more than `room` atoms."""
        rules = [rule for a in (atom, *atom.others) for rule in self._by_kind.get(a.kind, ()) if rule.least <= room]
        return list(dict.fromkeys(rules)) if atom.others else rules

    def begins(self, atom: Atom, room: int) -> bool:
        """Whether any rule may begin with an atom and needs no more than `room` atoms."""
        if self._least.get(atom.kind, room + 1) <= room:
            return True
        return any(self._least.get(a.kind, room + 1) <= room for a in atom.others) if atom.others else False


def _beginnings(rule: Rule) -> Iterator[str]:
    for token in rule.tokens:
        yield from token.kinds
        if not token.optional:
            return


def apply(table: Table, run: Sequence[Atom], scene: Scene) -> Sequence[Atom]:
    """The run with every shape of the table joined, the longest first, from left to right."""
    size = len(run)
    if not any(table.begins(atom, size - place) for place, atom in enumerate(run)):
        return run
    joined: list[Atom] = []
    place = 0
    while place < size:
        atom, length = _read(table, run, place, scene) if table.begins(run[place], size - place) else (run[place], 1)
        joined.append(atom)
        place += length
    return joined


def _read(table: Table, run: Sequence[Atom], place: int, scene: Scene) -> tuple[Atom, int]:
    """The longest shape that can be read at a place, as one atom, and how many atoms it takes."""
    rules = table.at(run[place], len(run) - place)
    fits = [(atoms, rule) for rule in rules if (atoms := _fit(rule, run, place))]
    if not fits:
        return run[place], 1
    before = run[place - 1] if place else None
    for atoms, rule in sorted(fits, key=lambda fit: -len(fit[0])):
        end = place + len(atoms)
        value = rule.read(Found(atoms, before, run[end] if end < len(run) else None, scene))
        if value is not None:
            return _join(atoms, value), len(atoms)
    return run[place], 1


def _fit(rule: Rule, run: Sequence[Atom], place: int) -> list[Atom]:
    """The atoms from a place on that the shape fits, each as the kind that the shape asks for."""
    if rule.before and not (place and run[place - 1].among(rule.before)):
        return []
    if len(rule.tokens) == 1 and run[place].kind not in rule.tokens[0].kinds:
        return []  # a word by itself is what it mostly is
    fitted: list[Atom] = []
    for token in rule.tokens:
        here = place + len(fitted)
        atom = run[here].among(token.kinds) if here < len(run) else None
        if atom:
            # What stands before a word belongs to the place, not to the reading.
            fitted.append(atom._replace(gap=run[here].gap) if atom.gap != run[here].gap else atom)
        elif not token.optional:
            return []
    return fitted


def _join(atoms: Sequence[Atom], value: Value) -> Atom:
    start, end = atoms[0].start, atoms[-1].end
    gap = atoms[0].gap
    if isinstance(value, Atom):
        return value._replace(start=start, end=end, firm=True, gap=gap, tail=atoms[-1].tail)
    kind = "date" if isinstance(value, Point) else "period"
    via = "+".join(dict.fromkeys(a.via for a in atoms))
    return Atom(kind, start, end, value, via, gap=gap, tail=atoms[-1].tail)
