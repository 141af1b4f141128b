"""How a window is laid out for the lower layers, and what the gate lets through."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from dragoman.language import names_on, outline
from dragoman.language.pack import load_pack
from dragoman.reader import Reader
from dragoman.reader.encode import POSITIONS, Pieces, cut_pieces, layout, picked
from dragoman.reader.gate import DENSE, in_context, named, or_all, rows_of
from dragoman.records import Kind, Mark, Span

LENGTHS = st.lists(st.integers(1, 90), min_size=1, max_size=12)


def owners(lengths: list[int]) -> list[int]:
    return [number for number, length in enumerate(lengths) for _ in range(length)]


@given(LENGTHS)
def test_every_piece_has_one_slot_and_sentences_stay_whole(lengths: list[int]) -> None:
    """Laid out in rows, the pieces can be put back in their order; no sentence lies in two rows."""
    sentence = owners(lengths)

    rows = layout(sentence)

    assert rows.at.ravel()[rows.order].tolist() == list(range(len(sentence) + 2))
    for number in set(sentence):
        here = np.nonzero(rows.segments == number + 1)
        assert len(set(here[0])) == 1
        assert len(here[0]) == lengths[number]
        assert rows.places[here].tolist() == list(range(1, lengths[number] + 1))


@given(LENGTHS)
def test_every_row_lies_between_the_special_pieces(lengths: list[int]) -> None:
    """Each row begins with the first special piece and ends with the last, and what is empty belongs to nobody."""
    sentence = owners(lengths)

    rows = layout(sentence)

    for row, segments in zip(rows.at, rows.segments, strict=True):
        held = row[row >= 0]
        assert (held[0], held[-1]) == (0, len(sentence) + 1)
        assert (segments[row < 0] == -1).all()


def test_a_sentence_reads_the_same_whatever_stands_beside_it(reader: Reader) -> None:
    """The lower layers see one sentence at a time, but for the rounding of eight bits."""
    text = "Belarus freed 52 prisoners on Thursday. Rain fell in Minsk. The United States lifted sanctions on Belavia."
    spans = [Span(0, 39), Span(40, 59), Span(60, len(text))]
    pieces = cut_pieces(reader.encoder.tokenizer, text, spans)

    together = reader.encoder.early(pieces)
    first = rows_of(pieces, {0})
    alone = reader.encoder.early(picked(pieces, first))

    likeness = (
        (together[first] * alone).sum(1) / np.linalg.norm(together[first], axis=1) / np.linalg.norm(alone, axis=1)
    )
    assert likeness.min() > 0.95


def test_a_text_longer_than_any_window_keeps_all_its_pieces(reader: Reader) -> None:
    """Early states come for every piece of a long text, one each."""
    ids = [5 + n % 1000 for n in range(3 * POSITIONS)]
    pieces = Pieces(ids, [Span(n, n + 1) for n in range(len(ids))], [n // 40 for n in range(len(ids))])

    assert reader.encoder.early(pieces).shape == (len(ids), 384)


def test_what_is_loud_is_read_with_its_context() -> None:
    """The sentence before and the headline come along; a report of which much is loud is read whole."""
    pieces = Pieces([1] * 10, [Span(n, n + 1) for n in range(10)], list(range(10)))

    assert in_context(pieces, {5}) == {0, 4, 5}
    assert in_context(pieces, set()) == set()
    assert or_all(pieces, frozenset({5})) == {5}
    assert or_all(pieces, frozenset(range(int(DENSE * 10) + 1))) == set(range(10))


def test_weather_does_not_reach_the_encoder(report, reader: Reader) -> None:
    """A text that sounds like no act of any kind ends at the first look."""
    told = report("Rain fell all night. The rivers rose, and the mayor asked people to stay at home.")

    skimmed = reader.skim(told.text, [Span(0, 20), Span(21, len(told.text))])

    assert not skimmed.may_tell


def test_a_sentence_is_heard_with_the_names_in_it(report, reader: Reader) -> None:
    """Two states that free prisoners are read on, and the kitchen beside them is not."""
    text = "Spring menus.\nSoups are easy to cook at home in half an hour.\n" + "Stir it well and serve it hot.\n" * 8
    told = report(text + "Belarus freed 52 prisoners after talks with the United States.")
    seen = outline(told.text, load_pack("en"))
    names = names_on(seen, load_pack("en"), told.published)

    heard = reader.listen(reader.skim(seen.text, seen.sentences), seen.sentences, names)

    read = {seen.sentences[i].of(told.text)[:8] for i in heard.pieces.sentence}
    assert "Belarus " in read
    assert "Soups ar" not in read


def test_names_are_counted_by_sentence_and_text() -> None:
    """Parties, known persons and unknown ones: here, in the sentence before, and in all of the text."""
    marks = [
        Mark(kind=Kind.PARTY, span=Span(0, 2), via="cldr:name", ids=("BY",)),
        Mark(kind=Kind.PARTY, span=Span(3, 5), via="cldr:name", ids=("BY",)),
        Mark(kind=Kind.PERSON, span=Span(12, 14), via="shape:capitals", ids=("x",)),
    ]

    table = np.expm1(named([Span(0, 9), Span(10, 20)], marks))

    assert table[:, :6].round(3).tolist() == [[1, 0, 0, 0, 0, 0], [0, 0, 1, 1, 0, 0]]
    assert table[0, 6:9].round(3).tolist() == [1, 2, 1]
