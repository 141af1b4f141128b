"""`dragoman judge`: a person's word on claims, events and promises; append-only, undone only by another word."""

import getpass
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from dragoman.cli.options import json_option, store_option, store_path
from dragoman.clock import today
from dragoman.errors import JudgementError, NotFoundError
from dragoman.records import Verdict

if TYPE_CHECKING:
    from dragoman.desk import Desk

F = TypeVar("F", bound=Callable[..., Any])


@click.group()
def judge() -> None:
    """Say that a claim is right or wrong, that two are one act, how a field is, what kept a promise.

    A person's word beats the program's and survives every rebuild. Nothing is overwritten: `undo` is a judgement too.
    CLAIM, EVENT and PROMISE may be the beginning of an id, as the listings show it.

    \b
    Examples:
      dragoman judge wrong 1f0c9a77 --reason "a running total, not a release"
      dragoman judge same 1f0c9a77 5be2a91c
      dragoman judge field 1f0c9a77 count '{"min": 123, "max": 123}'
      dragoman judge kept 77aa02c1 5be2a91c
      dragoman judge log
    """


def _options(function: F) -> F:
    for option in (
        click.option(
            "--by", envvar="DRAGOMAN_NAME", default=None, help="Your name; by default your login.  [env: DRAGOMAN_NAME]"
        ),
        click.option("--reason", default="", help="Why."),
        store_option,
    ):
        function = option(function)
    return function


@judge.command()
@click.argument("claim")
@_options
def right(claim: str, by: str | None, reason: str, store: Path | None) -> None:
    """A claim is right."""
    _say(store, Verdict.RIGHT, claim, by, reason)


@judge.command()
@click.argument("claim")
@_options
def wrong(claim: str, by: str | None, reason: str, store: Path | None) -> None:
    """A claim is wrong: it no longer counts."""
    _say(store, Verdict.WRONG, claim, by, reason)


@judge.command()
@click.argument("claim")
@click.argument("other", metavar="CLAIM|EVENT")
@_options
def same(claim: str, other: str, by: str | None, reason: str, store: Path | None) -> None:
    """Two claims tell of one act."""
    _say(store, Verdict.SAME, claim, by, reason, other=other)


@judge.command()
@click.argument("claim")
@click.argument("other", metavar="CLAIM|EVENT")
@_options
def apart(claim: str, other: str, by: str | None, reason: str, store: Path | None) -> None:
    """Two claims do not tell of one act, or a claim is not of that event."""
    _say(store, Verdict.APART, claim, by, reason, other=other)


@judge.command()
@click.argument("claim")
@click.argument("field")
@click.argument("value")
@_options
def field(claim: str, field: str, value: str, by: str | None, reason: str, store: Path | None) -> None:
    """A field of a claim is VALUE (JSON, as `dragoman claims --json` writes it)."""
    _say(store, Verdict.FIELD, claim, by, reason, field=field, value=value)


@judge.command()
@click.argument("promise", metavar="PROMISE|CLAIM")
@click.argument("event", metavar="EVENT|none")
@_options
def kept(promise: str, event: str, by: str | None, reason: str, store: Path | None) -> None:
    """A promise was kept by that event, or by none."""
    _say(store, Verdict.KEPT, promise, by, reason, other=None if event == "none" else event, every=True)


@judge.command()
@click.argument("judgement")
@_options
def undo(judgement: str, by: str | None, reason: str, store: Path | None) -> None:
    """Take an earlier judgement back."""
    _say(store, Verdict.UNDO, judgement, by, reason)


@judge.command()
@store_option
@json_option
def log(store: Path | None, as_json: bool) -> None:
    """Every judgement, oldest first: who said what of what, when and why."""
    from dragoman.cli import tables
    from dragoman.desk import open_desk

    tables.print_judgements(open_desk(store_path(store)).store.judgements(), as_json)


def _say(
    store: Path | None,
    verdict: Verdict,
    claim: str,
    by: str | None,
    reason: str,
    *,
    every: bool = False,
    other: str | None = None,
    **about: str | None,
) -> None:
    """Keep one judgement, or one for each claim of a promise; the first claim stands for an event."""
    from dragoman.desk import judgement, open_desk

    desk = open_desk(store_path(store))
    try:
        claims = (claim,) if verdict is Verdict.UNDO else desk.claims_behind(claim)
        if len(claims) > 1 and not every:
            raise click.UsageError(f"{claim!r} is told by {len(claims)} claims; name one of them")
        partner = _partner(desk, other, claims[0])
        for one in claims:
            by = by or getpass.getuser()
            said = judgement(verdict, one, by, today(), reason=reason, other=partner, **about)
            new = desk.judge(said)
            click.echo(f"{said.id} {'kept' if new else 'was said already'}: {one} {verdict.value}, by {by}")
    except (NotFoundError, JudgementError) as error:
        raise click.UsageError(str(error)) from error


def _partner(desk: "Desk", other: str | None, claim: str) -> str | None:
    """A claim of what is named, another than the claim itself."""
    if other is None:
        return None
    return next((c for c in desk.claims_behind(other) if c != claim), claim)
