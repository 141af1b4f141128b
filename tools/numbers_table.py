#!/usr/bin/env python3
"""Write src/dragoman/language/cldr/<lang>/numbers.json: number words and marks of every language.

    PYTHONPATH=src python3 tools/numbers_table.py [lang ...]   # needs the `tables` extra: Babel, PyICU, num2words

ICU (RBNF, all rule sets: cases and genders) and num2words spell numbers out; CLDR's compact formats give thousand,
million and their short forms in every plural. From these spellings the tool takes units and joins, and then keeps only
the words that the grammar of dragoman.language.numerals cannot compose from shorter ones. It prints what the grammar
still reads wrongly. Currencies and measures are there to tell what is no count of persons.
"""

import collections
import itertools
import json
import pathlib
import re
import sys
from collections.abc import Callable, Iterable, Iterator

import icu
import num2words
from babel import Locale
from names_table import LANGUAGES

from dragoman.language.lexicon import Lexicon, folded, lexicon
from dragoman.language.numerals import read_numeral

OUT = pathlib.Path(__file__).parent.parent / "src/dragoman/language/cldr"
#: Locales whose numbers are spelled otherwise: septante, 億, Latin and Cyrillic letters.
VARIANTS = {
    "fr": ["fr_CH", "fr_BE"],
    "zh": ["zh_Hant"],
    "sr": ["sr_Latn"],
    "pt": ["pt_PT"],
    "bs": ["bs_Cyrl"],
    "es": ["es_MX"],
}
NUM2WORDS = {"cs": "cz", "kk": "kz", "nb": "no"}
POWERS = (10, 100, 1000, 10**4, 10**5, 10**6, 10**7, 10**8, 10**9, 10**12)
SPELLED = sorted(
    {
        *range(1000),
        *range(1000, 10_000, 737),
        *(k * p for p in POWERS for k in (*range(1, 10), 20, 30, 60)),
        21_000,
        100_000,
        200_000,
        45_300,
    }
)
#: Letters that everybody glues to digits.
GLUED = {"k": 10**3, "m": 10**6, "g": 10**9, "к": 10**3, "м": 10**6}
#: One currency name shared by several states: the word they share is the currency.
MONEY = (
    "USD CAD AUD NZD",
    "RUB BYN",
    "EUR",
    "GBP EGP LBP",
    "TRY",
    "JPY",
    "CNY",
    "CHF XAF",
    "RON MDL",
    "PLN",
    "UAH",
    "INR PKR",
    "RSD KWD IQD",
    "IRR OMR SAR",
    "KRW KPW",
    "MXN ARS CLP",
    "SEK",
    "NOK DKK",
    "CZK",
    "HUF",
    "BGN",
    "GEL",
    "AMD",
    "AZN TMT",
    "KZT",
    "ILS",
    "UZS KGS",
)
MEASURES = (
    "duration-century",
    "duration-decade",
    "duration-year",
    "duration-month",
    "duration-week",
    "duration-day",
    "duration-hour",
    "duration-minute",
    "duration-second",
    "length-kilometer",
    "length-meter",
    "length-centimeter",
    "length-mile",
    "length-foot",
    "mass-tonne",
    "mass-kilogram",
    "mass-gram",
    "area-hectare",
    "area-square-kilometer",
    "area-square-meter",
    "area-acre",
    "volume-liter",
    "volume-barrel",
    "volume-cubic-meter",
    "energy-kilowatt-hour",
    "power-megawatt",
    "power-gigawatt",
    "concentr-percent",
    "temperature-celsius",
    "speed-kilometer-per-hour",
    "digital-gigabyte",
    "digital-megabyte",
)

#: Measures whose two letters are no word of any language.
SYMBOLS = ("length-kilometer", "length-centimeter", "mass-kilogram")

Spellings = dict[int, set[str]]
Rest = Callable[[str, str], str]


def spellings(lang: str) -> list[Spellings]:
    """How each rule set of ICU, and num2words, spell the numbers of SPELLED."""
    sources = []
    for code in (lang, *VARIANTS.get(lang, ())):
        sources += [
            [(n, rules.format(n, name)) for n in SPELLED] for rules, name in rule_sets(code, ("cardinal", "numbering"))
        ]
        sources.append([(n, form) for n in SPELLED for form in num2words_forms(code, n, "cardinal")])
    found = []
    for source in sources:
        spelled: Spellings = collections.defaultdict(set)
        for n, form in source:
            words = " ".join(folded(form).replace(",", " ").split())
            if words and not re.search(r"\d", words):
                spelled[n].add(words)
        found.append(spelled)
    return found


