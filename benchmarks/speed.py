#!/usr/bin/env python3
"""Speed and memory of `extract`, on one core.

    python3 benchmarks/speed.py [--documents 60]

Over ../shared/bench/ntrex.jsonl: topic `states` (nearly all pass the gate) and `other` (nearly none does); reports a
second, share past the gate, and as a ratio to the peer of the same run: the encoder alone over the same texts. Last the
start-up of `dragoman --help` and the peak memory of the process.
"""

import argparse
import json
import os
import random
import resource
import statistics
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

from dragoman.claims import read_report
from dragoman.language.sentences import sentences
from dragoman.reader import load_reader
from dragoman.reader.encode import cut_pieces, windows
from dragoman.records import Report

NTREX = Path(__file__).parent.parent.parent / "shared/bench/ntrex.jsonl"


def reports(topic: str, most: int) -> list[Report]:
    """Documents of a topic, spread over the languages."""
    rows = [r for r in map(json.loads, NTREX.open(encoding="utf-8")) if r["topic"] == topic]
    chosen = random.Random(1).sample(rows, min(most, len(rows)))
    return [
        Report(id=r["id"], text=r["text"], published=date.fromisoformat(r["published"]), lang=r["lang"]) for r in chosen
    ]


def encoder_alone(told: list[Report]) -> float:
    """Seconds that the encoder takes over the same texts."""
    encoder = load_reader().encoder
    began = time.perf_counter()
    for report in told:
        pieces = cut_pieces(encoder.tokenizer, report.text, sentences(report.text))
        early = encoder.early(pieces)
        for w in windows(pieces):
            encoder.states(early[w.start : w.end], pieces.sentence[w.start : w.end])
    return time.perf_counter() - began


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=60)
    args = parser.parse_args()
    os.sched_setaffinity(0, {next(iter(os.sched_getaffinity(0)))})
    reader = load_reader()
    for topic in ("states", "other"):
        told = reports(topic, args.documents)
        for report in told:  # packs are loaded once, then kept
            read_report(report, reader)
        began = time.perf_counter()
        passed = sum(read_report(report, reader).passed_gate for report in told)
        seconds = time.perf_counter() - began
        alone = encoder_alone(told)
        print(
            f"{topic:<7} {len(told) / seconds:6.1f} reports/s, {passed / len(told):.0%} past the gate, "
            f"{seconds / alone:.2f} of the time of the encoder alone over all"
        )
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    starts = []
    for _ in range(5):
        began = time.perf_counter()
        subprocess.run([sys.executable, "-m", "dragoman", "--help"], capture_output=True, check=True)
        starts.append(time.perf_counter() - began)
    print(f"dragoman --help {statistics.median(starts):.2f} s")


if __name__ == "__main__":
    main()
