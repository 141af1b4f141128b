#!/usr/bin/env python3
"""How many rows of the number benchmarks come out right, by language.

    PYTHONPATH=src python3 benchmarks/number_rows.py [--wrong] [lang ...]

A row with places is right where all its numbers are found with span and value, and no others; a bare expression where
it is read as the value. `end` of a row is inclusive; where a row has no start, values and their order must fit.
"""

import collections
import json
import pathlib
import sys

from dragoman.language.numbers import numerals_of, read_number
from dragoman.language.pack import load_pack
from dragoman.language.phrases import fold

ROWS = pathlib.Path(__file__).parent.parent.parent / "shared/bench/numbers.jsonl"


def is_right(row: dict) -> bool:
    """Whether the reader agrees with a row."""
    pack, expected = load_pack(row["lang"]), row["expected"]
    if "start" not in expected[0]:
        return read_number(row["text"], pack) in [e["value"] for e in expected]
    folded = fold(row["text"])
    found = [(folded.span(n.start, n.end), n.value) for n in numerals_of(folded, pack)]
    return len(found) == len(expected) and all(_fits(f, e) for f, e in zip(found, expected, strict=True))


def _fits(found: tuple, expected: dict) -> bool:
    (start, end), value = found
    return value == expected["value"] and expected["start"] in (None, start) and expected["end"] in (-1, end - 1, end)


def main(args: list[str]) -> int:
    right, seen = collections.Counter(), collections.Counter()
    langs = [a for a in args if not a.startswith("-")]
    for row in map(json.loads, ROWS.read_text(encoding="utf-8").splitlines()):
        if langs and row["lang"] not in langs:
            continue
        fits = is_right(row)
        seen[row["lang"]] += 1
        right[row["lang"]] += fits
        if not fits and "--wrong" in args:
            print(row["lang"], row["text"], row["expected"], read_number(row["text"], load_pack(row["lang"])))
    for lang in sorted(seen):
        print(f"{lang:4}{right[lang]:5} of {seen[lang]:4}  {right[lang] / seen[lang]:.0%}")
    print(f"all {right.total():5} of {seen.total():4}  {right.total() / seen.total():.1%}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
