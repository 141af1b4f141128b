"""Tallies count persons by distinct events."""

from dragoman.ledger import keep_ledger
from dragoman.ledger.tally import By, tally


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


def test_a_stated_total_stands_beside_ours_and_is_not_added(claim) -> None:
    """ "More than 430 since July 2024" beside the events of those months, with the difference in words."""
    events = [claim("release", count=52, when="2025-09-11", report=r) for r in ("a", "b")]
    total = claim("release", count=(431, None), when=("2024-07-01", "2025-12-14"), published="2025-12-14", report="c")

    (tally,) = keep_ledger([*events, total]).tallies

    assert (tally.low, tally.high) == (52, 52)
    assert (tally.stated[0].low, tally.stated[0].difference[:13]) == (52, "379 more than")


def test_a_tally_by_month_and_side_adds_up_to_the_whole(claim) -> None:
    """Broken down, the numbers are those of the same events."""
    told = [
        claim("release", count=52, when="2025-09-11", report="a", target=("LT",)),
        claim("release", count=31, when="2025-11-22", published="2025-11-22", report="b", target=("UA",)),
    ]

    months = tally(keep_ledger(told).events, By(toward=True, month=True))

    assert [(t.toward, t.month, t.high) for t in months] == [("LT", "2025-09", 52), ("UA", "2025-11", 31)]


def freed_with(claim, undated: int):
    told = [claim("release", count=123, when="2025-12-13", published="2025-12-13", report=r) for r in ("a", "b")]
    vague = [claim("release", count=undated, published="2025-12-15", report=r) for r in ("c", "d")]
    (found,) = keep_ledger([*told, *vague]).tallies
    return found


def test_a_number_without_a_day_may_be_of_those_counted(claim) -> None:
    """114 told by two, without a day, may be some of the 123: named, and not counted twice."""
    found = freed_with(claim, 114)

    assert (found.low, found.high, len(found.events), len(found.doubtful)) == (123, 123, 1, 1)


def test_a_larger_number_without_a_day_widens_the_range(claim) -> None:
    """250 cannot all be among the 123."""
    found = freed_with(claim, 250)

    assert (found.low, found.high, found.doubtful) == (123, 373, ())
