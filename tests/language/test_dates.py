"""Dates in reports: which days the words mean. Where nothing else is said a report is of Saturday, 13 December 2025."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dragoman.language.calendar import from_persian
from dragoman.language.dates import find_dates
from dragoman.language.pack import known_languages, load_pack, written_packs
from dragoman.language.phrases import fold
from dragoman.records import Interval, Mark

TODAY = date(2025, 12, 13)


def marks(lang: str, text: str, published: date = TODAY) -> list[Mark]:
    """What is found in a text."""
    return find_dates(text, fold(text), load_pack(lang), published)


def days(lang: str, text: str, published: date = TODAY) -> list[str]:
    """The days of each mark, read as past."""
    return [written(m.interval) for m in marks(lang, text, published) if m.interval]


def written(interval: Interval) -> str:
    """An interval as packs write it."""
    return str(interval.start) if interval.start == interval.end else f"{interval.start}..{interval.end}"


def entries() -> list[tuple[str, str, dict[str, str]]]:
    """Every entry of every pack that says what its example reads as."""
    return [
        (lang, section, row)
        for lang in written_packs()
        for section, rows in load_pack(lang).tables["time"].items()
        if section != "endings"
        for row in rows
        if "example" in row
    ]


@pytest.mark.parametrize(("lang", "section", "row"), entries())
def test_example_of_a_pack_reads_as_it_says(lang: str, section: str, row: dict[str, str]) -> None:
    """The example of an entry gives the days that the entry names; that of a guard without days gives none."""
    found = days(lang, row["example"])
    if "reads" in row:
        assert row["reads"] in found
    elif section in ("not", "quantity", "weak"):
        assert found == []


@pytest.mark.parametrize(
    ("lang", "text", "wanted"),
    [
        ("en", "They met on 7 March 2024.", "2024-03-07"),
        ("en", "They met on March 7, 2024.", "2024-03-07"),
        ("en", "They met on Thursday, the 7th of March 2024.", "2024-03-07"),
        ("en", "Signed 3/7/2024 in Oslo", "2024-03-07"),
        ("fr", "signé le 3/7/2024 à Oslo", "2024-07-03"),
        ("en", "Signed 2024-03-07.", "2024-03-07"),
        ("de", "am 7. März 2024 in Wien", "2024-03-07"),
        ("tr", "7 Mart 2024'te görüştüler", "2024-03-07"),
        ("ro", "la 7 martie 2024, la Viena", "2024-03-07"),
        ("hu", "2024. március 7-én Bécsben", "2024-03-07"),
        ("zh", "双方于2024年3月7日会谈", "2024-03-07"),
        ("ja", "両国は2024年3月7日に会談した", "2024-03-07"),
        ("ko", "2024년 3월 7일에 만났다", "2024-03-07"),
        ("ar", "في ٧ مارس ٢٠٢٤", "2024-03-07"),
        ("lt", "2024 m. kovo 7 d. Vilniuje", "2024-03-07"),
        ("fa", "در ۷ مهر ۱۴۰۲", "2023-09-29"),
        ("es", "el 7 de marzo de 2024", "2024-03-07"),
        ("cs", "7. říjen 2024", "2024-10-07"),
    ],
)
def test_full_date_in_the_order_of_its_language(lang: str, text: str, wanted: str) -> None:
    """Day, month and year are read in every usual order and script."""
    assert days(lang, text) == [wanted]


def test_words_of_the_mark_are_the_words_of_the_date() -> None:
    """A mark covers the date and nothing beside it, even where folding changes the length of the text."""
    text = "İstanbul'da İran heyeti 4 Ağustos 2025'te konuştu"
    assert [m.span.of(text) for m in marks("tr", text)] == ["4 Ağustos 2025'te"]


@pytest.mark.parametrize(
    ("lang", "text", "past", "ahead"),
    [
        ("en", "on Monday", "2025-12-08", "2025-12-15"),
        ("en", "in May", "2025-05-01..2025-05-31", "2026-05-01..2026-05-31"),
        ("en", "on 20 December", "2024-12-20", "2025-12-20"),
        ("tr", "pazartesi günü", "2025-12-08", "2025-12-15"),
        ("ro", "luni, la Minsk", "2025-12-08", "2025-12-15"),
        ("ru", "в понедельник", "2025-12-08", "2025-12-15"),
        ("zh", "5月", "2025-05-01..2025-05-31", "2026-05-01..2026-05-31"),
        ("ja", "政府は20日", "2025-11-20", "2025-12-20"),
    ],
)
def test_open_date_has_a_reading_on_either_side(lang: str, text: str, past: str, ahead: str) -> None:
    """What comes round again is the last one for a deed and the next one for a plan."""
    (found,) = marks(lang, text)
    assert found.interval is not None
    assert found.ahead is not None
    assert (written(found.interval), written(found.ahead)) == (past, ahead)


@pytest.mark.parametrize(
    "text", ["on Saturday", "on 13 December", "in December", "today", "last Friday", "in March 2024"]
)
def test_date_that_the_words_decide_has_one_reading(text: str) -> None:
    """The report's own day, a running month, and words that point leave nothing open."""
    (found,) = marks("en", text)
    assert found.ahead is None


