"""Single documents to reports: saved pages, PDF with a text layer, e-mail. A side file beside one wins, as with texts.

A PDF is dated by a line that holds nothing but a date, or by `prism:publicationDate`; the day on which its file was
made says nothing of when its words were published. A mail is dated by its own header, in its sender's time zone.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from email import message_from_bytes, policy
from email.message import EmailMessage, MIMEPart
from itertools import groupby
from pathlib import Path
from typing import Any

from dragoman.reports.make import Detect, Found, as_day, make_report, problem, told_beside
from dragoman.reports.pagedate import days_of_line
from dragoman.reports.pages import page_report

#: A document of more bytes, or a PDF of more pages, is no news report.
LARGEST = 50_000_000
MOST_PAGES = 300
#: Among so many lines at the head of a PDF its date line stands.
HEAD_LINES = 25
_PRISM = re.compile(rb"prism:publicationDate(?:>|=\")\s*(\d{4}-\d\d-\d\d)")
_ENDS = re.compile(r"[.!?:;\u2026\u3002\uff01\uff1f\u061f\u06d4\u0964][\"'\u00bb\u201d\u2019)]*$")
_MALFORMED = (ValueError, LookupError, TypeError, AttributeError)


def document_file(path: Path, detect: Detect) -> Found:
    """The report of a file of one of the forms in `forms.DOCUMENTS`, with what its side file says, or a Problem."""
    place = str(path)
    try:
        if path.stat().st_size > LARGEST:
            return problem(place, f"{path.stat().st_size:,} bytes, more than {LARGEST:,}: no news report")
        raw = path.read_bytes()
    except OSError as error:
        return problem(place, f"cannot be opened: {error.strerror}")
    try:
        told = told_beside(path)
    except (ValueError, OSError) as error:
        return problem(place, f"its side file cannot be read: {error}")
    return document_report(raw, place, detect, path.suffix.lower(), told)


def document_report(
    raw: bytes, place: str, detect: Detect, suffix: str, told: Mapping[str, Any] | None = None
) -> Found:
    """The report of a document's bytes; `suffix`, one of `DOCUMENTS`, says its form, `told` is known from elsewhere."""
    if suffix == ".pdf":
        return pdf_report(raw, place, detect, told)
    if suffix == ".eml":
        return mail_report(raw, place, detect, told)
    return page_report(raw, place, detect, told=told)


def pdf_report(raw: bytes, place: str, detect: Detect, told: Mapping[str, Any] | None = None) -> Found:
    """The report of a PDF with a text layer, or a Problem: no text, a password, too many pages, no day."""
    try:
        lines, title, marked = _pdf(raw)
    except Exception as error:  # noqa: BLE001, RUF100 - a parser of hostile bytes raises anything
        return problem(place, f"not a PDF that can be read: {error or type(error).__name__}")
    text = "\n\n".join(_unwrapped(lines))
    if not text:
        return problem(place, "a PDF without a text layer")
    given = dict(told or {})
    lang = str(given.get("lang") or detect(text))
    day = as_day(given.get("published")) or as_day(marked) or _date_line(lines, lang)
    if day is None:
        return problem(
            place, "no date: no line of the PDF is a date; the day it was made says nothing. Give `published`"
        )
    return make_report(text, {"title": title, **given, "lang": lang, "published": day}, place, detect)


def _pdf(raw: bytes) -> tuple[list[str], str | None, str | None]:
    """The lines, the title and the marked day of a PDF."""
    import logging  # noqa: PLC0415
    from io import BytesIO  # noqa: PLC0415

    from pypdf import PdfReader  # noqa: PLC0415 - slow to import

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    reader = PdfReader(BytesIO(raw))
    if reader.is_encrypted:
        raise ValueError("it asks for a password")
    if len(reader.pages) > MOST_PAGES:
        raise ValueError(f"{len(reader.pages)} pages, more than {MOST_PAGES}")
    lines = [line.strip() for page in reader.pages for line in page.extract_text().splitlines()]
    marked = _PRISM.search(reader.xmp_metadata.stream.get_data() if reader.xmp_metadata else b"")
    return lines, reader.metadata.title if reader.metadata else None, marked[1].decode() if marked else None


def _date_line(lines: list[str], lang: str) -> date | None:
    """The day of the only date that stands alone on a line at the head of a text."""
    head = [line for line in lines if line][:HEAD_LINES]
    days = {min(found) for line in head if (found := days_of_line(line, (lang,)))}
    return days.pop() if len(days) == 1 else None


def _unwrapped(lines: list[str]) -> Iterator[str]:
    """Paragraphs of lines: one ends at an empty line, or where a sentence ends before the line is full."""
    full = max(map(len, lines), default=0)
    bare = [line for line in lines if not re.fullmatch(r"\W*\d{1,3}\W*", line)]
    for is_text, group in groupby(bare, key=bool):
        words = ""
        for line in group if is_text else ():
            words = _joined(words, line)
            if _ENDS.search(line) and len(line) < 0.8 * full:
                yield words
                words = ""
        if words:
            yield words


def _joined(words: str, line: str) -> str:
    """Two lines of one paragraph: a word cut by a hyphen is one again."""
    if re.search(r"[^\W\d_]-$", words) and line[:1].islower():
        return words[:-1] + line
    return f"{words} {line}" if words else line


def mail_report(raw: bytes, place: str, detect: Detect, told: Mapping[str, Any] | None = None) -> Found:
    """The report of an e-mail: its plain text, else its page; `Date`, sender and subject are day, outlet, title."""
    try:
        mail = message_from_bytes(raw, policy=policy.default)
        known = {**_headers(mail), **(told or {})}
        body = mail.get_body(("plain", "html"))
        if body is None:
            return problem(place, "a mail without text")
        content, html = _content(body), body.get_content_subtype() == "html"
    except _MALFORMED as error:
        return problem(place, f"not a mail that can be read: {error or type(error).__name__}")
    if as_day(known.get("published")) is None:
        return problem(place, "no date: the mail has no `Date` that can be read")
    if html:
        return page_report(content.encode("utf-8", "replace"), place, detect, told=known)
    return make_report(content.replace("\r\n", "\n").strip(), known, place, detect)


def _headers(mail: EmailMessage) -> dict[str, Any]:
    sent, sender = getattr(mail["date"], "datetime", None), getattr(mail["from"], "addresses", ())
    first = next(iter(sender), None)
    return {
        "published": sent.date() if sent else None,
        "title": str(mail["subject"]) if mail["subject"] else None,
        "outlet": (first.display_name or first.domain) if first else None,
        "author": (first.display_name or first.addr_spec) if first else None,
    }


def _content(body: MIMEPart) -> str:
    try:
        return str(body.get_content())
    except LookupError:  # an encoding that nobody knows
        payload = body.get_payload(decode=True)
        return payload.decode("utf-8", "replace") if isinstance(payload, bytes) else ""
