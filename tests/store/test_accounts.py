"""Accounts are kept alike in both databases: users, roles, tokens and sessions, each gone when it is taken away."""

from datetime import date, datetime, timedelta

import pytest

from dragoman.desk import Desk, open_desk
from dragoman.errors import AccountError
from dragoman.records import Role, Token, User
from dragoman.store.accounts import Accounts, accounts_of

NOW = datetime(2026, 1, 1)  # noqa: DTZ001 - the store keeps UTC without saying so
LATER = NOW + timedelta(days=1)


@pytest.fixture
def accounts(desk: Desk) -> Accounts:
    """A judge named vera, with a token and a session."""
    made = accounts_of(desk.store)
    made.add(User("vera", Role.JUDGE), "a hash")
    made.add_token(Token("t1", "vera", "notebook", NOW.date()), "digest of t1")
    made.add_session("digest of s1", "vera", NOW, LATER)
    return made


def test_users_are_kept(accounts: Accounts, address: str) -> None:
    """A user, the role and the hash are there when the store is opened again."""
    again = accounts_of(open_desk(address).store)

    assert again.users() == (User("vera", Role.JUDGE),)
    assert again.with_password("vera") == (User("vera", Role.JUDGE), "a hash")
    assert again.with_password("nobody") is None
    assert again.tokens() == (Token("t1", "vera", "notebook", date(2026, 1, 1)),)


def test_tokens_and_sessions_name_their_user(accounts: Accounts) -> None:
    """By their digests alone, with the role that holds now, a session until it ends."""
    accounts.set_role("vera", Role.READER)

    assert accounts.of_token("digest of t1") == User("vera", Role.READER)
    assert accounts.of_session("digest of s1", NOW) == User("vera", Role.READER)
    assert accounts.of_session("digest of s1", LATER) is None
    assert accounts.of_token("t1") is None


def test_what_is_taken_away_is_gone(accounts: Accounts) -> None:
    """Another password ends sessions, sending out tokens too, and with the account everything goes."""
    accounts.set_password("vera", "another hash")
    assert accounts.of_session("digest of s1", NOW) is None
    assert accounts.of_token("digest of t1") is not None
    accounts.send_out("vera")
    assert accounts.tokens() == ()
    accounts.add_token(Token("t2", "vera", "", NOW.date()), "digest of t2")
    accounts.remove("vera")
    assert accounts.users() == ()
    assert accounts.of_token("digest of t2") is None


def test_sessions_that_ended_are_forgotten(accounts: Accounts) -> None:
    """The next session that begins takes those away that are over."""
    accounts.add_session("digest of s2", "vera", LATER, LATER + timedelta(days=1))

    assert accounts.of_session("digest of s1", NOW) is None
    assert accounts.of_session("digest of s2", LATER) is not None


def test_what_is_not_there_is_told(accounts: Accounts) -> None:
    """A second user of a name, a role for nobody, a token that no one has."""
    for wrong in (
        lambda: accounts.add(User("vera", Role.ADMIN), "x"),
        lambda: accounts.set_role("nobody", Role.ADMIN),
        lambda: accounts.add_token(Token("t3", "nobody", "", NOW.date()), "x"),
        lambda: accounts.revoke("t9"),
    ):
        with pytest.raises(AccountError):
            wrong()


def test_servers_of_one_store_share_a_key(accounts: Accounts, address: str) -> None:
    """The key is what the first server made of it."""
    first = accounts.key("visits", "one")

    assert first == "one"
    assert accounts_of(open_desk(address).store).key("visits", "another") == "one"
