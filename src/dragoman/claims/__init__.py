"""Marked text and drafts in, claims out. The order of the steps, on one screen."""

from collections.abc import Sequence
from typing import NamedTuple

from dragoman.claims.carry import carry_actor
from dragoman.claims.depend import with_conditions
from dragoman.claims.finish import finish
from dragoman.claims.resolve import told_once
from dragoman.language import Marked, marks_on, names_on, outline
from dragoman.language.pack import load_pack
from dragoman.reader import Reader
from dragoman.reader.gate import may_tell
from dragoman.records import Claim, Draft, Report

__all__ = ["Reading", "read_report"]


class Reading(NamedTuple):
    """What was read in one report."""

    claims: tuple[Claim, ...]
    written_pack: bool  #: False: the language has no pack, only CLDR's tables spoke
    passed_gate: bool


def read_report(report: Report, reader: Reader, step: float = 0.0) -> Reading:
    """The claims that one report makes. `step` reads wider (below zero) or stricter (above), in logits."""
    pack = load_pack(report.lang)
    seen = outline(report.text, pack)
    skimmed = reader.skim(seen.text, seen.sentences, step)
    names = names_on(seen, pack, report.published) if skimmed.may_tell else []
    if not may_tell(names):
        return Reading((), pack.written, passed_gate=False)
    heard = reader.listen(skimmed, seen.sentences, names, step)
    if not heard.pieces.ids:
        return Reading((), pack.written, passed_gate=False)
    marked = marks_on(seen, names, pack, report.published)
    drafts = reader.read(marked, heard, step)
    return Reading(_claims(report, marked, drafts), pack.written, passed_gate=True)


def _claims(report: Report, marked: Marked, drafts: Sequence[Draft]) -> tuple[Claim, ...]:
    carried = carry_actor(drafts)
    whole = with_conditions(carried, marked)
    return told_once(finish(draft, report) for draft in whole)
