"""The event stream: what moves is told to who listens, and to who comes back."""

import json
from datetime import date

from fastapi import FastAPI

from dragoman.api.feed import Feed
from dragoman.desk import judgement
from dragoman.processes import Processes
from dragoman.records import Verdict


def judge(processes: Processes, reason: str) -> str:
    """Judge every claim of the event that the process told last wrong; the event's id."""
    moved = next(p.moved for p in processes.list().items if (p.one, p.other) == ("BY", "US"))
    for claim in processes.event(moved).item.claims:
        processes.judge(judgement(Verdict.WRONG, claim, "vera", date(2026, 1, 1), reason=reason))
    return moved


def test_what_moved_is_told_once_and_then_the_version(own_app: FastAPI) -> None:
    """After a judgement a listener hears what it changed, then the new version; then nothing until more moves."""
    processes = own_app.state.processes
    feed = Feed(processes, ("BY", "US"))
    first, position = feed.after(feed.position(None))
    judged = judge(processes, "a running total")
    moved, position = feed.after(position)
    nothing, _ = feed.after(position)

    assert [m.kind for m in first] == ["version"]
    assert moved[-1].kind == "version"
    assert ("gone", judged) in {(m.kind, getattr(m.what, "id", "")) for m in moved}
    assert nothing == []


def test_who_comes_back_goes_on(own_app: FastAPI) -> None:
    """With the id of the last event one hears what came after it; with one that nobody remembers, the version."""
    processes = own_app.state.processes
    feed = Feed(processes, ("BY", "US"))
    heard = feed.after(feed.position(None))[0][-1].id
    judge(processes, "a running total")
    moved, _ = feed.after(feed.position(heard))
    stranger, _ = feed.after(feed.position("v-of-long-ago"))

    assert len(moved) > 1
    assert [m.kind for m in stranger] == ["version"]
    assert stranger == moved[-1:]


def test_without_parties_processes_are_told(own_app: FastAPI) -> None:
    """Who names no party hears which processes moved."""
    processes = own_app.state.processes
    feed = Feed(processes, ())
    _, position = feed.after(feed.position(None))
    judge(processes, "a running total")
    moved, _ = feed.after(position)

    assert {(p.what.one, p.what.other) for p in moved[:-1]} == {("BY", "US")}


def test_the_stream_speaks_server_sent_events(served: str) -> None:
    """Over HTTP each event has its id, its kind and JSON."""
    import httpx

    with httpx.stream("GET", f"{served}/api/stream", params={"party": ["BY", "US"]}, timeout=10) as answer:
        assert answer.headers["content-type"].startswith("text/event-stream")
        lines = []
        for line in answer.iter_lines():
            if not line:
                break
            lines.append(line)
    told = dict(line.split(": ", 1) for line in lines)

    assert told["event"] == "version"
    assert told["id"].startswith("v-")
    assert json.loads(told["data"])["version"]
