"""The measure itself: what counts as found, strict and right."""

from dragoman.measure import Figures

TEXT = "Belarus freed 52 prisoners on Thursday."
GOLD = {
    "act": "release",
    "status": "done",
    "actor": ["BY"],
    "target": [],
    "persons": [],
    "place": None,
    "source": [],
    "count": {"min": 52, "max": 52, "about": False},
    "when": {"start": "2025-09-11", "end": "2025-09-11"},
    "quote": TEXT,
}


def figures(**changed: object) -> dict[str, float]:
    counted = Figures()
    counted.add([GOLD], [{**GOLD, "start": 0, "end": len(TEXT), **changed}], TEXT)
    return counted.table()


def test_the_gold_itself_is_all_right() -> None:
    """Every figure is one."""
    assert set(figures().values()) == {1.0}


def test_words_elsewhere_are_not_found() -> None:
    """A claim whose words hardly touch the gold quote is another claim."""
    assert figures(start=30, end=90)["found"] == 0.0


def test_a_wrong_number_is_found_and_not_strict() -> None:
    """The act was seen, the claim is not right."""
    told = figures(count={"min": 25, "max": 25, "about": False})

    assert (told["found"], told["strict"], told["count"]) == (1.0, 0.0, 0.0)


def test_a_leader_beside_his_state_is_the_same_actor() -> None:
    """States decide; persons are extra."""
    assert figures(actor=["BY", "lukashenko"])["actor"] == 1.0
    assert figures(actor=["US"])["actor"] == 0.0
