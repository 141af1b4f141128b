"""Connections to public addresses alone: names are resolved, every answer is checked, and the checked address is used.

Between check and connection no second look at DNS happens, so that an answer that changes (rebinding) cannot matter.
"""

import socket
import time
from collections.abc import Callable, Iterable, Iterator
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from ssl import SSLContext
from typing import Any

import httpcore
import httpx

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network
EVERYWHERE = (ip_network("0.0.0.0/0"), ip_network("::/0"))


class ForbiddenAddressError(Exception):
    """A name that leads, or a port that belongs, to where no report may be fetched from."""


class DeadlineError(httpcore.ReadTimeout):
    """An exchange that takes longer in all than any may, however often a byte arrives."""


def checked_addresses(host: str, port: int, allowed: Iterable[Network], ports: frozenset[int]) -> tuple[str, ...]:
    """The addresses of a host, if a connection to each of them is allowed.

    Raises ForbiddenAddressError where one is private, loopback, link-local, multicast or reserved and in none of the
    `allowed` networks, or where the port is none of `ports` (any port is allowed in an allowed network);
    httpcore.ConnectError where the name has no address.
    """
    found = tuple(_resolved(host, port))
    for address in found:
        if any(address in network for network in allowed if network.version == address.version):
            continue
        if not is_public(address):
            raise ForbiddenAddressError(f"{host} is at {address}, which is no public address")
        if port not in ports:
            raise ForbiddenAddressError(f"port {port} is none of {', '.join(map(str, sorted(ports)))}")
    return tuple(map(str, found))


def _resolved(host: str, port: int) -> Iterator[Address]:
    try:
        answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise httpcore.ConnectError(f"no address for {host!r}: {error}") from error
    for address in dict.fromkeys(str(answer[4][0]) for answer in answers):
        yield plain_address(ip_address(address))


def plain_address(address: Address) -> Address:
    """The IPv4 address that an IPv6-mapped one stands for; any other as it is."""
    mapped = getattr(address, "ipv4_mapped", None)
    return mapped if isinstance(mapped, IPv4Address) else address


def is_public(address: Address) -> bool:
    """Whether an address, and any other that it carries within, belongs to the public internet."""
    return all(a.is_global and not a.is_multicast and not a.is_reserved for a in (address, *_carried(address)))


def _carried(address: Address) -> Iterator[Address]:
    if isinstance(address, IPv6Address):
        if address.sixtofour:
            yield address.sixtofour
        if address.teredo:
            yield from address.teredo


class Checked(httpcore.NetworkBackend):
    """Opens connections to checked addresses, none of which outlives the deadline."""

    def __init__(self, allowed: tuple[Network, ...], ports: frozenset[int]) -> None:
        self.allowed, self.ports = allowed, ports
        self.deadline = float("inf")  #: on the monotonic clock
        self._real = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """A connection to the first checked address that answers."""
        failure: Exception | None = None
        for address in checked_addresses(host, port, self.allowed, self.ports):
            try:
                patience = _patience(timeout, self._left())
                real = self._real.connect_tcp(address, port, patience, local_address, socket_options)
                return _Timed(real, self._left)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise failure or httpcore.ConnectError(f"no address for {host!r}")

    def _left(self) -> float:
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise DeadlineError("no complete answer in time")
        return left


class _Timed(httpcore.NetworkStream):
    """A connection each of whose steps has at most the time that is left."""

    def __init__(self, real: httpcore.NetworkStream, left: Callable[[], float]) -> None:
        self._real, self._left = real, left

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._real.read(max_bytes, _patience(timeout, self._left()))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._real.write(buffer, _patience(timeout, self._left()))

    def close(self) -> None:
        self._real.close()

    def start_tls(
        self, ssl_context: SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        patience = _patience(timeout, self._left())
        return _Timed(self._real.start_tls(ssl_context, server_hostname, patience), self._left)

    def get_extra_info(self, info: str) -> Any:  # noqa: ANN401 - the interface of httpcore
        return self._real.get_extra_info(info)


def _patience(timeout: float | None, left: float) -> float:
    return left if timeout is None else min(timeout, left)


class CheckedTransport(httpx.HTTPTransport):
    """httpx's own transport over checked connections, each closed after its answer."""

    def __init__(self, network: Checked) -> None:
        super().__init__()
        self._pool = httpcore.ConnectionPool(
            ssl_context=httpx.create_ssl_context(), max_keepalive_connections=0, network_backend=network
        )
