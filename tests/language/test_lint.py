"""The lint of language packs: every rule is shown by an error planted in a pack that is otherwise sound."""

from collections.abc import Callable
from pathlib import Path

import pytest

from dragoman.language.lint import lint_pack, survey
from dragoman.language.pack import read_pack
from dragoman.records import Fault

SOUND = {
    "pack.toml": """\
name = "Lingva"
english = "Lingvan"
scripts = ["Latin"]
direction = "ltr"
level = "required"
readers = []
notes = "A language made up for tests."

[features]
ending = 4
abbreviations = ["dr"]
""",
    "names.toml": """\
[[party]]
id = "US"
names = ["Usono", "UŜA"]
adjectives = ["usonan-"]
examples = ["UŜA kaj Usono sendis usonanojn"]

[[party]]
id = "hamas"
names = ["Hamaso"]
examples = ["Hamaso respondis"]

[[place]]
id = "CH"
names = ["Ĝenevo"]
examples = ["Ili renkontiĝis en Ĝenevo"]

[[place]]
id = "none"
names = ["Usono Strato"]
examples = ["Li loĝas en Usono Strato"]
""",
    "numbers.toml": """\
[[bound]]
means = "at-least"
words = ["almenaŭ", "minimume"]
example = "almenaŭ 40 malliberuloj"

[[label]]
words = ["paĝo"]
example = "sur paĝo 40"
""",
    "time.toml": """\
[[month]]
means = 12
words = ["decembro"]
example = "la 3 decembro 2025"
reads = "2025-12-03"
""",
    "furniture.toml": """\
[[line]]
opens = ["legu ankaŭ"]
whole = ["reklamo"]
examples = ["LEGU ANKAŬ: Ministro eksiĝis", "Reklamo"]
""",
    "cases.toml": """\
[[case]]
text = "Usono liberigis almenaŭ 40 homojn."
published = 2025-12-13
marks = [
    { kind = "party", words = "Usono", id = "US" },
    { kind = "number", words = "almenaŭ 40", count = { min = 40 } },
]
unmarked = ["liberigis"]
claims = [{ act = "release", status = "done", actor = ["US"], count = { min = 40 } }]
""",
}

