#!/usr/bin/env python3
"""Write src/dragoman/language/cldr/<lang>/time.json: how CLDR says months, weekdays, "last week" and "three days ago".

    python3 tools/time_table.py          # needs the `tables` extra: PyICU, num2words

Its keys:
    order      the order of day, month and year in digits: "dmy"
    month_day  whether the month stands before the day in words ("December 13")
    months, weekdays   {number: {"full" | "short": forms}}; Monday is 0
    relative   {unit or weekday: {offset: phrases}}: {"week": {"-1": ["geçen hafta"]}}
    shifts     [unit, sign, words before the number, words after it]
    units      {unit: {"one" | "many": words}}
    cardinals, ordinals   {number: words}
    signs      {"year" | "month" | "day": words beside a number in a date, "年"}
    links      words that join the parts of a date: "de"
    prefixes   what is glued to a month
    ordinal_endings    what is written behind an ordinal in digits: "th"
    dotted     whether day and month in digits are parted by stops
    persian    months of the Persian calendar, where the language reckons by it
"""

import json
import pathlib
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime

import icu
from names_table import LANGUAGES
from num2words import num2words

OUT = pathlib.Path(__file__).parent.parent / "src/dragoman/language/cldr"
VARIANTS = {
    "ar": ["ar_LB", "ar_IQ", "ar_MA", "ar_DZ", "ar_SA"],
    "zh": ["zh_Hant"],
    "sr": ["sr_Latn", "sr_Cyrl_BA"],
    "uz": ["uz_Cyrl"],
    "az": ["az_Cyrl"],
    "pt": ["pt_PT"],
    "es": ["es_MX"],
    "de": ["de_AT"],
    "en": ["en_GB"],
    "fa": ["fa_AF"],
    "bs": ["bs_Cyrl"],
    "fr": ["fr_CA"],
    "ro": ["ro_MD"],
}
PERSIAN = ("fa", "ps", "tg", "ku")
WEEKDAYS = ("MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY")
UNITS = ("DAY", "WEEK", "MONTH", "QUARTER", "YEAR")
COUNTED = (*range(1, 32), 35, 40, 45, 50, 60, 70, 80, 90, 100)
_DIRECTIONS = {-2: "LAST_2", -1: "LAST", 0: "THIS", 1: "NEXT", 2: "NEXT_2"}
_DIGITS = re.compile(r"[\u200e\u200f]*\d+(?:[.,]\d+)?[\u200e\u200f]*")
_MONTH = {"full": ("MMMM", "LLLL"), "short": ("MMM", "LLL")}
_WEEKDAY = {"full": ("EEEE", "cccc"), "short": ("EEE", "ccc")}
_MARKS = "\u200e\u200f"


def table(lang: str) -> dict[str, object]:
    """Everything that CLDR has on time in one language."""
    codes = [lang, *VARIANTS.get(lang, [])]
    first = icu.Locale(lang + "@calendar=gregorian")
    return {
        "order": _order(first),
        "month_day": _month_first(first),
        "dotted": "." in _pattern(first, "Md"),
        "months": _names(codes, _MONTH, {m: date(2025, m, 6) for m in range(1, 13)}),
        "weekdays": _names(codes, _WEEKDAY, {w: date(2025, 9, 1 + w) for w in range(7)}),
        "relative": _relative(codes),
        "shifts": _shifts(codes),
        "units": _units(codes),
        "cardinals": _spelled(lang, "cardinal"),
        "ordinals": _spelled(lang, "ordinal"),
        "ordinal_endings": _ordinal_endings(first),
        **_joints(first),
        "persian": _persian(lang) if lang in PERSIAN else {},
    }


def _order(locale: icu.Locale) -> str:
    letters = [c.lower() for c in _pattern(locale, "yMd") if c in "dMyL"]
    order = "".join(dict.fromkeys(letters)).replace("l", "m")
    return order if sorted(order) == list("dmy") else "dmy"


def _month_first(locale: icu.Locale) -> bool:
    pattern = re.sub(r"'[^']*'", "", _pattern(locale, "MMMMd"))
    return max(pattern.find("M"), pattern.find("L")) < pattern.find("d")


def _pattern(locale: icu.Locale, skeleton: str) -> str:
    return str(icu.DateTimePatternGenerator.createInstance(locale).getBestPattern(skeleton))


