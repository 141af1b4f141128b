"""What is wrong with a language pack, said by file and line in words for people who do not program.

Three rounds: does every file have its shape (`schema.SCHEMA`), is every word sound, does the engine find every word in
an example and every mark of a case. The later rounds need files without a fault of shape.
"""

import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches
from importlib.resources.abc import Traversable
from typing import Any, NamedTuple

from dragoman.language import mark
from dragoman.language.dates import find_dates
from dragoman.language.furniture import find_furniture
from dragoman.language.names import find_names
from dragoman.language.numbers import find_numbers, read_number
from dragoman.language.pack import FILES, Pack, Table, read_pack
from dragoman.language.phrases import fold, is_glued
from dragoman.language.schema import FORMS, GUARDS, NOBODY, SCHEMA, Shape
from dragoman.records import Count, Fault, Interval, Kind, Mark, Problem, Span

#: What gives away a regular expression or a template.
CODE = ("\\", "(?", "[^", ".*", "{%")
SHORTEST_OPENING = 4
#: The day on which examples are taken to be published.
DAY = date(2025, 12, 13)


# --- where things stand


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a pack's file, to say on which line something stands: TOML itself forgets lines."""

    path: str
    text: str
    start: int
    end: int

    def line(self, at: int | None = None) -> int:
        """The line of a character, else the first line of the stretch."""
        return self.text.count("\n", 0, self.start if at is None else at) + 1

    def problem(self, message: str, at: int | None = None) -> Problem:
        """A problem on the line of a character, else on the first line of the stretch."""
        return Problem(place=f"{self.path}:{self.line(at)}", message=message, fault=Fault.PACK)

    def key(self, key: str) -> int | None:
        """Where a key or section stands."""
        found = re.compile(rf"(?<![\w-]){re.escape(key)}\s*[=\]]").search(self.text, self.start, self.end)
        return found.start() if found else None

    def words(self, words: str, nth: int = 0) -> int | None:
        """Where words stand in quotes, the first or a later time."""
        escaped = words.replace("\\", "\\\\").replace('"', '\\"')
        spellings = {f'"{escaped}"', f"'{words}'"}
        found = sorted(at for spelled in spellings for at in _all_places(self.text, spelled, self.start, self.end))
        return found[min(nth, len(found) - 1)] if found else None


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a pack's file, and where it stands."""

    file: str
    section: str
    row: Table
    where: Stretch

    def forms(self) -> list[str]:
        """The words that it lists."""
        return [form for key in FORMS for form in self.row.get(key, ())]

    def examples(self) -> list[str]:
        """The sentences that show its words."""
        return [*self.row.get("examples", ()), *([self.row["example"]] if "example" in self.row else ())]

    def scope(self) -> str:
        """Within what its words may have one meaning only."""
        told = (self.section, self.row.get("place"), self.row.get("endings"), self.row.get("opens"))
        return "" if self.file == "names" else str(told)

    def meaning(self) -> str:
        """What its words stand for."""
        return str(next((self.row[key] for key in ("id", "means", "value") if key in self.row), self.section))


@dataclass(frozen=True, slots=True)
class Source:
    """One file of a pack."""

    name: str
    path: str
    text: str
    table: Table

    @property
    def all(self) -> Stretch:
        """The whole of it."""
        return Stretch(self.path, self.text, 0, len(self.text))

    def entries(self) -> list[Entry]:
        """Its entries, and its single tables, by section."""
        return [
            Entry(self.name, section, row, self._stretch(section, number))
            for section, value in self.table.items()
            for number, row in enumerate(value if isinstance(value, list) else [value])
            if isinstance(row, dict)
        ]

    def _stretch(self, section: str, number: int) -> Stretch:
        headers = list(re.finditer(r"^[ \t]*\[+[ \t]*([\w.-]+)[ \t]*\]+", self.text, re.MULTILINE))
        mine = [h.start() for h in headers if h[1] == section]
        if number >= len(mine):
            return self.all
        later = (h.start() for h in headers if h.start() > mine[number])
        return Stretch(self.path, self.text, mine[number], next(later, len(self.text)))