@pytest.mark.parametrize(
    ("lang", "text", "wanted"),
    [
        ("en", "in June last year", "2024-06-01..2024-06-30"),
        ("en", "on Tuesday last week", "2025-12-02"),
        ("en", "last weekend", "2025-12-06..2025-12-07"),
        ("en", "in late March 2024", "2024-03-21..2024-03-31"),
        ("en", "by the end of June 2026", "2025-12-13..2026-06-30"),
        ("en", "from 9 to 11 July 2024", "2024-07-09..2024-07-11"),
        ("en", "14-16 August 2024", "2024-08-14..2024-08-16"),
        ("en", "between November 2024 and February 2025", "2024-11-01..2025-02-28"),
        ("en", "the last Sunday of March 2024", "2024-03-31"),
        ("en", "the first week of May 2024", "2024-04-29..2024-05-05"),
        ("en", "three months ago", "2025-09-01..2025-09-30"),
        ("en", "on 5 May in 2021", "2021-05-05"),
        ("en", "the past two weeks", "2025-11-29..2025-12-13"),
        ("tr", "geçen yılın haziran ayında", "2024-06-01..2024-06-30"),
        ("tr", "haziran sonunda", "2025-06-21..2025-06-30"),
        ("ro", "în iunie anul trecut", "2024-06-01..2024-06-30"),
        ("ro", "acum două luni", "2025-10-01..2025-10-31"),
        ("ru", "три недели назад", "2025-11-22"),
        ("de", "letzte Woche", "2025-12-01..2025-12-07"),
        ("zh", "3月1日-4月2日", "2025-03-01..2025-04-02"),
        ("en", "the second last week of March 2024", "2024-03-18..2024-03-24"),
        ("en", "the last Tuesday in June 2024", "2024-06-25"),
        ("en", "the last two days of June 2024", "2024-06-29..2024-06-30"),
        ("en", "the third Thursday of September 2024", "2024-09-19"),
        ("en", "two Mondays ago", "2025-12-01"),
        ("en", "four Sundays from now", "2026-01-04"),
        ("en", "the month before last", "2025-10-01..2025-10-31"),
        ("en", "two weeks before 20 March 2024", "2024-03-06"),
        ("en", "the second Friday after 20 March 2024", "2024-03-29"),
        ("en", "one week and three days ago", "2025-12-03"),
        ("en", "the rest of the month", "2025-12-13..2025-12-31"),
        ("en", "the year to date", "2025-01-01..2025-12-13"),
        ("en", "week 10 of 2024", "2024-03-04..2024-03-10"),
        ("en", "Q3 2023", "2023-07-01..2023-09-30"),
        ("en", "2023-H1", "2023-01-01..2023-06-30"),
        ("en", "between May 2024 and now", "2024-05-01..2025-12-13"),
        ("en", "the previous two quarters", "2025-04-01..2025-09-30"),
        ("tr", "20 Mart 2024'ten iki hafta önce", "2024-03-06"),
        ("tr", "dünden önceki üç gün", "2025-12-09"),
        ("ro", "cu două săptămâni înainte de 20 martie 2024", "2024-03-06"),
    ],
)
def test_stretch_seen_from_the_report(lang: str, text: str, wanted: str) -> None:
    """Parts, ranges and pointing words give all the days that are meant, both ends included."""
    assert days(lang, text) == [wanted]


