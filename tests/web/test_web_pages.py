"""The pages as a client without a browser reads them."""

import html
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import lxml.html
import pytest
from starlette.testclient import TestClient

from dragoman.desk import Desk, open_desk
from dragoman.records import Claim, Role

HOSTILE = '<script>steal()</script>"><img src=x onerror=steal()> \x07\u202egnol\u202c & <b>bold</b>'


def text_of(page: str) -> str:
    """The words of a page, in one line."""
    return " ".join(lxml.html.document_fromstring(page).text_content().split())


def links(page: str) -> list[str]:
    """The addresses on a page that stay on the desk."""
    found = lxml.html.document_fromstring(page).xpath("//a/@href | //link/@href")
    return [link for link in found if link.startswith("/") and not link.startswith("/static")]


def judge(client: TestClient, page: str, **said: str) -> str:
    """Says something as a form of a page does, and gives the page that it leads back to."""
    return client.post("/judge", data={"csrf": client.get("/word").text, "back": page, **said}).text


@pytest.fixture
def bargain(tell: Callable[..., Claim]) -> tuple[Claim, ...]:
    """Two releases by Belarus, one of them told by two outlets and in return for what the United States eased."""
    eased = {"act": "ease_sanctions", "actor": "US", "target": "BY"}
    return (
        tell(
            "Minsk freed 52 people.", "2025-09-12", count=52, when="2025-09-11", outlet="Baltic Dispatch", target="US"
        ),
        tell("52 kişi serbest.", "2025-09-12", count=52, when="2025-09-11", outlet="Ufuk", lang="tr", target="US"),
        tell("Washington eased its sanctions.", "2025-09-12", when="2025-09-11", outlet="Ufuk", **eased),
        tell("Minsk freed 123.", "2025-12-14", count=123, when="2025-12-13", outlet="Baltic Dispatch", target="US"),
        tell("It will lift the rest.", "2025-09-13", status="promised", outlet="Ufuk", **eased),
    )


def test_every_link_leads_somewhere(sample: Path, tmp_path: Path, browse: Callable[..., TestClient]):
    """From the first page on, each link on the sample's pages opens: no page is missing, none breaks, JSON twins too."""
    client = browse(over=open_desk(Path(shutil.copy(sample, tmp_path / "copy.db"))))
    seen, left = set[str](), ["/"]
    kinds: dict[str, int] = {}
    while left:
        link = left.pop()
        kind = urlsplit(link).path.split("/")[1]
        if link in seen or kinds.get(kind, 0) > 12:
            continue
        seen.add(link)
        kinds[kind] = kinds.get(kind, 0) + 1
        answer = client.get(link.partition("#")[0], headers={"accept": "text/html"})
        assert answer.status_code == 200, link
        if "text/html" in answer.headers["content-type"]:
            left += [urljoin(link, further) for further in links(answer.text)]
            assert len(lxml.html.document_fromstring(answer.text).xpath("//h1")) == 1, link
    assert {"", "process", "event", "promise", "report", "claim", "open", "disputes", "changes", "api"} <= kinds.keys()


def test_a_bargain_stands_in_two_columns(bargain: tuple[Claim, ...], browse: Callable[..., TestClient]):
    """Each side's deeds stand in its column, and every number of it leads to its evidence."""
    page = lxml.html.document_fromstring(browse().get("/process/BY/US").text)
    heads = [" ".join(th.text_content().split()) for th in page.xpath("//table[contains(@class,'bands')]//th")]
    assert heads[0] == "Belarus gave or did"
    assert heads[-1] == "United States gave or did"
    rows = page.xpath("//table[contains(@class,'bands')]/tbody/tr")
    freed = next(row for row in rows if "freed 52" in " ".join(row.text_content().split()))
    assert "eased sanctions" in freed[-1].text_content()
    assert all(a.get("href").startswith("/event/") for a in freed.xpath(".//a"))


