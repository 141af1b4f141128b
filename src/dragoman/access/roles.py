"""Which role a request needs: the one place that says so, for pages and API alike."""

from dragoman.records import Role

#: What anyone may see: whether the server lives, how to come in, and what the pages are dressed in.
OPEN = ("/health", "/login", "/static/")
#: What only an admin may see: figures of the server, and who has an account.
GOVERNED = ("/metrics", "/api/users")
#: What every user may do about the own session.
OWN = ("/logout",)
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})

_RANK = {role: rank for rank, role in enumerate(Role)}


def needed(method: str, path: str) -> Role | None:
    """The least role for a request; None where anyone may. What is not named needs a reader to see, a judge to do."""
    if _is_of(path, OPEN):
        return None
    if _is_of(path, GOVERNED):
        return Role.ADMIN
    return Role.READER if method in SAFE or _is_of(path, OWN) else Role.JUDGE


def may(role: Role, needs: Role) -> bool:
    """Whether one role includes another."""
    return _RANK[role] >= _RANK[needs]


def _is_of(path: str, places: tuple[str, ...]) -> bool:
    return any(path == place or path.startswith(place.rstrip("/") + "/") for place in places)