Planted = Callable[..., list[str]]


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Writes the sound pack, with other text in place of some of it."""

    def writer(file: str = "pack.toml", old: str = "", new: str = "") -> Path:
        folder = tmp_path / "xx"
        folder.mkdir()
        for name, text in SOUND.items():
            assert name != file or not old or text.count(old) >= 1, f"{old!r} is not in {file}"
            (folder / name).write_text(text.replace(old, new, 1) if name == file and old else text, encoding="utf-8")
        return folder

    return writer


@pytest.fixture
def planted(write: Callable[..., Path]) -> Planted:
    """The problems of the sound pack with an error planted, as file:line: message."""

    def lint(file: str, old: str, new: str) -> list[str]:
        folder = write(file, old, new)
        return [str(problem).removeprefix(f"{folder}/") for problem in lint_pack(folder)]

    return lint


def test_a_sound_pack_has_no_problems(write: Callable[..., Path]) -> None:
    """A pack without an error passes."""
    assert lint_pack(write()) == []


ERRORS = {
    "unknown key, with the one that was meant": (
        "names.toml",
        'adjectives = ["usonan-"]',
        'adjektives = ["usonan-"]',
        'names.toml:4: "adjektives" is not known here. Did you mean "adjectives"?',
    ),
    "unknown section": (
        "names.toml",
        '[[place]]\nid = "CH"',
        '[[plaze]]\nid = "CH"',
        'names.toml:12: "plaze" is not known here.',
    ),
    "unknown feature": ("pack.toml", "ending = 4", "endings = 4", 'pack.toml:10: "endings" is not known here.'),
    "missing key": (
        "pack.toml",
        'english = "Lingvan"\n',
        "",
        'pack.toml:1: "english" is missing here: write words in quotes',
    ),
    "words instead of a list": (
        "names.toml",
        '["Hamaso"]\nex',
        '"Hamaso"\nex',
        'names.toml:9: "Hamaso" will not do as "names"',
    ),
    "a number where words are meant": (
        "names.toml",
        '["Ĝenevo"]',
        "[22]",
        'names.toml:14: What stands here will not do as "names"',
    ),
    "a day in quotes": (
        "cases.toml",
        "2025-12-13",
        '"2025-12-13"',
        'cases.toml:3: "2025-12-13" will not do as "published"',
    ),
    "an unknown level": (
        "pack.toml",
        '"required"',
        '"perfect"',
        'pack.toml:5: "perfect" will not do as "level": write one of "required"',
    ),
    "an unknown bound": (
        "numbers.toml",
        '"at-least"',
        '"at least"',
        'numbers.toml:2: "at least" will not do as "means"',
    ),
    "an unknown act": ("cases.toml", '"release"', '"free"', 'cases.toml:9: "free" will not do as "act"'),
    "a month past the twelfth": ("time.toml", "12\n", "13\n", 'time.toml:2: What stands here will not do as "means"'),
    "not TOML": ("names.toml", 'names = ["Hamaso"]', 'names = ["Hamaso"', "names.toml:10: This cannot be read ("),
    "loose accents": (
        "names.toml",
        'Ĝenevo"]\nex',
        'G\u0302enevo"]\nex',
        "names.toml:14: An accent here is typed apart",
    ),
    "two scripts in a word": (
        "names.toml",
        '"Hamaso"]\nex',
        '"Hamaso", "H\u0430maso"]\nex',
        'names.toml:9: "H\u0430maso" mixes Cyrillic and Latin letters in one word',
    ),
    "a regular expression": (
        "names.toml",
        '"Usono", ',
        '"Usono", "Uson(?:o|a)", ',
        'names.toml:3: "Uson(?:o|a)" holds (?, which only programs',
    ),
    "a backslash": (
        "furniture.toml",
        '"legu ankaŭ"',
        '"legu ankaŭ", "foto\\\\s"',
        'furniture.toml:2: "foto\\s" holds \\,',
    ),
    "a template": ("numbers.toml", '"paĝo"', '"paĝo", "{% n %}"', 'numbers.toml:7: "{% n %}" holds {%,'),
    "the same word twice": (
        "names.toml",
        '"UŜA"',
        '"UŜA", "Uŝa"',
        'names.toml:3: "Uŝa" is the same to the program as "UŜA"',
    ),
    "one word, two meanings": (
        "names.toml",
        '["Ĝenevo"]',
        '["Ĝenevo", "hamaso-"]',
        'names.toml:14: "hamaso-" means CH here and hamas in line 9',
    ),
    "a wrong code of a state": (
        "names.toml",
        'id = "US"',
        'id = "UK"',
        'names.toml:2: "UK" will not do as "id": write the code of a state',
    ),
    "a body that is not registered": ("names.toml", '"hamas"', '"hamaz"', 'names.toml:8: "hamaz" will not do as "id"'),
    "a place in a body": ("names.toml", 'id = "CH"', 'id = "EU"', 'names.toml:13: "EU" will not do as "id"'),
    "an entry without examples": (
        "names.toml",
        'examples = ["Hamaso respondis"]\n',
        "",
        "names.toml:7: This entry has no example",
    ),
    "an entry without words": ("names.toml", 'names = ["Hamaso"]\n', "", "names.toml:7: This entry lists no words"),
    "a name in no example": (
        "names.toml",
        '"Usono", ',
        '"Usono", "Jankio", ',
        'names.toml:3: "Jankio" is found in no example',
    ),
    "an example that does not show the word": (
        "names.toml",
        "usonanojn",
        "homojn",
        'names.toml:4: "usonan-" is found in no example',
    ),
    "a look-alike that is marked all the same": (
        "names.toml",
        '"Usono Strato"]\nex',
        '"Usono Strato", "UŜA"]\nex',
        'names.toml:19: "UŜA" means none here and US in line 3',
    ),
    "a bound in no example": (
        "numbers.toml",
        "almenaŭ 40",
        "nur 40",
        'numbers.toml:3: "almenaŭ" is found in no example',
    ),
    "a guard that guards nothing": (
        "numbers.toml",
        "sur paĝo 40",
        "sur paĝo kvardek",
        "numbers.toml:6: The example of this entry is read the same",
    ),
    "a month in no example": ("time.toml", "3 decembro", "3 marto", 'time.toml:3: "decembro" is found in no example'),
    "an example that reads as another day": (
        "time.toml",
        '"2025-12-03"',
        '"2025-12-04"',
        'time.toml:5: The example "la 3 decembro 2025" reads as 2025-12-03, not',
    ),
    "a short opening": (
        "furniture.toml",
        '"legu ankaŭ"',
        '"legu ankaŭ", "foto", "la "',
        'furniture.toml:2: "la " is too short',
    ),
    "an opening in no example": (
        "furniture.toml",
        '"legu ankaŭ"',
        '"legu ankaŭ", "foto:"',
        'furniture.toml:2: "foto:" is found in no example',
    ),
    "a mark that is not found": (
        "cases.toml",
        'id = "US" }',
        'id = "GB" }',
        'cases.toml:5: "Usono" is not read as the party that this case expects but as US',
    ),
    "a count that is another": (
        "cases.toml",
        "{ min = 40 } },",
        "{ min = 41 } },",
        'cases.toml:6: "almenaŭ 40" is not read as the number',
    ),
    "words that should not be read": (
        "cases.toml",
        '["liberigis"]',
        '["40"]',
        'cases.toml:8: "40" is read as something',
    ),
    "a known failure that works": (
        "cases.toml",
        'unmarked = ["liberigis"]\nclaims',
        "fails = true\n#",
        "cases.toml:8: This known failure comes out right now",
    ),
    "a case that expects nothing": (
        "cases.toml",
        'unmarked = ["liberigis"]\n',
        '[[case]]\ntext = "Jen."\npublished = 2025-12-13\n#',
        "cases.toml:8: This case expects nothing",
    ),
}


@pytest.mark.parametrize("name", ERRORS)
def test_a_planted_error_is_found_on_its_line(planted: Planted, name: str) -> None:
    """Each rule names the file, the line and the fault, and no other file is blamed."""
    file, old, new, told = ERRORS[name]
    problems = planted(file, old, new)
    assert any(problem.startswith(told) for problem in problems), problems
    assert all(problem.startswith(file) for problem in problems), problems


def test_an_unknown_file_is_told(write: Callable[..., Path]) -> None:
    """A file that no pack has is named, with the one that was meant."""
    folder = write()
    (folder / "name.toml").write_text("", encoding="utf-8")
    (folder / ".DS_Store").write_text("", encoding="utf-8")
    [problem] = lint_pack(folder)
    assert problem.place == f"{folder / 'name.toml'}:1"
    assert problem.message.endswith('Did you mean "names.toml"?')


def test_a_pack_without_its_head_is_told(write: Callable[..., Path]) -> None:
    """A folder without pack.toml is no pack."""
    folder = write()
    (folder / "pack.toml").unlink()
    assert "has no pack.toml" in lint_pack(folder)[0].message


def test_other_encodings_are_told(write: Callable[..., Path]) -> None:
    """A file in another encoding than UTF-8 is a problem, not a crash."""
    folder = write()
    (folder / "furniture.toml").write_bytes('[[line]]\nopens = ["leĝo"]'.encode("cp1254", "replace") + b"\xff")
    assert "UTF-8" in lint_pack(folder)[0].message


def test_every_problem_is_the_packs_fault(write: Callable[..., Path]) -> None:
    """Whoever looks after the pack is asked to mend it."""
    problems = lint_pack(write("names.toml", '"US"', '"UK"'))
    assert {problem.fault for problem in problems} == {Fault.PACK}


SOUND_WORDS = {
    "hyphen between scripts": ("names.toml", 'names = ["Hamaso"]', 'names = ["Hamaso-движение"]'),
    "digits in a word": ("names.toml", 'names = ["Hamaso"]', 'names = ["M23-grupo", "G20"]'),
    "Latin letters in a Chinese word": ("names.toml", 'names = ["Hamaso"]', 'names = ["A股"]'),
    "a stem beside its word": ("names.toml", '"usonan-"', '"usonan-", "usonan"'),
    "a name beside the adjective": ("names.toml", '"usonan-"', '"usonan-", "usono"'),
    "a sign that opens a line": ("furniture.toml", '"legu ankaŭ"', '"legu ankaŭ", "©"'),
    "a short Chinese opening": ("furniture.toml", '"legu ankaŭ"', '"legu ankaŭ", "编辑："'),
}


@pytest.mark.parametrize("name", SOUND_WORDS)
def test_what_looks_odd_but_is_right_passes(planted: Planted, name: str) -> None:
    """Words of the kinds that languages really have are no fault of spelling."""
    odd = ("mixes", "the same to the program", "means", "too short")
    assert not any(word in problem for problem in planted(*SOUND_WORDS[name]) for word in odd)


def test_one_example_serves_all_words_of_a_bound(write: Callable[..., Path]) -> None:
    """Each further word of an entry is put into the example in place of the first."""
    folder = write()
    file = folder / "numbers.toml"
    file.write_text(file.read_text("utf-8").replace('"minimume"', '"minimume", "almenaŭ ĉirkaŭ da"'), encoding="utf-8")
    assert lint_pack(folder) == []


def test_words_that_only_look_like_a_name_may_be_inflected(planted: Planted) -> None:
    """A phrase that is to yield no mark is found with its endings."""
    street = 'names = ["Usono Strato"]\nexamples = ["Li loĝas en Usono Strato"]'
    assert planted("names.toml", street, 'names = ["Usono Strat-"]\nexamples = ["Li loĝas en Usono Stratoj"]') == []


def test_words_inside_a_name_do_not_pass_for_unmarked(planted: Planted) -> None:
    """A phrase that is to yield no mark is told where a name is read on it all the same."""
    inside = (
        'names = ["Strato"]\nexamples = ["Usono Strato estas longa"]\n\n[[place]]\nid = "FR"\nnames = ["Usono Strato"]'
    )
    old = 'names = ["Usono Strato"]'
    [problem] = planted("names.toml", old, inside)
    assert problem.startswith('names.toml:19: "Strato" is found in no example')


def test_a_known_failure_stays_quiet(planted: Planted) -> None:
    """A case marked as failing may fail."""
    assert planted("cases.toml", 'unmarked = ["liberigis"]\nclaims', 'unmarked = ["40"]\nfails = true\n#') == []


def test_the_lint_reads_the_pack_it_is_given(write: Callable[..., Path]) -> None:
    """A folder anywhere is checked with its own words, not with those of a shipped pack of the same code."""
    folder = write()
    assert read_pack(folder, "xx").tables["names"]["party"][0]["id"] == "US"
    assert lint_pack(folder.rename(folder.with_name("tr"))) == []


def test_survey_counts_facts_and_examples(write: Callable[..., Path]) -> None:
    """Facts are entries, examples the sentences that show them and the cases."""
    found = survey(write())
    assert (found.code, found.name, found.level) == ("xx", "Lingva", "required")
    assert (found.facts, found.examples) == (8, 10)
