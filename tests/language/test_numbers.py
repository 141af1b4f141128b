"""Counts on a text: what they are worth, what bounds them, and what is no count."""

import json
import time
from importlib.resources import files
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.language.entries import read_files
from dragoman.language.numbers import find_numbers, numerals_of, read_number
from dragoman.language.pack import known_languages, load_pack
from dragoman.language.phrases import fold
from dragoman.language.proof import unfound
from dragoman.records import Count, Kind

PACKS = ("tr", "ro", "en")


def counts(lang: str, text: str) -> list[tuple[str, int | None, int | None]]:
    """The marked words with their bounds."""
    marks = find_numbers(text, fold(text), load_pack(lang))
    return [(m.span.of(text), m.count.min, m.count.max) for m in marks if m.count]


@pytest.mark.parametrize(
    ("lang", "words", "value"),
    [
        ("tr", "dört yüz seksen üç", 483),
        ("tr", "dörtyüzseksenüç", 483),
        ("tr", "bin 450", 1450),
        ("tr", "3,5 bin", 3500),
        ("tr", "yedi buçuk milyon", 7_500_000),
        ("ro", "o mie", 1000),
        ("ro", "treizeci și patru de mii", 34_000),
        ("ro", "treizeci si patru de mii", 34_000),
        ("ro", "4,5 mii", 4500),
        ("en", "two hundred and sixty-one", 261),
        ("en", "a dozen", 12),
        ("en", "half a million", 500_000),
        ("de", "dreihundertsiebenundvierzig", 347),
        ("de", "tausend", 1000),
        ("fr", "quatre-vingt-dix-sept", 97),
        ("ru", "двумстам сорока трём", 243),
        ("ru", "тысяча", 1000),
        ("pl", "pięćdziesięciu ośmiu", 58),
        ("uk", "тридцять п’ять", 35),
        ("hu", "kétezer-háromszáznegyven", 2340),
        ("it", "duemilatrecento", 2300),
        ("ar", "ثلاثة وعشرون", 23),
        ("fa", "صد و چهل و سه", 143),
        ("he", "שלושים ושבע", 37),
        ("hi", "तीन लाख", 300_000),
        ("zh", "三万零五百", 30_500),
        ("ja", "二千三百万", 23_000_000),
        ("ko", "이천삼백", 2300),
        ("th", "สามร้อยห้าสิบ", 350),
        ("sw", "mia mbili", 200),
        ("ka", "ორას ოთხი", 204),
    ],
)
def test_number_words_of_every_language_are_composed_by_one_grammar(lang: str, words: str, value: float) -> None:
    """Plain words add up and units multiply, whether words stand apart or together."""
    assert read_number(words, load_pack(lang)) == value


@pytest.mark.parametrize(
    ("lang", "words", "value"),
    [
        ("en", "six point four million", 6_400_000),
        ("de", "zwei Komma fünf Millionen", 2_500_000),
        ("tr", "dört virgül altı milyon", 4_600_000),
        ("zh", "八点六亿", 860_000_000),
        ("th", "หกจุดสามล้าน", 6_300_000),
        ("en", "four million and three quarters", 4_750_000),
        ("en", "eighteen dozen", 216),
        ("pt", "trinta dúzias", 360),
        ("zh", "六百三", 630),
        ("zh", "八万二", 82_000),
        ("zh", "二百零七", 207),
        ("zh", "七千多万", 70_000_000),
        ("zh", "三万万", 300_000_000),
        ("zh", "三万零十五", 30_015),
        ("ja", "六百三", 603),
        ("ja", "一八六〇", 1860),
        ("ja", "四五〇万", 4_500_000),
        ("ja", "ごひゃくにじゅう", 520),
        ("ko", "7백40", 740),
        ("en", "3.2x10^5", 320_000),
        ("en", "7^3", 343),
        ("es", "cuarenta y 6", 46),
        ("es", "cero nueve", 9),
    ],
)
def test_decimals_dozens_and_places_are_said_in_words(lang: str, words: str, value: float) -> None:
    """A point before decimals, dozens, signs said one by one and places left out are read as the language says them."""
    assert read_number(words, load_pack(lang)) == value


