"""A gate before the encoder, for bulk: a report that cannot hold a claim does not reach it.

Three looks, each dearer than the last: does any sentence, by the mean of its word pieces alone, sound as if it told an
act; do the marks leave room for dealings between states; do the sentences still sound so after the encoder's lower
layers? Only those are read on, with the sentence before and the headline. What the gate loses is measured
(docs/experiments.md).
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from dragoman.reader.acts import Weights, linear, scaled
from dragoman.reader.encode import Pieces, Vectors
from dragoman.records import Kind, Mark

LEAST_PARTIES = 2
#: A report with so large a share of loud sentences is read whole.
DENSE = 0.22


class Skimmed(NamedTuple):
    """A text's pieces, and the sentences that may be worth reading."""

    pieces: Pieces
    loud: frozenset[int]


class Heard(NamedTuple):
    """The pieces worth reading, and their states after the lower layers (T, width)."""

    pieces: Pieces
    early: Vectors


def may_tell(marks: Sequence[Mark]) -> bool:
    """Whether the marks leave room for dealings between states: two parties are named."""
    known = [m for m in marks if m.kind in (Kind.PARTY, Kind.PERSON) and not m.via.startswith("shape")]
    named = {i for m in known for i in m.ids[:1]}
    return len(named) >= LEAST_PARTIES


def sentence_means(pieces: Pieces, vectors: Vectors) -> Vectors:
    """(S, width): the mean of the vectors, or of the states, of each sentence's pieces."""
    owner = np.asarray(pieces.sentence)
    starts = np.nonzero(np.concatenate([[True], owner[1:] != owner[:-1]]))[0]
    sums = np.add.reduceat(vectors, starts, axis=0)
    return np.asarray(sums / np.diff(np.append(starts, len(owner)))[:, None], np.float32)


def first_sound(weights: Weights, means: Vectors) -> Vectors:
    """(S,) how much each sentence sounds as if it told an act, by its word pieces alone, as logits."""
    hidden = np.maximum(0, (means - weights["center"]) / weights["scale"] @ weights["first"] + weights["first_bias"])
    return np.asarray(hidden @ weights["second"] + weights["second_bias"], np.float32)


def second_sound(weights: Weights, means: Vectors) -> Vectors:
    """(S,) the same, after the lower layers."""
    hidden = np.maximum(0, linear(weights, "hear", scaled(means - weights["early_center"])))
    return linear(weights, "heard", hidden)[:, 0]


def louder(pieces: Pieces, sounds: Vectors, least: float) -> frozenset[int]:
    """The sentences that sound louder than a threshold."""
    order = dict.fromkeys(pieces.sentence)
    return frozenset(s for s, sound in zip(order, sounds, strict=True) if sound >= least)


def or_all(pieces: Pieces, loud: frozenset[int]) -> frozenset[int]:
    """Of a report that speaks of dealings in much of its text, every sentence: what sounds quiet there may tell too."""
    every = frozenset(pieces.sentence)
    return every if len(loud) >= DENSE * len(every) else loud


def rows_of(pieces: Pieces, sentences: Iterable[int]) -> npt.NDArray[np.intp]:
    """Which of the pieces stand in some sentences."""
    return np.nonzero(np.isin(pieces.sentence, list(sentences)))[0]


def in_context(pieces: Pieces, loud: Iterable[int]) -> set[int]:
    """Sentences with the one before each, and the headline."""
    order = list(dict.fromkeys(pieces.sentence))
    place = {sentence: i for i, sentence in enumerate(order)}
    heard = set(loud)
    return heard | {order[max(0, place[s] - 1)] for s in heard} | ({order[0]} if heard else set())
