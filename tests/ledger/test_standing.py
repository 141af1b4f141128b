"""States that last have an answer for any day."""

from datetime import date

from dragoman.ledger import keep_ledger
from dragoman.ledger.standing import on
from dragoman.records import Act


def test_the_embassy_is_closed_from_its_closing_to_its_opening(claim) -> None:
    """Open before 2022, closed since, open again from March 2026 on."""
    closed = claim("close_mission", actor=("US",), target=("BY",), when=("2022-02-01", "2022-02-28"), report="a")
    opened = claim("open_mission", actor=("US",), target=("BY",), when="2026-03-20", published="2026-03-21", report="b")

    states = keep_ledger([closed, opened]).standing

    asked = [date(2022, 1, 31), date(2025, 12, 31), date(2026, 3, 20)]
    assert [[s.act for s in on(day, states)] for day in asked] == [[], [Act.CLOSE_MISSION], [Act.OPEN_MISSION]]


def test_sanctions_eased_are_still_in_force(claim) -> None:
    """Easing changes the state and does not end it."""
    imposed = claim("impose_sanctions", actor=("US",), target=("BY",), when=("2021-01-01", "2021-12-31"), report="a")
    eased = claim("ease_sanctions", actor=("US",), target=("BY",), when="2025-09-11", report="b")

    (state,) = keep_ledger([imposed, eased]).standing

    assert (state.until, len(state.eased_by)) == (None, 1)


def test_what_is_given_together_is_joined(claim) -> None:
    """Two reports tell of prisoners freed and sanctions eased toward one another within days."""
    told = [
        c
        for r in ("a", "b")
        for c in (
            claim("release", count=123, when="2025-12-13", published="2025-12-13", report=r),
            claim("ease_sanctions", actor=("US",), target=("BY",), when="2025-12-13", published="2025-12-13", report=r),
        )
    ]

    (exchange,) = keep_ledger(told).exchanges

    assert exchange.reason == "2 reports tell both, of the same days"