@pytest.mark.parametrize(
    ("lang", "text", "value"),
    [
        ("en", "twenty fifths", 4),
        ("it", "quaranta ottavi", 5),
        ("zh", "三分之十二", 4),
        ("ja", "七分の十四", 2),
        ("ko", "사분의 팔", 2),
        ("ar", "عشرون أخماس", 4),
    ],
)
def test_a_fraction_is_a_number_but_counts_nobody(lang: str, text: str, value: float) -> None:
    """Words for parts divide what stands before them, or after the word between the two; no mark is made of it."""
    assert read_number(text, load_pack(lang)) == value
    assert counts(lang, text) == []


@pytest.mark.parametrize(
    ("lang", "words", "value"), [("en", "a few", 3), ("nb", "et par", 2), ("pl", "para", 2), ("zh", "六双", 12)]
)
def test_some_words_are_numbers_only_where_nothing_else_stands(lang: str, words: str, value: float) -> None:
    """What says a number only by itself ("a few") is left alone in a text."""
    pack = load_pack(lang)

    assert read_number(words, pack) == value
    assert value not in [n.value for n in numerals_of(fold(f"{words} / x"), pack)]


@pytest.mark.parametrize(
    ("lang", "text", "found"),
    [
        ("zh", "一百四五十名难民", ("一百四五十", 140, 150)),
        ("zh", "五百六名难民", ("五百六", 560, 560)),
        ("zh", "百分之四十的百姓、四川的三名囚犯", ("三", 3, 3)),
        ("ja", "死者は一二八人", ("一二八", 128, 128)),
        ("it", "settant'uomini in vent'anni", ("settant", 70, 70)),
        ("hi", "दो करोड़ लोग", ("दो करोड़", 20_000_000, 20_000_000)),
    ],
)
def test_counts_in_words_are_whole_and_alone(lang: str, text: str, found: tuple[str, int, int]) -> None:
    """A mark takes in all of the number and the signs on its last letter; signs inside other words bear none."""
    assert counts(lang, text) == [found]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("zh", "一九八七年和二〇一二年"),
        ("zh", "六点四十分"),
        ("en", "two thirds of the city, nine tenths of its value"),
        ("ja", "議席の三分の一、五点二％"),
        ("tr", "hiçbir ülke"),
        ("vi", "không trăm"),
    ],
)
def test_years_said_by_sign_clock_times_and_shares_are_no_counts(lang: str, text: str) -> None:
    """What is read as a number for its worth alone makes no count of persons."""
    assert counts(lang, text) == []


def test_number_words_of_languages_without_a_pack_are_read_in_their_examples() -> None:
    """Where CLDR lacks number words, a folder with numbers.toml alone gives them, and each is read in its example."""
    folders = [f for f in (files("dragoman") / "packs").iterdir() if (f / "numbers.toml").is_file()]
    sources = {f.name: read_files(f)[0] for f in folders if not (f / "pack.toml").is_file()}
    entries = [(load_pack(lang), entry) for lang, found in sources.items() for s in found for entry in s.entries()]

    assert "mn" in sources
    assert [str(problem) for pack, entry in entries for problem in unfound(entry, pack)] == []


@pytest.mark.parametrize(
    ("lang", "words", "value"),
    [
        ("tr", "7.300", 7300),
        ("tr", "7,3", 7.3),
        ("en", "7,300", 7300),
        ("en", "7.3", 7.3),
        ("ru", "7 300", 7300),
        ("ru", "7.300", 7300),
        ("fr", "7 300 200", 7_300_200),
        ("hi", "12,34,567", 1_234_567),
        ("ar", "٧٣٠", 730),
        ("fa", "۷۳۰", 730),
        ("pl", "7,3 mln", 7_300_000),
    ],
)
def test_marks_between_digits_follow_the_language(lang: str, words: str, value: float) -> None:
    """The same mark stands between thousands in one language and before decimals in another."""
    assert read_number(words, load_pack(lang)) == value


