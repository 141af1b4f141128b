"""The API over the sample: the same answers as the ledger's, by cursor, as of any day, each error a problem."""

import json
from datetime import date
from typing import Any

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from dragoman.desk import between
from dragoman.serial import plain

LISTINGS = ("processes", "events", "promises", "disputes", "claims", "reports")


def got(client: TestClient, path: str, **asked: Any) -> Any:
    answer = client.get(f"/api/{path}", params=asked)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_a_process_is_the_ledger_of_two_parties(client: TestClient, app: FastAPI) -> None:
    """What the API tells of two parties is what the ledger tells, in the wire form of its records."""
    desk = app.state.processes.desk

    assert got(client, "processes/BY/US") == plain(between(desk.ledger(), ("BY", "US")))


def test_as_of_knows_no_later_report(client: TestClient, app: FastAPI) -> None:
    """As of 30 November nothing is known that was published in December: neither in a process nor in a listing."""
    day = date(2025, 11, 30)
    desk = app.state.processes.desk
    early = got(client, "processes/BY/US", as_of=day)

    assert early == plain(between(desk.ledger(day), ("BY", "US")))
    assert early != got(client, "processes/BY/US")
    for listing in ("events", "promises", "disputes"):
        found = got(client, listing, party=["BY", "US"], as_of=day, limit=500)["items"]
        assert [i if listing != "disputes" else i["dispute"] for i in found] == early[listing]
    claims = got(client, "claims", as_of=day, limit=500)["items"]
    assert claims
    assert max(c["published"] for c in claims) <= day.isoformat()


@pytest.mark.parametrize("listing", LISTINGS)
def test_cursors_walk_all_items_once(client: TestClient, listing: str) -> None:
    """From page to page by the header Link, every item comes once, as in one long page."""
    whole = got(client, listing, limit=500)["items"]
    address, walked = f"/api/{listing}?limit=3", []
    while address:
        answer = client.get(address)
        walked += answer.json()["items"]
        address = answer.links["next"]["url"] if answer.json()["next"] else ""
        assert address or "link" not in answer.headers

    assert walked == whole
    assert len({json.dumps(i, sort_keys=True) for i in walked}) == len(walked)


def test_cursors_walk_a_day_too(client: TestClient) -> None:
    """A listing as of a day is walked by cursors as the one of now."""
    whole = got(client, "events", as_of="2025-11-30", limit=500)
    walked, after = [], ""
    while after is not None:
        page = got(client, "events", as_of="2025-11-30", limit=4, **({"after": after} if after else {}))
        walked += page["items"]
        after = page["next"]

    assert whole["next"] is None
    assert walked == whole["items"]


def test_evidence_is_one_step_away(client: TestClient) -> None:
    """Each event and promise opens to claims whose quotes stand in their reports at the place they name."""
    for kind in ("events", "promises"):
        item = got(client, kind, limit=1)["items"][0]
        opened = got(client, f"{kind}/{item['id']}")
        assert opened["item"] == item
        assert {p["claim"]["id"] for p in opened["evidence"]} == set(item["claims"])
        for proof in opened["evidence"]:
            claim, report = proof["claim"], got(client, f"reports/{proof['report']['id']}")
            assert report["report"]["text"][claim["start"] : claim["end"]] == claim["quote"]
            assert claim in report["claims"]
            assert claim == got(client, f"claims/{claim['id']}")


def test_tallies_standing_and_changes(client: TestClient) -> None:
    """Ranges by month, what stands on a day, what became known after one."""
    months = got(client, "tallies", party="BY", month=True)
    standing = got(client, "standing", party=["BY", "US"], on="2025-12-31")
    changed = got(client, "changes", since="2025-11-30", as_of="2025-12-14", party=["BY", "US"])

    assert ("2025-09", 51, 52) in {(t["month"], t["low"], t["high"]) for t in months if t["act"] == "release"}
    assert "close_mission" in {s["act"] for s in standing}
    assert {"new event", "promise"} <= {c["kind"] for c in changed}
    assert all((c["before"] is None) == c["kind"].startswith("new") for c in changed)


def test_search_finds_words_of_any_script(client: TestClient) -> None:
    """Without accents and in capitals the words are found; facets count what was found."""
    for words in ("SALIVERILDI", "освобожд"):
        found = got(client, "search", q=words)
        assert found["total"] >= len(found["items"]) > 0
        assert found["facets"]["lang"]


def test_an_answer_that_is_known_is_not_sent_again(judge: TestClient) -> None:
    """If-None-Match with the version that stands is answered by 304; a judgement makes another version."""
    judge.get("/api/events")
    first = judge.get("/api/events")
    tag = {"If-None-Match": first.headers["etag"]}
    again = judge.get("/api/events", headers=tag)
    claim = got(judge, "claims", limit=1)["items"][0]["id"]
    judge.post("/api/judgements", json={"verdict": "wrong", "claim": claim}).raise_for_status()
    later = judge.get("/api/events", headers=tag)

    assert (again.status_code, again.content) == (304, b"")
    assert later.status_code == 200


