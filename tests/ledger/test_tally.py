"""Tallies count persons by distinct events."""

from dragoman.ledger import keep_ledger


def test_one_event_in_three_reports_is_counted_once(claim) -> None:
    """52 freed, told three times, are 52."""
    told = [claim("release", count=52, when="2025-09-11", report=r) for r in ("a", "b", "c")]

    (tally,) = keep_ledger(told).tallies

    assert (tally.low, tally.high) == (52, 52)


def test_numbers_that_differ_make_a_range(claim) -> None:
    """Where sources say 123 and "over 100" the tally says both."""
    told = [
        claim("release", count=123, when="2025-12-13", published="2025-12-13", report="a"),
        claim("release", count=(101, None), when="2025-12-13", published="2025-12-13", report="b"),
    ]

    (tally,) = keep_ledger(told).tallies

    assert (tally.low, tally.high) == (101, 123)


def test_what_one_report_alone_tells_counts_for_the_upper_end_only(claim) -> None:
    """A single reading may be wrong: it widens the range and does not raise its floor."""
    told = [claim("release", count=52, when="2025-09-11", report=r) for r in ("a", "b")]
    alone = claim("release", count=1300, when="2025-08-15", published="2025-08-16", report="c")

    (tally,) = keep_ledger([*told, alone]).tallies

    assert (tally.low, tally.high) == (52, 1352)
