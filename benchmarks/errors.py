#!/usr/bin/env python3
"""Errors of the reader by kind and language, on annotated reports.

    python3 benchmarks/errors.py ../shared/gold/dev.jsonl [--show missed|false|status|actor|count|when] [--lang tr]

missed, false: acts not found, and found where gold has none; status, actor, count, when: wrong on acts found.
"""

import argparse
import json
from collections import Counter
from datetime import date
from pathlib import Path

from dragoman.claims import read_report
from dragoman.measure import RIGHT, pair
from dragoman.reader import load_reader
from dragoman.records import Report
from dragoman.serial import claim_row

KINDS = ("status", "actor", "count", "when")


def faults(row: dict) -> list[tuple[str, str, str]]:
    """(kind, what was wanted and told, words) of each error in one report."""
    published = date.fromisoformat(row["published"])
    report = Report(id=row["id"], text=row["text"], published=published, lang=row["lang"])
    got = [claim_row(c) for c in read_report(report, load_reader(2)).claims]
    pairs = pair(row["claims"], got, row["text"])
    wanted, told = {id(g) for g, _ in pairs}, {id(c) for _, c in pairs}
    found = [("missed", f"{g['act']} {g['status']}", g["quote"]) for g in row["claims"] if id(g) not in wanted]
    found += [("false", f"{c['act']} {c['status']} {c['score']:.2f}", c["quote"]) for c in got if id(c) not in told]
    found += [
        (kind, f"{g['act']}: {g[kind]} told {c[kind]}", g["quote"])
        for g, c in pairs
        for kind in KINDS
        if not RIGHT[kind](g[kind], c[kind])
    ]
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--show")
    parser.add_argument("--lang")
    args = parser.parse_args()
    rows = [json.loads(line) for line in args.gold.open(encoding="utf-8")]
    by_kind, by_act = Counter(), Counter()
    for row in rows:
        if args.lang and row["lang"] != args.lang:
            continue
        for kind, what, words in faults(row):
            by_kind[kind] += 1
            by_act[kind, what.split()[0].rstrip(":")] += 1
            if kind == args.show:
                print(f"{row['id']}: {what}\n    {' '.join(words.split())[:160]}")
    print(dict(by_kind))
    for kind in ("missed", "false", *KINDS):
        print(kind, {act: n for (k, act), n in by_act.most_common() if k == kind})


if __name__ == "__main__":
    main()
