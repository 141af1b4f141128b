"""Offers are followed to what came of them."""

from dragoman.ledger import keep_ledger


def promise(*claims, **known):
    (found,) = keep_ledger(claims, **known).promises
    return found


def test_talks_of_at_least_100_point_to_the_123_freed(claim) -> None:
    """What was negotiated in November is kept by the event of December."""
    offer = claim("release", "possible", count=(100, None), published="2025-11-26", report="ro")
    deed = claim("release", count=123, when="2025-12-13", published="2025-12-13", report="tr")

    found = promise(offer, deed)

    assert found.outcome == "kept"
    assert found.kept_by == keep_ledger([offer, deed]).events[0].id


def test_fewer_than_offered_is_partly_kept(claim) -> None:
    """Fifty of a hundred are half a promise."""
    offer = claim("release", "promised", count=100, published="2025-11-26", report="ro")
    deed = claim("release", count=50, when="2025-12-13", published="2025-12-13", report="tr")

    assert promise(offer, deed).outcome == "partly kept"


def test_what_happened_before_keeps_no_promise(claim) -> None:
    """September's release does not keep November's offer."""
    deed = claim("release", count=52, when="2025-09-11", report="be")
    offer = claim("release", "possible", count=(100, None), published="2025-11-26", report="ro")

    assert promise(deed, offer).outcome == "open"


def test_on_an_earlier_day_the_promise_was_open(claim) -> None:
    """As of November nobody knew of December."""
    from datetime import date

    offer = claim("release", "possible", count=(100, None), published="2025-11-26", report="ro")
    deed = claim("release", count=123, when="2025-12-13", published="2025-12-13", report="tr")

    assert promise(offer, deed, as_of=date(2025, 11, 30)).outcome == "open"


def test_a_refusal_is_never_kept(claim) -> None:
    """Who refused to close the border and closed it has broken a word, not kept one."""
    refusal = claim("close_border", "refused", actor=("LT",), published="2025-10-01", report="a")
    deed = claim("close_border", actor=("LT",), when="2025-10-29", published="2025-10-29", report="b")

    assert promise(refusal, deed).outcome == "open"


def test_what_is_asked_again_in_winter_is_not_kept_by_the_release_of_summer(claim) -> None:
    """Each asking looks ahead of itself."""
    june = claim("release", "demanded", published="2025-06-20", report="a")
    deed = claim("release", count=14, when="2025-06-21", published="2025-06-22", report="b")
    december = claim("release", "demanded", published="2025-12-20", report="c")

    outcomes = {p.since.month: p.outcome for p in keep_ledger([june, deed, december]).promises}

    assert outcomes == {6: "kept", 12: "open"}


def test_an_event_shows_the_statuses_that_led_to_it(claim) -> None:
    """Possible on 26 November, promised on 12 December, done on 13 December."""
    told = [
        claim("release", "possible", count=(100, None), published="2025-11-26", report="a"),
        claim("release", "promised", published="2025-12-12", report="b"),
        claim("release", count=123, when="2025-12-13", published="2025-12-13", report="c"),
    ]

    (event,) = keep_ledger(told).events

    assert [(s.status.value, s.since.isoformat()) for s in event.stages] == [
        ("possible", "2025-11-26"),
        ("promised", "2025-12-12"),
        ("done", "2025-12-13"),
    ]