def _all_places(text: str, words: str, start: int, end: int) -> Iterator[int]:
    at = text.find(words, start, end)
    while at >= 0:
        yield at
        at = text.find(words, at + 1, end)


def _read(folder: Traversable) -> tuple[list[Source], list[Problem]]:
    read = [_read_file(folder / f"{name}.toml", name) for name in FILES if (folder / f"{name}.toml").is_file()]
    return [r for r in read if isinstance(r, Source)], [r for r in read if isinstance(r, Problem)]


def _read_file(file: Traversable, name: str) -> Source | Problem:
    try:
        text = file.read_bytes().decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError:
        return _problem(file, "This file is not saved as UTF-8: save it so in your editor.")
    try:
        return Source(name, str(file), text, tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"line (\d+)", str(error))
        line = int(found[1]) if found else text.count("\n") + 1
        return _problem(file, f"This cannot be read ({error}): look for a missing quote, comma or bracket here or above.", line)


def _problem(file: Traversable, message: str, line: int = 1) -> Problem:
    return Problem(place=f"{file}:{line}", message=message, fault=Fault.PACK)


# --- the lint


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
    sources, _ = _read(folder)
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
    sources, unread = _read(folder)
    found = {*_strange_files(folder), *unread, *(p for s in sources for p in _misshapen_file(s))}
    if not found:
        pack = read_pack(folder, folder.name)
        found |= {p for s in sources for p in _unsound(s)} | {p for s in sources for e in s.entries() for p in _unfound(e, pack)}
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
            yield _problem(folder / name, f"A pack has no file of this name, only {', '.join(known)}.{_meant(name, known)}")
    if "pack.toml" not in names:
        yield _problem(folder / "pack.toml", "The pack has no pack.toml, which says what language it is of.")


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
            said = f'"{value}"' if isinstance(value, str) else "What stands here"
            at = where.words(value) if isinstance(value, str) else None
            yield where.problem(f'{said} will not do as "{key}": write {shape.asks}.', at or where.key(key))
        elif shape.keys:
            for inner in value if isinstance(value, list) else [value]:
                yield from _misshapen(inner, shape.keys, where)


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
            yield entry.where.problem(f'"{form}" means {meaning} here and {other} in line {line}: leave it in one place.', at)
        elif key in listed and entry.section not in GUARDS:
            yield entry.where.problem(f'"{form}" is the same to the program as "{listed[key]}" of this entry: leave one.', at)
        listed.setdefault(key, form)


# --- third round: the engine


Shown = Callable[[str], bool]


def _unfound(entry: Entry, pack: Pack) -> Iterator[Problem]:
    if entry.file == "cases":
        yield from (entry.where.problem(message, at) for message, at in _case_faults(entry, pack))
    elif entry.file != "pack" and entry.examples():
        yield from _misread(entry, pack)
        yield from _unshown(entry, _SHOWN[entry.file](entry, pack))


def _unshown(entry: Entry, shown: Shown) -> Iterator[Problem]:
    if entry.section in GUARDS:
        if not any(map(shown, entry.forms())):
            yield entry.where.problem("The example of this entry is read the same without it: find one in which its words matter.")
        return
    for form in entry.forms():
        if not shown(form):
            message = f'"{form}" is found in no example of this entry: add a sentence in which it stands, or mend the word.'
            yield entry.where.problem(message, entry.where.words(form))


def _misread(entry: Entry, pack: Pack) -> Iterator[Problem]:
    """Examples of dates that do not mean the days that their entry says."""
    for text in entry.examples() if "reads" in entry.row else ():
        days = [d for m in find_dates(text, fold(text), pack, DAY) for d in (m.interval, m.ahead) if d]
        if entry.row["reads"] not in map(_days, days):
            found = " or ".join(map(_days, days)) or "no date"
            yield entry.where.problem(f'The example "{text}" reads as {found}, not as {entry.row["reads"]}.', entry.where.key("reads"))


