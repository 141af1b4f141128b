"""Report text and a language pack in; sentences and marks out, all with offsets. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dragoman.language.conditions import find_conditions
from dragoman.language.dates import find_dates
from dragoman.language.furniture import date_head, find_furniture
from dragoman.language.names import find_names
from dragoman.language.numbers import find_numbers
from dragoman.language.pack import Pack
from dragoman.language.phrases import fold
from dragoman.language.sentences import sentences
from dragoman.records import Mark, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """A text with everything that rules and tables can say of it."""

    text: str
    sentences: tuple[Span, ...]  #: furniture left out
    marks: tuple[Mark, ...]
    conditions: tuple[Span, ...]  #: clauses that an act may depend on
    furniture: tuple[Span, ...]  #: lines that are not the report: navigation, bylines, captions


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """The bare shape of a text, cheap to see: what is its telling and what is not."""

    text: str
    sentences: tuple[Span, ...]  #: furniture left out
    furniture: tuple[Span, ...]


def outline(text: str, pack: Pack) -> Outline:
    """Find the sentences of a text and the lines that are not the report."""
    lines = find_furniture(text, pack)
    head = date_head(text)
    cut = sentences(text, pack.features.abbreviations, pack.features.ordinal_dot)
    whole = (Span(max(s.start, head), s.end) for s in cut if s.end > head)
    told = tuple(s for s in whole if not any(s.overlaps(line) for line in lines))
    return Outline(text=text, sentences=told, furniture=tuple(lines))


def names_on(seen: Outline, pack: Pack, published: date) -> list[Mark]:
    """The parties, persons and places of an outline."""
    return find_names(seen.text, fold(seen.text), pack, published)


def marks_on(seen: Outline, names: Sequence[Mark], pack: Pack, published: date) -> Marked:
    """An outline and its names, with numbers, dates and conditions too."""
    text, folded = seen.text, fold(seen.text)
    dates = find_dates(text, folded, pack, published)
    numbers = [n for n in find_numbers(text, folded, pack, names) if not any(n.span.overlaps(d.span) for d in dates)]
    marks = sorted([*names, *numbers, *dates], key=lambda m: (m.span, m.kind))
    return Marked(
        text=text,
        sentences=seen.sentences,
        marks=tuple(m for m in marks if any(m.span.overlaps(s) for s in seen.sentences)),
        conditions=tuple(find_conditions(text, folded, pack, seen.sentences)),
        furniture=seen.furniture,
    )


def mark(text: str, pack: Pack, published: date) -> Marked:
    """Find the sentences of a text, and on them names, numbers and dates."""
    seen = outline(text, pack)
    return marks_on(seen, names_on(seen, pack, published), pack, published)
