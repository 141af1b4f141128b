#!/usr/bin/env python3
"""Killed at random places and begun again: does the store equal that of an unbroken run?

    python3 benchmarks/resume.py [--points 20] [--pages 300] [--processes 2] [--seed 1]

`dragoman read` reads an archive of `archive.py`'s pages, two of which are damaged, is killed (SIGKILL) after a random
part of the time that it takes unbroken, and run once more. Every table is compared row by row, all but when a report
was taken in.
"""

import argparse
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from archive import write

#: When something was done, which no two runs share.
CLOCKS = {"taken", "seen"}
TABLES = ("reports", "claims", "skipped", "progress", "bands", "alike")


def command(archive: Path, store: Path, processes: int) -> list[str]:
    options = ["--store", str(store), "--processes", str(processes), "--json"]
    return [sys.executable, "-m", "dragoman", "read", str(archive), *options]


def killed(archive: Path, store: Path, processes: int, after: float) -> bool:
    """Whether a run was killed so many seconds after it began; False where it had ended by then."""
    with subprocess.Popen(command(archive, store, processes), stdout=-3, stderr=-3, start_new_session=True) as run:
        try:
            run.wait(after)
        except subprocess.TimeoutExpired:
            run.send_signal(signal.SIGKILL)
    return run.returncode == -signal.SIGKILL


def whole(archive: Path, store: Path, processes: int) -> float:
    """The seconds of a run that nothing breaks."""
    began = time.perf_counter()
    subprocess.run(command(archive, store, processes), check=True, capture_output=True)
    return time.perf_counter() - began


def rows(store: Path) -> dict[str, list[tuple[object, ...]]]:
    """The rows of each table in their own order, without the times of the clock."""
    with sqlite3.connect(store) as connection:
        return {table: sorted(_rows(connection, table), key=repr) for table in TABLES}


def _rows(connection: sqlite3.Connection, table: str) -> Iterator[tuple[object, ...]]:
    named = [row[1] for row in connection.execute(f"pragma table_info({table})") if row[1] not in CLOCKS]
    yield from connection.execute(f"select {', '.join(named)} from {table}")


def differing(store: Path, truth: dict[str, list[tuple[object, ...]]]) -> str:
    """The tables that are not as they should be; empty where all are."""
    found = rows(store)
    return ", ".join(table for table in TABLES if found[table] != truth[table])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, default in (("points", 20), ("pages", 300), ("processes", 2), ("seed", 1)):
        parser.add_argument(f"--{name}", type=int, default=default)
    args = parser.parse_args()
    rng, wrong, broken = random.Random(args.seed), 0, 0
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        archive = folder / "pages.warc.gz"
        write(archive, args.pages)
        damage(archive, rng)
        seconds = whole(archive, folder / "whole.db", args.processes)
        truth = rows(folder / "whole.db")
        print(f"unbroken: {seconds:.1f} s,", ", ".join(f"{len(r)} {t}" for t, r in truth.items()), flush=True)
        points = [rng.uniform(0.02, 0.98) * seconds for _ in range(args.points)]
        for number, point in enumerate(points):
            store = folder / f"{number}.db"
            hit = killed(archive, store, args.processes, point)
            broken += hit
            whole(archive, store, args.processes)
            differ = differing(store, truth)
            wrong += bool(differ)
            print(f"killed after {point:5.1f} s{'' if hit else ' (had ended)'}: {differ or 'equal'}", flush=True)
    print(f"{args.points} points, {broken} of them within the run: {args.points - wrong} equal")
    raise SystemExit(bool(wrong))


def damage(archive: Path, rng: random.Random) -> None:
    """Overwrite bytes at two places: what is skipped must be the same, too."""
    raw = bytearray(archive.read_bytes())
    for share in (0.3, 0.7):
        at = int(len(raw) * share)
        raw[at : at + 20] = rng.randbytes(20)
    archive.write_bytes(raw)
    os.utime(archive, (1, 1))


if __name__ == "__main__":
    main()
