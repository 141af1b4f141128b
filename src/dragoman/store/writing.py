"""One transaction that writes, all or nothing; and how much one statement is given."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError

from dragoman.errors import StoreError

T = TypeVar("T")


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A connection whose changes are kept together. Raises StoreError where they cannot be."""
    try:
        with engine.begin() as connection:
            yield connection
    except SQLAlchemyError as error:
        raise StoreError(f"the store cannot be written: {reason(error)}") from error


def reason(error: Exception) -> str:
    """What a database said, without the statement, which holds what was to be kept."""
    said = getattr(error, "orig", None) or error
    told = said.args[0] if said.args else ""
    return str(told.get("M", told) if isinstance(told, dict) else said)


def batches(values: Sequence[T], most: int) -> Iterator[Sequence[T]]:
    """The values, so many at a time."""
    return (values[start : start + most] for start in range(0, len(values), most))
