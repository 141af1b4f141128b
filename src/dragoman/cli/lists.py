"""Lists that answer: what is open, tallies, disputes, what stands. Text from reports is never read as markup."""

from collections.abc import Iterable
from datetime import date

import click
from rich.text import Text

from dragoman.cli.tables import console, event_line, promise_line, short_id, tally_table
from dragoman.desk import standing_on
from dragoman.exports.wording import DID, STANDS, days
from dragoman.ledger.same import shown
from dragoman.records import Ledger, Standing, Stated, Tally
from dragoman.serial import line, plain


def print_open(kept: Ledger, day: date, as_json: bool) -> None:
    """What is still open, the oldest first, each with its age in days."""
    found = [p for p in kept.promises if p.is_open]
    out = console()
    for promise in found:
        age = (day - promise.since).days
        if as_json:
            click.echo(line({**plain(promise), "age": age}))
            continue
        out.print(Text(f"{age:>4} d ", style="bold yellow") + promise_line(promise, out.width - 7), no_wrap=True)
    if not as_json:
        note = f"{len(found)} open on {day}; ◐ promised  ○ possible  ! demanded  ⊘ refused"
        out.print(Text(note if found else "nothing is open", style="dim"))


def print_tally(tallies: Iterable[Tally], as_json: bool) -> None:
    """Ranges by party and act, and the totals that reports state beside ours."""
    found = list(tallies)
    if as_json:
        for one in found:
            click.echo(line(plain(one)))
        return
    out = console()
    out.print(tally_table(found) if found else Text("no event tells a number of persons", style="dim"))
    for one in found:
        for stated in one.stated:
            out.print(_stated_line(one, stated))


def _stated_line(one: Tally, stated: Stated) -> Text:
    text = Text(f"{one.party} {DID[one.act]} ", style="bold")
    text.append(f"{shown(stated.told)} stated for {days(stated.when)}", style="yellow")
    return text.append(f": {stated.difference}", style="dim")


def print_disputes(kept: Ledger, as_json: bool) -> None:
    """Each event that is told differently, and every side of it: what, since when, by whom."""
    out = console()
    events = {e.id: e for e in kept.events}
    for dispute in kept.disputes:
        if as_json:
            click.echo(line(plain(dispute)))
            continue
        event = events[dispute.event]
        out.print(
            Text("+".join(a for a in event.actor if a.isupper()) + " ") + event_line(event, out.width - 6), no_wrap=True
        )
        for account in dispute.accounts:
            text = Text(f"    {dispute.field:<7}")
            text.append(f"{account.value:<12}", style="bold yellow")
            text.append(
                f" since {account.since}, {len(account.claims)} claims: {', '.join(account.origins[:4])}", style="dim"
            )
            out.print(text, no_wrap=True, overflow="ellipsis")
        for one in dispute.corrections:
            text = Text(f"    {dispute.field:<7}{one.was:<12}", style="dim strike")
            text.append(f" {one.outlet} corrected it to {one.now} on {one.day}", style="not strike green")
            out.print(text, no_wrap=True, overflow="ellipsis")
    if not as_json:
        out.print(Text(_disagreements(kept), style="dim"))


def _disagreements(kept: Ledger) -> str:
    settled = sum(d.is_settled for d in kept.disputes)
    if not kept.disputes:
        return "sources agree as far as they say"
    return f"{len(kept.disputes) - settled} disagreements, {settled} settled by corrections"


def print_standing(kept: Ledger, day: date, as_json: bool) -> None:
    """What stands on a day."""
    found = standing_on(kept, day)
    out = console()
    for one in found:
        if as_json:
            click.echo(line(plain(one)))
        else:
            out.print(standing_line(one), no_wrap=True, overflow="ellipsis")
    if not as_json:
        out.print(Text(f"{len(found)} states on {day}" if found else f"nothing known to stand on {day}", style="dim"))


def standing_line(one: Standing) -> Text:
    """A state in one line: whose, what, toward whom, since when."""
    text = Text("+".join(a for a in one.actor if a.isupper()) or "+".join(one.actor[:1]) or "?", style="cyan")
    text.append(f" {STANDS[one.act]}", style="bold")
    text.append(f" {shown(one.count)}" if one.count else "", style="bold cyan")
    toward = [t for t in one.target if t.isupper()] or list(one.target[:1])
    text.append(f" → {'+'.join(toward)}" if toward else "")
    text.append(f", since {one.since}" if one.since else f", told since {one.told}")
    text.append(f"; eased {len(one.eased_by)} times" if one.eased_by else "", style="green")
    return text.append(f"  {short_id(one.begun_by)}", style="dim")
