"""Ids made of content: the same content has the same id on every machine, in any order."""

from hashlib import blake2b


def content_id(kind: str, *parts: str) -> str:
    """`kind`, a hyphen, and twelve hexadecimal digits that depend on nothing but `parts`."""
    digest = blake2b("\x1f".join(parts).encode(), digest_size=6)
    return f"{kind}-{digest.hexdigest()}"
