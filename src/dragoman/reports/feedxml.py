"""XML from strangers: no entities, no network, no huge trees; in the encoding that its bytes are really in."""

import re
from typing import Any, NamedTuple

_DECLARED = re.compile(rb"""^\s*<\?xml[^>]*?encoding\s*=\s*["']([\w.:-]+)["']""")
_HEADER = re.compile(r"^\s*<\?xml[^>]*\?>")
#: By how much they are the date of publication; `updated` only where nothing else is told.
DATES = ("pubdate", "published", "issued", "date", "created", "updated", "modified")
BODIES = frozenset({"encoded", "content", "body"})
NO_TEXT = "http://search.yahoo.com/mrss/"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


class Told(NamedTuple):
    """What an entry says of itself in its own words."""

    date: str
    lang: str | None
    whole: bool  #: whether it has an element for the whole text


def parsed(sheet: bytes) -> Any:  # noqa: ANN401 - lxml is untyped
    """The root of an XML document, mended where it is broken; None where it is none."""
    from lxml import etree  # noqa: PLC0415

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True, remove_comments=True
    )
    try:
        return etree.fromstring(sheet.lstrip(), parser)
    except (etree.LxmlError, ValueError):
        return None


def name_of(element: Any) -> str:  # noqa: ANN401
    """The name of an element without its namespace, in small letters; "" of what is no element."""
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def repaired(raw: bytes, charset: str | None) -> bytes:
    """The document in UTF-8, read by its own word, the server's, or what its bytes are most like; without entities."""
    text = _text(raw, charset)
    if not _HEADER.match(text) and not text.lstrip().startswith("<"):
        return text.encode("utf-8", errors="replace")
    body = re.sub(r"<!ENTITY[^>]*>", "", _HEADER.sub("", text, count=1).lstrip("\ufeff \r\n\t"))
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + body.encode("utf-8", errors="replace")


def _text(raw: bytes, charset: str | None) -> str:
    declared = _DECLARED.match(raw[:200])
    for name in (declared[1].decode() if declared else None, "utf-8-sig", _marked(raw), charset):
        try:
            if name:
                return raw.decode(name).lstrip("\ufeff")
        except (UnicodeDecodeError, LookupError):
            continue
    return _likely(raw)


def _marked(raw: bytes) -> str | None:
    return "utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else None


def _likely(raw: bytes) -> str:
    from charset_normalizer import from_bytes  # noqa: PLC0415 - only for what is in no named encoding

    best = from_bytes(raw[:200_000]).best()
    return raw.decode(best.encoding if best else "utf-8", errors="replace")


def told_items(root: Any) -> list[Told]:  # noqa: ANN401
    """The dates, languages and kinds of text of all entries of a feed, in their order."""
    return [_told(e) for e in root.iter() if name_of(e) in ("item", "entry")]


def _told(entry: Any) -> Told:  # noqa: ANN401
    dates = {name_of(e): (e.text or "").strip() for e in entry if (e.text or "").strip()}
    lang = entry.get(LANG) or dates.get("language")
    whole = any(name_of(e) in BODIES and NO_TEXT not in e.tag for e in entry)
    return Told(next((dates[name] for name in DATES if name in dates), ""), lang, whole)
