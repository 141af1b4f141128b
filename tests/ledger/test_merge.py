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


def test_a_part_in_another_sentence_belongs_to_the_total(claim) -> None:
    """14 foreigners among the 52 are of that release, and do not make its number doubtful."""
    total = claim("release", count=52, when="2025-09-11", report="a")
    part = claim("release", count=14, when="2025-09-11", report="a", target=("LT", "PL"))

    (event,) = keep_ledger([part, total]).events

    assert [c.min for c in event.counts] == [52]


def test_both_sides_of_an_even_exchange_are_one_event(claim) -> None:
    """146 for 146: two claims, one a direction, one exchange."""
    one = claim("release", actor=("RU",), target=("UA",), count=146, when="2025-08-24", report="a")
    other = claim("release", actor=("UA",), target=("RU",), count=146, when="2025-08-24", report="a")

    assert counts(one, other) == [2]


def test_a_running_total_is_no_event(claim) -> None:
    """ "More than 430 since July 2024" swallows no single release."""
    total = claim("release", count=(431, None), when=("2024-07-01", "2025-12-14"), published="2025-12-14", report="a")
    event = claim("release", count=123, when="2025-12-13", published="2025-12-14", report="a")

    assert counts(total, event) == [1, 1]


def test_what_is_told_months_later_without_its_day_finds_its_event(claim) -> None:
    """ "The 52 whom Minsk freed", said in November, are those of September."""
    event = claim("release", count=52, when="2025-09-11", report="a")
    later = claim("release", count=52, published="2025-11-09", report="b")

    assert counts(event, later) == [2]


def test_an_event_keeps_its_id_when_more_reports_tell_of_it(claim) -> None:
    """It is named after the claim published first."""
    first = claim("release", count=(100, None), published="2025-12-13", report="a")
    exact = claim("release", count=123, when="2025-12-13", published="2025-12-14", report="b")

    assert keep_ledger([first]).events[0].id == keep_ledger([first, exact]).events[0].id


def test_the_same_words_in_two_outlets_are_one_source(claim) -> None:
    """Reprints do not add to the support of an event; an agency named is the source of all who name it."""
    words = "Belarus freed fifty-two prisoners on Thursday after talks in Minsk"
    one = claim("release", count=52, when="2025-09-11", report="a", quote=words)
    copy = claim("release", count=52, when="2025-09-11", report="b", quote=words)
    wired = [claim("release", count=52, when="2025-09-11", report=r, source=("reuters",)) for r in ("c", "d")]

    (event,) = keep_ledger([one, copy, *wired]).events

    assert event.origins == ("a", "reuters")


def test_a_name_spelled_two_ways_is_one_person(claim) -> None:
    """Kalesnikava and Kolesnikova were jailed once; Statkevich is another."""
    one = claim("detain", when=("2020-09-01", "2020-09-30"), persons=("Maria Kalesnikava",), report="a")
    other = claim("detain", when=("2020-01-01", "2020-12-31"), persons=("Maria Kolesnikova",), report="b")
    third = claim("detain", when=("2020-01-01", "2020-12-31"), persons=("Mikola Statkevich",), report="b")

    assert sorted(counts(one, other, third)) == [1, 2]
