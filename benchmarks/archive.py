#!/usr/bin/env python3
"""From a web archive to stored claims: pages a second and peak memory, stage by stage and all together.

    python3 benchmarks/archive.py [--pages 20000] [--staged 2000] [--processes 2]

A WARC.gz of pages is generated from a few texts of our own in six languages and four layouts, one page in twenty about
dealings between states. Stages are measured over a smaller file, each over all that the stage before gives, in a
process of its own per share. Then `dragoman read` takes the whole file into a store, and beside it warcio + trafilatura
with its defaults goes through the same file. Memory: the stages' is the sum of what each process held at its peak, what
they share counted in each; that of `dragoman read` is what all its processes held together (PSS), sampled.
"""

# ruff: noqa: PLC0415 - each stage loads what it needs and no more, so that its memory is its own

import argparse
import io
import json
import multiprocessing
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from dragoman.records import Report

STATES = {
    "en": "Norway freed 14 detained sailors of Iceland on Tuesday after talks in Oslo, the foreign ministry said. "
    "In return Iceland promised to lift its fishing sanctions by March.",
    "tr": "Norveç, Oslo'daki görüşmelerin ardından salı günü gözaltındaki 14 İzlandalı denizciyi serbest bıraktı. "
    "İzlanda da mart ayına kadar balıkçılık yaptırımlarını kaldırma sözü verdi.",
    "ru": "Норвегия во вторник освободила 14 задержанных моряков Исландии после переговоров в Осло. "
    "Исландия взамен пообещала до марта снять санкции с рыболовства.",
    "de": "Norwegen hat am Dienstag nach Gesprächen in Oslo 14 festgehaltene Seeleute aus Island freigelassen. "
    "Island versprach dafür, seine Fischereisanktionen bis März aufzuheben.",
    "ro": "Norvegia a eliberat marți 14 marinari islandezi reținuți, după discuții la Oslo. "
    "În schimb, Islanda a promis că va ridica până în martie sancțiunile privind pescuitul.",
    "zh": "挪威在奥斯陆会谈后于周二释放了14名被扣押的冰岛船员。作为回报,冰岛承诺在三月前取消渔业制裁。",
}
OTHERS = {
    "en": "The town library opens a new reading room with {n} seats. Volunteers painted the shelves over the weekend.",
    "tr": "Şehir kütüphanesi {n} kişilik yeni bir okuma salonu açıyor. Gönüllüler hafta sonu rafları boyadı.",
    "ru": "Городская библиотека открывает новый читальный зал на {n} мест. Добровольцы за выходные покрасили полки.",
    "de": "Die Stadtbücherei eröffnet einen neuen Lesesaal mit {n} Plätzen. Freiwillige strichen die Regale.",
    "ro": "Biblioteca orașului deschide o nouă sală de lectură cu {n} locuri. Voluntarii au vopsit rafturile.",
    "zh": "市图书馆新开设了一间有{n}个座位的阅览室。志愿者周末粉刷了书架。",
}
SIDE = "".join(f'<li><a href="/{n}">More from the section, number {n}</a></li>' for n in range(40))
LAYOUTS = (
    "<body><nav><ul>{side}</ul></nav><main><article><h1>{title}</h1>{body}</article></main><footer>©</footer></body>",
    '<body><div id="top">{side}</div><div class="content"><h2>{title}</h2><div class="text">{body}</div></div></body>',
    "<body><article><header><h1>{title}</h1></header><section>{body}</section></article><aside>{side}</aside></body>",
    '<body><div class="page"><h1>{title}</h1>{body}<div class="related"><ul>{side}</ul></div></div></body>',
)


def page(number: int) -> str:
    """A page: one in twenty about two states, the others about the town."""
    rng = random.Random(number)
    lang = rng.choice(list(STATES))
    lines = [OTHERS[lang].format(n=rng.randrange(20, 900)) for _ in range(rng.randrange(6, 20))]
    if number % 20 == 0:
        lines = [STATES[lang].replace("14", str(rng.randrange(3, 90))), *lines[:3]]
    body = "".join(f"<p>{line}</p>" for line in lines)
    day = f"2025-{rng.randrange(1, 12):02}-{rng.randrange(1, 28):02}T08:00:00Z"
    meta = f'<meta charset="utf-8"><meta property="article:published_time" content="{day}"><title>{number}</title>'
    layout = LAYOUTS[rng.randrange(len(LAYOUTS))]
    script = f"<script>var x = {[rng.random() for _ in range(60)]}</script>"
    return f'<html lang="{lang}"><head>{meta}{script}</head>' + layout.format(
        side=SIDE, title=f"{lines[0][:60]} {number}", body=body
    )


def write(path: Path, pages: int) -> None:
    """The archive, by warcio."""
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    with path.open("wb") as out:
        writer = WARCWriter(out, gzip=True)
        for number in range(pages):
            headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1")
            writer.write_record(
                writer.create_warc_record(
                    f"https://news{number % 40}.example/{number}",
                    "response",
                    payload=io.BytesIO(page(number).encode()),
                    http_headers=headers,
                    warc_headers_dict={"WARC-Date": "2025-12-01T10:00:00Z"},
                )
            )


def share_of(path: Path, part: int, parts: int) -> Iterator:
    """Every `parts`-th member of the archive."""
    from dragoman.reports.archives import archive_members

    return islice(archive_members(path), part, None, parts)


