"""Marked sentences in; which acts are told, with which status, on which words, linked to which marks, with scores.

Pure, given the model. What is told is learned; what stands there is marked: the model may only choose among the marks
and words of the text, so nothing can be invented.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import as_file, files
from pathlib import Path

import numpy as np
import numpy.typing as npt

from dragoman.errors import ModelError
from dragoman.language import Marked
from dragoman.reader.acts import ACTS, STATUSES, Telling, act_scores, centred, linear, logistic, pool, span_of, status_scores, tellings
from dragoman.reader.encode import Encoder, Pieces, Vectors, Window, cut_pieces, windows
from dragoman.reader.links import ROLES, SETS, allowed, features, grouped, key_of, kinds
from dragoman.records import Draft, Mark, Span

__all__ = ["Reader", "Threshold", "load_reader"]


@dataclass(frozen=True, slots=True)
class Threshold:
    """How sure the reader must be; calibrated on reports kept apart from training."""

    acts: npt.NDArray[np.float32]  #: one an act
    link: npt.NDArray[np.float32]  #: one a role
    split: float  #: of a second clause in one sentence

    def moved(self, step: float) -> "Threshold":
        """A wider (negative step) or stricter reading; steps are in logits."""
        logits = np.log(self.acts / (1 - self.acts)) + step
        return Threshold(logistic(logits), self.link, self.split)


class Reader:
    """The shipped model and its thresholds."""

    def __init__(self, folder: Path, threads: int = 1) -> None:
        try:
            self.encoder = Encoder(folder, threads)
            with np.load(folder / "heads.npz") as heads:
                self.weights = {k: heads[k] for k in heads.files}
            table = json.loads((folder / "thresholds.json").read_text(encoding="utf-8"))
        except (OSError, ValueError, KeyError) as error:
            raise ModelError(f"the reader's model in {folder} cannot be read: {error}") from error
        self.threshold = Threshold(
            acts=np.array([table["acts"][a] for a in ACTS], np.float32),
            link=np.array([table["links"][r] for r in ROLES], np.float32),
            split=float(table["split"]),
        )

    def read(self, marked: Marked, step: float = 0.0) -> list[Draft]:
        """The acts that a text tells, in the order of their words. `step` moves the thresholds of acts (logits)."""
        pieces = cut_pieces(self.encoder.tokenizer, marked.text, marked.sentences)
        threshold = self.threshold.moved(step) if step else self.threshold
        drafts = [
            draft
            for window in windows(pieces)
            for draft in self._read_window(marked, pieces, window, threshold)
        ]
        return sorted(drafts, key=lambda d: (d.span, d.act, d.status))

    def _read_window(self, marked: Marked, pieces: Pieces, window: Window, threshold: Threshold) -> list[Draft]:
        ids = pieces.ids[window.start : window.end]
        states = centred(self.weights, self.encoder.states(ids, pieces.sentence[window.start : window.end]))
        owner = np.array(pieces.sentence[window.start : window.end])
        first = max(window.fresh, int(owner[0]))
        local = np.where(owner >= first, owner - first, -1)
        told = tellings(*act_scores(self.weights, states, local, int(owner[-1]) - first + 1), local, threshold.acts, threshold.split)
        if not told:
            return []
        here = Pieces(ids, pieces.spans[window.start : window.end], pieces.sentence[window.start : window.end])
        return self._link(marked, here, states, told, threshold)

    def _link(
        self, marked: Marked, pieces: Pieces, states: Vectors, told: Sequence[Telling], threshold: Threshold
    ) -> list[Draft]:
        pooled = pool(states, [t.pieces for t in told])
        acts = [t.act for t in told]
        statuses = status_scores(self.weights, pooled, acts)
        spans = [span_of(marked.text, pieces, t.pieces) for t in told]
        marks = [m for m in marked.marks if pieces.spans[0].start <= m.span.start < pieces.spans[-1].end]
        scores, nulls = self._link_scores(marked, pieces, states, pooled, acts, statuses.argmax(1), spans, marks)
        keys = [key_of(m) for m in marks]
        return [
            _draft(t, statuses[i], spans[i], marks, *_chosen(scores[i], nulls[i], keys, marks, threshold))
            for i, t in enumerate(told)
        ]

    def _link_scores(
        self,
        marked: Marked,
        pieces: Pieces,
        states: Vectors,
        pooled: Vectors,
        acts: Sequence[int],
        statuses: npt.NDArray[np.int_],
        spans: Sequence[Span],
        marks: Sequence[Mark],
    ) -> tuple[Vectors, Vectors]:
        """(C, M, roles) scores of marks, forbidden ones far below zero, and (C, roles) of none."""
        asked = np.concatenate([pooled, np.eye(len(ACTS))[acts], np.eye(len(STATUSES))[statuses]], axis=1).astype(np.float32)
        nulls = linear(self.weights, "null", asked)
        if not marks:
            return np.zeros((len(acts), 0, len(ROLES)), np.float32), nulls
        said = np.stack([mark_state(states, pieces, m.span) for m in marks])
        key = linear(self.weights, "key", np.concatenate([said, kinds(marks)], axis=1))
        query = linear(self.weights, "query", asked).reshape(len(acts), len(ROLES), -1)
        scores = np.einsum("crs,ms->cmr", query, key) / np.sqrt(key.shape[1])
        scores = scores + linear(self.weights, "plain", features(spans, marks, marked.sentences))
        return np.where(allowed(marks)[None], scores, -1e4).astype(np.float32), nulls


def mark_state(states: Vectors, pieces: Pieces, span: Span) -> Vectors:
    """The mean state of a mark's pieces, brought to unit scale."""
    mine = [i for i, s in enumerate(pieces.spans) if s.start < span.end and s.end > span.start]
    mean = states[mine].mean(0) if mine else np.zeros(states.shape[1], np.float32)
    return np.asarray(20.0 * mean / max(float(np.linalg.norm(mean)), 1e-9), np.float32)


