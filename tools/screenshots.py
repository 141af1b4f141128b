"""Takes the pictures of docs/desk.md from the sample, in Debian's Chromium: `.venv/bin/python tools/screenshots.py`."""

import re
import shutil
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import NamedTuple

import uvicorn
from playwright.sync_api import Browser, Page, sync_playwright

from dragoman.access import open_access
from dragoman.desk import open_desk, sample_reports
from dragoman.processes import Processes
from dragoman.store.accounts import accounts_of
from dragoman.web.app import make_app

PICTURES = Path(__file__).parent.parent / "docs" / "pictures"
PORT = 8699


class Shot(NamedTuple):
    """One picture: its name, the page, what is shown of it."""

    name: str
    path: str
    width: int
    height: int
    theme: str = "light"
    to: str = ""  #: what is scrolled to


SHOTS = (
    Shot("bargain", "/process/BY/US?as_of=2025-12-31", 1000, 860),
    Shot("event", "the largest release", 1000, 640, "dark", "#wordings"),
    Shot("phone", "/process/BY/US?as_of=2025-11-30&since=2025-11-01", 390, 700, "light", "#gave"),
)


def take(browser: Browser, home: str, shot: Shot) -> int:
    """One picture; how many bytes it has."""
    page = browser.new_page(
        viewport={"width": shot.width, "height": shot.height}, color_scheme=shot.theme, base_url=home
    )
    page.goto(shot.path if shot.path.startswith("/") else _event(page))
    if shot.to:
        page.locator(shot.to).scroll_into_view_if_needed()
        page.locator(shot.to).evaluate("e => e.scrollIntoView()")
    path = PICTURES / f"{shot.name}.png"
    page.screenshot(path=path)
    return path.stat().st_size


def _event(page: Page) -> str:
    """The event that the largest release of the sample is."""
    page.goto("/process/BY/US")
    return page.get_by_role("link", name=re.compile("freed 123")).first.get_attribute("href") or "/"


def main() -> None:
    """Reads the sample, serves it, and takes all pictures."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        desk = open_desk(Path(folder) / "sample.db")
        desk.take(sample_reports())
        for _ in desk.read():
            pass
        app = make_app(Processes(desk), open_access(accounts_of(desk.store), "vera"))
        server = uvicorn.Server(uvicorn.Config(app, port=PORT, log_level="warning"))
        threading.Thread(target=server.run, daemon=True).start()
        while not server.started:
            time.sleep(0.1)
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for shot in SHOTS:
            print(f"{take(browser, f'http://127.0.0.1:{PORT}', shot):>8} {shot.name}", file=sys.stderr)
        browser.close()
        server.should_exit = True


if __name__ == "__main__":
    main()
