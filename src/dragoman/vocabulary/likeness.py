"""Are two spellings the name of one person? Full names in any script, by the habits of romanisation in likeness.toml.

Each word becomes a skeleton: Latin letters, one sign for one sound. Given names are equal by groups (spellings.toml),
other words as far as skeletons and consonants agree. A name is as much another's as its words are, the worst counting
most: one that fits nobody's is another person's.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from itertools import product
from tomllib import loads
from typing import Any, NamedTuple

from anyascii import anyascii
from rapidfuzz.distance import OSA

#: From here on two names are one person's.
SAME = 0.78
#: Of a given name to one of another group, of a woman's surname to a man's.
OTHER, FEMININE = 0.3, 0.6
#: Of an initial to a word that begins so.
INITIAL = 0.9
#: From here on two words are spellings of one.
EQUAL = 0.9
#: For each word of the longer name that the shorter has not: in names of several words, of a single word.
LEFT_OVER, ALONE = 0.04, 0.1
#: For words in another order, beyond the family name's place at either end.
SHUFFLED = 0.25
#: For numbers that differ, for a number that only one has.
OTHER_NUMBER, NO_NUMBER = 0.3, 0.05
#: Words of so few letters are equal or others.
SHORT = 3
#: From so many letters on a difference weighs no more than its share.
LONG = 5
#: Marks syllables of native Chinese and Korean names, which have one reading.
NATIVE = -2
#: Consonants that tell a surname whatever its vowels.
BONES = 4
_BREAK = re.compile(r"[\s\-‐–—,.;:·・=()/\"_]+")
_HAN, _HANGUL = re.compile("[\u3400-\u9fff]{2,3}"), re.compile("[\uac00-\ud7a3]{2,3}")
_OTHER = re.compile("[^a-z0-9]")
_SYLLABLE = re.compile("[A-Z][a-z]*")

Rules = tuple[tuple[re.Pattern[str], str], ...]


class Script(NamedTuple):
    """What a script cannot write: rules on its own words, and on both words of a pair."""

    letters: re.Pattern[str]
    own: Rules
    both: Rules


class Habits(NamedTuple):
    """The tables, compiled."""

    before: Rules
    readings: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...]
    after: Rules
    consonants: Rules
    key: Rules
    scripts: tuple[Script, ...]
    idle: frozenset[str]
    titles: frozenset[str]
    numbers: Mapping[str, str]
    patronymic: re.Pattern[str]
    feminine: tuple[tuple[str, str], ...]


class Word(NamedTuple):
    """A word of a name."""

    latin: str
    script: int  #: place in the table of scripts, -1 for those that write all sounds
    skeletons: tuple[str, ...]  #: by the readings of its letters, the usual first
    groups: frozenset[str]  #: of equal names


class Name(NamedTuple):
    """What is compared of a name."""

    words: tuple[Word, ...]
    number: str
    letters: str  #: all in a row, particles too


def likeness(one: str, other: str) -> float:
    """How far (0 to 1) two full names can be one person's, whatever their scripts and the order of their words."""
    first, second = sorted((_folded(one), _folded(other)))
    return 1.0 if first == second else _likeness(first, second)


@lru_cache(maxsize=65536)
def skeleton(surname: str) -> str:
    """A key of a surname that its spellings share: consonants, one sign for one sound, where they are enough."""
    folded = _folded(surname)
    latin = _skeletons(folded, _script(folded))[0]
    bones = _applied(habits().key, latin)
    return bones if len(bones) >= BONES else latin


@lru_cache(maxsize=1)
def habits() -> Habits:
    """The tables of likeness.toml."""
    rows = _table("likeness")
    bones = rows["skeleton"]
    return Habits(
        before=_rules(bones["before"]),
        readings=tuple((re.compile(p), tuple(r)) for p, r in bones["readings"]),
        after=_rules(bones["after"]),
        consonants=_rules(bones["consonants"]),
        key=_rules(bones["key"]),
        scripts=tuple(Script(re.compile(s["letters"]), _rules(s["own"]), _rules(s["both"])) for s in rows["script"]),
        idle=frozenset(rows["particles"].split()),
        titles=frozenset(rows["titles"].split()),
        numbers={word: number for number, words in rows["numbers"].items() for word in words.split()},
        patronymic=re.compile(rows["endings"]["patronymic"]),
        feminine=tuple((hers, his) for hers, his in rows["endings"]["feminine"]),
    )