@pytest.mark.parametrize(
    ("lang", "text", "wanted"),
    [
        ("en", "on Feb-7-2024", "2024-02-07"),
        ("en", "on Nov7, 2024", "2024-11-07"),
        ("en", "file 20240307", "2024-03-07"),
        ("en", "in 3-2024", "2024-03-01..2024-03-31"),
        ("en", "Sunday the twenty first", "2025-09-21"),
        ("en", "on 6 May nineteen seventy one", "1971-05-06"),
        ("en", "March two thousand and eleven", "2011-03-01..2011-03-31"),
        ("en", "17-4", "2025-04-17"),
        ("en", "Tue", "2025-12-09"),
        ("en", "in the 1970s", "1970-01-01..1979-12-31"),
        ("en", "the 18th century", "1700-01-01..1799-12-31"),
        ("en", "Easter Monday 2024", "2024-04-01"),
        ("en", "Labor Day 2024 weekend", "2024-08-31..2024-09-02"),
        ("ro", "de Paște 2024", "2024-05-05"),
        ("tr", "15 Ağustos 2024'te", "2024-08-15"),
    ],
)
def test_unusual_ways_to_write_a_date(lang: str, text: str, wanted: str) -> None:
    """Dashes, abbreviations, years in words, decades, movable feasts, and pairs of digits alone on their line."""
    assert days(lang, text)[0] == wanted


def test_romanian_din_after_a_noun_names_the_month() -> None:
    """After a noun it says which one; at the head of a phrase it says since when."""
    assert days("ro", "protestele din iunie 2024") == ["2024-06-01..2024-06-30"]
    assert days("ro", "Din iunie 2024, orașul e închis") == ["2024-06-01..2025-12-13"]


def test_since_gives_the_beginning_as_well() -> None:
    """A stretch that lasts runs to the report's day; the days of the beginning are the other reading."""
    (found,) = marks("en", "closed since March 2024")
    assert found.interval == Interval(date(2024, 3, 1), TODAY)
    assert found.ahead == Interval(date(2024, 3, 1), date(2024, 3, 31))


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "sentenced to 11 years in prison"),
        ("en", "a ceasefire for two weeks"),
        ("en", "the 37-year-old activist"),
        ("en", "they may march on"),
        ("en", "at 10:30 local time"),
        ("en", "it cost $2000"),
        ("en", "some 2,024 people"),
        ("en", "2024 prisoners were named"),
        ("en", "in the coming weeks"),
        ("en", "on 30 February"),
        ("en", "an F-16 and 12.5%"),
        ("en", "they won 3-2 in Oslo"),
        ("en", "two thousand people came"),
        ("en", "an earlier month"),
        ("en", "Decision No. 5/2024 was read"),
        ("ro", "mai multe state"),
        ("ro", "de câteva luni"),
        ("ro", "zece luni de negocieri"),
        ("de", "Martin kam aus Mainz"),
        ("tr", "önümüzdeki günlerde"),
        ("pt", "O senador Marco falou em Lisboa"),
        ("pt", "perdeu metade em dez anos de guerra"),
        ("de", "elfmal in einem Monat gesperrt"),
        ("es", "tras un cuarto de siglo"),
        ("fr", "la terminal T1 reste close"),
    ],
)
def test_what_only_looks_like_a_date_is_none(lang: str, text: str) -> None:
    """Ages, lengths of time, clock times, quantities, impossible days and vague words give no mark."""
    assert days(lang, text) == []


@pytest.mark.parametrize(
    ("lang", "text", "wanted"),
    [
        ("ko", "4일부터 7일까지 방문", "2025-12-04..2025-12-07"),
        ("ko", "지난해 9월부터 올해 2월까지", "2024-09-01..2025-02-28"),
        ("ko", "2026년 말까지", "2025-12-13..2026-12-31"),
        ("hu", "augusztus 31-ig", "2025-12-13..2026-08-31"),
        ("hu", "szeptembertől kezdve", "2025-09-01..2025-12-13"),
        ("ka", "2014-დან 2018-მდე", "2014-01-01..2018-12-31"),
        ("az", "2020-ci il sentyabrın 27-dən noyabrın 10-dək", "2020-09-27..2020-11-10"),
        ("hy", "ուրբաթից առաջ", "2025-12-13..2025-12-19"),
        ("fi", "maanantaista perjantaihin", "2025-12-08..2025-12-12"),
        ("he", "בין ינואר למרץ 2023", "2023-01-01..2023-03-31"),
        ("he", "מאז ה־7 באוקטובר 2023", "2023-10-07..2025-12-13"),
    ],
)
def test_endings_and_prefixes_say_since_and_until(lang: str, text: str, wanted: str) -> None:
    """What is written onto a date makes a stretch of it, or a range of two; a word beside it goes first."""
    assert days(lang, text) == [wanted]


