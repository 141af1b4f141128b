"""Answers that were made already: told again while nothing is another, never after."""

import re

from fastapi import FastAPI
from starlette.testclient import TestClient

from dragoman.api import Answer, Answers
from dragoman.api.answers import BESIDE

HOME = "http://127.0.0.1:8600"


def words_of_forms(page: str) -> set[str]:
    """The word that the forms of a page carry."""
    return set(re.findall(r'name="csrf" value="([^"]*)"', page))


def test_an_answer_is_made_once_and_anew_after_a_judgement(own_app: FastAPI, judge: TestClient) -> None:
    """The same question is answered from what was made before, headers and all; a judgement shows in the next answer."""
    place = f"{HOME}/api/claims?limit=1"
    judge.get("/api/events")
    first = judge.get(place)
    tag = first.headers["etag"]
    own_app.state.answers.hold(tag, place, Answer(b"made before", (("link", first.headers["link"]),)))
    again = judge.get(place)
    claim = first.json()["items"][0]["id"]
    judge.post("/api/judgements", json={"verdict": "wrong", "claim": claim}).raise_for_status()
    later = judge.get(place)

    assert again.content == b"made before"
    assert (again.headers["etag"], again.headers["link"]) == (tag, first.headers["link"])
    assert later.headers["etag"] != tag
    assert later.json() == first.json()  # claims stay, what is made of them does not
    assert judge.get(place).content == later.content


def test_what_a_page_tells_is_of_now(own_app: FastAPI, judge: TestClient) -> None:
    """A page that was made before is made anew once somebody has said something."""
    judge.get("/judgements")
    before = judge.get("/judgements").text
    claim = judge.get("/api/claims?limit=1").json()["items"][0]["id"]
    said = {"verdict": "wrong", "claim": claim, "reason": "eine alte Zahl"}
    judge.post("/api/judgements", json=said).raise_for_status()

    assert judge.get("/judgements").text != before
    assert "eine alte Zahl" in judge.get("/judgements").text


def test_a_page_made_for_one_visit_carries_the_word_of_another(own_app: FastAPI) -> None:
    """Two visits of one user see one page, each with the word by which its own forms are known."""
    one, other = (TestClient(own_app, base_url=HOME) for _ in "ab")
    claim = one.get("/api/claims?limit=1").json()["items"][0]
    place = f"/report/{claim['report']}"
    pages = [visit.get(place).text for visit in (one, one, other, other)]
    words = [words_of_forms(page) for page in pages]
    said = {"csrf": next(iter(words[3])), "verdict": "wrong", "claim": claim["id"], "back": place}

    assert [len(found) for found in words] == [1, 1, 1, 1]
    assert words[0] == words[1] != words[2] == words[3]
    assert one.post("/judge", data=said).status_code == 403
    assert other.post("/judge", data=said).status_code == 200


def test_answers_of_another_version_are_none() -> None:
    """What was held under one version is not told under the next, nor under the one before again."""
    answers = Answers()
    answers.hold("v1", "/", Answer(b"one"))
    answers.hold("v2", "/x", Answer(b"two"))

    assert answers.of("v2", "/") is answers.of("v1", "/") is None
    assert answers.of("v2", "/x") == Answer(b"two")


def test_answers_have_no_more_room_than_given() -> None:
    """What was asked for longest ago goes first; what is larger than all the room is not held."""
    answers = Answers(room=3 * (BESIDE + 100))
    for name in "abc":
        answers.hold("v", name, Answer(bytes(100)))
    answers.of("v", "a")
    answers.hold("v", "d", Answer(bytes(100)))
    answers.hold("v", "e", Answer(bytes(10_000)))

    assert [name for name in "abcde" if answers.of("v", name)] == ["a", "c", "d"]
