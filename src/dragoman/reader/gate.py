"""A gate before the encoder, for bulk: a report that cannot hold a claim does not reach it.

Three looks, each dearer than the last: does any sentence, by the mean of its word pieces and of the whole report's,
sound as if it told an act; do the names leave room for dealings between states; which sentences sound so, their names
counted in? Only those are read, with the sentence before and the headline. What the gate loses is measured
(docs/experiments.md).
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from dragoman.reader.acts import Weights
from dragoman.reader.encode import Pieces, Vectors
from dragoman.records import Kind, Mark, Span

LEAST_PARTIES = 2
#: A report with so large a share of loud sentences is read whole.
DENSE = 0.22


class Skimmed(NamedTuple):
    """A text's pieces, and what its sentences are about."""

    pieces: Pieces
    about: Vectors  #: (S, 2 width) see `about`
    may_tell: bool  #: whether any of them sounds as if it told an act


class Heard(NamedTuple):
    """The pieces worth reading, and their states after the lower layers (T, width)."""

    pieces: Pieces
    early: Vectors


def may_tell(marks: Sequence[Mark]) -> bool:
    """Whether the marks leave room for dealings between states: two parties are named."""
    return len({i for m in marks if _is_known(m) for i in m.ids[:1]}) >= LEAST_PARTIES


def _is_known(mark: Mark) -> bool:
    return mark.kind in (Kind.PARTY, Kind.PERSON) and not mark.via.startswith("shape")


def about(pieces: Pieces, vectors: Vectors) -> Vectors:
    """(S, 2 width): the mean of each sentence's pieces, and beside it that of the whole text's."""
    owner = np.asarray(pieces.sentence)
    starts = np.nonzero(np.concatenate([[True], owner[1:] != owner[:-1]]))[0]
    sums = np.add.reduceat(vectors, starts, axis=0)
    means = sums / np.diff(np.append(starts, len(owner)))[:, None]
    whole = np.broadcast_to(sums.sum(axis=0) / len(owner), means.shape)
    return np.concatenate([means, whole], axis=1, dtype=np.float32)


def named(sentences: Sequence[Span], marks: Sequence[Mark]) -> Vectors:
    """(S, 11): logarithms of how many parties, persons known and persons unknown are named in each sentence, in the one
    before it, and in the whole text.
    """
    known = [m for m in marks if _is_known(m)]
    strangers = [m for m in marks if m.kind is Kind.PERSON and not _is_known(m)]
    here = np.log1p([*map(_counts, _within(known, sentences), _within(strangers, sentences))])
    before = np.vstack([np.zeros((1, 3)), here[:-1]])
    parties = len({m.ids[0] for m in known if m.ids})
    whole = np.log1p([parties, len(known), len(strangers)])
    row = np.concatenate([whole, whole[1:] - np.log(len(sentences))])
    return np.hstack([here, before, np.broadcast_to(row, (len(sentences), 5))]).astype(np.float32)


def _within(marks: Sequence[Mark], sentences: Sequence[Span]) -> list[list[Mark]]:
    """The marks of each sentence, looked up by where they begin: a long text has many of both."""
    starts, found = [s.start for s in sentences], [list[Mark]() for _ in sentences]
    for mark in marks:
        place = bisect_right(starts, mark.span.start) - 1
        if place >= 0 and mark.span.end <= sentences[place].end:
            found[place].append(mark)
    return found


def _counts(known: Sequence[Mark], strangers: Sequence[Mark]) -> tuple[int, int, int]:
    parties = {m.ids[0] for m in known if m.ids}
    return len(parties), sum(m.kind is Kind.PERSON for m in known), len(strangers)


def sound(weights: Weights, look: str, inputs: Vectors) -> Vectors:
    """(S,) how much each sentence sounds as if it told an act, as logits; `look` is "skim" or "names"."""
    centred = (inputs - weights[f"{look}_center"]) / weights[f"{look}_scale"]
    hidden = np.maximum(0, centred @ weights[f"{look}_first"] + weights[f"{look}_first_bias"])
    return np.asarray(hidden @ weights[f"{look}_second"] + weights[f"{look}_second_bias"], np.float32)


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
