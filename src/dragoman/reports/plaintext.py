"""Markup of summaries as plain text: paragraphs in lines, entities as letters, nothing of scripts."""

import re
from html import unescape

_TAG = re.compile(r"<[a-zA-Z/!?]")
_SILENT = ("script", "style", "noscript", "template", "iframe", "object", "form")
_LINES = frozenset(
    (
        *("address", "article", "blockquote", "br", "dd", "div", "dl", "dt", "figcaption", "h1", "h2", "h3", "h4"),
        *("h5", "h6", "hr", "li", "ol", "p", "pre", "section", "table", "tr", "ul"),
    )
)


def plain_text(markup: str) -> str:
    """The words of a title or summary, which may be text, HTML, or HTML escaped once more than it should be."""
    words = _words(markup)
    again = unescape(words)
    return _tidy(_words(again) if _TAG.search(again) else again)


def _words(markup: str) -> str:
    if not _TAG.search(markup):
        return unescape(markup)
    from lxml import etree, html  # noqa: PLC0415

    try:
        tree = html.fragment_fromstring(_valid(markup), create_parent="div")
    except (etree.LxmlError, ValueError, AssertionError):
        return unescape(re.sub(r"<[^>]*>", " ", markup))
    for element in list(tree.iter()):
        if not isinstance(element.tag, str) or element.tag in _SILENT:
            element.text, element[:] = None, []
        elif element.tag in _LINES:
            element.text = "\n" + (element.text or "")
            element.tail = "\n" + (element.tail or "")
    return "".join(tree.itertext(with_tail=True, tag="*"))


def _valid(markup: str) -> str:
    """Markup without the characters that XML cannot hold."""
    return re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "", markup)


def _tidy(words: str) -> str:
    lines = (" ".join(line.split()) for line in words.splitlines())
    return "\n".join(line for line in lines if line)
