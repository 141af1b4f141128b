"""Reports of addresses: a page, or what a feed or sitemap there leads to. Nothing is fetched that was not asked for."""

from collections.abc import Iterable, Iterator
from datetime import date

from dragoman.records import Problem
from dragoman.reports.feeds import Item, feed_items, listed
from dragoman.reports.fetch import Fetched, Fetcher
from dragoman.reports.follow import item_report
from dragoman.reports.make import Detect, Found
from dragoman.reports.pages import page_report

#: Lists of feeds may name lists.
DEEPEST = 2


def address_reports(urls: Iterable[str], fetcher: Fetcher, detect: Detect, today: date) -> Iterator[Found]:
    """The reports of pages, feeds, sitemaps and lists of them, with a Problem in the place of each that fails."""
    for url in urls:
        yield from _reports(url, fetcher, detect, today, 0)


def _reports(url: str, fetcher: Fetcher, detect: Detect, today: date, depth: int) -> Iterator[Found]:
    answer = fetcher.fetch(url)
    if not isinstance(answer, Fetched):
        yield answer
    elif _is_page(answer):
        told = {"retrieved": today}
        yield page_report(answer.body, answer.url, detect, url=answer.url, charset=answer.charset, told=told)
    elif (links := listed(answer.body, answer.url)) and depth < DEEPEST:
        for link in links:
            yield from _reports(link, fetcher, detect, today, depth + 1)
    else:
        for item in feed_items(answer.body, answer.url, answer.url, answer.charset):
            yield _of_item(item, answer.url, fetcher, detect, today)


def _of_item(item: Item | Problem, place: str, fetcher: Fetcher, detect: Detect, today: date) -> Found:
    return item if isinstance(item, Problem) else item_report(item, place, fetcher.fetch, detect, today)


def _is_page(answer: Fetched) -> bool:
    """Whether an answer is a page: by its type, and by its first element where the type says too little."""
    kind = (answer.content_type or "").lower()
    if "html" in kind and "xml" not in kind.replace("xhtml+xml", ""):
        return True
    head = answer.body[:1000].lstrip().lower()
    return head.startswith((b"<!doctype html", b"<html"))
