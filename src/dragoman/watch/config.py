"""What to watch, for whom, and whom to tell: a TOML file, each mistake in it told by its place."""

import os
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from dragoman.errors import DragomanError

#: A source is asked no more often than this, in seconds.
SOONEST = 60.0
UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
KINDS = ("feed", "opml", "sitemap")
TOP = {"parties", "every", "contact", "ports", "alerts", "folder", "webhook", "mail", *KINDS}
KEYS = {
    **dict.fromkeys(KINDS, ({"url"}, {"every", "days"})),
    "folder": ({"path"}, set()),
    "webhook": ({"url", "secret"}, set()),
    "mail": ({"host", "to", "from"}, {"port", "user", "password_env", "tls"}),
}
_TIME = re.compile(r"(\d+)\s*([smhd])")


class ConfigError(DragomanError):
    """A file of what to watch that cannot be used; its message says where and why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """An address that is asked again and again."""

    url: str
    every: float  #: seconds
    days: int = 3  #: of a sitemap without news, only pages that changed in so many days


@dataclass(frozen=True, slots=True, kw_only=True)
class Webhook:
    """An address that is told of changes, and the secret that signs what it is told."""

    url: str
    secret: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """A mailbox that is told of changes."""

    host: str
    to: str
    sender: str
    port: int = 25
    tls: bool = False
    user: str | None = None
    password: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """Everything that `dragoman watch` is asked to do."""

    sources: tuple[Source, ...] = ()
    folders: tuple[Path, ...] = ()
    parties: tuple[str, ...] = ()  #: empty: all
    every: float = 900.0
    contact: str | None = None
    ports: frozenset[int] = frozenset({80, 443})
    atom: Path | None = None
    webhooks: tuple[Webhook, ...] = ()
    mails: tuple[Mail, ...] = ()


def read_config(path: Path) -> Config:
    """The file as a Config; paths in it are beside it. Raises ConfigError."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(f"{path}: cannot be opened: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: not TOML: {error}") from error
    try:
        return _config(table, path.parent)
    except ConfigError as error:
        raise ConfigError(f"{path}: {error}") from error


def _config(table: Mapping[str, Any], beside: Path) -> Config:
    unknown = sorted(set(table) - TOP)
    if unknown:
        raise ConfigError(f"{unknown[0]}: no such setting; there are {', '.join(sorted(TOP))}")
    every = _seconds(table.get("every", "15m"), "every")
    alerts = _of(table, "alerts", dict, {})
    config = Config(
        sources=tuple(s for kind in KINDS for s in _sources(table, kind, every)),
        folders=tuple(beside / _text(row, "path", at) for at, row in _rows(table, "folder")),
        parties=tuple(p.upper() if len(p) <= 4 else p.lower() for p in _texts(table, "parties")),
        every=every,
        contact=_of(table, "contact", str, None),
        ports=frozenset({80, 443, *_ports(table)}),
        atom=beside / _text(alerts, "atom", "alerts") if alerts else None,
        webhooks=tuple(_webhook(row, at) for at, row in _rows(table, "webhook")),
        mails=tuple(_mail(row, at) for at, row in _rows(table, "mail")),
    )
    if not config.sources and not config.folders:
        raise ConfigError("nothing to watch: give a [[feed]], [[opml]], [[sitemap]] or [[folder]]")
    return config


def _rows(table: Mapping[str, Any], name: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The tables of one kind, each with its place ("feed 2"), none with a key too few or too many."""
    needed, more = KEYS[name]
    rows = _of(table, name, list, [])
    for number, row in enumerate(rows, 1):
        at = f"{name} {number}"
        if not isinstance(row, dict):
            raise ConfigError(f"{at}: write it as [[{name}]]")
        for key in sorted(needed - set(row)):
            raise ConfigError(f"{at}: `{key}` is missing")
        for key in sorted(set(row) - needed - more):
            raise ConfigError(f"{at}: no such setting `{key}`; there are {', '.join(sorted(needed | more))}")
        yield at, row


def _sources(table: Mapping[str, Any], kind: str, every: float) -> Iterator[Source]:
    for at, row in _rows(table, kind):
        pause = _seconds(row["every"], f"{at}: every") if "every" in row else every
        yield Source(url=_address(row, at), every=pause, days=_of(row, "days", int, 3, at))


def _webhook(row: Mapping[str, Any], at: str) -> Webhook:
    return Webhook(url=_address(row, at), secret=_text(row, "secret", at))


def _mail(row: Mapping[str, Any], at: str) -> Mail:
    name = _of(row, "password_env", str, None, at)
    if name and name not in os.environ:
        raise ConfigError(f"{at}: the environment holds no {name}, which `password_env` names")
    return Mail(
        host=_text(row, "host", at),
        to=_line(row, "to", at),
        sender=_line(row, "from", at),
        port=_of(row, "port", int, 25, at),
        tls=_of(row, "tls", bool, False, at),
        user=_of(row, "user", str, None, at),
        password=os.environ[name] if name else None,
    )


def _address(row: Mapping[str, Any], at: str) -> str:
    url = _text(row, "url", at)
    try:
        parts = urlsplit(url)
        good = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        good = False
    if not good:
        raise ConfigError(f"{at}: url: {url!r} is no address of the web (http or https)")
    return url


def _seconds(told: object, at: str) -> float:
    found = _TIME.fullmatch(told) if isinstance(told, str) else None
    if not found:
        raise ConfigError(f"{at}: {told!r} is no time; write 90s, 15m, 2h or 1d")
    seconds = float(found[1]) * UNITS[found[2]]
    if seconds < SOONEST:
        raise ConfigError(f"{at}: {told} is too often; at least {SOONEST:.0f}s")
    return seconds


def _ports(table: Mapping[str, Any]) -> list[int]:
    ports = _of(table, "ports", list, [])
    for port in ports:
        if not isinstance(port, int) or not 0 < port < 65536:
            raise ConfigError(f"ports: {port!r} is no port")
    return list(ports)


def _texts(table: Mapping[str, Any], key: str) -> list[str]:
    values = _of(table, key, list, [])
    if not all(isinstance(v, str) and v for v in values):
        raise ConfigError(f'{key}: write ids in quotes: ["BY", "US"]')
    return list(values)


def _text(row: Mapping[str, Any], key: str, at: str) -> str:
    value = _of(row, key, str, "", at)
    if not value:
        raise ConfigError(f"{at}: `{key}` is empty" if key in row else f"{at}: `{key}` is missing")
    return str(value)


def _line(row: Mapping[str, Any], key: str, at: str) -> str:
    value = _text(row, key, at)
    if "\n" in value or "\r" in value:
        raise ConfigError(f"{at}: `{key}` runs over lines")
    return value


def _of(row: Mapping[str, Any], key: str, kind: type, default: Any, at: str = "") -> Any:  # noqa: ANN401
    """The value of a key, of the kind that it must have."""
    value = row.get(key, default)
    if value is not default and (not isinstance(value, kind) or (kind is int and isinstance(value, bool))):
        where = f"{at}: {key}" if at else key
        raise ConfigError(f"{where}: {value!r} should be {_NAMES[kind]}")
    return value


_NAMES = {str: "text in quotes", int: "a whole number", bool: "true or false", list: "a list", dict: "a table"}
