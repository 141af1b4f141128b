#!/usr/bin/env python3
"""Write src/dragoman/language/cldr/<lang>/names.json: what CLDR calls states, their languages and their cities.

    python3 tools/names_table.py          # needs the `tables` extra: Babel, PyICU

For each state: its long and short names (PyICU gives the short ones that Babel drops: ABD, SUA, США), the name of the
language that is chiefly its own (in most languages also its adjective: "russe", "литовский"), its capital and other
cities, as the example cities of time zones have them. No phrase is written here by hand but the tables below, which
name zones and languages, not words.
"""

import json
import pathlib
import sys

import icu
from babel import Locale
from babel.core import get_global

OUT = pathlib.Path(__file__).parent.parent / "src/dragoman/language/cldr"
LANGUAGES = [
    "af",
    "am",
    "ar",
    "az",
    "be",
    "bg",
    "bn",
    "bs",
    "ca",
    "cs",
    "cy",
    "da",
    "de",
    "el",
    "en",
    "es",
    "et",
    "eu",
    "fa",
    "fi",
    "fil",
    "fr",
    "ga",
    "gl",
    "gu",
    "ha",
    "he",
    "hi",
    "hr",
    "hu",
    "hy",
    "id",
    "is",
    "it",
    "ja",
    "ka",
    "kk",
    "km",
    "kn",
    "ko",
    "ku",
    "ky",
    "lo",
    "lt",
    "lv",
    "mk",
    "ml",
    "mn",
    "mr",
    "ms",
    "my",
    "nb",
    "ne",
    "nl",
    "pa",
    "pl",
    "ps",
    "pt",
    "ro",
    "ru",
    "si",
    "sk",
    "sl",
    "so",
    "sq",
    "sr",
    "sv",
    "sw",
    "ta",
    "te",
    "tg",
    "th",
    "tk",
    "tr",
    "ug",
    "uk",
    "ur",
    "uz",
    "vi",
    "zh",
    "zu",
]
VARIANTS = {
    "zh": ["zh_Hant"],
    "sr": ["sr_Latn"],
    "pt": ["pt_PT"],
    "es": ["es_MX"],
    "uz": ["uz_Cyrl"],
    "az": ["az_Cyrl"],
}
# The state whose chief language it is, where the language's name does not as well mean another state.
STATE_OF_LANGUAGE = {
    "be": "BY",
    "uk": "UA",
    "ru": "RU",
    "pl": "PL",
    "lt": "LT",
    "lv": "LV",
    "et": "EE",
    "de": "DE",
    "fr": "FR",
    "it": "IT",
    "ro": "RO",
    "hu": "HU",
    "cs": "CZ",
    "sk": "SK",
    "sl": "SI",
    "hr": "HR",
    "sr": "RS",
    "bs": "BA",
    "mk": "MK",
    "sq": "AL",
    "bg": "BG",
    "el": "GR",
    "tr": "TR",
    "ka": "GE",
    "hy": "AM",
    "az": "AZ",
    "kk": "KZ",
    "ky": "KG",
    "uz": "UZ",
    "tk": "TM",
    "tg": "TJ",
    "zh": "CN",
    "ja": "JP",
    "ko": "KR",
    "vi": "VN",
    "th": "TH",
    "km": "KH",
    "lo": "LA",
    "my": "MM",
    "id": "ID",
    "ne": "NP",
    "mn": "MN",
    "fi": "FI",
    "sv": "SE",
    "da": "DK",
    "nb": "NO",
    "no": "NO",
    "is": "IS",
    "nl": "NL",
    "mt": "MT",
    "es": "ES",
    "so": "SO",
}
CAPITALS = {
    "AD": "Andorra",
    "AE": "",
    "AF": "Kabul",
    "AL": "Tirane",
    "AM": "Yerevan",
    "AO": "Luanda",
    "AT": "Vienna",
    "AZ": "Baku",
    "BA": "Sarajevo",
    "BD": "Dhaka",
    "BE": "Brussels",
    "BF": "Ouagadougou",
    "BG": "Sofia",
    "BH": "Bahrain",
    "BJ": "Porto-Novo",
    "BW": "Gaborone",
    "BY": "Minsk",
    "CD": "Kinshasa",
    "CF": "Bangui",
    "CG": "Brazzaville",
    "CL": "Santiago",
    "CO": "Bogota",
    "CU": "Havana",
    "CY": "Nicosia",
    "CZ": "Prague",
    "DE": "Berlin",
    "DJ": "Djibouti",
    "DK": "Copenhagen",
    "DZ": "Algiers",
    "EE": "Tallinn",
    "EG": "Cairo",
    "ER": "Asmera",
    "ES": "Madrid",
    "ET": "Addis_Ababa",
    "FI": "Helsinki",
    "FR": "Paris",
    "GA": "Libreville",
    "GB": "London",
    "GE": "Tbilisi",
    "GH": "Accra",
    "GM": "Banjul",
    "GN": "Conakry",
    "GR": "Athens",
    "GT": "Guatemala",
    "GW": "Bissau",
    "GY": "Guyana",
    "HN": "Tegucigalpa",
    "HR": "Zagreb",
    "HT": "Port-au-Prince",
    "HU": "Budapest",
    "ID": "Jakarta",
    "IE": "Dublin",
    "IL": "Jerusalem",
    "IQ": "Baghdad",
    "IR": "Tehran",
    "IS": "Reykjavik",
    "IT": "Rome",
    "JO": "Amman",
    "JP": "Tokyo",
    "KE": "Nairobi",
    "KG": "Bishkek",
    "KH": "Phnom_Penh",
    "KP": "Pyongyang",
    "KR": "Seoul",
    "KW": "Kuwait",
    "LA": "Vientiane",
    "LB": "Beirut",
    "LR": "Monrovia",
    "LS": "Maseru",
    "LT": "Vilnius",
    "LU": "Luxembourg",
    "LV": "Riga",
    "LY": "Tripoli",
    "MD": "Chisinau",
    "ME": "Podgorica",
    "MG": "Antananarivo",
    "MK": "Skopje",
    "ML": "Bamako",
    "MR": "Nouakchott",
    "MT": "Malta",
    "MW": "Blantyre",
    "MX": "Mexico_City",
    "MY": "Kuala_Lumpur",
    "MZ": "Maputo",
    "NA": "Windhoek",
    "NE": "Niamey",
    "NI": "Managua",
    "NL": "Amsterdam",
    "NO": "Oslo",
    "NP": "Katmandu",
    "OM": "Muscat",
    "PE": "Lima",
    "PH": "Manila",
    "PL": "Warsaw",
    "PT": "Lisbon",
    "PY": "Asuncion",
    "QA": "Qatar",
    "RO": "Bucharest",
    "RS": "Belgrade",
    "RU": "Moscow",
    "RW": "Kigali",
    "SA": "Riyadh",
    "SD": "Khartoum",
    "SE": "Stockholm",
    "SG": "Singapore",
    "SI": "Ljubljana",
    "SK": "Bratislava",
    "SL": "Freetown",
    "SN": "Dakar",
    "SO": "Mogadishu",
    "SR": "Paramaribo",
    "SS": "Juba",
    "SV": "El_Salvador",
    "SY": "Damascus",
    "TD": "Ndjamena",
    "TG": "Lome",
    "TH": "Bangkok",
    "TJ": "Dushanbe",
    "TM": "Ashgabat",
    "TN": "Tunis",
    "TW": "Taipei",
    "UA": "Kiev",
    "UG": "Kampala",
    "UY": "Montevideo",
    "UZ": "Tashkent",
    "VA": "Vatican",
    "VE": "Caracas",
    "VN": "Saigon",
    "ZM": "Lusaka",
    "ZW": "Harare",
}
# Zones that bear the name of a state, or whose city is not the seat of government.
NOT_CITIES = {
    "Andorra",
    "Bahrain",
    "Blantyre",
    "El_Salvador",
    "Guatemala",
    "Guyana",
    "Kuwait",
    "Luxembourg",
    "Malta",
    "Qatar",
    "Saigon",
    "Vatican",
    "Singapore",
    "Djibouti",
    "Amsterdam",
}