def test_a_page_is_of_its_day(bargain: tuple[Claim, ...], browse: Callable[..., TestClient]):
    """As of a day nothing stands on a page that no report told by then, and links lead on to that day."""
    now, then = (text_of(browse().get(f"/process/BY/US{q}").text) for q in ("", "?as_of=2025-11-30"))
    assert "freed 123" in now
    assert "freed 52" in then
    assert "123" not in then
    page = browse().get("/process/BY/US?as_of=2025-11-30").text
    assert all("as_of=2025-11-30" in link for link in links(page) if link.startswith("/event"))
    assert "Nothing was known" in text_of(browse().get("/process/BY/US?as_of=2001-01-01").text)


def test_what_is_new_is_marked(bargain: tuple[Claim, ...], browse: Callable[..., TestClient]):
    """On request, what reports after a day tell for the first time is marked, by a word."""
    page = lxml.html.document_fromstring(browse().get("/process/BY/US?since=2025-10-01").text)
    new = [line.text_content() for line in page.xpath("//*[contains(@class,'is-new')]")]
    assert len(new) == 1
    assert "123" in new[0]
    assert "new" in new[0]


def test_an_event_shows_every_wording(bargain: tuple[Claim, ...], browse: Callable[..., TestClient]):
    """An event's page has each wording in its language, with its source, and a reading of every field."""
    page = lxml.html.document_fromstring(browse().get(f"/claim/{bargain[0].id}").text)
    quotes = {q.get("lang"): " ".join(q.text_content().split()) for q in page.xpath("//blockquote")}
    assert "Minsk freed 52 people." in quotes["en"]
    assert "52 kişi serbest." in quotes["tr"]
    assert {"Baltic Dispatch", "Ufuk"} <= {h.text_content().split(" 1 ")[0].strip() for h in page.xpath("//h3")}


def test_words_of_fields_are_labelled(tell: Callable[..., Claim], browse: Callable[..., TestClient]):
    """The words of a field carry its label in text, so that colour is never alone."""
    claim = tell("Minsk freed 52 people.", count=52, count_words="52", actor_words="Minsk", when="2025-09-11")
    page = lxml.html.document_fromstring(browse().get(f"/claim/{claim.id}").text)
    labels = {" ".join(m.xpath("string(.//rt)").split()): m.get("class") for m in page.xpath("//blockquote//mark")}
    assert labels == {"who": "f-actor", "how many": "f-count"}


@pytest.mark.parametrize(("lang", "text"), [("ar", "أفرجت بيلاروس عن 52 سجينا."), ("he", "בלארוס שחררה 52 אסירים.")])
def test_right_to_left_is_shown_so(lang: str, text: str, tell: Callable[..., Claim], browse: Callable[..., TestClient]):
    """A text that runs from right to left says so, with its language, on the event's and the report's page."""
    claim = tell(text, lang=lang, count=52)
    for path in (f"/claim/{claim.id}", f"/report/{claim.report}"):
        page = lxml.html.document_fromstring(browse().get(path).text)
        assert page.xpath(f"//*[contains(@class,'words')][@lang='{lang}'][@dir='rtl']"), path


def test_hostile_text_stays_text(tell: Callable[..., Claim], browse: Callable[..., TestClient]):
    """Whatever a report, its outlet, title or address holds: it is escaped, hidden characters are seen, nothing turns."""
    claim = tell(HOSTILE, count=9, outlet=HOSTILE, title=HOSTILE, url="javascript:steal()", lang="en", target="US")
    client = browse()
    for path in ("/", "/process/BY/US", f"/claim/{claim.id}", f"/report/{claim.report}", "/search?words=bold"):
        page = client.get(path).text
        tree = lxml.html.document_fromstring(page)
        assert not tree.xpath("//script[not(@src)] | //img | //main//b[text()='bold'] | //@onerror"), path
        assert not any(link.startswith("javascript") for link in tree.xpath("//@href")), path
        assert not {"\x07", "\u202e", "\u202c"} & set(page), path
    assert "␇⟨U+202E⟩gnol" in html.unescape(client.get(f"/report/{claim.report}").text)


