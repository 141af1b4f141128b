"""Every shipped pack passes its own lint, examples and cases included."""

from importlib.resources import files

import pytest

from dragoman.language.lint import lint_pack
from dragoman.language.pack import written_packs


@pytest.mark.parametrize("code", written_packs())
def test_the_pack_is_clean(code: str) -> None:
    """No fault in the pack's files; every example is read as it says."""
    problems = lint_pack(files("dragoman") / "packs" / code)

    assert not problems, "\n".join(map(str, problems))
