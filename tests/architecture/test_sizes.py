"""Code that reads like a page: sizes of functions and files."""

import ast
from pathlib import Path
from statistics import median

SOURCE = Path(__file__).parent.parent.parent / "src" / "dragoman"


def lengths() -> dict[str, int]:
    """Lines of each function without its docstring."""
    found = {}
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef):
                body = node.body[1:] if ast.get_docstring(node) else node.body
                lines = body[-1].end_lineno - body[0].lineno + 1 if body else 0
                found[f"{path.relative_to(SOURCE)}:{node.name}"] = lines
    return found


def test_functions_are_short() -> None:
    """Half of all functions have at most eight lines, nine of ten under thirty, none over sixty."""
    found = lengths()
    ordered = sorted(found.values())

    assert median(ordered) <= 8
    assert ordered[int(len(ordered) * 0.9)] < 30
    assert not {name: n for name, n in found.items() if n > 60}


def test_files_are_short() -> None:
    """No file of code has more than 450 lines."""
    long = {p.name: n for p in SOURCE.rglob("*.py") if (n := len(p.read_text(encoding="utf-8").splitlines())) > 450}

    assert not long


def test_no_language_is_named_in_code() -> None:
    """What a language needs is a feature of its pack, never a case in the code."""
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Compare) and "lang" in ast.unparse(node.left):
                values = [c.value for c in node.comparators if isinstance(c, ast.Constant)]
                assert not any(isinstance(v, str) and 2 <= len(v) <= 3 for v in values), (
                    f"{path.name}: {ast.unparse(node)}"
                )
