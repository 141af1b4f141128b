"""The store keeps what it was given, whatever happens to the program."""

import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from sqlalchemy import text

from dragoman.errors import NotFoundError, StoreError
from dragoman.records import Problem
from dragoman.store import Filter, open_store


def test_the_same_report_twice_changes_nothing(desk, report) -> None:
    """Taken in again, a report is known and nothing is written."""
    once = report("Belarus freed 52 prisoners.")

    assert desk.take([once]).new == 1
    assert desk.take([once]).known == 1
    assert desk.store.sizes()[0] == 1


def test_another_text_under_a_known_id_is_a_problem(desk, report) -> None:
    """Nothing already kept is overwritten; the second text is told of."""
    from dataclasses import replace

    first = report("Belarus freed 52 prisoners.")

    taken = desk.take([first, replace(first, text="Another text.")])

    assert [isinstance(p, Problem) for p in taken.problems] == [True]
    assert desk.store.report(first.id).text == first.text


def test_claims_come_back_as_they_were_kept(desk, report, claim) -> None:
    """Every field survives the way through the database."""
    kept = report("Belarus freed 52 prisoners.")
    told = claim(
        "release", count=(100, None), when=("2025-09-01", "2025-09-30"), report=kept.id, persons=("Ales Bialiatski",)
    )
    desk.take([kept])

    desk.store.add_reading(kept.id, [told], "1")

    assert desk.store.claim(told.id) == told
    assert list(desk.store.claims(Filter(party="BY", act="release"))) == [told]
    assert list(desk.store.claims(Filter(party="B"))) == []


def test_a_report_read_again_has_its_new_claims_only(desk, report, claim) -> None:
    """A later reader's claims take the place of an earlier one's."""
    kept = report("Belarus freed 52 prisoners.")
    desk.take([kept])
    desk.store.add_reading(kept.id, [claim("release", report=kept.id)], "1")

    desk.store.add_reading(kept.id, [], "2")

    assert desk.store.sizes() == (1, 0)


def test_what_is_not_there_is_said_so(desk) -> None:
    """An unknown id is an error of its own."""
    with pytest.raises(NotFoundError):
        desk.store.claim("claim-none")


def test_a_file_that_is_no_store_is_left_alone(tmp_path: Path) -> None:
    """A text file in the store's place is refused and stays as it was."""
    path = tmp_path / "notes.db"
    path.write_text("my notes, no database" * 50)

    with pytest.raises(StoreError):
        open_store(path)

    assert path.read_text().startswith("my notes")


def test_opening_twice_migrates_once(address: str) -> None:
    """Migrations are numbered and applied once."""
    for _ in range(2):
        store = open_store(address)

    with store.engine.connect() as connection:
        assert len(connection.execute(text("select version_num from alembic_version")).all()) == 1


KILLED = """
    import os, sys
    from datetime import date
    from dragoman.desk import open_desk
    from dragoman.records import Report

    desk = open_desk(sys.argv[1])
    for n in range(10_000):
        text = f"Report {n}."
        report = Report(id=f"r{n}", text=text, published=date(2025, 1, 1), lang="en")
        desk.take([report])
        desk.store.add_reading(report.id, [], "1")
        print(n, flush=True)
"""


def test_a_killed_run_loses_no_kept_report(address: str) -> None:
    """Killed in the middle of writing, the store opens and holds every report that was said to be kept."""
    run = subprocess.Popen([sys.executable, "-c", textwrap.dedent(KILLED), address], stdout=subprocess.PIPE, text=True)
    assert run.stdout is not None
    told = [int(run.stdout.readline()) for _ in range(25)]
    os.kill(run.pid, signal.SIGKILL)
    run.wait()

    store = open_store(address)

    assert all(store.report(f"r{n}").text == f"Report {n}." for n in told)
    assert store.sizes()[0] >= len(told)
