"""From drafts to claims: carrying, finishing, telling once."""

from datetime import date

from dragoman.claims.carry import carry_actor
from dragoman.claims.finish import finish
from dragoman.claims.resolve import told_once
from dragoman.records import Act, Count, Draft, Interval, Kind, Mark, Span, Status

TEXT = "Belarus freed 52 prisoners. They were taken to Vilnius on Monday."


def party(state: str) -> Mark:
    return Mark(kind=Kind.PARTY, span=Span(0, 7), via="cldr:name", ids=(state,))


def draft(act: Act = Act.RELEASE, status: Status = Status.DONE, span: Span = Span(0, 27), **known: object) -> Draft:  # noqa: B008
    return Draft(act=act, status=status, span=span, score=0.9, status_score=0.8, **known)


def test_an_open_actor_is_carried_and_says_so(report) -> None:
    """The second sentence has no actor of its own: the first one's is taken over, marked as carried."""
    told = [draft(actor=((party("BY"), 0.9),)), draft(Act.DETAIN, span=Span(28, 65))]

    claims = [finish(d, report(TEXT)) for d in carry_actor(told)]

    assert claims[1].actor == ("BY",)
    assert [r.how for r in claims[1].reasons if r.field == "actor"] == ["carried over"]
    assert [r.how for r in claims[0].reasons if r.field == "actor"] == ["stated"]


def test_who_crossed_a_border_was_moved_by_nobody() -> None:
    """People go by themselves: a transfer without a doer takes none from the sentence before."""
    told = [draft(actor=((party("BY"), 0.9),)), draft(Act.TRANSFER, span=Span(28, 65))]

    assert [d.actor for d in carry_actor(told)][1] == ()


def test_a_date_is_read_ahead_for_what_is_to_come(report) -> None:
    """ "On Monday" is last Monday for what was done and next Monday for what was promised."""
    day = Mark(
        kind=Kind.DATE,
        span=Span(55, 64),
        via="cldr:weekday",
        interval=Interval(date(2025, 9, 8), date(2025, 9, 8)),
        ahead=Interval(date(2025, 9, 15), date(2025, 9, 15)),
    )

    done = finish(draft(when=(day, 0.9)), report(TEXT))
    promised = finish(draft(status=Status.PROMISED, when=(day, 0.9)), report(TEXT))

    assert done.when == day.interval
    assert promised.when == day.ahead


def test_a_field_that_was_not_read_is_none(report) -> None:
    """Nothing is guessed."""
    claim = finish(draft(), report(TEXT))

    assert (claim.count, claim.when, claim.place, claim.actor, claim.source) == (None, None, None, (), ())


def test_the_same_told_twice_is_one_claim(report) -> None:
    """A later sentence that adds nothing is no claim of its own; one that adds a day is."""
    number = Mark(kind=Kind.NUMBER, span=Span(14, 16), via="digits", count=Count(52, 52))
    once = finish(draft(count=(number, 0.9), actor=((party("BY"), 0.9),)), report(TEXT))
    again = finish(draft(count=(number, 0.9), actor=((party("BY"), 0.9),), span=Span(28, 65)), report(TEXT))

    assert told_once([once, again]) == (once,)
