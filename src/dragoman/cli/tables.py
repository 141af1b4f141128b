"""What the terminal shows. Text from reports is data: it is never read as markup."""

from collections import Counter
from collections.abc import Iterable, Sequence

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from dragoman.desk import Evidence
from dragoman.exports.wording import DID, SIGNS, TO_DO, days, many, state_name
from dragoman.ledger.same import shown
from dragoman.records import Claim, Event, Judgement, Ledger, Promise, Reason, Report, Tally
from dragoman.serial import claim_row, line, plain

COLOURS = ("black on bright_yellow", "black on bright_cyan", "black on bright_green", "black on bright_magenta")


def console() -> Console:
    """Standard output: colours only on a terminal, no markup read from what is printed."""
    return Console(markup=False, highlight=False, soft_wrap=False)


def print_claims(claims: Iterable[Claim], as_json: bool) -> None:
    """Claims, two lines each: what is told, and the words that tell it."""
    out = console()
    number = 0
    for number, claim in enumerate(claims, 1):  # noqa: B007
        if as_json:
            click.echo(line(claim_row(claim)))
            continue
        out.print(_claim_head(claim), overflow="ellipsis", no_wrap=True)
        out.print(Text(f"   “{_short(claim.quote, out.width - 8)}”", style="italic"), overflow="ellipsis", no_wrap=True)
    if not as_json:
        out.print(Text(f"{number} claims" if number else "no claims; try `dragoman read PATH` first", style="dim"))


def _claim_head(claim: Claim) -> Text:
    head = Text(f"{SIGNS[claim.status]} {claim.published} ", style="bold")
    head.append(f"{'+'.join(claim.actor) or '?'} {claim.act.value} ", style="bold cyan")
    head.append(claim.status.value)
    if claim.count:
        head.append(f" {shown(claim.count)}", style="bold")
    if claim.target:
        head.append(f" → {'+'.join(claim.target)}")
    if claim.when:
        head.append(f" on {days(claim.when)}")
    if claim.source:
        head.append(f" (by {', '.join(claim.source)})", style="dim")
    head.append(f"  {short_id(claim.id)} {claim.lang}", style="dim")
    return head


def _short(words: str, width: int) -> str:
    flat = " ".join(words.split())
    return flat if len(flat) <= width else flat[: width - 1] + "…"


def event_line(event: Event, width: int) -> Text:
    """An event in one line: day, what, how many, toward whom, named persons; at its end sources and short id."""
    text = Text(f"{days(event.when) if event.dated else '≤ ' + event.when.end.isoformat():<12} ")
    text.append(DID[event.act], style="bold")
    if event.count:
        text.append(f" {shown(event.count)}", style="bold cyan")
    others = [shown(c) for c in event.counts if c != event.count]
    if others:
        text.append(f" ({', '.join(others[:3])}{' …' if len(others) > 3 else ''})", style="yellow")
    if event.target:
        text.append(f" → {'+'.join([t for t in event.target if t.isupper()] or event.target[:1])}")
    if event.persons:
        text.append(f" {_named(event.persons)}", style="italic")
    return _with_tail(text, f"{_told_by(event)} {short_id(event.id)}", width)


def _told_by(event: Event) -> str:
    return f"{len(event.reports)} in {','.join(event.langs[:4])}{'…' if len(event.langs) > 4 else ''}"


def _named(persons: Sequence[str]) -> str:
    surnames = [p.split()[-1] for p in persons]
    return ", ".join(surnames[:2]) + (f" +{len(surnames) - 2}" if len(surnames) > 2 else "")


def short_id(id: str) -> str:
    """As much of an id as a listing shows."""
    return id.split("-")[1][:6]


def _with_tail(text: Text, tail: str, width: int) -> Text:
    """The text cut to leave room for a dim tail at the right edge."""
    room = max(20, width - len(tail) - 1)
    text.truncate(room, overflow="ellipsis", pad=True)
    return text.append(f" {tail}", style="dim")


def print_timeline(kept: Ledger, as_json: bool) -> None:
    """Events by day, then what is open."""
    if as_json:
        for item in (*kept.events, *kept.promises):
            click.echo(line(plain(item)))
        return
    out = console()
    for event in kept.events:
        row = Text(f"{'+'.join(a for a in event.actor if a.isupper()) or '?':<6} ", style="cyan")
        out.print(row + event_line(event, out.width - 7), no_wrap=True)
    _print_promises(out, kept.promises)


def print_ledger(kept: Ledger, parties: Sequence[str], as_json: bool) -> None:
    """The bargain: what each side did, what they did together, what is open, what came about, tallies."""
    if as_json:
        click.echo(line(plain(kept)))
        return
    out = console()
    sides = list(parties) or _most_active(kept)
    until = f", as of {kept.as_of}" if kept.as_of else ""
    out.print(Text(f"{' – '.join(map(state_name, sides))}{until}", style="bold reverse"))
    for side in sides:
        alone = [e for e in kept.events if side in e.actor and not set(sides) - {side} & set(e.actor)]
        _print_events(out, f"{state_name(side)} ({side})", alone)
    if len(sides) > 1:
        together = [e for e in kept.events if len(set(sides) & set(e.actor)) > 1]
        _print_events(out, "Together", together)
    _print_promises(out, kept.promises)
    _print_tallies(out, kept.tallies, sides)


def _most_active(kept: Ledger) -> list[str]:
    named = Counter(a for e in kept.events for a in e.actor if a.isupper())
    return sorted(named, key=lambda a: (-named[a], a))[:2]


