"""Laws of the ledger: order and repetition change nothing; a day knows only its own reports."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.ids import content_id
from dragoman.ledger import keep_ledger
from dragoman.ledger.judge import judgement
from dragoman.ledger.same import shifted
from dragoman.records import Act, Claim, Count, Interval, Span, Status, Verdict
from dragoman.serial import line, plain

#: Two months in which joins happen, and now and then any day that a calendar has.
NEAR = st.integers(0, 60).map(lambda n: date(2025, 9, 1) + timedelta(days=n))
DAYS = st.one_of(NEAR, NEAR, NEAR, st.dates())
COUNTS = st.none() | st.integers(1, 200).map(lambda n: Count(n, n)) | st.integers(1, 200).map(lambda n: Count(n, None))
STATES = st.lists(st.sampled_from(["BY", "US", "LT", "UA"]), max_size=2, unique=True).map(tuple)


@st.composite
def claims(draw: st.DrawFn) -> Claim:
    """Any claim over a few states, mostly of two months, so that joins and refusals both happen."""
    published, start = draw(DAYS), draw(st.none() | DAYS)
    end = shifted(start, timedelta(days=draw(st.integers(0, 30)))) if start else None
    place = draw(st.integers(0, 10_000))
    return Claim(
        id=content_id("claim", str(place), str(published)),
        report=f"r{draw(st.integers(0, 9))}",
        lang=draw(st.sampled_from(["en", "tr"])),
        published=published,
        act=draw(st.sampled_from([Act.RELEASE, Act.RELEASE, Act.EASE_SANCTIONS, Act.HOLD, *Act])),
        status=draw(st.sampled_from(list(Status))),
        actor=draw(STATES),
        target=draw(STATES),
        object=None,
        persons=(),
        count=draw(COUNTS),
        when=Interval(start, end) if start and end else None,
        place=draw(st.none() | st.sampled_from(["BY", "LT"])),
        source=(),
        condition=None,
        span=Span(place, place + 4),
        quote="word",
        score=1.0,
    )


SETS = st.lists(claims(), max_size=12, unique_by=lambda c: c.id)


def written(*args: object, **known: object) -> str:
    """The ledger as bytes would have it."""
    return line(plain(keep_ledger(*args, **known)))


@settings(max_examples=150, deadline=None)
@given(SETS, st.randoms())
def test_order_and_repetition_change_nothing(told: list[Claim], rng: object) -> None:
    """Claims shuffled, or handed in twice, give the same ledger byte for byte."""
    shuffled = list(told)
    rng.shuffle(shuffled)

    assert written(shuffled) == written(told)
    assert written([*told, *shuffled]) == written(told)


@settings(max_examples=100, deadline=None)
@given(SETS, DAYS)
def test_a_day_knows_only_the_reports_published_by_then(told: list[Claim], day: date) -> None:
    """The ledger as of a day is the ledger of those reports alone."""
    by_then = [c for c in told if c.published <= day]

    assert keep_ledger(told, as_of=day).events == keep_ledger(by_then).events
    assert keep_ledger(told, as_of=day).promises == keep_ledger(by_then).promises


@settings(max_examples=100, deadline=None)
@given(SETS)
def test_every_claim_is_in_one_event_or_one_promise(told: list[Claim]) -> None:
    """No claim is lost, none is counted twice."""
    kept = keep_ledger(told)

    placed = [c for item in (*kept.events, *kept.promises) for c in item.claims]

    assert sorted(placed) == sorted(c.id for c in told)


@settings(max_examples=50, deadline=None)
@given(SETS.filter(bool))
def test_a_judgement_and_its_undoing_give_the_old_ledger_back(told: list[Claim]) -> None:
    """Wrong, then right again: as if nothing had been said."""
    wrong = judgement(Verdict.WRONG, told[0].id, "ann", date(2026, 1, 1))
    right = judgement(Verdict.RIGHT, told[0].id, "ann", date(2026, 1, 2))
    undo = judgement(Verdict.UNDO, wrong.id, "ben", date(2026, 1, 3))

    assert told[0].id not in written(told, [wrong])
    assert written(told, [wrong, right]) == written(told, [wrong, undo]) == written(told)


@settings(max_examples=100, deadline=None)
@given(SETS.filter(lambda told: len(told) > 1), st.randoms(), st.data())
def test_the_order_of_words_said_on_a_day_changes_nothing(told: list[Claim], rng: object, data: st.DataObject) -> None:
    """Same, apart, wrong and undone in any order of the log: what holds is decided by day and content alone."""
    pair = st.lists(st.sampled_from(told), min_size=2, max_size=2, unique_by=lambda c: c.id)
    log = [
        judgement(
            data.draw(st.sampled_from([Verdict.SAME, Verdict.APART])), one.id, "ann", data.draw(NEAR), other=other.id
        )
        for one, other in data.draw(st.lists(pair, max_size=4))
    ]
    log += [judgement(Verdict.UNDO, said.id, "ben", data.draw(NEAR)) for said in log[:1]]
    shuffled, claims_shuffled = list(log), list(told)
    rng.shuffle(shuffled)
    rng.shuffle(claims_shuffled)

    assert written(claims_shuffled, shuffled) == written(told, log)
