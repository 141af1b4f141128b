"""`dragoman packs`: check, list, new."""

import doctest
import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dragoman.cli import main

TUTORIAL = Path(__file__).parents[2] / "docs/adding-a-language.md"
#: What a person writes into a new pack, file by file.
FILLED = {
    "pack.toml": [('english = ""', 'english = "Lingvan"')],
    "names.toml": [
        ('"US"\nnames = []', '"US"\nnames = ["Usono"]'),
        ("adjectives = []", 'adjectives = ["usonan-"]'),
        ("government = []", 'government = ["Vaŝingtono"]'),
        ("examples = []", 'examples = ["Usono sendis usonanojn; Vaŝingtono silentas"]'),
        ('"RU"\nnames = []', '"RU"\nnames = ["Rusio"]'),
        ("examples = []", 'examples = ["en Rusio"]'),
        ("stay unnamed\nnames = []", 'stay unnamed\nnames = ["anonim-"]'),
        ("examples = []", 'examples = ["laŭ anonimaj fontoj"]'),
        ("lie in\nnames = []", 'lie in\nnames = ["Ĝenevo"]'),
        ("examples = []", 'examples = ["en Ĝenevo"]'),
    ],
    "numbers.toml": [
        ('words = []         # ["at least"]\nexample = ""', 'words = ["almenaŭ"]\nexample = "almenaŭ 40 homoj"'),
        ('words = []         # ["more than", "over"]\nexample = ""', 'words = ["pli ol"]\nexample = "pli ol 40 homoj"'),
        ('words = []         # ["up to", "at most"]\nexample = ""', 'words = ["ĝis"]\nexample = "ĝis 40 homoj"'),
        (
            'words = []         # ["about", "some", "nearly"]\nexample = ""',
            'words = ["ĉirkaŭ"]\nexample = "ĉirkaŭ 40 homoj"',
        ),
    ],
    "time.toml": [
        ('words = []         # ["until", "by"]', 'words = ["ĝis"]'),
        ('example = ""', 'example = "ĝis 31.12.2025"'),
        ('reads = "" ', 'reads = "2025-12-13..2025-12-31" '),
        ('words = []         # ["since"]', 'words = ["ekde"]'),
        ('example = ""', 'example = "ekde 01.07.2024"'),
        ('reads = "" ', 'reads = "2024-07-01..2025-12-13" '),
    ],
    "furniture.toml": [
        ("opens = []", 'opens = ["legu ankaŭ"]'),
        ("whole = []", 'whole = ["reklamo"]'),
        ("examples = []", 'examples = ["Legu ankaŭ: nova paco", "Reklamo"]'),
    ],
    "cases.toml": [
        ('text = ""', 'text = "Usono liberigis almenaŭ 40 homojn."'),
        ("marks = [\n", 'marks = [\n    { kind = "party", words = "Usono", id = "US" },\n'),
    ],
}


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Runs `dragoman packs` in an empty folder."""
    monkeypatch.chdir(tmp_path)

    def runner(*words: str) -> Result:
        return CliRunner().invoke(main, ["packs", *words])

    return runner


def fill(folder: Path) -> None:
    """Write into a new pack what a person would."""
    for name, changes in FILLED.items():
        text = (folder / name).read_text("utf-8")
        for old, new in changes:
            assert old in text, f"{name} no longer holds {old!r}"
            text = text.replace(old, new, 1)
        (folder / name).write_text(text, "utf-8")


def test_a_new_pack_says_what_is_left_to_fill(run, tmp_path: Path) -> None:
    """The scaffold has all seven files, and the lint leads through them line by line."""
    made = run("new", "xx", "Lingva", "--into", "packs")
    assert made.exit_code == 0
    assert "dragoman packs check packs/xx" in made.output
    assert sorted(f.name for f in (tmp_path / "packs/xx").iterdir()) == [
        "cases.toml", "conditions.toml", "furniture.toml", "names.toml", "numbers.toml", "pack.toml", "time.toml",
    ]  # fmt: skip
    checked = run("check", "packs/xx")
    assert checked.exit_code == 1
    assert all(re.match(r"packs/xx/\w+\.toml:\d+: .+[.?]$", line) for line in checked.output.splitlines()), (
        checked.output
    )
    assert 'packs/xx/pack.toml:4: "english" is empty: write words in quotes' in checked.output


def test_a_new_pack_passes_once_it_is_filled(run, tmp_path: Path) -> None:
    """Nothing but filling the lists is needed."""
    run("new", "xx", "Lingva")
    fill(tmp_path / "xx")
    checked = run("check", "xx")
    assert checked.output == "1 pack, 11 facts, no problems\n"
    assert checked.exit_code == 0


def test_new_does_not_write_over_a_pack(run) -> None:
    """A folder that is there stays as it is."""
    run("new", "xx", "Lingva")
    again = run("new", "xx", "Lingva")
    assert again.exit_code == 2
    assert "is there already" in again.output


@pytest.mark.parametrize("code", ["no", "xX", "english"])
def test_new_wants_the_code_that_the_language_is_filed_under(run, code: str, tmp_path: Path) -> None:
    """Other codes are refused, and nothing is written."""
    assert run("new", code, "Norsk").exit_code == 2
    assert list(tmp_path.iterdir()) == []


def test_check_takes_codes_and_folders(run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A shipped pack goes by its code; a folder of that name by its path; anything else is an error of usage."""
    run("new", "tr", "Türkçe")
    assert "\ntr/" not in "\n" + run("check", "tr").output
    assert run("check", "./tr").output.startswith("tr/")
    missing = run("check", "klingon")
    assert missing.exit_code == 2
    assert "no pack ships for 'klingon'" in missing.output


def test_list_shows_packs_and_counts_the_rest(run) -> None:
    """Every pack with its own name, and how many languages are read without one."""
    shown = run("list").output
    assert re.search(r"^tr +Türkçe +Turkish +\w+ +\d+ +\d+$", shown, re.MULTILINE)
    assert re.search(r"^\d+ packs; \d+ more languages are read by CLDR's tables alone: ", shown, re.MULTILINE)


def test_list_gives_json(run) -> None:
    """One object a line, of one form for languages with and without a pack."""
    rows = [json.loads(line) for line in run("list", "--json").output.splitlines()]
    by_code = {row["code"]: row for row in rows}
    assert by_code["tr"]["english"] == "Turkish"
    assert by_code["tr"]["facts"] > 100
    assert by_code["cy"]["level"] == "cldr"
    assert len({tuple(row) for row in rows}) == 1


def test_the_tutorial_works_word_for_word(run, tmp_path: Path) -> None:
    """Every file of docs/adding-a-language.md is written, every command run, every output as printed there."""
    same = doctest.OutputChecker().check_output
    commands = 0
    for kind, block in re.findall(
        r"^```(console|toml)\n(.*?)^```", TUTORIAL.read_text("utf-8"), re.MULTILINE | re.DOTALL
    ):
        if kind == "toml":
            (tmp_path / block.splitlines()[0].removeprefix("# ")).write_text(block, "utf-8")
            continue
        for command, output in re.findall(r"^\$ dragoman packs (.+)\n((?:(?!\$ ).*\n)*)", block, re.MULTILINE):
            commands += 1
            assert same(output, run(*command.split()).output, doctest.ELLIPSIS), run(*command.split()).output
    assert commands == 4
