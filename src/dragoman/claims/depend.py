"""The clause that an act is made to depend on (codebook, condition), where it stands in the act's own sentence."""

from collections.abc import Sequence
from dataclasses import replace

from dragoman.language import Marked
from dragoman.records import Draft, Status

#: What has happened depends on nothing any more.
OPEN = frozenset({Status.PROMISED, Status.POSSIBLE, Status.DEMANDED, Status.REFUSED})


def with_conditions(drafts: Sequence[Draft], marked: Marked) -> tuple[Draft, ...]:
    """Drafts of open acts with the first conditional clause of their sentence."""
    return tuple(_with_condition(d, marked) if d.status in OPEN else d for d in drafts)


def _with_condition(draft: Draft, marked: Marked) -> Draft:
    homes = [s for s in marked.sentences if s.overlaps(draft.span)]
    near = [c for c in marked.conditions if any(c.overlaps(home) for home in homes)]
    outside = [c for c in near if not (c.start <= draft.span.start and draft.span.end <= c.end)]
    return replace(draft, condition=outside[0]) if outside else draft
