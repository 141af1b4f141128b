"""Pages of a web archive: the HTML responses of a WARC file, each with the offset that reading can go on from.

Read by fastwarc. A record that is cut off or damaged is a Problem at its offset, and reading goes on at the next place
in the file where a record starts. Format: ISO 28500 (WARC 1.0 and 1.1); CC-NEWS as it is published.
"""

import io
import re
import zlib
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from dragoman.records import Problem
from dragoman.reports.make import problem

#: No page, text or document of news is larger than this, unpacked.
LARGEST = 32_000_000
PAGES = ("text/html", "application/xhtml+xml", "")
_CHUNK = 1 << 20
_GZIP = b"\x1f\x8b\x08"
_PROBE = 1024  #: enough of a compressed record to see that it starts with a WARC header
_START = re.compile(rb"\x1f\x8b\x08|(?:(?<=\r\n)|(?<=^))WARC/1\.[01]\r\n")
_INSIDE = re.compile(rb"\r\nWARC/1\.[01]\r\nWARC-")


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """What an archive holds at one place. `problem` says why it cannot be read; its payload is then empty."""

    place: str  #: for people: the archive, and where in it
    name: str  #: its address or its name in the archive, as told; never a path to write to
    mark: str  #: opaque: reading that starts with it goes on right after this member
    payload: bytes = b""
    url: str | None = None
    charset: str | None = None  #: what the server said
    retrieved: date | None = None  #: the day it was fetched
    problem: Problem | None = None


class _Broken(NamedTuple):
    """Where reading goes on after damage, and whether the damage was told already."""

    resume: int
    told: bool


def warc_members(path: Path, place: str, start: str | None = None) -> Iterator[Member]:
    """The HTML pages of a WARC file, plain or compressed, after the one that `start` marks.

    Marks are `@offset`; in a file that was compressed as a whole, which cannot be entered in the middle, `#number`.
    """
    begin = int(start[1:]) if start and start[0] in "@<" else 0
    members = _walk(path, place, begin)
    return _after(members, start) if start and start[0] != "<" else members


def _after(members: Iterator[Member], start: str) -> Iterator[Member]:
    for member in members:
        if member.mark == start:
            break
        if start.startswith("@"):
            yield member
            break
    yield from members


def _walk(path: Path, place: str, begin: int) -> Iterator[Member]:
    going: _Broken | None = _Broken(begin, told=True)
    while going is not None:
        going = yield from _stretch(path, place, going)


def _stretch(path: Path, place: str, begun: _Broken) -> Generator[Member, None, _Broken | None]:
    """Members up to the end or to the next damage; where to go on after that."""
    last, told, number = begun.resume, begun.told, 0
    with path.open("rb") as stream:
        try:
            for record in _records(stream, begun.resume):
                number += 1
                if not told:
                    yield _damage(place, record.stream_pos, f"<{record.stream_pos}", "damaged before this place")
                last, told = record.stream_pos, True
                member = _member(record, place, _mark(path, last, number))
                if member is None:
                    continue
                yield member
                if member.problem and (resume := next_start(path, last + 1)) is not None:
                    return _Broken(resume, told=True)
        except OSError:
            return (yield from _broken(path, place, last, read=number > 0))
    tail = next_start(path, last + 1)
    if tail is not None:
        yield _damage(place, tail, f"@{tail}", "cut off")
    elif number == 0 and begun.resume == 0:
        yield _damage(place, 0, "@0", "no WARC record in it")
    return None


def _broken(path: Path, place: str, last: int, *, read: bool) -> Generator[Member, None, _Broken | None]:
    """After an error: at the next start, which is either damaged itself or follows the damage."""
    resume = next_start(path, last + 1)
    if not read:
        yield _damage(place, last, f"@{last}", "damaged")
    elif resume is None:
        end = path.stat().st_size
        yield _damage(place, end, f"<{end}", "damaged: nothing can be read up to here")
    return None if resume is None else _Broken(resume, told=not read)


def _damage(place: str, offset: int, mark: str, message: str) -> Member:
    where = f"{place}@{offset}"
    return Member(place=where, name="", mark=mark, problem=problem(where, f"a record of the archive is {message}"))


def _records(stream: BinaryIO, begin: int) -> Iterator[Any]:
    from fastwarc.warc import ArchiveIterator  # noqa: PLC0415 - only archives need it

    stream.seek(begin)
    yield from ArchiveIterator(stream, parse_http=True, auto_decode="none")