@pytest.mark.parametrize(
    ("lang", "text", "wanted"),
    [
        ("ru", "весной прошлого года", "2024-03-01..2024-05-31"),
        ("hu", "tavaly ősszel", "2024-09-01..2024-11-30"),
        ("zh", "去年秋天", "2024-09-01..2024-11-30"),
        ("nl", "vorig jaar in maart", "2024-03-01..2024-03-31"),
        ("sv", "i somras", "2025-06-01..2025-08-31"),
        ("cs", "příští týden ve čtvrtek", "2025-12-18"),
        ("lv", "2025. gada 11. decembrī", "2025-12-11"),
        ("az", "martın 6-10-da", "2025-03-06..2025-03-10"),
        ("en", "June 6-10, 2025", "2025-06-06..2025-06-10"),
        ("en", "on 3 and 4 April", "2025-04-03..2025-04-04"),
        ("es", "entre enero y agosto", "2025-01-01..2025-08-31"),
        ("de", "seit Monatsbeginn", "2025-12-01..2025-12-13"),
        ("fa", "آذرماه ۱۴۰۰", "2021-11-22..2021-12-21"),
        ("fa", "سال ۱۳۹۹", "2020-03-20..2021-03-20"),
        ("ja", "シコルスキ外相は2日前、", "2025-12-11"),
        ("ja", "5月2日前", "2025-05-02"),
        ("en", "two years and six days after 7 October 2023", "2025-10-13"),
    ],
)
def test_parts_of_a_date_in_every_order(lang: str, text: str, wanted: str) -> None:
    """A season, month, week or day is read with the year, week or month beside it, in whatever order they stand."""
    assert days(lang, text) == [wanted]


@pytest.mark.parametrize(
    ("lang", "text", "wanted"),
    [
        ("ar", "غدا الأحد", "2025-12-14"),
        ("ru", "завтра, в воскресенье", "2025-12-14"),
        ("de", "in der Nacht zum Freitag", "2025-12-11..2025-12-12"),
        ("de", "in der Nacht zum Freitag, 12. Dezember,", "2025-12-12"),
        ("ro", "în noaptea de luni spre marți", "2025-12-08..2025-12-09"),
        ("ar", "ليل الخميس الجمعة", "2025-12-11..2025-12-12"),
    ],
)
def test_weekday_beside_a_day_or_a_night(lang: str, text: str, wanted: str) -> None:
    """ "Tomorrow, Sunday" is one day; a night named by weekdays lies between them, one with its date is that day."""
    assert days(lang, text) == [wanted]


@pytest.mark.parametrize(
    ("lang", "text", "wanted"),
    [
        ("ru", "в 1990-е годы", ["1990-01-01..1999-12-31"]),
        ("ru", "в 2010-м и 2020-м годах", ["2010-01-01..2010-12-31", "2020-01-01..2020-12-31"]),
        ("cs", "v 90. letech", ["1990-01-01..1999-12-31"]),
        ("es", "en los años noventa", ["1990-01-01..1999-12-31"]),
        ("it", "negli anni '90", ["1990-01-01..1999-12-31"]),
        ("hi", "1980 के दशक में", ["1980-01-01..1989-12-31"]),
        ("ja", "1990年代", ["1990-01-01..1999-12-31"]),
        ("pl", "od lat 40 więźniów czeka", []),
    ],
)
def test_decades_by_an_ending_or_a_word(lang: str, text: str, wanted: list[str]) -> None:
    """Ten years are told by an ending, a word before or a word after; a number that counts something is no decade."""
    assert days(lang, text) == wanted


def test_word_for_both_sides() -> None:
    """A word that means two days ago and in two days is read as past and as to come."""
    (found,) = marks("hi", "परसों")
    assert [written(i) for i in (found.interval, found.ahead) if i] == ["2025-12-11", "2025-12-15"]


