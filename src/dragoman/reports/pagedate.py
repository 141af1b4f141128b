"""The day on which a page says that it was published, and on what word. No word, no day: nothing is guessed.

The day is the page's own: of `2025-12-13T00:30:00+03:00` the 13th, whatever day it was elsewhere.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import lru_cache
from importlib.resources import files
from typing import Any

from dragoman.reports.maintext import headline, leaves
from dragoman.reports.pagefacts import Facts, squeezed

_NAMES = tomllib.loads((files("dragoman.reports") / "pages.toml").read_text(encoding="utf-8"))
#: Names under which pages give the day in a meta element, the most exact first.
METAS, CHANGED = tuple(_NAMES["published"]), tuple(_NAMES["changed"])
#: Two words on one day may differ by so much: a night, a correction, a time zone.
APART = timedelta(days=3)
OLDEST = date(1990, 1, 1)
_ISO = re.compile(r"(\d{4})-(\d\d?)-(\d\d?)(?!\d)")
_STAMP = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T?\d{4,6}Z?)?$")
_DOTTED = re.compile(r"(\d\d?)\s?[./-]\s?(\d\d?)\s?[./-]\s?(\d{4})(?!\d)")
_YEAR_FIRST = re.compile(r"(\d{4})\s?[./年년]\s?(\d\d?)\s?[./月월]\s?(\d\d?)(?!\d)")
_IN_PATH = re.compile(r"/((?:19|20)\d\d)(?P<cut>[/-]|)(\d\d)(?P=cut)(\d\d)(?=[/._-]|$)")
_CLOCK = re.compile(
    r"(?:[,\u060c]?\s*(?:\b(?:at|um|la|ora|saat|в|у|о|om|à|alle|ore|klo|kl\.?|o|godz\.)\s+|(?<=\s)[-\u2013]\s*)?"
    r"(?<!\d)(?:[01]?\d|2[0-3])[:.][0-5]\d(?![.\d])(?::[0-5]\d)?(?:\s*(?:[ap]\.?m\.?|uhr))?"
    r"(?:\s*\(?\b(?:utc|gmt|c?es?t|eet|msk|мск|tsi|trt)?(?:\s?[+-]\d\d?(?::?\d\d)?)?\)?)?)",
    re.I,
)
_LABEL = re.compile(r"^[^\d:：]{2,40}[:：]\s*(?=\S)")
_PARTS = re.compile(r"\s*[|•·▪‖]\s*|\s+[–—-]\s+(?=\D)|\s{2,}")
_DAY_NAME_CJK = re.compile(r"[(（]?(?:星期|周|週)[一二三四五六日天][)）]?|[(（][日月火水木金土월화수목금토일][)）]")
#: What a letter with a point, or without one at the end, says behind a number: that it is a year or a day.
_UNIT = re.compile(r"(?<=\d)\s+[^\W\d_](?:\.(?=\s|$)|$)")
#: A date line is no longer than this.
LINE = 90
#: So many words may stand before a date: "Published on", "Veröffentlicht am".
LABEL_WORDS = 2


@dataclass(frozen=True, slots=True)
class Word:
    """A day, and who says so."""

    day: date
    by: str
    raw: str = ""


def publication_day(facts: Facts, cut: Any, langs: Iterable[str], retrieved: date | None) -> Word | str:  # noqa: ANN401
    """The day of a page, or what is wrong with it. `cut` is its tree without the surroundings."""
    structured = list(_structured(facts, cut))
    if structured:
        return _sound(_local(structured), structured, facts, retrieved)
    for found in (_times(cut), _in_path(facts.url), _visible(cut, facts, tuple(langs))):
        word = next(found, None)
        if word is not None:
            return _sound(word, [word], facts, retrieved)
    return "no date: the page gives no day of publication"


def _sound(word: Word, words: list[Word], facts: Facts, retrieved: date | None) -> Word | str:
    early, late = min(words, key=_day_of), max(words, key=_day_of)
    if late.day - early.day > APART:
        return f"its dates contradict each other: {early.day} ({early.by}), {late.day} ({late.by})"
    if word.day < OLDEST:
        return f"a date that cannot be: {word.day} ({word.by})"
    if retrieved is not None and word.day > retrieved + timedelta(days=2):
        return f"a date that cannot be: {word.day} ({word.by}), but it was fetched on {retrieved}"
    changed = _changed(facts)
    if changed is not None and changed < word.day - timedelta(days=1):
        return f"a date that cannot be: published {word.day} ({word.by}), but changed {changed}"
    return word


def _day_of(word: Word) -> date:
    return word.day


def _changed(facts: Facts) -> date | None:
    told = [*facts.told("dateModified"), *facts.meta(*CHANGED)]
    return max(filter(None, map(read_stamp, told)), default=None)


def _structured(facts: Facts, cut: Any) -> Iterator[Word]:  # noqa: ANN401
    yield from _words(facts.told("datePublished"), "JSON-LD datePublished")
    for name in METAS:
        yield from _words(facts.meta(name), f"meta {name}")
    yield from _microdata(cut)
    yield from _words(facts.stamps, "class published")
    if not next(facts.told("datePublished"), None):
        yield from _words(facts.told("dateCreated"), "JSON-LD dateCreated")
        around = (str(i["datePublished"]) for i in facts.others if isinstance(i.get("datePublished"), str))
        yield from _words(around, "JSON-LD of the page")


def _words(told: Iterable[str], by: str) -> Iterator[Word]:
    for raw in told:
        day = read_stamp(raw)
        if day is not None:
            yield Word(day, by, raw)


def _microdata(cut: Any) -> Iterator[Word]:  # noqa: ANN401
    found = cut.xpath(".//*[@itemprop='datePublished' or @itemprop='dateCreated' or @pubdate]")
    for element in found[:1]:
        told = element.get("content") or element.get("datetime") or element.text_content()
        yield from _words([told], "itemprop datePublished")


def _times(cut: Any) -> Iterator[Word]:  # noqa: ANN401
    """The first `<time datetime>` that is no part of the prose."""
    for element in cut.iter("time"):
        around = element.getparent()
        alone = around is None or len(squeezed(around.text_content())) <= 2 * LINE
        if alone and element.get("datetime"):
            yield from _words([element.get("datetime")], "time element")


def _local(words: list[Word]) -> Word:
    """The first word, or the same moment told in the page's own time zone where the first tells it in UTC."""
    first, moment = words[0], _moment(words[0].raw)
    if moment is None or moment.utcoffset():
        return first
    same = (w for w in words[1:] if (m := _moment(w.raw)) is not None and m.utcoffset() and _near(m, moment))
    return next(same, first)


