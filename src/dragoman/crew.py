"""Work spread over processes: the same answers in the same order as one process gives, only sooner.

Workers are forked from a process that holds what all of them need (`crewbase`), so that its memory counts once; where
there is no fork server each loads it. One that is left alone, because its parent was killed, ends by itself.
"""

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from itertools import chain, islice
from multiprocessing.connection import wait
from typing import TYPE_CHECKING, Protocol, TypeVar

from dragoman.errors import WorkError

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor
    from multiprocessing.context import BaseContext

A = TypeVar("A")
B = TypeVar("B")
#: Fewer items are done before processes would have started.
FEW = 12
#: Items a process that are under way or done and not asked for yet.
AHEAD = 4


class Spread(Protocol):
    """How work is done on items, lazily and in their order: `map`, or over processes."""

    def __call__(self, work: Callable[[A], B], items: Iterable[A], /) -> Iterable[B]:
        """The answer to each item."""
        ...


def cores() -> int:
    """The processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def crew(processes: int) -> Iterator[Spread]:
    """A way to spread work over so many processes, which start when there is enough of it; one is this process.

    Work and items must be picklable. What is under way when the block is left is finished, the rest dropped.
    Raises WorkError where a process was ended from outside.
    """
    if processes < 2:
        yield map
        return
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415 - few commands need it

    pool = ProcessPoolExecutor(processes, _context(), _begin)
    try:
        yield partial(_spread, pool, processes * AHEAD)
    finally:
        pool.shutdown(cancel_futures=True)


def _spread(pool: "ProcessPoolExecutor", ahead: int, work: Callable[[A], B], items: Iterable[A]) -> Iterator[B]:
    left = iter(items)
    first = list(islice(left, FEW))
    if len(first) < FEW:
        yield from map(work, first)
        return
    waiting: deque[Future[B]] = deque()
    for item in chain(first, left):
        waiting.append(pool.submit(work, item))
        if len(waiting) > ahead:
            yield _answer(waiting.popleft())
    while waiting:
        yield _answer(waiting.popleft())


def _answer(done: "Future[B]") -> B:
    from concurrent.futures.process import BrokenProcessPool  # noqa: PLC0415

    try:
        return done.result()
    except BrokenProcessPool as error:
        raise WorkError("a process that read was ended from outside, perhaps for want of memory") from error


def _context() -> "BaseContext":
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["dragoman.crewbase"])
    return context


def _begin() -> None:
    """A worker leaves Ctrl-C to its parent, and ends with it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
