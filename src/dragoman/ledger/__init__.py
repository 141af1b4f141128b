"""Claims and judgements in, the ledger of a day out. Pure: any order of reports gives the same ledger."""

from collections.abc import Iterable
from datetime import date

from dragoman.ledger.follow import follow
from dragoman.ledger.judge import standing
from dragoman.ledger.merge import merge
from dragoman.ledger.tally import tally
from dragoman.records import Claim, Judgement, Ledger

__all__ = ["keep_ledger"]


def keep_ledger(claims: Iterable[Claim], judgements: Iterable[Judgement] = (), as_of: date | None = None) -> Ledger:
    """The ledger as it stood on a day (None: on all that is known), from the reports published by then."""
    known = standing((c for c in claims if as_of is None or c.published <= as_of), judgements)
    events = merge(known)
    return Ledger(as_of=as_of, events=events, promises=follow(known, events), tallies=tally(events))
