"""The few fixtures: the shipped reader, a store in a file, a desk over it, the sample; where the shared gold lies."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from dragoman.desk import Desk, open_desk, sample_reports
from dragoman.ids import content_id
from dragoman.processes import Processes
from dragoman.reader import Reader, load_reader
from dragoman.records import Act, Claim, Count, Interval, Report, Span, Status

SHARED = Path(__file__).parent.parent.parent / "shared"


@pytest.fixture(scope="session")
def reader() -> Reader:
    """The reader that ships."""
    return load_reader()


@pytest.fixture(scope="session")
def sample(reader: Reader, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of the sample that ships inside, read; to be copied by who writes to it."""
    path = tmp_path_factory.mktemp("sample") / "sample.db"
    desk = open_desk(path)
    desk.take(sample_reports())
    assert sum(1 for _ in desk.read(reader)) == len(sample_reports())
    Processes(desk).refresh()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # so that the file alone is the store
    return path


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A desk over an empty store in a real file."""
    return open_desk(tmp_path / "store.db")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of gold and benchmarks that lies beside the project in CI."""
    if not (SHARED / "gold" / "dev.jsonl").exists():
        pytest.skip("../shared/gold is not on this machine")
    return SHARED


@pytest.fixture
def report() -> Callable[..., Report]:
    """Reports by their text: report("...", on="2025-12-13", lang="en")."""

    def make(text: str, on: str = "2025-12-13", lang: str = "en", **known: str) -> Report:
        return Report(
            id=content_id("report", on, text), text=text, published=date.fromisoformat(on), lang=lang, **known
        )

    return make


@pytest.fixture
def claim() -> Callable[..., Claim]:
    """Claims by what matters: claim("release", actor=("BY",), count=52, when="2025-09-11")."""

    def make(
        act: str,
        status: str = "done",
        published: str = "2025-09-12",
        report: str = "r1",
        count: int | tuple[int | None, int | None] | None = None,
        when: str | tuple[str, str] | None = None,
        **known: object,
    ) -> Claim:
        numbers = (count, count) if isinstance(count, int) else count
        days = (when, when) if isinstance(when, str) else when
        empty = {"target": (), "persons": (), "source": (), "place": None, "lang": "en", "quote": "word"}
        fields = {"actor": ("BY",), **empty, **known}
        return Claim(
            id=content_id("claim", report, act, status, str(numbers), str(days), str(sorted(fields.items()))),
            report=report,
            published=date.fromisoformat(published),
            act=Act(act),
            status=Status(status),
            object=None,
            count=Count(*numbers) if numbers else None,
            when=Interval(*(date.fromisoformat(d) for d in days)) if days else None,
            condition=None,
            span=Span(0, 4),
            score=1.0,
            **fields,
        )

    return make
