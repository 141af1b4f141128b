"""How a claim is linked to marks: which marks may fill which role, and what the heads are told of each pair.

The heads choose; they can choose only among the marks of the report, so no field holds what does not stand there.
Training and reading share this module, so that the heads always see the same features.
"""

from collections import Counter
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from dragoman.records import Kind, Mark, Span

ROLES = ("actor", "target", "source", "persons", "count", "when", "place")
FILLS = {
    "actor": (Kind.PARTY, Kind.PERSON),
    "target": (Kind.PARTY, Kind.PERSON),
    "source": (Kind.PARTY, Kind.PERSON),
    "persons": (Kind.PERSON,),
    "count": (Kind.NUMBER,),
    "when": (Kind.DATE,),
    "place": (Kind.PLACE,),
}
SETS = ("actor", "target", "source", "persons")  #: roles that several marks may fill
KINDS = ("name", "adjective", "capital", "registry", "stranger", "number", "date", "place")
BY_ENTRY = {"language": "adjective", "adjectives": "adjective", "capital": "capital", "government": "capital"}
FEATURES = 30


def kind_of(mark: Mark) -> int:
    """The index of a mark's kind, finer than its record's: a stranger is less sure than a leader."""
    if mark.kind in (Kind.NUMBER, Kind.DATE, Kind.PLACE):
        return KINDS.index(mark.kind.value)
    table, _, entry = mark.via.partition(":")
    known = {"shape": "stranger", "registry": "registry"}.get(table)
    return KINDS.index(known or BY_ENTRY.get(entry, "name"))


def key_of(mark: Mark) -> str:
    """What a mark stands for: marks of one key are one candidate."""
    if mark.kind in (Kind.PARTY, Kind.PERSON):
        return mark.ids[-1]
    if mark.kind is Kind.PLACE:
        return mark.place or ""
    return f"{mark.count}" if mark.kind is Kind.NUMBER else f"{mark.interval} {mark.ahead}"


def kinds(marks: Sequence[Mark]) -> npt.NDArray[np.float32]:
    """(M, kinds) of 0 and 1."""
    table = np.zeros((len(marks), len(KINDS)), np.float32)
    table[np.arange(len(marks)), [kind_of(m) for m in marks]] = 1
    return table


def features(
    claims: Sequence[Span],
    marks: Sequence[Mark],
    sentences: Sequence[Span],
) -> npt.NDArray[np.float32]:
    """(C, M, FEATURES): where each mark stands to each claim's words."""
    table = np.zeros((len(claims), len(marks), FEATURES), np.float32)
    if not marks or not claims:
        return table
    starts = np.array([s.start for s in sentences] or [0])
    owner = np.searchsorted(starts, [m.span.start for m in marks], "right") - 1
    own = _own_features(marks, owner)
    at = np.array([m.span.start for m in marks])
    for row, claim in enumerate(claims):
        home = int(np.searchsorted(starts, claim.start, "right") - 1)
        table[row, :, : own.shape[1]] = own
        _place_features(table[row], own.shape[1], claim, at, owner - home)
    return table


def _own_features(marks: Sequence[Mark], owner: npt.NDArray[np.int_]) -> npt.NDArray[np.float32]:
    """What holds of a mark for every claim of the report: how often and how early its key is named, its shape."""
    keys = [key_of(m) for m in marks]
    often = Counter(keys)
    parties = Counter(k for k, m in zip(keys, marks, strict=True) if m.kind is Kind.PARTY)
    ranks = {
        key: rank for rank, (key, _) in enumerate(sorted(parties.items(), key=lambda i: (-i[1], keys.index(i[0]))))
    }
    rows = []
    for mark, key, sentence in zip(marks, keys, owner, strict=True):
        rank = ranks.get(key, 9)
        count = mark.count
        value = (count.min or count.max or 0) if count else 0
        rows.append(
            [
                float(sentence == 0),
                float(sentence <= 2),
                min(often[key], 6) / 6,
                float(rank == 0),
                float(rank == 1),
                float(bool(count) and value <= 3),
                float(bool(count) and value >= 1000),
                float(bool(count) and count is not None and count.min != count.max),
                float(mark.interval is not None and mark.interval.start == mark.interval.end),
                float(mark.interval is not None and (mark.interval.end - mark.interval.start).days > 40),
                float(mark.ahead is not None),
            ],
        )
    return np.array(rows, np.float32)


def _place_features(
    row: npt.NDArray[np.float32],
    first: int,
    claim: Span,
    at: npt.NDArray[np.int_],
    steps: npt.NDArray[np.int_],
) -> None:
    """Where the marks stand to one claim: inside, before, after, how far, in which sentence."""
    inside = (at >= claim.start) & (at < claim.end)
    before, after = at < claim.start, at >= claim.end
    far = np.where(before, claim.start - at, np.where(after, at - claim.end, 0))
    same = steps == 0
    columns = [
        inside,
        same & before,
        same & after,
        steps == -1,
        steps == -2,
        steps <= -3,
        steps == 1,
        steps >= 2,
        before & (far < 25),
        before & (far >= 25) & (far < 90),
        after & (far < 25),
        _nearest(before, far),
        _nearest(after, far),
        inside & (np.cumsum(inside) == 1),
        inside & (np.cumsum(inside[::-1])[::-1] == 1),
        np.minimum(inside.sum(), 6) / 6 * np.ones(len(at)),
        (at - claim.start) / max(1, claim.end - claim.start) * inside,
        np.minimum(far, 600) / 600,
        np.ones(len(at)),
    ]
    row[:, first : first + len(columns)] = np.stack([np.asarray(c, np.float32) for c in columns], axis=1)


def _nearest(where: npt.NDArray[np.bool_], far: npt.NDArray[np.int_]) -> npt.NDArray[np.bool_]:
    if not where.any():
        return where
    return np.asarray(where & (far == far[where].min()), bool)


def allowed(marks: Sequence[Mark]) -> npt.NDArray[np.bool_]:
    """(M, roles): which mark may fill which role."""
    table = np.zeros((len(marks), len(ROLES)), bool)
    table[:] = [[m.kind in FILLS[r] for r in ROLES] for m in marks]
    return table


def grouped(scores: npt.NDArray[np.float32], keys: Sequence[str]) -> tuple[list[str], npt.NDArray[np.float32]]:
    """Scores of marks (M, roles) as scores of what they stand for (K, roles): log of the sum over a key's marks."""
    order = list(dict.fromkeys(keys))
    table = np.full((len(order), scores.shape[1]), -1e4, np.float32)
    for row, key in enumerate(order):
        mine = scores[[i for i, k in enumerate(keys) if k == key]]
        top = mine.max(0)
        table[row] = top + np.log(np.exp(mine - top).sum(0))
    return order, table
