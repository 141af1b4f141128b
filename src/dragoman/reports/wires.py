"""What news agencies send: IPTC ninjs (1.x, 2.x, 3.x) and NewsML-G2 (a news item, or a message of several).

An item that is withheld, cancelled or under embargo is a Problem: its agency does not stand behind it, or not yet. The
date of an item is when its version was created; of a NewsML-G2 item without one when its content was.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from dragoman.records import Problem
from dragoman.reports.make import Detect, Found, make_report, problem
from dragoman.reports.plaintext import plain_text

Row = Mapping[str, Any]

_NAR = "{http://iptc.org/std/nar/2006-10-01/}"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_BODIES = ("body_text", "bodies", "body_xhtml")
_BLOCKS = frozenset({"p", "h1", "h2", "h3", "h4", "hl1", "hl2", "li", "blockquote", "br", "tr", "div", "pre"})
_ASIDE = frozenset({"script", "style", "media", "figure", "head"})


def as_ninjs(row: Row, place: str) -> Row | Problem | None:
    """What a ninjs item tells of its report, the Problem that it is, or None of a row that is no ninjs item."""
    item = {str(name).lower(): value for name, value in row.items()}
    if "uri" not in item or not ({"versioncreated", "firstcreated"} & item.keys()):
        return None
    if refused := _refused(item.get("pubstatus"), item.get("embargoed"), item.get("versioncreated")):
        return problem(place, refused)
    body = _body(item)
    if body is None:
        return problem(place, "a ninjs item without a body")
    return {
        "text": body,
        "published": item.get("versioncreated") or item.get("firstcreated"),
        "title": _headline(item),
        "lang": _language(item.get("language")),
        "outlet": item.get("copyrightholder") or item.get("source"),
        "author": item.get("byline") or item.get("by"),
        "url": item["uri"] if str(item["uri"]).startswith(("http://", "https://")) else None,
        "id": item["uri"],
    }


def _refused(status: object, embargo: object, version: object) -> str | None:
    word = str(status or "usable").rpartition(":")[2].lower()
    if word != "usable":
        return f"its agency says that it is {word}"[:120]
    if embargo and str(embargo) > str(version or ""):
        return f"under embargo until {embargo}"[:120]
    return None


def _body(item: Row) -> str | None:
    plain, several, markup = (item.get(name) for name in _BODIES)
    if isinstance(plain, str) and plain.strip():
        return plain
    if isinstance(several, list):
        return _best_body([{str(k).lower(): v for k, v in body.items()} for body in several if isinstance(body, dict)])
    return plain_text(markup) if isinstance(markup, str) else None


def _best_body(bodies: list[dict[str, Any]]) -> str | None:
    """Of bodies that say the same in several forms the plain one."""
    told = [b for b in bodies if isinstance(b.get("value"), str)]
    ordered = sorted(told, key=lambda b: "html" in str(b.get("contenttype") or b.get("role") or ""))
    if not ordered:
        return None
    first = ordered[0]
    marked = "html" in str(first.get("contenttype") or first.get("role") or "")
    return plain_text(first["value"]) if marked else str(first["value"])


def _headline(item: Row) -> str | None:
    if isinstance(item.get("headline"), str):
        return str(item["headline"])
    several = item.get("headlines")
    told = [h for h in several if isinstance(h, dict) and h.get("value")] if isinstance(several, list) else []
    main = [h for h in told if h.get("role") == "main"] or told
    return str(main[0]["value"]) if main else None


def _language(told: object) -> str | None:
    return told.replace("_", "-").split("-")[0].lower() if isinstance(told, str) and told else None


def newsml_reports(raw: bytes, place: str, detect: Detect) -> Iterator[Found]:
    """The reports of a NewsML-G2 document: of its news item, or of each item of its message."""
    from lxml import etree  # noqa: PLC0415 - only wires and pages need it

    safe = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(raw, safe)
    except etree.XMLSyntaxError as error:
        yield problem(place, f"not well-formed XML: line {error.lineno}")
        return
    if root.getroottree().docinfo.internalDTD is not None:
        yield problem(place, "XML with a document type of its own is not read")
        return
    items = [root] if root.tag == f"{_NAR}newsItem" else root.findall(f".//{_NAR}newsItem")
    if not items:
        yield problem(place, "not NewsML-G2: no newsItem in it")
    for number, item in enumerate(items, 1):
        yield _newsml_report(item, f"{place}:{number}" if len(items) > 1 else place, detect)


def _newsml_report(item: Any, place: str, detect: Detect) -> Found:  # noqa: ANN401 - the library is untyped
    status = item.find(f"{_NAR}itemMeta/{_NAR}pubStatus")
    version = _words(item, "itemMeta", "versionCreated")
    told_status = (status.get("qcode") or status.get("uri", "").rpartition("/")[2]) if status is not None else None
    if refused := _refused(told_status, _words(item, "itemMeta", "embargoed"), version):
        return problem(place, refused)
    text = _content(item)
    if text is None:
        return problem(place, "a news item without text")
    return make_report(text, _told(item, version), place, detect)


def _told(item: Any, version: str | None) -> Row:  # noqa: ANN401
    language = item.find(f"{_NAR}contentMeta/{_NAR}language")
    tag = language.get("tag") if language is not None else item.get(_XML_LANG)
    return {
        "published": version or _words(item, "contentMeta", "contentCreated"),
        "title": _words(item, "contentMeta", "headline"),
        "lang": _language(tag),
        "outlet": _provider(item),
        "author": _words(item, "contentMeta", "by") or _creators(item),
        "id": item.get("guid"),
    }


def _creators(item: Any) -> list[str]:  # noqa: ANN401
    told = item.findall(f"{_NAR}contentMeta/{_NAR}creator")
    return [c.findtext(f"{_NAR}name") or c.get("literal") or "" for c in told]


def _provider(item: Any) -> str | None:  # noqa: ANN401
    provider = item.find(f"{_NAR}itemMeta/{_NAR}provider")
    if provider is None:
        return None
    named = provider.findtext(f"{_NAR}name")
    return named or provider.get("literal") or (provider.get("qcode") or "").rpartition(":")[2] or None


def _words(item: Any, *path: str) -> str | None:  # noqa: ANN401
    found = item.find("/".join(_NAR + step for step in path))
    return ("".join(found.itertext()).strip() or None) if found is not None else None


def _content(item: Any) -> str | None:  # noqa: ANN401
    """The words of an item: of inline XML (NITF, XHTML) its blocks, of inline data as they stand."""
    marked = item.find(f"{_NAR}contentSet/{_NAR}inlineXML")
    if marked is not None:
        bodies = [e for e in marked.iter() if _tag(e) in ("body.content", "body")]
        return _blocks(bodies[-1] if bodies else marked)
    data = item.find(f"{_NAR}contentSet/{_NAR}inlineData")
    if data is None:
        return None
    words = "".join(data.itertext())
    return plain_text(words) if "html" in (data.get("contenttype") or "") else words


def _tag(element: Any) -> str:  # noqa: ANN401
    return str(element.tag).rpartition("}")[2] if isinstance(element.tag, str) else ""


def _blocks(body: Any) -> str:  # noqa: ANN401
    """The text of an element, a line for each paragraph."""
    lines = "".join(_pieces(body)).split("\n")
    return "\n".join(" ".join(line.split()) for line in lines if line.strip())


def _pieces(body: Any) -> Iterator[str]:  # noqa: ANN401
    from lxml import etree  # noqa: PLC0415

    aside = 0
    for event, element in etree.iterwalk(body, events=("start", "end")):
        tag = _tag(element)
        aside += (tag in _ASIDE) * (1 if event == "start" else -1)
        if event == "start" and not aside:
            yield "\n" if tag in _BLOCKS else ""
            yield " ".join((element.text or "").splitlines())
        elif event == "end" and not aside and element is not body:
            yield "\n" if tag in _BLOCKS else ""
            yield " ".join((element.tail or "").splitlines())
