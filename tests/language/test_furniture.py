"""Lines that are not the report."""

from datetime import date

from dragoman.language import mark
from dragoman.language.pack import load_pack


def test_navigation_yields_no_sentence_and_moves_no_offset() -> None:
    """A recommended headline is passed over; the sentences around it stand where they stood."""
    text = "Minsk'te görüşme yapıldı.\n\nÖNERİLEN HABER: Sınır kapatıldı\n\nHeyet döndü."

    marked = mark(text, load_pack("tr"), date(2025, 12, 13))

    assert [s.of(text) for s in marked.sentences] == ["Minsk'te görüşme yapıldı.", "Heyet döndü."]


def test_the_date_in_front_of_a_text_is_not_told_by_it() -> None:
    """` date 2025-12-13 ` dates the report; it is no mark and no sentence of its own."""
    text = " date 2025-12-13\nFifty people were freed."

    marked = mark(text, load_pack("en"), date(2025, 12, 13))

    assert all(m.span.start > 10 for m in marked.marks)


def test_a_sentence_on_the_line_of_the_date_is_read() -> None:
    """What follows the date on the same line is the report's first sentence, without the date."""
    text = " date 2025-12-13 Belarus freed 123 prisoners. They left."

    marked = mark(text, load_pack("en"), date(2025, 12, 13))

    assert [s.of(text) for s in marked.sentences] == ["Belarus freed 123 prisoners.", "They left."]
