"""Claims and judgements in, the ledger of a day out. Pure: any order of reports gives the same ledger."""

from collections.abc import Iterable
from datetime import date

from dragoman.ledger.bargain import exchanges
from dragoman.ledger.depend import with_conditions
from dragoman.ledger.disagree import disputes
from dragoman.ledger.follow import follow
from dragoman.ledger.judge import holding, said, standing_claims
from dragoman.ledger.merge import merge
from dragoman.ledger.standing import standing
from dragoman.ledger.tally import tally
from dragoman.ledger.timeline import with_stages
from dragoman.records import Claim, Judgement, Ledger

__all__ = ["keep_ledger"]


def keep_ledger(
    claims: Iterable[Claim],
    judgements: Iterable[Judgement] = (),
    as_of: date | None = None,
    *,
    as_known: bool = False,
) -> Ledger:
    """The ledger as it stood on a day (None: on all that is known), from the reports published by then.

    Judgements made since count too, unless it is asked for `as_known` then.
    """
    log = holding(j for j in judgements if not (as_known and as_of and j.day > as_of))
    known = standing_claims((c for c in claims if as_of is None or c.published <= as_of), log)
    people = said(log)
    events = merge(known, people)
    promises = with_conditions(follow(known, events, people), events, known)
    return Ledger(
        as_of=as_of,
        events=with_stages(events, promises, known),
        promises=promises,
        tallies=tally(events),
        disputes=disputes(events, known),
        standing=standing(events),
        exchanges=exchanges(events, promises),
    )
