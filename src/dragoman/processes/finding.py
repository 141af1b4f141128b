"""Search: claims and reports that hold all words, in any script, with the places that match."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from dragoman.language.searchwords import Sought, search_words, sought
from dragoman.processes.answers import Hit, Results, cursor, uncursor
from dragoman.processes.keeping import field_word
from dragoman.records import Claim, Report, Span
from dragoman.store import Filter, Store
from dragoman.store.dialect import Word

#: Claims that are counted by act, status and so on: the newest ones.
COUNTED = 2000
#: Letters of a report shown before and after the first words that match.
AROUND = 120


class _Found(NamedTuple):
    number: int
    id: str
    is_claim: bool


def search(store: Store, words: str, asked: Filter, after: str | None, limit: int) -> Results:
    """The newest hits after a cursor. Raises NotFoundError where the cursor is none."""
    wanted = sought(words)
    if not wanted:
        return Results((), None, 0, {})
    below = uncursor(after, int)[0] if after else None
    plain = tuple(Word(w.text, w.begins) for w in wanted)
    told = (*plain, *field_words(asked))
    found = [_Found(n, id, True) for n, id in store.search.found("claims", told, asked, below, limit + 1)]
    if not (asked.act or asked.status or asked.party):
        found += [_Found(n, id, False) for n, id in store.search.found("reports", told, asked, below, limit + 1)]
    found = sorted(found, key=lambda f: -f.number)
    page = found[:limit]
    counted = store.search.counted(told, asked, COUNTED)
    following = cursor(page[-1].number) if len(found) > limit else None
    return Results(tuple(_hits(store, page, plain, wanted)), following, sum(counted["act"].values()), _facets(counted))


def field_words(asked: Filter) -> Iterator[Word]:
    """What a filter asks for, as words of the index."""
    for name in ("act", "status", "lang", "outlet", "party"):
        value = getattr(asked, name)
        if value:
            yield Word(field_word(name, value))


def _hits(store: Store, page: Sequence[_Found], words: Sequence[Word], wanted: Sequence[Sought]) -> Iterator[Hit]:
    """Claims, and reports without a claim that has all the words: where one has, it is the hit."""
    claims = store.claims_by([f.id for f in page if f.is_claim])
    kept = [f.id for f in page if not f.is_claim]
    told = store.search.told_in(kept, words)
    headed = {c.report for c in claims.values()} | {id for id in kept if id not in told}
    reports = store.reports_by(sorted(headed))
    for found in page:
        if found.id in claims:
            claim = claims[found.id]
            yield _claim_hit(claim, reports[claim.report], wanted)
        elif found.id in reports and found.id not in told:
            yield _report_hit(reports[found.id], wanted)


def _claim_hit(claim: Claim, report: Report, wanted: Sequence[Sought]) -> Hit:
    spans = _matching(claim.quote, wanted)
    about = (report.id, report.title, report.outlet, claim.published, claim.lang)
    return Hit(claim, *about, claim.quote, spans)


def _report_hit(report: Report, wanted: Sequence[Sought]) -> Hit:
    snippet, spans = _cut(report.text, _matching(report.text, wanted))
    return Hit(None, report.id, report.title, report.outlet, report.published, report.lang, snippet, spans)


def _cut(text: str, spans: Sequence[Span]) -> tuple[str, tuple[Span, ...]]:
    """The words around the first match, and the matches among them."""
    first = spans[0].start if spans else 0
    start = max(0, first - AROUND)
    end = first + AROUND
    return text[start:end], tuple(Span(s.start - start, s.end - start) for s in spans if s.end <= end)


def _matching(text: str, wanted: Sequence[Sought]) -> tuple[Span, ...]:
    return tuple(w.span for w in search_words(text) if any(s.finds(w.text) for s in wanted))


def _facets(counted: Mapping[str, Mapping[str, int]]) -> Mapping[str, tuple[tuple[str, int], ...]]:
    """Values by how many claims have them; a claim counts for each of its parties."""
    parties = Counter[str]()
    for named, many in counted["parties"].items():
        parties.update(dict.fromkeys(named.split(), many))
    told = {"act": counted["act"], "status": counted["status"], "party": parties}
    told |= {"lang": counted["lang"], "outlet": {outlet: n for outlet, n in counted["outlet"].items() if outlet}}
    return {name: tuple(sorted(n.items(), key=lambda i: (-i[1], i[0]))) for name, n in told.items()}
