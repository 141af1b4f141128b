"""Which acts a text tells, with which status, on which words: the heads of the reader, in numpy.

Shapes: T pieces, S sentences, A acts, C claims; width 384. ``training/model.py`` trains the same heads.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from dragoman.reader.encode import Pieces, Vectors
from dragoman.records import Act, Span, Status

ACTS = tuple(Act)
STATUSES = tuple(Status)
LENGTH = 20.0  #: pooled states are brought to one length, so that heads see directions
PEAK = 4  #: pieces of a sentence that speak loudest for an act

Weights = Mapping[str, Vectors]
Owners = npt.NDArray[np.int_]  #: (T,) the sentence of each piece, -1 for context


class Heard(NamedTuple):
    """What the heads make of a window, as probabilities: (S, A) acts, (T, A) inside and begin of clauses."""

    acts: Vectors
    inside: Vectors
    begin: Vectors


class Telling(NamedTuple):
    """One act found: where, on which pieces, how sure."""

    act: int
    sentence: int
    pieces: tuple[int, ...]
    score: float


def logistic(x: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """Logits to probabilities."""
    return np.asarray(1 / (1 + np.exp(-np.clip(x, -30, 30))), np.float32)


def scaled(rows: Vectors) -> Vectors:
    """Rows brought to one length."""
    return np.asarray(LENGTH * rows / np.maximum(np.linalg.norm(rows, axis=-1, keepdims=True), 1e-9), np.float32)


def centred(weights: Weights, states: Vectors) -> Vectors:
    """States without what all of them share: the base model's lie in a narrow cone."""
    return scaled(states - weights["center"])


def linear(weights: Weights, name: str, rows: Vectors) -> Vectors:
    """A layer of the heads."""
    return np.asarray(rows @ weights[f"{name}.weight"].T + weights[f"{name}.bias"], np.float32)


def act_scores(weights: Weights, states: Vectors, owner: Owners, count: int) -> Heard:
    """Probabilities (S, A) of an act in a sentence, and (T, A) that a piece belongs to, or begins, its clause."""
    inside, begin = linear(weights, "inside", states), linear(weights, "begin", states)
    acts = np.full((count, len(ACTS)), -30, np.float32)
    for sentence in range(count):
        here = owner == sentence
        if here.any():
            pooled = scaled(states[here].mean(0, keepdims=True))
            peak = np.sort(inside[here], axis=0)[-PEAK:].mean(0)
            acts[sentence] = linear(weights, "act", pooled)[0] + weights["peak"] * peak
    return Heard(logistic(acts), logistic(inside), logistic(begin))


def tellings(heard: Heard, owner: Owners, thresholds: Vectors, split: float) -> list[Telling]:
    """Each act told: one a sentence, or several where the clause begins anew."""
    found = []
    for sentence, act in zip(*np.nonzero(heard.acts >= thresholds), strict=True):
        here = np.nonzero(owner == sentence)[0]
        for clause in clauses(heard.inside[here, act], heard.begin[here, act], split):
            pieces = tuple(int(i) for i in here[clause])
            found.append(Telling(int(act), int(sentence), pieces, float(heard.acts[sentence, act])))
    return found


def clauses(inside: Vectors, begin: Vectors, split: float) -> list[npt.NDArray[np.int_]]:
    """Runs of pieces of one sentence that tell one act; always at least one run."""
    likely = np.nonzero(inside >= max(0.3, 0.5 * float(inside.max())))[0]
    if len(likely) == 0:
        return [np.arange(len(inside))]
    first, last = int(likely[0]), int(likely[-1])
    peaks = [first]
    for i in range(first + 3, last):
        if begin[i] >= split and begin[i] == begin[max(0, i - 3) : i + 4].max() and i - peaks[-1] >= 3:
            peaks.append(i)
    ends = [*peaks[1:], last + 1]
    return [np.arange(a, b) for a, b in zip(peaks, ends, strict=True)]


def pool(states: Vectors, pieces: Sequence[tuple[int, ...]]) -> Vectors:
    """(C, width): the mean of each claim's pieces, brought to one length."""
    return scaled(np.stack([states[list(p)].mean(0) for p in pieces]))


def status_scores(weights: Weights, pooled: Vectors, acts: Sequence[int]) -> Vectors:
    """(C, statuses) probabilities."""
    by_act = linear(weights, "status_act", pooled).reshape(len(acts), len(ACTS), len(STATUSES))
    logits = linear(weights, "status", pooled) + by_act[np.arange(len(acts)), list(acts)]
    shifted = np.exp(logits - logits.max(1, keepdims=True))
    return np.asarray(shifted / shifted.sum(1, keepdims=True), np.float32)


#: What may stand before a clause and is none of its words.
BEFORE = frozenset(",;:.)]–—、，،؛；।")


def span_of(text: str, pieces: Pieces, chosen: Sequence[int]) -> Span:
    """The words from the first to the last of some pieces: whole words, no white space at the ends, no comma before."""
    start, end = pieces.spans[chosen[0]].start, pieces.spans[chosen[-1]].end
    while start < end - 1 and (text[start].isspace() or text[start] in BEFORE):
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    while start > 0 and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    return Span(start, end)
