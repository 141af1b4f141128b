"""The pages of `pages.py`: 8 layouts of the 8 languages of `page_texts.toml`, with their truth in `truth.jsonl`."""

import json
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from html import escape
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
FIRST = date(2025, 1, 6)
Text = dict[str, Any]


@dataclass(frozen=True)
class Story:
    """What one page tells, and when."""

    lang: str
    text: Text
    day: date
    paragraphs: tuple[str, ...]

    @property
    def url(self) -> str:
        """Its address."""
        return f"https://{self.text['host']}/world/{self.day.toordinal()}-story"

    def said(self, day: date) -> str:
        """A day in the story's language."""
        return self.text["form"].format(d=day.day, m=self.text["months"][day.month - 1], y=day.year)

    def before(self, days: int) -> date:
        """So many days before the story."""
        return self.day - timedelta(days=days)

    def __getitem__(self, key: str) -> str:
        return escape(self.text[key], quote=False)

    def nav(self, number: int) -> str:
        """A word of its menu."""
        return escape(self.text["nav"][number])


def page(story: Story, head: str, body: str, charset: str = "utf-8") -> str:
    rtl = ' dir="rtl"' if story.lang == "ar" else ""
    return (
        f'<!DOCTYPE html>\n<html lang="{story.lang}"{rtl}>\n<head>\n<meta charset="{charset}">\n'
        f"<title>{story['title']} | {story['outlet']}</title>\n"
        f'<meta name="viewport" content="width=device-width">\n{head}\n</head>\n<body>\n{body}\n</body>\n</html>\n'
    )


def ld(data: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(data, ensure_ascii=False)}</script>'


def article(story: Story, kind: str = "NewsArticle", **more: object) -> dict[str, object]:
    return {
        "@context": "https://schema.org",
        "@type": kind,
        "headline": story.text["title"],
        "datePublished": f"{story.day}T09:40:00+03:00",
        "author": {"@type": "Person", "name": story.text["by"]},
        "publisher": {"@type": "Organization", "name": story.text["outlet"]},
        **more,
    }


def nav(story: Story, tag: str = "nav") -> str:
    items = "".join(f'<li><a href="/{i}">{escape(n)}</a></li>' for i, n in enumerate(story.text["nav"]))
    return f'<{tag} class="main-menu"><ul>{items}</ul></{tag}>'


def cookie(story: Story) -> str:
    return (
        f'<div id="cookie-consent" class="overlay"><p>{story["cookie"]}</p><button>{story["accept"]}</button>'
        f'<a href="/privacy">{story["next"]}</a></div>'
    )


def cards(story: Story, tag: str = "article", start: int = 0) -> str:
    found = ""
    for i, title in enumerate(story.text["related"][start:], 2):
        day = story.before(i * 3)
        summary = escape(story.text["paragraphs"][i % 6][:110])
        found += (
            f'<{tag} class="c-item"><h3><a href="/world/{day.toordinal()}">{escape(title)}</a></h3>'
            f'<time datetime="{day}T08:00:00+03:00">{story.said(day)}</time><p>{summary}…</p></{tag}>\n'
        )
    return found


def paragraphs(story: Story, tag: str = "p") -> str:
    return "\n".join(f"<{tag}>{escape(p, quote=False)}</{tag}>" for p in story.paragraphs)


def with_also(story: Story) -> str:
    first, *rest = story.paragraphs
    link = f'<p>{story["also"]} <a href="/world/1">{escape(story.text["related"][0])}</a></p>'
    return f"<p>{escape(first, quote=False)}</p>\n{link}\n" + "\n".join(
        f"<p>{escape(p, quote=False)}</p>" for p in rest
    )


def footer(story: Story) -> str:
    return f"<footer><p>© 2012-2026 {story['outlet']}. {story['rights']}</p></footer>"


def news(story: Story) -> str:
    head = (
        f'<link rel="canonical" href="{story.url}"><meta property="og:site_name" content="{story["outlet"]}">'
        f'<meta property="og:title" content="{story["title"]}">' + ld(article(story))
    )
    body = f"""{cookie(story)}<header class="site-header"><a href="/">{story["outlet"]}</a>{nav(story)}</header>
<main><article><h1>{story["title"]}</h1><p class="lead">{story["lead"]}</p>
<div class="byline"><span>{story["by"]}</span> <time datetime="{story.day}T09:40:00+03:00">{story.said(story.day)}</time></div>
<figure><img src="a.jpg" alt=""><figcaption>{story["caption"]}</figcaption></figure>
<div class="article-body">{with_also(story)}</div>
<div class="newsletter-box"><h4>{story["outlet"]}</h4><p>{story["newsletter"]}</p><input type="email"></div>
<div class="share">{story["share"]}: <a href="#">F</a> <a href="#">X</a></div></article>
<aside class="sidebar"><h2>{story["popular"]}</h2>{cards(story)}</aside></main>{footer(story)}"""
    return page(story, head, body)


