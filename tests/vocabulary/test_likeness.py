"""Names across scripts: spellings of one person are one, other persons stay others."""

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.vocabulary.likeness import SAME, likeness, skeleton

LUKASHENKO = [
    *("Lukaşenko", "Lukașenko", "Lukashenko", "Лукашенко"),
    *("Лукашэнка", "لوكاشينكو", "卢卡申科", "Łukaszenka"),
]
NAMES = (
    st.text(max_size=20)
    | st.sampled_from(LUKASHENKO)
    | st.from_regex(r"[A-Z][a-z]{1,8} [A-Z][a-z]{1,8}", fullmatch=True)
)


@pytest.mark.parametrize(("one", "other"), list(combinations(LUKASHENKO, 2)))
def test_eight_spellings_are_one_person(one: str, other: str) -> None:
    """A surname is itself in every script and by every language's habit of writing it."""
    assert likeness(one, other) >= SAME


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mikhail Gorbachev", "Michail Gorbatschow"),
        ("Volodymyr Zelensky", "Wołodymyr Zełenski"),
        ("Ales Bialiatski", "Алесь Беляцкий"),
        ("Sviatlana Tsikhanouskaya", "Swiatłana Cichanouska"),
        ("Vladimir Putin", "فلاديمير بوتين"),
        ("Vladimir Putin", "ウラジーミル・プーチン"),
        ("Vladimir Putin", "Putin, Wladimir Wladimirowitsch"),
        ("Xi Jinping", "习近平"),
        ("Kim Jong-un", "김정은"),
        ("Bashar al-Assad", "بشار الأسد"),
        ("Orbán Viktor", "Viktor Orban"),
        ("John Coale", "J. Coale"),
        ("Abd al-Rahman Hassan", "Abdulrahman Hassan"),
    ],
)
def test_spellings_are_one_person(one: str, other: str) -> None:
    """Scripts, romanisations, order, initials, patronymics, particles and hyphens leave a person the same."""
    assert likeness(one, other) >= SAME


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kolesnik", "Kolesnikova"),
        ("I. Ivanov", "I. Ivanova"),
        ("Kim Jong Un", "Kim Jong Il"),
        ("Alexander Lukashenko", "Viktor Lukashenko"),
        ("Wang Yi", "Wang Li"),
        ("George Bush Jr", "George Bush Sr"),
        ("Omar bin Ali al-Masri", "Ali bin Omar al-Masri"),
        ("Lee Jun", "Lee Jin"),
    ],
)
def test_others_are_others(one: str, other: str) -> None:
    """Another sex, given name, syllable, generation or father is another person."""
    assert likeness(one, other) < SAME


@settings(max_examples=200, deadline=None)
@given(NAMES, NAMES)
def test_likeness_is_symmetric_and_bounded(one: str, other: str) -> None:
    """The order of the two does not matter, a name is itself, and nothing lies outside 0 to 1."""
    assert likeness(one, other) == likeness(other, one)
    assert likeness(one, one) == 1
    assert 0 <= likeness(one, other) <= 1


def test_spellings_share_a_key() -> None:
    """The key of a surname is one for all its spellings."""
    assert {skeleton(name) for name in LUKASHENKO} == {skeleton("Lukashenko")}
    assert skeleton("Kalesnikava") == skeleton("Колесникова") != skeleton("Kolesnik")