def test_hostile_questions_stay_text(browse: Callable[..., TestClient]):
    """What an address asks for is shown escaped, or refused with its reason; it never breaks a page."""
    client = browse()
    for path in ("/search?words={}", "/?party={}", "/process/{}/US", "/event/{}", "/open?act={}", "/changes?since={}"):
        answer = client.get(path.format("%3Cscript%3Esteal()%3C/script%3E"))
        assert answer.status_code in (200, 400, 404), path
        assert "<script>steal" not in answer.text, path
    for path in ("/event/%00", "/search?words=%1b[2J", "/?after=nonsense", "/judgements?page=0", "/process/BY?as_of=x"):
        answer = client.get(path)
        assert answer.status_code in (400, 404), path
        assert "<h1>" in answer.text, path


def test_a_huge_headline_is_cut(tell: Callable[..., Claim], browse: Callable[..., TestClient]):
    """A headline of a megabyte is cut in lists and whole on its report's page alone."""
    claim = tell("Minsk freed 52 people.", count=52, title="x" * 1_000_000, outlet="o" * 1_000_000, target="US")
    client = browse()
    assert all(len(client.get(path).text) < 200_000 for path in ("/process/BY/US", f"/claim/{claim.id}"))
    assert len(client.get(f"/report/{claim.report}").text) > 1_000_000


def test_a_report_is_shown_as_it_was_read(tell: Callable[..., Claim], browse: Callable[..., TestClient]):
    """A report's page has its text unchanged, claims marked in place and numbered, lines around it greyed."""
    text = "Minsk freed 52 people. They went to Vilnius.\n\nRead also: the price of potash"
    claim = tell(text, count=52)
    page = lxml.html.document_fromstring(browse().get(f"/report/{claim.report}").text)
    shown = page.xpath("//div[contains(@class,'words')]")[0]
    for number in shown.xpath(".//sup"):
        number.drop_tree()
    assert shown.text_content() == text
    assert shown.xpath("string(.//mark)") == "Minsk freed 52 people."
    assert shown.xpath("string(.//*[@class='furniture'])") == "Read also: the price of potash"


def test_ids_of_any_form_have_pages(tell: Callable[..., Claim], browse: Callable[..., TestClient]):
    """A report whose id came with it, slashes and all, is opened by the links to it."""
    claim = tell("Minsk freed 52 people.", count=52, report="https://a.example/x?y=1&z#ü")
    client = browse()
    page = lxml.html.document_fromstring(client.get(f"/claim/{claim.id}").text)
    link = page.xpath("//article//a[text()='whole report']/@href")[0]
    assert "Minsk freed 52" in client.get(link.partition("#")[0]).text


def test_wrong_takes_a_claim_out_and_undo_brings_it_back(
    bargain: tuple[Claim, ...], browse: Callable[..., TestClient], desk: Desk
):
    """Judged wrong, a claim no longer counts, and the page says so beside it; undone, everything is as before."""
    client, process = browse(), "/process/BY/US"
    page = judge(client, process, verdict="wrong", claim=bargain[3].id, reason="a running total")
    assert "freed 123" not in text_of(page)
    assert "Kept: wrong, by vera: a running total." in text_of(page)
    assert "judged" in client.get(f"/claim/{bargain[3].id}").text
    said = next(iter(desk.store.judgements()))
    assert "freed 123" in text_of(judge(client, process, verdict="undo", claim=said.id))
    assert text_of(client.get("/judgements").text).count("taken back") == 1
    page = judge(client, process, verdict="wrong", claim=bargain[3].id, reason="a running total")
    assert "freed 123" not in text_of(page)


def test_judging_leads_back_to_the_event(bargain: tuple[Claim, ...], browse: Callable[..., TestClient]):
    """Where the claim that names an event is judged away, its page is followed to its new name; of nothing, to the report."""
    client = browse()
    event = client.get(f"/claim/{bargain[0].id}").url.path
    item = event.split("/")[-1]
    told = [c for c in bargain[:2] if c.id in client.get(event).text]
    assert len(told) == 2
    first = judge(client, event, verdict="wrong", claim=told[0].id, item=item)
    assert "Belarus freed 52" in text_of(first)
    now = client.get(f"/claim/{told[1].id}").url.path
    last = judge(client, now, verdict="wrong", claim=told[1].id, item=now.split("/")[-1])
    assert "The report as it was read" in last


