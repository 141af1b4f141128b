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
#: Marks that could stand in one another's stead.
RIVALS = ((Kind.PARTY, Kind.PERSON), (Kind.NUMBER,), (Kind.DATE,), (Kind.PLACE,))
RIVAL_FEATURES = 12
FEATURES = 38
#: Distances in sentences of mean length: a word or two, and a clause. No mean counts as shorter than so many letters.
CLOSE, BESIDE, SHORTEST = 0.18, 0.6, 20.0

Numbers = npt.NDArray[np.int_]
Column = npt.NDArray[np.float32]


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
    """(C, M, FEATURES): where each mark stands to each claim's words.

    Letters are counted in sentences of the report's mean length: twenty letters are a word in Finnish, a clause in
    Chinese.
    """
    table = np.zeros((len(claims), len(marks), FEATURES), np.float32)
    if not marks or not claims:
        return table
    starts = np.array([s.start for s in sentences] or [0])
    unit = max(SHORTEST, float(np.mean([s.end - s.start for s in sentences] or [0])))
    at = np.array([m.span.start for m in marks])
    owner = np.searchsorted(starts, at, "right") - 1
    groups = [np.array([m.kind in kinds for m in marks]) for kinds in RIVALS]
    own = _own_features(marks, owner)
    table[:, :, : own.shape[1]] = own
    for row, claim in enumerate(claims):
        home = int(np.searchsorted(starts, claim.start, "right") - 1)
        stand = _Stand(claim, at, owner - home, unit)
        columns = [*_place_features(stand), *_among_rivals(stand, groups)]
        table[row, :, own.shape[1] :] = np.stack(columns, axis=1)
    return table


class _Stand:
    """Where the marks (M,) stand to one claim: inside its words, before or after, in which sentence, how far."""

    def __init__(self, claim: Span, at: Numbers, steps: Numbers, unit: float) -> None:
        self.claim, self.at, self.steps = claim, at, steps
        self.inside = (at >= claim.start) & (at < claim.end)
        self.before, self.after = at < claim.start, at >= claim.end
        self.same = steps == 0
        letters = np.where(self.before, claim.start - at, np.where(self.after, at - claim.end, 0))
        self.far = np.asarray(letters / unit, np.float32)


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


def _place_features(stand: _Stand) -> list[Column]:
    """What a mark's place says by itself."""
    words = max(1, stand.claim.end - stand.claim.start)
    near, close = stand.far < CLOSE, (stand.far >= CLOSE) & (stand.far < BESIDE)
    columns = [
        stand.inside,
        stand.same & stand.before,
        stand.same & stand.after,
        *(stand.steps == step for step in (-1, -2, 1)),
        stand.steps <= -3,
        stand.steps >= 2,
        *(side & reach for side in (stand.before, stand.after) for reach in (near, close)),
        (stand.at - stand.claim.start) / words * stand.inside,
        np.minimum(stand.far, 5) / 5,
        np.ones(len(stand.at)),
    ]
    return [np.asarray(c, np.float32) for c in columns]


def _among_rivals(stand: _Stand, groups: Sequence[Column]) -> list[Column]:
    """What its place says beside the marks that could stand in its stead: the nearest, the first, the only one."""
    table = np.zeros((RIVAL_FEATURES, len(stand.at)), np.float32)
    for group in groups:
        mine = np.nonzero(group)[0]
        if len(mine):
            table[:, mine] = _ranked(stand, mine)
    return list(table)


def _ranked(stand: _Stand, mine: Numbers) -> Column:
    """(RIVAL_FEATURES, group) for the marks of one group."""
    inside, before, same, far = stand.inside[mine], stand.before[mine], stand.same[mine], stand.far[mine]
    last = _nearest(before, far)
    following = _nearest(stand.after[mine], far)
    first_inside = inside & (np.cumsum(inside) == 1)
    first_here = same & (np.cumsum(same) == 1)
    back = np.where(before, np.cumsum(before[::-1])[::-1] - 1, 0)
    rows = [
        last,
        following,
        last & same,
        following & same,
        last & (stand.steps[mine] == -1),
        first_inside,
        inside & (np.cumsum(inside[::-1])[::-1] == 1),
        inside & (inside.sum() == 1),
        np.full(len(mine), min(int(inside.sum()), 4) / 4),
        np.minimum(back, 5) / 5,
        first_here,
        first_here & before,
    ]
    return np.stack([np.asarray(r, np.float32) for r in rows])


def _nearest(where: npt.NDArray[np.bool_], far: Column) -> npt.NDArray[np.bool_]:
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
