"""What is wrong with a language pack, said by file and line in words for people who do not program.

Three rounds: does every file have its shape (`schema.SCHEMA`), is every word sound, does the engine find every word in
an example and every mark of a case (`proof.py`). The later rounds need files without a fault of shape.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from importlib.resources.abc import Traversable
from typing import NamedTuple

from dragoman.language.entries import Entry, Source, Stretch, file_problem, read_files
from dragoman.language.pack import FILES, Table, read_pack
from dragoman.language.phrases import fold, is_glued
from dragoman.language.proof import unfound
from dragoman.language.schema import GUARDS, SCHEMA, Shape
from dragoman.records import Fault, Problem

#: What gives away a regular expression or a template.
CODE = ("\\", "(?", "[^", ".*", "{%")
SHORTEST_OPENING = 4


class Survey(NamedTuple):
    """What a pack says of itself, and how much is in it."""

    code: str
    name: str | None = None
    english: str | None = None
    level: str = "cldr"
    readers: tuple[str, ...] = ()
    facts: int = 0  #: entries of all files but the cases
    examples: int = 0  #: sentences that show them, and cases


def survey(folder: Traversable) -> Survey:
    """How much the pack in `folder` holds. Files that cannot be read count as empty."""
    sources, _ = read_files(folder)
    head = next((s.table for s in sources if s.name == "pack"), {})
    entries = [e for s in sources for e in s.entries() if s.name != "pack"]
    return Survey(
        code=folder.name,
        name=str(head.get("name", "")),
        english=str(head.get("english", "")),
        level=str(head.get("level", "")),
        readers=tuple(head.get("readers", ())),
        facts=sum(e.file != "cases" for e in entries),
        examples=sum(1 if e.file == "cases" else len(e.examples()) for e in entries),
    )


def lint_pack(folder: Traversable) -> list[Problem]:
    """What is wrong with the pack in `folder`, by file and line; nothing where all is well.

    The folder's name is the code of the language.
    """
    sources, unread = read_files(folder)
    found = {*_strange_files(folder), *unread, *(p for s in sources for p in _misshapen_file(s))}
    if not found:
        pack = read_pack(folder, folder.name)
        found |= {p for s in sources for p in _unsound(s)}
        found |= {p for s in sources for e in s.entries() for p in unfound(e, pack)}
    return sorted({*found, *(p for s in sources for p in _uncomposed(s))}, key=_order)


def _order(problem: Problem) -> tuple[str, int, str]:
    path, line = problem.place.rsplit(":", 1)
    return path, int(line), problem.message


# --- first round: files and shapes


def _strange_files(folder: Traversable) -> Iterator[Problem]:
    known = [f"{name}.toml" for name in FILES]
    names = sorted(f.name for f in folder.iterdir() if not f.name.startswith("."))
    for name in names:
        if name not in known:
            message = f"A pack has no file of this name, only {', '.join(known)}.{_meant(name, known)}"
            yield file_problem(folder / name, message)
    if "pack.toml" not in names:
        yield file_problem(folder / "pack.toml", "The pack has no pack.toml, which says what language it is of.")


def _meant(word: str, known: Iterable[str]) -> str:
    near = get_close_matches(word, list(known), 1)
    return f' Did you mean "{near[0]}"?' if near else ""


def _misshapen_file(source: Source) -> Iterator[Problem]:
    shapes = SCHEMA[source.name]
    yield from _misshapen(source.table, {key: shape._replace(keys={}) for key, shape in shapes.items()}, source.all)
    for entry in source.entries():
        if entry.section in shapes:
            yield from _misshapen(entry.row, shapes[entry.section].keys, entry.where)


def _misshapen(table: Table, keys: Mapping[str, Shape], where: Stretch) -> Iterator[Problem]:
    shapes = {key.rstrip("!"): shape for key, shape in keys.items()}
    for key in keys:
        if key.endswith("!") and key[:-1] not in table:
            yield where.problem(f'"{key[:-1]}" is missing here: write {shapes[key[:-1]].asks}.')
    for key, value in table.items():
        shape = shapes.get(key)
        if shape is None:
            yield where.problem(f'"{key}" is not known here.{_meant(key, shapes)}', where.key(key))
        elif not shape.fits(value):
            at = where.words(value) if isinstance(value, str) and value else None
            yield where.problem(f"{_said(key, value)}: write {shape.asks}.", at or where.key(key))
        elif shape.keys:
            for inner in value if isinstance(value, list) else [value]:
                yield from _misshapen(inner, shape.keys, where)


def _said(key: str, value: object) -> str:
    if value in ("", []):
        return f'"{key}" is empty'
    quoted = f'"{value}"' if isinstance(value, str) else "What stands here"
    return f'{quoted} will not do as "{key}"'


def _uncomposed(source: Source) -> Iterator[Problem]:
    for number, line in enumerate(source.text.split("\n"), 1):
        if not unicodedata.is_normalized("NFC", line):
            message = "An accent here is typed apart from its letter: save the file in the form Unicode NFC."
            yield Problem(place=f"{source.path}:{number}", message=message, fault=Fault.PACK)


# --- second round: words


def _unsound(source: Source) -> Iterator[Problem]:
    entries = [e for e in source.entries() if e.file not in ("pack", "cases")]
    for entry, form, at in _places(entries):
        yield from (entry.where.problem(message, at) for message in _word_faults(entry, form))
    for entry in entries:
        if not entry.forms():
            yield entry.where.problem("This entry lists no words: add some, or take it out.")
        if not entry.examples():
            yield entry.where.problem("This entry has no example: add a short sentence in which its words stand.")
    yield from _claimed_twice(entries)


def _places(entries: list[Entry]) -> Iterator[tuple[Entry, str, int | None]]:
    """Every form with its entry and where it stands."""
    for entry in entries:
        met = Counter[str]()
        for form in entry.forms():
            yield entry, form, entry.where.words(form, met[form])
            met[form] += 1


def _word_faults(entry: Entry, form: str) -> Iterator[str]:
    scripts = next((s for s in map(_alphabets, re.findall(r"[^\W\d_]+", form)) if len(s) > 1), None)
    if scripts:
        yield f'"{form}" mixes {" and ".join(sorted(scripts))} letters in one word: type it again on one keyboard.'
    sign = next((sign for sign in CODE if sign in form), None)
    if sign:
        yield f'"{form}" holds {sign}, which only programs read: list the words themselves, one by one.'
    if entry.file == "furniture" and form in entry.row.get("opens", ()) and _is_short(form):
        yield f'"{form}" is too short: a sentence may begin so; make it longer, or put it under "whole".'


def _alphabets(word: str) -> set[str]:
    """The scripts of a word, but for those that take Latin letters in: Chinese, Japanese, Korean, Thai."""
    letters = [c for c in unicodedata.normalize("NFKC", word) if unicodedata.category(c) in ("Ll", "Lu", "Lo", "Lt")]
    return {unicodedata.name(c, "?").split()[0].capitalize() for c in letters if not is_glued(c)} - {"Hangul"}


def _is_short(opening: str) -> bool:
    """Whether prose may open so; a Chinese character says as much as two letters, and no prose opens with ©."""
    letters = sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in fold(opening).text.strip())
    return letters < SHORTEST_OPENING and unicodedata.category(opening[0]) != "So"


def _claimed_twice(entries: list[Entry]) -> Iterator[Problem]:
    """Words listed twice in an entry, or with two meanings.

    Of one meaning, a stem may stand beside the whole word, and a name beside the adjective in small letters.
    """
    first: dict[tuple[str, str], tuple[str, int]] = {}
    listed: dict[tuple[int, str, bool], str] = {}
    for entry, form, at in _places(entries):
        folded, meaning = fold(form).text.strip(), entry.meaning()
        other, line = first.setdefault((entry.scope(), folded.rstrip("-")), (meaning, entry.where.line(at)))
        key = (entry.where.start, folded, form[:1].isupper())
        if other != meaning:
            message = f'"{form}" means {meaning} here and {other} in line {line}: leave it in one place.'
            yield entry.where.problem(message, at)
        elif key in listed and entry.section not in GUARDS:
            message = f'"{form}" is the same to the program as "{listed[key]}" of this entry: leave one.'
            yield entry.where.problem(message, at)
        listed.setdefault(key, form)
