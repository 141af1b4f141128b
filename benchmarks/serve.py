#!/usr/bin/env python3
"""What clients wait for: p50 and p95 of every page and route of a real `dragoman serve`, and its peak memory.

    python3 benchmarks/serve.py --store build/million.db [--clients 20] [--asked 200] [--only /api]

The store is a file or an address of PostgreSQL; `benchmarks/serve_store.py make` makes a large one. Each request asks
of something else than the last; clients keep no answer, and are in a process of their own.
"""

import argparse
import os
import random
import re
import statistics
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import local

import httpx

ITEMS = 200
WORDS = ("prisoners", "sanctions", "граница", "görüşme", "стравич", "embassy border")


def main() -> None:
    """Serve a store and ask it everything."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--store", required=True)
    parser.add_argument("--clients", type=int, default=20)
    parser.add_argument("--asked", type=int, default=200, help="requests of each kind")
    parser.add_argument("--only", default="", help="kinds whose address holds these words")
    args = parser.parse_args()
    command = (sys.executable, "-m", "dragoman", "serve", "--port", "0", "--store", args.store)
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONUNBUFFERED": "1"})
    try:
        address = re.match(r"http://\S+", server.stdout.readline())[0]
        ask(address, args)
        print(f"peak memory of the server {peak(server.pid):,.0f} MB")
    finally:
        server.terminate()
        server.wait()


def ask(address: str, args: argparse.Namespace) -> None:
    """Ask each kind of page and route, by clients at once."""
    here = local()

    def timed(path: str) -> tuple[float, int]:
        if not hasattr(here, "client"):
            here.client = httpx.Client(base_url=address, timeout=120, headers={"Accept": "text/html, */*;q=0.5"})
        began = time.perf_counter()
        status = here.client.get(path).status_code
        return (time.perf_counter() - began) * 1000, status

    kinds = addresses(address)
    print(f"{'':<44}{'p50 ms':>9}{'p95 ms':>9}{'max ms':>9}  not 200")
    with ThreadPoolExecutor(args.clients) as clients:
        for kind, paths in kinds.items():
            if args.only not in kind:
                continue
            many = args.clients if "as_of" in kind else args.asked
            told = list(clients.map(timed, (paths[n % len(paths)] for n in range(many))))
            took, faults = sorted(t for t, _ in told), sum(s != 200 for _, s in told)
            p95 = took[int(len(took) * 0.95)]
            print(f"{kind:<44}{statistics.median(took):9.1f}{p95:9.1f}{took[-1]:9.1f}  {faults or ''}", flush=True)


def addresses(address: str) -> dict[str, list[str]]:
    """Of each kind of page and route some addresses, made of what the store holds."""
    rng = random.Random(11)
    with httpx.Client(base_url=address, timeout=600) as client:
        items = {
            kind: client.get(f"/api/{kind}?limit={ITEMS}").json()["items"] for kind in ("processes", "events", "claims")
        }
        promises = client.get(f"/api/promises?limit={ITEMS}").json()["items"]
    pairs = [f"{p['one']}/{p['other']}" for p in items["processes"]]
    events, claims = ([i["id"] for i in items[kind]] for kind in ("events", "claims"))
    reports = sorted({c["report"] for c in items["claims"]})
    parties = sorted({party for pair in pairs for party in pair.split("/")})
    day = sorted(c["published"] for c in items["claims"])[0]
    rng.shuffle(pairs)
    return {
        "/": ["/"],
        "/process/ONE/OTHER": [f"/process/{p}" for p in pairs],
        "/process/ONE/OTHER?as_of": [f"/process/{p}?as_of={day}" for p in pairs],
        "/event/ID": [f"/event/{e}" for e in events],
        "/promise/ID": [f"/promise/{p['id']}" for p in promises],
        "/report/ID": [f"/report/{r}" for r in reports],
        "/search?words": [f"/search?words={w}" for w in WORDS],
        "/open": ["/open"],
        "/disputes": ["/disputes"],
        "/changes?since": [f"/changes?since={day}"],
        "/judgements": ["/judgements"],
        "/api/processes": ["/api/processes"],
        "/api/processes/ONE/OTHER": [f"/api/processes/{p}" for p in pairs],
        "/api/processes/ONE/OTHER?as_of": [f"/api/processes/{p}?as_of={day}" for p in pairs],
        "/api/events?party": [f"/api/events?party={p}" for p in parties],
        "/api/events/ID": [f"/api/events/{e}" for e in events],
        "/api/promises?open": ["/api/promises?open=true"],
        "/api/disputes": ["/api/disputes"],
        "/api/tallies?party": [f"/api/tallies?party={p.replace('/', '&party=')}" for p in pairs],
        "/api/standing?party": [f"/api/standing?party={p.replace('/', '&party=')}" for p in pairs],
        "/api/claims?party": [f"/api/claims?party={p}" for p in parties],
        "/api/claims/ID": [f"/api/claims/{c}" for c in claims],
        "/api/reports": ["/api/reports"],
        "/api/reports/ID": [f"/api/reports/{r}" for r in reports],
        "/api/search?q": [f"/api/search?q={w}" for w in WORDS],
        "/api/changes?since": [f"/api/changes?since={day}"],
        "/api/version": ["/api/version"],
        "/health": ["/health"],
        "/metrics": ["/metrics"],
    }


def peak(process: int) -> float:
    """Megabytes that a process had at most."""
    told = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    return int(re.search(r"VmHWM:\s+(\d+)", told)[1]) / 1024


if __name__ == "__main__":
    main()