def bare(story: Story) -> str:
    old = story.before(5)
    ticker = " ".join(f'<a href="/{i}">{escape(t)}</a>' for i, t in enumerate(story.text["related"][:3]))
    words = "<br><br>\n".join(escape(p, quote=False) for p in (story.text["lead"], *story.paragraphs))
    related = "".join(
        f'<div><a href="/{i}">{escape(t)}</a> <span>{story.said(old)}</span></div>'
        for i, t in enumerate(story.text["related"])
    )
    body = f"""<div id="top"><a href="/">{story["outlet"]}</a></div><div>{ticker}</div>
<div class="d1"><div class="d2"><h1>{story["title"]}</h1>
<div class="d3">{story["published"]} {story.said(story.day)} 10:20 | {story["updated"]} {story.said(story.before(-1))} 11:05</div>
<div class="d4">{words}</div>
<div class="d5"><b>{story["popular"]}</b>{related}</div></div></div>
<div id="bottom">© 2026 {story["outlet"]}</div>"""
    return page(story, "", body)


def table(story: Story) -> str:
    links = "<br>".join(f'<a href="/{i}">{escape(n)}</a>' for i, n in enumerate(story.text["nav"]))
    side = "<br>".join(f'<a href="/n{i}">{escape(n)}</a>' for i, n in enumerate(story.text["related"]))
    words = "<br><br>".join(escape(p, quote=False) for p in (story.text["lead"], *story.paragraphs))
    body = f"""<table width="980"><tr><td colspan="3"><a href="/"><img src="logo.gif"></a></td></tr>
<tr><td width="140" valign="top">{links}</td>
<td valign="top"><table><tr><td><font size="5"><b>{story["title"]}</b></font></td></tr>
<tr><td><i>{story.said(story.day)}</i></td></tr><tr><td><font size="2">{words}</font></td></tr></table></td>
<td width="200" valign="top"><b>{story["popular"]}</b><br>{side}</td></tr>
<tr><td colspan="3"><center>© 2008-2026 {story["outlet"]}. {story["rights"]}</center></td></tr></table>"""
    return page(story, "", body)


def live(story: Story) -> str:
    updates = [
        {"@type": "BlogPosting", "headline": p[:40], "datePublished": f"{story.before(-(i % 3))}T1{i}:10:00+03:00"}
        for i, p in enumerate(story.paragraphs)
    ]
    data = article(story, "LiveBlogPosting", coverageStartTime=f"{story.day}T08:00:00+03:00", liveBlogUpdate=updates)
    posts = "".join(
        f'<div class="post" id="p{i}"><div class="post-time"><a href="#p{i}">1{i}:10</a></div>'
        f'<div class="post-body"><p>{escape(p, quote=False)}</p></div></div>'
        for i, p in enumerate(story.paragraphs)
    )
    body = f"""{cookie(story)}{nav(story, "div")}<main><h1>{story["title"]}</h1><p class="standfirst">{story["lead"]}</p>
<div class="live-feed">{posts}</div></main>
<section><h2>{story["popular"]}</h2>{cards(story, "div")}</section>{footer(story)}"""
    return page(story, ld(data), body)


def amp(story: Story) -> str:
    graph = {
        "@context": "https://schema.org",
        "@graph": [
            {"@type": "WebSite", "name": story.text["outlet"], "datePublished": "2014-01-01"},
            article(story),
            {"@type": "BreadcrumbList", "itemListElement": []},
        ],
    }
    head = f'<script async src="https://{story.text["host"]}/v0.js"></script><link rel="canonical" href="{story.url}">{ld(graph)}'
    body = f"""<amp-sidebar id="s"><ul><li><a href="/1">{escape(story.text["nav"][0])}</a></li></ul></amp-sidebar>
<amp-consent id="c"><div>{story["cookie"]} <button>{story["accept"]}</button></div></amp-consent>
<article class="amp-wp-article"><header><h1 class="amp-wp-title">{story["title"]}</h1>
<div class="amp-wp-meta">{story["by"]}</div></header>
<amp-img src="a.jpg" width="640" height="360"></amp-img><p class="amp-caption caption">{story["caption"]}</p>
<div class="amp-wp-content"><p>{story["lead"]}</p>{paragraphs(story)}</div></article>
<amp-list class="related">{cards(story, "div")}</amp-list>
<div class="amp-wp-footer footer">{story["rights"]}</div>"""
    return page(story, head, body).replace("<html ", "<html amp ", 1)


