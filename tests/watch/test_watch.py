"""A watch over a server that adds, edits, repeats and errs: each report once, each alert once, whatever happens."""

import hashlib
import hmac
import json
import socketserver
import threading
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from ipaddress import ip_network
from pathlib import Path

import pytest
from click.testing import CliRunner

from dragoman.cli import main
from dragoman.desk import Desk, open_desk
from dragoman.exports.changes import changes
from dragoman.records import Claim, Report
from dragoman.reports.fetch import Fetcher, Manners
from dragoman.watch import Change, Channel, ConfigError, Watch, channels, open_state, read_config
from dragoman.watch.alerts import DeliveryError, line_of
from local_server import Answering, listening

ONE = (ip_network("127.0.0.1/32"),)
NOW = 1_765_700_000.0  # 2025-12-14
FEED = "<?xml version='1.0'?><rss version='2.0'><channel><title>Ufuk</title><language>en</language>{}</channel></rss>"
FREED = (
    "Belarus released 52 prisoners on Thursday, 11 September, after talks with the United States, the ministry said. "
)
OTHER = (
    "The United States appointed John Coale as its envoy to Belarus on Sunday, the White House said in a statement. "
)


def entry(number: int, text: str) -> str:
    whole = f"{text}{'The statement gave no further details of it. ' * 6}"
    return (
        f"<item><guid>{number}</guid><title>News {number}</title><pubDate>Fri, 12 Sep 2025 10:00:00 +0300</pubDate>"
        f"<content:encoded xmlns:content='http://purl.org/rss/1.0/modules/content/'>{whole}</content:encoded></item>"
    )


class Site:
    """What a server answers by path, which a test changes as it goes; what was asked of it and posted to it."""

    def __init__(self) -> None:
        self.pages: dict[str, tuple[int, dict[str, str], bytes]] = {}
        self.asked: list[str] = []
        self.posted: list[tuple[dict[str, str], bytes]] = []
        self.hook = 200
        self.base = ""

    def feed(self, path: str, *entries: str) -> None:
        body = FEED.format("".join(entries)).encode()
        self.pages[path] = (200, {"ETag": f'"{hashlib.sha256(body).hexdigest()}"'}, body)


@contextmanager
def served() -> Iterator[Site]:
    site = Site()

    class Handler(Answering):
        def do_GET(self) -> None:  # noqa: N802 - the library calls it so
            site.asked.append(self.path)
            status, headers, body = site.pages.get(self.path, (404, {}, b""))
            if headers.get("ETag") and self.headers.get("If-None-Match") == headers["ETag"]:
                status, body = 304, b""
            self.answer(status, headers, body)

        def do_POST(self) -> None:  # noqa: N802 - the library calls it so
            body = self.rfile.read(int(self.headers["Content-Length"]))
            if site.hook == 200:
                site.posted.append((dict(self.headers), body))
            self.answer(site.hook, {}, b"")

    with listening(Handler) as site.base:
        yield site


class Desktop:
    """A watch that can be ended and begun again over the same files, as a process is."""

    def __init__(self, folder: Path, toml: str, reader: object) -> None:
        self.folder, self.reader, self.now = folder, reader, NOW
        (folder / "watch.toml").write_text(toml, encoding="utf-8")
        self.told: list[Change] = []

    def round(self, *, everything: bool = True, stopped: Callable[[], bool] = lambda: False, **manners: object):
        config = read_config(self.folder / "watch.toml")
        state = open_state(self.folder / "store.db.watch")
        self.desk = open_desk(self.folder / "store.db")
        with Fetcher(Manners(**{"delay": 0.0, "allowed": ONE, "patience": 1.0, **manners})) as fetcher:
            terminal = Channel("terminal", self.told.extend)
            told = (terminal, *channels(config, state, lambda _: None))
            watch = Watch(config, self.desk, state, fetcher, lambda _: "en", told)
            watch.clock, watch.is_stopped, watch.reader = lambda: self.now, stopped, self.reader
            try:
                return watch.round(everything=everything)
            finally:
                state.close()

    def size(self) -> int:
        return self.desk.store.sizes()[0]


