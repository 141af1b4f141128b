#!/usr/bin/env python3
"""Check training reports and write them in the full gold form.

    python3 training/check.py training/data/FILE.jsonl [...]

A report may be written short: claims need only ``act``, ``status``, ``actor`` and ``quote``; fields left out are empty,
``count`` may be ``[min, max]`` or ``[min, max, true]`` (about), ``when`` may be ``["2025-09-01", "2025-09-30"]``.
A story told in several languages is one line too: ``story``, ``published``, ``process``, ``claims`` without quotes, and
``told``: {lang: {text, quotes (one a claim)}}; it is written out as one report a language.
Each fault is printed as ``file:line: what is wrong``; with ``--write`` a faultless file is rewritten in full form.
"""
import argparse
import datetime
import json
import pathlib
import re
import sys

ACTS = set(
    "release detain hold transfer ease_sanctions impose_sanctions talks agree appoint open_mission close_mission "
    "open_border close_border cooperate ceasefire attack".split()
)
STATUSES = {"done", "ongoing", "promised", "possible", "demanded", "refused"}
EMPTY = {
    "actor": [], "target": [], "object": None, "persons": [], "count": None,
    "when": None, "place": None, "source": [], "condition": None,
}
FIELDS = ["act", "status", *EMPTY, "quote"]
BODIES = {"EU", "UN", "NATO", "XK", "ASEAN"}
PARTY = re.compile(r"[A-Z]{2}|[a-z0-9][a-z0-9-]*")


def full_claim(claim):
    """The claim with every field of the codebook, in its order."""
    row = {**EMPTY, **claim}
    if isinstance(row["count"], list):
        low, high, *about = row["count"]
        row["count"] = {"min": low, "max": high, "about": bool(about and about[0])}
    if isinstance(row["when"], list):
        row["when"] = dict(zip(("start", "end"), row["when"], strict=True))
    return {field: row[field] for field in FIELDS}


def faults_of_claim(claim, text):
    """What is wrong with one claim, as sentences."""
    if claim["act"] not in ACTS:
        yield f"unknown act {claim['act']!r}"
    if claim["status"] not in STATUSES:
        yield f"unknown status {claim['status']!r}"
    if not claim["quote"] or claim["quote"] not in text:
        yield f"quote is not in the text: {claim['quote'][:60]!r}"
    for field in ("actor", "target", "source"):
        for party in claim[field]:
            if party not in BODIES and not PARTY.fullmatch(party):
                yield f"{field} {party!r} is neither a state's code nor a lower-case name"
    if claim["place"] is not None and not re.fullmatch("[A-Z]{2}", claim["place"]):
        yield f"place {claim['place']!r} is not a state's code"
    if claim["when"]:
        start, end = (datetime.date.fromisoformat(claim["when"][k]) for k in ("start", "end"))
        if start > end:
            yield f"when ends before it starts: {start} {end}"
    if claim["count"] and claim["count"]["min"] is None and claim["count"]["max"] is None:
        yield "count without a number"


def tellings(row):
    """The reports of a row: itself, or a story's, one a language (``claims`` once, ``told`` with text and quotes)."""
    if "told" not in row:
        return [row]
    return [
        {
            "id": f"{row['story']}-{lang}", "lang": lang, "published": row["published"], "process": row["process"],
            "text": told["text"],
            "claims": [{**c, "quote": q} for c, q in zip(row["claims"], told["quotes"], strict=True)],
        }
        for lang, told in row["told"].items()
    ]


def check_line(line):
    """[(a report in full form or None, its faults)] of one line."""
    try:
        return [check_report(report) for report in tellings(json.loads(line))]
    except (ValueError, KeyError, TypeError) as error:
        return [(None, [f"{type(error).__name__}: {error}"])]


def check_report(report):
    """(the report in full form or None, its faults)."""
    try:
        datetime.date.fromisoformat(report["published"])
        claims = [full_claim(claim) for claim in report.get("claims", [])]
        faults = [fault for claim in claims for fault in faults_of_claim(claim, report["text"])]
    except (ValueError, KeyError, TypeError) as error:
        return None, [f"{type(error).__name__}: {error}"]
    row = {k: report.get(k) for k in ("id", "lang", "published", "process")}
    return {**row, "constructed": True, "text": report["text"], "claims": claims}, faults


def check_file(path, write):
    """Print the faults of one file; rewrite it in full form where it has none and that was asked."""
    seen, rows, bad = set(), [], 0
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip():
            continue
        for row, faults in check_line(line):
            if row and row["id"] in seen:
                faults.append(f"id {row['id']} is used twice")
            for fault in faults:
                print(f"{path}:{number}: {row['id'] + ': ' if row else ''}{fault}")
            bad += len(faults)
            if row:
                seen.add(row["id"])
                rows.append(row)
    print(f"{path}: {len(rows)} reports, {sum(len(r['claims']) for r in rows)} claims, {bad} faults")
    if write and not bad:
        path.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows), encoding="utf-8")
    return bad


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=pathlib.Path)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    return 1 if sum([check_file(path, args.write) for path in args.files]) else 0


if __name__ == "__main__":
    sys.exit(main())
