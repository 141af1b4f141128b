"""Folding keeps offsets, and the matcher finds forms with their endings."""

from hypothesis import given
from hypothesis import strategies as st

from dragoman.language.phrases import Form, Habits, Matcher, Stem, fold, longest


def found(text: str, forms: list[tuple[Form, str]], prefixes: frozenset[str] = frozenset()) -> list[tuple[str, str]]:
    folded = fold(text)
    hits = longest(Matcher(forms, Habits(prefixes=prefixes)).find(folded, text))
    return [(folded.span(h.start, h.end).of(text), h.meaning) for h in hits]


@given(st.text())
def test_every_folded_character_knows_where_it_came_from(text: str) -> None:
    """Offsets are in order, inside the text, and one more than there are characters."""
    folded = fold(text)

    assert len(folded.at) == len(folded.text) + 1
    assert list(folded.at) == sorted(folded.at)
    assert folded.at[-1] == len(text)


def test_forms_of_one_word_fold_to_one() -> None:
    """Capitals, Turkish dotted and dotless i, cedillas and commas, composed and combining accents make no difference."""
    assert fold("İSTANBUL").text == fold("istanbul").text
    assert fold("deţinuţi").text == fold("deținuți").text
    assert fold("Belarus\u2019un").text == "belarus'un"
    assert fold("e\u0301").text == fold("é").text


def test_a_name_is_found_with_its_endings_and_not_inside_other_words() -> None:
    """A stem takes an ending or an apostrophe; a word that only contains it is left alone."""
    forms = [(Form((Stem("belarus", 3),), capital=True), "BY"), (Form((Stem("oman", 2),), capital=True), "OM")]

    assert found("Belarus’un, Belarusta; Romania", forms) == [("Belarus", "BY"), ("Belarusta", "BY")]


def test_every_word_of_a_name_may_be_inflected() -> None:
    """Names of several words are found in any case."""
    forms = [(Form((Stem("соединенны", 3), Stem("штат", 3)), capital=True), "US")]

    assert found("санкции Соединённых Штатов", forms) == [("Соединённых Штатов", "US")]


def test_clitics_before_a_name_are_the_packs_to_list() -> None:
    """Arabic writes "and", "in" and the article together with the name."""
    forms = [(Form((Stem("مينسك", 0),)), "BY")]

    assert found("وبمينسك", forms, prefixes=frozenset({"وب"})) == [("مينسك", "BY")]
    assert found("كلمينسك", forms) == []


def test_the_longer_name_wins() -> None:
    """North Korea is not Korea."""
    forms = [(Form((Stem("korea", 1),)), "KR"), (Form((Stem("north", 0), Stem("korea", 1))), "KP")]

    assert found("in North Korea", forms) == [("North Korea", "KP")]