def _shown_names(entry: Entry, pack: Pack) -> Shown:
    if entry.row["id"] == NOBODY:
        return _passed_over(entry, pack)
    marks = [(text, m) for text in entry.examples() for m in find_names(text, fold(text), pack, DAY)]
    rows = [_split(m.span.of(text)) for text, m in marks if _stands_for(m, entry.row["id"])]
    return lambda form: any(_holds(row, _split(form.rstrip("-")), pack.features.prefixes) for row in rows)


def _passed_over(entry: Entry, pack: Pack) -> Shown:
    """Words that only look like a name are shown where they stand without a mark of a party or place."""

    def shown(form: str) -> bool:
        return any(_is_bare(form.rstrip("-"), text, pack) for text in entry.examples())

    return shown


def _is_bare(words: str, text: str, pack: Pack) -> bool:
    folded = fold(text)
    start = folded.text.find(fold(words).text)
    span = folded.span(start, start + len(fold(words).text))
    names = (m for m in find_names(text, folded, pack, DAY) if m.kind is not Kind.PERSON)
    return start >= 0 and not any(m.span.overlaps(span) for m in names)


def _stands_for(found: Mark, wanted: str) -> bool:
    return wanted in found.ids or found.place == wanted


def _split(words: str) -> list[str]:
    return re.sub(r"[-.'\u00a0]", " ", fold(words).text).split()


def _holds(row: list[str], form: list[str], prefixes: Set[str] = frozenset()) -> bool:
    """Whether words hold a form, whatever ending or glued prefix each bears."""
    if form and is_glued(form[-1][-1]):
        return "".join(form) in "".join(row)
    windows = (row[i : i + len(form)] for i in range(len(row) - len(form) + 1))
    return any(all(_bears(word, stem, prefixes) for word, stem in zip(window, form, strict=True)) for window in windows)


def _bears(word: str, stem: str, prefixes: Set[str]) -> bool:
    start = stem[:-1] if len(stem) > 3 else stem
    bare = [word, *(word[len(p) :] for p in prefixes if word.startswith(p))]
    return any(b == stem or (len(stem) > 1 and b.startswith(start)) for b in bare)


def _shown_furniture(entry: Entry, pack: Pack) -> Shown:
    def shown(form: str) -> bool:
        key = "opens" if form in entry.row.get("opens", ()) else "whole"
        alone = replace(pack, tables={**pack.tables, "furniture": {"line": [{key: [form]}]}})
        return any(find_furniture(text, fold(text), alone) for text in entry.examples())

    return shown


def _shown_numbers(entry: Entry, pack: Pack) -> Shown:
    return _shown_by(lambda text, using: (find_numbers(text, fold(text), using), read_number(text, using)), entry, pack)


def _shown_dates(entry: Entry, pack: Pack) -> Shown:
    return _shown_by(lambda text, using: (find_dates(text, fold(text), using, DAY), None), entry, pack)


_SHOWN: Mapping[str, Callable[[Entry, Pack], Shown]] = {
    "names": _shown_names, "numbers": _shown_numbers, "time": _shown_dates, "furniture": _shown_furniture,
}  # fmt: skip


def _shown_by(read: Callable[[str, Pack], tuple[list[Mark], float | None]], entry: Entry, pack: Pack) -> Shown:
    """A form is shown where a mark holds it, or where the example would be read otherwise without it.

    One example serves all words of an entry: each is put into it in turn.
    """

    def shown(form: str) -> bool:
        texts = _examples_of(form, entry)
        if any(_holds(_split(m.span.of(text)), _split(form.rstrip("-"))) for text in texts for m in read(text, pack)[0]):
            return True
        without = _without(form, entry, pack)
        return any(read(text, pack) != read(text, without) for text in texts)

    return shown


