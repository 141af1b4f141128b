"""Disagreement is shown, never averaged."""

from dragoman.ledger import keep_ledger


def dispute(*claims):
    (found,) = keep_ledger(claims).disputes
    return found


def test_thirteen_against_fourteen_is_one_event_and_a_dispute(claim) -> None:
    """Both numbers stay, each with its sources and the day since which it is told."""
    early = claim("release", count=13, when="2025-06-21", published="2025-06-21", report="a")
    later = claim("release", count=14, when="2025-06-21", published="2025-06-22", report="b")

    found = dispute(early, later)

    assert (found.field, [(a.value, a.origins) for a in found.accounts]) == ("count", [("13", ("a",)), ("14", ("b",))])


def test_a_bound_that_the_number_fits_is_no_dispute(claim) -> None:
    """ "More than 100" does not contradict 123."""
    exact = claim("release", count=123, when="2025-12-13", published="2025-12-13", report="a")
    vague = claim("release", count=(101, None), when="2025-12-13", published="2025-12-13", report="b")

    assert not keep_ledger([exact, vague]).disputes


def test_a_denial_of_what_another_tells_is_a_dispute(claim) -> None:
    """One report tells that sanctions were eased, another that Washington denies it."""
    told = claim("ease_sanctions", actor=("US",), target=("BY",), when="2025-12-13", published="2025-12-13", report="a")
    denied = claim("ease_sanctions", "refused", actor=("US",), target=("BY",), published="2025-12-15", report="b")

    found = dispute(told, denied)

    assert (found.field, [a.value for a in found.accounts]) == ("status", ["told", "denied"])
