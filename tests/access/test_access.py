"""Who may come in, and what they may do there: one place for pages and API."""

from collections.abc import Callable
from datetime import date

import pytest

from dragoman.access import Access, open_access
from dragoman.access.gate import SESSION, Asking, local_path
from dragoman.access.guard import LARGEST_BODY
from dragoman.access.rates import REMEMBERED, Rates, client_of
from dragoman.processes import Processes
from dragoman.records import Role
from dragoman.store.accounts import Accounts, accounts_of
from visitors import Clock, Visitor

Visitors = Callable[[], Visitor]
WRONG = {"verdict": "wrong", "claim": "claim-none"}
FORM = {"verdict": "wrong", "claim": "claim-none"}
PAGE = {"Accept": "text/html"}


def bearing(access: Access, name: str) -> dict[str, str]:
    """The header of a new bearer token."""
    return {"Authorization": f"Bearer {access.give_token(name, 'test', date(2026, 1, 1))}"}


def test_without_login_nothing_is_shown(visitor: Visitors) -> None:
    """Pages lead to the login and back, the API answers 401; health alone is for all."""
    client = visitor()
    page = client.get("/disputes?page=2", headers=PAGE)
    answer = client.get("/api/events")

    assert (page.status_code, page.headers["location"]) == (303, "/login?next=%2Fdisputes%3Fpage%3D2")
    assert (answer.status_code, answer.headers["www-authenticate"]) == (401, "Bearer")
    assert answer.headers["content-type"] == "application/problem+json"
    assert client.get("/openapi.json").status_code == 401
    assert client.get("/login").status_code == 200
    assert client.get("/health").status_code == 200


def test_a_login_begins_a_session(visitor: Visitors) -> None:
    """With name and password one comes in, by a cookie that scripts cannot read and other sites do not send."""
    client = visitor()
    form = {"name": "reader", "password": "quite a long word", "csrf": client.word(), "next": "/disputes"}
    answer = client.post("/login", data=form)
    cookie = answer.headers["set-cookie"]

    assert (answer.status_code, answer.headers["location"]) == (303, "/disputes")
    assert all(word in cookie for word in ("HttpOnly", "SameSite=Lax", "Secure", "Path=/", "Max-Age="))
    assert client.get("/api/events").status_code == 200


def test_the_session_is_not_the_visit_before(visitor: Visitors) -> None:
    """A cookie from before the login gives nothing after it: nobody can plant one."""
    client, other = visitor(), visitor()
    client.word()
    before = dict(client.cookies)
    client.log_in("reader")
    other.cookies.update(before)

    assert other.get("/api/events").status_code == 401


def test_a_session_ends(visitor: Visitors, accounts: Accounts, clock: Clock) -> None:
    """By logging out, by its age, by an admin, with the account: the cookie of before no longer helps."""
    ways: list[Callable[[Visitor], object]] = [
        lambda c: c.post("/logout", data={"csrf": c.word()}),
        lambda _: setattr(clock, "now", clock.now + SESSION.total_seconds() + 1),
        lambda _: accounts.send_out("reader"),
        lambda _: accounts.remove("reader"),
    ]
    for end in ways:
        client = visitor()
        assert client.log_in("reader") == 303
        kept = dict(client.cookies)
        end(client)
        client.cookies.update(kept)
        assert client.get("/api/events").status_code == 401


def test_a_forged_cookie_is_none(visitor: Visitors) -> None:
    """A cookie that we did not sign is not looked up."""
    client = visitor()
    client.cookies.set("dragoman-443", "made-up." + "0" * 64)

    assert client.get("/api/events").status_code == 401


@pytest.mark.parametrize(("name", "password"), [("reader", "another long word"), ("nobody", "quite a long word")])
def test_a_wrong_login_tells_nothing(visitor: Visitors, name: str, password: str) -> None:
    """Whether the name or the password was wrong is not told."""
    client = visitor()
    form = {"name": name, "password": password, "csrf": client.word()}
    answer = client.post("/login", data=form)

    assert answer.status_code == 401
    assert "Name or password is wrong" in answer.text