def test_each_report_and_each_alert_once(tmp_path: Path, reader: object) -> None:
    """New items are taken and told; the same feed again brings 304, and nothing; an edited item is one more report."""
    with served() as site:
        site.feed("/rss", entry(1, FREED))
        desk = Desktop(
            tmp_path, f'parties = ["BY"]\n[[feed]]\nurl = "{site.base}/rss"\n[alerts]\natom = "changes.xml"\n', reader
        )
        first, second = desk.round(), desk.round()
        told = len(desk.told)
        site.feed("/rss", entry(1, FREED), entry(2, OTHER))
        third = desk.round()
        site.feed("/rss", entry(1, FREED.replace("52", "54")), entry(2, OTHER))
        fourth, fifth = desk.round(), desk.round()

    assert (first.new, second.new, second.unchanged, third.new, fourth.new, fifth.new) == (1, 0, 1, 1, 1, 0)
    assert told
    assert not second.changes
    assert third.changes
    assert len({c.id for c in desk.told}) == len(desk.told)
    entries = ET.parse(tmp_path / "changes.xml").findall("{http://www.w3.org/2005/Atom}entry")
    assert len(entries) == len(desk.told)


def test_errors_of_servers_stop_nothing(tmp_path: Path, reader: object) -> None:
    """500, broken XML, no XML, a bomb, a way inside: each a problem; the good feed is taken, and the bad once they mend."""
    import gzip

    with served() as site:
        site.feed("/good", entry(1, FREED))
        bad = {
            "/down": (500, {}, b""),
            "/broken": (200, {}, b"<rss><channel><item><tit"),
            "/page": (200, {}, b"<html><body>Sign in</body></html>"),
            "/bomb": (200, {"Content-Encoding": "gzip"}, gzip.compress(b"0" * 20_000_000)),
            "/inside": (302, {"Location": "http://127.0.0.2:1/"}, b""),
        }
        site.pages.update(bad)
        feeds = "".join(f'[[feed]]\nurl = "{site.base}{path}"\n' for path in (*bad, "/good"))
        desk = Desktop(tmp_path, feeds, reader)
        first = desk.round()
        site.feed("/down", entry(7, OTHER))
        second = desk.round()

    assert (first.new, second.new) == (1, 1)
    assert len({p.place for p in first.problems}) >= 4
    assert any("no public address" in p.message for p in first.problems)


def test_a_page_that_fails_is_got_later_though_the_feed_has_not_changed(tmp_path: Path, reader: object) -> None:
    """An item waits in the state until its page is there: 304 of its feed loses nothing."""
    page = f"<html><head><meta property='article:published_time' content='2025-09-12'><title>News</title></head><body><article><p>{FREED * 2}</p></article></body></html>"
    with served() as site:
        site.feed("/rss", f"<item><guid>1</guid><title>News</title><link>{site.base}/1</link></item>")
        site.pages["/1"] = (503, {"Retry-After": "0"}, b"")
        desk = Desktop(tmp_path, f'[[feed]]\nurl = "{site.base}/rss"\n', reader)
        first = desk.round()
        site.pages["/1"] = (200, {}, page.encode())
        desk.now += 600
        second, third = desk.round(), desk.round()

    assert (first.new, second.unchanged, second.new, third.new) == (0, 1, 1, 0)
    assert site.asked.count("/1") == 2


