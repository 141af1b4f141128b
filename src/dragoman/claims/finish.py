"""Draft to claim: marks become the codebook's values, each with the words it was read from."""

from collections.abc import Iterable, Iterator

from dragoman.claims.carry import CARRIED
from dragoman.ids import content_id
from dragoman.records import Claim, Count, Draft, Interval, Mark, Reason, Report, Status
from dragoman.vocabulary import is_state

#: Statuses of acts that lie ahead: their dates are read as to come (codebook, hard cases).
AHEAD = frozenset({Status.PROMISED, Status.POSSIBLE, Status.DEMANDED})
Chosen = Iterable[tuple[Mark, float]]


def finish(draft: Draft, report: Report) -> Claim:
    """The claim that a draft makes in its report."""
    return Claim(
        id=content_id("claim", report.id, draft.act, draft.status, f"{draft.span.start}-{draft.span.end}"),
        report=report.id,
        lang=report.lang,
        published=report.published,
        act=draft.act,
        status=draft.status,
        actor=_parties(draft.actor),
        target=_targets(draft),
        object=None,
        persons=_persons(draft.persons),
        count=_count(draft),
        when=_when(draft),
        place=draft.place[0].place if draft.place else None,
        source=_sources(draft.source),
        condition=draft.condition.of(report.text) if draft.condition else None,
        span=draft.span,
        quote=draft.span.of(report.text),
        score=round(draft.score, 4),
        reasons=tuple(_reasons(draft)),
        outlet=report.outlet,
    )


def _parties(chosen: Chosen) -> tuple[str, ...]:
    """Ids in the order of certainty, a person after the state that they act for."""
    return tuple(dict.fromkeys(i for mark, _ in chosen for i in mark.ids))


def _targets(draft: Draft) -> tuple[str, ...]:
    """Nobody acts toward himself: what names or serves an actor is no target."""
    actors = {i for i in _parties(draft.actor) if is_state(i)}
    return _parties((mark, score) for mark, score in draft.target if not actors & set(mark.ids))


def _sources(chosen: Chosen) -> tuple[str, ...]:
    """On whose word: of a person or office only itself, not the state behind."""
    return tuple(dict.fromkeys(mark.ids[-1] for mark, _ in chosen if mark.ids))


def _persons(chosen: Chosen) -> tuple[str, ...]:
    return tuple(dict.fromkeys(mark.name for mark, _ in chosen if mark.name))


def _count(draft: Draft) -> Count | None:
    return draft.count[0].count if draft.count else None


def _when(draft: Draft) -> Interval | None:
    if draft.when is None:
        return None
    mark = draft.when[0]
    return mark.ahead if draft.status in AHEAD and mark.ahead else mark.interval


def _reasons(draft: Draft) -> Iterator[Reason]:
    yield Reason(field="act", words=(draft.span,), how="stated", score=round(draft.score, 4))
    yield Reason(field="status", words=(draft.span,), how="stated", score=round(draft.status_score, 4))
    for field in ("actor", "target", "source", "persons"):
        chosen: tuple[tuple[Mark, float], ...] = getattr(draft, field)
        if chosen:
            yield _reason(field, chosen)
    for field in ("count", "when", "place"):
        one: tuple[Mark, float] | None = getattr(draft, field)
        if one:
            yield _reason(field, (one,))
    if draft.condition:
        yield Reason(field="condition", words=(draft.condition,), how="stated", score=round(draft.status_score, 4))


def _reason(field: str, chosen: tuple[tuple[Mark, float], ...]) -> Reason:
    carried = all(score == CARRIED for _, score in chosen)
    words = tuple(mark.span for mark, _ in chosen)
    how = "carried over" if carried else "stated"
    return Reason(field=field, words=words, how=how, score=round(min(s for _, s in chosen), 4))
