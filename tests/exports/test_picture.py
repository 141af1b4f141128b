"""The timeline: dots and bars at their days, nothing on top of another, what is too old said so."""

from dragoman.exports.picture import APART, EDGE, WIDTH, picture
from dragoman.ledger import keep_ledger


def drawn(*claims):
    events = keep_ledger(claims).events
    return picture([events, []], {e.id: e.id for e in events})


def test_a_day_is_a_dot_and_a_month_a_bar_within_the_edges(claim) -> None:
    """An uncertain day is drawn as the span that it is."""
    day = claim("release", count=52, when="2025-09-11", report="a")
    month = claim(
        "ease_sanctions", actor=("US",), when=("2025-11-01", "2025-11-30"), published="2025-12-01", report="b"
    )

    dot, bar = drawn(day, month).marks

    assert dot.left == dot.right
    assert bar.right > bar.left
    assert min(dot.left, bar.left) >= EDGE
    assert bar.right <= WIDTH - EDGE + 1


def test_two_events_of_one_day_are_stacked(claim) -> None:
    """Neither hides the other."""
    one = claim("release", count=52, when="2025-09-11", report="a")
    other = claim("transfer", count=52, when="2025-09-11", report="a")

    first, second = drawn(one, other).marks

    assert abs(first.left - second.left) < APART
    assert first.y != second.y


def test_what_is_years_older_is_left_out_and_counted(claim) -> None:
    """An embassy closed in 2022 does not squeeze the months that matter."""
    old = claim("close_mission", actor=("US",), when=("2022-02-01", "2022-02-28"), report="a")
    new = claim("release", count=123, when="2025-12-13", published="2025-12-13", report="a")

    found = drawn(old, new)

    assert (len(found.marks), found.left_out) == (1, 1)


def test_no_dated_event_no_picture(claim) -> None:
    """An empty line tells nothing."""
    assert drawn(claim("release", count=52, report="a")) is None
