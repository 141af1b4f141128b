"""Support is counted by original sources, and an outlet's later word takes its earlier one back."""

from dragoman.ledger import keep_ledger
from dragoman.ledger.lineage import origins

WORDS = "Minsk has released one hundred and twenty three prisoners, among them a Nobel laureate"


def test_nearly_the_same_words_in_two_outlets_are_one_source(claim) -> None:
    """An editor who drops a word of the agency's sentence is no second witness."""
    first = claim("release", report="a", outlet="Daily", quote=WORDS)
    copied = claim("release", report="b", outlet="Weekly", quote=WORDS.replace("has released", "released"))
    own = claim("release", report="c", outlet="Post", quote="A Nobel laureate and 122 others crossed into Lithuania")

    assert origins([first, copied, own]) == ("Daily", "Post")


def test_the_same_words_of_another_language_are_a_source_of_their_own(claim) -> None:
    """Likeness of letters says nothing across languages."""
    here, there = (claim("release", report=lang, outlet=lang, lang=lang, quote=WORDS) for lang in ("en", "tr"))

    assert origins([here, there]) == ("en", "tr")


def test_what_an_outlet_tells_twice_has_one_source(claim) -> None:
    """A follow-up by the same newsroom adds no support; an agency is known by its id."""
    told = [claim("release", report=r, outlet="Reuters", quote=f"{r} tells it anew") for r in ("a", "b")]
    agency = claim("release", report="c", outlet="Daily", source=("reuters",))

    assert origins([*told, agency]) == ("reuters",)


def corrected(claim, **second):
    first = claim("release", count=114, when="2025-12-13", published="2025-12-13", report="a", outlet="Daily")
    days = {"when": "2025-12-13", "published": "2025-12-14"}
    return keep_ledger([first, claim("release", report="b", **{**days, "outlet": "Daily", **second})])


def test_a_corrected_number_no_longer_counts_and_is_shown(claim) -> None:
    """The same outlet tells 114 one day and 123 the next: the event has 123, and the first word stays readable."""
    kept = corrected(claim, count=123)
    (dispute,) = kept.disputes

    assert [e.counts for e in kept.events] == [((123, 123, False),)]
    assert [(c.outlet, c.was, c.now) for c in dispute.corrections] == [("Daily", "114", "123")]
    assert dispute.is_settled


def test_another_outlets_number_corrects_nothing(claim) -> None:
    """Two outlets that differ, differ."""
    (dispute,) = corrected(claim, count=123, outlet="Weekly").disputes

    assert (len(dispute.accounts), dispute.corrections) == (2, ())


def test_a_number_that_the_later_one_sharpens_is_no_correction(claim) -> None:
    """ "More than 100" is not taken back by 114."""
    assert not corrected(claim, count=(101, None)).disputes
