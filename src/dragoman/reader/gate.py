"""A gate before the encoder, for bulk: a report that cannot hold a claim does not reach it.

Two looks, each cheap: do the marks leave room for dealings between states, and does any sentence, by the mean of its
word pieces alone, sound as if it told an act? What the gate loses is measured (docs/experiments.md).
"""

from collections.abc import Mapping, Sequence

import numpy as np

from dragoman.reader.encode import Pieces, Vectors
from dragoman.records import Kind, Mark

LEAST_PARTIES = 2
#: Of reports with no larger share of loud sentences only those are read.
SPARSE = 0.34


def may_tell(marks: Sequence[Mark]) -> bool:
    """Whether the marks leave room for dealings between states: two parties are named."""
    known = [m for m in marks if m.kind in (Kind.PARTY, Kind.PERSON) and not m.via.startswith("shape")]
    named = {i for m in known for i in m.ids[:1]}
    return len(named) >= LEAST_PARTIES


def sentence_means(pieces: Pieces, vectors: Vectors) -> Vectors:
    """(S, width): the mean vector of each sentence's pieces, before any encoder."""
    owner = np.asarray(pieces.sentence)
    starts = np.nonzero(np.concatenate([[True], owner[1:] != owner[:-1]]))[0]
    sums = np.add.reduceat(vectors, starts, axis=0)
    return np.asarray(sums / np.diff(np.append(starts, len(owner)))[:, None], np.float32)


def worth_reading(pieces: Pieces, loud: Sequence[bool]) -> Pieces:
    """The pieces of a report that the encoder should see: none, all, or the loud sentences with their context.

    `loud` says of each sentence whether it sounds as if it told an act. Where few do, each is read with the sentence
    before it and the headline: the lower layers read a sentence by itself anyway.
    """
    if not any(loud):
        return Pieces([], [], [])
    if sum(loud) > SPARSE * len(loud):
        return pieces
    order = list(dict.fromkeys(pieces.sentence))
    heard = [i for i, is_loud in enumerate(loud) if is_loud]
    kept = {order[0], *(order[i] for i in heard), *(order[i - 1] for i in heard if i)}
    rows = [i for i, sentence in enumerate(pieces.sentence) if sentence in kept]
    return Pieces(*([part[i] for i in rows] for part in pieces))  # type: ignore[arg-type]


def sound(weights: Mapping[str, Vectors], means: Vectors) -> Vectors:
    """(S,) how much each sentence sounds as if it told an act, as logits."""
    hidden = np.maximum(0, (means - weights["center"]) / weights["scale"] @ weights["first"] + weights["first_bias"])
    return np.asarray(hidden @ weights["second"] + weights["second_bias"], np.float32)
