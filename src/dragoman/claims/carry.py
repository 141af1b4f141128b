"""An actor carried over from before, where the reader found none: the grammar leaves it open, the report does not.

What is carried says so in the claim's reasons ("carried over"), with the words that it comes from.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from dragoman.records import Act, Draft, Mark

#: A carried actor is a guess of the rule, not a choice of the reader.
CARRIED = 0.0
#: People cross a border by themselves: who moved them is often told nowhere.
OWN = frozenset({Act.TRANSFER})


def carry_actor(drafts: Sequence[Draft]) -> tuple[Draft, ...]:
    """Drafts in the order of the text, each without an actor taking that of the act told before it."""
    return tuple(_carried(drafts))


def _carried(drafts: Sequence[Draft]) -> Iterator[Draft]:
    last: tuple[tuple[Mark, float], ...] = ()
    for draft in drafts:
        if draft.actor:
            last = draft.actor
        if draft.actor or draft.act in OWN:
            yield draft
        else:
            yield replace(draft, actor=tuple((mark, CARRIED) for mark, _ in last))