@pytest.mark.parametrize(
    ("lang", "text", "wanted"),
    [
        ("uk", "навесні минулого року, у березні минулого року", 2),
        ("hu", "péntekig, május 20-ig", 2),
        ("hu", "péntekig, december 19-ig", 1),
    ],
)
def test_two_dates_stay_two(lang: str, text: str, wanted: int) -> None:
    """A date with a year or an ending of its own is not drawn into its neighbour, but where both are the same day."""
    assert len(days(lang, text)) == wanted


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("ar", "قبل خمسة أيام من القمة"),
        ("fa", "دو روز پیش از انتخابات"),
        ("fr", "deux jours avant le sommet"),
        ("es", "dos días antes de la cumbre"),
        ("uk", "за два дні до виборів"),
        ("ja", "選挙の2日前"),
        ("en", "two days before the vote"),
    ],
)
def test_days_before_something_else_are_no_date(lang: str, text: str) -> None:
    """ "Two days before the vote" is not counted from the report's day."""
    assert days(lang, text) == []


@pytest.mark.parametrize("lang", known_languages())
def test_every_language_reads_what_cldr_knows(lang: str) -> None:
    """Without a word of its own pack each language reads its months with day and year."""
    months = load_pack(lang).cldr["time"]["months"]
    for number, widths in months.items():
        for name in widths["full"]:
            assert days(lang, f"7 {name} 2024") == [str(date(2024, int(number), 7))]


def test_persian_calendar_agrees_with_known_days() -> None:
    """The Persian new year falls on 20 or 21 March."""
    assert from_persian(1404, 1, 1) == date(2025, 3, 21)
    assert from_persian(1403, 12, 30) == date(2025, 3, 20)


@settings(deadline=None)
@given(st.text(max_size=60), st.sampled_from(["en", "tr", "ro", "ru", "zh", "ar"]), st.integers(0, 9000))
def test_any_text_gives_sound_marks(text: str, lang: str, later: int) -> None:
    """Whatever stands in a text, marks lie in it, in order and apart, and no interval ends before it starts."""
    found = marks(lang, text, date(2005, 1, 1) + timedelta(days=later))
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))
    for mark in found:
        assert 0 <= mark.span.start < mark.span.end <= len(text)
        assert all(i.start <= i.end for i in (mark.interval, mark.ahead) if i)


WORDS = (
    "in", "since", "until", "between", "and", "from", "to", "last", "next", "end of", "May", "31", "30", "2", "week",
    "2024",
    "29 February", "Friday", "-", "first", "three", "ago", "month", "this", "quarter of", "9999-12-31", "1900",
    "31/12/2100",
)  # fmt: skip


@settings(deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=9))
@example(["end of", "end of", "May"])
@example(["end of", "the last", "2", "month"])
def test_any_row_of_time_words_gives_sound_marks(row: list[str]) -> None:
    """However words of time are heaped up, nothing breaks and no interval ends before it starts."""
    for mark in marks("en", " ".join(row)):
        assert all(i.start <= i.end for i in (mark.interval, mark.ahead) if i)


@pytest.mark.parametrize(
    ("lang", "text", "wanted"),
    [
        ("ja", "合意は令和6年3月5日に署名された。", ["2024-03-05"]),
        ("ja", "大正元年の条約が残る。", ["1912-01-01..1912-12-31"]),
        ("zh", "民國113年5月双方签署协议。", ["2024-05-01..2024-05-31"]),
        ("zh", "二〇二四年五月签署协议。", ["2024-05-01..2024-05-31"]),
        ("ja", "90年代の合意を守る。", ["1990-01-01..1999-12-31"]),
        ("zh", "九十年代的协议。", ["1990-01-01..1999-12-31"]),
        ("hi", "19वीं सदी में सीमा बनी थी।", ["1800-01-01..1899-12-31"]),
        ("ja", "3世紀にわたる争いだ。", []),
    ],
)
def test_years_of_reigns_and_years_in_signs(lang: str, text: str, wanted: list[str]) -> None:
    """Years counted from a reign, written sign by sign, by tens or by hundreds; a length of time is none of them."""
    assert days(lang, text) == wanted


