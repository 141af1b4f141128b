"""Text to token states: word pieces, windows of a whole report, the encoder.

The pieces' vectors stay in the 4-bit form of the base model and are unpacked row by row as they are needed, so that
155,000 pieces cost 33 MB of disk and, memory-mapped, next to none of memory.
"""

import gzip
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from dragoman.records import Span

WIDTH = 384
BLOCK = 32
PIECE_BYTES = WIDTH // BLOCK * 18
POSITIONS = 512
START, END = 0, 2
ROW = 64  #: slots of a row of sentences: attention within it costs little, and few slots stay empty
STEP = 8  #: rows are as many slots wide as a multiple of this: few shapes

Vectors = npt.NDArray[np.float32]
Places = npt.NDArray[np.int64]


class Pieces(NamedTuple):
    """The word pieces of a text: their ids, where each stands, and the sentence that each belongs to."""

    ids: list[int]
    spans: list[Span]
    sentence: list[int]


class Window(NamedTuple):
    """Pieces `start` to `end` of a text, read at one go; sentences before `fresh` are only there as context."""

    start: int
    end: int
    fresh: int


def unpack(rows: npt.NDArray[np.uint8]) -> Vectors:
    """Rows of packed weights as float32: blocks of 32, each a float16 scale and 16 bytes, low nibbles first."""
    blocks = rows.reshape(-1, 18)
    scale = blocks[:, :2].copy().view("<f2").astype(np.float32)
    low, high = blocks[:, 2:] & 15, blocks[:, 2:] >> 4
    weights = (np.concatenate([low, high], axis=1).astype(np.float32) - 8) * scale
    return weights.reshape(len(rows), -1)


def cut_pieces(tokenizer: Tokenizer, text: str, sentences: Sequence[Span]) -> Pieces:
    """The pieces of `text` that stand in one of its `sentences`."""
    coded = tokenizer.encode(text, add_special_tokens=False)
    if not coded.ids or not sentences:
        return Pieces([], [], [])
    offsets = np.array(coded.offsets)
    # A piece's offsets may begin with the blank before the word: its last character says whose it is.
    last = np.maximum(offsets[:, 0], offsets[:, 1] - 1)
    owner = np.searchsorted([s.start for s in sentences], last, side="right") - 1
    ends = np.array([s.end for s in sentences])
    kept = np.nonzero((owner >= 0) & (offsets[:, 0] < ends[owner]))[0]
    ids, spans = coded.ids, offsets[kept].tolist()
    return Pieces([ids[i] for i in kept], [*map(Span._make, spans)], owner[kept].tolist())


def picked(pieces: Pieces, rows: Iterable[int]) -> Pieces:
    """Some of the pieces."""
    chosen = list(rows)
    return Pieces(*([part[i] for i in chosen] for part in pieces))  # type: ignore[arg-type]


def windows(pieces: Pieces, room: int = POSITIONS - 2) -> list[Window]:
    """Windows of whole sentences; every one but the first begins with the last sentence of the one before."""
    found, start, fresh = [], 0, 0
    while start < len(pieces.ids):
        end = _last_whole(pieces, start, room)
        found.append(Window(start, end, fresh))
        if end == len(pieces.ids):
            break
        fresh = pieces.sentence[end]
        back = end
        while back > start and pieces.sentence[back - 1] == pieces.sentence[end - 1]:
            back -= 1
        start = back if start < back and end - back < room // 2 and pieces.sentence[end - 1] != fresh else end
    return found


class Rows(NamedTuple):
    """A window as the lower layers read it: whole sentences in short rows, each row between the two special pieces.

    Shapes: R rows of L slots; N pieces of the window, counted with the special one at either end.
    """

    at: Places  #: (R, L) which of the N each slot holds; -1 for none
    places: Places  #: (R, L) counted from the start of the sentence
    segments: Places  #: (R, L) the sentence, counted from 1; 0 for the special pieces, -1 for none
    order: Places  #: (N,) the slot of each piece, rows laid end to end