def _chosen(
    scores: Vectors, nulls: Vectors, keys: Sequence[str], marks: Sequence[Mark], threshold: Threshold
) -> tuple[dict[str, tuple[tuple[Mark, float], ...]], dict[str, tuple[Mark, float] | None]]:
    """For each role the marks that fill it: of each key chosen, the mark that speaks loudest."""
    names, table = grouped(scores, keys)
    sets: dict[str, tuple[tuple[Mark, float], ...]] = {}
    ones: dict[str, tuple[Mark, float] | None] = {}
    for number, role in enumerate(ROLES):
        column = table[:, number] - nulls[number]
        loudest = lambda key: marks[max((i for i, k in enumerate(keys) if k == key), key=lambda i: scores[i, number])]  # noqa: B023
        if role in SETS:
            sure = logistic(column)
            picked = [i for i in np.argsort(-sure) if sure[i] >= threshold.link[number]]
            sets[role] = tuple((loudest(names[i]), float(sure[i])) for i in picked)
        else:
            best = int(column.argmax()) if len(column) else -1
            share = _share(column, best)
            ones[role] = (loudest(names[best]), share) if best >= 0 and share >= threshold.link[number] else None
    return sets, ones


def _share(column: Vectors, best: int) -> float:
    """The probability of the best candidate against all others and none."""
    if best < 0:
        return 0.0
    shifted = np.exp(np.append(column, 0.0) - max(0.0, float(column.max())))
    return float(shifted[best] / shifted.sum())


def _draft(
    told: Telling,
    statuses: Vectors,
    span: Span,
    marks: Sequence[Mark],
    sets: dict[str, tuple[tuple[Mark, float], ...]],
    ones: dict[str, tuple[Mark, float] | None],
) -> Draft:
    best = int(statuses.argmax())
    return Draft(
        act=ACTS[told.act],
        status=STATUSES[best],
        span=span,
        score=told.score,
        status_score=float(statuses[best]),
        **sets,
        **ones,
    )


@lru_cache(maxsize=4)
def load_reader(threads: int = 1) -> Reader:
    """The reader that ships with the package, loaded once.

    Raises ModelError where its files are missing or of another form.
    """
    with as_file(files("dragoman") / "reader" / "model") as folder:
        return Reader(folder, threads)