@pytest.mark.parametrize(
    ("lang", "text", "wanted"),
    [
        ("zh", "去年十月的最后一个星期五双方会晤。", ["2024-10-25"]),
        ("zh", "去年十月第一周双方会晤。", ["2024-09-30..2024-10-06"]),
        ("ja", "2024年10月の第2週に再開した。", ["2024-10-07..2024-10-13"]),
        ("ja", "2024年4月10日の週に会談した。", ["2024-04-08..2024-04-14"]),
        ("ko", "2024년 10월 둘째 수요일에 만났다.", ["2024-10-09"]),
        ("ko", "2024년 10월 2일 수요일에 만났다.", ["2024-10-02"]),
        ("ko", "2024년 11월 마지막 주에 만났다.", ["2024-11-25..2024-12-01"]),
        ("hi", "2024 के पहले सप्ताह में बात हुई।", ["2024-01-01..2024-01-07"]),
        ("ka", "2024 წლის ოქტომბრის მე-3 კვირაში შეხვდნენ.", ["2024-10-14..2024-10-20"]),
        ("ar", "التقى الوفدان في الأسبوع الأول من أبريل 2023.", ["2023-04-03..2023-04-09"]),
        ("ar", "التقى الوفدان في الأول من أبريل 2023.", ["2023-04-01"]),
        ("he", "הם נפגשו ביום שישי האחרון של מרץ 2024.", ["2024-03-29"]),
        ("he", "שני הצדדים נפגשו.", []),
    ],
)
def test_weeks_and_weekdays_of_a_month_in_either_order(lang: str, text: str, wanted: list[str]) -> None:
    """Which week or weekday of a month, whether the ordinal stands before or behind it; a day of the month stays one."""
    assert days(lang, text) == wanted


@pytest.mark.parametrize(
    ("lang", "text", "wanted"),
    [
        ("ja", "使節団は12日前に帰国した。", ["2025-12-01"]),
        ("ja", "12日間の停戦で合意した。", []),
        ("ja", "選挙の12日前に帰国した。", []),
        ("ko", "대표단은 11일전에 떠났다.", ["2025-12-02"]),
        ("ko", "대표단은 3주전에 떠났다.", ["2025-11-22"]),
        ("ko", "12일째 협상이 이어졌다.", []),
        ("ru", "Переговоры начались три недели тому назад.", ["2025-11-22"]),
        ("hi", "वे सोमवार से दो दिन पहले मिले।", ["2025-12-06"]),
        ("hi", "वे जनवरी 5 को मिले।", ["2025-01-05"]),
        ("hi", "2014 से 2018 तक वार्ता चली।", ["2014-01-01..2018-12-31"]),
        ("ja", "5月3日から5月5日の間に会談した。", ["2025-05-03..2025-05-05"]),
    ],
)
def test_counts_written_together_with_what_they_count(lang: str, text: str, wanted: list[str]) -> None:
    """A number and its unit without a blank lead to a day; a length of time, or one counted from elsewhere, to none."""
    assert days(lang, text) == wanted


@pytest.mark.parametrize(
    ("lang", "text", "wanted"),
    [
        ("zh", "双方上周五会晤。", ["2025-12-05"]),
        ("zh", "双方上星期五会晤。", ["2025-12-05"]),
        ("ja", "先週の金曜日に会談した。", ["2025-12-05"]),
        ("vi", "Hai bên gặp nhau thứ Sáu tuần trước.", ["2025-12-05"]),
        ("zh", "双方上上周会晤。", ["2025-11-24..2025-11-30"]),
        ("zh", "双方将在今年下半年会晤。", ["2025-07-01..2025-12-31"]),
        ("ja", "昨年末に釈放された。", ["2024-09-01..2024-12-31"]),
        ("ja", "9月末に釈放された。", ["2025-09-21..2025-09-30"]),
        ("zh", "过去十年中国变了。", []),
    ],
)
def test_days_of_a_named_week_and_parts_of_a_named_year(lang: str, text: str, wanted: list[str]) -> None:
    """In a report of Saturday "last week's Friday" is not yesterday; a word for a part is of the year or month before it."""
    assert days(lang, text) == wanted


