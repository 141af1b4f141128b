"""A gate before the encoder, for bulk: a report that cannot hold a claim does not reach it.

It looks at the marks alone. What it loses is measured (docs/experiments.md).
"""

from collections.abc import Sequence

from dragoman.records import Kind, Mark

LEAST_PARTIES = 2


def may_tell(marks: Sequence[Mark]) -> bool:
    """Whether the marks leave room for dealings between states: two parties, or one and a person who serves another."""
    named = {i for m in marks if m.kind in (Kind.PARTY, Kind.PERSON) for i in m.ids[:1] if m.via != "shape:capitals"}
    return len(named) >= LEAST_PARTIES