def _near(one: datetime, other: datetime) -> bool:
    return abs(one - other) < timedelta(minutes=2)


def _moment(raw: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(raw.strip())
    except ValueError:
        return None
    return moment if moment.tzinfo else None


def read_stamp(raw: str) -> date | None:
    """The day of a machine's time stamp: ISO, RFC 2822, year first, day first with points, seconds since 1970."""
    told = raw.strip()
    return _numeric(told) or _stamp(told) or _mail_date(told) or _seconds(told)


def _numeric(told: str) -> date | None:
    for form in (_ISO, _YEAR_FIRST):
        found = form.match(told)
        if found:
            return _day(*found.groups())
    found = _DOTTED.match(told)
    if not found or ("/" in found.group() and int(found[1]) <= 12 and int(found[2]) <= 12 and found[1] != found[2]):
        return None
    return _day(found[3], found[2], found[1]) or ("/" in found.group() and _day(found[3], found[1], found[2])) or None


def _stamp(told: str) -> date | None:
    found = _STAMP.match(told)
    return _day(*found.groups()) if found else None


def _mail_date(told: str) -> date | None:
    try:
        return parsedate_to_datetime(told).date()
    except (ValueError, TypeError, IndexError):
        return None


def _seconds(told: str) -> date | None:
    if not re.fullmatch(r"\d{10}|\d{13}", told):
        return None
    return datetime.fromtimestamp(int(told[:10]), UTC).date()


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _in_path(url: str | None) -> Iterator[Word]:
    found = _IN_PATH.search(url or "")
    day = _day(found[1], found[3], found[4]) if found else None
    if day is not None:
        yield Word(day, "address")


def _visible(cut: Any, facts: Facts, langs: tuple[str, ...]) -> Iterator[Word]:  # noqa: ANN401
    """The day on a line beside the headline that holds nothing else, where all such lines agree on one."""
    lines = _beside(cut, headline(cut, facts.title))
    days = [min(found) for line in lines if (found := days_of_line(line, langs))]
    if days and days.count(days[0]) == len(days):
        yield Word(days[0], "date line")


def _beside(cut: Any, head: Any) -> list[str]:  # noqa: ANN401
    """The short lines around the headline: three before it, those after it up to the second paragraph of prose."""
    if head is None:
        return []
    before: list[str] = []
    after: list[str] = []
    prose, passed = 0, False
    for element, line in _short_and_long(cut):
        passed = passed or element is head or head in element.iterancestors() or element in head.iterancestors()
        prose += passed and len(line) > 2 * LINE
        if prose >= 2 or len(after) > 30:
            break
        (after if passed else before).append(line)
    return [line for line in [*before[-3:], *after] if len(line) <= LINE]


def _short_and_long(cut: Any) -> Iterator[tuple[Any, str]]:  # noqa: ANN401
    """The lines of a page, and of a short line that is no date line its parts."""
    for element, line in leaves(cut):
        yield element, line
        if len(line) <= 2 * LINE:
            inner = element.iter("span", "time", "small", "em", "i", "b")
            yield from ((element, squeezed(part.text_content())) for part in inner if part is not element)


def days_possible(line: str) -> bool:
    """Whether a line is short and holds a year."""
    return len(line) <= LINE and bool(re.search(r"\d{4}", line))


def days_of_line(line: str, langs: tuple[str, ...]) -> list[date]:
    """The days of a line that holds nothing but dates, times and a label of few words; [] of any other line."""
    if not days_possible(line):
        return []
    parts = [part for part in _PARTS.split(_western(line)) if any(c.isdigit() for c in part)]
    days = [_day_of_part(part, langs) for part in parts]
    known = [day for day in days if day is not None]
    return known if known and len(known) >= len([p for p in parts if re.search(r"\d{4}", p)]) else []


def _western(line: str) -> str:
    """A line with its digits of whatever script as 0 to 9."""
    return "".join(str(unicodedata.digit(c)) if c.isdigit() and c not in "²³¹" else c for c in line)


def _day_of_part(part: str, langs: tuple[str, ...]) -> date | None:
    bare = _LABEL.sub("", part.strip())
    ways = (_CLOCK.sub(" ", bare), _CLOCK.split(bare, maxsplit=1)[0])
    tidy = (squeezed(_DAY_NAME_CJK.sub(" ", way).strip(" ,;.،(){}[]-–—")) for way in ways)
    every = (words for way in dict.fromkeys(tidy) for words in _without_label(way))
    return next((day for words in every if (day := _only(words) or _named(words, langs))), None)


def _without_label(words: str) -> Iterator[str]:
    for count in range(LABEL_WORDS + 1):
        rest = words.split(" ", count)
        if len(rest) > count:
            yield rest[count]


def _only(words: str) -> date | None:
    whole = re.fullmatch(r"\d{1,4}\s?[./年년-]\s?\d\d?\s?[./月월-]\s?\d{1,4}\s?(?:日|일|г|г\.|р|р\.)?", words)
    return _numeric(words) if whole else None


def _named(words: str, langs: tuple[str, ...]) -> date | None:
    """The day of words with a month's name, of which there are few, with one day and one year as they stand there."""
    words = _UNIT.sub("", words)
    numbers = re.findall(r"\d+", words)
    if sorted(map(len, numbers)) not in ([1, 4], [2, 4]) or len(words.split()) > 6:
        return None
    found = _parser(langs).get_date_data(words).date_obj if langs else None
    if found is None or {found.day, found.year} != set(map(int, numbers)):
        return None
    return date(found.year, found.month, found.day)


@lru_cache(maxsize=64)
def _parser(langs: tuple[str, ...]) -> Any:  # noqa: ANN401
    from dateparser.data.languages_info import language_order  # noqa: PLC0415 - slow to import
    from dateparser.date import DateDataParser  # noqa: PLC0415

    known = [lang for lang in dict.fromkeys(langs) if lang in language_order] or ["en"]
    settings = {"STRICT_PARSING": True, "REQUIRE_PARTS": ["day", "month", "year"], "PARSERS": ["absolute-time"]}
    return DateDataParser(languages=known, settings=settings)
