"""The gate that keeps the floors can fail."""

import gate


def test_a_figure_below_its_floor_is_told() -> None:
    """A fall beyond the slack of processors is a fault, a rise is none."""
    floors = {"dev": {"corpus": "x", "figures": {"found": 0.7, "strict": 0.3}}}
    now = {"dev": {"corpus": "x", "figures": {"found": 0.6, "strict": 0.4}}}

    assert gate.faults(floors, now) == ["dev: found fell from 0.7 to 0.6"]


def test_another_corpus_needs_new_floors() -> None:
    """Floors hold for the corpus that they were measured on and no other."""
    floors = {"dev": {"corpus": "x", "figures": {"found": 0.7}}}

    assert gate.faults(floors, {"dev": {"corpus": "y", "figures": {"found": 0.9}}})
    assert gate.faults({}, {"dev": {"corpus": "y", "figures": {"found": 0.9}}})