def test_the_login_leads_nowhere_else(visitor: Visitors) -> None:
    """After the login one goes on to a page of ours, whatever the address says."""
    for onward in ("//evil.example", "https://evil.example/", "/\\evil.example", "javascript:alert(1)", "/\n/evil"):
        assert local_path(onward) == "/"
    assert local_path("/process/BY/US?as_of=2025-11-30") == "/process/BY/US?as_of=2025-11-30"


@pytest.mark.parametrize(
    ("role", "reads", "judges", "governs"),
    [("reader", 200, 403, 403), ("judge", 200, 404, 403), ("admin", 200, 404, 200)],
)
def test_roles_hold_for_pages_and_api(
    visitor: Visitors, access: Access, role: str, reads: int, judges: int, governs: int
) -> None:
    """A reader asks, a judge judges too (404: there is no such claim), an admin sees the server's figures."""
    client, token = visitor(), bearing(access, role)

    assert client.get("/api/events", headers=token).status_code == reads
    assert client.post("/api/judgements", json=WRONG, headers=token).status_code == judges
    assert client.post("/judge", data=FORM, headers=token).status_code == judges
    assert client.get("/metrics", headers=token).status_code == governs
    assert client.get("/api/users", headers=token).status_code == governs
    assert client.delete("/api/users/reader/sessions", headers=token).status_code == (204 if governs == 200 else 403)


def test_a_role_changes_at_once(visitor: Visitors, access: Access, accounts: Accounts) -> None:
    """Who was a judge and is a reader now judges no more, with the same token."""
    client, token = visitor(), bearing(access, "judge")
    accounts.set_role("judge", Role.READER)

    assert client.post("/api/judgements", json=WRONG, headers=token).status_code == 403


def test_a_token_that_is_taken_back_no_longer_holds(visitor: Visitors, access: Access, accounts: Accounts) -> None:
    """A token is kept as a digest, and taken back by its id."""
    client, token = visitor(), bearing(access, "reader")
    before = client.get("/api/events", headers=token).status_code
    (known,) = accounts.tokens()
    accounts.revoke(known.id)
    after = client.get("/api/events", headers=token)

    assert known.id not in token["Authorization"]
    assert (before, after.status_code) == (200, 401)
    assert client.get("/api/events", headers={"Authorization": "Bearer guess"}).status_code == 401


def test_forms_carry_a_word_of_the_visit(visitor: Visitors) -> None:
    """A form without the word, or with that of another visit, is refused; with its own it passes."""
    client, other = visitor(), visitor()
    client.log_in("judge")
    other.log_in("judge")

    assert client.post("/judge", data=FORM).status_code == 403
    assert client.post("/judge", data={**FORM, "csrf": other.word()}).status_code == 403
    assert client.post("/judge", data={**FORM, "csrf": client.word()}).status_code == 404
    assert client.post("/judge", data=FORM, headers={"X-CSRF-Token": client.word()}).status_code == 404


def test_other_sites_can_post_nothing(visitor: Visitors) -> None:
    """What another site's page sends with the visit's cookie is refused, whatever its form."""
    client = visitor()
    client.log_in("judge")
    word = client.word()
    for sign in ({"Origin": "https://evil.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}):
        assert client.post("/judge", data={**FORM, "csrf": word}, headers=sign).status_code == 403
        assert client.post("/api/judgements", json=WRONG, headers=sign).status_code == 403
    text = {"Content-Type": "text/plain"}

    assert client.post("/api/judgements", content=b'{"verdict":"wrong"}', headers=text).status_code == 403
    assert client.post("/api/judgements", headers={"Content-Type": ""}).status_code == 403
    ours = {"Origin": "https://desk.example"}
    assert client.post("/api/judgements", json=WRONG, headers=ours).status_code == 404


def test_alone_one_needs_no_login_but_the_word(alone: Visitor) -> None:
    """On the own machine without accounts all is open; other sites can post nothing all the same."""
    form = {**FORM, "csrf": alone.word()}

    assert alone.get("/api/events").status_code == 200
    assert alone.get("/metrics").status_code == 200
    assert alone.post("/judge", data=form).status_code == 404
    assert alone.post("/judge", data=FORM).status_code == 403
    assert alone.post("/judge", data=form, headers={"Origin": "https://evil.example"}).status_code == 403
    assert alone.post("/api/judgements", json=WRONG, headers={"Origin": "http://127.0.0.1:1"}).status_code == 403


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("evil.example", 400),
        ("127.0.0.1.evil.example:8600", 400),
        ("", 400),
        ("localhost:8600", 200),
        ("[::1]:8600", 200),
    ],
)
def test_only_by_its_own_names(alone: Visitor, host: str, status: int) -> None:
    """A name that somebody else lets point to this machine opens nothing (DNS rebinding)."""
    assert alone.get("/api/events", headers={"Host": host}).status_code == status


