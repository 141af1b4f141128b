"""Who may ask and who may judge: accounts, roles, tokens, sessions, and the guard before every page and answer."""

from dragoman.access.gate import Access, Visit, open_access
from dragoman.access.guard import Guard
from dragoman.access.refusal import Refusal
from dragoman.access.secrets import hashed, new_token

__all__ = ["Access", "Guard", "Refusal", "Visit", "hashed", "new_token", "open_access"]
