"""Writes the three-letter codes of states and languages: `python tools/alpha3_table.py`.

ISO 3166-1 alpha-3 and ISO 639-2/T as ICU has them.
"""

import json
from pathlib import Path

from icu import Locale

TABLE = Path(__file__).parent.parent / "src" / "dragoman" / "vocabulary" / "alpha3.toml"


def main() -> None:
    """Write the table."""
    states = {s: Locale("und", s).getISO3Country() for s in Locale.getISOCountries()}
    languages = {lang: Locale(lang).getISO3Language() for lang in Locale.getISOLanguages() if len(lang) == 2}
    lines = ["# Three-letter codes by two-letter ones, written by tools/alpha3_table.py. Not to be edited by hand."]
    for name, table in (("states", states), ("languages", languages)):
        lines += ["", f"[{name}]", *(f"{short} = {json.dumps(long)}" for short, long in sorted(table.items()) if long)]
    TABLE.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
