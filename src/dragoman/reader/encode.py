"""Text to token states: word pieces, windows of a whole report, the encoder.

The pieces' vectors stay in the 4-bit form of the base model and are unpacked row by row as they are needed, so that
155,000 pieces cost 33 MB of disk and, memory-mapped, next to none of memory.
"""

import gzip
from bisect import bisect_right
from collections.abc import Sequence
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

Vectors = npt.NDArray[np.float32]


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
    starts = [s.start for s in sentences]
    ids, spans, owner = [], [], []
    for piece, (start, end) in zip(coded.ids, coded.offsets, strict=True):
        # A piece's offsets may begin with the blank before the word: its last character says whose it is.
        index = bisect_right(starts, max(start, end - 1)) - 1
        if index >= 0 and start < sentences[index].end:
            ids.append(piece)
            spans.append(Span(start, end))
            owner.append(index)
    return Pieces(ids, spans, owner)


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


def layout(sentence: Sequence[int]) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Places and segments of a window's pieces between the two special ones.

    A place counts from the start of its sentence; sentences are segments from 1, the special pieces are segment 0.
    """
    owner = np.asarray(sentence, np.int64)
    starts = np.concatenate([[True], owner[1:] != owner[:-1]])
    first = np.maximum.accumulate(np.where(starts, np.arange(len(owner)), 0))
    places = np.minimum(np.arange(len(owner)) - first + 1, POSITIONS - 1)
    ends = np.zeros(1, np.int64)
    return np.concatenate([ends, places, ends]), np.concatenate([ends, np.cumsum(starts), ends])


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
    """The encoder as it ships: pieces in 4 bits, layers in 8, run by ONNX Runtime on the processor."""

    def __init__(self, folder: Path, threads: int) -> None:
        # Loaded here: `dragoman --help` must not wait for it.
        import onnxruntime  # noqa: PLC0415

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self.tokenizer = Tokenizer.from_str(gzip.decompress((folder / "tokenizer.json.gz").read_bytes()).decode())
        self._pieces = np.load(folder / "pieces.npy", mmap_mode="r")
        self._session = onnxruntime.InferenceSession(
            str(folder / "encoder.onnx"), options, providers=["CPUExecutionProvider"]
        )

    def vectors(self, ids: Sequence[int]) -> Vectors:
        """(T, width): the vector of each piece, before any layer."""
        return unpack(np.asarray(self._pieces[list(ids)]))

    def states(self, ids: Sequence[int], sentence: Sequence[int]) -> Vectors:
        """(T, width): the state of each piece, read in the context of all; `sentence` is the owner of each."""
        places, segments = layout(sentence)
        vectors = self.vectors([START, *ids, END])
        inputs = {"vectors": vectors[None], "places": places[None], "segments": segments[None]}
        (states,) = self._session.run(None, inputs)
        return np.asarray(states[0, 1:-1], np.float32)