def layout(sentence: Sequence[int], room: int = ROW) -> Rows:
    """Lay the pieces of a window, of which `sentence` names the owners, out in rows of at least `room` slots.

    A sentence is never cut; a longer one widens all rows.
    """
    bounds = [0, *(i for i in range(1, len(sentence)) if sentence[i] != sentence[i - 1]), len(sentence)]
    runs = [*pairwise(bounds)]
    rows = _packed(runs, max(room - 2, *(b - a for a, b in runs)))
    width = -(-max(2 + sum(runs[i][1] - runs[i][0] for i in row) for row in rows) // STEP) * STEP
    shape = (len(rows), width)
    at, places, segments = np.full(shape, -1), np.zeros(shape, np.int64), np.full(shape, -1)
    for number, row in enumerate(rows):
        at[number, 0], segments[number, 0], slot = 0, 0, 1
        for i in row:
            start, end = runs[i]
            here = slice(slot, slot + end - start)
            at[number, here], segments[number, here] = np.arange(start + 1, end + 1), i + 1
            places[number, here] = np.minimum(np.arange(1, end - start + 1), POSITIONS - 1)
            slot += end - start
        at[number, slot], segments[number, slot] = len(sentence) + 1, 0
    order = np.zeros(len(sentence) + 2, np.int64)
    filled = np.nonzero(at.ravel() >= 0)[0][::-1]
    order[at.ravel()[filled]] = filled
    return Rows(at, places, segments, order)


def _packed(runs: Sequence[tuple[int, int]], room: int) -> list[list[int]]:
    """Sentences put to rows of `room` pieces in their order."""
    rows: list[list[int]] = [[]]
    filled = 0
    for i, (start, end) in enumerate(runs):
        if rows[-1] and filled + end - start > room:
            rows.append([])
            filled = 0
        rows[-1].append(i)
        filled += end - start
    return rows


def _last_whole(pieces: Pieces, start: int, room: int) -> int:
    """Where a window that begins at `start` ends: before the sentence that no longer fits."""
    end = min(start + room, len(pieces.ids))
    if end == len(pieces.ids):
        return end
    whole = end
    while whole > start and pieces.sentence[whole] == pieces.sentence[whole - 1]:
        whole -= 1
    return whole if whole > start else end


class Encoder:
    """The encoder as it ships: pieces in 4 bits, layers in 8, run by ONNX Runtime on the processor.

    It comes in two parts: the lower layers read sentence by sentence, the upper ones windows made of what these found.
    """

    def __init__(self, folder: Path, threads: int) -> None:
        # Loaded here: `dragoman --help` must not wait for it.
        import onnxruntime  # noqa: PLC0415

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self.tokenizer = Tokenizer.from_str(gzip.decompress((folder / "tokenizer.json.gz").read_bytes()).decode())
        self._pieces = np.load(folder / "pieces.npy", mmap_mode="r")
        self._lower, self._upper = (
            onnxruntime.InferenceSession(str(folder / name), options, providers=["CPUExecutionProvider"])
            for name in ("lower.onnx", "upper.onnx")
        )

    def vectors(self, ids: Sequence[int]) -> Vectors:
        """(T, width): the vector of each piece, before any layer."""
        return unpack(np.asarray(self._pieces[list(ids)]))

    def early(self, pieces: Pieces) -> Vectors:
        """(T, width): the state of each piece after the lower layers, read with its own sentence alone."""
        found = [np.zeros((0, WIDTH), np.float32)]
        for start, end, _ in windows(pieces):
            fresh = sum(len(part) for part in found)
            states = self._lowered(pieces.ids[start:end], pieces.sentence[start:end])
            found.append(states[1 + fresh - start : -1])
        return np.concatenate(found)

    @cached_property
    def _ends(self) -> Vectors:
        """(2, width): the special pieces after the lower layers; fixed, since they see nothing but each other."""
        return self._lowered([START], [0])[[0, -1]]

    def _lowered(self, ids: Sequence[int], sentence: Sequence[int]) -> Vectors:
        """(T + 2, width): pieces after the lower layers, with the special one at either end."""
        rows = layout(sentence)
        slots = _in_slots(self.vectors([START, *ids, END]), rows)
        inputs = {"vectors": slots, "places": rows.places, "segments": rows.segments}
        (states,) = self._lower.run(None, inputs)
        return np.asarray(states.reshape(-1, WIDTH)[rows.order], np.float32)

    def states(self, early: Vectors, sentence: Sequence[int]) -> Vectors:
        """(T, width): the states of a window's pieces, read in the context of all; `sentence` is the owner of each."""
        rows = layout(sentence)
        start, end = self._ends
        slots = _in_slots(np.concatenate([start[None], early, end[None]]), rows)
        inputs = {"early": slots, "segments": rows.segments, "order": rows.order[None]}
        (states,) = self._upper.run(None, inputs)
        return np.asarray(states[0, 1:-1], np.float32)


def _in_slots(vectors: Vectors, rows: Rows) -> Vectors:
    """(R, L, width): the vector of each slot, zero in empty ones."""
    return np.where(rows.at[..., None] >= 0, vectors[rows.at], np.float32(0))