def together(sources: list[Spellings]) -> Spellings:
    """Every spelling of each number."""
    found: Spellings = collections.defaultdict(set)
    for spelled in sources:
        for n, forms in spelled.items():
            found[n] |= forms
    return found


def rule_sets(lang: str, kinds: Iterable[str]) -> Iterator[tuple[icu.RuleBasedNumberFormat, str]]:
    rules = icu.RuleBasedNumberFormat(icu.URBNFRuleSetTag.SPELLOUT, icu.Locale(lang))
    borrowed = lang != "en" and "fifty" in rules.format(52)
    for i in range(rules.getNumberOfRuleSetNames()):
        name = rules.getRuleSetName(i)
        if not borrowed and any(kind in name for kind in kinds) and not {"year", "days"} & set(name.split("-")):
            yield rules, name


def num2words_forms(lang: str, n: int, to: str) -> Iterator[str]:
    code = NUM2WORDS.get(lang, lang)
    if code in num2words.CONVERTER_CLASSES:
        try:
            yield num2words.num2words(n, lang=code, to=to)
        except (NotImplementedError, OverflowError, IndexError, KeyError, TypeError, ValueError):
            return


def rest_after(form: str, start: str) -> str:
    """What follows `start` in `form`, where a word ends there or the whole form is one word."""
    if not form.startswith(start) or len(form) == len(start):
        return ""
    rest = form[len(start) :]
    return rest.lstrip(" -") if rest[0] in " -" or " " not in form else ""


def rest_before(form: str, end: str) -> str:
    """What stands before `end` in `form`, as a word of its own."""
    return form[: -len(end)].rstrip() if form.endswith(" " + end) else ""


def spelled_units(spelled: Spellings, rest: Rest) -> dict[str, int]:
    """Words that multiply: "two thousand" less "two", where several numbers leave the same word."""
    units: dict[str, int] = {}
    for power in POWERS:
        times = collections.defaultdict(set)
        for k in (*range(1, 10), *(range(10, 100, 10) if power >= 1000 else ())):
            for form in spelled.get(k * power, ()):
                for word in {rest(form, start) for start in spelled[k]} - {""}:
                    times[word].add(k)
        for word, seen in times.items():
            new = not any(w in units or w in spelled[1] for w in word.split()) and not is_built(word, units)
            if new and (len(seen) >= (6 if power < 1000 else 2)) and (len(word) > 1 or word > "\u1000"):
                units[word] = power
        for form in spelled[power]:
            for word in {form.split()[-1], *(rest(form, one) for one in spelled[1])} - {""}:
                same = " " not in form and any(u[:3] == word[:3] for u, p in units.items() if p == power)
                if (
                    power >= 100
                    and (form != word or same)
                    and not any(w in units for w in word.split())
                    and not is_built(word, units)
                ):
                    units[word] = power
    return units


def is_built(word: str, units: dict[str, int]) -> bool:
    """Whether a word is made of two units that are known already ("十万", "hunderttausend")."""
    return any(word.startswith(unit) and word[len(unit) :] in units for unit in units)


def before_units(spelled: Spellings, units: dict[str, int]) -> Spellings:
    """Forms that stand only before units: "o" of "o mie", "quatre-vingt" of "quatre-vingt mille"."""
    found: Spellings = collections.defaultdict(set)
    for n in (*range(1, 10), *range(20, 100, 10)):
        for unit, power in units.items():
            heads = {
                form.removesuffix(unit).strip(" -") for form in spelled.get(n * power, ()) if form.endswith(" " + unit)
            }
            found[n] |= {head for head in heads if head and " " not in head and head not in units}
    return found


def stems_before_ones(spelled: Spellings) -> Spellings:
    """Forms of hundreds and thousand that stand only before ones, in the same word: "ას" of "ასერთი"."""
    found: Spellings = collections.defaultdict(set)
    for n in (*range(100, 1000, 100), 1000):
        heads = {form.removesuffix(one) for form in spelled[n + 1] for one in spelled[1] if form.endswith(one)}
        found[n] |= {
            head for head in heads if any(whole.startswith(head) for whole in spelled[n]) and " " not in head.strip()
        }
    return found


def ones_first(spelled: Spellings) -> list[str]:
    """The join of languages that say ones before tens ("ein-und-zwanzig"), else nothing."""
    middles: collections.Counter[str] = collections.Counter()
    for k in range(2, 10):
        for form, one, ten in itertools.product(spelled[20 + k], spelled[k], spelled[20]):
            if form.startswith(one) and form.endswith(ten) and len(form) > len(one) + len(ten):
                middles[form[len(one) : -len(ten)].strip(" -")] += 1
    return [middle for middle, count in middles.items() if middle and count >= 6]


