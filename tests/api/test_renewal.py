"""A server keeps its ledger up to what others bring into the store."""

import shutil
import time
from datetime import date
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from dragoman.access import open_access
from dragoman.desk import judgement, open_desk
from dragoman.processes import Processes, keeping
from dragoman.records import Verdict
from dragoman.store.accounts import accounts_of
from dragoman.web.app import make_app


@pytest.mark.parametrize("small", [2000, 0])
def test_what_others_change_is_renewed(
    sample: Path, tmp_path: Path, small: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A judgement of another program is soon part of what is kept: of a large store by a process of its own."""
    monkeypatch.setattr(keeping, "SMALL", small)
    desk = open_desk(Path(shutil.copy(sample, tmp_path / "sample.db")))
    processes = Processes(desk)
    claim = processes.ledger(("BY", "US")).events[0].claims[0]
    with TestClient(make_app(processes, open_access(accounts_of(desk.store), "vera")), base_url="http://localhost"):
        desk.judge(judgement(Verdict.WRONG, claim, "vera", date(2026, 1, 1)))
        assert not processes.stands()
        until = time.monotonic() + 60
        while not processes.stands() and time.monotonic() < until:
            time.sleep(0.1)
        stands = processes.stands()

    assert stands
    assert all(claim not in e.claims for e in processes.ledger(("BY", "US")).events)