def brief(story: Story) -> str:
    """A short item in a page full of teasers."""
    body = f"""<header>{nav(story)}</header><section class="grid">{cards(story, "div", 3)}</section>
<article><h1>{story["title"]}</h1><p><time datetime="{story.day}">{story.said(story.day)}</time></p>
<p>{story["lead"]}</p>{paragraphs(story)}</article>
<section class="grid">{cards(story, "div")}</section><section class="grid">{cards(story, "div", 2)}</section>{footer(story)}"""
    return page(story, "", body)


def hashed(story: Story) -> str:
    """Names that say nothing, microdata, captions and links to more within the text, several pages."""
    old = story.before(9)
    related = "".join(
        f'<li class="css-9x" itemscope itemtype="https://schema.org/NewsArticle"><a href="/{i}">'
        f'<span itemprop="headline">{escape(t)}</span></a> <span itemprop="datePublished" content="{old}">{story.said(old)}</span></li>'
        for i, t in enumerate(story.text["related"])
    )
    body = f"""<div class="css-1a"><div class="css-2b">{nav(story, "div")}</div>
<div class="css-3c" itemscope itemtype="https://schema.org/NewsArticle"><h1 itemprop="headline">{story["title"]}</h1>
<div class="css-4d"><span itemprop="author">{story["by"]}</span> <meta itemprop="datePublished" content="{story.day}T06:15:00+02:00">
<span>{story.said(story.day)}</span></div>
<div class="css-5e"><img src="x.jpg"><span class="css-cap caption">{story["caption"]}</span></div>
<div class="css-6f" itemprop="articleBody"><p><strong>{story["lead"]}</strong></p>{with_also(story)}</div>
<div class="css-7g pagination"><b>1</b> <a href="?p=2">2</a> <a href="?p=3">3</a> <a href="?p=2">{story["next"]}</a></div>
<ul class="css-8h">{related}</ul></div></div>{footer(story)}"""
    return page(story, "", body)


def old_form(story: Story) -> str:
    """An old system: the whole page in a form, another encoding, the day in `dc.date` and in the address."""
    head = (
        f'<meta name="DC.date.issued" content="{story.day}"><meta name="Generator" content="OldPress 3.1 (2009-04-01)">'
    )
    body = f"""<form method="post" action="default.aspx" id="aspnetForm"><div id="cookieBar">{story["cookie"]}</div>
<div id="header">{nav(story, "div")}</div><div id="content"><div class="breadcrumb"><a href="/">{story["outlet"]}</a> » {story["title"]}</div>
<h1>{story["title"]}</h1><div class="info">{story["by"]} | {story.said(story.day)}</div>
<div id="ctl00_text"><div>{story["lead"]}</div>{paragraphs(story, "div")}</div>
<div class="tags"><a href="/t1">{escape(story.text["nav"][1])}</a>, <a href="/t2">{escape(story.text["nav"][2])}</a></div>
<div class="newsletter">{story["newsletter"]}</div></div>
<div id="rightColumn"><h3>{story["popular"]}</h3>{cards(story, "div")}</div><div id="footer">{story["rights"]}</div></form>"""
    return page(story, head, body, story.text["charset"])


LAYOUTS: tuple[Callable[[Story], str], ...] = (news, bare, table, live, amp, brief, hashed, old_form)
#: Layouts that are written in their language's old encoding.
OLD = ("old_form", "framed")


def written(folder: Path, texts: str = "page_texts.toml", layouts: tuple[Callable[[Story], str], ...] = LAYOUTS) -> int:
    """Write pages and truth into a folder; how many pages."""
    langs = tomllib.loads((HERE / texts).read_text(encoding="utf-8"))
    rows = []
    for number, layout in enumerate(layouts):
        for place, (lang, text) in enumerate(langs.items()):
            story = told(lang, text, number, place, short=layout is brief)
            charset = text["charset"] if layout.__name__ in OLD else "utf-8"
            name = f"{layout.__name__}-{lang}.html"
            (folder / name).write_bytes(layout(story).encode(charset, "xmlcharrefreplace"))
            rows.append(truth(name, story, layout))
    (folder / "truth.jsonl").write_text(
        "".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows), encoding="utf-8"
    )
    return len(rows)


def told(lang: str, text: Text, number: int, place: int, *, short: bool) -> Story:
    """The story of a page: of the text's paragraphs some, beginning with another one in each layout."""
    every = text["paragraphs"]
    size = 1 if short else 4 + (number + place) % 3
    turned = (every[number % 3 :] + every[: number % 3])[:size]
    return Story(lang, text, FIRST + timedelta(days=number * 41 + place * 3), tuple(turned))


def truth(name: str, story: Story, layout: Callable[[Story], str]) -> dict[str, object]:
    text = "\n".join((story.text["lead"], *story.paragraphs))
    known = {"file": name, "lang": story.lang, "layout": layout.__name__, "published": str(story.day)}
    return {**known, "title": story.text["title"], "url": story.url, "text": text}