@pytest.mark.parametrize(
    ("lang", "text", "wanted"),
    [
        ("ar", "أفرج عنهم في عيد الأضحى 2024.", ["2024-06-16"]),
        ("ar", "استمرت الهدنة خلال شهر رمضان 2024.", ["2024-03-11..2024-04-09"]),
        ("tr", "Ramazan Bayramı 2024 öncesinde anlaştılar.", ["2024-04-10"]),
        ("he", "הם שוחררו ביום כיפור 2024.", ["2024-10-12"]),
        ("zh", "2024年春节双方停火。", ["2024-02-10"]),
        ("ar", "كان ذلك في عيد الأضحى 1920.", []),
    ],
)
def test_feasts_that_follow_the_moon(lang: str, text: str, wanted: list[str]) -> None:
    """The day of the feast in that year by its own calendar, a month of fasting as a month; beyond the table no day."""
    assert days(lang, text) == wanted


@pytest.mark.parametrize(
    ("lang", "text", "wanted"),
    [
        ("fr", "Il reviendra dans trois ans.", ["2028-01-01..2028-12-31"]),
        ("es", "Habrá elecciones dentro de dos meses.", ["2026-02-01..2026-02-28"]),
        ("sv", "De slapp ut 3 veckor sedan.", ["2025-11-22"]),
        ("de", "Mittwoch vor zwei Wochen", ["2025-11-26"]),
        ("fr", "ils se verront lundi en huit", ["2025-12-22"]),
        ("da", "de mødes næste fredag igen", ["2025-12-26"]),
        ("da", "mandag igen bad de", ["2025-12-08"]),
        ("fr", "deux semaines avant Noël 2024", ["2024-12-11"]),
        ("es", "tres semanas a partir de mañana", ["2026-01-04"]),
        ("es", "la semana que empieza el 8 de diciembre", ["2025-12-08..2025-12-14"]),
    ],
)
def test_days_counted_from_the_report_or_another(lang: str, text: str, wanted: list[str]) -> None:
    """What opens and what closes a count agree; a weekday may be counted by weeks, a day from another than today."""
    assert days(lang, text) == wanted


@pytest.mark.parametrize(
    ("lang", "text", "wanted"),
    [
        ("es", "Gobernó desde 2014 hasta 2018 en paz.", ["2014-01-01..2018-12-31"]),
        ("es", "La tregua rige hasta 2027.", ["2025-12-13..2027-12-31"]),
        ("es", "Murieron hasta 2000 en la plaza", []),
        ("es", "entre mayo de 2024 y ahora", ["2024-05-01..2025-12-13"]),
        ("es", "desde el próximo lunes hasta el viernes", ["2025-12-15..2025-12-19"]),
        ("fr", "arrêté le 7 mai 2022, au dernier jour du voyage", ["2022-05-07", "2025-12-12"]),
        ("nl", "gesloten van april tot het einde van juni", ["2025-04-01..2025-06-30"]),
    ],
)
def test_ranges_to_a_year_a_part_or_now(lang: str, text: str, wanted: list[str]) -> None:
    """A word such as "hasta" leads to a year as well as to a number; either end may be of another kind."""
    assert days(lang, text) == wanted


@pytest.mark.parametrize(
    ("lang", "text", "wanted"),
    [
        ("es", "la proxima semana", "2025-12-15..2025-12-21"),
        ("el", "ΤΡΙΤΗ 9 ΔΕΚΕΜΒΡΙΟΥ", "2025-12-09"),
        ("pl", "w ubiegla srode", "2025-12-10"),
        ("pl", "14grudnia 2024", "2024-12-14"),
        ("sv", "den 3:e mars 2024", "2024-03-03"),
        ("es", "el 1.º de julio de 2024", "2024-07-01"),
        ("fr", "Lyon, le 24 12 2024", "2024-12-24"),
        ("hu", "2024 . 08 . 20", "2024-08-20"),
        ("sv", "3/5/24", "2024-05-03"),
        ("es", "en mayo de 68.", "1968-05-01..1968-05-31"),
        ("el", "τρίτη Μαρτίου 2024", "2024-03-03"),
        ("pl", "ostatni dzień maja 2024", "2024-05-31"),
        ("pt", "no dia 14 de dezembro de 2024", "2024-12-14"),
        ("de", "am ersten Advent 2022", "2022-11-27"),
        ("en", "on Black Friday 2024", "2024-11-29"),
    ],
)
def test_spellings_of_haste_of_capitals_and_of_ordinals(lang: str, text: str, wanted: str) -> None:
    """Words without accents, digits with endings, months written together with their day, feasts that move."""
    assert days(lang, text) == [wanted]
