#!/usr/bin/env python3
"""Choose the thresholds of the reader on reports that it was not trained on, and write them beside the model.

    python3 training/calibrate.py src/dragoman/reader/model ../shared/gold/dev.jsonl

One threshold for all acts and one for each role: more would fit these reports instead of the language.
"""
import argparse
import json
import pathlib
import sys
from dataclasses import replace

import numpy as np

from dragoman.claims import _claims
from dragoman.language import mark
from dragoman.language.pack import load_pack
from dragoman.reader import Reader, Threshold
from dragoman.reader.acts import ACTS
from dragoman.reader.links import ROLES
from dragoman.serial import claim_row, report_from_row

ACT_GRID = (0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6)
SPLIT_GRID = (0.3, 0.4, 0.5, 0.6, 0.7, 2.0)
#: Logits below which a sentence is not read on (docs/experiments.md says what that loses).
SKIM, LISTEN = -0.5, -1.0
LINK_GRID = (0.2, 0.3, 0.4, 0.5, 0.6, 0.7)


class Bench:
    """Reports read once: their states are kept, so that a threshold costs milliseconds."""

    def __init__(self, folder, gold):
        self.reader = Reader(folder, threads=2)
        rows = [json.loads(line) for line in gold.open(encoding="utf-8")]
        self.gold = [located(r) for r in rows]
        self.reports = [report_from_row(r) for r in rows]
        self.marked = [mark(r.text, load_pack(r.lang), r.published) for r in self.reports]
        self.heard = [self.reader.listen(self.reader.skim(m.text, m.sentences), m.sentences, m.marks) for m in self.marked]
        self.reader.encoder = Remembered(self.reader.encoder)

    def score(self, threshold, measure):
        """A figure of score.py under some thresholds."""
        import score

        self.reader.threshold = threshold
        tally = score.Tally()
        for gold, report, marked, heard in zip(self.gold, self.reports, self.marked, self.heard):
            got = [claim_row(c) for c in _claims(report, marked, self.reader.read(marked, heard))]
            pairs = score.pair(gold["claims"], got)
            tally.gold, tally.got, tally.found = tally.gold + len(gold["claims"]), tally.got + len(got), tally.found + len(pairs)
            for g, s in pairs:
                right = {f: score.RIGHT[f](g[f], s.get(f)) for f in score.FIELDS}
                tally.right.update(f for f in score.FIELDS if right[f])
                tally.strict += all(right[f] for f in score.STRICT)
        return measure(tally), tally.line("")


class Remembered:
    """An encoder that reads each window once."""

    def __init__(self, encoder):
        self.encoder, self.kept = encoder, {}

    def states(self, early, sentence):
        key = early.tobytes()
        if key not in self.kept:
            self.kept[key] = self.encoder.states(early, sentence)
        return self.kept[key]


def located(report):
    for claim in report["claims"]:
        claim["start"] = report["text"].find(claim["quote"])
        claim["end"] = claim["start"] + len(claim["quote"])
    return report


def found(tally):
    return 2 * tally.found / max(1, tally.gold + tally.got)


def rights(field):
    return lambda tally: tally.right[field] / max(1, tally.found)


def best(options, judge):
    scored = [(judge(option), -abs(i - len(options) / 2), option) for i, option in enumerate(options)]
    return max(scored)[2]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=pathlib.Path)
    parser.add_argument("gold", type=pathlib.Path)
    args = parser.parse_args()
    sys.path.insert(0, str(args.gold.parent))
    bench = Bench(args.model, args.gold)
    now = Threshold(np.full(len(ACTS), 0.4, np.float32), np.full(len(ROLES), 0.5, np.float32), 0.5)
    level = best(ACT_GRID, lambda x: bench.score(replace(now, acts=np.full(len(ACTS), x, np.float32)), found)[0])
    now = replace(now, acts=np.full(len(ACTS), level, np.float32))
    split = best(SPLIT_GRID, lambda x: bench.score(replace(now, split=x), found)[0])
    now = replace(now, split=split)
    for number, role in enumerate(ROLES):
        def moved(x, number=number, now=now):
            link = now.link.copy()
            link[number] = x
            return replace(now, link=link)

        now = moved(best(LINK_GRID, lambda x: bench.score(moved(x), rights(role))[0]))
    table = {
        "acts": {a.value: round(float(x), 3) for a, x in zip(ACTS, now.acts)},
        "links": {r: round(float(x), 3) for r, x in zip(ROLES, now.link)},
        "split": now.split,
        "skim": SKIM,
        "listen": LISTEN,
    }
    (args.model / "thresholds.json").write_text(json.dumps(table, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(table["links"]), level, split)
    print(bench.score(now, found)[1])


if __name__ == "__main__":
    main()
