"""Reports of archives: WARC and WACZ as crawlers write them, zip and tar of pages, texts and tables.

Nothing is written under a name that an archive tells, and nothing is unpacked beyond a limit: a member that is too
large, or that unpacks to far more than it takes, is a Problem. An archive in an archive is read, one inside that not.
"""

import tarfile
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from functools import partial
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import IO, NamedTuple

from dragoman.crew import Spread
from dragoman.records import Report
from dragoman.reports.forms import DOCUMENTS, LINES, PAGES, TABLES, TEXTS, day_in_name
from dragoman.reports.make import Detect, Found, make_report, problem
from dragoman.reports.warc import LARGEST, Member, warc_members

#: An archive inside an archive may be this large: it is unpacked to a file of its own.
LARGEST_INNER = 4_000_000_000
#: Text shrinks to a tenth, seldom to a fiftieth; a bomb to a thousandth.
STEEPEST = 200
_FAIR = 1_000_000  #: below this many bytes how steep it is does not matter
_ZIPS = (".zip", ".wacz")
_TARS = (".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tbz2", ".tar.xz", ".txz")
_WARCS = (".warc", ".warc.gz")
_TOLD = "!"  #: in a mark: the damage before the member was told
_DAMAGE = (OSError, EOFError, ValueError, RuntimeError, NotImplementedError, zlib.error, zipfile.BadZipFile)
_DAMAGE_OF_TAR = (*_DAMAGE, tarfile.TarError)

_Step = Iterator[Member]


class _Entry(NamedTuple):
    """A file in a zip or tar: where it is told to be, how large, and how its bytes are reached."""

    place: str
    name: str
    number: int
    size: int
    packed: int  #: bytes that it takes in the archive
    open: Callable[[], IO[bytes]]


def is_archive(name: str) -> bool:
    """Whether a file's name is that of an archive that can be read."""
    return name.lower().endswith(_WARCS + _ZIPS + _TARS)


def archive_members(path: Path, start: str | None = None) -> Iterator[Member]:
    """The members of an archive one at a time, after the one that `start` marks; damage is one with a `problem`."""
    return _members(path, path.name, str(path), start, depth=0)


def archive_reports(
    path: Path, detect: Detect, start: str | None = None, spread: Spread = map
) -> Iterator[tuple[str, Found]]:
    """The reports of an archive, each with the mark that reading can go on from, right after it.

    `spread` does the work on members that hold one report each; tables are read here, a row at a time.
    """
    before, _, done = (start or ":0").rpartition(":")
    skip = int(done)
    for member, single in spread(partial(_single, detect=detect), archive_members(path, before or None)):
        every = _rows(member, detect) if single is None else (single,)
        for number, found in islice(enumerate(every, 1), skip, None):
            yield f"{before}:{number}", found
        before, skip = member.mark, 0


def _members(path: Path, name: str, place: str, start: str | None, depth: int) -> _Step:
    if name.lower().endswith(_WARCS):
        return warc_members(path, place, start)
    if name.lower().endswith(_ZIPS):
        return _zip_members(path, place, start, depth)
    return _tar_members(path, place, start, depth)


def _zip_members(path: Path, place: str, start: str | None, depth: int) -> _Step:
    first, inner = _place_in(start)
    try:
        with zipfile.ZipFile(path) as archive:
            for number, info in islice(enumerate(archive.infolist()), first, None):
                if info.is_dir() or (path.suffix.lower() == ".wacz" and not is_archive(info.filename)):
                    continue
                entry = _Entry(
                    f"{place}!{_shown(info.filename)}",
                    info.filename,
                    number,
                    info.file_size,
                    info.compress_size,
                    lambda info=info: archive.open(info),  # type: ignore[misc]
                )
                yield from _entry_members(entry, inner if number == first else None, depth)
    except _DAMAGE:
        if start is None:
            yield _flaw(place, f"0/{_TOLD}", "not a zip archive, or its table of contents is damaged")


