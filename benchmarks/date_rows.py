#!/usr/bin/env python3
"""How many of other people's date expressions are read rightly, by language.

    python3 benchmarks/date_rows.py [--wrong tr] [../shared/bench/dates.jsonl]

A row is right when for each expected item one of its accepted readings comes out, read as past or as to come. The sets
end a `daterange` on the day after its last; an item with `value` and `grain` is the stretch of that grain that begins
there.
Rows finer than a day and rows that are not to be resolved are left out.

Two shares are printed. The first is strict. The second takes for right what differs by convention alone: where a text
names both ends ("from 3 to 5 May", "2014 to 2018") the sets end the range as the last one begins, while our codebook
counts it in; and an item with `value` and `grain` says where a stretch begins and how fine it is, not how long it
lasts, so a longer stretch of whole days that begins there is right as well.
"""

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from dragoman.language.calendar import Unit, stretch_of
from dragoman.language.dates import find_dates
from dragoman.language.pack import load_pack
from dragoman.language.phrases import fold
from dragoman.records import Interval

ROWS = Path(__file__).resolve().parent.parent.parent / "shared/bench/dates.jsonl"
#: Languages whose rows bear another day than their set was written for: "today" is 2 February 2017 there.
MISDATED = {"vi": "2017-02-02"}
GRAINS = ("day", "week", "month", "quarter", "year")


def accepted(item: dict[str, Any]) -> list[Interval]:
    """The readings that one expected item allows; none where it is out of scope."""
    if "grain" in item:
        if item["grain"] not in GRAINS or not _is_day(item["value"]):
            return []
        start = date.fromisoformat(item["value"])
        return [Interval(start, _end(start, item["grain"]))]
    if any(not _is_day(v) for pair in item["values"] for v in pair):
        return []
    back = timedelta(days=item["kind"] == "daterange")
    return [Interval(date.fromisoformat(a), date.fromisoformat(b) - back) for a, b in item["values"]]


def with_last(item: dict[str, Any]) -> list[Interval]:
    """The readings of a range that counts in the day, month, quarter or year named as its end."""
    found = accepted(item)
    if item.get("kind") != "daterange":
        return found
    ends = [(i.start, i.end + timedelta(days=1)) for i in found]
    months = [Interval(a, stretch_of(b, Unit.MONTH).end) for a, b in ends if b.day == 1]
    quarters = [Interval(a, stretch_of(b, Unit.QUARTER).end) for a, b in ends if b.day == 1 and b.month % 3 == 1]
    years = [Interval(a, stretch_of(b, Unit.YEAR).end) for a, b in ends if b.day == b.month == 1]
    return [*found, *(Interval(a, b) for a, b in ends), *months, *quarters, *years]


def begins_there(item: dict[str, Any], found: Iterable[Interval]) -> bool:
    """Whether a stretch begins where the item does and lasts at least one of its grain."""
    return "grain" in item and any(i.start == w.start and i.end >= w.end for i in found for w in accepted(item))


def _end(start: date, grain: str) -> date:
    return start + timedelta(days=6) if grain == "week" else stretch_of(start, Unit(grain)).end


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def read(row: dict[str, Any]) -> list[Interval]:
    """Every reading that we give for a row, past and to come."""
    today = date.fromisoformat(MISDATED.get(row["lang"], row["reference"]))
    marks = find_dates(row["text"], fold(row["text"]), load_pack(row["lang"]), today)
    return [i for m in marks for i in (m.interval, m.ahead) if i]


def is_right(wanted: Iterable[list[Interval]], found: list[Interval]) -> bool:
    """Whether each expected item came out in one of its readings."""
    return all(any(i in found for i in readings) for readings in wanted)


def judged(path: Path) -> Iterator[tuple[dict[str, Any], list[Interval], bool, bool]]:
    """Each row in scope, what we read, whether it is strictly right, and whether it is by our own conventions."""
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        wanted = [accepted(item) for item in row["expected"]]
        if wanted and all(wanted):
            found = read(row)
            ours = all(begins_there(i, found) or is_right([with_last(i)], found) for i in row["expected"])
            yield row, found, is_right(wanted, found), ours


def main() -> None:
    """Print the shares by language, and the wrong rows of one language where asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rows", type=Path, nargs="?", default=ROWS)
    parser.add_argument("--wrong", metavar="LANG", help="print the rows of a language that come out wrong either way")
    options = parser.parse_args()
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for row, found, strict, ours in judged(options.rows):
        counts[row["lang"]].update({"rows": 1, "strict": strict, "ours": ours})
        if not ours and options.wrong in (row["lang"], "all"):
            ours_are = " ".join(f"{a}..{b}" for a, b in found)
            print(row["lang"], row["reference"], row["text"], "|", ours_are, "|", row["expected"])
    total: Counter[str] = sum(counts.values(), Counter())
    for lang, count in [*sorted(counts.items(), key=lambda c: -c[1]["rows"]), ("all", total)]:
        strict, ours_too = count["strict"] / count["rows"], count["ours"] / count["rows"]
        print(f"{lang:4} of {count['rows']:4}: strict {strict:6.1%}  by our conventions {ours_too:6.1%}")


if __name__ == "__main__":
    main()
