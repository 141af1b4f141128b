"""Fetching: polite, bounded, and never from where no report may come from. The servers are real, on loopback."""

import gzip
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler
from ipaddress import ip_address, ip_network

import pytest

from dragoman.reports.fetch import Fetched, Fetcher, Manners, Refusal
from dragoman.reports.inflate import TooLargeError, inflated
from dragoman.reports.network import is_public, plain_address
from local_server import Answering, listening

ONE = (ip_network("127.0.0.1/32"),)


@contextmanager
def served(pages: dict[str, object], at: str = "127.0.0.1") -> Iterator[tuple[str, list[str]]]:
    """A server that answers each path with (status, headers, body) or a function of the request; what it was asked."""
    asked: list[str] = []

    class Handler(Answering):
        def do_GET(self) -> None:  # noqa: N802 - the library calls it so
            asked.append(self.path)
            page = pages.get(self.path, (404, {}, b"nothing"))
            self.answer(*(page(self) if callable(page) else page))

    with listening(Handler, at) as address:
        yield address, asked


def fetcher(**more: object) -> Fetcher:
    return Fetcher(Manners(**{"delay": 0.0, "allowed": ONE, **more}))


def test_a_page_comes_with_what_the_server_says_of_it() -> None:
    """Body, charset and the marks for the next time; with these, 304 and no body."""
    marks = {"ETag": '"a1"', "Last-Modified": "Sat, 13 Dec 2025 10:00:00 GMT"}

    def page(request: BaseHTTPRequestHandler) -> tuple[int, dict[str, str], bytes]:
        if request.headers.get("If-None-Match") == '"a1"':
            return 304, marks, b""
        assert request.headers["User-Agent"].startswith("dragoman/")
        return 200, {"Content-Type": "text/html; charset=windows-1254", **marks}, "İkinci".encode("cp1254")

    with served({"/a": page}) as (base, _), fetcher() as client:
        first = client.fetch(f"{base}/a")
        again = client.fetch(f"{base}/a", etag=first.etag, modified=first.modified)

    assert isinstance(first, Fetched)
    assert first.body.decode(first.charset) == "İkinci"
    assert (again.status, again.body) == (304, b"")


def test_robots_are_asked_once_and_obeyed() -> None:
    """What robots.txt keeps from us is not asked for; the file itself is read once a host."""
    rules = b"User-agent: *\nDisallow: /private/\n"
    with served({"/robots.txt": (200, {}, rules), "/a": (200, {}, b"a")}) as (base, asked), fetcher() as client:
        refused = client.fetch(f"{base}/private/x")
        assert isinstance(client.fetch(f"{base}/a"), Fetched)

    assert isinstance(refused, Refusal)
    assert refused.lasting
    assert "robots.txt" in refused.message
    assert asked == ["/robots.txt", "/a"]


def test_a_host_whose_robots_cannot_be_read_is_left_alone() -> None:
    """RFC 9309: a server error is a refusal for now, a missing file is leave."""
    with served({"/robots.txt": (500, {}, b""), "/a": (200, {}, b"a")}) as (base, asked), fetcher() as client:
        refused = client.fetch(f"{base}/a")

    assert isinstance(refused, Refusal)
    assert not refused.lasting
    assert asked == ["/robots.txt"]


def test_a_busy_host_is_not_asked_again_before_it_says() -> None:
    """Retry-After holds for every address of the host."""
    with served({"/a": (429, {"Retry-After": "30"}, b""), "/b": (200, {}, b"b")}) as (base, asked), fetcher() as client:
        first, second = client.fetch(f"{base}/a"), client.fetch(f"{base}/b")

    assert not first.lasting
    assert "asked not to be asked" in second.message
    assert "/b" not in asked


def test_requests_to_one_host_keep_their_distance() -> None:
    """The pause is the manners' or the longer one that robots.txt asks for."""
    waited: list[float] = []
    rules = b"User-agent: *\nCrawl-delay: 7\n"
    pages = {"/robots.txt": (200, {}, rules), "/a": (200, {}, b"a")}
    client = Fetcher(Manners(delay=2.0, allowed=ONE), wait=waited.append, clock=lambda: 0.0)
    with served(pages) as (base, _), client:
        client.fetch(f"{base}/a")
        client.fetch(f"{base}/a")

    assert waited == [2.0, 7.0]


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
def test_a_bomb_is_cut_off(encoding: str) -> None:
    """A small answer that unpacks into a huge one is refused without being unpacked."""
    pack = gzip.compress if encoding == "gzip" else zlib.compress
    bomb = pack(b"0" * 30_000_000)
    with served({"/a": (200, {"Content-Encoding": encoding}, bomb)}) as (base, _), fetcher(size=1_000_000) as client:
        refused = client.fetch(f"{base}/a")

    assert isinstance(refused, Refusal)
    assert refused.lasting
    assert "1,000,000" in refused.message


