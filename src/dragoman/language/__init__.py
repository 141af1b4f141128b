"""Report text and a language pack in; sentences and marks out, all with offsets. Pure."""

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


def mark(text: str, pack: Pack, published: date) -> Marked:
    """Find the sentences of a text, and on them names, numbers and dates."""
    folded = fold(text)
    lines = find_furniture(text, pack)
    head = date_head(text)
    cut = sentences(text, pack.features.abbreviations, pack.features.ordinal_dot)
    whole = (Span(max(s.start, head), s.end) for s in cut if s.end > head)
    told = tuple(s for s in whole if not any(s.overlaps(line) for line in lines))
    dates = find_dates(text, folded, pack, published)
    numbers = [n for n in find_numbers(text, folded, pack) if not any(n.span.overlaps(d.span) for d in dates)]
    marks = [*find_names(text, folded, pack, published), *numbers, *dates]
    return Marked(
        text=text,
        sentences=told,
        marks=tuple(m for m in sorted(marks, key=lambda m: (m.span, m.kind)) if any(m.span.overlaps(s) for s in told)),
        conditions=tuple(find_conditions(text, folded, pack, told)),
        furniture=tuple(lines),
    )
