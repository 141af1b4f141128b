#!/usr/bin/env python3
"""Near duplicates: reprints of the sample's reports with an editor's changes, found by the desk as it takes them in.

    python3 benchmarks/reprints.py [--reprints 2000]

Each reprint is a report of the sample with one to four changes: another headline, an agency's line before, paragraphs
or sentences left out, words replaced, quotation marks and spaces changed, a paragraph of the paper's own behind. Among
them stand reports that only tell the same events. Printed: pairwise precision, recall, F1, and reports a second.
"""

import argparse
import itertools
import random
import re
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from dragoman.desk import open_desk, sample_reports
from dragoman.reports.alike import groups

Edit = Callable[[str, random.Random], str]


def sentences(text: str) -> list[str]:
    return [s for s in re.split(r"(?<=[.!?。])\s+", text) if s]


def headline(text: str, rng: random.Random) -> str:
    words = text.split()
    return " ".join(rng.sample(words, min(6, len(words)))) + "\n" + text


def agency(text: str, rng: random.Random) -> str:
    return rng.choice(("(AP) ", "MINSK — ", "Agencies, 12:40\n", "[updated] ")) + text


def shorter(text: str, rng: random.Random) -> str:
    told = sentences(text)
    kept = max(2, round(len(told) * rng.uniform(0.6, 0.95)))
    return " ".join(s for _, s in sorted(rng.sample(list(enumerate(told)), min(kept, len(told)))))


def other_words(text: str, rng: random.Random) -> str:
    words = text.split(" ")
    for place in rng.sample(range(len(words)), max(1, len(words) // 25)):
        words[place] = words[place][::-1]
    return " ".join(words)


def other_signs(text: str, rng: random.Random) -> str:  # noqa: ARG001
    return text.replace("“", '"').replace("”", '"').replace("’", "'").replace("  ", " ")


def own_end(text: str, rng: random.Random) -> str:
    return text + "\n" + " ".join(rng.sample(text.split(), min(20, len(text.split()))))


EDITS: tuple[Edit, ...] = (headline, agency, shorter, other_words, other_signs, own_end)


def reprints(count: int, rng: random.Random) -> tuple[list, dict[str, str]]:
    """Reports with the sample's report that each was made from."""
    originals = sample_reports()
    made, truth = list(originals), {r.id: r.id for r in originals}
    for number in range(count):
        one = rng.choice(originals)
        text = one.text
        for edit in rng.sample(EDITS, rng.randint(1, 4)):
            text = edit(text, rng)
        day = one.published + timedelta(days=rng.randint(0, 3))
        copy = replace(one, id=f"copy-{number}", text=text, published=day, outlet=f"paper {number % 90}", url=None)
        made.append(copy)
        truth[copy.id] = one.id
    rng.shuffle(made)
    return made, truth


def together(found: Iterable[Collection[str]]) -> set[tuple[str, ...]]:
    """The pairs of reports that stand in one group."""
    return {tuple(sorted(pair)) for group in found for pair in itertools.combinations(group, 2)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reprints", type=int, default=2000)
    args = parser.parse_args()
    made, truth = reprints(args.reprints, random.Random(5))
    with tempfile.TemporaryDirectory() as folder:
        desk = open_desk(Path(folder) / "s.db")
        began = time.perf_counter()
        desk.take(made)
        took = time.perf_counter() - began
        found = together(groups(desk.store.alike()))
    by_origin = defaultdict(list)
    for report, origin in truth.items():
        by_origin[origin].append(report)
    wanted = together(by_origin.values())
    hits = len(found & wanted)
    precision, recall = hits / max(1, len(found)), hits / max(1, len(wanted))
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    print(
        f"{len(made)} reports: P {precision:.3f} R {recall:.3f} F1 {f1:.3f}; {len(made) / took:.0f} reports/s taken in"
    )


if __name__ == "__main__":
    main()
