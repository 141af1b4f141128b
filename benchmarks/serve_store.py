#!/usr/bin/env python3
"""What a large store answers: p50 and p95 of every question that pages and the API ask, with clients at once.

    python3 benchmarks/serve_store.py make --claims 1000000 --store build/million.db
    python3 benchmarks/serve_store.py ask --store build/million.db [--clients 20] [--asked 200]

The claims are those of benchmarks/scale.py, five to a report; each report's text holds their quotes. `make` fills a
store (a file or an address of PostgreSQL) and keeps its ledger; `ask` says milliseconds, those of the processor for one
question, and the peak memory of the process that answered. Clients are threads of that process: they wait for one
another as a server's do.
"""

import argparse
import json
import random
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from itertools import groupby
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import scale
from sqlalchemy import insert

from dragoman.desk import Filter, judgement, open_desk
from dragoman.processes import Processes
from dragoman.records import Claim, Status, Verdict
from dragoman.serial import claim_from_row
from dragoman.store import Store, claim_columns, open_store
from dragoman.store.items import touch
from dragoman.store.schema import claims as claim_rows
from dragoman.store.schema import numbered
from dragoman.store.schema import reports as report_rows
from dragoman.store.writing import writing

#: Words of the quotes, in three scripts; the first are in every tenth quote, the last in one of some thousands.
WORDS = "prisoners sanctions embassy border заключённых санкции посольство граница görüşme mahkûm sınır".split()  # noqa: SIM905
TALKERS = [a + b for a in ("stra", "kor", "mel", "vin", "dur", "pas", "lom") for b in ("ovic", "enko", "aru", "siak")]
REPORTS_AT_ONCE = 400
DAY = date(2023, 6, 15)


def told(path: Path) -> Iterator[Claim]:
    """The claims of the file that `scale.write` made, those of a report of one day, with quotes to be searched."""
    rng, report, day = random.Random(7), "", ""
    with path.open(encoding="utf-8") as rows:
        for number, line in enumerate(rows):
            row = json.loads(line)
            day = day if row["report"] == report else row["published"]
            report = row["report"]
            words = rng.sample(WORDS, 4) + rng.sample(TALKERS, 2) + [f"n{number}"]
            start = number % 5 * 100
            yield claim_from_row({**row, "published": day, "quote": " ".join(words), "start": start, "end": start + 90})


def fill(store: Store, claims: Iterator[Claim]) -> None:
    """Put reports and claims into an empty store, many in one transaction; a report has the day of its first claim."""
    taken = datetime.now(UTC).replace(tzinfo=None)
    batch: list[list[Claim]] = []
    for _, group in groupby(claims, key=lambda c: c.report):
        batch.append(list(group))
        if len(batch) == REPORTS_AT_ONCE:
            _add(store, batch, taken)
            batch = []
    _add(store, batch, taken)


def _add(store: Store, batch: list[list[Claim]], taken: datetime) -> None:
    if not batch:
        return
    reports, claims = [], []
    for group in batch:
        first = group[0]
        text = "\n".join(f"{c.quote:<99}" for c in group)
        row = {"id": first.report, "text": text, "published": first.published, "lang": first.lang, "read_by": "2"}
        number = numbered(first.report, first.published)
        reports.append({**row, "outlet": first.outlet, "title": first.quote, "taken": taken, "number": number})
        claims += [{**claim_columns(c), "outlet": first.outlet} for c in group]
    with writing(store.engine) as connection:
        connection.execute(insert(report_rows), reports)
        connection.execute(insert(claim_rows), claims)
        touch(connection)


def make(args: argparse.Namespace) -> None:
    """Fill a store and keep its ledger."""
    store = open_store(args.store)
    began = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "claims.jsonl"
        scale.write(path, args.claims)
        fill(store, told(path))
    print(f"filled with {args.claims:,} claims in {time.perf_counter() - began:.0f} s", flush=True)
    began = time.perf_counter()
    Processes(open_desk(args.store)).refresh()
    print(f"kept in {time.perf_counter() - began:.0f} s, {_peak():,.0f} MB", flush=True)


