"""Claims of one act become one event; of two, two."""

from dragoman.ledger import keep_ledger


def counts(*claims):
    return [len(e.claims) for e in keep_ledger(claims).events]


def test_the_same_number_in_september_and_on_the_day_is_one_event(claim) -> None:
    """52 freed on 11 September, and 52 freed "in September" as a report of December says."""
    day = claim("release", count=52, when="2025-09-11", report="be")
    month = claim(
        "release", count=52, when=("2025-09-01", "2025-09-30"), published="2025-12-13", report="tr", lang="tr"
    )

    (event,) = keep_ledger([day, month]).events

    assert event.langs == ("en", "tr")
    assert event.when == day.when


def test_a_bound_joins_the_number_that_it_allows(claim) -> None:
    """ "More than 100" and 123 are one release; the exact number stands for it."""
    exact = claim("release", count=123, when="2025-12-13", published="2025-12-13", report="a")
    vague = claim("release", count=(101, None), when="2025-12-13", published="2025-12-14", report="b")

    (event,) = keep_ledger([exact, vague]).events

    assert event.count == exact.count


def test_two_exchanges_of_one_month_stay_two(claim) -> None:
    """84 on 14 August is not 146 on 24 August."""
    first = claim("release", actor=("RU",), count=84, when="2025-08-14", published="2025-08-14", report="a")
    second = claim("release", actor=("RU",), count=146, when="2025-08-24", published="2025-08-24", report="b")

    assert counts(first, second) == [1, 1]


def test_one_number_of_two_states_is_two_events(claim) -> None:
    """What Russia freed, Ukraine did not."""
    one = claim("release", actor=("RU",), count=84, when="2025-08-14", report="a")
    other = claim("release", actor=("UA",), count=84, when="2025-08-14", report="a")

    assert counts(one, other) == [1, 1]


def test_every_join_says_why(claim) -> None:
    """A join has a score and its reasons in words."""
    one = claim("release", count=52, when="2025-09-11", report="a")
    other = claim("release", count=52, when="2025-09-11", report="b")

    (event,) = keep_ledger([one, other]).events

    assert any("same number 52" in j.reasons for j in event.joins)
