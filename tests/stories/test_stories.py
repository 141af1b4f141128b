"""One event told in many languages is one event: the product's promise, on the sample."""

import pytest

from dragoman.desk import open_desk, sample_reports
from dragoman.records import Act, Ledger
from dragoman.serial import line, plain


@pytest.fixture(scope="module")
def ledger(tmp_path_factory, reader) -> Ledger:
    """The ledger of the whole sample."""
    desk = open_desk(tmp_path_factory.mktemp("story") / "s.db")
    desk.take(sample_reports())
    list(desk.read(reader))
    return desk.ledger()


def releases(ledger: Ledger, number: int) -> list:
    return [e for e in ledger.events if e.act is Act.RELEASE and e.count and e.count.min == e.count.max == number]


def test_the_123_of_december_are_one_event_in_many_languages(ledger: Ledger) -> None:
    """However it is told, 123 walked free once."""
    events = releases(ledger, 123)

    assert len(events) == 1
    assert len(events[0].langs) >= 4


def test_the_52_of_september_are_one_event_in_many_languages(ledger: Ledger) -> None:
    """Told on the day, and again in December as "in September"."""
    events = releases(ledger, 52)

    assert len(events) == 1
    assert len(events[0].langs) >= 4


def test_what_was_offered_in_november_points_to_december(ledger: Ledger) -> None:
    """At least 100 were spoken of; 123 came."""
    (freed,) = releases(ledger, 123)

    offers = [p for p in ledger.promises if p.act is Act.RELEASE and p.count and p.count.min == 100 and "BY" in p.actor]

    assert any(p.kept_by == freed.id for p in offers)


def test_reports_in_any_order_read_twice_give_the_same_ledger(ledger: Ledger, reader, tmp_path) -> None:
    """The sample backwards, taken in and read twice, gives the same ledger byte for byte."""
    desk = open_desk(tmp_path / "s.db")
    for _ in range(2):
        desk.take(reversed(sample_reports()))
        list(desk.read(reader))

    assert line(plain(desk.ledger())) == line(plain(ledger))
