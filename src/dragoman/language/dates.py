"""Marks of dates: which days the words of a report mean, seen from the day it was published.

Two steps. Words of time and numbers are found on the text (`atoms.py`), each of a kind: a month, a unit, "last",
"until". Then one grammar for all languages, a few short tables of shapes, joins neighbours into dates
(`dategrammar.py`), dates into stretches (`countgrammar.py`, `stretchgrammar.py`) and both into ranges; `shapes.py` says
how a shape is written.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import cast

from dragoman.language import calendar
from dragoman.language.atoms import Atom
from dragoman.language.calendar import Point, Unit
from dragoman.language.countgrammar import LASTS
from dragoman.language.dategrammar import DATES, NAMES
from dragoman.language.pack import Pack
from dragoman.language.phrases import Folded
from dragoman.language.rows import runs_of
from dragoman.language.shapes import WHEN, Found, Scene, Table, Value, apply, days_of, point_of_atom, rule
from dragoman.language.stretchgrammar import PERIODS, SINGLES, STRETCHES
from dragoman.language.timewords import lexicon
from dragoman.records import Interval, Kind, Mark


def find_dates(text: str, folded: Folded, pack: Pack, published: date) -> list[Mark]:
    """Marks of dates in the order of the text; none overlap.

    >>> from dragoman.language.pack import load_pack
    >>> from dragoman.language.phrases import fold
    >>> words = "They met on 13 December 2025."
    >>> [str(m.interval.start) for m in find_dates(words, fold(words), load_pack("en"), date(2026, 1, 5))]
    ['2025-12-13']
    """
    words = lexicon(pack)
    scene = Scene(published, words.month_day, words.order, words.whence, doubtful=words.doubtful, glued=words.glued)
    return [
        mark
        for run in runs_of(text, folded, pack)
        for atom in _joined(run.atoms, scene._replace(alone=run.alone))
        if (mark := _mark(atom, folded, published))
    ]


def _joined(run: Sequence[Atom], scene: Scene) -> Sequence[Atom]:
    for table in (*GRAMMAR, *_ends(run, scene), _RANGES):
        run = apply(table, run, scene)
    return run


def _ends(run: Sequence[Atom], scene: Scene) -> Iterator[Table]:
    """What few rows need: nights, and endings that say since or until."""
    if any(atom.kind in ("night", "night_after") for atom in run):
        yield _NIGHTS
    if scene.glued:
        yield _ENDINGS


def _mark(atom: Atom, folded: Folded, today: date) -> Mark | None:
    days = days_of(atom, today) if atom.kind in ("date", "period") else None
    if days is None:
        return None
    span = folded.span(atom.start, atom.end)
    return Mark(kind=Kind.DATE, span=span, via=atom.via, interval=days.interval, ahead=days.ahead)


# --- since, until, from one to another


def _of(found: Found) -> Value | None:
    """Such as "Din septembrie" after a noun, which says which one; at the head of a phrase it says since when."""
    days = found.days()
    return days if days and found.atoms[0].led and days.unit is not Unit.YEAR else None


def _since(found: Found) -> Value | None:
    days = found.days()
    return calendar.since(days, found.today) if days else None


def _until(found: Found) -> Value | None:
    # "Two weeks before Christmas" is no stretch that lasts until Christmas.
    if found.before and found.before.kind in ("length", "unit", "units") and "," not in found.atoms[0].gap:
        return None
    days = found.days()
    return calendar.until(days, found.today) if days else None


def _glued(found: Found) -> Value | None:
    """Such as "szeptembertől", "péntekig": the ending says since or until, if no word beside it does."""
    atom, beside = found.atoms[0], (found.before, found.after)
    if not atom.tail or any(a.kind in _SAYING for a in beside if a):
        return None
    if found.ends_in(atom, "until"):
        return _until(found)
    return _since(found) if found.ends_in(atom, "since") else None


def _glued_range(found: Found) -> Value | None:
    """Such as "maanantaista perjantaihin", "4일부터 7일까지"."""
    first, last = found.all(*_END.split("|"))
    opened = found.ends_in(first, "since", "from") and found.ends_in(last, "until", "to")
    told = found.after is not None and found.after.kind in _SAYING
    return _range(found) if opened and not told else None


def _prefixed_range(found: Found) -> Value | None:
    """Such as "בין ינואר למרץ": a prefix stands for "to"."""
    gap = found.atoms[-1].gap
    return _range(found) if gap.strip() and "," not in gap else None


def _two_days(found: Found) -> Value | None:
    """Such as "3 and 4 April": two days, one after the other."""
    points = [_end_point(a) for a in found.all("date", "number", "ordinal")]
    first, last = points
    number = found.one("number", "ordinal")
    if not first or not last or not number.digits or (number is found.atoms[-1] and not _is_day(number)):
        return None
    whole = last if number is found.atoms[0] else first
    told = first.day and last.day and whole.month and whole.weekday is None and first.weekday is None
    return calendar.between(first, last, found.today) if told and (last.day or 0) - (first.day or 0) == 1 else None


def _is_day(number: Atom) -> bool:
    return number.closed or number.ending


def _night(found: Found) -> Value | None:
    """Such as "In der Nacht zum Sonntag": the night before the day; a day of the calendar is what the words say."""
    days = found.days()
    point = point_of_atom(found.one("date"))
    fits = point and point.weekday is not None and not point.day
    return days.pieces(lambda i: Interval(i.start - calendar.DAY, i.end)) if days and fits else None


def _night_between(found: Found) -> Value | None:
    """Such as "W nocy z 3 na 4 maja", "ليل السبت الأحد"."""
    days = _range(found)
    fits = isinstance(days, calendar.Reading) and days.interval.end - days.interval.start == calendar.DAY
    return days if fits else None


def _range(found: Found) -> Value | None:
    """Such as "From 3 to 5 May": of two points, each takes from the other what it lacks."""
    first, last = found.all(*_END.split("|"))
    ends = [_end_point(first), _end_point(last)]
    if ends[0] and ends[1]:
        return calendar.between(ends[0], ends[1], found.today)
    start, end = days_of(first, found.today), days_of(last, found.today)
    if start and start.unit is Unit.DAY and ends[1] and ends[1].weekday is not None and not ends[1].day:
        # "From next Monday to Friday" is to the Friday after it.
        end = calendar.weekday_from(start, ends[1].weekday, 1)
    return calendar.joined(start, end) if start and end else None


def _bare_range(found: Found) -> Value | None:
    """Such as "14-16 August", "May to July": without "from" or "between" the two ends must be alike."""
    ends = found.all(*_END.split("|"))
    first, last = map(_end_point, ends)
    leads = first and (first.unit in (Unit.MONTH, Unit.YEAR) or (first.day and first.month))
    joint = found.all("to", "until")
    if leads and ends[1].kind == "period" and joint and "," not in joint[0].gap:
        return _range(found)
    if first and last and first.year and last.year and found.all("to", "until"):
        return _range(found)
    if not first or not last or first.unit is not last.unit or (last.day and not last.month and not first.day):
        return None
    return _range(found)


def _end_point(atom: Atom) -> Point | None:
    point = point_of_atom(atom)
    if point:
        return point
    day = cast(int, atom.value) if atom.kind in ("number", "ordinal") else 0
    return Point(day=day) if 1 <= day <= 31 else None


_END = f"{WHEN}|number|ordinal"
#: Words that say what an ending would say else.
_SAYING = frozenset(("since", "until", "from", "between", "since_after", "until_after", "between_after"))
_RANGES = Table(
    rule(f"between {_END} and|to|slash|until {_END}", _range),
    rule(f"{_END} and|to|slash|until {_END} between_after", _range),
    rule(f"{_END} {_END} between_after", _range),
    rule(f"{_END} since_after {_END} between_after", _range),
    rule(f"{_END} from_after {_END}", _bare_range),
    rule(f"from|since|between {_END} to|until|slash {_END}", _range),
    rule(f"{_END} slash|to|until {_END}", _bare_range),
    rule(f"{_END} {_END} until_after", _range),
    rule(f"{_END} since_after {_END} until_after", _range),
    rule(f"between {_END} {_END}", _prefixed_range),
    rule("number|ordinal and date", _two_days),
    rule("date and number|ordinal", _two_days),
    rule(f"between|since|from {WHEN} and|to|until now", _since),
    rule(f"{WHEN} to|until now", _since),
    rule(f"between|since|from now and|to|until {WHEN}", _until),
    rule(f"{WHEN} and now between_after", _since),
    rule(f"{WHEN} since_after now until_after?", _since),
    rule(f"of {WHEN}", _of),
    rule(f"since {WHEN}", _since),
    rule("since slash date", _since),
    rule("until slash date", _until),
    rule(f"{WHEN} since_after", _since),
    rule(f"until {WHEN}", _until),
    rule(f"{WHEN} until_after", _until),
    rule(f"{WHEN} until_after until_after", _until),
    rule(f"{WHEN} since_after since_after", _since),
)
_ENDINGS = Table(
    rule(f"{_END} {_END}", _glued_range),
    rule(f"{_END} since_after {_END}", _glued_range),
    rule(WHEN, _glued),
)
_NIGHTS = Table(
    rule(f"night: {_END} night_to|and|to|until|slash|from? {_END}", _night_between),
    rule(f"night: from|since|of|between {_END} night_to|and|to|until {_END}", _night_between),
    rule(f"night: {_END} {_END}", _night_between),
    rule(f"{_END} {_END} night_after", _night_between),
    rule("night: date", _night),
    rule("date night_after", _night),
)

#: The tables in the order in which they are tried; a part of a part takes two rounds.
GRAMMAR = (NAMES, DATES, LASTS, PERIODS, SINGLES, STRETCHES, STRETCHES)