def _names(
    codes: Iterable[str], letters: Mapping[str, tuple[str, ...]], days: Mapping[int, date]
) -> dict[str, dict[str, list[str]]]:
    """Names in running text and names that stand alone, at full length and cut short."""
    found: dict[str, dict[str, list[str]]] = {}
    for key, day in days.items():
        widths: dict[str, list[str]] = {}
        for width, patterns in letters.items():
            forms = {_written(code, pattern, day) for code in codes for pattern in patterns}
            forms = {f for f in forms if len(f) > 1 and not re.match(r"M?\d+", f)}
            widths[width] = sorted(forms - set(widths.get("full", ())))
        found[str(key)] = widths
    return found


def _written(code: str, pattern: str, day: date) -> str:
    locale = icu.Locale(f"{code}@calendar=gregorian;numbers=latn")
    writer = icu.SimpleDateFormat(pattern, locale)
    writer.setTimeZone(icu.TimeZone.createTimeZone("UTC"))
    moment = datetime(day.year, day.month, day.day, 12, tzinfo=UTC).timestamp()
    return str(writer.format(moment)).strip(_MARKS)


def _relative(codes: Iterable[str]) -> dict[str, dict[str, list[str]]]:
    found: dict[str, dict[str, list[str]]] = {}
    for code in codes:
        formatter = icu.RelativeDateTimeFormatter(icu.Locale(code))
        for unit in ("DAY", "WEEK", "MONTH", "YEAR", *WEEKDAYS):
            for offset, direction in _DIRECTIONS.items():
                phrase = _absolute(formatter, direction, unit)
                if phrase and not any(c.isdigit() for c in phrase):
                    _put(found, unit.lower(), str(offset), phrase)
        for unit, sign, number, phrase in _counted(formatter):
            if not any(c.isdigit() for c in phrase):
                _put(found, unit.lower(), str(sign * number), phrase)
    return found


def _absolute(formatter: icu.RelativeDateTimeFormatter, direction: str, unit: str) -> str:
    try:
        return str(formatter.format(getattr(icu.UDateDirection, direction), getattr(icu.UDateAbsoluteUnit, unit)))
    except icu.ICUError:
        return ""


def _counted(formatter: icu.RelativeDateTimeFormatter) -> Iterator[tuple[str, int, int, str]]:
    """Such as "2 weeks ago", "in 5 years": enough numbers to meet every plural form."""
    for unit in UNITS:
        for sign in (-1, 1):
            for number in (1, 2, 3, 5, 11, 21, 100):
                measured = getattr(icu.URelativeDateTimeUnit, unit)
                yield unit, sign, number, str(formatter.formatNumeric(float(sign * number), measured))


def _put(found: dict[str, dict[str, list[str]]], unit: str, key: str, phrase: str) -> None:
    forms = found.setdefault(unit, {}).setdefault(key, [])
    if phrase.strip(_MARKS) not in forms:
        forms.append(phrase.strip(_MARKS))


def _shifts(codes: Iterable[str]) -> list[list[object]]:
    found: dict[tuple[str, int, str, str], None] = {}
    for code in codes:
        for unit, sign, _, phrase in _counted(icu.RelativeDateTimeFormatter(icu.Locale(code))):
            parts = [p.strip(_MARKS + " \u00a0") for p in _DIGITS.split(phrase)]
            if len(parts) == 2 and any(len(p) > 1 or (p and not p.isascii()) for p in parts):
                found[unit.lower(), sign, parts[0].lstrip("-"), parts[1]] = None
    return [list(row) for row in found]


def _units(codes: Iterable[str]) -> dict[str, dict[str, list[str]]]:
    found: dict[str, dict[str, list[str]]] = {}
    for code in codes:
        writer = icu.MeasureFormat(icu.Locale(code), icu.UMeasureFormatWidth.WIDE)
        for unit in ("day", "week", "month", "year"):
            measure = getattr(icu.MeasureUnit, f"create{unit.capitalize()}")
            for number in (1, 2, 3, 5, 11, 21, 100):
                phrase = str(writer.formatMeasure(icu.Measure(icu.Formattable(number), measure())))
                word = _DIGITS.sub("", phrase).strip(_MARKS + " \u00a0")
                if word and "." not in word and not re.fullmatch("[a-z]", word):
                    _put(found, unit, "one" if number == 1 else "many", word)
    return found


