#!/usr/bin/env python3
"""Silence, and the same in every language, on ../shared/bench/ntrex.jsonl.

    python3 benchmarks/ntrex.py [--langs tr,ro,en]

silence    claims a document on topic `other`, over the documents that were not trained on
agreement  topic `states`: claims (act, status, states) read from each line of a translation against those read from the
           same line of the English document, as F1
"""

import argparse
import json
from bisect import bisect_right
from collections import Counter, defaultdict
from datetime import date
from pathlib import Path

from dragoman.claims import read_report
from dragoman.reader import load_reader
from dragoman.records import Report

NTREX = Path(__file__).parent.parent.parent / "shared/bench/ntrex.jsonl"
TRAINED = {"bbc", "cbsnews", "cnn", "cnbc", "rt"}


def told(row: dict) -> Counter:
    """(line, act, status, states) of each claim."""
    report = Report(id=row["id"], text=row["text"], published=date.fromisoformat(row["published"]), lang=row["lang"])
    starts = [0, *(i + 1 for i, c in enumerate(row["text"]) if c == "\n")]
    found = Counter()
    for claim in read_report(report, load_reader(2)).claims:
        states = tuple(sorted({i for i in (*claim.actor, *claim.target) if i.isupper()}))
        found[bisect_right(starts, claim.span.start), claim.act.value, claim.status.value, states] += 1
    return found


def f1(one: Counter, other: Counter) -> tuple[int, int]:
    return sum((one & other).values()), sum(one.values()) + sum(other.values())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--langs", default="")
    args = parser.parse_args()
    rows = [json.loads(line) for line in NTREX.open(encoding="utf-8")]
    langs = set(args.langs.split(",")) - {""} or {r["lang"] for r in rows}
    silent, kept = defaultdict(list), {}
    for row in rows:
        if row["lang"] not in langs | {"en"}:
            continue
        if row["topic"] == "states":
            kept[row["id"].rsplit("/", 1)[0], row["lang"]] = told(row)
        elif row["id"].split(".")[0] not in TRAINED and row["lang"] in langs:
            silent[row["lang"]].append(sum(told(row).values()))
    counts = [n for per in silent.values() for n in per]
    print(f"silence: {sum(counts) / len(counts):.3f} claims a document over {len(counts)} documents")
    print("  ", {lang: round(sum(n) / len(n), 2) for lang, n in sorted(silent.items())})
    hits, sizes = Counter(), Counter()
    for (document, lang), claims in kept.items():
        if lang != "en":
            hit, size = f1(claims, kept[document, "en"])
            hits[lang] += hit
            sizes[lang] += size
    print(f"agreement: F1 {2 * sum(hits.values()) / max(1, sum(sizes.values())):.3f}")
    print("  ", {lang: round(2 * hits[lang] / max(1, sizes[lang]), 2) for lang in sorted(sizes)})


if __name__ == "__main__":
    main()
