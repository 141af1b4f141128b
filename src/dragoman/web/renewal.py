"""Keeps the ledger that pages and API tell up to the store, beside the requests."""

import logging
import multiprocessing
import sys
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import anyio.to_thread
from fastapi import FastAPI

from dragoman.desk import open_desk
from dragoman.errors import DragomanError
from dragoman.processes import Processes
from dragoman.processes.keeping import is_small

#: Seconds between two looks at the store.
PAUSE = 2.0
#: Requests that are worked on at once: more would only wait for the same processors, and hold memory.
THREADS = 4
#: Seconds after which a thread that computes lets others go on. One that reads rows waits so long at every row of them.
SWITCH = 0.0005

Lifespan = Callable[[FastAPI], AbstractAsyncContextManager[None]]


def renewing(processes: Processes) -> Lifespan:
    """The life of a server: what is kept of the ledger is renewed for as long as it lasts."""

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        anyio.to_thread.current_default_thread_limiter().total_tokens = THREADS
        sys.setswitchinterval(SWITCH)
        stop = threading.Event()
        renewer = threading.Thread(target=_renew, args=(processes, stop), name="renewal", daemon=True)
        renewer.start()
        yield
        stop.set()
        await anyio.to_thread.run_sync(renewer.join, PAUSE)

    return lifespan


def _renew(processes: Processes, stop: threading.Event) -> None:
    while not stop.is_set():
        try:
            if not processes.stands():
                _refresh(processes, stop)
        except DragomanError:
            logging.getLogger("dragoman").exception("what is kept of the ledger could not be renewed")
        stop.wait(PAUSE)


def _refresh(processes: Processes, stop: threading.Event) -> None:
    """Renew what is kept; of a large store in a process of its own, whose memory and work the requests do not share."""
    store = processes.desk.store
    if is_small(store):
        processes.refresh()
        return
    address = store.engine.url.render_as_string(hide_password=False)
    other = multiprocessing.get_context("spawn").Process(target=_refresh_store, args=(address,), daemon=True)
    other.start()
    while other.is_alive() and not stop.is_set():
        other.join(PAUSE)
    if other.is_alive():
        other.terminate()
    if other.exitcode:
        logging.getLogger("dragoman").error("what is kept of the ledger could not be renewed (%s)", other.exitcode)


def _refresh_store(address: str) -> None:
    Processes(open_desk(address)).refresh()