def standing_alone(sources: list[Spellings], units: dict[str, int]) -> set[str]:
    """Units that are numbers by themselves ("bin", "тысяча"), not those that are plurals elsewhere ("тысячи")."""
    single, plural, every = set(), set(), together(sources)
    for spelled, (unit, power) in itertools.product(sources, units.items()):
        alone = {one + gap + unit for one in every[1] for gap in (" ", "")} | {unit}
        many = {k + gap + unit for n in (2, 3, 5) for k in every[n] for gap in (" ", "")}
        if alone & spelled[power]:
            single.add(unit)
        elif many & (spelled[2 * power] | spelled[3 * power] | spelled[5 * power]):
            plural.add(unit)
    return single - plural


def compact_units(lang: str) -> tuple[dict[str, int], dict[str, int], bool]:
    """Units of CLDR's compact formats: words, short forms that only follow digits, and whether units stand first."""
    words, short, first = {}, dict(GLUED), False
    formats = Locale.parse(lang).compact_decimal_formats
    for style, found in (("long", words), ("short", short)):
        for by_size in dict(formats.get(style, {})).values():
            for size, pattern in by_size.items():
                text = str(getattr(pattern, "pattern", pattern)).split(";")[0].replace("'", "")
                zeros = text.count("0")
                unit = folded(re.sub(r"[0¤]+", "", text)).strip(" .-")
                if zeros and unit and not re.search(r"\d", unit):
                    found.setdefault(unit, int(size) // 10 ** (zeros - 1))
                    first |= style == "long" and text.strip().endswith("0")
    return words, short, first


def joins(sources: list[Spellings], known: set[str]) -> tuple[list[str], list[str]]:
    """Words that stand between parts ("and", "și"), alone or glued to the next word ("و")."""
    apart: collections.Counter[str] = collections.Counter()
    glued: collections.Counter[str] = collections.Counter()
    for spelled in sources:
        for whole, part in itertools.product((20, 30, 40, 100, 200, 300, 1000), (*range(1, 10), 20, 30)):
            for middle, form in between(spelled, whole, part):
                word = middle.strip(" -")
                if word and word not in known:
                    (glued if " " in form and not middle.endswith((" ", "-")) else apart)[word] += 1
    return [w for w, c in apart.items() if c >= 4], [w for w, c in glued.items() if c >= 4 and len(w) == 1]


def between(spelled: Spellings, whole: int, part: int) -> Iterator[tuple[str, str]]:
    """What stands between `whole` and `part` where their sum is spelled with both."""
    for form, start, end in itertools.product(
        spelled.get(whole + part, ()), spelled.get(whole, ()), spelled.get(part, ())
    ):
        rest = rest_after(form, start)
        if rest.endswith(end):
            yield rest.removesuffix(end), form


def plain_words(
    spelled: Spellings, read: Lexicon, remake: Callable[[dict[str, float]], Lexicon]
) -> tuple[dict[str, float], list[str]]:
    """The words under a thousand that cannot be composed; and the spellings above it that are read wrongly."""
    plain: dict[str, float] = {}
    wrong = []
    for n in sorted(spelled):
        fresh = {
            form: n for form in sorted(spelled[n], key=lambda f: (f.count(" "), f)) if read_numeral(form, read) != n
        }
        if not fresh:
            continue
        fused = str(n)[0] in "12" and n % 1000 == 0 and set(str(n)[1:]) == {"0"}
        if n < 1000 or (fused and len(min(fresh, key=len).split()) <= 2):
            plain |= {form: n for form in fresh if n < 1000 or len(form.split()) <= 2}
            read = remake(plain)
        else:
            wrong += [f"{n} {form}" for form in fresh]
    return plain, wrong


def ordinals(lang: str, spelled: Spellings) -> tuple[list[str], list[str]]:
    """Last words of ordinals ("first" of "twenty-first"), and the endings that digits bear ("th", ".")."""
    cardinal = {w for forms in spelled.values() for f in forms for w in f.replace("-", " ").split()}
    words, sets = set(), list(rule_sets(lang, ("ordinal",)))
    for n in (*range(1, 21), 30, 40, 50, 60, 70, 80, 90, 100, 1000, 10**6):
        for form in [*(rules.format(n, name) for rules, name in sets), *num2words_forms(lang, n, "ordinal")]:
            words.add(folded(form).replace("-", " ").split()[-1])
    endings = set()
    rules = icu.RuleBasedNumberFormat(icu.URBNFRuleSetTag.ORDINAL, icu.Locale(lang))
    for i in range(rules.getNumberOfRuleSetNames()):
        for n in range(1, 31):
            endings.add(folded(re.sub(r"[\d,]", "", rules.format(n, rules.getRuleSetName(i)))))
    return sorted(w for w in words if w not in cardinal and not re.search(r"\d", w)), sorted(e for e in endings if e)


def money(lang: str) -> list[str]:
    """Words for currencies: those that the names of one family of currencies share, in every plural."""
    found: set[str] = set()
    names = Locale.parse(lang)._data["currency_names_plural"]
    for family in MONEY:
        by_code = [
            set(names.get(code, {}).values()) | {Locale.parse(lang).currencies.get(code, "")} for code in family.split()
        ]
        words = [{w for name in forms for w in folded(name).replace("-", " ").split()} for forms in by_code]
        found |= set.intersection(*words) if len(words) > 1 else {folded(name) for name in by_code[0]}
    return sorted(w for w in found if len(w) > 2 or w > "\u2e80")


def measures(lang: str) -> dict[str, list[str]]:
    """Phrases of measures after a number ("ani", "de ani") or before it ("miaka"), in every plural and case."""
    units = Locale.parse(lang)._data["unit_patterns"]
    found: dict[str, set[str]] = {"before": set(), "after": set()}
    for measure in MEASURES:
        # In many languages the long form leaves out what is the same in the short one.
        for style in ("short", "long"):
            for pattern in every_string(units.get(measure, {}).get(style, {})):
                before, place, after = (folded(part) for part in pattern.partition("{0}"))
                word = after or before
                side = "after" if after else "before"
                if (
                    place
                    and "/" not in word
                    and not word.endswith(".")
                    and (len(word) > 2 or word > "\u2e80" or measure in SYMBOLS)
                ):
                    found[side].add(word)
    return {side: sorted(words) for side, words in found.items()}


def every_string(tree: object) -> Iterator[str]:
    if isinstance(tree, str):
        yield tree
    elif hasattr(tree, "values"):
        for key, branch in tree.items():
            yield from () if key == "per" else every_string(branch)


def marks(lang: str) -> dict[str, str]:
    """Marks between thousands and before decimals, of the language's own digits and of Western ones."""
    group, decimal = {"\u066c"}, {"\u066b"}
    locale = Locale.parse(lang)
    for name in {"latn", locale.default_numbering_system}:
        system = locale.number_symbols.get(name, {})
        group.add(folded(system.get("group", "")))
        decimal.add(system.get("decimal", "\u066b"))
    return {"group": "".join(sorted(g for g in group if g not in decimal)), "decimal": "".join(sorted(decimal))}


def numbers(lang: str) -> tuple[dict[str, object], list[str]]:
    """The table of one language, and what the grammar reads wrongly with it."""
    sources = spellings(lang)
    spelled = together(sources)
    compact, suffixes, unit_first = compact_units(lang)
    units = spelled_units(spelled, rest_before if unit_first else rest_after)
    compact = {w: v for w, v in compact.items() if v in POWERS and all(units.get(t, v) == v for t in w.split())}
    units = compact | units
    for found in () if unit_first else (before_units(spelled, units), stems_before_ones(spelled)):
        for n, forms in found.items():
            spelled[n] |= {form.strip() for form in forms}
    lone = set(units) if unit_first else standing_alone(sources, units)
    small = {form for n in range(100) for form in spelled.get(n, ())}
    units = {w: v for w, v in units.items() if w not in small or v == 10}
    apart, glued = joins(sources, {*units, *small})
    inverted = ones_first(spelled)
    apart = sorted({*apart, *inverted} - set(glued))

    def remake(plain: dict[str, float]) -> Lexicon:
        words = {"lone": lone, "suffixes": suffixes, "joins": apart, "glued_joins": glued}
        return lexicon(plain, units, **words, unit_first=unit_first, ones_first=bool(inverted), **marks(lang))

    plain, wrong = plain_words(spelled, remake({}), remake)
    words, endings = ordinals(lang, spelled)
    table = {
        **marks(lang),
        "plain": plain,
        "units": units,
        "lone": sorted(lone & units.keys()),
        "suffixes": suffixes,
        "joins": apart,
        "glued_joins": sorted(glued),
        "unit_first": unit_first,
        "ones_first": bool(inverted),
        "ordinals": words,
        "ordinal_endings": endings,
        "money": money(lang),
        "measures": measures(lang),
    }
    return table, wrong


def main(langs: list[str]) -> int:
    for lang in langs or LANGUAGES:
        table, wrong = numbers(lang)
        (OUT / lang).mkdir(parents=True, exist_ok=True)
        text = json.dumps(table, ensure_ascii=False, indent=0, sort_keys=True)
        (OUT / lang / "numbers.json").write_text(text + "\n", encoding="utf-8")
        print(
            f"{lang}: {len(table['plain'])} words, {len(table['units'])} units; read wrongly: {len(wrong)} {wrong[:4]}",
            flush=True,
        )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
