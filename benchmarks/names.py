#!/usr/bin/env python3
"""How well likeness tells persons apart: precision, recall and F1 on pairs of names, and comparisons per second.

    PYTHONPATH=src python3 benchmarks/names.py [names.csv] [--wrong]

Rows with schema Person of OpenSanctions' name_bench (MIT); two names are one person's from SAME on. What OpenSanctions
publish for their own matcher, logic-v2 at 0.7, stands beside.
"""

import csv
import sys
import time
from collections import defaultdict
from itertools import chain
from pathlib import Path

from dragoman.vocabulary.likeness import SAME, likeness

PAIRS = Path(__file__).parent.parent.parent / "shared/bench/names.csv"
#: F1 on persons, by OpenSanctions.
LOGIC_V2 = 0.742


def figures(told: list[tuple[bool, bool]]) -> str:
    """P, R, F1 of (is one person, is told to be)."""
    right, said, wanted = sum(a and b for a, b in told), sum(b for _, b in told), sum(a for a, _ in told)
    precision, recall = right / max(1, said), right / max(1, wanted)
    f1 = 2 * right / max(1, said + wanted)
    return f"{len(told):5} pairs  P {precision:.3f} R {recall:.3f} F1 {f1:.3f}"


def main(args: list[str]) -> int:
    path = next((Path(a) for a in args if not a.startswith("-")), PAIRS)
    with path.open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["schema"] == "Person"]
    likeness("Jan Hus", "John Huss")  # reads the tables
    start = time.process_time()
    scores = [likeness(row["name1"], row["name2"]) for row in rows]
    seconds = time.process_time() - start
    by_group = defaultdict(list)
    for row, score in zip(rows, scores, strict=True):
        pair = row["is_match"] == "true", score >= SAME
        by_group[row["case_group"]].append(pair)
        if "--wrong" in args and pair[0] != pair[1]:
            print(
                f"{score:.2f} {row['is_match']:5} {row['name1']} | {row['name2']} | {row['notes'] or row['category']}"
            )
    for group in sorted(by_group):
        print(f"{group:15}{figures(by_group[group])}")
    print(f"{'all':15}{figures(list(chain.from_iterable(by_group.values())))}  (logic-v2: {LOGIC_V2})")
    print(f"{len(rows) / seconds:.0f} comparisons a second, each name new")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
