"""The registry of parties and persons: its entries agree with one another, and its forms are found in sentences."""

import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date
from importlib.resources import files

import pytest

from dragoman.language.names import find_names
from dragoman.language.pack import load_pack
from dragoman.language.phrases import fold
from dragoman.records import Kind
from dragoman.vocabulary import Party, Person, is_state, parties, persons

DAY = date(2025, 11, 1)
KINDS = {"body", "movement", "government", "agency", "outlet", "rights-group", "firm", "group"}


def _written_ids(table: str, key: str) -> list[str]:
    text = (files("dragoman.vocabulary") / f"{table}.toml").read_text(encoding="utf-8")
    return [row["id"] for row in tomllib.loads(text)[key]]


def _entries() -> list[Party | Person]:
    return [*parties().values(), *persons().values()]


def _claims() -> Iterable[tuple[str, str]]:
    """Each form as the engine compares it, and the entry that claims it."""
    for entry in _entries():
        for form in entry.forms:
            folded = fold(form.rstrip("-")).text
            yield " ".join(folded.replace("-", " ").replace(".", " ").replace("'", " ").split()), entry.id


@pytest.mark.parametrize(("table", "key"), [("parties", "party"), ("persons", "person")])
def test_ids_are_unique(table: str, key: str) -> None:
    """No two entries of a file share an id."""
    assert [i for i, n in Counter(_written_ids(table, key)).items() if n > 1] == []


def test_no_form_stands_for_two_entries() -> None:
    """A form, folded, belongs to one party or person only."""
    owners: defaultdict[str, set[str]] = defaultdict(set)
    for form, owner in _claims():
        owners[form].add(owner)
    assert {form: ids for form, ids in owners.items() if len(ids) > 1} == {}


def test_every_entry_has_forms() -> None:
    """An entry without forms could never be found."""
    assert [e.id for e in _entries() if not e.forms] == []


def test_persons_act_for_parties_that_exist() -> None:
    """The party of a person is a state's code or an entry of the registry."""
    assert [p.id for p in persons().values() if p.party and not is_state(p.party) and p.party not in parties()] == []


def test_terms_of_office_run_forward() -> None:
    """Nobody leaves an office before taking it."""
    assert [p.id for p in persons().values() if p.since and p.until and p.since > p.until] == []


def test_parties_are_of_a_known_kind_and_act_for_states() -> None:
    """Kinds are those that the vocabulary names; `state` is a code in capitals."""
    assert [p.id for p in parties().values() if p.kind not in KINDS or (p.state and not is_state(p.state))] == []


@pytest.mark.parametrize(
    ("lang", "sentence", "words", "ids"),
    [
        ("en", "The envoy Coale flew to Minsk with a small team.", "Coale", ("US", "coale")),
        ("de", "Am Abend empfing Lukaschenko die Gäste.", "Lukaschenko", ("BY", "lukashenko")),
        ("pl", "Rozmawiano o tym z Łukaszenką przez godzinę.", "Łukaszenką", ("BY", "lukashenko")),
        ("cs", "O výměně se jednalo v Bílém domě.", "Bílém domě", ("US",)),
        ("hu", "A Kremlben fogadták a küldötteket.", "Kremlben", ("RU",)),
        ("ru", "По словам Тихановской, списки переданы.", "Тихановской", ("tsikhanouskaya",)),
        ("uk", "Списки погодили із Зеленським учора.", "Зеленським", ("UA", "zelensky")),
        ("el", "Συνάντηση με τον Ερντογάν στην πόλη.", "Ερντογάν", ("TR", "erdogan")),
        ("ar", "رفضت حماس العرض الجديد.", "حماس", ("hamas",)),
        ("he", "שיחה ארוכה עם נתניהו על העסקה.", "נתניהו", ("IL", "netanyahu")),
        ("zh", "据路透社消息，会谈将继续。", "路透社", ("reuters",)),
        ("ja", "会談は米財務省の建物で開かれた。", "米財務省", ("US", "us-treasury")),
        ("ko", "회담에는 젤렌스키 대통령이 참석했다.", "젤렌스키", ("UA", "zelensky")),
        ("ka", "შეხვედრა პუტინმა გააუქმა.", "პუტინმა", ("RU", "putin")),
        ("hy", "Փաշինյանը մեկնեց հարևան երկիր։", "Փաշինյանը", ("AM", "pashinyan")),
    ],
)
def test_spellings_lead_to_ids(lang: str, sentence: str, words: str, ids: tuple[str, ...]) -> None:
    """A spelling in a sentence of some language, with its case ending, leads to the entry."""
    marks = find_names(sentence, fold(sentence), load_pack(lang), DAY)
    assert ids in [m.ids for m in marks if m.span.of(sentence) == words]


@pytest.mark.parametrize(
    ("lang", "sentence"),
    [
        ("en", "The Coalition met in Vancouver."),
        ("ru", "Весной переговоры продолжились."),
        ("uk", "Багато людей чекали на площі."),
        ("es", "Dudas sobre el acuerdo."),
        ("de", "Das ist eine neue Mode, und den Hut behielt er auf."),
    ],
)
def test_ordinary_words_are_nobody(lang: str, sentence: str) -> None:
    """Words that merely begin like a name are not taken for it."""
    marks = find_names(sentence, fold(sentence), load_pack(lang), DAY)
    assert [m.ids for m in marks if m.via.startswith("registry")] == []


@pytest.mark.parametrize(
    ("lang", "sentence", "surname"),
    [
        ("uk", "Воротар Тарас Поляк відбив удар.", "Поляк"),
        ("en", "John French took the stage.", "French"),
        ("he", "השחקן דני פולני הופיע.", "פולני"),
    ],
)
def test_a_people_after_a_given_name_is_a_surname(lang: str, sentence: str, surname: str) -> None:
    """Given names are data; what follows one is no party, though it may look like a people or a state."""
    marks = find_names(sentence, fold(sentence), load_pack(lang), DAY)
    assert [m.ids for m in marks if m.kind is Kind.PARTY and surname in m.span.of(sentence)] == []


@pytest.mark.parametrize(
    ("lang", "sentence", "words"),
    [("nl", "Volgens TASS in Moskou", "TASS"), ("de", "Am Montag trafen Jan, Polen und Prag ein.", "Polen")],
)
def test_an_apostrophe_and_a_comma_part_words(lang: str, sentence: str, words: str) -> None:
    """A form with an apostrophe is found only with one; a given name before a comma tells nothing of what follows."""
    marks = find_names(sentence, fold(sentence), load_pack(lang), DAY)
    assert words in [m.span.of(sentence) for m in marks]


def test_only_the_last_word_bears_endings_where_the_pack_says_so() -> None:
    """Korean "미 정부" (the US government) does not take in "미얀마 정부" (that of Myanmar)."""
    sentence = "미얀마 정부가 발표했다."
    marks = find_names(sentence, fold(sentence), load_pack("ko"), DAY)
    assert {m.ids for m in marks if m.kind is Kind.PARTY} == {("MM",)}


def test_office_ends_with_its_term() -> None:
    """After the term a person no longer stands for the state."""
    text = "Blinken said so."
    found = [find_names(text, fold(text), load_pack("en"), day)[0].ids for day in (date(2024, 5, 1), date(2025, 5, 1))]
    assert found == [("US", "blinken"), ("blinken",)]
