"""The desk in a real browser: a person's day, what helps people who cannot see or use a mouse, and hostile texts."""

import re
import shutil
import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import uvicorn
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect, sync_playwright

from dragoman.access import open_access
from dragoman.desk import Desk, open_desk
from dragoman.processes import Processes
from dragoman.records import Claim
from dragoman.store.accounts import accounts_of
from dragoman.web.app import make_app

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine (apt-get install chromium)")
QUIET = ["--no-sandbox", "--disable-quic", "--disable-background-networking"]
KINDS = (
    "/",
    "/process/BY/US",
    "/process/BY/US?as_of=2025-11-30&since=2025-11-01",
    "/process/BY",
    "/report/sample-tr-3",
)
LISTS = (
    "/search?words=belavia",
    "/open",
    "/disputes",
    "/changes?since=2025-12-01",
    "/judgements",
    "/event/none",
    "/api",
)
HOSTILE = "<script>document.title='stolen'</script><img src=x onerror=\"document.title='stolen'\"> \x07\u202egnol\u202c"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def serve() -> Iterator[Callable[[Desk], str]]:
    """Serves a desk for one user on this machine; gives its address."""
    running = []

    def start(desk: Desk) -> str:
        listener = socket.create_server(("127.0.0.1", 0))
        app = make_app(Processes(desk), open_access(accounts_of(desk.store), "vera"))
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=1))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        running.append((server, thread))
        return f"http://127.0.0.1:{listener.getsockname()[1]}"

    yield start
    for server, thread in running:
        server.should_exit = True
        thread.join(10)


@pytest.fixture
def home(sample: Path, tmp_path: Path, serve: Callable[[Desk], str]) -> str:
    """The address of a server over a copy of the sample."""
    return serve(open_desk(Path(shutil.copy(sample, tmp_path / "copy.db"))))


def every_kind(page: Page, home: str) -> Iterator[str]:
    """An address of each kind of page."""
    yield from (home + path for path in (*KINDS, *LISTS))
    for listing, link in (("/process/BY/US", "/event/"), ("/open", "/promise/"), ("/disputes", "/event/")):
        page.goto(home + listing)
        yield home + page.locator(f"main a[href^='{link}']").first.get_attribute("href")


def freed(page: Page) -> str:
    """How many the page's first line says Belarus freed."""
    return re.match(r"\s*([\d to]+?) people", page.locator(".head").inner_text())[1]


def test_a_persons_day(browser: Browser, home: str):
    """From the first page to the number of the freed, its Turkish words, an earlier day; a claim judged wrong and back."""
    page = browser.new_page(base_url=home)
    page.goto("/")
    page.get_by_role("link", name="Belarus – United States").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Belarus – United States")
    page.get_by_label("As of", exact=True).fill("2025-12-31")
    page.get_by_role("button", name="Show").click()
    by_new_year = freed(page)

    page.get_by_role("link", name="freed 123").first.click()
    turkish = page.locator("blockquote[lang=tr]").first
    expect(turkish).to_contain_text("123")
    expect(turkish.locator("mark.f-count rt")).to_have_text("how many")

    page.goto("/process/BY/US")
    page.get_by_label("As of", exact=True).fill("2025-11-30")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("as of 2025-11-30")
    assert freed(page) != by_new_year
    expect(page.get_by_role("link", name="freed 123")).to_have_count(0)

    page.goto("/process/BY/US")
    before = freed(page)
    told_once = page.locator(".bands .line").filter(has_text="freed").filter(has_text=re.compile(r"\b1 source"))
    told_once.filter(has_not_text="without a day").get_by_role("link").first.click()
    while (page.locator("article.card")).count():
        card = page.locator("article.card").first
        card.locator("details.judge summary").click()
        card.get_by_label("wrong: it shall not count").check()
        card.get_by_label("Reason").fill("tried out")
        card.get_by_role("button", name="Keep this judgement").click()
        expect(page.locator("#notice")).to_contain_text("wrong, by vera: tried out")
    page.goto("/process/BY/US")
    assert freed(page) != before

    page.goto("/judgements")
    while page.get_by_role("button", name="Undo").count():
        page.get_by_role("button", name="Undo").first.click()
        page.goto("/judgements")
    page.goto("/process/BY/US")
    assert freed(page) == before

    page.locator(".export summary").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="csv: events").click()
    assert download.value.suggested_filename == "dragoman-BY-US-events.csv"
    assert "123" in download.value.path().read_text(encoding="utf-8")