def _examples_of(form: str, entry: Entry) -> list[str]:
    """The examples that a form stands in, and those in which it takes the place of its neighbours."""
    key = next(key for key in FORMS if form in entry.row.get(key, ()))
    words = form.rstrip("-")
    texts = [text for text in entry.examples() if fold(words).text in fold(text).text]
    return [*texts, *(put for text in entry.examples() for other in entry.row[key] for put in _put(words, other, text))]


def _put(words: str, other: str, text: str) -> Iterator[str]:
    """The text with words in the place of others, wherever these stand."""
    folded, sought = fold(text), fold(other.rstrip("-")).text
    for at in _all_places(folded.text, sought, 0, len(folded.text)):
        span = folded.span(at, at + len(sought))
        yield text[: span.start] + words + text[span.end :]


def _without(form: str, entry: Entry, pack: Pack) -> Pack:
    table = pack.tables[entry.file]
    rows = [_bereft(row, form) if row == entry.row else row for row in table[entry.section]]
    return replace(pack, tables={**pack.tables, entry.file: {**table, entry.section: [row for row in rows if row]}})


def _bereft(row: Table, form: str) -> Table | None:
    """An entry without one of its words; None where nothing is left of it."""
    left = {key: [w for w in value if w != form] if key in FORMS else value for key, value in row.items()}
    return left if all(left[key] for key in FORMS if key in row) else None


# --- cases


def _case_faults(entry: Entry, pack: Pack) -> Iterator[tuple[str, int | None]]:
    case, where = entry.row, entry.where
    if not {"claims", "marks", "unmarked"} & case.keys():
        yield 'This case expects nothing: give it "claims", "marks" or "unmarked".', None
    faults = [(message, where.words(words)) for message, words in _mark_faults(case, pack)]
    if not case.get("fails"):
        yield from faults
    elif not faults and "claims" not in case:
        yield 'This known failure comes out right now: take out the line "fails = true".', where.key("fails")


def _mark_faults(case: Table, pack: Pack) -> Iterator[tuple[str, str]]:
    text = case["text"]
    marks = mark(text, pack, case["published"]).marks
    for wanted in case.get("marks", ()):
        there = [m for m in marks if m.kind == wanted["kind"] and m.span.of(text) == wanted["words"]]
        if not any(_fits(m, wanted) for m in there):
            yield f'"{wanted["words"]}" is not read as the {wanted["kind"]} that this case expects{_instead(there)}.', wanted["words"]
    for words in case.get("unmarked", ()):
        span = Span(text.find(words), text.find(words) + len(words))
        if words not in text:
            yield f'"{words}" does not stand in the text of this case.', words
        elif any(m.span.overlaps(span) for m in marks if m.kind is not Kind.PERSON):
            yield f'"{words}" is read as something, though this case says it should not be.', words


def _fits(found: Mark, wanted: Table) -> bool:
    checks = {
        "id": lambda value: _stands_for(found, value),
        "count": lambda value: found.count == _count(value),
        "when": lambda value: Interval(value["start"], value["end"]) in (found.interval, found.ahead),
    }
    return all(check(wanted[key]) for key, check in checks.items() if key in wanted)


def _count(value: int | Mapping[str, Any]) -> Count:
    if isinstance(value, int):
        return Count(value, value)
    return Count(value.get("min"), value.get("max"), value.get("about", False))


def _instead(found: list[Mark]) -> str:
    told = [_value(m) for m in found]
    return f" but as {' and '.join(told)}" if told else ""


def _value(found: Mark) -> str:
    if found.count:
        return f"{found.count.min or ''} to {found.count.max or ''}"
    if found.interval:
        return _days(found.interval)
    return found.place or ", ".join(found.ids)


def _days(interval: Interval) -> str:
    start, end = (day.isoformat() for day in interval)
    return start if start == end else f"{start}..{end}"
