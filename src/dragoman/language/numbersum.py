"""A number under way: what its words add up to so far, and whether one more still belongs to it."""

from typing import NamedTuple

from dragoman.language.lexicon import Lexicon, Piece

#: The smallest unit that decimals may stand before: 1.5 thousand.
SMALLEST_BROKEN = 1000


class Sum(NamedTuple):
    """A number under way: what adds up so far, and the unit that came last."""

    parts: tuple[float, ...] = ()
    unit: float = 1
    after_unit: bool = False
    after_digits: bool = False
    since: int = 0  #: the first part after the last join
    decimals: int = -1  #: how many decimals follow the word for the point; -1 where none was said
    short: bool = False  #: ones came last, right after a unit
    divisor: float = 0  #: what was said before the word between the two numbers of a fraction
    fraction: bool = False
    filled: bool = False  #: a sign that leaves open how many more came last


def extended(total: Sum, piece: Piece, lex: Lexicon, joined: bool) -> Sum | None:
    """The number with one more word, or None where the word begins another number."""
    if piece.share or piece.point or piece.filler or total.decimals >= 0 or total.fraction:
        return _out_of_row(total, piece)
    if not total.parts:
        return _opened(total, piece)
    if piece.part:
        return _divided(total, piece)
    longer = _multiplied(total, piece) if piece.unit else _added(total, piece, lex, joined)
    if longer is None or not (joined or total.since):
        return longer
    last = len(longer.parts) - 1
    return longer._replace(since=last if joined else min(total.since, last))


def _out_of_row(total: Sum, piece: Piece) -> Sum | None:
    """The number with a word that neither adds up nor multiplies: a sign between numbers, or decimals."""
    if not total.parts or total.fraction:
        return None
    if piece.share:
        return Sum(divisor=_sum_of(total)) if not total.divisor and _sum_of(total) else None
    if total.decimals >= 0:
        return _with_decimals(total, piece)
    if piece.point:
        return total._replace(decimals=0) if not (total.after_digits or total.divisor) else None
    return total._replace(filled=True) if piece.filler and not total.filled else None


def _with_decimals(total: Sum, piece: Piece) -> Sum | None:
    """The number with a digit after the point, or with the unit that ends it: "two point two million"."""
    *before, last = total.parts
    if piece.unit and total.decimals and piece.value >= SMALLEST_BROKEN:
        return Sum((*before, last * piece.value), piece.value, after_unit=True)
    if piece.unit or piece.part or piece.digits or not 0 <= piece.value < (10 if total.decimals else 100):
        return None
    places = total.decimals + len(str(int(piece.value)))
    return total._replace(parts=(*before, last + piece.value / 10**places), decimals=places, short=False)


def _added(total: Sum, piece: Piece, lex: Lexicon, joined: bool) -> Sum | None:
    if total.filled or (piece.digits and not _takes_digits(total, piece, lex)):
        return None
    if lex.loose and total.parts == (0,) and not total.after_digits and 0 < piece.value < 10 and not piece.digits:
        return Sum((piece.value,))
    if lex.unit_first and total.after_unit and not joined and piece.value < total.unit:
        return Sum((*total.parts[:-1], total.parts[-1] * piece.value), total.unit)
    if lex.ones_first and joined and 0 < total.parts[-1] < 10 <= piece.value < 100 and piece.value % 10 == 0:
        return Sum((*total.parts[:-1], total.parts[-1] + piece.value), total.unit)
    if piece.value >= room(_last(total)) and not 0 < piece.value < 1:
        return None
    short = lex.short_last and total.after_unit and total.unit >= 100 and 0 < piece.value < 10 and not piece.digits
    return Sum((*total.parts, piece.value), total.unit, short=short, divisor=total.divisor)


def _takes_digits(total: Sum, piece: Piece, lex: Lexicon) -> bool:
    """Whether digits may follow: after a unit ("bin 450"), after a zero that holds a place ("1千零20")."""
    after_zero = len(total.parts) > 1 and not total.parts[-1]
    after_tens = lex.loose and not total.after_digits and piece.value < 10
    return float(piece.value).is_integer() and (total.after_unit or after_zero or after_tens)


def _opened(total: Sum, piece: Piece) -> Sum | None:
    if piece.part or (piece.unit and not piece.lone):
        return None
    unit = piece.value if piece.unit else 1
    return Sum((piece.value,), unit, after_unit=piece.unit, after_digits=piece.digits, divisor=total.divisor)


def _divided(total: Sum, piece: Piece) -> Sum:
    """The number with the word for the parts: "twenty fifths", and "two million and three fifths" of a million."""
    kept, times = total.parts[: total.since], sum(total.parts[total.since :])
    if kept and total.unit >= SMALLEST_BROKEN and times < piece.value:
        return Sum((*kept, times / piece.value), total.unit, fraction=True)
    return Sum((sum(total.parts) / piece.value,), fraction=True)


def _multiplied(total: Sum, piece: Piece) -> Sum | None:
    small = _multiplied_from(total, piece)
    kept, times = total.parts[:small], sum(total.parts[small:])
    if not times and kept and total.parts[small:]:
        # A zero holds a place before a sign for ten (一万零十二); "không trăm" is no hundred at all.
        times = 1 if piece.lone and piece.value == 10 else 0
    if not total.parts[small:] and not piece.lone:
        return None
    value = times * piece.value if total.parts[small:] else piece.value
    if kept and room(_last(Sum(kept))) <= value:
        return None
    return Sum((*kept, value), piece.value, after_unit=True, divisor=total.divisor)


def _multiplied_from(total: Sum, piece: Piece) -> int:
    """The first part that a unit multiplies: all smaller ones; for dozens and their like all since the last join."""
    if total.after_digits:
        return 0
    if room(piece.value) != piece.value or piece.value < 10:
        return total.since
    small = len(total.parts)
    while small > 0 and total.parts[small - 1] < piece.value:
        small -= 1
    twice = total.after_unit and total.unit == piece.value and small == len(total.parts) == 1
    return 0 if twice else small


def _last(total: Sum) -> float:
    """The part that the next one must fit under; a zero holds a place and no more."""
    return next((part for part in reversed(total.parts) if part), 0)


def room(value: float) -> float:
    """What may be added to a number must be smaller than its last place: 20 takes up to 9."""
    room = 1
    while value and value % (room * 10) == 0:
        room *= 10
    return room


def _sum_of(total: Sum) -> float:
    *before, last = total.parts
    if before and 0 < last < 1 and total.unit > 1:
        last *= total.unit
    if total.short:
        last *= total.unit / 10
    return sum(before) + last


def value_of(total: Sum) -> float:
    """What a number has come to."""
    value = _sum_of(total) / (total.divisor or 1)
    rounded = round(value, 6)
    return int(rounded) if float(rounded).is_integer() else value


def is_complete(total: Sum) -> bool:
    """Whether a number may end here: a zero, a point or a sign belongs to it only before something (一千零五)."""
    if not total.parts or total.filled or not total.decimals:
        return False
    return bool(total.parts[-1]) or len(total.parts) == 1
