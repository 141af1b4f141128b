#!/usr/bin/env python3
"""The gold floors: figures that may rise but never fall silently.

    python3 tests/gold/gate.py                # what CI runs; fails below a floor
    python3 tests/gold/gate.py --update       # raises floors to what was measured; refuses to lower one
    python3 tests/gold/gate.py --update --allow-regression

Floors are in floors.json beside this file, with the hash of the corpus that each was measured on. Corpora that are not
on this machine are skipped and said so; the sample that ships inside is always there.
"""

import argparse
import hashlib
import json
import sys
from datetime import date
from pathlib import Path

from dragoman.claims import read_report
from dragoman.measure import Figures
from dragoman.reader import load_reader
from dragoman.records import Report
from dragoman.serial import claim_row

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
FLOORS = HERE / "floors.json"
#: Figures vary in the last digit between processors: quantised sums are not associative.
SLACK = 0.01
CORPORA = {
    "sample": (ROOT / "src/dragoman/sample/reports.jsonl", None),
    "seeds": (ROOT.parent / "shared/gold/seeds.jsonl", None),
    "dev": (ROOT.parent / "shared/gold/dev.jsonl", None),
    "dev tr ro en": (ROOT.parent / "shared/gold/dev.jsonl", ("tr", "ro", "en")),
}


def figures(rows: list[dict]) -> dict[str, float]:
    """The figures of the reader on annotated reports."""
    reader, total = load_reader(2), Figures()
    for row in rows:
        published = date.fromisoformat(row["published"])
        report = Report(id=row["id"], text=row["text"], published=published, lang=row["lang"])
        got = [claim_row(c) for c in read_report(report, reader).claims]
        total.add(row["claims"], got, row["text"])
    return total.table()


def measure() -> dict[str, dict]:
    """Each corpus that is here, with its hash and figures."""
    found = {}
    for name, (path, langs) in CORPORA.items():
        if not path.exists():
            print(f"{name}: skipped, {path.name} is not on this machine")
            continue
        raw = path.read_bytes()
        rows = [json.loads(row) for row in raw.decode().splitlines()]
        rows = [r for r in rows if langs is None or r["lang"] in langs]
        found[name] = {"corpus": hashlib.sha256(raw).hexdigest()[:16], "figures": figures(rows)}
        print(name, found[name]["figures"], flush=True)
    return found


def faults(floors: dict[str, dict], found: dict[str, dict]) -> list[str]:
    """What fell below its floor, in words."""
    told = []
    for name, now in found.items():
        floor = floors.get(name)
        if floor is None:
            told.append(f"{name}: no floor is pinned; run with --update")
        elif floor["corpus"] != now["corpus"]:
            told.append(f"{name}: the corpus is another than the floor was measured on; run with --update")
        else:
            told += [
                f"{name}: {figure} fell from {value} to {now['figures'][figure]}"
                for figure, value in floor["figures"].items()
                if now["figures"][figure] < value - SLACK
            ]
    return told


def main() -> int:
    """Compare, or raise the floors."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--update", action="store_true")
    parser.add_argument("--allow-regression", action="store_true")
    args = parser.parse_args()
    floors = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}
    found = measure()
    told = faults(floors, found)
    fallen = [t for t in told if " fell from " in t]
    if args.update and not (fallen and not args.allow_regression):
        FLOORS.write_text(json.dumps({**floors, **found}, indent=1) + "\n", encoding="utf-8")
        print("floors written")
        return 0
    print("\n".join(told) or "every figure is at or above its floor")
    return 1 if told else 0


if __name__ == "__main__":
    sys.exit(main())