def questions(asked: Processes, rng: random.Random) -> dict[str, Callable[[], object]]:
    """Every question, each time about something else."""
    events = [e.id for e in asked.events(limit=500).items]
    pairs = [(p.one, p.other) for p in asked.list(limit=500).items]
    reports = [c.report for c in asked.claims(limit=500).items]

    def some_word() -> str:
        return rng.choice(rng.choice((WORDS, TALKERS)))

    def some_lang() -> str:
        return rng.choice(scale.LANGS)

    def day() -> date:
        return date(2019, 6, 1) + timedelta(days=rng.randrange(2000))

    return {
        "list": lambda: asked.list(party=rng.choice((None, *scale.STATES))),
        "ledger of two": lambda: asked.ledger(rng.choice(pairs)),
        "event": lambda: asked.event(rng.choice(events)),
        "report": lambda: asked.report(rng.choice(reports)),
        "claims": asked.claims,
        "claims of act, party": lambda: asked.claims(Filter(act="release", party=rng.choice(scale.STATES))),
        "events": lambda: asked.events(Filter(act=rng.choice((None, *scale.ACTS)))),
        "events of a party": lambda: asked.events(Filter(party=rng.choice(scale.STATES))),
        "open promises": lambda: asked.promises(Filter(party=rng.choice((None, *scale.STATES)))),
        "disputes": lambda: asked.disputes(Filter(party=rng.choice((None, *scale.STATES)))),
        "search one word": lambda: asked.search(some_word()),
        "search two, filtered": lambda: asked.search(f"{some_word()} {some_word()}", Filter(lang=some_lang())),
        "changes, all": lambda: asked.changes(max(day(), date(2024, 12, 1))),
        "changes, two": lambda: asked.changes(day(), parties=rng.choice(pairs)),
        "ledger as of a day": lambda: asked.ledger(rng.choice(pairs), day()),
    }


def ask(args: argparse.Namespace) -> None:
    """Ask everything, by clients at once."""
    asked = Processes(open_desk(args.store))
    rng = random.Random(11)
    print(f"{'':<24}{'p50 ms':>9}{'p95 ms':>9}{'max ms':>9}{'cpu ms':>9}")
    for name, question in questions(asked, rng).items():
        if args.only and args.only not in name:
            continue
        many = args.asked if "as of" not in name else max(args.clients, args.asked // 10)
        busy = time.process_time()
        with ThreadPoolExecutor(args.clients) as clients:
            took = sorted(clients.map(lambda _, q=question: _timed(q), range(many)))
        p95 = took[int(len(took) * 0.95)]
        cpu = (time.process_time() - busy) * 1000 / many
        print(f"{name:<24}{statistics.median(took):9.1f}{p95:9.1f}{took[-1]:9.1f}{cpu:9.1f}", flush=True)
    print(f"{'judge, and undo':<24}{_judging(asked):9.1f}")
    print(f"peak memory {_peak():,.0f} MB")


def _judging(asked: Processes) -> float:
    """Milliseconds of a judgement, with the renewal of what it touches."""
    claim = next(c for c in asked.claims(limit=50).items if c.target and c.status is Status.DONE)
    said = judgement(Verdict.WRONG, claim.id, "benchmark", DAY, reason=str(time.time()))
    undone = judgement(Verdict.UNDO, said.id, "benchmark", DAY, reason=str(time.time()))
    return (_timed(lambda: asked.judge(said)) + _timed(lambda: asked.judge(undone))) / 2


def _timed(question: Callable[[], object]) -> float:
    began = time.perf_counter()
    question()
    return (time.perf_counter() - began) * 1000


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True)
    making = commands.add_parser("make")
    making.add_argument("--claims", type=int, default=100_000)
    asking = commands.add_parser("ask")
    asking.add_argument("--clients", type=int, default=20)
    asking.add_argument("--asked", type=int, default=200)
    asking.add_argument("--only")
    for command, does in ((making, make), (asking, ask)):
        command.add_argument("--store", required=True)
        command.set_defaults(does=does)
    args = parser.parse_args()
    args.does(args)


if __name__ == "__main__":
    main()
