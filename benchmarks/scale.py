#!/usr/bin/env python3
"""How the ledger grows: time and memory of `dragoman link` over 10 thousand, 100 thousand, a million claims.

    python3 benchmarks/scale.py [--sizes 10000,100000,1000000]

The claims are made up as archives are: pairs of states over six years, acts at uneven times, each told by many outlets
in many languages, now with the day, now with the month, now with neither, with the number, a bound or a part of it, on
the same day or months later; a fifth speak of what is promised, possible, demanded or refused, some on
a condition. Each size is run by itself in a new process; the last line gives the exponent of growth between the sizes.
"""

import argparse
import json
import math
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

STATES = "US RU UA BY CN IR IL TR PL LT DE FR GB IN PK KP KR JP VE CU CO SY IQ YE SA AM AZ GE RS EG SD ET".split()  # noqa: SIM905
LANGS = "en tr ro ru uk pl de fr es it ar fa zh ja".split()  # noqa: SIM905
ACTS = "release detain transfer ease_sanctions impose_sanctions talks agree cooperate attack close_border".split()  # noqa: SIM905
COUNTED = {"release", "detain", "transfer"}
HOPES = ("promised", "possible", "demanded", "refused")
FIRST = date(2019, 1, 1)
OUTLETS = 300
OUTLETS = 300
TOLD = 12  #: claims of an event, on average


def events(claims: int, rng: random.Random) -> Iterator[dict]:
    """Acts of pairs of states, a process growing with the archive by more pairs, not by more acts a day."""
    for _ in range(claims // TOLD):
        one, other = rng.sample(STATES, 2)
        act = rng.choice(ACTS)
        day = FIRST + timedelta(days=rng.randrange(2190))
        count = int(math.exp(rng.uniform(0.7, 6))) if act in COUNTED else None
        yield {"act": act, "actor": one, "target": other, "day": day, "count": count}


def told(event: dict, number: int, rng: random.Random) -> dict:
    """One report's claim of an event."""
    day, count = event["day"], event["count"]
    published = day + timedelta(days=rng.choice((0, 0, 0, 1, 1, 2, 3, rng.randrange(4, 200))))
    form = rng.random()
    if form < 0.4:
        when = (day, day)
    elif form < 0.6:
        start = day.replace(day=1)
        when = (start, (start + timedelta(days=31)).replace(day=1) - timedelta(days=1))
    else:
        when = None
    if count and rng.random() < 0.25:
        bound = rng.choice(((count, None), (None, count), (max(1, count - 1), None)))
    else:
        bound = (count, count)
    hope = rng.random() < 0.2
    start = number % 5 * 100
    hangs = [{"field": "condition", "words": [{"start": start + 20, "end": start + 40}], "how": "stated", "score": 1.0}]
    conditional = hope and rng.random() < 0.2
    return {
        "act": event["act"],
        "status": rng.choice(HOPES) if hope else "done",
        "actor": [event["actor"]] if rng.random() < 0.9 else [],
        "target": [event["target"]] if rng.random() < 0.6 else [],
        "count": {"min": bound[0], "max": bound[1], "about": False} if count and rng.random() < 0.7 else None,
        "when": {"start": when[0].isoformat(), "end": when[1].isoformat()} if when and not hope else None,
        "quote": f"words of claim {number}",
        "report": f"r{number // 5}",
        "lang": rng.choice(LANGS),
        "published": (published - timedelta(days=30) if hope else published).isoformat(),
        "start": start,
        "end": start + 20,
        "outlet": f"outlet {rng.randrange(OUTLETS)}",
        "condition": "if so" if conditional else None,
        "reasons": hangs if conditional else [],
    }


def write(path: Path, claims: int) -> int:
    """Write so many claims; how many events they tell of."""
    rng, number, made = random.Random(claims), 0, 0
    with path.open("w", encoding="utf-8") as out:
        for event in events(claims, rng):
            made += 1
            for _ in range(min(claims - number, 1 + int(rng.expovariate(1 / (TOLD - 1))))):
                out.write(json.dumps(told(event, number, rng)) + "\n")
                number += 1
    return made


def measure(path: Path) -> tuple[float, float, int]:
    """Seconds, peak memory in MB and events of `dragoman link` over a file, in a process of its own."""
    began = time.perf_counter()
    linked = path.with_suffix(".linked")
    with linked.open("w", encoding="utf-8") as out:
        subprocess.run([sys.executable, "-m", "dragoman", "link", str(path)], check=True, stdout=out)
    took = time.perf_counter() - began
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    with linked.open(encoding="utf-8") as rows:
        return took, peak, len({json.loads(row)["event"] for row in rows})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="10000,100000,1000000")
    args = parser.parse_args()
    before: tuple[int, float] | None = None
    with tempfile.TemporaryDirectory() as folder:
        for size in map(int, args.sizes.split(",")):
            path = Path(folder) / f"{size}.jsonl"
            made = write(path, size)
            took, peak, found = measure(path)
            print(f"{size:>9,} claims: {took:7.1f} s  {peak:6,.0f} MB  {found:,} events of {made:,} made", end="")
            if before:
                print(f"  exponent {math.log(took / before[1]) / math.log(size / before[0]):.2f}", end="")
            print(flush=True)
            before = size, took


if __name__ == "__main__":
    main()