def given(_text: str) -> str:
    """No detection: what the text stage costs without it."""
    return "en"


def reports(path: Path, part: int, parts: int, detect: Callable[[str], str]) -> Iterator[Report]:
    """The reports of a share of the archive."""
    from dragoman.reports.pages import page_report

    for member in share_of(path, part, parts):
        found = page_report(member.payload, member.place, detect, url=member.url, charset=member.charset)
        if isinstance(found, Report):
            yield found


def read_records(path: Path, part: int, parts: int) -> int:
    return sum(1 for _ in share_of(path, part, parts))


def text(path: Path, part: int, parts: int) -> int:
    return sum(1 for _ in reports(path, part, parts, given))


def detected(path: Path, part: int, parts: int) -> int:
    from dragoman.language.detect import detect

    return sum(1 for _ in reports(path, part, parts, detect))


def claimed(path: Path, part: int, parts: int) -> int:
    from dragoman.claims import read_report
    from dragoman.language.detect import detect
    from dragoman.reader import load_reader

    reader = load_reader()
    return sum(1 for r in reports(path, part, parts, detect) if read_report(r, reader) is not None)


def peer(path: Path, part: int, parts: int) -> int:
    """Warcio and trafilatura with its defaults: text and date, nothing more."""
    import trafilatura
    from warcio.archiveiterator import ArchiveIterator

    with path.open("rb") as stream:
        responses = (r for r in ArchiveIterator(stream) if r.rec_type == "response")
        told = (trafilatura.bare_extraction(r.content_stream().read()) for r in islice(responses, part, None, parts))
        return sum(1 for document in told if document is not None)


class Cost(NamedTuple):
    """What some pages cost: how many came through, seconds, seconds of processors, peak memory in MB."""

    pages: int
    seconds: float
    worked: float
    peak: float


def worker(stage: Callable[[Path, int, int], int], path: Path, part: int, parts: int) -> Cost:
    """What a share of a stage costs in this process."""
    began, worked = time.perf_counter(), time.process_time()
    count = stage(path, part, parts)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Cost(count, time.perf_counter() - began, time.process_time() - worked, peak)


def measure(stage: Callable[[Path, int, int], int], path: Path, parts: int) -> Cost:
    """What a stage costs in `parts` fresh processes, the sum of their peak memories."""
    with multiprocessing.get_context("spawn").Pool(parts) as pool:
        told = pool.starmap(worker, [(stage, path, part, parts) for part in range(parts)], chunksize=1)
    pages, seconds, worked, peak = zip(*told, strict=True)
    return Cost(sum(pages), max(seconds), sum(worked), sum(peak))


def read_by_command(path: Path, parts: int) -> Cost:
    """What `dragoman read` costs; the peak is of what its processes held together."""
    store = path.with_suffix(".db")
    options = ["--store", str(store), "--processes", str(parts), "--json"]
    began, peak, worked = time.perf_counter(), 0, dict[int, float]()
    with subprocess.Popen([sys.executable, "-m", "dragoman", "read", str(path), *options], stdout=-1) as run:
        while run.poll() is None:
            pids = family(run.pid)
            peak = max(peak, sum(map(held, pids)))
            worked.update((pid, ticks) for pid in pids if (ticks := busy(pid)))
            time.sleep(0.5)
        told = json.loads(run.stdout.read())
    return Cost(told["new"], time.perf_counter() - began, sum(worked.values()), peak / 1024)


def family(pid: int) -> list[int]:
    """A process and all that descend from it."""
    parents = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            parents[int(stat.parent.name)] = int(stat.read_text().rpartition(")")[2].split()[1])
    found = [pid]
    for one in found:
        found += [child for child, parent in parents.items() if parent == one]
    return found


def held(pid: int) -> int:
    """What a process holds in kB, memory that n processes share counted as an n-th."""
    with suppress(OSError):
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return 0


def busy(pid: int) -> float:
    """Seconds of processors that a process has used."""
    with suppress(OSError):
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return 0.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=2000)
    parser.add_argument("--staged", type=int, default=1000)
    parser.add_argument("--processes", type=int, default=2)
    args = parser.parse_args()
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    stages = {"read records": read_records, "+ text": text, "+ detect": detected, "+ gate, reader": claimed}
    with tempfile.TemporaryDirectory() as folder:
        few, path = Path(folder) / "few.warc.gz", Path(folder) / "pages.warc.gz"
        write(few, args.staged)
        print(f"{args.staged:,} pages, {args.processes} processes")
        for name, stage in stages.items():
            tell(name, args.staged, measure(stage, few, args.processes))
        write(path, args.pages)
        print(f"{args.pages:,} pages, {path.stat().st_size / 1e6:.1f} MB, {args.processes} processes")
        tell("dragoman read", args.pages, read_by_command(path, args.processes))
        tell("warcio + trafilatura", args.pages, measure(peer, path, args.processes))


def tell(name: str, pages: int, cost: Cost) -> None:
    paces = f"{pages / cost.seconds:8.1f} pages/s  {1000 * cost.worked / pages:6.1f} ms of a processor a page"
    print(f"{name:<22} {paces}  {cost.peak:5.0f} MB  {cost.pages:,} came through", flush=True)


if __name__ == "__main__":
    main()
