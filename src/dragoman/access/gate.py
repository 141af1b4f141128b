"""Whom a request comes from, and whether it may pass. What it asks for is not looked at."""

import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple
from urllib.parse import urlsplit

from dragoman.access.rates import Rates, client_of
from dragoman.access.refusal import Refusal
from dragoman.access.roles import may, needed
from dragoman.access.secrets import digest, is_password, is_signed, new_token, new_visit, signature
from dragoman.records import Role, Token, User
from dragoman.store.accounts import Accounts

SESSION = timedelta(days=7)
#: What pages say with every form.
FIELD = "csrf"


class Asking(NamedTuple):
    """What of a request tells who asks: nothing of what is asked for but its place."""

    method: str
    path: str
    client: str
    bearer: str | None  #: the token of the header Authorization
    cookie: str | None
    kind: str  #: media type of the body
    origin: str | None  #: the header Origin
    site: str | None  #: the header Sec-Fetch-Site
    own: str  #: scheme and host by which the server was called


class Visit(NamedTuple):
    """Who asks: a user or nobody, the word that their forms carry, and their cookie."""

    user: User | None
    csrf: str
    cookie: str
    is_bearer: bool = False
    is_new: bool = False  #: the cookie is to be set


class Access:
    """Who may come in. With `alone` everybody who reaches the server is that user, and nobody logs in."""

    def __init__(self, accounts: Accounts, alone: User | None, clock: Callable[[], float] = time.time) -> None:
        self.accounts = accounts
        self.alone = alone
        self._clock = clock
        self._key = accounts.key("visits", new_visit())
        self._requests = Rates(each_second=50, burst=500)
        self._tries = {"client": Rates(each_second=1 / 12, burst=5), "name": Rates(each_second=1 / 6, burst=20)}

    def admit(self, asking: Asking) -> Visit:
        """Who asks, where they may. Raises Refusal: 401, 403 or 429."""
        if self.alone is None:
            self._count(self._requests, client_of(asking.client), "requests")
        visit = self._visit(asking)
        needs = needed(asking.method, asking.path)
        if needs is not None and visit.user is None:
            raise Refusal(401, "log in first, or send a bearer token", WWW_Authenticate="Bearer")
        if needs is not None and visit.user is not None and not may(visit.user.role, needs):
            raise Refusal(403, f"this needs the role {needs}; {visit.user.name} is {visit.user.role}")
        return visit

    def asks_store(self, asking: Asking) -> bool:
        """Whether the store is asked for who it is."""
        return asking.bearer is not None or (self.alone is None and asking.cookie is not None)

    def needs_word(self, asking: Asking, visit: Visit) -> bool:
        """Whether a request that changes something must carry the word of the visit's forms.

        It must where another site could have sent it in the visitor's name.
        Raises Refusal where another site did.
        """
        if visit.is_bearer:
            return False
        if asking.site not in (None, "same-origin", "none") or (asking.origin and asking.origin != asking.own):
            raise Refusal(403, "this was sent from another site")
        return asking.kind != "application/json"  # which no site can send to another without being asked

    def check_word(self, visit: Visit, said: str) -> None:
        """Raises Refusal where the word is not that of the visit."""
        if not is_signed(self._key, "form", visit.cookie, said):
            raise Refusal(403, f"the form is too old, or not ours: load the page again ({FIELD} is missing or wrong)")

    def log_in(self, name: str, password: str, client: str) -> str | None:
        """The cookie of a new session; None where name or password is wrong. Raises Refusal after too many tries."""
        self._count(self._tries["client"], client_of(client), "tries")
        self._count(self._tries["name"], name[:100], "tries")
        known = self.accounts.with_password(name)
        if not is_password(password, known[1] if known else None):
            return None
        cookie, now = self._new_cookie(), self._now()
        self.accounts.add_session(digest(cookie), name, now, now + SESSION)
        return cookie

    def log_out(self, cookie: str) -> None:
        """End the session of a cookie."""
        self.accounts.end_session(digest(cookie))

    def give_token(self, user: str, label: str, day: date) -> str:
        """A new bearer token, which is told this once. Raises AccountError where there is no such user."""
        secret = new_token()
        kept = digest(secret)
        self.accounts.add_token(Token(kept[:8], user, label, day), kept)
        return secret

    def _visit(self, asking: Asking) -> Visit:
        if asking.bearer is not None:
            user = self.accounts.of_token(digest(asking.bearer))
            if user is None:
                raise Refusal(401, "the token does not hold", WWW_Authenticate='Bearer error="invalid_token"')
            return Visit(user, "", "", is_bearer=True)
        known = asking.cookie is not None and self._is_ours(asking.cookie)
        cookie = asking.cookie if known and asking.cookie else self._new_cookie()
        user = self.alone or (self.accounts.of_session(digest(cookie), self._now()) if known else None)
        return Visit(user, signature(self._key, "form", cookie), cookie, is_new=not known)

    def _new_cookie(self) -> str:
        name = new_visit()
        return f"{name}.{signature(self._key, 'visit', name)}"

    def _is_ours(self, cookie: str) -> bool:
        name, _, signed = cookie.partition(".")
        return is_signed(self._key, "visit", name, signed)

    def _count(self, rates: Rates, who: str, what: str) -> None:
        seconds = rates.wait(who, self._clock())
        if seconds:
            raise Refusal(429, f"too many {what}; try again in {seconds} s", Retry_After=str(seconds))

    def _now(self) -> datetime:
        return datetime.fromtimestamp(self._clock(), UTC).replace(tzinfo=None)


def open_access(accounts: Accounts, name: str) -> Access:
    """Access with a login where there are accounts, else for one user alone."""
    return Access(accounts, None if accounts.users() else User(name, Role.ADMIN))


def local_path(path: str) -> str:
    """A path of this server to go on to; the first page where it leads elsewhere."""
    parts = urlsplit(path)
    is_ours = path.startswith("/") and not path.startswith(("//", "/\\")) and not (parts.scheme or parts.netloc)
    return path if is_ours and path.isprintable() else "/"