def _print_events(out: Console, title: str, events: Sequence[Event]) -> None:
    out.print(Text(f"\n{title}", style="bold underline"))
    for event in events:
        out.print(Text("  ") + event_line(event, out.width - 2), no_wrap=True)
    if not events:
        out.print(Text("  nothing that a report tells", style="dim"))


def _print_promises(out: Console, promises: Sequence[Promise]) -> None:
    """First what is still open or half kept, then what came about."""
    for title, is_open in (("Open", True), ("Came about", False)):
        told = [p for p in promises if p.is_open is is_open]
        if told:
            out.print(
                Text(f"\n{title}  ", style="bold underline")
                + Text("◐ promised  ○ possible  ! demanded  ⊘ refused", style="dim")
            )
        for promise in told:
            out.print(Text("  ") + promise_line(promise, out.width - 2), no_wrap=True)


def promise_line(promise: Promise, width: int) -> Text:
    """A promise in one line: since when, who, what, toward whom, on what condition, its outcome."""
    text = Text(f"{SIGNS[promise.status]} {promise.since} ")
    actors = [a for a in promise.actor if a.isupper()] or list(promise.actor[:1])
    text.append("+".join(actors) or "?", style="cyan")
    text.append(f" {TO_DO[promise.act]}", style="bold")
    if promise.count:
        text.append(f" {shown(promise.count)}", style="bold cyan")
    states = [t for t in promise.target if t.isupper()]
    if states:
        text.append(f" → {'+'.join(states)}")
    if promise.kept_by:
        text.append(f" {promise.outcome}: {short_id(promise.kept_by)}", style="green")
    elif promise.condition:
        text.append(f" ({_short(promise.condition, 40)})", style="italic")
        text.append(f" met: {short_id(promise.met_by)}" if promise.met_by else "", style="green")
    return _with_tail(text, f"{many(len(promise.reports), 'report')} {short_id(promise.id)}", width)


def _print_tallies(out: Console, tallies: Iterable[Tally], sides: Sequence[str]) -> None:
    rows = [t for t in tallies if t.party in sides]
    if not rows:
        return
    out.print()
    out.print(tally_table(rows, title="Persons, by distinct events"))


def tally_table(tallies: Sequence[Tally], title: str | None = None) -> Table:
    """Ranges by party and act, and by side and month where they were broken down so."""
    table = Table(title=title, title_justify="left", title_style="bold underline", box=None, pad_edge=False)
    broken = [name for name in ("toward", "month") if any(getattr(t, name) for t in tallies)]
    for name in ("party", "act", *broken):
        table.add_column(name)
    for name in ("persons", "events", "without a day"):
        table.add_column(name, justify="right")
    for tally in tallies:
        persons = str(tally.low) if tally.low == tally.high else f"{tally.low}–{tally.high}"
        parts = [getattr(tally, name) or "" for name in broken]
        events = (str(len(tally.events)), str(len(tally.doubtful) or ""))
        table.add_row(tally.party, DID[tally.act], *parts, persons, *events)
    return table


def print_evidence(told: Sequence[Evidence], as_json: bool) -> None:
    """For each claim the sentence in the original with the words of each field marked and labelled."""
    out = console()
    for claim, report in told:
        if as_json:
            page = plain(report.in_page(claim.span))
            known = {"outlet": report.outlet, "author": report.author, "url": report.url, "page": page}
            click.echo(line({**claim_row(claim), **known}))
            continue
        out.print(_claim_head(claim), overflow="ellipsis", no_wrap=True)
        out.print(Text(_whence(report), style="dim"))
        if place := report.in_page(claim.span):
            out.print(Text(f"in its page bytes {place.start} to {place.end}", style="dim"))
        out.print(_marked(claim, report))
        for reason in claim.reasons:
            out.print(_reason_line(reason, report), overflow="ellipsis", no_wrap=True)
        out.print()


def _whence(report: Report) -> str:
    """Whose report it is, of which day, in which language, and where."""
    known = (report.outlet or report.id, report.author, str(report.published), report.lang, report.url)
    return ", ".join(word for word in known if word)


def print_judgements(log: Iterable[Judgement], as_json: bool) -> None:
    """Who said what, oldest first."""
    out = console()
    number = 0
    for number, said in enumerate(log, 1):  # noqa: B007
        if as_json:
            click.echo(line(plain(said)))
            continue
        about = " ".join(x for x in (said.field, said.value, said.other) if x)
        text = Text(f"{said.day} {said.by} ", style="bold")
        text.append(f"{said.verdict.value} {said.claim} {about}".rstrip())
        text.append(f"  {said.reason}" if said.reason else "", style="italic")
        text.append(f"  {said.id}", style="dim")
        out.print(text)
    if not as_json and not number:
        out.print(Text("no judgements yet; try `dragoman judge --help`", style="dim"))


def _marked(claim: Claim, report: Report) -> Text:
    """The quote and what stands around it, the words of fields coloured."""
    places = [claim.span, *(w for r in claim.reasons for w in r.words if abs(w.start - claim.span.start) < 400)]
    start, end = min(p.start for p in places), max(p.end for p in places)
    text = Text(report.text[start:end].replace("\n", " "))
    text.stylize("underline", claim.span.start - start, claim.span.end - start)
    for number, reason in enumerate(r for r in claim.reasons if r.field not in ("act", "status")):
        for words in reason.words:
            text.stylize(COLOURS[number % len(COLOURS)], max(0, words.start - start), max(0, words.end - start))
    return text


def _reason_line(reason: Reason, report: Report) -> Text:
    words = " · ".join(_short(w.of(report.text), 50) for w in reason.words)
    how = "" if reason.how == "stated" else f" ({reason.how})"
    return Text(f"  {reason.field:<8} {reason.score:.2f}  {words}{how}", style="dim")
