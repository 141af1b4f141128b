"""A person's word beats the program's, and can be taken back."""

from datetime import date

import pytest

from dragoman.errors import JudgementError
from dragoman.ledger import keep_ledger
from dragoman.ledger.judge import judgement
from dragoman.records import Verdict

DAY = date(2026, 1, 1)


def say(verdict, one, **known):
    return judgement(verdict, one.id if hasattr(one, "id") else one, "ann", DAY, **known)


@pytest.fixture
def two(claim):
    """Two claims that the program takes for one act."""
    return [claim("release", count=52, when="2025-09-11", report=r) for r in ("a", "b")]


def test_apart_splits_what_the_program_joined(two) -> None:
    """Two claims that a person tells apart are two events; undone, they are one again."""
    apart = say(Verdict.APART, two[0], other=two[1].id)

    assert len(keep_ledger(two).events) == 1
    assert len(keep_ledger(two, [apart]).events) == 2
    assert keep_ledger(two, [apart, say(Verdict.UNDO, apart)]) == keep_ledger(two)


def test_same_joins_what_the_program_kept_apart(claim) -> None:
    """84 and 146 are one event, if a person says so; the disagreement shows."""
    one = claim("release", count=84, when="2025-08-14", published="2025-08-14", report="a")
    other = claim("release", count=146, when="2025-08-24", published="2025-08-24", report="b")

    (event,) = keep_ledger([one, other], [say(Verdict.SAME, one, other=other.id)]).events

    assert len(event.claims) == 2


def test_a_field_is_as_a_person_has_it(two) -> None:
    """The corrected number counts."""
    said = [say(Verdict.FIELD, c, field="count", value='{"min": 53, "max": 53}') for c in two]

    assert keep_ledger(two, said).tallies[0].high == 53


def test_kept_and_not_kept_beat_the_score(claim) -> None:
    """A person names the event that kept a promise, or says that none did."""
    offer = claim("release", "promised", published="2025-06-01", report="a")
    deed = claim("release", count=52, when="2025-12-11", published="2025-12-12", report="b")

    def outcome(*log):
        return keep_ledger([offer, deed], log).promises[0].outcome

    assert outcome() == "open"
    assert outcome(say(Verdict.KEPT, offer, other=deed.id)) == "kept"
    assert outcome(say(Verdict.KEPT, offer, other=None)) == "open"


def test_of_one_day_the_last_word_holds(two) -> None:
    """Of words on one claim, said on one day, the one said last holds."""
    wrong, right = say(Verdict.WRONG, two[0]), say(Verdict.RIGHT, two[0])

    assert keep_ledger(two, [wrong, right]) == keep_ledger(two)
    assert len(keep_ledger(two, [right, wrong]).events[0].claims) == 1


def test_as_known_leaves_out_what_was_judged_since(two) -> None:
    """The ledger of a day with the judgements of that day, or with all made since."""
    wrong = say(Verdict.WRONG, two[0])
    asked = date(2025, 12, 31)

    assert len(keep_ledger(two, [wrong], asked).events[0].claims) == 1
    assert len(keep_ledger(two, [wrong], asked, as_known=True).events[0].claims) == 2


@pytest.mark.parametrize(
    ("verdict", "known"),
    [
        (Verdict.SAME, {}),
        (Verdict.FIELD, {"field": "quote", "value": '"other words"'}),
        (Verdict.FIELD, {"field": "count", "value": "52 people"}),
    ],
)
def test_what_cannot_be_applied_is_refused(two, verdict, known) -> None:
    """A join of one, another quote than the report's, a value that is no JSON."""
    with pytest.raises(JudgementError):
        say(verdict, two[0], **known)