@pytest.mark.parametrize(
    ("lang", "text", "found"),
    [
        ("en", "at least 70 detainees", ("at least 70", 70, None)),
        ("en", "more than a hundred activists", ("more than a hundred", 101, None)),
        ("en", "up to 45 captives", ("up to 45", None, 45)),
        ("en", "fewer than 9 remain", ("fewer than 9", None, 8)),
        ("en", "35 sailors or more", ("35 sailors or more", 35, None)),
        ("en", "between 50 and 65 men", ("between 50 and 65", 50, 65)),
        ("en", "six to seven hundred men", ("six to seven hundred", 600, 700)),
        ("en", "50-65 men", ("50-65", 50, 65)),
        ("tr", "70'ten fazla mahkûm", ("70'ten fazla", 71, None)),
        ("tr", "70 mahkûmdan fazlası", ("70 mahkûmdan fazlası", 71, None)),
        ("tr", "yüzden fazla denizci", ("yüzden fazla", 101, None)),
        ("tr", "35'i aşkın denizci", ("35'i aşkın", 36, None)),
        ("tr", "35'e kadar denizci", ("35'e kadar", None, 35)),
        ("tr", "en az altmış beş denizci", ("en az altmış beş", 65, None)),
        ("tr", "50 ila 65 denizci", ("50 ila 65", 50, 65)),
        ("ro", "peste o mie de marinari", ("peste o mie", 1001, None)),
        ("ro", "cel puțin 35 de marinari", ("cel puțin 35", 35, None)),
        ("ro", "cel putin 35 de marinari", ("cel putin 35", 35, None)),
        ("ro", "între 50 și 65 de marinari", ("între 50 și 65", 50, 65)),
        ("ru", "50–65 моряков", ("50–65", 50, 65)),
    ],
)
def test_bounds_and_ranges_are_read_from_the_pack(
    lang: str, text: str, found: tuple[str, int | None, int | None]
) -> None:
    """A bound before or after the number, or the noun between them, is part of the mark."""
    assert counts(lang, text) == [found]


@pytest.mark.parametrize(
    ("lang", "text"),
    [("en", "about ninety divers"), ("tr", "doksan civarında dalgıç"), ("ro", "circa nouăzeci de scafandri")],
)
def test_about_is_kept_beside_the_number(lang: str, text: str) -> None:
    """A number that is said to be rough keeps its value and says so."""
    (mark,) = find_numbers(text, fold(text), load_pack(lang))

    assert mark.count == Count(90, 90, about=True)


@pytest.mark.parametrize(
    ("lang", "text", "total"),
    [
        ("en", "Olga Berezina and 8 others were freed", 9),
        ("en", "Olga Berezina, Paul Stein and 8 other captives were freed", 10),
        ("en", "the captain and 8 others were freed", 8),
        ("tr", "Olga Berezina ve 8 kişi daha serbest kaldı", 9),
        ("ro", "Olga Berezina și alți 8 captivi", 9),
    ],
)
def test_names_before_the_others_are_counted_in(lang: str, text: str, total: int) -> None:
    """Who is named and who is only counted make one count together."""
    assert [low for _, low, _ in counts(lang, text)] == [total]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "a rise of 35%, or 35 percent"),
        ("en", "$35 million, €20, 5 million dollars, 40 EUR"),
        ("en", "at 10:30 on the 21st, after the twenty-first round"),
        ("en", "an F-35 and a Mi-8"),
        ("en", "in 1994 and again in 2024"),
        ("en", "Article 12 of the treaty, World War Two"),
        ("en", "jailed for 12 years and 6 months"),
        ("en", "dozens of sailors, hundreds of captives"),
        ("en", "several hundred captives"),
        ("en", "Olga Berezina, 43, was freed"),
        ("en", "the score was 2.5, version 3.1.4"),
        ("tr", "yüzde 35, %35, 35 dolar"),
        ("tr", "onlarca denizci, binlerce kişi, yüzlerce tutuklu"),
        ("tr", "3'üncü tur, saat 14.30'da, bir açıklama"),
        ("tr", "yüzünü gördü, onu aradı, masanın altında"),
        ("ro", "zeci de marinari, sute de captivi, mii de oameni"),
        ("ro", "o nouă rundă, a doua zi, articolul 12, 12 ani"),
        ("ru", "12 лет, 5-й раунд, тысячи людей"),
        ("zh", "统一的一些"),
    ],
)
def test_what_counts_nobody_is_not_marked(lang: str, text: str) -> None:
    """Shares, money, times, ordinals, labels, years, ages, measures and vague plurals bear no mark."""
    assert counts(lang, text) == []


