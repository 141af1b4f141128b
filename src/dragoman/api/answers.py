"""Answers that were made already: bounded by their bytes, what was asked for longest ago goes first."""

import threading
from collections import OrderedDict
from collections.abc import Hashable
from typing import NamedTuple
from weakref import WeakValueDictionary

import anyio

#: Bytes of all answers that are held together, and of one at most.
ROOM = 32 * 1024 * 1024
LARGEST = ROOM // 8
#: Bytes that an answer takes beside its body, about.
BESIDE = 1000


class Answer(NamedTuple):
    """What was answered: the same for whoever may ask."""

    body: bytes
    headers: tuple[tuple[str, str], ...] = ()


class Answers:
    """The answers of one version; those of another version are none."""

    def __init__(self, room: int = ROOM) -> None:
        self._room = room
        self._lock = threading.Lock()
        self._held: OrderedDict[Hashable, Answer] = OrderedDict()
        self._making: WeakValueDictionary[Hashable, anyio.Lock] = WeakValueDictionary()
        self._version = ""
        self._size = 0

    def making(self, asked: Hashable) -> anyio.Lock:
        """Held while one question is answered, so that many who ask it at once wait for one answer."""
        return self._making.setdefault(asked, anyio.Lock())

    def of(self, version: str, asked: Hashable) -> Answer | None:
        """What was answered under a version to the same question."""
        with self._lock:
            if version != self._version or asked not in self._held:
                return None
            self._held.move_to_end(asked)
            return self._held[asked]

    def hold(self, version: str, asked: Hashable, answer: Answer) -> None:
        """Hold an answer of a version ready, unless it is too large."""
        if len(answer.body) > min(LARGEST, self._room):
            return
        with self._lock:
            if version != self._version:
                self._held.clear()
                self._version, self._size = version, 0
            before = self._held.pop(asked, None)
            self._size += _size(answer) - (_size(before) if before else 0)
            self._held[asked] = answer
            while self._size > self._room:
                self._size -= _size(self._held.popitem(last=False)[1])


def _size(answer: Answer) -> int:
    return len(answer.body) + BESIDE