def test_a_field_is_corrected_as_people_write_it(bargain: tuple[Claim, ...], browse: Callable[..., TestClient]):
    """A number, a day, parties are written as people write them; what cannot be one is refused, with how it is written."""
    client = browse()
    back = f"/report/{bargain[3].report}"
    for field, value in (
        ("count", "100+"),
        ("when", "2025-12-12 to 2025-12-13"),
        ("target", "LT, US"),
        ("act", "release"),
    ):
        page = judge(client, back, verdict="field", claim=bargain[3].id, field=field, value=value)
        assert f"Kept: field, {field}" in text_of(page), field
    assert "freed 100+" in text_of(client.get("/process/BY/US").text)
    for field, value in (("count", "many"), ("when", "yesterday"), ("act", "celebrate"), ("quote", "x")):
        answer = judge(client, back, verdict="field", claim=bargain[3].id, field=field, value=value)
        assert "This cannot be read" in answer, field


def test_claims_are_joined_and_parted(bargain: tuple[Claim, ...], browse: Callable[..., TestClient]):
    """Two claims told to be of one act stand in one event, and told not to be they part; an address names an event too."""
    client = browse()
    first, last = (client.get(f"/claim/{c.id}").url.path for c in (bargain[0], bargain[3]))
    assert first != last
    judge(client, first, verdict="same", claim=bargain[0].id, same_as=f"{client.base_url}{last}")
    assert client.get(f"/claim/{bargain[0].id}").url.path == client.get(f"/claim/{bargain[3].id}").url.path
    item = client.get(f"/claim/{bargain[3].id}").url.path.split("/")[-1]
    judge(client, f"/event/{item}", verdict="apart", claim=bargain[3].id, item=item)
    assert client.get(f"/claim/{bargain[0].id}").url.path != client.get(f"/claim/{bargain[3].id}").url.path


def test_a_promise_is_judged_kept(bargain: tuple[Claim, ...], browse: Callable[..., TestClient]):
    """A person says what kept a promise, or that nothing did, and the promise's page tells it."""
    client = browse()
    promise = client.get(f"/claim/{bargain[4].id}").url.path
    event = client.get(f"/claim/{bargain[2].id}").url.path.split("/")[-1]
    item = promise.split("/")[-1]
    assert "Kept by" in text_of(judge(client, promise, verdict="kept", item=item, kept_by=event))
    assert "Kept by" not in text_of(
        judge(client, promise, verdict="kept", item=item, kept_by="none", reason="not that")
    )


def test_nothing_is_said_by_halves(bargain: tuple[Claim, ...], browse: Callable[..., TestClient], desk: Desk):
    """A form without a verdict, of an unknown claim, or same as nothing is refused on a page, and nothing is kept."""
    client = browse()
    for said in (
        {"claim": bargain[0].id},
        {"verdict": "wrong", "claim": "claim-none"},
        {"verdict": "same", "claim": bargain[0].id, "same_as": ""},
        {"verdict": "same", "claim": bargain[0].id, "same_as": "event-none"},
        {"verdict": "kept", "item": "promise-none", "kept_by": "none"},
        {"verdict": "undo", "claim": "judgement-none"},
    ):
        assert "<h1>" in judge(client, "/process/BY/US", **said), said
    assert not list(desk.store.judgements())


def test_after_judging_nobody_is_led_away(bargain: tuple[Claim, ...], browse: Callable[..., TestClient]):
    """The page to go back to is one of the desk's, whatever a form says."""
    client = browse()
    for back in ("https://else.example/", "//else.example/", "/\\else.example", "javascript:steal()"):
        form = {"csrf": client.get("/word").text, "verdict": "right", "claim": bargain[0].id, "back": back}
        answer = client.post("/judge", data=form, follow_redirects=False)
        assert answer.status_code == 303
        assert re.fullmatch(r"/\?said=[\w-]+#[\w-]+", answer.headers["location"])


