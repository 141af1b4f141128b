"""A condition is linked to the act that it speaks of, and to the event that met it."""

from dataclasses import replace

from dragoman.ledger import keep_ledger
from dragoman.records import Reason, Span


def hung(claim, words: Span, **known):
    """An offer of Washington that depends on the words at a place in its report."""
    offer = claim("ease_sanctions", "possible", actor=("US",), target=("BY",), published="2025-11-26", **known)
    reason = Reason(field="condition", words=(words,), how="stated", score=1.0)
    return replace(offer, condition="in return", span=Span(100, 140), reasons=(reason,))


def told(claim, start: int, **known):
    """Minsk may free a hundred: told so many letters into the same report."""
    found = claim("release", "possible", count=(100, None), target=(), published="2025-11-26", **known)
    return replace(found, span=Span(start, start + 40))


def promise(claims, act: str):
    (found,) = [p for p in keep_ledger(claims).promises if p.act == act]
    return found


def test_an_offer_in_return_hangs_on_the_other_sides_act(claim) -> None:
    """While the hundred are not free, the offer depends on a promise and nothing has met it."""
    claims = [hung(claim, Span(90, 99)), told(claim, 40)]

    offer = promise(claims, "ease_sanctions")

    assert (offer.depends_on, offer.met_by) == (promise(claims, "release").id, None)


def test_the_event_that_kept_what_it_depends_on_met_the_condition(claim) -> None:
    """123 walk free in December: the offer of November is due."""
    freed = claim("release", count=123, when="2025-12-13", published="2025-12-14", report="r2")
    kept = keep_ledger([hung(claim, Span(90, 99)), told(claim, 40), freed])

    (offer,) = [p for p in kept.promises if p.act == "ease_sanctions"]

    assert (offer.met_by, offer.is_open) == (kept.events[0].id, True)


def test_both_kept_were_given_in_return_weeks_apart(claim) -> None:
    """Sanctions eased weeks after the release answer it, since they were offered on that condition."""
    freed = claim("release", count=123, when="2025-12-13", published="2025-12-14", report="r2")
    days = {"when": "2025-12-28", "published": "2025-12-29"}
    eased = claim("ease_sanctions", actor=("US",), target=("BY",), report="r3", **days)

    (pair,) = keep_ledger([hung(claim, Span(90, 99)), told(claim, 40), freed, eased]).exchanges

    assert pair.reason == "offered on that condition on 2025-11-26"


def test_what_stands_far_off_or_is_ones_own_act_is_no_condition(claim) -> None:
    """Nothing is linked on a guess."""
    own = claim("open_mission", "possible", actor=("US",), target=("BY",), published="2025-11-26")

    assert promise([hung(claim, Span(90, 99)), told(claim, 900), own], "ease_sanctions").depends_on is None
