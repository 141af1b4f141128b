"""The ledger's floors on annotated claims: merging, outcomes, events told in several languages. Never lowered silently."""

import json
import re
import subprocess
import sys
from pathlib import Path

from click.testing import CliRunner

from dragoman.cli import main

#: B-cubed F1, outcomes F1, share of events told in several languages that are kept as one.
FLOORS = {"merging": 0.945, "outcomes": 0.62, "languages": 0.8}


def test_the_ledger_of_annotated_claims_keeps_its_floors(shared: Path, tmp_path: Path) -> None:
    """The claims of seeds and dev through `dragoman link`, measured by the corpus's own script."""
    gold, claims, linked = (tmp_path / f"{name}.jsonl" for name in ("gold", "claims", "linked"))
    rows = [row for name in ("seeds", "dev") for row in (shared / f"gold/{name}.jsonl").read_text("utf-8").splitlines()]
    gold.write_text("\n".join(rows), encoding="utf-8")
    claims.write_text("\n".join(c for row in rows for c in annotated(json.loads(row))), encoding="utf-8")

    linked.write_text(CliRunner().invoke(main, ["link", str(claims)]).stdout, encoding="utf-8")
    script = [sys.executable, "score_events.py", str(gold), "dev.events.jsonl", str(linked)]
    out = subprocess.run(script, cwd=shared / "gold", capture_output=True, text=True, check=True).stdout

    merging, outcomes = (float(f1) for f1 in re.findall(r"F1 ([\d.]+)", out))
    many, kept = (int(n) for n in re.search(r"languages (\d+)\s+kept as one (\d+)", out).groups())
    seen = {"merging": merging, "outcomes": outcomes, "languages": kept / many}
    assert all(seen[name] >= floor for name, floor in FLOORS.items()), seen


def annotated(report: dict) -> list[str]:
    """The claims of a gold report as `extract` would write them."""
    found = []
    for claim in report["claims"]:
        start = report["text"].find(claim["quote"])
        known = {k: report[k] for k in ("lang", "published")} | {"report": report["id"]}
        found.append(json.dumps({**claim, **known, "start": start, "end": start + len(claim["quote"])}))
    return found
