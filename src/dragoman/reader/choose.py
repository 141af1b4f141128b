"""Links of claims to marks, chosen: scores of every pair, then for each role the marks that fill it.

Shapes: C claims, M marks, R roles; the scores of marks that stand for the same thing are taken together.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np

from dragoman.language import Marked
from dragoman.reader.acts import ACTS, LENGTH, STATUSES, Weights, linear, logistic
from dragoman.reader.encode import Pieces, Vectors
from dragoman.reader.links import ROLES, SETS, allowed, features, grouped, key_of, kinds
from dragoman.records import TOGETHER, Act, Mark, Span

FORBIDDEN = -1e4
#: How likely the second side must be of an act that two do together.
OTHER_SIDE = 0.2
#: Who acts, and toward whom, stands beside the surest of them only if nearly as sure: states that the report merely
#: speaks of come close behind.
NEARLY = {"actor": 0.95, "target": 0.95}


class Told(NamedTuple):
    """The acts found in a window: pooled states (C, width), acts, status probabilities (C, S), words."""

    pooled: Vectors
    acts: Sequence[int]
    statuses: Vectors
    spans: Sequence[Span]


class Scores(NamedTuple):
    """(C, M, R) of marks, those that may not fill a role far below zero, and (C, R) of none."""

    marks: Vectors
    none: Vectors


@dataclass(frozen=True, kw_only=True)
class Scene:
    """One window as the heads see it."""

    marked: Marked
    pieces: Pieces
    states: Vectors

    @cached_property
    def marks(self) -> list[Mark]:
        """The marks that stand in the window."""
        start, end = self.pieces.spans[0].start, self.pieces.spans[-1].end
        return [m for m in self.marked.marks if start <= m.span.start < end]

    def state(self, span: Span) -> Vectors:
        """The mean state of the pieces of a mark, of the heads' length."""
        mine = [i for i, s in enumerate(self.pieces.spans) if s.start < span.end and s.end > span.start]
        mean = self.states[mine].mean(0) if mine else np.zeros(self.states.shape[1], np.float32)
        return np.asarray(LENGTH * mean / max(float(np.linalg.norm(mean)), 1e-9), np.float32)


def link_scores(weights: Weights, scene: Scene, told: Told) -> Scores:
    """How well each mark of the window fits each role of each act."""
    sure = np.eye(len(STATUSES))[told.statuses.argmax(1)]
    asked = np.concatenate([told.pooled, np.eye(len(ACTS))[list(told.acts)], sure], axis=1).astype(np.float32)
    none = linear(weights, "null", asked)
    if not scene.marks:
        return Scores(np.zeros((len(told.acts), 0, len(ROLES)), np.float32), none)
    said = np.stack([scene.state(m.span) for m in scene.marks])
    offered = np.concatenate([said, kinds(scene.marks)], axis=1)
    key = linear(weights, "key", offered)
    query = linear(weights, "query", asked).reshape(len(told.acts), len(ROLES), -1)
    places = features(told.spans, scene.marks, scene.marked.sentences)
    scores = np.einsum("crs,ms->cmr", query, key) / np.sqrt(key.shape[1]) + linear(weights, "plain", places)
    scores += linear(weights, "meet", _together(weights, asked, offered, places))
    return Scores(np.where(allowed(scene.marks)[None], scores, FORBIDDEN).astype(np.float32), none)


def _together(weights: Weights, asked: Vectors, offered: Vectors, places: Vectors) -> Vectors:
    """(C, M, hidden): what an act, a mark and its place say together."""
    alone = linear(weights, "told", asked)[:, None] + (offered @ weights["mark.weight"].T)[None]
    return np.asarray(np.maximum(0, alone + places @ weights["place.weight"].T), np.float32)


def chosen(scores: Scores, acts: Sequence[int], marks: Sequence[Mark], thresholds: Vectors) -> list[dict[str, Any]]:
    """For each claim the fields of a Draft that its marks fill."""
    told = zip(scores.marks, scores.none, acts, strict=True)
    return [_fields(rows, none, ACTS[act], marks, thresholds) for rows, none, act in told]


def _fields(rows: Vectors, none: Vectors, act: Act, marks: Sequence[Mark], thresholds: Vectors) -> dict[str, Any]:
    keys = [key_of(m) for m in marks]
    names, table = grouped(rows, keys)
    fields: dict[str, Any] = {}
    for number, role in enumerate(ROLES):
        column = table[:, number] - none[number]
        least = float(thresholds[number])
        picked = _several(column, least, NEARLY.get(role, 0.0)) if role in SETS else _one(column, least)
        if role == "actor" and act in TOGETHER:
            picked = _with_other_side(picked, column, [_side(n, keys, marks) for n in names])
        filled = tuple((_loudest(rows[:, number], keys, names[i], marks), sure) for i, sure in picked)
        fields[role] = filled if role in SETS else next(iter(filled), None)
    return fields


def _several(column: Vectors, least: float, nearly: float) -> list[tuple[int, float]]:
    """Each key by itself, the surest first; none that is less than `nearly` as sure as that."""
    sure = logistic(column)
    least = max(least, nearly * float(sure.max(initial=0.0)))
    return [(int(i), float(sure[i])) for i in np.argsort(-sure, kind="stable") if sure[i] >= least]


def _side(key: str, keys: Sequence[str], marks: Sequence[Mark]) -> str:
    """The state that a key is, or acts for; else the key."""
    return next(iter(marks[keys.index(key)].ids), key)


def _with_other_side(picked: list[tuple[int, float]], column: Vectors, sides: Sequence[str]) -> list[tuple[int, float]]:
    """Nobody talks alone: where one side was found, the likeliest of the others too, if it is likely at all."""
    found = {sides[i] for i, _ in picked}
    others = [(float(x), i) for i, x in enumerate(logistic(column)) if sides[i] not in found and x >= OTHER_SIDE]
    if len(found) != 1 or not others:
        return picked
    sure, best = max(others)
    return [*picked, (best, sure)]


def _one(column: Vectors, least: float) -> list[tuple[int, float]]:
    """The best key against all others and none."""
    if not len(column):
        return []
    shifted = np.exp(np.append(column, 0.0) - max(0.0, float(column.max())))
    best = int(column.argmax())
    share = float(shifted[best] / shifted.sum())
    return [(best, share)] if share >= least else []


def _loudest(column: Vectors, keys: Sequence[str], key: str, marks: Sequence[Mark]) -> Mark:
    """Of the marks that stand for a key, the one that speaks loudest."""
    return marks[max((i for i, k in enumerate(keys) if k == key), key=lambda i: column[i])]