def test_a_watch_that_is_killed_goes_on_where_it_was(tmp_path: Path, reader: object) -> None:
    """Stopped after any number of steps and begun again: the same reports and alerts as unbroken."""

    class KilledError(Exception):
        pass

    def kill_after(steps: int) -> Callable[[], bool]:
        left = iter(range(steps))

        def step() -> bool:
            if next(left, None) is None:
                raise KilledError
            return False

        return step

    with served() as site:
        site.feed("/rss", entry(1, FREED), entry(2, OTHER))
        toml = f'[[feed]]\nurl = "{site.base}/rss"\n[[webhook]]\nurl = "{site.base}/hook"\nsecret = "s"\n'
        (tmp_path / "whole").mkdir()
        whole = Desktop(tmp_path / "whole", toml, reader)
        whole.round()
        site.posted.clear()
        (tmp_path / "broken").mkdir()
        broken = Desktop(tmp_path / "broken", toml, reader)
        for steps in range(1, 8):
            try:
                broken.round(stopped=kill_after(steps))
            except KilledError:
                continue
        posted = [h["Dragoman-Change"] for h, _ in site.posted]

    assert broken.size() == whole.size() == 2
    assert sorted(c.id for c in broken.told) == sorted(c.id for c in whole.told)
    assert sorted(posted) == sorted(c.id for c in whole.told)


def test_a_webhook_is_signed_and_waits_for_what_refuses(tmp_path: Path, reader: object) -> None:
    """A hook that is down gets its changes later, the others are not told twice."""
    with served() as site:
        site.feed("/rss", entry(1, FREED))
        site.hook = 500
        desk = Desktop(
            tmp_path,
            f'[[feed]]\nurl = "{site.base}/rss"\n[[webhook]]\nurl = "{site.base}/hook"\nsecret = "geheim"\n',
            reader,
        )
        first = desk.round()
        told = list(desk.told)
        site.hook = 200
        desk.round()
        desk.round()

    assert any("500" in p.message for p in first.problems)
    assert told == desk.told
    assert len(site.posted) == len(told) > 0
    headers, body = site.posted[0]
    assert headers["Dragoman-Signature"] == "sha256=" + hmac.new(b"geheim", body, hashlib.sha256).hexdigest()
    assert json.loads(body)["words"] == told[0].words


class Postman(socketserver.StreamRequestHandler):
    """As much of SMTP as it takes to receive a mail."""

    def handle(self) -> None:
        self.wfile.write(b"220 x\r\n")
        for raw in self.rfile:
            word = raw[:4].upper().strip()
            if word == b"DATA":
                self.wfile.write(b"354 go\r\n")
                self.server.mails.append(b"".join(iter(self.rfile.readline, b".\r\n")))
            self.wfile.write(b"221 bye\r\n" if word == b"QUIT" else b"250 ok\r\n")
            if word == b"QUIT":
                return


def test_a_mail_tells_of_all_changes_of_a_round(tmp_path: Path, reader: object) -> None:
    """One mail by SMTP, with the words of each change."""
    with served() as site, socketserver.ThreadingTCPServer(("127.0.0.1", 0), Postman) as server:
        server.mails, server.daemon_threads = [], True
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        site.feed("/rss", entry(1, FREED))
        port = server.server_address[1]
        mail = f'[[mail]]\nhost = "127.0.0.1"\nport = {port}\nto = "desk@x.example"\nfrom = "dragoman@x.example"\n'
        desk = Desktop(tmp_path, f'[[feed]]\nurl = "{site.base}/rss"\n{mail}', reader)
        desk.round()
        desk.round()
        server.shutdown()

    assert len(server.mails) == 1
    assert b"Message-ID: <alert-" in server.mails[0]


def test_lists_of_feeds_and_folders(tmp_path: Path, reader: object) -> None:
    """An OPML list is followed to its feeds though it has not changed; a folder is read again when a file is added."""
    (tmp_path / "in").mkdir()
    with served() as site:
        site.pages["/list"] = (200, {"ETag": '"1"'}, b"<opml><body><outline xmlUrl='/rss'/></body></opml>")
        site.feed("/rss", entry(1, FREED))
        desk = Desktop(tmp_path, f'[[opml]]\nurl = "{site.base}/list"\n[[folder]]\npath = "in"\n', reader)
        first = desk.round()
        (tmp_path / "in" / "2025-09-12 a.txt").write_text(OTHER * 3, encoding="utf-8")
        site.feed("/rss", entry(1, FREED), entry(2, OTHER))
        second, third = desk.round(), desk.round()

    assert (first.new, second.new, third.new) == (1, 2, 0)


