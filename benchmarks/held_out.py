"""Pages that no rule was made on: 4 layouts of the 4 languages of `held_out_texts.toml`.

A ministry's press release, an agency's wire page, a blog with its comments, and a page of the time of frames.
"""

from collections.abc import Callable
from html import escape

from page_layouts import Story, article, ld, page


def items(story: Story, every: int = 4) -> str:
    """Headlines of other days, as a list."""
    rows = ""
    for number, title in enumerate(story.text["related"], 1):
        day = story.before(number * every)
        rows += (
            f'<li class="views-row"><span class="date">{story.said(day)}</span> '
            f'<a href="/naujiena/{number}">{escape(title)}</a></li>'
        )
    return rows


def ministry(story: Story) -> str:
    """A press release in the fields of a content system: the day in words alone, files and contacts below."""
    menu = "".join(
        f'<li class="menu-item"><a href="/{i}">{escape(n)}</a></li>' for i, n in enumerate(story.text["nav"])
    )
    words = "".join(f'<p class="text-align-justify">{escape(p, quote=False)}</p>\n' for p in story.paragraphs)
    body = f"""<a href="#main-content" class="visually-hidden focusable skip-link">{story.nav(0)}</a>
<div class="dialog-off-canvas-main-canvas"><header role="banner" class="region region-header">
<ul class="language-switcher"><li><a href="/en">EN</a></li><li><a href="/de">DE</a></li></ul>
<nav role="navigation" class="block block-menu"><ul class="menu">{menu}</ul></nav></header>
<div class="region region-breadcrumb"><ol><li><a href="/">{story.nav(0)}</a></li><li><a href="/n">{story.nav(1)}</a></li><li>{story["title"]}</li></ol></div>
<main role="main"><a id="main-content" tabindex="-1"></a><div class="region region-content">
<h1 class="page-header"><span class="field field--name-title field--type-string">{story["title"]}</span></h1>
<article class="node node--type-press-release node--view-mode-full"><div class="node__content">
<div class="field field--name-field-date field--type-datetime"><div class="field__item">{story.said(story.day)}</div></div>
<div class="field field--name-field-image"><img src="/files/laivas.jpg" alt="{story["caption"]}"><div class="field--name-field-caption">{story["caption"]}</div></div>
<div class="field field--name-body field--type-text-with-summary"><p><strong>{story["lead"]}</strong></p>
{words}</div>
<div class="field field--name-field-contact">{escape(story.text["press"], quote=False)}</div>
<div class="field field--name-field-files"><span class="file file--mime-application-pdf"><a href="/files/a.pdf">{story["title"][:30]}.pdf</a></span> <span class="file-size">184.2 KB</span></div>
</div></article></div><aside class="region region-sidebar-second"><h2>{story["latest"]}</h2><ul>{items(story)}</ul></aside></main>
<footer><p>{story["outlet"]}. {story["rights"]}</p></footer></div>"""
    return page(story, '<meta name="Generator" content="Drupal 10 (https://www.drupal.org)">', body)


def wire(story: Story) -> str:
    """An agency's page: a ticker of clock times, a slug before the first words, a box between, the next story below."""
    ticker = "".join(
        f'<div class="lenta-item"><span class="lenta-time">1{i}:4{i}</span><a href="/{i}">{escape(t)}</a></div>'
        for i, t in enumerate(story.text["related"] * 2)
    )
    first, second, *rest = story.paragraphs
    more = "".join(f"<p>{escape(p, quote=False)}</p>" for p in rest)
    other = story.text["related"][1]
    head = (
        f'<meta property="og:type" content="article"><meta property="og:title" content="{story["title"]}">'
        f'<meta property="og:site_name" content="{story["outlet"]}"><meta name="keywords" content="{story.nav(1)}">'
        + ld(article(story, dateModified=f"{story.day}T12:05:00+03:00", description=story.text["lead"]))
    )
    body = f"""<div class="page-wrap"><div class="lenta-column"><div class="lenta-title">{story["latest"]}</div>{ticker}</div>
<div class="content-column"><div class="news-page" data-id="100200"><div class="news-date">{story.said(story.day)} 09:40 <span class="upd">{story["updated"]} 12:05</span></div>
<h1 class="news-title">{story["title"]}</h1><div class="news-lead">{story["lead"]}</div>
<div class="news-media"><picture><img src="1.webp"></picture><div class="media-source">© {story["caption"]}</div></div>
<div class="news-text"><p>{escape(first, quote=False)}</p><p>{escape(second, quote=False)}</p>
<div class="inject inject_news"><span class="inject__title">{story["also"]}</span><a href="/x"><span class="inject__text">{escape(story.text["related"][2])}</span></a></div>
<div class="adfox-banner" id="adfox_1"></div>{more}</div>
<div class="news-rubrics"><a href="/r/1">{story.nav(1)}</a><a href="/r/2">{story.nav(2)}</a></div></div>
<div class="news-page news-page_next" data-id="100199"><div class="news-date">{story.said(story.before(1))} 18:10</div><h2 class="news-title"><a href="/next">{escape(other)}</a></h2>
<div class="news-lead">{escape(story.text["comment"])}</div></div></div></div>
<div class="foot">{story["rights"]}</div>"""
    return page(story, head, body)


