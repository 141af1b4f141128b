"""Addresses fetched politely and safely: robots.txt, pauses, conditional requests, limits; no private address.

Sources: RFC 9309 (robots.txt), RFC 9110 (conditional requests, Retry-After).
"""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from types import TracebackType
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from dragoman.records import Fault, Problem
from dragoman.reports.inflate import TooLargeError, UnreadableError, inflated

if TYPE_CHECKING:
    import httpx
    from protego import Protego

    from dragoman.reports.network import Network

NOT_MODIFIED = 304
REDIRECTS = frozenset({301, 302, 303, 307, 308})
#: Answers that may be another tomorrow.
PASSING = frozenset({408, 425, 429})
BUSY = frozenset({429, 503})
DAY = 24 * 3600.0
#: How long an unreadable robots.txt keeps us from its host; RFC 9309 asks not to fetch without it.
ROBOTS_AGAIN = 300.0
FIRST_REST, LONGEST_DELAY = 60.0, 30.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What an address answered: 2xx with its body, or 304 with none."""

    url: str  #: after redirects
    status: int
    body: bytes = b""
    charset: str | None = None  #: as the server says
    etag: str | None = None
    modified: str | None = None  #: Last-Modified, as the server wrote it
    content_type: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal(Problem):
    """An address that gave nothing, and whether asking again may help."""

    lasting: bool = False
    status: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Manners:
    """How we behave toward hosts, and what we let them do to us."""

    delay: float = 1.0  #: seconds between two requests to one host
    size: int = 10_000_000  #: bytes, decompressed
    patience: float = 20.0  #: seconds for each step
    whole: float = 60.0  #: seconds for one answer
    redirects: int = 5
    ports: frozenset[int] = frozenset({80, 443})
    allowed: "tuple[Network, ...]" = ()  #: networks that may be fetched from though they are not public
    contact: str | None = None  #: who answers for the requests: an address of the web or of mail


class Fetcher:
    """A client that remembers, for each host, its robots.txt and when it may be asked again."""

    def __init__(
        self,
        manners: Manners = Manners(),
        *,
        wait: Callable[[float], object] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        import httpx  # noqa: PLC0415 - a fifth of a second

        from dragoman.reports.network import Checked, CheckedTransport  # noqa: PLC0415

        self.manners, self._wait, self._clock = manners, wait, clock
        self._network = Checked(manners.allowed, manners.ports)
        self._client = httpx.Client(
            transport=CheckedTransport(self._network),
            timeout=manners.patience,
            trust_env=False,
            headers={"User-Agent": user_agent(manners.contact), "Accept-Encoding": "gzip, deflate"},
        )
        self._robots: dict[str, tuple[Protego | Refusal, float]] = {}
        self._next: dict[str, float] = {}
        self._rests: dict[str, tuple[float, int]] = {}

    def __enter__(self) -> "Fetcher":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._client.close()

    def fetch(self, url: str, *, etag: str | None = None, modified: str | None = None) -> Fetched | Refusal:
        """The answer of an address; with what an earlier answer was marked by, only if it has changed since."""
        asked = {"If-None-Match": etag, "If-Modified-Since": modified}
        return self._through(url, {k: v for k, v in asked.items() if v}, self._forbidden)

    def _through(
        self, url: str, asked: Mapping[str, str], forbidden: Callable[[str], Refusal | None]
    ) -> Fetched | Refusal:
        """An answer after redirects, each of which is checked like the first address."""
        target = url
        for _ in range(self.manners.redirects + 1):
            refusal = _no_web_address(target) or self._resting(target) or forbidden(target)
            answer = refusal or self._ask(target, asked)
            if not isinstance(answer, str):
                return answer
            target = answer
        return _refusal(url, f"more than {self.manners.redirects} redirects", lasting=True)

    def _forbidden(self, url: str) -> Refusal | None:
        rules = self._rules(url)
        if isinstance(rules, Refusal):
            return _refusal(url, f"its host's robots.txt: {rules.message}", lasting=rules.lasting)
        if not rules.can_fetch(url, "dragoman"):
            return _refusal(url, "robots.txt asks not to fetch it", lasting=True)
        return None

    def _rules(self, url: str) -> "Protego | Refusal":
        origin = urljoin(url, "/")
        rules, until = self._robots.get(origin, (None, 0.0))
        if rules is None or until <= self._clock():
            rules = self._read_rules(urljoin(origin, "robots.txt"))
            lasts = ROBOTS_AGAIN if isinstance(rules, Refusal) else DAY
            self._robots[origin] = (rules, self._clock() + lasts)
        return rules

    def _read_rules(self, url: str) -> "Protego | Refusal":
        """The rules of a host; none where it says that there are none (4xx), a Refusal where it cannot say."""
        from protego import Protego  # noqa: PLC0415

        found = self._through(url, {}, lambda _: None)
        if isinstance(found, Fetched):
            return Protego.parse(found.body.decode("utf-8", errors="replace"))
        return Protego.parse("") if found.lasting and found.status else found

    def _resting(self, url: str) -> Refusal | None:
        until, _ = self._rests.get(_host(url), (0.0, 0))
        left = until - self._clock()
        return _refusal(url, f"its host asked not to be asked for {left:.0f} s") if left > 0 else None

    def _ask(self, url: str, asked: Mapping[str, str]) -> Fetched | Refusal | str:
        """What one request brings: an answer, or the address that it is sent on to."""
        import httpx  # noqa: PLC0415

        from dragoman.reports.network import ForbiddenAddressError  # noqa: PLC0415

        self._pause(url)
        self._network.deadline = time.monotonic() + self.manners.whole
        try:
            with self._client.stream("GET", url, headers=dict(asked)) as answer:
                return self._read(url, answer)
        except ForbiddenAddressError as error:
            return _refusal(url, str(error), lasting=True)
        except TooLargeError as error:
            return _refusal(url, f"{error}: no news page", lasting=True)
        except UnreadableError as error:
            return _refusal(url, str(error))
        except httpx.TimeoutException:
            return _refusal(url, "no answer in time")
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError) as error:
            return _refusal(url, f"cannot be fetched: {error}")
        finally:
            self._client.cookies.clear()

    def _pause(self, url: str) -> None:
        host = _host(url)
        left = self._next.get(host, 0.0) - self._clock()
        if left > 0:
            self._wait(left)
        self._next[host] = self._clock() + self._delay(url)

    def _delay(self, url: str) -> float:
        rules, _ = self._robots.get(urljoin(url, "/"), (None, 0.0))
        asked = None if rules is None or isinstance(rules, Refusal) else rules.crawl_delay("dragoman")
        return max(self.manners.delay, min(float(asked or 0), LONGEST_DELAY))

    def _read(self, url: str, answer: "httpx.Response") -> Fetched | Refusal | str:
        status, headers = answer.status_code, answer.headers
        if status in REDIRECTS and "location" in headers:
            return urljoin(url, headers["location"])
        if status in BUSY:
            self._rest(url, headers.get("retry-after"))
        elif status < 500:
            self._rests.pop(_host(url), None)
        if status != NOT_MODIFIED and not answer.is_success:
            return _refusal(
                url, f"answered {status}", lasting=400 <= status < 500 and status not in PASSING, status=status
            )
        size = headers.get("content-length", "")
        if size.isdigit() and int(size) > self.manners.size:
            raise TooLargeError(f"{int(size):,} bytes")
        encoding = headers.get("content-encoding", "")
        return Fetched(
            url=url,
            status=status,
            body=b"" if status == NOT_MODIFIED else inflated(answer.iter_raw(), encoding, self.manners.size),
            charset=answer.charset_encoding,
            etag=headers.get("etag"),
            modified=headers.get("last-modified"),
            content_type=headers.get("content-type"),
        )

    def _rest(self, url: str, asked: str | None) -> None:
        """Leave a host alone for as long as it asks, else for longer each time."""
        host = _host(url)
        times = self._rests.get(host, (0.0, 0))[1]
        seconds = _seconds(asked)
        rest = FIRST_REST * 2**times if seconds is None else seconds
        self._rests[host] = (self._clock() + min(rest, DAY), min(times + 1, 10))


def user_agent(contact: str | None = None) -> str:
    """Our name and version, and where to find us."""
    from importlib.metadata import metadata, version  # noqa: PLC0415

    pages = metadata("dragoman").get_all("Project-URL") or []
    page = contact or next((p.split(", ", 1)[1] for p in pages if ", " in p), None)
    return f"dragoman/{version('dragoman')}" + (f" (+{page})" if page else "")


def _no_web_address(url: str) -> Refusal | None:
    try:
        parts = urlsplit(url)
        good = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        good = False
    return None if good else _refusal(url, "not an address of the web (http or https)", lasting=True)


def _host(url: str) -> str:
    return urlsplit(url).hostname or ""


def _seconds(asked: str | None) -> float | None:
    """The seconds of a Retry-After, which gives a number or a date."""
    if asked is None:
        return None
    if asked.strip().isdigit():
        return float(asked)
    try:
        at = parsedate_to_datetime(asked)
    except ValueError:
        return None
    return max(0.0, (at.replace(tzinfo=at.tzinfo or UTC) - datetime.now(UTC)).total_seconds())


def _refusal(place: str, message: str, *, lasting: bool = False, status: int | None = None) -> Refusal:
    return Refusal(place=place, message=message, fault=Fault.REPORT, lasting=lasting, status=status)
