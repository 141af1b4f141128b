#!/usr/bin/env python3
"""Write src/dragoman/language/feasts.json: days of the feasts that follow the moon, by ICU's calendars.

    python3 tools/feasts_table.py          # needs the `tables` extra: PyICU

{feast: days, one or two a year}. Islamic days are those of the Umm al-Qura calendar: where the new moon is looked for, a
feast may be a day off.
"""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import icu

OUT = Path(__file__).parent.parent / "src/dragoman/language/feasts.json"
YEARS = range(1950, 2078)
#: Feasts by ICU's calendar, month (from 0) and day; in the Hebrew calendar Adar I, of leap years, is counted.
FEASTS = {
    "islamic-new-year": ("islamic-umalqura", 0, 1),
    "ashura": ("islamic-umalqura", 0, 10),
    "mawlid": ("islamic-umalqura", 2, 12),
    "ramadan": ("islamic-umalqura", 8, 1),
    "eid-al-fitr": ("islamic-umalqura", 9, 1),
    "eid-al-adha": ("islamic-umalqura", 11, 10),
    "rosh-hashanah": ("hebrew", 0, 1),
    "yom-kippur": ("hebrew", 0, 10),
    "sukkot": ("hebrew", 0, 15),
    "hanukkah": ("hebrew", 2, 25),
    "purim": ("hebrew", 6, 14),
    "passover": ("hebrew", 7, 15),
    "shavuot": ("hebrew", 9, 6),
    "lunar-new-year": ("chinese", 0, 1),
    "dragon-boat": ("chinese", 4, 5),
    "mid-autumn": ("chinese", 7, 15),
    "nowruz": ("persian", 0, 1),
}


def days_of(calendar: str, month: int, day: int) -> Iterator[date]:
    """Every day of the years that has this place in a calendar."""
    zone = icu.TimeZone.createTimeZone("UTC")
    reckoned = icu.Calendar.createInstance(zone, icu.Locale(f"en@calendar={calendar}"))
    today = date(YEARS[0], 1, 1)
    while today.year in YEARS:
        reckoned.setTime(datetime(today.year, today.month, today.day, 12, tzinfo=UTC).timestamp())
        if (reckoned.get(icu.Calendar.MONTH), reckoned.get(icu.Calendar.DATE)) == (month, day):
            yield today
            # A leap month bears the number of the one before it, and no feasts.
            today += timedelta(days=31)
        today += timedelta(days=1)


def main() -> None:
    """Write the table."""
    table = {name: [str(day) for day in days_of(*place)] for name, place in FEASTS.items()}
    OUT.write_text(json.dumps(table, indent=0, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
