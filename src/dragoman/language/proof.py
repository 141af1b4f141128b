"""Proof of a language pack: the engine finds its words in their examples, and its cases come out as they say."""

import re
from collections.abc import Callable, Iterator, Mapping, Set
from dataclasses import replace
from datetime import date
from typing import Any

from dragoman.language import mark
from dragoman.language.conditions import find_conditions
from dragoman.language.dates import find_dates
from dragoman.language.entries import Entry, all_places
from dragoman.language.furniture import find_furniture
from dragoman.language.names import find_names
from dragoman.language.numbers import find_numbers, read_number
from dragoman.language.pack import Pack, Table
from dragoman.language.phrases import fold, is_glued
from dragoman.language.schema import FORMS, GUARDS, NOBODY
from dragoman.records import Count, Interval, Kind, Mark, Problem, Span

#: The day on which examples are taken to be published.
DAY = date(2025, 12, 13)

Shown = Callable[[str], bool]


def unfound(entry: Entry, pack: Pack) -> Iterator[Problem]:
    """What the engine does not find of an entry, or finds otherwise than it says."""
    if entry.file == "cases":
        yield from (entry.where.problem(message, at) for message, at in _case_faults(entry, pack))
    elif entry.file != "pack" and entry.examples():
        yield from _misread(entry, pack)
        yield from _unshown(entry, _SHOWN[entry.file](entry, pack))


def _unshown(entry: Entry, shown: Shown) -> Iterator[Problem]:
    if entry.section in GUARDS:
        if not any(map(shown, entry.forms())):
            yield entry.where.problem("The example of this entry is read the same without it: find a better one.")
        return
    for form in entry.forms():
        if not shown(form):
            message = f'"{form}" is found in no example of this entry: add one in which it stands, or mend it.'
            yield entry.where.problem(message, entry.where.words(form))


def _misread(entry: Entry, pack: Pack) -> Iterator[Problem]:
    """Examples of dates that do not mean the days that their entry says."""
    for text in entry.examples() if "reads" in entry.row else ():
        days = [d for m in find_dates(text, fold(text), pack, DAY) for d in (m.interval, m.ahead) if d]
        if entry.row["reads"] not in map(_days, days):
            found = " or ".join(map(_days, days)) or "no date"
            message = f'The example "{text}" reads as {found}, not as {entry.row["reads"]}.'
            yield entry.where.problem(message, entry.where.key("reads"))


def _shown_names(entry: Entry, pack: Pack) -> Shown:
    wanted = entry.row.get("ids") or [entry.row["id"]]
    if wanted == [NOBODY]:
        return _passed_over(entry, pack)
    marks = [(text, m) for text in entry.examples() for m in find_names(text, fold(text), pack, DAY)]
    rows = [_split(m.span.of(text)) for text, m in marks if any(_stands_for(m, i) for i in wanted)]
    return lambda form: any(_holds(row, _split(form.rstrip("-")), pack.features.prefixes) for row in rows)


def _passed_over(entry: Entry, pack: Pack) -> Shown:
    """Words that only look like a name are shown where they stand without a mark of a party or place."""

    def shown(form: str) -> bool:
        stands = [(text, span) for text in entry.examples() for span in _standing(form, text)]
        return any(not _names_on(span, text, pack) for text, span in stands)

    return shown


def _standing(form: str, text: str) -> Iterator[Span]:
    """Where a form stands in a text, whatever endings its words bear."""
    words = _split(form.rstrip("-"))
    folded = fold(text)
    if is_glued(words[-1][-1]):
        for at in all_places(folded.text, "".join(words), 0, len(folded.text)):
            yield folded.span(at, at + len("".join(words)))
        return
    tokens = list(re.finditer(r"[^\s\-.']+", folded.text))
    for row in (tokens[i : i + len(words)] for i in range(len(tokens) - len(words) + 1)):
        if _holds([token.group() for token in row], words):
            yield folded.span(row[0].start(), row[-1].end())


def _names_on(span: Span, text: str, pack: Pack) -> bool:
    marks = find_names(text, fold(text), pack, DAY)
    return any(m.span.overlaps(span) for m in marks if m.kind is not Kind.PERSON)


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
        return any(find_furniture(text, alone) for text in entry.examples())

    return shown


def _shown_conditions(entry: Entry, pack: Pack) -> Shown:
    def shown(form: str) -> bool:
        alone = replace(pack, tables={**pack.tables, "conditions": {"condition": [{**entry.row, "words": [form]}]}})
        return any(find_conditions(text, fold(text), alone, [Span(0, len(text))]) for text in entry.examples())

    return shown


def _shown_numbers(entry: Entry, pack: Pack) -> Shown:
    return _shown_by(lambda text, using: (find_numbers(text, fold(text), using), read_number(text, using)), entry, pack)


def _shown_dates(entry: Entry, pack: Pack) -> Shown:
    return _shown_by(lambda text, using: (find_dates(text, fold(text), using, DAY), None), entry, pack)


_SHOWN: Mapping[str, Callable[[Entry, Pack], Shown]] = {
    "names": _shown_names, "numbers": _shown_numbers, "time": _shown_dates,
    "conditions": _shown_conditions, "furniture": _shown_furniture,
}  # fmt: skip


def _shown_by(read: Callable[[str, Pack], tuple[list[Mark], float | None]], entry: Entry, pack: Pack) -> Shown:
    """A form is shown where a mark holds it, or where the example would be read otherwise without it.

    One example serves all words of an entry: each is put into it in turn.
    """

    def shown(form: str) -> bool:
        texts = _examples_of(form, entry)
        if any(
            _holds(_split(m.span.of(text)), _split(form.rstrip("-"))) for text in texts for m in read(text, pack)[0]
        ):
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
    for at in all_places(folded.text, sought, 0, len(folded.text)):
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
    faults = [(message, where.words(words)) for message, words in mark_faults(case, pack)]
    if not case.get("fails"):
        yield from faults
    elif not faults and "claims" not in case:
        yield 'This known failure comes out right now: take out the line "fails = true".', where.key("fails")


def mark_faults(case: Table, pack: Pack) -> Iterator[tuple[str, str]]:
    """What of a case's marks does not come out right, each with the words that it is about."""
    text = case["text"]
    marks = mark(text, pack, case["published"]).marks
    for wanted in case.get("marks", ()):
        there = [m for m in marks if m.kind == wanted["kind"] and m.span.of(text) == wanted["words"]]
        if not any(_fits(m, wanted) for m in there):
            words = wanted["words"]
            yield f'"{words}" is not read as the {wanted["kind"]} that this case expects{_instead(there)}.', words
    for words in case.get("unmarked", ()):
        span = Span(text.find(words), text.find(words) + len(words))
        if words not in text:
            yield f'"{words}" does not stand in the text of this case.', words
        elif any(m.span.overlaps(span) for m in marks if m.kind is not Kind.PERSON):
            yield f'"{words}" is read as something, though this case says it should not be.', words


def _fits(found: Mark, wanted: Table) -> bool:
    if "id" in wanted and not _stands_for(found, wanted["id"]):
        return False
    if "count" in wanted and found.count != _count(wanted["count"]):
        return False
    when = wanted.get("when")
    return when is None or Interval(when["start"], when["end"]) in (found.interval, found.ahead)


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