# States of many zones name them after small towns, whose names are common words or surnames elsewhere.
MANY_ZONES = {
    "US",
    "CA",
    "AU",
    "AQ",
    "AR",
    "BR",
    "MX",
    "RU",
    "KZ",
    "MN",
    "ID",
    "GL",
    "CL",
    "PT",
    "ES",
    "EC",
    "NZ",
    "UM",
    "WS",
    "TL",
}
KNOWN_CITIES = {
    "New_York",
    "Los_Angeles",
    "Chicago",
    "Sydney",
    "Melbourne",
    "Toronto",
    "Vancouver",
    "Sao_Paulo",
    "Almaty",
    "Vladivostok",
    "Kaliningrad",
    "Buenos_Aires",
    "Argentina/Buenos_Aires",
}


def names(lang: str) -> dict[str, dict[str, list[str]]]:
    """{"names"|"adjectives"|"capitals"|"cities": {ISO code: forms}} of one language."""
    found: dict[str, dict[str, set[str]]] = {k: {} for k in ("names", "adjectives", "capitals", "cities")}

    def put(table: str, state: str, form: str | None) -> None:
        if form and (latin or not form.isascii()):
            found[table].setdefault(state, set()).add(form)

    for code in [lang, *VARIANTS.get(lang, [])]:
        locale = Locale.parse(code)
        latin = (
            get_global("likely_subtags").get(lang, "_Latn_").split("_")[1] == "Latn" and "Cyrl" not in code
        ) or "Latn" in code
        short = icu.LocaleDisplayNames.createInstance(icu.Locale(code), [icu.UDisplayContext.LENGTH_SHORT])
        for state, name in locale.territories.items():
            if len(state) == 2 and state.isalpha() and state not in ("ZZ", "QO", "EZ", "XA", "XB", "CQ"):
                put("names", state, name)
                put("names", state, short.regionDisplayName(state))
        for code_of, state in STATE_OF_LANGUAGE.items():
            put("adjectives", state, locale.languages.get(code_of))
        for zone, state in get_global("zone_territories").items():
            city = zone.split("/")[-1]
            here = locale.time_zones.get(zone, {}).get("city") or (city.replace("_", " ") if latin else None)
            table = "capitals" if CAPITALS.get(state) == city and city not in NOT_CITIES else "cities"
            if state in MANY_ZONES and table == "cities" and city not in KNOWN_CITIES:
                continue
            if "/" in zone and not zone.startswith("Etc") and city not in NOT_CITIES and state != "001":
                put(table, state, here)
    return {table: {s: sorted(f) for s, f in sorted(by.items())} for table, by in found.items()}


def main() -> int:
    for lang in LANGUAGES:
        folder = OUT / lang
        folder.mkdir(parents=True, exist_ok=True)
        text = json.dumps(names(lang), ensure_ascii=False, indent=0, sort_keys=True)
        (folder / "names.json").write_text(text + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
