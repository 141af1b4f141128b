"""Marked sentences in; which acts are told, with which status, on which words, linked to which marks, with scores.

Pure, given the model. What is told is learned; what stands there is marked: the model may only choose among the marks
and words of the text, so nothing can be invented.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import as_file, files
from pathlib import Path

import numpy as np

from dragoman.errors import ModelError
from dragoman.language import Marked
from dragoman.reader.acts import ACTS, STATUSES, act_scores, centred, logistic, pool, span_of, status_scores, tellings
from dragoman.reader.choose import Scene, Told, chosen, link_scores
from dragoman.reader.encode import Encoder, Pieces, Vectors, Window, cut_pieces, picked, windows
from dragoman.reader.gate import Heard, Skimmed, about, in_context, louder, named, or_all, rows_of, sound
from dragoman.reader.links import ROLES
from dragoman.records import Draft, Mark, Span

__all__ = ["Reader", "Threshold", "load_reader"]


@dataclass(frozen=True, slots=True)
class Threshold:
    """How sure the reader must be; calibrated on reports kept apart from training."""

    acts: Vectors  #: one an act
    link: Vectors  #: one a role
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
            self.weights, self.gate = _arrays(folder / "heads.npz"), _arrays(folder / "gate.npz")
            table = json.loads((folder / "thresholds.json").read_text(encoding="utf-8"))
        except (OSError, ValueError, KeyError) as error:
            raise ModelError(f"the reader's model in {folder} cannot be read: {error}") from error
        self.threshold = Threshold(
            acts=np.array([table["acts"][a] for a in ACTS], np.float32),
            link=np.array([table["links"][r] for r in ROLES], np.float32),
            split=float(table["split"]),
        )
        self.skims, self.listens = float(table["skim"]), float(table["listen"])

    def skim(self, text: str, sentences: Sequence[Span], step: float = 0.0) -> Skimmed:
        """The pieces of a text, and whether it may be worth reading; cheap, without any layer.

        A wider reading (`step` below zero, in logits) listens more closely.
        """
        pieces = cut_pieces(self.encoder.tokenizer, text, sentences)
        if not pieces.ids:
            return Skimmed(pieces, np.zeros((0, 0), np.float32), may_tell=False)
        heard = about(pieces, self.encoder.vectors(pieces.ids))
        loudest = sound(self.gate, "skim", heard).max()
        return Skimmed(pieces, heard, may_tell=bool(loudest >= self.skims + step))

    def listen(self, skimmed: Skimmed, sentences: Sequence[Span], names: Sequence[Mark], step: float = 0.0) -> Heard:
        """What is worth reading, after the lower layers: sentences that sound like acts, in their context."""
        pieces = skimmed.pieces
        told = [sentences[i] for i in dict.fromkeys(pieces.sentence)]
        inputs = np.concatenate([skimmed.about, named(told, names)], axis=1)
        loud = louder(pieces, sound(self.gate, "names", inputs), self.listens + step)
        wanted = picked(pieces, rows_of(pieces, in_context(pieces, or_all(pieces, loud))))
        return Heard(wanted, self.encoder.early(wanted))

    def read(self, marked: Marked, heard: Heard, step: float = 0.0) -> list[Draft]:
        """The acts told in what was heard, in the order of their words. `step` moves the thresholds."""
        threshold = self.threshold.moved(step) if step else self.threshold
        drafts = [d for window in windows(heard.pieces) for d in self._read_window(marked, heard, window, threshold)]
        return sorted(drafts, key=lambda d: (d.span, d.act, d.status))

    def _read_window(self, marked: Marked, heard: Heard, window: Window, threshold: Threshold) -> Iterator[Draft]:
        here = picked(heard.pieces, range(window.start, window.end))
        early = heard.early[window.start : window.end]
        states = centred(self.weights, self.encoder.states(early, here.sentence))
        owner = np.array(here.sentence)
        first = max(window.fresh, int(owner[0]))
        local = np.where(owner >= first, owner - first, -1)
        scores = act_scores(self.weights, states, local, int(owner[-1]) - first + 1)
        found = tellings(scores, local, threshold.acts, threshold.split)
        if found:
            told = self._told(marked.text, here, states, [f.pieces for f in found], [f.act for f in found])
            scene = Scene(marked=marked, pieces=here, states=states)
            links = chosen(link_scores(self.weights, scene, told), told.acts, scene.marks, threshold.link)
            for one, status, span, fields in zip(found, told.statuses, told.spans, links, strict=True):
                best = int(status.argmax())
                yield Draft(
                    act=ACTS[one.act],
                    status=STATUSES[best],
                    span=span,
                    score=one.score,
                    status_score=float(status[best]),
                    **fields,
                )

    def _told(self, text: str, pieces: Pieces, states: Vectors, runs: list[tuple[int, ...]], acts: list[int]) -> Told:
        pooled = pool(states, runs)
        statuses = status_scores(self.weights, pooled, acts)
        return Told(pooled, acts, statuses, [span_of(text, pieces, run) for run in runs])


def _arrays(path: Path) -> dict[str, Vectors]:
    with np.load(path) as table:
        return {k: table[k].astype(np.float32) for k in table.files}


@lru_cache(maxsize=4)
def load_reader(threads: int = 1) -> Reader:
    """The reader that ships with the package, loaded once.

    Raises ModelError where its files are missing or of another form.
    """
    with as_file(files("dragoman") / "reader" / "model") as folder:
        return Reader(folder, threads)
