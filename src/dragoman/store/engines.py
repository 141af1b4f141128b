"""Where stores are: a file of SQLite or a database of PostgreSQL, opened and brought to this version's form."""

from pathlib import Path

from sqlalchemy import Engine, inspect, text
from sqlalchemy.exc import SQLAlchemyError

from dragoman.errors import StoreError
from dragoman.store import postgres, sqlite
from dragoman.store.dialect import Dialect
from dragoman.store.writing import reason

__all__ = ["opened"]

MIGRATIONS = Path(__file__).parent / "migrations"


def opened(address: str | Path) -> tuple[Engine, Dialect]:
    """The engine of a path, a `sqlite:///` or a `postgresql://` address, and what its database does in its own way.

    Raises StoreError where there is no store, or none that can be opened.
    """
    dialect, place = _dialect(str(address))
    try:
        engine = dialect.engine(place)
        _migrate(engine, dialect)
    except (OSError, SQLAlchemyError) as error:
        raise StoreError(f"the store {dialect.shown(place)} cannot be opened: {reason(error)}") from error
    return engine, dialect


def _dialect(address: str) -> tuple[Dialect, str]:
    if address.startswith(("postgresql:", "postgres:")):
        return postgres.Postgres(), address
    if address.startswith("sqlite:///"):
        return sqlite.Sqlite(), address.removeprefix("sqlite:///")
    if "://" in address:
        scheme = address.partition("://")[0]
        raise StoreError(f"no store at {scheme}://…; give a file, or an address that begins with postgresql://")
    return sqlite.Sqlite(), address


def _migrate(engine: Engine, dialect: Dialect) -> None:
    if _is_current(engine):
        return
    from alembic.command import upgrade  # noqa: PLC0415 - needed only where a store is of an older form
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with engine.begin() as connection:
        dialect.hold(connection)
        config.attributes["connection"] = connection
        upgrade(config, "head")


def _is_current(engine: Engine) -> bool:
    """Whether the last of the migrations was applied: then nobody waits for anybody."""
    last = max(path.name for path in (MIGRATIONS / "versions").glob("[0-9]*.py"))[:4]
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return False
        return connection.execute(text("SELECT version_num FROM alembic_version")).scalar() == last
