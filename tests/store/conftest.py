"""One contract, two databases: every test of this folder that asks for a desk runs over SQLite and PostgreSQL."""

from collections.abc import Iterator
from pathlib import Path

import pytest

import postgres
from dragoman.desk import Desk, open_desk

MISSING = "PostgreSQL's programs are not on this machine: apt-get install postgresql"


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The beginning of the addresses of databases of a PostgreSQL of our own."""
    if postgres.programs() is None:
        pytest.skip(MISSING)
    with postgres.running() as address:
        yield address


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where an empty store is: a file, then a database."""
    if request.param == "sqlite":
        return str(tmp_path / "store.db")
    return postgres.new_database(request.getfixturevalue("server"))


@pytest.fixture
def desk(address: str) -> Iterator[Desk]:
    """A desk over an empty store of either kind."""
    desk = open_desk(address)
    yield desk
    desk.store.close()