def _spelled(lang: str, kind: str) -> dict[str, list[str]]:
    found: dict[str, set[str]] = {}
    for number in COUNTED:
        if kind == "cardinal" or number <= 31:
            forms = {f for f in (*_by_icu(lang, kind, number), _by_num2words(lang, kind, number)) if f}
            found[str(number)] = {f for f in forms if not any(c.isdigit() for c in f)}
    return {number: sorted(forms) for number, forms in found.items() if forms}


def _by_icu(lang: str, kind: str, number: int) -> Iterator[str]:
    rules = icu.RuleBasedNumberFormat(icu.URBNFRuleSetTag.SPELLOUT, icu.Locale(lang))
    for i in range(rules.getNumberOfRuleSetNames()):
        name = rules.getRuleSetName(i)
        if name.startswith(f"%spellout-{kind}"):
            rules.setDefaultRuleSet(name)
            yield str(rules.format(number)).replace("\u00ad", "")


def _by_num2words(lang: str, kind: str, number: int) -> str:
    if lang in ("zh", "hi"):
        return ""
    try:
        return str(num2words(number, lang={"nb": "no"}.get(lang, lang), to=kind))
    except (NotImplementedError, OverflowError, KeyError, IndexError, TypeError, ValueError):
        return ""


def _joints(locale: icu.Locale) -> dict[str, object]:
    """Words beside the numbers of a date ("年", "г."), between its parts ("de"), glued to its month ("ב")."""
    signs: dict[str, set[str]] = {"year": set(), "month": set(), "day": set()}
    found: dict[str, set[str]] = {"links": set(), "prefixes": set()}
    for skeleton in ("yMMMMEEEEd", "yMMMMd", "yMMMd", "yMMMM", "yMMM", "MMMMd", "MMMd", "y", "d"):
        tokens = re.findall(r"'[^']*'|y+|M+|L+|d+|E+|c+|[^\W\d_yMLdEc]+|[\s.,]+", _pattern(locale, skeleton))
        for before, token, after in zip(["", *tokens], tokens, [*tokens[1:], ""], strict=False):
            word = token.strip("' .,\u00a0\u202f")
            if word and not _is_field(token):
                sign = {"y": "year", "d": "day", "M": "month", "L": "month"}.get(before[:1] or after[:1])
                glued = after[:1] in ("M", "L") and not before[:1].isalpha()
                (found["prefixes"] if glued and len(word) == 1 else signs[sign] if sign else found["links"]).add(word)
    month = _written(locale.getName().split("@")[0], "LLLL", date(2025, 5, 6))
    signs["month"] |= {month.lstrip("5")} if month.startswith("5") else set()
    return {"signs": {k: sorted(v) for k, v in signs.items()}, **{k: sorted(v) for k, v in found.items()}}


def _ordinal_endings(locale: icu.Locale) -> list[str]:
    """What is written behind the digits of an ordinal: "th", "er"."""
    rules = icu.RuleBasedNumberFormat(icu.URBNFRuleSetTag.ORDINAL, locale)
    endings: set[str] = set()
    for i in range(rules.getNumberOfRuleSetNames()):
        rules.setDefaultRuleSet(rules.getRuleSetName(i))
        endings |= {re.sub(r"[\d.\s'’-]", "", str(rules.format(n))) for n in range(1, 32)}
    return sorted(e for e in endings if e.isalpha())


def _is_field(token: str) -> bool:
    return bool(re.fullmatch(r"y+|M+|L+|d+|E+|c+", token))


def _persian(lang: str) -> dict[str, list[str]]:
    names: dict[str, set[str]] = {}
    for code in (lang, *VARIANTS.get(lang, ())):
        locale = icu.Locale(f"{code}@calendar=persian")
        calendar = icu.Calendar.createInstance(locale)
        for month in range(12):
            calendar.clear()
            calendar.set(1404, month, 10)
            for pattern in ("LLLL", "MMMM"):
                name = icu.SimpleDateFormat(pattern, locale).format(calendar.getTime())
                names.setdefault(str(month + 1), set()).add(name)
    return {month: sorted(forms) for month, forms in names.items()}


def main() -> int:
    icu.Locale.setDefault(icu.Locale("und"))
    for lang in sys.argv[1:] or LANGUAGES:
        folder = OUT / lang
        folder.mkdir(parents=True, exist_ok=True)
        text = json.dumps(table(lang), ensure_ascii=False, indent=0, sort_keys=True)
        (folder / "time.json").write_text(text + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
