"""Words of time and numbers found on a text, in rows with nothing but "of" between them."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from dragoman.language.atoms import Atom
from dragoman.language.figures import APOSTROPHE, LONGEST_TAIL, figures, told_number
from dragoman.language.pack import Pack
from dragoman.language.phrases import Folded, Hit
from dragoman.language.timewords import ANCHORS, COUNTED, INFLECTED, Lexicon, Word, lexicon

#: Letters between two parts of a date, at most.
LONGEST_GAP = 24


class Run(NamedTuple):
    """A row of atoms with nothing but links between them."""

    atoms: list[Atom]
    alone: bool  #: whether nothing else stands on the line


def runs_of(text: str, folded: Folded, pack: Pack) -> Iterator[Run]:
    """Rows of atoms where a date may be, in the order of the text."""
    words = lexicon(pack)
    plain = folded.text
    for start, end in ((0, len(plain)),) if words.matcher else words.index.windows(plain):
        for run in _rows(text, folded, words, start, end):
            anchored = any(_is_anchor(a) for a in run)
            if anchored or _is_bare(run):
                alone = _is_alone(plain, run, words)
                if anchored or alone:
                    yield Run(run, alone)


def _rows(text: str, folded: Folded, words: Lexicon, start: int, end: int) -> list[list[Atom]]:
    # What follows a number may say that it is none, so digits are looked at with some letters more.
    numbers = figures(folded.text, words, start, min(len(folded.text), end + LONGEST_TAIL))
    found = [*(n for n in numbers if n[1].start < end), *_words(text, folded, words, start, end)]
    runs: list[list[Atom]] = []
    for atom in _longest(found, start, end):
        gap = _gap(folded.text, runs[-1][-1], atom, words) if runs else None
        if gap is None:
            runs.append([atom])
        else:
            runs[-1].append(atom._replace(gap=gap) if gap != " " else atom)
    return runs


def _is_alone(text: str, run: Sequence[Atom], words: Lexicon) -> bool:
    start, end = run[0].start, run[-1].end
    first, last = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    rest = text[end : last if last >= 0 else len(text)].rstrip(" .!?:;")
    return bool(words.links.fullmatch(text, first, start)) and bool(words.links.fullmatch(rest))


def _is_bare(run: Sequence[Atom]) -> bool:
    """Such as "15-2", "24th", "le 24"."""
    return [a.kind for a in run] == ["number", "slash", "number"] or (len(run) == 1 and run[0].kind == "number")


def _is_anchor(atom: Atom) -> bool:
    if atom.kind == "number":
        return atom.firm
    return atom.kind in ANCHORS or any(a.kind in ANCHORS for a in atom.others)


def _longest(atoms: Sequence[tuple[int, Atom]], first: int, last: int) -> list[Atom]:
    """Of atoms that overlap the longest; of those on the same words the one of the highest rank, with the others."""
    ordered = sorted((a for _, a in atoms), key=lambda a: a.start)
    if all(a.end <= b.start for a, b in pairwise(ordered)):
        return ordered
    taken = bytearray(max([last, *(atom.end for _, atom in atoms)]) - first + 1)
    kept: dict[tuple[int, int], Atom] = {}
    for _, atom in sorted(atoms, key=lambda a: (a[1].start - a[1].end, -a[0])):
        place = (atom.start, atom.end)
        if place in kept:
            kept[place] = kept[place]._replace(others=(*kept[place].others, atom))
        elif 1 not in taken[atom.start - first : atom.end - first]:
            taken[atom.start - first : atom.end - first] = b"\1" * (atom.end - atom.start)
            kept[place] = atom
    return [kept[place] for place in sorted(kept)]


def _gap(text: str, before: Atom, atom: Atom, words: Lexicon) -> str | None:
    """What stands between two atoms, if it may stand inside a date."""
    if atom.start - before.end > LONGEST_GAP:
        return None
    start = before.end + (before.dotted and text.startswith(".", before.end))
    return text[before.end : atom.start] if words.links.fullmatch(text, start, atom.start) else None


def _words(text: str, folded: Folded, words: Lexicon, start: int, end: int) -> Iterator[tuple[int, Atom]]:
    for hit in (
        *words.index.find(folded.text, start, end),
        *(words.matcher.find(folded, text) if words.matcher else ()),
    ):
        word = hit.meaning
        if not _may_end(word, folded.text[hit.end - hit.loose : hit.end]):
            continue
        small = word.capital and text[folded.at[hit.start]].islower()
        firm = word.firm and not (small and not (hit.loose and word.endings))
        atom = _word_atom(folded.text, hit, firm, words)
        named = atom.via == "cldr:sign" and atom.kind in ("month", "year")
        yield (9 if named else word.rank * 2 - (hit.loose > 0) * 9), atom


def _may_end(word: Word, ending: str) -> bool:
    return not word.cut if not ending else word.endings is None or ending in word.endings


def _word_atom(text: str, hit: Hit[Word], firm: bool, words: Lexicon) -> Atom:
    word, end, ending = hit.meaning, hit.end, hit.loose > 0
    tail = APOSTROPHE.match(text, end) if words.apostrophe and word.kind in INFLECTED else None
    # Words for parts are listed with their endings: "sonunadək".
    letters = text[hit.start if word.kind == "part_after" else end - hit.loose : end]
    if tail:
        end, ending, letters = tail.end(), True, tail[0][1:]
    short = word.via.endswith("-short") or (word.kind in ("month", "weekday") and end - hit.start < 5)
    dotted = short or word.kind == "ordinal"
    led = text[hit.start - 1 : hit.start] == " " and text[hit.start - 2].isalpha()
    atom = Atom(
        word.kind, hit.start, end, word.value, word.via, firm, ending=ending, dotted=dotted, led=led, tail=letters
    )
    if words.than and word.kind in COUNTED:
        return atom._replace(open=bool(words.than.match(text, end)))
    return told_number(text, atom, words) if word.kind == "number" else atom
