"""Keeps who may use a shared desk: users, tokens, sessions, the key that signs. It knows digests and no rules."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy import (
    Column,
    Connection,
    Date,
    DateTime,
    Engine,
    ForeignKey,
    Select,
    String,
    Table,
    delete,
    insert,
    select,
    update,
)
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from dragoman.errors import AccountError, StoreError
from dragoman.records import Role, Token, User
from dragoman.store import Store
from dragoman.store.schema import metadata

users = Table(
    "users",
    metadata,
    Column("name", String, primary_key=True),
    Column("role", String, nullable=False),
    Column("password", String, nullable=False),  # an argon2 hash
)

tokens = Table(
    "tokens",
    metadata,
    Column("digest", String, primary_key=True),
    Column("id", String, nullable=False, unique=True),  # by which it is shown and taken back
    Column("user", String, ForeignKey("users.name"), nullable=False),
    Column("label", String, nullable=False),
    Column("made", Date, nullable=False),
)

sessions = Table(
    "sessions",
    metadata,
    Column("digest", String, primary_key=True),
    Column("user", String, ForeignKey("users.name"), nullable=False),
    Column("until", DateTime, nullable=False),  # UTC
)

keys = Table("keys", metadata, Column("name", String, primary_key=True), Column("value", String, nullable=False))


class Accounts:
    """The accounts of one store. Each method is one transaction."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def users(self) -> tuple[User, ...]:
        """Everyone who has an account, by name."""
        with self._engine.connect() as connection:
            rows = connection.execute(select(users.c.name, users.c.role).order_by(users.c.name))
            return tuple(User(row.name, Role(row.role)) for row in rows)

    def add(self, user: User, password: str) -> None:
        """Make an account; `password` is a hash. Raises AccountError where the name is taken."""
        try:
            with self._engine.begin() as connection:
                connection.execute(insert(users).values(name=user.name, role=user.role.value, password=password))
        except IntegrityError as error:
            raise AccountError(f"there is a user {user.name!r} already") from error
        except SQLAlchemyError as error:
            raise StoreError(f"the store cannot be written: {error}") from error

    def with_password(self, name: str) -> tuple[User, str] | None:
        """A user and the hash of the password."""
        with self._engine.connect() as connection:
            row = connection.execute(select(users).where(users.c.name == name)).one_or_none()
        return (User(row.name, Role(row.role)), row.password) if row else None

    def set_role(self, name: str, role: Role) -> None:
        """Give a user another role, at once. Raises AccountError where there is none of that name."""
        with self._of(name) as connection:
            connection.execute(update(users).where(users.c.name == name).values(role=role.value))

    def set_password(self, name: str, password: str) -> None:
        """Give a user another password and end the sessions. Raises AccountError where there is none of that name."""
        with self._of(name) as connection:
            connection.execute(update(users).where(users.c.name == name).values(password=password))
            connection.execute(delete(sessions).where(sessions.c.user == name))

    def remove(self, name: str) -> None:
        """Take an account away with its tokens and sessions. Raises AccountError where there is none of that name."""
        with self._of(name) as connection:
            _send_out(connection, name)
            connection.execute(delete(users).where(users.c.name == name))

    def send_out(self, name: str) -> None:
        """End the sessions of a user and take the tokens back. Raises AccountError where there is none of that name."""
        with self._of(name) as connection:
            _send_out(connection, name)

    def add_token(self, token: Token, digest: str) -> None:
        """Keep the digest of a token. Raises AccountError where there is no such user."""
        with self._of(token.user) as connection:
            connection.execute(insert(tokens).values(digest=digest, **token._asdict()))

    def tokens(self) -> tuple[Token, ...]:
        """Every token that holds, without what it is."""
        shown = (tokens.c.id, tokens.c.user, tokens.c.label, tokens.c.made)
        with self._engine.connect() as connection:
            return tuple(Token(*row) for row in connection.execute(select(*shown).order_by(tokens.c.user, tokens.c.id)))

    def revoke(self, token: str) -> None:
        """Take a token back, by its id. Raises AccountError where there is none."""
        with self._write() as connection:
            if not connection.execute(delete(tokens).where(tokens.c.id == token)).rowcount:
                raise AccountError(f"there is no token {token!r}")

    def of_token(self, digest: str) -> User | None:
        """Whose token it is."""
        return self._one(_whose().join(tokens, tokens.c.user == users.c.name).where(tokens.c.digest == digest))

    def add_session(self, digest: str, user: str, now: datetime, until: datetime) -> None:
        """Begin a session; those that ended are forgotten."""
        with self._write() as connection:
            connection.execute(delete(sessions).where(sessions.c.until <= now))
            connection.execute(insert(sessions).values(digest=digest, user=user, until=until))

    def of_session(self, digest: str, now: datetime) -> User | None:
        """Whose session it is, where it has not ended."""
        query = _whose().join(sessions, sessions.c.user == users.c.name)
        return self._one(query.where(sessions.c.digest == digest, sessions.c.until > now))

    def end_session(self, digest: str) -> None:
        """End a session, if it is one."""
        with self._write() as connection:
            connection.execute(delete(sessions).where(sessions.c.digest == digest))

    def key(self, name: str, fresh: str) -> str:
        """The key of that name; `fresh` from now on where there was none. Servers of one store share it."""
        query = select(keys.c.value).where(keys.c.name == name)
        try:
            with self._engine.begin() as connection:
                kept = connection.execute(query).scalar_one_or_none()
                if kept is None:
                    connection.execute(insert(keys).values(name=name, value=fresh))
                return str(kept or fresh)
        except IntegrityError:
            with self._engine.connect() as connection:
                return str(connection.execute(query).scalar_one())

    def _one(self, query: Select[tuple[str, str]]) -> User | None:
        with self._engine.connect() as connection:
            row = connection.execute(query).one_or_none()
        return User(row.name, Role(row.role)) if row else None

    @contextmanager
    def _of(self, name: str) -> Iterator[Connection]:
        with self._write() as connection:
            if connection.execute(select(users.c.name).where(users.c.name == name)).first() is None:
                raise AccountError(f"there is no user {name!r}")
            yield connection

    @contextmanager
    def _write(self) -> Iterator[Connection]:
        try:
            with self._engine.begin() as connection:
                yield connection
        except SQLAlchemyError as error:
            raise StoreError(f"the store cannot be written: {error}") from error


def _whose() -> Select[tuple[str, str]]:
    return select(users.c.name, users.c.role)


def _send_out(connection: Connection, name: str) -> None:
    connection.execute(delete(sessions).where(sessions.c.user == name))
    connection.execute(delete(tokens).where(tokens.c.user == name))


def accounts_of(store: Store) -> Accounts:
    """The accounts that are kept in a store."""
    return Accounts(store.engine)