def test_what_held_before_the_watch_is_not_told(tmp_path: Path, report: Callable[..., Report], reader: object) -> None:
    """A store that is full already gives no alerts until something changes."""
    kept = open_desk(tmp_path / "store.db")
    kept.take([report(FREED, on="2025-09-12")])
    list(kept.read(reader))
    (tmp_path / "in").mkdir()
    desk = Desktop(tmp_path, '[[folder]]\npath = "in"\n', reader)

    assert desk.round().changes == []
    assert desk.told == []


def test_changes_are_known_again_by_their_claims(desk: Desk, claim: Callable[..., Claim]) -> None:
    """A number told differently and a promise kept are changes; about others than the watched nothing is told."""
    from dragoman.ledger import keep_ledger

    told = [
        claim(
            "release",
            "promised",
            published="2025-09-01",
            report="r0",
            count=52,
            when=("2025-09-01", "2025-09-30"),
            outlet="A",
        ),
        claim("release", published="2025-09-12", report="r1", count=52, when="2025-09-11", outlet="A"),
        claim("release", published="2025-09-12", report="r2", count=14, when="2025-09-11", outlet="B"),
    ]
    found = changes(keep_ledger(told), told, ["BY"])
    kinds = {c.kind for c in found}

    assert "new event" in kinds
    assert any(k.startswith("promise") for k in kinds)
    assert changes(keep_ledger(told), told, ["US"]) == []
    assert found == changes(keep_ledger(reversed(told)), reversed(told), ["BY"])
    assert all("\x1b" not in line_of(c) for c in found)


@pytest.mark.parametrize(
    ("toml", "message"),
    [
        ("", "nothing to watch"),
        ("[[feed]]\n", "feed 1: `url` is missing"),
        ('[[feed]]\nurl = "x"\n', "feed 1: url: 'x' is no address"),
        ('[[feed]]\nurl = "http://a.example"\nurll = 1\n', "feed 1: no such setting `urll`"),
        ('every = "5"\n[[folder]]\npath = "in"\n', "every: '5' is no time"),
        ('every = "5s"\n[[folder]]\npath = "in"\n', "too often"),
        ("parties = [1]\n", "parties"),
        ("partys = []\n", "partys: no such setting"),
        ("[[feed]\n", "not TOML"),
        ('[[mail]]\nhost = "h"\nto = "a"\nfrom = "b"\nport = "x"\n', "mail 1: port: 'x' should be a whole number"),
        ("[folder]\npath = 1\n", "folder"),
    ],
)
def test_mistakes_in_the_configuration_are_told_by_place(tmp_path: Path, toml: str, message: str) -> None:
    """Each says where it is and what is allowed; the command ends with 2."""
    path = tmp_path / "watch.toml"
    path.write_text(toml, encoding="utf-8")

    with pytest.raises(ConfigError, match="watch") as raised:
        read_config(path)
    assert message in str(raised.value)
    assert CliRunner().invoke(main, ["watch", str(path), "--once"]).exit_code == 2


def test_the_atom_file_that_cannot_be_written_is_a_delivery_error(tmp_path: Path) -> None:
    """No crash: what was to be told waits."""
    from dragoman.watch.alerts import write_atom

    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(DeliveryError):
        write_atom(tmp_path / "file" / "changes.xml", [])


def test_the_command_runs_one_round(tmp_path: Path) -> None:
    """`--once` over a feed on loopback, refused without `--allow-private`."""
    with served() as site:
        site.feed("/rss", entry(1, "Nothing happened in the village that day. "))
        (tmp_path / "w.toml").write_text(f'[[feed]]\nurl = "{site.base}/rss"\n', encoding="utf-8")
        command = ["watch", str(tmp_path / "w.toml"), "--once", "--store", str(tmp_path / "s.db")]
        refused = CliRunner().invoke(main, command)
        taken = CliRunner().invoke(main, [*command, "--allow-private"])

    assert (refused.exit_code, taken.exit_code) == (1, 0)
    assert "no public address" in refused.output
    assert "1 new report" in taken.output
