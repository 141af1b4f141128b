"""How far each language has come, by the sentences that its pack gives as cases: what anyone can see and raise."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.resources.abc import Traversable
from typing import Any

from dragoman.claims import read_report
from dragoman.ids import content_id
from dragoman.language.entries import read_files
from dragoman.language.lint import Survey, survey
from dragoman.language.pack import load_pack
from dragoman.language.proof import mark_faults
from dragoman.measure import Figures
from dragoman.reader import Reader
from dragoman.records import Report
from dragoman.serial import Json, claim_row, plain

Case = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """What comes out right of the cases of one pack."""

    survey: Survey
    cases: int
    marks: tuple[int, int]  #: expectations of marks that come out right, of so many
    silent: tuple[int, int]  #: sentences without a claim in which none is read, of so many
    claims: Figures = field(default_factory=Figures)  #: of the sentences that tell claims


def level_of(folder: Traversable, reader: Reader | None = None) -> Level:
    """The level of the pack in `folder`, which bears the language's code; without a reader, of its marks alone."""
    cases = list(_cases(folder))
    told = Figures()
    quiet = [case for case in cases if "claims" in case and not case["claims"]]
    if reader:
        for case in cases:
            if case.get("claims"):
                told.add([_wanted(c) for c in case["claims"]], _read(case, folder.name, reader), case["text"])
    return Level(
        survey=survey(folder),
        cases=len(cases),
        marks=_marks(cases, folder.name),
        silent=(sum(not _read(c, folder.name, reader) for c in quiet) if reader else 0, len(quiet)),
        claims=told,
    )


def _cases(folder: Traversable) -> Iterator[Case]:
    sources, _ = read_files(folder)
    return (entry.row for s in sources if s.name == "cases" for entry in s.entries())


def _marks(cases: Sequence[Case], code: str) -> tuple[int, int]:
    pack = load_pack(code)
    asked = sum(len(case.get("marks", ())) + len(case.get("unmarked", ())) for case in cases)
    return asked - sum(1 for case in cases for _ in mark_faults(case, pack)), asked


def _read(case: Case, code: str, reader: Reader) -> list[Json]:
    """The claims read in a case, as rows."""
    report = Report(id=content_id("case", case["text"]), text=case["text"], published=case["published"], lang=code)
    return [claim_row(claim) for claim in read_report(report, reader).claims]


def _wanted(claim: Json) -> Json:
    """A claim of a case in the codebook's form: 5 is 5 to 5, days are ISO days."""
    row: Json = {k: _days(v) for k, v in claim.items()}
    count = row.get("count")
    bounds = {"min": count, "max": count} if isinstance(count, int) else {"min": None, "max": None, **(count or {})}
    return {**row, "count": bounds if count else None}


def _days(value: Any) -> Any:  # noqa: ANN401 - a field of any kind
    return {k: plain(v) for k, v in value.items()} if isinstance(value, dict) else value