@pytest.mark.parametrize("text", ["2000 prisoners", "about 2000 left", "2,000 left"])
def test_a_year_is_a_count_where_something_says_so(text: str) -> None:
    """A noun for persons, a bound or a mark between thousands makes a count of what might be a year."""
    assert [(low, high) for _, low, high in counts("en", text)] == [(2000, 2000)]


@pytest.mark.parametrize(
    ("lang", "text", "count"),
    [
        ("fr", "un millier de Yéménites", Count(1000, 1000, about=True)),
        ("sr", "pedesetak studenata", Count(50, 50, about=True)),
        ("it", "almeno una decina di persone", Count(10, None)),
        ("pl", "kilkanaście osób", Count(11, 19)),
        ("pl", "dwadzieścia kilka osób", Count(21, 29)),
        ("zh", "十几万人", Count(110_000, 190_000)),
        ("zh", "二十多万人", Count(200_001, None)),
    ],
)
def test_a_word_may_be_rough_by_itself(lang: str, text: str, count: Count) -> None:
    """A pack says which number words mean "about" or a stretch of numbers; a bound beside them is firmer."""
    (mark,) = find_numbers(text, fold(text), load_pack(lang))

    assert mark.count == count


@pytest.mark.parametrize(
    ("lang", "text", "found"),
    [
        ("zh", "三四百名难民", ("三四百", 300, 400)),
        ("zh", "3、4人", ("3、4", 3, 4)),
        ("tr", "üç dört çocuk", ("üç dört", 3, 4)),
        ("tr", "on beş altı çocuk", ("on beş altı", 15, 16)),
        ("ka", "250-დან 300-მდე მოსწავლე", ("250-დან 300-მდე", 250, 300)),
    ],
)
def test_neighbours_in_a_row_are_a_range(lang: str, text: str, found: tuple[str, int, int]) -> None:
    """Two numbers of which the second is the next are a range where the language says so; what closes it belongs to it."""
    assert counts(lang, text) == [found]


@pytest.mark.parametrize(
    ("lang", "text", "found"),
    [
        ("ka", "600-მდე პალესტინელი პატიმარი", ("600-მდე", None, 600)),
        (
            "es",
            "mil trescientos ciudadanos, como máximo, salieron",
            ("mil trescientos ciudadanos, como máximo", None, 1300),
        ),
        ("he", "כ-40 פעילים", ("כ-40", 40, 40)),
        ("he", "יותר מ-80 אסירים", ("יותר מ-80", 81, None)),
        ("he", "כעשרים פצועים", ("כעשרים", 20, 20)),
    ],
)
def test_bounds_stand_in_an_ending_an_aside_or_a_clitic(
    lang: str, text: str, found: tuple[str, int | None, int | None]
) -> None:
    """A bound may be the number's own ending, follow a comma, or be written together with the number."""
    assert counts(lang, text) == [found]