def test_readers_see_no_forms(bargain: tuple[Claim, ...], browse: Callable[..., TestClient]):
    """Who may only read is offered no judging."""
    pages = [f"/claim/{c.id}" for c in bargain] + [f"/report/{bargain[0].report}", "/judgements"]
    assert not any('action="/judge"' in browse(Role.READER).get(page).text for page in pages)
    assert all('action="/judge"' in browse().get(page).text for page in pages[:-1])


def test_empty_desks_say_what_to_do(browse: Callable[..., TestClient]):
    """Before anything was read, each page says what to do next."""
    client = browse()
    assert "dragoman read" in client.get("/").text
    for path in (
        "/open",
        "/disputes",
        "/changes",
        "/changes?since=2025-01-01",
        "/judgements",
        "/search",
        "/search?words=x",
    ):
        page = lxml.html.document_fromstring(client.get(path).text)
        assert page.xpath("//*[@class='empty']//a") or "Choose" in page.text_content(), path
    assert client.get("/process/BY/US").status_code == 404


def test_search_is_narrowed(bargain: tuple[Claim, ...], browse: Callable[..., TestClient]):
    """Results mark the words that were sought, are counted by kind, and are narrowed by a link."""
    client = browse()
    page = lxml.html.document_fromstring(client.get("/search?words=52").text)
    assert {m.text_content() for m in page.xpath("//mark")} == {"52"}
    narrowed = next(a for a in page.xpath("//nav[@class='facets']//a") if a.text_content() == "Turkish")
    text = text_of(client.get(narrowed.get("href")).text)
    assert "serbest" in text
    assert "Minsk freed" not in text


def test_tables_are_sorted_by_links(
    bargain: tuple[Claim, ...], tell: Callable[..., Claim], browse: Callable[..., TestClient]
):
    """Open promises are sorted by the column that the address names, and by no other."""
    tell("Vilnius may open its border.", "2025-10-01", "open_border", "possible", actor="LT", target="BY")
    tell("Washington may open its embassy.", "2025-09-20", "open_mission", "possible", actor="US", target="BY")
    client = browse()
    first = {
        order: lxml.html.document_fromstring(client.get(f"/open?order={order}").text).xpath("string(//tbody/tr)")
        for order in ("age", "who")
    }
    assert "Lithuania" not in first["age"]
    assert "Lithuania" in first["who"]
    assert client.get("/open?order=size").status_code == 400


def test_long_listings_go_on(tell: Callable[..., Claim], browse: Callable[..., TestClient]):
    """What does not fit a page is reached by its links, each item once."""
    for n in range(70):
        tell(
            f"Minsk may free {n + 10} people.", f"2025-{n % 9 + 1:02}-{n % 27 + 1:02}", status="possible", count=n + 10
        )
    client, path, seen = browse(), "/open", []
    while path:
        page = lxml.html.document_fromstring(client.get(path).text)
        seen += page.xpath("//tbody//th/a/@href")
        path = next(iter(page.xpath("//nav[@class='turn']/a[@rel='next']/@href")), None)
    assert len(seen) == len(set(seen)) > 50


def test_a_bargain_is_handed_on(bargain: tuple[Claim, ...], browse: Callable[..., TestClient]):
    """Each form that a bargain's page offers is a file of what the page tells, as of its day; others are refused."""
    client = browse()
    page = lxml.html.document_fromstring(client.get("/process/BY/US?as_of=2025-11-30").text)
    forms = page.xpath("//details[@class='export']//a/@href")
    assert len(forms) > 8
    for form in forms:
        answer = client.get(form)
        assert answer.status_code == 200, form
        assert "attachment" in answer.headers["content-disposition"], form
    tables = [client.get(f"/export/csv?party=BY&party=US&table=events{day}").text for day in ("", "&as_of=2025-11-30")]
    assert ["123" in table for table in tables] == [True, False]
    for path in ("/export/site?party=BY", "/export/csv?party=BY&table=none", "/export/ics", "/export/%2e%2e?party=BY"):
        assert client.get(path).status_code in (400, 404), path