def test_the_slider_moves_the_page(browser: Browser, home: str):
    """With scripts the day is dragged, or moved by arrow keys; the address holds it, and the slider keeps the focus."""
    page = browser.new_page(base_url=home)
    page.goto("/process/BY/US")
    slider = page.get_by_role("slider")
    slider.focus()
    for _ in range(3):
        slider.press("ArrowLeft")
    page.wait_for_url("**as_of=*")
    assert re.search(r"as_of=2025-12-\d\d", page.url)
    expect(page.get_by_role("slider")).to_be_focused()


def test_everything_works_without_scripts(browser: Browser, home: str):
    """Without scripts a day is asked for, a claim is judged and that is undone, from the same pages."""
    page = browser.new_context(java_script_enabled=False, base_url=home).new_page()
    page.goto("/process/BY/US")
    expect(page.get_by_role("slider")).to_have_count(0)
    page.get_by_label("As of", exact=True).fill("2025-11-30")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("as of 2025-11-30")
    page.get_by_role("link", name="freed 52").first.click()
    card = page.locator("article.card").first
    card.locator("details.judge summary").click()
    card.get_by_label("right", exact=True).check()
    card.get_by_role("button", name="Keep this judgement").click()
    page.locator("#notice").get_by_role("button", name="Undo").click()
    expect(page.locator("#notice")).to_contain_text("Kept: undo")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing(theme: str, browser: Browser, home: str):
    """On every kind of page axe-core finds no breach of WCAG, in both themes."""
    page = browser.new_page(base_url=home, color_scheme=theme)
    for address in list(every_kind(page, home)):
        page.goto(address)
        for folded in page.locator("details:not([open]) > summary").all()[:2]:
            folded.click()
        rules = {"runOnly": ["color-contrast"]} if theme == "dark" else None
        found = Axe().run(page, options=rules).response["violations"]
        assert [(v["id"], [n["target"] for n in v["nodes"][:3]]) for v in found] == [], address


@pytest.mark.parametrize("width", [320, 390, 2560])
def test_no_page_is_wider_than_its_screen(width: int, browser: Browser, home: str):
    """From a small phone to a wide screen, no page scrolls sideways."""
    page = browser.new_page(base_url=home, viewport={"width": width, "height": 800})
    for address in list(every_kind(page, home)):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address


def test_nothing_is_asked_of_elsewhere(browser: Browser, home: str):
    """A page asks nothing of any other server, has no script or style in it, and breaks no rule of its own policy."""
    page, asked, said = browser.new_page(base_url=home), [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    for address in [a for a in every_kind(page, home) if not a.endswith("/event/none")]:
        page.goto(address)
        assert page.locator("script:not([src]), style, [style], [onclick]").count() == 0, address
    assert {url.split("/")[2] for url in asked} == {home.split("/")[2]}
    assert said == []


def test_keys_alone_reach_everything(browser: Browser, home: str):
    """The first key leads past the head of the page; what has the focus is seen."""
    page = browser.new_page(base_url=home)
    page.goto("/process/BY/US")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="To the content")).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"


def test_hostile_texts_run_nothing(
    browser: Browser, desk: Desk, tell: Callable[..., Claim], serve: Callable[[Desk], str]
):
    """Whatever a report, its outlet, title or address holds: no script runs, nothing is loaded, and the page stands."""
    claim = tell(
        HOSTILE + ". " + "ш" * 3000, count=9, outlet=HOSTILE, title="x" * 1_000_000, url="javascript:1", target="US"
    )
    page, errors = browser.new_page(base_url=serve(desk), viewport={"width": 390, "height": 800}), []
    page.on("pageerror", lambda error: errors.append(str(error)))
    for path in ("/", "/process/BY/US", f"/claim/{claim.id}", f"/report/{claim.report}", "/search?words=gnol"):
        page.goto(path)
        assert "stolen" not in page.title(), path
        assert page.locator("main img, main script").count() == 0, path
        assert page.get_by_role("heading", level=1).is_visible(), path
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, path
    assert errors == []