def blog(story: Story) -> str:
    """A post with comments longer than its paragraphs, and months of archives beside it."""
    words = "".join(f"<p>{escape(p, quote=False)}</p>\n" for p in story.paragraphs)
    said = "".join(
        f'<li id="comment-{n}" class="comment depth-1"><article class="comment-body"><footer class="comment-meta"><b class="fn">{name}</b>'
        f'<time datetime="{story.before(-n)}T20:0{n}:00+00:00">{story.said(story.before(-n))}</time></footer>'
        f'<div class="comment-content"><p>{escape(story.text["comment"])}</p><p>{escape(story.text["comment"])}</p></div>'
        f'<div class="reply"><a rel="nofollow" href="#respond">{story["reply"]}</a></div></article></li>'
        for n, name in enumerate(("Ana", "M. K.", "skipper"), 1)
    )
    months = "".join(f'<li><a href="/2024/{n:02}/">{m} 2024</a></li>' for n, m in enumerate(story.text["months"], 1))
    body = f"""<div id="page" class="site"><header id="masthead" class="site-header"><p class="site-title"><a href="/" rel="home">{story["outlet"]}</a></p></header>
<div id="content" class="site-content"><div id="primary" class="content-area"><main id="main" class="site-main">
<article id="post-812" class="post-812 post type-post status-publish format-standard hentry category-world">
<header class="entry-header"><h1 class="entry-title">{story["title"]}</h1><div class="entry-meta"><span class="posted-on"><a href="{story.url}" rel="bookmark"><time class="entry-date published" datetime="{story.day}T08:12:44+02:00">{story.said(story.day)}</time><time class="updated" datetime="{story.before(-2)}T09:00:00+02:00">{story.said(story.before(-2))}</time></a></span>
<span class="byline"> <span class="author vcard"><a class="url fn n" href="/author/x/">{story["by"]}</a></span></span></div></header>
<div class="entry-content"><p>{story["lead"]}</p>
{words}<div class="sharedaddy sd-sharing-enabled"><h3 class="sd-title">{story["share"]}</h3><ul><li><a href="?share=x">X</a></li><li><a href="?share=f">Facebook</a></li></ul></div>
<div id="jp-relatedposts" class="jp-relatedposts"><h3>{story["also"]}</h3>{"".join(f'<p><a href="/{i}">{escape(t)}</a></p>' for i, t in enumerate(story.text["related"]))}</div></div>
<footer class="entry-footer"><span class="cat-links"><a href="/c">{story.nav(1)}</a></span></footer></article>
<nav class="navigation post-navigation"><div class="nav-previous"><a href="/p">{story["previous"]}: {escape(story.text["related"][0])}</a></div><div class="nav-next"><a href="/n">{story["next"]}</a></div></nav>
<div id="comments" class="comments-area"><h2 class="comments-title">3</h2><ol class="comment-list">{said}</ol></div></main></div>
<aside id="secondary" class="widget-area"><section class="widget widget_archive"><h2>{story["archives"]}</h2><ul>{months}</ul></section></aside></div></div>"""
    return page(
        story, '<link rel="https://api.w.org/" href="/wp-json/"><meta name="generator" content="WordPress 6.4">', body
    )


def framed(story: Story) -> str:
    """A page that a frame once showed: capitals, unclosed paragraphs, hard line breaks, an encoding of its own."""
    menu = "<BR>".join(f"<A HREF=n{i}.htm TARGET=_top>{escape(n)}</A>" for i, n in enumerate(story.text["nav"]))
    words = "".join(
        f"<P ALIGN=JUSTIFY>&nbsp;&nbsp;&nbsp;{_wrapped(escape(p, quote=False))}\n" for p in story.paragraphs
    )
    charset = story.text["charset"]
    return f"""<HTML><HEAD><META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset={charset}">
<TITLE>{story["outlet"]} - {story["title"]}</TITLE><META NAME="GENERATOR" CONTENT="Mozilla/4.05 [en] (Win95; I) [Netscape]"></HEAD>
<BODY BGCOLOR=#FFFFFF TEXT=#000000 LINK=#0000FF BACKGROUND="fon.gif">
<CENTER><FONT SIZE=+2 FACE="Arial"><B>{story["outlet"]}</B></FONT><HR WIDTH=80%></CENTER>
<TABLE BORDER=0 CELLPADDING=6><TR><TD VALIGN=TOP WIDTH=130><FONT SIZE=-1>{menu}</FONT></TD><TD VALIGN=TOP>
<B>{story.said(story.day)}</B><BR><BR>
<FONT SIZE=+1 COLOR=#990000><B>{story["title"]}</B></FONT>
<P ALIGN=JUSTIFY><I>{_wrapped(story["lead"])}</I>
{words}<P ALIGN=RIGHT><I>{story["by"]}</I>
<P><A HREF=index.htm>{story["back"]}</A> | <A HREF=mailto:red@{story.text["host"]}>E-mail</A>
</TD></TR></TABLE><HR><CENTER><FONT SIZE=-2>&copy; 1999-2025 {story["outlet"]}. {story["rights"]}<BR><IMG SRC=/cgi-bin/counter.cgi></FONT></CENTER></BODY></HTML>
"""


def _wrapped(words: str) -> str:
    """Words with a line break in the source after every tenth, as old editors wrote them."""
    parts = words.split(" ")
    return "\n".join(" ".join(parts[at : at + 10]) for at in range(0, len(parts), 10))


LAYOUTS: tuple[Callable[[Story], str], ...] = (ministry, wire, blog, framed)
