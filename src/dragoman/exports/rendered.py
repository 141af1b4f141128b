"""The templates' environment that served pages and the static site share: it escapes whatever is not markup of ours."""

from collections.abc import Callable

from jinja2 import BaseLoader, Environment, StrictUndefined
from markupsafe import Markup

from dragoman.exports.text import cut, direction, first_word, lang_tag, visible
from dragoman.exports.wording import (
    DID,
    SIGNS,
    STANDS,
    TO_DO,
    days,
    language_name,
    many,
    party_name,
    spread,
    states,
    when_of,
)
from dragoman.ledger.same import shown

#: How acts, parties, days and words of reports are put on a page.
FILTERS: dict[str, Callable[..., object]] = {
    "count": shown,
    "cut": cut,
    "days": days,
    "direction": direction,
    "first_word": first_word,
    "lang_tag": lang_tag,
    "language": language_name,
    "many": many,
    "party": party_name,
    "spread": spread,
    "states": states,
    "when_of": when_of,
}


def environment(loader: BaseLoader, to: Callable[..., str], **known: object) -> Environment:
    """Templates with these words; `to` gives the address of a page, `known` is what else they may name."""
    made = Environment(
        loader=loader,
        autoescape=True,
        finalize=_finalized,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals |= {"to": to, "SIGNS": SIGNS, "DID": DID, "TO_DO": TO_DO, "STANDS": STANDS, **known}
    made.filters |= FILTERS
    return made


def _finalized(value: object) -> object:
    """What is written into a page: of words that are no markup of ours, all that is hidden is seen."""
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value