def test_unpacking_holds_no_more_than_the_limit() -> None:
    """Packed members one after another are read to the end, or to the limit."""
    two = gzip.compress(b"a" * 10) + gzip.compress(b"b" * 10)

    assert inflated([two[:15], two[15:]], "gzip", 100) == b"a" * 10 + b"b" * 10
    with pytest.raises(TooLargeError):
        inflated([two], "gzip", 15)


def test_a_server_that_drips_is_left() -> None:
    """The time for the whole answer ends it, however often a byte arrives."""

    def drip(request: BaseHTTPRequestHandler) -> tuple[int, dict[str, str], bytes]:
        request.wfile.write(b"HTTP/1.0 200 OK\r\n\r\n")
        for _ in range(100):
            try:
                request.wfile.write(b"x")
            except OSError:
                break
            time.sleep(0.05)
        return 200, {}, b""

    began = time.monotonic()
    with served({"/a": drip}) as (base, _), fetcher(whole=0.5) as client:
        refused = client.fetch(f"{base}/a")
        took = time.monotonic() - began

    assert isinstance(refused, Refusal)
    assert "in time" in refused.message
    assert took < 4


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://2130706433/",
        "http://0x7f.1/",
        "http://localhost/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[::ffff:10.0.0.1]/",
        "http://10.1.2.3/",
        "http://192.168.0.1/",
        "http://169.254.169.254/latest/meta-data",
        "http://100.64.0.1/",
        "http://224.0.0.1/",
        "http://240.0.0.1/",
        "http://0.0.0.0/",
        "http://[fe80::1]/",
        "http://[fc00::1]/",
        "http://[2002:7f00:1::]/",
        "http://[64:ff9b::7f00:1]/",
    ],
)
def test_no_address_within_is_asked(url: str) -> None:
    """Private, loopback, link-local, multicast and reserved addresses are refused, however they are written."""
    with Fetcher(Manners(delay=0.0)) as client:
        refused = client.fetch(url)

    assert isinstance(refused, Refusal)
    assert "no public address" in refused.message or "no address" in refused.message


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "ftp://a.example/", "gopher://a.example", "http://", "x", "http://[", ""]
)
def test_only_the_web_is_fetched(url: str) -> None:
    """Anything but http and https is refused."""
    with Fetcher() as client:
        refused = client.fetch(url)

    assert isinstance(refused, Refusal)
    assert refused.lasting


def test_other_ports_are_refused() -> None:
    """A public address on another port than the web's is not asked."""
    with Fetcher() as client:
        refused = client.fetch("http://93.184.216.34:6379/")

    assert "port 6379" in refused.message


def test_a_redirect_is_checked_like_an_address() -> None:
    """A server that may be asked cannot send us on to one that may not, nor round in circles."""
    with served({"/secret": (200, {}, b"secret")}, at="127.0.0.2") as (inner, asked):
        pages = {
            "/a": (302, {"Location": f"{inner}/secret"}, b""),
            "/b": (302, {"Location": "/b"}, b""),
            "/c": (301, {"Location": "file:///etc/passwd"}, b""),
            "/d": (307, {"Location": "/e"}, b""),
            "/e": (200, {}, b"e"),
        }
        with served(pages) as (base, _), fetcher() as client:
            within, round_and_round, file, good = (client.fetch(f"{base}/{name}") for name in "abcd")

    assert "no public address" in within.message
    assert asked == []
    assert "redirects" in round_and_round.message
    assert isinstance(file, Refusal)
    assert (good.body, good.url) == (b"e", f"{base}/e")


def test_mapped_addresses_are_what_they_stand_for() -> None:
    """IPv4 within IPv6 is judged as IPv4."""
    assert str(plain_address(ip_address("::ffff:127.0.0.1"))) == "127.0.0.1"
    assert not is_public(ip_address("2002:0a00:0001::"))
    assert is_public(ip_address("93.184.216.34"))
    assert is_public(ip_address("2606:2800:220:1::1"))
