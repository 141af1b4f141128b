"""Passwords, tokens and signatures. What is kept of a secret is never the secret."""

import hmac
import secrets
import threading
from hashlib import sha256

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST = 10
LONGEST = 1000
#: 64 MiB for each password that is checked: one at a time, so that many who try do not fill the memory.
_ONE_AT_A_TIME = threading.Lock()
_HASHER = PasswordHasher()
_NOBODYS = "$argon2id$v=19$m=65536,t=3,p=4$MDAwMDAwMDAwMDAwMDAwMA$MDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDA"


def hashed(password: str) -> str:
    """The argon2id hash of a password, with a salt of its own."""
    with _ONE_AT_A_TIME:
        return _HASHER.hash(password)


def is_password(password: str, kept: str | None) -> bool:
    """Whether a password is the one whose hash is kept; it takes as long where none is."""
    with _ONE_AT_A_TIME:
        try:
            return _HASHER.verify(kept or _NOBODYS, password[:LONGEST]) and kept is not None
        except (VerificationError, InvalidHashError):
            return False


def new_token() -> str:
    """A bearer token: 256 random bits behind a word by which scanners of leaked secrets know it."""
    return f"dragoman_{secrets.token_urlsafe(32)}"


def new_visit() -> str:
    """A name for a visit that nobody can guess."""
    return secrets.token_urlsafe(24)


def digest(secret: str) -> str:
    """What is kept of a token or a visit: enough to know it again."""
    return sha256(secret.encode()).hexdigest()


def signature(key: str, purpose: str, words: str) -> str:
    """What only the holder of the key can say of some words, for one purpose."""
    return hmac.new(key.encode(), f"{purpose}\x1f{words}".encode(), sha256).hexdigest()


def is_signed(key: str, purpose: str, words: str, said: str) -> bool:
    """Whether the signature is right, in the same time for each wrong one."""
    return hmac.compare_digest(signature(key, purpose, words).encode(), said.encode())
