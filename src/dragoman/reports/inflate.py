"""Compressed bytes, given out only up to a limit: a small file that would unpack into a huge one is cut off."""

import zlib
from collections.abc import Iterable, Iterator

GZIP = b"\x1f\x8b"
#: The names under which servers send what zlib reads.
PLAIN, DEFLATED = frozenset({"", "identity"}), frozenset({"gzip", "x-gzip", "deflate"})
_EITHER_HEADER = 47  # gzip or zlib, told apart by their first bytes


class TooLargeError(Exception):
    """More bytes than the limit."""


class UnreadableError(Exception):
    """Bytes that are not in the form that their sender names."""


def inflated(chunks: Iterable[bytes], encoding: str, limit: int) -> bytes:
    """The bytes as they were before compression; never more than a chunk beyond `limit` is held.

    Raises TooLargeError, or UnreadableError for a broken stream and an encoding that we did not ask for.
    """
    name = encoding.strip().lower()
    if name not in PLAIN | DEFLATED:
        raise UnreadableError(f"content encoding {name!r}")
    whole = bytearray()
    for piece in chunks if name in PLAIN else _pieces(chunks, limit):
        whole += piece
        if len(whole) > limit:
            raise TooLargeError(f"more than {limit:,} bytes")
    return bytes(whole)


def _pieces(chunks: Iterable[bytes], limit: int) -> Iterator[bytes]:
    stream = zlib.decompressobj(_EITHER_HEADER)
    try:
        for chunk in chunks:
            rest = chunk
            while rest:
                yield stream.decompress(rest, limit + 1)
                rest = stream.unconsumed_tail
                if stream.eof:
                    rest = stream.unused_data
                    stream = zlib.decompressobj(_EITHER_HEADER)
                    if not rest.startswith(GZIP):
                        return
    except zlib.error as error:
        raise UnreadableError(f"broken compression: {error}") from error