def test_a_judgement_changes_the_ledger_and_undo_restores_it(judge: TestClient) -> None:
    """A claim that is judged wrong no longer counts, until the judgement is taken back; the log keeps both words."""
    before = got(judge, "processes/BY/US")
    claim = before["events"][0]["claims"][0]
    said = judge.post("/api/judgements", json={"verdict": "wrong", "claim": claim, "reason": "eine Summe"})
    again = judge.post("/api/judgements", json={"verdict": "wrong", "claim": claim, "reason": "eine Summe"})
    between_both = got(judge, "processes/BY/US")
    undone = judge.post(f"/api/judgements/{said.json()['id']}/undo", json={})

    assert (said.status_code, again.status_code, undone.status_code) == (201, 200, 201)
    assert said.json()["by"] == "vera"
    assert claim not in json.dumps(between_both)
    assert got(judge, "processes/BY/US") == before
    assert [j["verdict"] for j in got(judge, "judgements")] == ["wrong", "undo"]


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ({"verdict": "wrong", "claim": "claim-none"}, 404),
        ({"verdict": "same", "claim": "CLAIM"}, 422),
        ({"verdict": "same", "claim": "CLAIM", "other": "claim-none"}, 404),
        ({"verdict": "field", "claim": "CLAIM", "field": "quote", "value": "x"}, 422),
        ({"verdict": "field", "claim": "CLAIM", "field": "count", "value": "many"}, 422),
        ({"verdict": "undo", "claim": "CLAIM"}, 422),
        ({"verdict": "perhaps", "claim": "CLAIM"}, 422),
        ({"verdict": "wrong", "claim": "CLAIM", "reason": "x" * 3000}, 422),
    ],
)
def test_what_cannot_be_judged_is_told(client: TestClient, said: dict[str, str], status: int) -> None:
    """A judgement that cannot be applied is a problem, and nothing is kept."""
    claim = got(client, "claims", limit=1)["items"][0]["id"]
    answer = client.post("/api/judgements", json={k: claim if v == "CLAIM" else v for k, v in said.items()})

    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert got(client, "judgements") == []


def test_half_a_letter_is_not_kept(client: TestClient) -> None:
    """A value that could be kept but never told again is refused."""
    claim = got(client, "claims", limit=1)["items"][0]["id"]
    body = json.dumps({"verdict": "field", "claim": claim, "field": "object", "value": "\ud800"})
    answer = client.post("/api/judgements", content=body, headers={"Content-Type": "application/json"})

    assert answer.status_code == 422
    assert client.get("/api/claims").status_code == 200


@pytest.mark.parametrize(
    ("path", "status", "told"),
    [
        ("/api/events/event-none", 404, "event-none"),
        ("/api/reports/none", 404, "none"),
        ("/api/nothing", 404, ""),
        ("/api/events?limit=0", 422, "query.limit"),
        ("/api/claims?act=dance", 422, "query.act"),
        ("/api/events?as_of=yesterday", 422, "query.as_of"),
        ("/api/events?party=A&party=B&party=C", 422, "query.party"),
        ("/api/claims?after=%21%21", 404, ""),
        ("/api/claims?after=Ng", 404, ""),
        ("/api/claims?after=WzEsMl0", 404, ""),
        ("/api/claims?lang=%00", 422, "query.lang"),
    ],
)
def test_each_error_is_a_problem(client: TestClient, path: str, status: int, told: str) -> None:
    """Errors are problem+json with status, title and what was wrong where (RFC 9457)."""
    answer = client.get(path)
    problem = answer.json()

    assert answer.headers["content-type"] == "application/problem+json"
    assert (answer.status_code, problem["status"]) == (status, status)
    assert problem["title"]
    assert told in problem["detail"]


def test_a_fault_of_ours_is_a_problem_without_its_inside(own_app: FastAPI) -> None:
    """An exception nobody expected is answered by a 500 that tells nothing of it, with the headers that all have."""

    @own_app.get("/api/fault")
    def fault() -> None:
        raise RuntimeError("secret")

    answer = TestClient(own_app, base_url="http://127.0.0.1", raise_server_exceptions=False).get("/api/fault")

    assert answer.status_code == 500
    assert answer.headers["content-type"] == "application/problem+json"
    assert "secret" not in answer.text
    assert "default-src 'none'" in answer.headers["content-security-policy"]


def test_health_and_metrics(judge: TestClient) -> None:
    """The server lives, and tells its figures in the form of Prometheus, requests by route and status."""
    judge.get("/api/events/event-none")
    figures = judge.get("/metrics").text

    assert judge.get("/health").json() == {"status": "ok"}
    assert 'dragoman_requests_total{method="GET",route="/api/events/{id}",status="404"} 1.0' in figures
    assert 'dragoman_request_seconds_count{route="/api/events/{id}"} 1.0' in figures
    assert "dragoman_reports 34.0" in figures


def test_routes_are_listed_for_people(client: TestClient) -> None:
    """/api lists every route of the OpenAPI document, with nothing from elsewhere."""
    page = client.get("/api").text

    for path in client.get("/openapi.json").json()["paths"]:
        assert path in page
    assert "//" not in page.replace("http://127.0.0.1:8600", "").replace("<!--", "")
