"""A desk with an account for each role, and clients of it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse

from dragoman.access import Access, hashed
from dragoman.desk import open_desk
from dragoman.processes import Processes
from dragoman.records import Role, User
from dragoman.store.accounts import Accounts, accounts_of
from dragoman.web.app import make_app
from visitors import PASSWORD, Clock, Visitor


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def password_hash() -> str:
    """The hash of the password that all accounts here have: made once, since that takes its time."""
    return hashed(PASSWORD)


@pytest.fixture
def processes(tmp_path: Path) -> Processes:
    """The answers of an empty desk."""
    return Processes(open_desk(tmp_path / "store.db"))


@pytest.fixture
def accounts(processes: Processes, password_hash: str) -> Accounts:
    """An account for each role, of its name."""
    made = accounts_of(processes.desk.store)
    for role in Role:
        made.add(User(role.value, role), password_hash)
    return made


@pytest.fixture
def access(accounts: Accounts, clock: Clock) -> Access:
    return Access(accounts, None, clock)


def with_word(app: FastAPI) -> FastAPI:
    """An app with a page of nothing but the word that its forms carry."""

    @app.get("/login/word", response_class=HTMLResponse)
    def word(request: Request) -> str:
        return str(request.state.csrf)

    return app


@pytest.fixture
def visitor(processes: Processes, access: Access) -> Callable[[], Visitor]:
    """Makes visitors who have not logged in."""
    app = with_word(make_app(processes, access, ("desk.example",)))
    return lambda: Visitor(app, base_url="https://desk.example", follow_redirects=False)


@pytest.fixture
def alone(processes: Processes) -> Visitor:
    """A visitor of a desk without accounts, on its own machine."""
    app = with_word(make_app(processes, Access(accounts_of(processes.desk.store), User("vera", Role.ADMIN))))
    return Visitor(app, base_url="http://127.0.0.1:8600", follow_redirects=False)