def test_where_there_are_accounts_everybody_logs_in(processes: Processes, accounts: Accounts) -> None:
    """Accounts close the desk, on the own machine too: it may stand behind a proxy."""
    assert open_access(accounts, "vera").alone is None
    for role in Role:
        accounts.remove(role.value)
    assert open_access(accounts_of(processes.desk.store), "vera").alone == ("vera", Role.ADMIN)


def test_logins_are_tried_a_few_times(visitor: Visitors, clock: Clock) -> None:
    """After five tries one waits, even with the right password; then one may try again."""
    client = visitor()
    tries = [client.log_in("reader", "a wrong long word") for _ in range(5)]
    late = client.post("/login", data={"name": "reader", "password": "x", "csrf": client.word()})
    clock.now += int(late.headers["retry-after"])

    assert tries == [401] * 5
    assert late.status_code == 429
    assert client.log_in("reader") == 303


def test_each_client_has_a_rate(visitor: Visitors, access: Access) -> None:
    """Who asks without pause is told to wait, whatever is asked for; others are not."""
    asking = Asking("GET", "/health", "testclient", None, None, "", None, None, "https://desk.example")
    for _ in range(500):
        access.admit(asking)

    assert visitor().get("/health").status_code == 429
    access.admit(asking._replace(client="192.0.2.1"))


def test_rates_fill_up_again_and_stay_small() -> None:
    """A bucket fills with time; only so many clients are remembered."""
    rates = Rates(each_second=0.5, burst=2)

    assert [rates.wait("a", 0), rates.wait("a", 0), rates.wait("a", 0), rates.wait("a", 2)] == [0, 0, 2, 0]
    for n in range(REMEMBERED + 100):
        rates.wait(str(n), 3)
    assert len(rates._buckets) == REMEMBERED


def test_one_network_is_one_client() -> None:
    """Of IPv6 a client has a whole network; of IPv4 an address."""
    assert client_of("2001:db8:1:2::1") == client_of("2001:db8:1:2:ffff::9")
    assert client_of("2001:db8:1:2::1") != client_of("2001:db8:1:3::1")
    assert client_of("192.0.2.1") != client_of("192.0.2.2")


@pytest.mark.parametrize(
    "path", ["/", "/login", "/api", "/api/events", "/api/nothing", "/nothing", "/health", "/static/desk.js"]
)
def test_every_answer_has_strict_headers(alone: Visitor, path: str) -> None:
    """Pages, answers, errors and files alike: no script but ours, no frame, no guess of types."""
    headers = alone.get(path, headers=PAGE).headers
    policy = headers["content-security-policy"]

    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert "camera=()" in headers["permissions-policy"]
    assert "frame-ancestors 'none'" in policy


def test_pages_of_a_shared_desk_are_not_kept(visitor: Visitors, alone: Visitor) -> None:
    """A browser keeps no page that needed a login; over https it comes back over https alone."""
    client = visitor()
    client.log_in("reader")
    page = client.get("/login/word")

    assert page.headers["cache-control"] == "no-store"
    assert "max-age" in page.headers["strict-transport-security"]
    assert alone.get("/login/word").headers["cache-control"] == "private, no-cache"


def test_bodies_have_an_end(alone: Visitor) -> None:
    """A body that is too large is refused, whether its size is told or not."""
    told = alone.post(
        "/api/judgements", content=b" " * (LARGEST_BODY + 1), headers={"Content-Type": "application/json"}
    )
    untold = alone.post(
        "/api/judgements",
        content=(b" " * 10_000 for _ in range(20)),
        headers={"Content-Type": "application/json"},
    )
    form = alone.post("/judge", content=(b"a=b&" * 5_000 for _ in range(20)), headers={"Content-Type": "text/plain"})

    assert [a.status_code for a in (told, untold, form)] == [413] * 3
    assert {a.headers["content-type"] for a in (told, untold, form)} == {"application/problem+json"}
