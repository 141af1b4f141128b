#!/usr/bin/env python3
"""How much of a page's text is found, and how often its day, beside trafilatura as it comes and resiliparse.

    python3 benchmarks/pages.py [--worst 5] [--held-out]

The pages are ours (`page_layouts.py`, `page_texts.toml`): 8 layouts of 8 languages. Text: F1 of the words as a
multiset (of characters in Chinese), the headline taken out of every answer. Day: right, wrong, none; for resiliparse,
which gives none, htmldate with `extensive_search=False`.

`--held-out` measures 16 pages of 4 other layouts and languages (`held_out.py`), written before they were ever read.
First figure on them: text F1 0.543, day right on 10 of 16 (none on 6, never a wrong one); trafilatura 0.920, and 11
(5 wrong). General faults were mended then (days in class names, units behind numbers, the next story of an endless
page, lines before the headline, rights, contacts), so that what it prints now is no held-out figure any more.
"""

import argparse
import json
import logging
import re
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import held_out
from page_layouts import written

from dragoman.language.detect import detect
from dragoman.records import Report
from dragoman.reports.pages import page_report

WORD = re.compile(r"[\u4e00-\u9fff]|[^\W_]+")


class Answer(NamedTuple):
    """What an extractor says of a page."""

    text: str
    day: str | None


def ours(raw: bytes, url: str) -> Answer:
    found = page_report(raw, "page", detect, url=url)
    return Answer(found.text, str(found.published)) if isinstance(found, Report) else Answer("", None)


def by_trafilatura(raw: bytes, url: str) -> Answer:
    from trafilatura import bare_extraction  # noqa: PLC0415 - the loading of one is not to be timed as another's

    found: Any = bare_extraction(raw, url=url, with_metadata=True)
    return Answer(found.text or "", found.date) if found else Answer("", None)


def by_resiliparse(raw: bytes, url: str) -> Answer:
    from htmldate import find_date  # noqa: PLC0415
    from resiliparse.extract.html2text import extract_plain_text  # noqa: PLC0415
    from resiliparse.parse.encoding import bytes_to_str, detect_encoding  # noqa: PLC0415

    html = bytes_to_str(raw, detect_encoding(raw))
    return Answer(extract_plain_text(html, main_content=True), find_date(html, url=url, extensive_search=False))


EXTRACTORS: dict[str, Callable[[bytes, str], Answer]] = {
    "dragoman": ours,
    "trafilatura, as it comes": by_trafilatura,
    "resiliparse, htmldate strict": by_resiliparse,
}


def words(text: str, title: str) -> Counter[str]:
    """The words of a text without one showing of its headline."""
    lines = [line for line in text.split("\n") if line.strip(" #|") != title]
    return Counter(WORD.findall("\n".join(lines).casefold()))


def f1(found: Counter[str], truth: Counter[str]) -> float:
    same = (found & truth).total()
    return 2 * same / ((found.total() + truth.total()) or 1)


def measured(name: str, folder: Path, worst: int) -> None:
    """Print an extractor's figures, by layout and in all."""
    scores: dict[str, list[float]] = defaultdict(list)
    days: Counter[str] = Counter()
    low: list[tuple[float, str, str | None, str]] = []
    rows = [json.loads(line) for line in (folder / "truth.jsonl").read_text(encoding="utf-8").splitlines()]
    begun = time.perf_counter()
    for row in rows:
        answer = EXTRACTORS[name]((folder / row["file"]).read_bytes(), row["url"])
        score = f1(words(answer.text, row["title"]), words(row["text"], row["title"]))
        scores[row["layout"]].append(score)
        days["right" if answer.day == row["published"] else "wrong" if answer.day else "none"] += 1
        low.append((score if answer.day == row["published"] else score - 1, row["file"], answer.day, row["published"]))
    pace = len(rows) / (time.perf_counter() - begun)
    every = [score for layout in scores.values() for score in layout]
    shares = " ".join(f"{layout} {sum(s) / len(s):.3f}" for layout, s in scores.items())
    print(
        f"{name}: {len(rows)} pages, text F1 {sum(every) / len(every):.4f}, day {days['right'] / len(rows):.4f}",
        end=" ",
    )
    print(f"(wrong {days['wrong']}, none {days['none']}), {pace:.0f} pages/s\n  {shares}")
    for score, file, day, truth in sorted(low)[:worst]:
        print(f"    {score:.3f} {file} {day} {truth}")


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("--worst", type=int, default=0)
    asked.add_argument("--held-out", action="store_true")
    logging.disable(logging.CRITICAL)
    args = asked.parse_args()
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        written(folder, "held_out_texts.toml", held_out.LAYOUTS) if args.held_out else written(folder)
        for extract in EXTRACTORS.values():
            extract(next(folder.glob("*.html")).read_bytes(), "https://a.example/")
        for name in EXTRACTORS:
            measured(name, folder, args.worst)


if __name__ == "__main__":
    main()