def _tar_members(path: Path, place: str, start: str | None, depth: int) -> _Step:
    first, inner = _place_in(start)
    number, most = -1, max(path.stat().st_size * STEEPEST, LARGEST)
    try:
        with tarfile.open(path, "r|*", ignore_zeros=True) as archive:
            end = 0
            for number, info in enumerate(iter(archive.next, None)):
                archive.members.clear()  # type: ignore[attr-defined]
                if info.offset > end and number >= first and not (number == first and inner):
                    yield _flaw(
                        f"{place}!{number}", f"{number}/{_TOLD}", f"{info.offset - end:,} bytes before it are damaged"
                    )
                end = info.offset_data + -(-info.size // 512) * 512
                if info.offset_data + info.size > most:
                    if number >= first:
                        yield _flaw(place, f"{number + 1}", "unpacks to far more than it takes: not read further")
                    return
                if not info.isfile() or number < first:
                    continue
                entry = _Entry(
                    f"{place}!{_shown(info.name)}",
                    info.name,
                    number,
                    info.size,
                    info.size,
                    lambda info=info: archive.extractfile(info),  # type: ignore[misc,arg-type]
                )
                yield from _entry_members(entry, inner if number == first else None, depth)
    except _DAMAGE_OF_TAR:
        if number + 1 >= first:
            yield _flaw(place, f"{number + 2}", f"damaged after its member {number + 1}; what follows cannot be read")
    else:
        if number < 0 and start is None:
            yield _flaw(place, "1", "not a tar archive, or nothing in it")


def _entry_members(entry: _Entry, inner: str | None, depth: int) -> _Step:
    """The member that a file in an archive is, or those of the archive that it is."""
    mark = f"{entry.number + 1}"
    try:
        if not is_archive(entry.name):
            yield _plain_member(entry, mark)
        elif depth:
            yield _flaw(entry.place, mark, "an archive inside an archive inside an archive is not read")
        elif flaw := _too_large(entry, LARGEST_INNER):
            yield _flaw(entry.place, mark, flaw)
        else:
            yield from _inner_members(entry, inner, depth)
    except _DAMAGE_OF_TAR:
        yield _flaw(entry.place, mark, "damaged, encrypted or packed in a way that cannot be read")


def _plain_member(entry: _Entry, mark: str) -> Member:
    flaw = _too_large(entry, LARGEST)
    if flaw:
        return _flaw(entry.place, mark, flaw)
    with entry.open() as stream:
        payload = stream.read(LARGEST + 1)
    if len(payload) != entry.size:
        return _flaw(entry.place, mark, f"cut off: {len(payload):,} of {entry.size:,} bytes")
    return Member(place=entry.place, name=entry.name, mark=mark, payload=payload)


def _inner_members(entry: _Entry, inner: str | None, depth: int) -> _Step:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / ("inner" + _ending(entry.name))
        with entry.open() as packed, path.open("wb") as out:
            while chunk := packed.read(1 << 20):
                out.write(chunk)
        for member in _members(path, path.name, entry.place, inner if inner != _TOLD else None, depth + 1):
            yield replace(member, mark=f"{entry.number}/{member.mark}")


def _place_in(start: str | None) -> tuple[int, str | None]:
    """Where a mark says to go on: the number of a member, and the mark inside it."""
    number, _, inner = (start or "0").partition("/")
    return int(number), inner or None


def _too_large(entry: _Entry, limit: int) -> str | None:
    if entry.size > limit:
        return f"{entry.size:,} bytes, more than {limit:,}"
    if entry.size > _FAIR and entry.size > STEEPEST * entry.packed:
        return f"unpacks {entry.packed:,} bytes to {entry.size:,}: not read"
    return None


def _flaw(place: str, mark: str, message: str) -> Member:
    return Member(place=place, name="", mark=mark, problem=problem(place, message))


def _shown(name: str) -> str:
    """A member's name as people may read it: no control characters, not endless."""
    return "".join(c if c.isprintable() else "�" for c in name)[:300]


def _ending(name: str) -> str:
    return next(e for e in sorted(_WARCS + _ZIPS + _TARS, key=len, reverse=True) if name.lower().endswith(e))


def _single(member: Member, detect: Detect) -> tuple[Member, Found | None]:
    """A member without its bytes and the report that it holds; a table as it is, and None."""
    ending = _suffix(member)
    if member.problem is None and member.url is None and ending in LINES | TABLES:
        return member, None
    return replace(member, payload=b""), member.problem or _report(member, ending, detect)


def _suffix(member: Member) -> str:
    return PurePosixPath(member.name.lower()).suffix


def _report(member: Member, ending: str, detect: Detect) -> Found:
    """The report that a member is, by what it is."""
    if member.url or ending in PAGES:
        return _page(member, detect)
    if ending in DOCUMENTS:
        return _document(member, ending, detect)
    if ending in TEXTS:
        return _text(member, detect)
    return problem(member.place, f"files of this kind are not read in archives: {_shown(ending) or 'no ending'}")


def _page(member: Member, detect: Detect) -> Found:
    from dragoman.reports.pages import page_report  # noqa: PLC0415 - loads the extraction of main text

    told: Mapping[str, object] = {"retrieved": member.retrieved} if member.retrieved else {}
    found = page_report(member.payload, member.place, detect, url=member.url, charset=member.charset, told=told)
    late = isinstance(found, Report) and member.retrieved and found.published > member.retrieved + timedelta(days=2)
    return problem(member.place, "its date lies after the day it was fetched") if late else found


def _document(member: Member, ending: str, detect: Detect) -> Found:
    from dragoman.reports.documents import document_report  # noqa: PLC0415 - loads the reader of PDF

    return document_report(member.payload, member.place, detect, ending)


def _text(member: Member, detect: Detect) -> Found:
    try:
        text = member.payload.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return problem(member.place, f"not UTF-8 text: byte {error.start}")
    told = {"published": day_in_name(PurePosixPath(member.name).name)}
    return make_report(text, told, member.place, detect)


def _rows(member: Member, detect: Detect) -> Iterator[Found]:
    from dragoman.reports.tables import row_reports  # noqa: PLC0415

    with _own_file(member.payload, _suffix(member)) as path:
        yield from row_reports(path, detect, None, place=member.place)


@contextmanager
def _own_file(payload: bytes, ending: str) -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"member{ending}"
        path.write_bytes(payload)
        yield path
