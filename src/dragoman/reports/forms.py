"""What a file holds, by the ending of its name, and the day that its name tells."""

import re

TEXTS = frozenset({".txt", ".text", ".md"})
LINES = frozenset({".jsonl", ".ndjson"})
TABLES = frozenset({".json", ".csv", ".tsv", ".parquet", ".xml"})
PAGES = frozenset({".html", ".htm", ".xhtml"})
DOCUMENTS = PAGES | {".pdf", ".eml"}
_DATED = re.compile(r"(?<!\d)(\d{4})[-_.]?(\d\d)[-_.]?(\d\d)(?!\d)")


def day_in_name(name: str) -> str | None:
    """YYYY-MM-DD of "2025-12-13 minsk.txt" or "20251213.txt"; it may be no day of the calendar."""
    found = _DATED.search(name)
    return "-".join(found.groups()) if found else None
