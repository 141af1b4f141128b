"""docs/languages.md says what the packs hold: its facts, cases and marks are those of the packs."""

from importlib.resources import files
from pathlib import Path

import pytest

from dragoman.language.pack import written_packs
from dragoman.levels import level_of

TABLE = Path(__file__).parents[2] / "docs/languages.md"


def told() -> dict[str, list[str]]:
    """The rows of the table by code."""
    rows = [r.strip("| \n").split(" | ") for r in TABLE.read_text(encoding="utf-8").splitlines() if r.startswith("| ")]
    return {row[0]: row for row in rows[1:]}


@pytest.mark.parametrize("code", written_packs())
def test_the_table_of_languages_is_up_to_date(code: str) -> None:
    """What `dragoman packs score --markdown` would write of facts, cases and marks stands there."""
    found = level_of(files("dragoman") / "packs" / code)

    right, asked = found.marks
    marks = str(round(right / asked, 2)) if asked else "–"
    assert told()[code][3:6] == [str(found.survey.facts), str(found.cases), marks]
