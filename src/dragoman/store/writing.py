"""One transaction that writes, all or nothing."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError

from dragoman.errors import StoreError


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