def _mark(path: Path, offset: int, number: int) -> str:
    with path.open("rb") as stream:
        stream.seek(offset)
        head = stream.read(5)
    return f"@{offset}" if head.startswith((_GZIP, b"WARC/")) else f"#{number}"


def _member(record: Any, place: str, mark: str) -> Member | None:  # noqa: ANN401 - the library's record is untyped
    """The page of a record; None of a record that is none."""
    from fastwarc.warc import WarcRecordType  # noqa: PLC0415

    if record.record_type == WarcRecordType.unknown or "Content-Length" not in record.headers:
        return _damage(place, record.stream_pos, mark, "damaged or cut off in its header")
    if record.record_type != WarcRecordType.response or not _is_page(record):
        return None
    where, name = f"{place}@{record.stream_pos}", record.headers.get("WARC-Target-URI") or ""
    found = _payload(record, where)
    day = record.record_date
    return Member(
        place=where,
        name=name,
        mark=mark,
        payload=b"" if isinstance(found, Problem) else found,
        url=name.strip("<>") or None,
        charset=record.http_charset,
        retrieved=day.date() if day else None,
        problem=found if isinstance(found, Problem) else None,
    )


def _is_page(record: Any) -> bool:  # noqa: ANN401
    """Whether a response holds a page, or is too damaged to say what it holds."""
    if record.http_headers is None:
        return bool(record.is_http)
    return record.http_headers.status_code == 200 and (record.http_content_type or "").lower() in PAGES


def _payload(record: Any, where: str) -> bytes | Problem:  # noqa: ANN401
    try:
        raw: bytes = record.reader.read(min(record.content_length, LARGEST) + 1)
    except OSError:
        return problem(where, "a record of the archive is damaged")
    if record.http_headers is None:
        return problem(where, "a record of the archive holds no HTTP response, or only the beginning of one")
    if inside := _INSIDE.search(raw):
        return problem(where, f"a record of the archive runs into the next one after {inside.start():,} bytes")
    if record.content_length > LARGEST:
        return problem(where, f"{record.content_length:,} bytes, more than {LARGEST:,}: no page")
    if len(raw) < record.content_length:
        return problem(where, f"a record of the archive is cut off: {len(raw):,} of {record.content_length:,} bytes")
    return _decoded(raw, record.http_headers, where)


def _decoded(raw: bytes, headers: Any, where: str) -> bytes | Problem:  # noqa: ANN401
    """A body as the server meant it; crawlers often keep it decoded under the headers of the encoded one."""
    from fastwarc.stream_io import BrotliReader, ChunkedReader, GzipReader  # noqa: PLC0415

    body = raw
    if "chunked" in (headers.get("Transfer-Encoding") or "").lower():
        body = _read(ChunkedReader, body)
    encoding = (headers.get("Content-Encoding") or "").lower()
    if "br" in encoding:
        body = _read(BrotliReader, body)
    elif "gzip" in encoding or "deflate" in encoding:
        body = _read(GzipReader, body)
    if len(body) > LARGEST:
        return problem(where, f"its body unpacks to more than {LARGEST:,} bytes")
    return body


def _read(decoder: Any, body: bytes) -> bytes:  # noqa: ANN401
    try:
        whole: bytes = decoder(io.BytesIO(body)).read(LARGEST + 1)
    except (OSError, ValueError):
        return body
    return whole


def next_start(path: Path, begin: int) -> int | None:
    """The offset, at `begin` or after it, where the next record of a WARC file starts; None: none follows."""
    with path.open("rb") as stream:
        at = max(begin - 2, 0)
        while True:
            stream.seek(at)
            chunk = stream.read(_CHUNK + 16)
            for found in _START.finditer(chunk):
                if at + found.start() >= begin and _starts_record(stream, at + found.start()):
                    return at + found.start()
            if len(chunk) < _CHUNK + 16:
                return None
            at += _CHUNK


def _starts_record(stream: BinaryIO, offset: int) -> bool:
    stream.seek(offset)
    head = stream.read(_PROBE)
    if not head.startswith(_GZIP):
        return True
    try:
        plain = zlib.decompressobj(wbits=31).decompress(head, 16)
    except zlib.error:
        return False
    return plain.startswith(b"WARC/") or (not plain and len(head) < _PROBE)