@lru_cache(maxsize=1)
def groups() -> Mapping[str, frozenset[str]]:
    """Groups of equal names (by their first) of spellings.toml: of given names by skeleton, of syllables by letters."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    tables = _table("spellings")
    for row in (r.split() for r in tables["given"]):
        for spelling in row:
            found[_skeletons(_folded(spelling), _script(spelling))[0]].add(row[0])
    for row in (r.split() for r in tables["syllables"]):
        for syllable in row:
            found[f"{syllable} "].add(f"{row[0]} ")
    return {bones: frozenset(names) for bones, names in found.items()}


def _groups(latin: str, text: str, script: int) -> frozenset[str]:
    none: frozenset[str] = frozenset()
    return groups().get(_skeletons(text, script)[0], none) | groups().get(f"{latin} ", none)


def _table(name: str) -> dict[str, Any]:
    return loads((files("dragoman.vocabulary") / f"{name}.toml").read_text(encoding="utf-8"))


def _rules(rows: Iterable[Sequence[str]]) -> Rules:
    return tuple((re.compile(pattern), new) for pattern, new in rows)


def _applied(rules: Rules, text: str) -> str:
    for pattern, new in rules:
        text = pattern.sub(new, text)
    return text


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def _script(text: str) -> int:
    return next((i for i, script in enumerate(habits().scripts) if script.letters.search(text)), -1)


@lru_cache(maxsize=65536)
def _skeletons(word: str, script: int) -> tuple[str, ...]:
    """The skeletons of a small-lettered word, one for each way to read its letters."""
    table = habits()
    latin = anyascii(_applied(table.before, word)).lower()
    latin = _applied(table.scripts[script].own, latin) if script >= 0 else latin
    unsure = [(p, readings) for p, readings in table.readings if p.search(latin)]
    found = []
    for choice in product(*(readings for _, readings in unsure)):
        text = _applied(tuple((p, new) for (p, _), new in zip(unsure, choice, strict=True)), latin)
        found.append(_applied(table.after, text) or latin)
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=65536)
def _word(text: str, native: bool = False) -> Word:
    script = NATIVE if native else _script(text)
    latin = _OTHER.sub("", anyascii(text).lower())
    return Word(latin or text, script, _skeletons(text, script), _groups(latin, text, script))


@lru_cache(maxsize=65536)
def _parsed(name: str) -> Name:
    """The words of a small-lettered name that count, its number, and all its letters in a row."""
    table, words = habits(), [w for part in _BREAK.split(name) if part for w in _syllables(part)]
    latin = [w.latin for w in words]
    numbers = [table.numbers[t] for t in latin[1:] if t in table.numbers and len(t) > 1]
    kept = [
        w for w, t in zip(words, latin, strict=True) if len(t) == 1 or not (t in table.titles or t in table.numbers)
    ]
    named = [w for w in kept if w.latin not in table.idle or len(w.latin) == 1]
    return Name(tuple(named or kept or words), "".join(numbers), "".join(latin))


def _syllables(part: str) -> list[Word]:
    """A word; where Chinese or Korean letters are as few as in a native name, its syllables."""
    if _HAN.fullmatch(part) or _HANGUL.fullmatch(part):
        return [_word(s.lower(), native=True) for s in _SYLLABLE.findall(anyascii(part))]
    return [_word(part)]


@lru_cache(maxsize=65536)
def _likeness(one: str, other: str) -> float:
    first, second = _parsed(one), _parsed(other)
    if not first.words or not second.words:
        return 0.0
    whole = _run_together(first, second)
    return max(0.0, min(1.0, max(whole, _by_words(first, second)) - _numbers(first.number, second.number)))


def _run_together(one: Name, other: Name) -> float:
    """Names that differ by blanks only, or by a letter besides."""
    if len(one.words) == len(other.words) or abs(len(one.letters) - len(other.letters)) > 3:
        return 0.0
    found = _alike(_word(one.letters), _word(other.letters))
    return found if found >= EQUAL else 0.0


def _by_words(one: Name, other: Name) -> float:
    mine = _joined(one.words, other.words)
    theirs = _joined(other.words, mine)
    pairs, left = _assigned(mine, theirs)
    if not any(len(mine[m].latin) > 1 and len(theirs[t].latin) > 1 for _, m, t in pairs):
        return 0.0
    scores = [score for score, _, _ in pairs]
    places = [theirs_at for _, _, theirs_at in sorted(pairs, key=lambda p: p[1])]
    cost = _left_over(left, alone=len(pairs) == 1) + SHUFFLED * _is_shuffled(places)
    return (sum(scores) / len(scores) + min(scores)) / 2 - cost


def _is_shuffled(places: list[int]) -> bool:
    """Whether words stand in no order that a family name first or last explains: Omar bin Ali, Ali bin Omar."""
    return sum(a > b for a, b in zip(places, [*places[1:], *places[:1]], strict=True)) > 1


def _joined(words: tuple[Word, ...], others: tuple[Word, ...]) -> tuple[Word, ...]:
    """The words, neighbours as one where the other name writes them so: Jong Un beside Jongun."""
    found: list[Word] = []
    for word in words:
        if found and any(_is_joint(found[-1], word, other) for other in others):
            found[-1] = _word(found[-1].latin + word.latin)
        else:
            found.append(word)
    return tuple(found)


def _is_joint(one: Word, two: Word, other: Word) -> bool:
    together = one.latin + two.latin
    if abs(len(together) - len(other.latin)) > 2:
        return False
    return _alike(_word(together), other) >= EQUAL > max(_alike(one, other), _alike(two, other))


def _assigned(mine: tuple[Word, ...], theirs: tuple[Word, ...]) -> tuple[list[tuple[float, int, int]], list[Word]]:
    """(likeness, place, place) of words that belong together, the likest first; the words left over."""
    free_m, free_t = set(range(len(mine))), set(range(len(theirs)))
    pairs = []
    for score, m, t in _ranked(mine, theirs):
        if m in free_m and t in free_t:
            pairs.append((score, m, t))
            free_m.remove(m)
            free_t.remove(t)
    return pairs, [mine[i] for i in free_m] + [theirs[i] for i in free_t]


def _ranked(mine: tuple[Word, ...], theirs: tuple[Word, ...]) -> list[tuple[float, int, int]]:
    """All pairs of words, the likest first; of equals full words before initials, then those at like places."""
    found = [(_alike(a, b), i, j) for i, a in enumerate(mine) for j, b in enumerate(theirs)]
    return sorted(found, key=lambda f: (-f[0], abs(f[1] - f[2]), f[1], f[2]))


def _left_over(words: list[Word], alone: bool) -> float:
    """What words cost that one name lacks; patronymics and initials cost little."""
    each = ALONE if alone else LEFT_OVER
    light = habits().patronymic
    return sum(each / 4 if len(w.latin) == 1 or light.search(w.skeletons[0]) else each for w in words)


def _numbers(one: str, other: str) -> float:
    if one == other:
        return 0.0
    return OTHER_NUMBER if one and other else NO_NUMBER


@lru_cache(maxsize=262144)
def _alike(one: Word, other: Word) -> float:
    """How far two words can be one name's."""
    if one.latin == other.latin:
        return 1.0
    if len(one.latin) == 1 or len(other.latin) == 1:
        return INITIAL if one.latin[:1] == other.latin[:1] or one.skeletons[0][:1] == other.skeletons[0][:1] else 0.0
    if one.script == other.script == NATIVE:
        return 0.0
    if one.groups & other.groups:
        return 1.0
    found = max(_near(a, b, _common(one, other)) for a in one.skeletons for b in other.skeletons)
    if (one.groups and other.groups) or (found < 1 and max(len(one.latin), len(other.latin)) <= SHORT):
        return min(found, OTHER)
    return min(found, FEMININE) if _is_feminine(one.skeletons[0], other.skeletons[0]) else found


def _common(one: Word, other: Word) -> Rules:
    """What the scripts of two words make equal; nothing where they share one."""
    if one.script == other.script:
        return ()
    scripts = habits().scripts
    return tuple(rule for s in sorted({one.script, other.script}) if s >= 0 for rule in scripts[s].both)


@lru_cache(maxsize=262144)
def _near(one: str, other: str, rules: Rules) -> float:
    """The mean of what skeletons and their consonants share; in short words a difference weighs more."""
    if rules:
        one, other = _applied(rules, one) or one, _applied(rules, other) or other
    if one == other:
        return 1.0
    bones = habits().consonants
    shared = (_ratio(one, other) + _ratio(_applied(bones, one), _applied(bones, other))) / 2
    return max(0.0, 1 - (1 - shared) * max(1.0, LONG / max(len(one), len(other))))


def _ratio(one: str, other: str) -> float:
    return OSA.normalized_similarity(one, other)


def _is_feminine(one: str, other: str) -> bool:
    """Whether two surnames are a woman's and a man's of one family."""
    return any(
        a.endswith(hers) and b.endswith(his) and a.removesuffix(hers) == b.removesuffix(his)
        for hers, his in habits().feminine
        for a, b in ((one, other), (other, one))
    )
