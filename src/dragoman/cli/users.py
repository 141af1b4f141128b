"""`dragoman users`: who may use a shared desk."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dragoman.cli.options import json_option, store_option, store_path
from dragoman.clock import today
from dragoman.errors import AccountError
from dragoman.records import Role

if TYPE_CHECKING:
    from dragoman.access import Access
    from dragoman.store.accounts import Accounts

ROLES = click.Choice([role.value for role in Role])


class _Told(click.Group):
    """A group whose account errors are usage errors."""

    def invoke(self, ctx: click.Context) -> object:
        """Run a command of the group."""
        try:
            return super().invoke(ctx)
        except AccountError as error:
            raise click.UsageError(str(error)) from error


@click.group(cls=_Told)
def users() -> None:
    """Accounts for `dragoman serve`: a reader asks, a judge also judges, an admin also sees the server's figures.

    Where a store has accounts, everybody logs in, on this machine too. Passwords are asked for, or read from standard
    input, and kept as argon2 hashes; a bearer token is shown once.

    \b
    Examples:
      dragoman users add vera --role judge --store minsk.db
      dragoman users token vera --label notebook
      dragoman users list
    """


@users.command()
@click.argument("name")
@click.option("--role", type=ROLES, default=Role.READER.value, show_default=True)
@store_option
def add(name: str, role: str, store: str | Path | None) -> None:
    """Make an account."""
    from dragoman.access import hashed
    from dragoman.records import User

    if not name.isprintable() or not 0 < len(name) <= 100 or name != name.strip():
        raise click.UsageError(f"{name!r} is no name")
    accounts = _accounts(store)
    accounts.add(User(name, Role(role)), hashed(_password()))
    click.echo(f"{name} is {role}")


@users.command("list")
@store_option
@json_option
def list_users(store: str | Path | None, as_json: bool) -> None:
    """Everyone who has an account, with the tokens that hold."""
    from dragoman.serial import line, plain

    accounts = _accounts(store)
    tokens = accounts.tokens()
    for user in accounts.users():
        held = [t for t in tokens if t.user == user.name]
        if as_json:
            click.echo(line({**plain(user), "tokens": plain(held)}))
            continue
        click.echo(f"{user.name:<20} {user.role}")
        for token in held:
            click.echo(f"  token {token.id} of {token.made}  {token.label}")


@users.command()
@click.argument("name")
@click.argument("role", type=ROLES)
@store_option
def role(name: str, role: str, store: str | Path | None) -> None:
    """Give a user another role, at once."""
    _accounts(store).set_role(name, Role(role))
    click.echo(f"{name} is {role}")


@users.command()
@click.argument("name")
@store_option
def password(name: str, store: str | Path | None) -> None:
    """Give a user another password, and end the sessions."""
    from dragoman.access import hashed

    _accounts(store).set_password(name, hashed(_password()))
    click.echo(f"{name} has another password")


@users.command()
@click.argument("name")
@store_option
def remove(name: str, store: str | Path | None) -> None:
    """Take an account away, with its tokens and sessions. What the user judged stays."""
    _accounts(store).remove(name)
    click.echo(f"{name} has no account")


@users.command()
@click.argument("name")
@click.option("--label", default="", help="What it is for.")
@click.option("--revoke", is_flag=True, help="NAME is the id of a token: take it back.")
@store_option
def token(name: str, label: str, revoke: bool, store: str | Path | None) -> None:
    """A bearer token of a user: shown this once, and nowhere kept."""
    if revoke:
        _accounts(store).revoke(name)
        click.echo(f"the token {name} no longer holds")
        return
    click.echo(_access(store).give_token(name, label[:200], today()))


def _accounts(store: str | Path | None) -> "Accounts":
    from dragoman.desk import open_desk
    from dragoman.store.accounts import accounts_of

    return accounts_of(open_desk(store_path(store)).store)


def _access(store: str | Path | None) -> "Access":
    from dragoman.access import open_access

    return open_access(_accounts(store), "")


def _password() -> str:
    """A password from the terminal, asked twice, or the first line of standard input."""
    from dragoman.access.secrets import LONGEST, SHORTEST

    if sys.stdin.isatty():
        given: str = click.prompt("Password", hide_input=True, confirmation_prompt=True)
    else:
        given = sys.stdin.readline().rstrip("\r\n")
    if not SHORTEST <= len(given) <= LONGEST:
        raise click.UsageError(f"a password has {SHORTEST} to {LONGEST} letters")
    return given
