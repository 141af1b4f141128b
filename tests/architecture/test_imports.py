"""The direction of imports is kept, and the check that keeps it can fail."""

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent


def lint_imports(root: Path) -> subprocess.CompletedProcess[str]:
    command = [
        sys.executable,
        "-c",
        "import sys; sys.path.insert(0, 'src'); from importlinter.cli import lint_imports_command; lint_imports_command()",
    ]
    return subprocess.run([*command, "--no-cache"], cwd=root, capture_output=True, text=True, check=False)


def test_imports_point_down() -> None:
    """Every contract of pyproject.toml is kept."""
    result = lint_imports(ROOT)

    assert result.returncode == 0, result.stdout


def test_a_forbidden_import_is_caught(tmp_path: Path) -> None:
    """A ledger that imports the store breaks the check: it is no decoration."""
    shutil.copytree(
        ROOT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("model", "cldr", "packs", "__pycache__")
    )
    shutil.copy(ROOT / "pyproject.toml", tmp_path / "pyproject.toml")
    with (tmp_path / "src/dragoman/ledger/same.py").open("a", encoding="utf-8") as module:
        module.write("\nimport dragoman.store  # noqa\n")

    result = lint_imports(tmp_path)

    assert result.returncode == 1
    assert "dragoman.ledger" in result.stdout
