"""Work over several processes: the same answers in the same order, and nothing left behind."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from dragoman.crew import FEW, crew
from dragoman.errors import WorkError


def halved(number: int) -> float:
    if number == 77:
        os.kill(os.getpid(), signal.SIGKILL)
    time.sleep(0.002 * (number % 3))
    return 10 / number


def test_answers_come_in_the_order_of_the_items() -> None:
    """However long each takes; few items are done in this process."""
    many = range(1, 3 * FEW)
    with crew(2) as spread:
        assert list(spread(halved, many)) == [10 / n for n in many]
        assert list(spread(halved, range(1, 4))) == [10 / n for n in range(1, 4)]


def test_an_error_of_the_work_is_raised_here_and_a_killed_process_is_told() -> None:
    """A division by zero is one; a worker that the system ends is a WorkError, never a wait without end."""
    with crew(2) as spread, pytest.raises(ZeroDivisionError):
        list(spread(halved, range(FEW + 1)))
    with crew(2) as spread, pytest.raises(WorkError, match="ended from outside"):
        list(spread(halved, range(70, 70 + 2 * FEW)))


LEFT = """
import sys, time
from dragoman.crew import crew
with crew(2) as spread:
    for _ in spread(time.sleep, [0.02] * 5000):
        print("x", flush=True)
"""


def test_workers_end_with_a_parent_that_is_killed() -> None:
    """After SIGKILL no process of the family is left."""
    with subprocess.Popen([sys.executable, "-c", LEFT], stdout=subprocess.PIPE, start_new_session=True) as run:
        assert run.stdout
        run.stdout.readline()
        family = members(run.pid)
        run.kill()
    assert len(family) > 2
    until = time.monotonic() + 10
    while (left := [pid for pid in family if is_alive(pid)]) and time.monotonic() < until:
        time.sleep(0.05)
    assert not left


def members(group: int) -> list[int]:
    """The processes of a session."""
    found = (int(path.name) for path in Path("/proc").glob("[0-9]*"))
    return [pid for pid in found if (told := stat(pid)) and int(told[3]) == group]


def is_alive(pid: int) -> bool:
    told = stat(pid)
    return bool(told) and told[0] != "Z"


def stat(pid: int) -> list[str]:
    """State, parent, group, session and the rest of what the system says of a process; [] of one that is gone."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []
