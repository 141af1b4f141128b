"""From an item of a feed to a report: its own text where that is whole, else the page that it leads to."""

from collections.abc import Callable
from datetime import date, timedelta

from dragoman.records import Problem
from dragoman.reports.feeds import Item
from dragoman.reports.fetch import Fetched, Refusal
from dragoman.reports.make import Detect, Found, make_report, problem

Fetch = Callable[[str], Fetched | Refusal]
NO_DATE = "no date"
#: Where a report is of tomorrow, clocks and time zones differ; of a later day, something is wrong.
AHEAD = timedelta(days=2)


def item_report(item: Item, place: str, fetch: Fetch, detect: Detect, today: date) -> Found:
    """The report of an item, or what is wrong with it: a Refusal that does not last where asking again may help.

    A page's own date holds, and the feed's only where the page gives none. Where there is no page, or none that is
    given to us or can be read, the words of the feed are the report.
    """
    if item.full or item.url is None:
        return of_feed(item, place, detect, today)
    answer = fetch(item.url)
    if isinstance(answer, Refusal):
        return _in_its_place(item, answer, place, detect, today) if answer.lasting else answer
    found = _of_page(item, answer, detect, today)
    return _in_its_place(item, found, place, detect, today) if isinstance(found, Problem) else found


def of_feed(item: Item, place: str, detect: Detect, today: date) -> Found:
    """The report that the feed's own words make."""
    where = item.url or place
    if item.published and item.published > today + AHEAD:
        return problem(where, f"a date that cannot be: {item.published} by the feed, but it was fetched on {today}")
    return make_report(item.text or item.title or "", _told(item), where, detect)


def _of_page(item: Item, page: Fetched, detect: Detect, today: date) -> Found:
    from dragoman.reports.pages import page_report  # noqa: PLC0415 - loads the extractor

    told: dict[str, object] = {"retrieved": today}
    found = page_report(page.body, page.url, detect, url=page.url, charset=page.charset, told=told)
    if isinstance(found, Problem) and found.message.startswith(NO_DATE) and item.published:
        known = {**told, "published": item.published}
        found = page_report(page.body, page.url, detect, url=page.url, charset=page.charset, told=known)
    return found


def _in_its_place(item: Item, wrong: Problem, place: str, detect: Detect, today: date) -> Found:
    """What the feed says, where the page says nothing; what is wrong with the page, where the feed has no text."""
    own = of_feed(item, place, detect, today) if item.text else wrong
    return wrong if isinstance(own, Problem) else own


def _told(item: Item) -> dict[str, object]:
    about = {"outlet": item.outlet, "url": item.url, "title": item.title, "author": item.author}
    return {"published": item.published, **about}
