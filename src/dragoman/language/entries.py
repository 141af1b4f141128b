"""The files of a language pack as a person sees them: entries, and the lines on which they stand."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources.abc import Traversable

from dragoman.language.pack import FILES, Table
from dragoman.language.schema import FORMS
from dragoman.records import Fault, Problem


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
        found = sorted(at for spelled in spellings for at in all_places(self.text, spelled, self.start, self.end))
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


def all_places(text: str, words: str, start: int, end: int) -> Iterator[int]:
    """Where words stand between two characters of a text, each time."""
    at = text.find(words, start, end)
    while at >= 0:
        yield at
        at = text.find(words, at + 1, end)


def read_files(folder: Traversable) -> tuple[list[Source], list[Problem]]:
    """The files of a pack that can be read, and what is wrong with the others."""
    read = [_read_file(folder / f"{name}.toml", name) for name in FILES if (folder / f"{name}.toml").is_file()]
    return [r for r in read if isinstance(r, Source)], [r for r in read if isinstance(r, Problem)]


def _read_file(file: Traversable, name: str) -> Source | Problem:
    try:
        text = file.read_bytes().decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError:
        return file_problem(file, "This file is not saved as UTF-8: save it so in your editor.")
    try:
        return Source(name, str(file), text, tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"line (\d+)", str(error))
        line = int(found[1]) if found else text.count("\n") + 1
        message = f"This cannot be read ({error}): look for a missing quote, comma or bracket here or above."
        return file_problem(file, message, line)


def file_problem(file: Traversable, message: str, line: int = 1) -> Problem:
    """A problem of a file that has no entries to point at."""
    return Problem(place=f"{file}:{line}", message=message, fault=Fault.PACK)
