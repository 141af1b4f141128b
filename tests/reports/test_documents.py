"""PDF, e-mail and saved pages to reports."""

from datetime import date
from email.message import EmailMessage
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from dragoman.records import Problem, Report
from dragoman.reports.documents import document_file, mail_report, pdf_report

PROSE = (
    "Ostra freed nineteen fishermen on Saturday after two days of talks with the envoy of Lanmark, its ministry said."
)


def say_en(text: str) -> str:
    return "en"


def pdf(*lines: str, title: str | None = None, password: str | None = None) -> bytes:
    """A PDF of one page with a line of text each."""
    writer = PdfWriter()
    page = writer.add_blank_page(595, 842)
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
        }
    )
    fonts = DictionaryObject({NameObject("/F1"): writer._add_object(font)})
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    stream = DecodedStreamObject()
    shown = "".join(f"({line}) Tj 0 -14 Td " for line in lines)
    stream.set_data(f"BT /F1 12 Tf 50 800 Td {shown}ET".encode("latin-1"))
    page[NameObject("/Contents")] = writer._add_object(stream)
    if title:
        writer.add_metadata({"/Title": title, "/CreationDate": "D:20260101000000Z"})
    if password:
        writer.encrypt(password)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def test_pdf_with_a_date_line():
    """The lines of a PDF become paragraphs, its date line its day, not the day on which it was made."""
    raw = pdf(
        "Ostra frees fishermen",
        "13 December 2025",
        "Ostra freed nineteen fishermen on Saturday after two days of ne-",
        "gotiations with the envoy of Lanmark.",
        title="Ostra frees fishermen",
    )
    found = pdf_report(raw, "a.pdf", say_en)
    assert isinstance(found, Report), found
    assert (found.published, found.title) == (date(2025, 12, 13), "Ostra frees fishermen")
    assert "negotiations with the envoy" in found.text


@pytest.mark.parametrize(
    ("raw", "word"),
    [
        (pdf(PROSE, title="T"), "no date"),
        (pdf("12 December 2025", "14 December 2025", PROSE), "no date"),
        (pdf(), "without a text layer"),
        (pdf(PROSE, password="x"), "password"),
        (pdf(PROSE)[:300], "not a PDF"),
        (b"%PDF-1.7 nonsense", "not a PDF"),
        (b"", "not a PDF"),
    ],
)
def test_pdf_that_is_no_report(raw: bytes, word: str):
    """No day, no text, a password, broken bytes: Problems that say so."""
    found = pdf_report(raw, "a.pdf", say_en)
    assert isinstance(found, Problem)
    assert word in found.message


def mail(
    text: str | None = None, html: str | None = None, sent: str | None = "Sat, 13 Dec 2025 00:30:00 +0300"
) -> bytes:
    message = EmailMessage()
    message["From"] = "Гарадскія весткі <news@haradskiavestki.example>"
    message["Subject"] = "Азёрыя вызваліла 58 вязняў"
    if sent:
        message["Date"] = sent
    if text:
        message.set_content(text)
    if html:
        (message.add_alternative if text else message.set_content)(html, subtype="html")
    return message.as_bytes()


def test_mail_with_plain_text():
    """A mail's text, subject, sender and day, in the sender's time zone."""
    found = mail_report(
        mail("У суботу вызвалілі 58 вязняў.\n\nПерамовы працягнуцца.", html="<p>no</p>"), "a.eml", say_en
    )
    assert isinstance(found, Report)
    assert found.text == "У суботу вызвалілі 58 вязняў.\n\nПерамовы працягнуцца."
    assert (found.published, found.outlet) == (date(2025, 12, 13), "Гарадскія весткі")
    assert found.title == "Азёрыя вызваліла 58 вязняў"


def test_mail_with_a_page():
    """A mail that is a page alone is read as a page, dated as a mail."""
    found = mail_report(
        mail(html=f"<html><body><table><tr><td><p>{PROSE}</p></td></tr></table></body></html>"), "a", say_en
    )
    assert isinstance(found, Report)
    assert (found.text, found.published) == (PROSE, date(2025, 12, 13))


@pytest.mark.parametrize(
    ("raw", "word"),
    [(mail(PROSE, sent=None), "no date"), (mail(), "empty text"), (b"Date: x\n\nwords", "no date"), (b"", "no date")],
)
def test_mail_that_is_no_report(raw: bytes, word: str):
    """A mail without a day or without words is a Problem."""
    found = mail_report(raw, "a.eml", say_en)
    assert isinstance(found, Problem)
    assert word in found.message


def test_side_files_win(tmp_path: Path):
    """What stands in a side file beats the document; one that cannot be read is a Problem."""
    (tmp_path / "a.pdf").write_bytes(pdf(PROSE))
    (tmp_path / "a.toml").write_text('published = 2025-12-13\noutlet = "Courier"\n')
    found = document_file(tmp_path / "a.pdf", say_en)
    assert isinstance(found, Report)
    assert (found.published, found.outlet) == (date(2025, 12, 13), "Courier")
    (tmp_path / "b.html").write_text(f"<title>T</title><p>{PROSE}</p>")
    (tmp_path / "b.json").write_text("[1]")
    assert "side file" in document_file(tmp_path / "b.html", say_en).message
    assert "cannot be opened" in document_file(tmp_path / "c.eml", say_en).message