@pytest.mark.parametrize(
    ("lang", "text", "low"),
    [
        ("fa", "نرگس حسینی و ۱۳ نفر دیگر آزاد شدند", 14),
        ("ar", "سبيل الناشط علاء المنصوري و13 آخرين", 14),
        ("fa", "زندانیان و ۱۳ نفر دیگر آزاد شدند", 13),
    ],
)
def test_names_without_capitals_are_told_by_given_names_and_titles(lang: str, text: str, low: int) -> None:
    """Where a script has no capitals, a given name or a title tells that one person is named before the others."""
    assert [n for _, n, _ in counts(lang, text)] == [low]


@pytest.mark.parametrize(
    ("lang", "text"),
    [("sr", "у 6.00 по локалном времену"), ("ko", "16세 미만이다"), ("en", "an F-16"), ("zh", "数十万人")],
)
def test_times_ages_codes_and_vague_units_are_no_counts(lang: str, text: str) -> None:
    """Decimals worth nothing, a number word behind digits, codes, and units after "several" bear no mark."""
    assert counts(lang, text) == []


@pytest.mark.parametrize(
    ("lang", "text", "low"), [("it", "diecimila secondo Seul", 10_000), ("es", "entre ellos dos suboficiales", 2)]
)
def test_words_after_and_around_a_number_are_whole_words(lang: str, text: str, low: int) -> None:
    """An ordinal that is also another word leaves the number alone; "los dos" is not found in "ellos dos"."""
    assert [n for _, n, _ in counts(lang, text)] == [low]


def test_marks_stand_on_the_original_text_in_order() -> None:
    """Offsets are those of the text as it was read, whatever folding did to it."""
    text = "İstanbul’da en az 35, Moskova’da 1.250 kişi ve ７ denizci"
    marks = find_numbers(text, fold(text), load_pack("tr"))

    assert [m.span.of(text) for m in marks] == ["en az 35", "1.250", "７"]
    assert {m.kind for m in marks} == {Kind.NUMBER}


def test_a_mark_names_the_entry_that_it_was_read_by() -> None:
    """`via` leads back to the table or to the line of the pack."""
    text = "at least 35 of 80"

    vias = [m.via for m in find_numbers(text, fold(text), load_pack("en"))]
    assert vias == ["pack:bound at least", "cldr:number"]


@pytest.mark.parametrize("lang", PACKS)
def test_every_entry_of_the_packs_is_read_in_its_example(lang: str) -> None:
    """The lint has nothing to say of the words in numbers.toml."""
    sources, _ = read_files(files("dragoman") / "packs" / lang)
    entries = [entry for source in sources if source.name == "numbers" for entry in source.entries()]

    assert entries
    assert [str(problem) for entry in entries for problem in unfound(entry, load_pack(lang))] == []


def test_every_language_has_a_table() -> None:
    """Where CLDR knows a language at all, its marks between digits are known."""
    for lang in known_languages():
        table = json.loads((files("dragoman") / "language/cldr" / lang / "numbers.json").read_text(encoding="utf-8"))
        assert table["decimal"], lang


@given(st.integers(min_value=2, max_value=999_999))
def test_digits_are_read_as_they_stand(value: int) -> None:
    """A number in plain digits is worth what it says, in any language."""
    assert all(read_number(str(value), load_pack(lang)) == value for lang in ("en", "tr", "ar", "zh", "ka"))


@given(st.text(alphabet="0123456789 .,-'%yüzbinondaki&\nабв一百万", max_size=60))
def test_any_text_is_read_without_fault_and_marks_do_not_overlap(text: str) -> None:
    """No text makes the reader fail, and what it marks stands in order."""
    for lang in ("tr", "zh", "ru"):
        spans = [m.span for m in find_numbers(text, fold(text), load_pack(lang))]
        assert all(a.end <= b.start for a, b in pairwise(spans))


def test_a_page_is_read_fast() -> None:
    """A text of 3,000 characters takes a few thousandths of a second."""
    pack = load_pack("en")
    text = ("The ministry said that at least 35 sailors were freed and 120 others remain in custody. " * 40)[:3000]
    folded = fold(text)
    numerals_of(folded, pack)

    start = time.process_time()
    find_numbers(text, folded, pack)
    assert time.process_time() - start < 0.05
