"""The sample that ships inside, read, behind a server's app; and a client of that."""

import shutil
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn
from fastapi import FastAPI
from starlette.testclient import TestClient

from dragoman.access import open_access
from dragoman.desk import open_desk
from dragoman.processes import Processes
from dragoman.store.accounts import accounts_of
from dragoman.web.app import make_app

HOME = "http://127.0.0.1:8600"


def app_over(store: Path) -> FastAPI:
    """An app for one user alone."""
    desk = open_desk(store)
    return make_app(Processes(desk), open_access(accounts_of(desk.store), "vera"))


@pytest.fixture(scope="session")
def app(sample: Path) -> FastAPI:
    """An app over the sample, for those who only ask."""
    return app_over(sample)


@pytest.fixture(scope="session")
def client(app: FastAPI) -> Iterator[TestClient]:
    """A client of it."""
    with TestClient(app, base_url=HOME) as client:
        yield client


@pytest.fixture
def own_app(sample: Path, tmp_path: Path) -> FastAPI:
    """An app over a copy of the sample, for those who judge."""
    return app_over(Path(shutil.copy(sample, tmp_path / "sample.db")))


@pytest.fixture
def judge(own_app: FastAPI) -> Iterator[TestClient]:
    """A client of it."""
    with TestClient(own_app, base_url=HOME) as client:
        yield client


@pytest.fixture
def served(app: FastAPI) -> Iterator[str]:
    """The address of a real server of it, in a thread."""
    listener = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=1))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    server.should_exit = True
    thread.join(10)
