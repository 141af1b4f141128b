"""What both databases promise beyond keeping: words found, writers at once, old stores, the same answers, moves."""

import json
import os
import signal
import subprocess
import sys
import textwrap
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import create_engine, text

import postgres
from dragoman.cli import main
from dragoman.desk import Desk, Filter, between, judgement, open_desk
from dragoman.errors import StoreError
from dragoman.processes import Processes
from dragoman.records import Verdict
from dragoman.store import Store, open_store
from dragoman.store.dialect import Word
from dragoman.store.moving import missing, move
from dragoman.store.sqlite import MOST_TERMS

#: What stands in a report, and what a person types who looks for it.
SCRIPTS = [
    ("tr", "Lukaşenko Iğdır'da ve İSTANBUL'da konuştu", "ığdır istanbul LUKASENKO"),
    ("ru", "Ёлка у посольства: Лукашенко освободил их", "елка ЛУКАШЕНКО"),
    ("sr", "Љубљана и Београд разменили су затворенике", "Ljubljana beograd"),
    ("el", "Ο Οδυσσέας μίλησε για τους όμηρους", "ΟΔΥΣΣΕΑΣ ομηρουσ"),
    ("ar", "أُفرج عن السجناء في مِنسك", "افرج السجناء منسك"),
    ("fa", "زندانیان در تهران آزاد شدند", "زندانيان تهران"),
    ("he", "האסירים שוחררו במינסק", "שוחררו"),
    ("zh", "白俄罗斯总统卢卡申科释放了囚犯", "卢卡申科"),
    ("ja", "ルカシェンコ大統領が囚人を釈放した", "大統領"),
    ("th", "เบลารุสปล่อยตัวนักโทษห้าสิบคน", "นักโทษ"),
    ("hi", "बेलारूस ने कैदियों को रिहा किया", "कैदियों"),
    ("ka", "ბელარუსმა პატიმრები გაათავისუფლა", "პატიმრები"),
    ("ro", "Deţinuţii au fost eliberați", "detinutii ELIBERATI"),
]


def keep_claims(desk: Desk, report: Callable, claims: list, known_as: str = "r1") -> None:
    """Keep a report and what was read in it."""
    kept = replace(report("A report.", on=claims[0].published.isoformat()), id=known_as)
    desk.take([kept])
    desk.store.add_reading(known_as, [replace(c, report=known_as) for c in claims], "1")


@pytest.mark.parametrize(("lang", "words", "typed"), SCRIPTS, ids=[s[0] for s in SCRIPTS])
def test_words_of_every_script_are_found(desk, report, lang: str, words: str, typed: str) -> None:
    """Whatever the case, accents, script of Serbian or missing spaces: what a person types is found, and marked."""
    desk.take([report(words, lang=lang), report("Nothing of the kind.", lang="en")])

    found = Processes(desk).search(typed)

    assert [hit.lang for hit in found.items] == [lang]
    assert found.items[0].spans
    assert all(span.of(found.items[0].snippet).strip() for span in found.items[0].spans)


def test_a_search_is_narrowed_by_what_a_claim_says(desk, report, claim) -> None:
    """Act, party, language and day narrow a search; what is left out of a search is not counted."""
    told = [
        claim("release", quote="prisoners left", target=("US",)),
        claim("talks", quote="prisoners talked of", actor=("US",), lang="pl"),
        claim("release", status="promised", quote="prisoners wait", actor=("LT",)),
    ]
    keep_claims(desk, report, told)
    asked = Processes(desk)

    everything, freed = asked.search("PRISONERS"), asked.search("prisoners", Filter(act="release", party="BY"))

    assert everything.total == 3
    assert dict(everything.facets["act"]) == {"release": 2, "talks": 1}
    assert [h.claim.quote for h in freed.items if h.claim] == ["prisoners left"]
    assert not asked.search("prisoners", Filter(until=date(2020, 1, 1))).items


def test_words_of_claims_read_again_are_those_of_the_later_reading(desk, report, claim) -> None:
    """What an earlier reader told is found no more."""
    keep_claims(desk, report, [claim("release", quote="walked free")])
    asked = Processes(desk)
    assert asked.search("walked").items

    desk.store.add_reading("r1", [claim("release", quote="went home")], "2")

    assert not asked.search("walked").items
    assert asked.search("went").items


def test_hostile_words_are_only_words(desk, report) -> None:
    """What means something to a database's search means nothing in a search for words."""
    desk.take([report("NEAR the border OR not: a*b \"quoted\" 'single' \\ & | ! <-> :* end")])
    asked = Processes(desk)

    for typed in ('"', "'", "' OR 1=1 --", "NEAR(", "a* OR b", "border & end", "!!!", "\\", "\x00", "\ue000act"):
        assert len(asked.search(typed).items) <= 1
    assert asked.search("near OR not").items


def test_listings_are_walked_once_through(desk, report, claim) -> None:
    """Cursors lead through all claims, newest first, each once; a cursor of nothing is told so."""
    days = [f"2025-0{1 + n % 9}-1{n % 7}" for n in range(23)]
    for n, day in enumerate(days):
        keep_claims(desk, report, [claim("release", count=n + 1, published=day)], f"r{n}")
    asked, found, after = Processes(desk), [], None
    while True:
        page = asked.claims(after=after, limit=5)
        found += page.items
        after = page.next
        if after is None:
            break

    assert len({c.id for c in found}) == len(found) == 23
    assert [c.published for c in found] == sorted((c.published for c in found), reverse=True)


def many_claims(claim: Callable, parties: tuple[str, ...] = ("BY", "US", "LT", "RU", "PL")) -> list:
    """Claims of several processes: deeds, promises kept and open, disputes, acts without a second party."""
    found = []
    for n in range(60):
        one, other = parties[n % 5], parties[(n + 1 + n // 5 % 4) % 5]
        act, status = (("release", "done"), ("ease_sanctions", "promised"), ("talks", "done"))[n % 3]
        day = f"2025-0{1 + n % 6}-{10 + n % 9}"
        target = () if n % 4 == 0 else (other,)
        count = 10 + n % 7 if act == "release" else None
        known = {"target": target, "count": count, "outlet": f"outlet {n % 4}", "report": f"r{n}"}
        found.append(claim(act, status, published=day, actor=(one,), when=day, **known))
    return found


def test_the_kept_ledger_is_the_ledger(desk, report, claim) -> None:
    """The ledger of a process, read from what is kept, is the part of the whole ledger that concerns it."""
    for told in many_claims(claim):
        keep_claims(desk, report, [told], told.report)
    asked, whole = Processes(desk), desk.ledger()

    pairs = [(p.one, p.other) for p in asked.list(limit=500).items]

    assert len(pairs) > 5
    for parties in [(), ("BY",), *pairs]:
        assert asked.ledger(parties) == between(whole, parties)


def test_a_judgement_renews_what_it_touches_alone(desk, report, claim, monkeypatch) -> None:
    """In a store that is too large to go through at once, the process judged is right at once, and so when undone."""
    monkeypatch.setattr("dragoman.processes.keeping.SMALL", 0)
    claims = many_claims(claim)
    for told in claims:
        keep_claims(desk, report, [told], told.report)
    asked = Processes(desk)
    asked.refresh()
    chosen = next(c for c in claims if c.act == "release" and c.target)
    pair = (chosen.actor[0], chosen.target[0])
    before, processes = asked.ledger(pair), asked.list(limit=500)
    said = judgement(Verdict.WRONG, chosen.id, "ada", date(2025, 12, 1))

    asked.judge(said)

    assert asked.stands()
    assert asked.ledger(pair) == between(desk.ledger(), pair) != before
    asked.judge(judgement(Verdict.UNDO, said.id, "ada", date(2025, 12, 2)))
    assert asked.ledger(pair) == before
    assert asked.list(limit=500) == processes


def test_a_large_store_says_when_its_ledger_is_of_before(desk, report, claim, monkeypatch) -> None:
    """What was read since is not told until the ledger is kept anew; that it is behind is told at once."""
    monkeypatch.setattr("dragoman.processes.keeping.SMALL", 0)
    keep_claims(desk, report, [claim("release", target=("US",))])
    asked = Processes(desk)
    asked.refresh()
    version = asked.version()

    keep_claims(desk, report, [claim("talks", actor=("US",), target=("BY",))], "r2")

    assert not asked.stands()
    assert asked.version() != version
    assert len(asked.events().items) == 1
    asked.refresh()
    assert asked.stands()
    assert len(asked.events().items) == 2


def test_a_ledger_kept_half_changes_nothing(desk, report, claim) -> None:
    """Stopped while a new ledger is written, the store answers with the one that was kept before."""
    keep_claims(desk, report, [claim("release", target=("US",))])
    asked = Processes(desk)
    before = asked.ledger(("BY", "US"))
    row = desk.store.items.listed(_events(), Filter(), None, 1)[0]

    def broken():
        yield from ()
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        desk.store.items.replace(broken(), 99)

    assert desk.store.items.listed(_events(), Filter(), None, 9) == [row]
    assert Processes(desk).ledger(("BY", "US")) == before


def _events():
    from dragoman.store.items import Listing

    return Listing("event")


WRITER = """
    import sys
    from datetime import date
    from dragoman.desk import open_desk
    from dragoman.records import Report

    desk, name = open_desk(sys.argv[1]), sys.argv[2]
    for n in range(60):
        report = Report(id=f"{name}{n}", text=f"{name} {n}.", published=date(2025, 1, 1), lang="en")
        desk.take([report])
        desk.store.add_reading(report.id, [], "1")
"""


def test_many_write_at_once(address: str) -> None:
    """Processes that write into one store at the same time lose nothing, and each write changes the version."""
    open_store(address).close()
    command = [sys.executable, "-c", textwrap.dedent(WRITER), address]
    runs = [subprocess.Popen([*command, name], stderr=subprocess.PIPE, text=True) for name in "abc"]

    assert [run.communicate()[1] for run in runs] == ["", "", ""]
    store = open_store(address)
    assert store.sizes()[0] == 180
    assert store.items.stand().version == 1 + 2 * 180


READER = """
    import sys, time
    from dragoman.store import open_store

    store = open_store(sys.argv[1])
    found = store.unread("1")
    print(next(found).id, flush=True)
    time.sleep(60)
"""


def test_readers_of_one_database_share_the_work(server: str, report) -> None:
    """What one process reads now no other begins to read; killed, it leaves it to the others."""
    address = postgres.new_database(server)
    desk = open_desk(address)
    desk.take([report(f"Report {n}.") for n in range(4)])
    other = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(READER), address], stdout=subprocess.PIPE, text=True
    )
    assert other.stdout is not None
    taken = other.stdout.readline().strip()

    mine = [r.id for r in desk.store.unread("1")]

    assert len(mine) == 3
    assert taken not in mine
    os.kill(other.pid, signal.SIGKILL)
    other.wait()
    for id in mine:
        desk.store.add_reading(id, [], "1")
    assert [r.id for r in _soon(lambda: list(desk.store.unread("1")))] == [taken]


def _soon(found: Callable) -> list:
    """What is found within a few seconds: a server notices that a client is gone, but not at once."""
    import time

    for _ in range(50):
        if result := found():
            return result
        time.sleep(0.1)
    return []


def test_both_databases_answer_alike(server: str, tmp_path: Path, report, claim) -> None:
    """The same reports, claims and words give the same listings, cursors, hits and ledgers on both."""
    answers = []
    for address in (str(tmp_path / "s.db"), postgres.new_database(server)):
        desk = open_desk(address)
        for told in many_claims(claim):
            keep_claims(
                desk,
                report,
                [replace(told, quote=f"{SCRIPTS[told.count.min % 13][1] if told.count else ''} x")],
                told.report,
            )
        asked = Processes(desk)
        answers.append(
            [
                asked.list(limit=4),
                asked.claims(limit=7),
                asked.claims(Filter(act="release", party="US"), limit=3),
                asked.events(limit=5),
                asked.promises(Filter(party="BY"), limit=5),
                asked.disputes(),
                asked.ledger(("BY", "US")),
                asked.ledger(("BY", "US"), date(2025, 3, 15)),
                asked.changes(date(2025, 4, 1)),
                *(asked.search(typed, limit=2) for _, _, typed in SCRIPTS),
            ]
        )

    assert answers[0] == answers[1]
    assert any(results.items for results in answers[0][-13:])


def test_a_store_of_the_first_version_is_brought_up(address: str) -> None:
    """Reports, claims and judgements of the first version are kept, found, and of one ledger with new ones."""
    _first_version(address)

    desk = open_desk(address)

    asked = Processes(desk)
    assert [h.claim.id for h in asked.search("mahkûm").items if h.claim] == ["claim-1"]
    assert [j.verdict for j in desk.store.judgements()] == [Verdict.WRONG]
    assert asked.ledger().events == ()
    asked.judge(judgement(Verdict.UNDO, "judgement-1", "ada", date(2025, 12, 20)))
    assert [e.claims for e in asked.ledger().events] == [("claim-1",)]
    assert next(iter(desk.store.claims(Filter(outlet="Anadolu Ufku")))).id == "claim-1"


def _first_version(address: str) -> None:
    """A store as the first migration made it, with a report, its claim, and a word on it."""
    from alembic.command import upgrade
    from alembic.config import Config

    from dragoman.store.engines import MIGRATIONS

    url = address.replace("postgresql:", "postgresql+pg8000:") if "://" in address else f"sqlite:///{address}"
    body = {"act": "release", "status": "done", "actor": ["BY"], "target": ["US"], "persons": [], "quote": "52 mahkum"}
    body |= {"id": "claim-1", "report": "r1", "lang": "tr", "published": "2025-09-12", "start": 0, "end": 9}
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with create_engine(url).begin() as connection:
        config.attributes["connection"] = connection
        upgrade(config, "0001")
        connection.execute(
            text(
                "insert into reports (id, text, published, lang, outlet, taken, read_by) values"
                " ('r1', '52 mahkum serbest', '2025-09-12', 'tr', 'Anadolu Ufku', '2025-09-13 10:00:00', '1')"
            )
        )
        connection.execute(
            text(
                "insert into claims (id, report, act, status, lang, published, parties, start, score, body) values"
                " ('claim-1', 'r1', 'release', 'done', 'tr', '2025-09-12', ' BY US ', 0, 1.0, :body)"
            ),
            {"body": json.dumps(body)},
        )
        connection.execute(
            text(
                'insert into judgements (claim, "right", by, day, reason)'
                " values ('claim-1', 0, 'ada', '2025-12-01', '')".replace(" by,", ' "by",')
            )
        )


def everything(store: Store) -> tuple:
    """All that was put into a store."""
    kept = sorted(store.reports(), key=lambda k: k.id)
    texts = [store.report(k.id) for k in kept]
    bands = [store.sharing([f"band {k.id}"]) for k in kept]
    marks = [store.mark_of(f"archive {n}") for n in range(3)]
    return kept, texts, list(store.claims()), store.judgements(), list(store.skipped()), bands, store.alike(), marks


def filled(address: str, report: Callable, claim: Callable) -> Store:
    """A store with something in every table."""
    from dragoman.records import Fault, Problem

    desk = open_desk(address)
    for told in many_claims(claim):
        keep_claims(desk, report, [told], told.report)
    copy = report("A copy.", outlet="Outlet")
    desk.store.add_report(copy, [f"band {copy.id}"], like="r1")
    desk.judge(judgement(Verdict.WRONG, next(iter(desk.store.claims())).id, "ada", date(2025, 12, 1), reason="no"))
    desk.store.skip(Problem(place="x.html", message="no text", fault=Fault.REPORT))
    desk.store.set_mark("archive 1", "offset 7")
    return desk.store


def test_a_store_moves_whole_and_back(server: str, tmp_path: Path, report, claim) -> None:
    """A file moved into a database and back into a file is the same store, with the same ledger."""
    first, database, last = str(tmp_path / "a.db"), postgres.new_database(server), str(tmp_path / "b.db")
    store = filled(first, report, claim)

    done = CliRunner().invoke(main, ["move", "--from", first, "--to", database, "--json"])
    back = CliRunner().invoke(main, ["move", "--from", database, "--to", last])

    assert (done.exit_code, back.exit_code) == (0, 0), done.output + back.output
    assert json.loads(done.output)["claims"] == {"rows": 60, "new": 60}
    assert everything(open_store(last)) == everything(store)
    ledgers = [Processes(open_desk(a)).ledger(("BY", "US")) for a in (first, database, last)]
    assert ledgers[0] == ledgers[1] == ledgers[2]


def test_a_move_that_was_stopped_goes_on(tmp_path: Path, address: str, report, claim, monkeypatch) -> None:
    """Stopped anywhere, a move run again brings what was left, and nothing twice; until then it is said what lacks."""
    monkeypatch.setattr("dragoman.store.moving.BATCH", 7)
    old, new = filled(str(tmp_path / "old.db"), report, claim), open_store(address)
    steps = move(old, new)
    while (step := next(steps)).table != "claims" or not step.done:
        pass
    steps.close()

    assert missing(old, new)["claims"] == 53
    again = {step.table: step for step in move(old, new)}
    assert again["claims"].new == 53
    assert missing(old, new) == {}
    assert everything(new) == everything(old)


def test_a_move_refuses_another_text(tmp_path: Path, address: str, report) -> None:
    """Where the new store has another text under a report's id, nothing is overwritten, and the command says so."""
    old, new = open_desk(tmp_path / "old.db"), open_desk(address)
    old.take([replace(report("One text."), id="r1")])
    new.take([replace(report("Another text."), id="r1")])

    done = CliRunner().invoke(main, ["move", "--from", str(tmp_path / "old.db"), "--to", address])

    assert done.exit_code == 1
    assert "'r1'" in done.output
    assert new.store.report("r1").text == "Another text."


def test_an_address_that_leads_nowhere_is_said_so() -> None:
    """A password is never shown; an address of another kind is refused."""
    with pytest.raises(StoreError, match=r"127\.0\.0\.1:1") as refused:
        open_store("postgresql://desk:secret@127.0.0.1:1/desk")
    assert "secret" not in str(refused.value)
    with pytest.raises(StoreError, match="mysql"):
        open_store("mysql://desk@host/desk")


def test_a_text_that_a_database_cannot_hold_is_a_problem(server: str, report) -> None:
    """PostgreSQL has no place for the character of number nought: the report is told of, the others are kept."""
    desk = open_desk(postgres.new_database(server))

    taken = desk.take([report("One\x00text."), report("Another text.")])

    assert (taken.new, len(taken.problems)) == (1, 1)


def test_words_are_sought_in_the_order_of_days(desk, report, claim) -> None:
    """The store's own search goes from the newest on and below a number."""
    for n, day in enumerate(("2025-01-02", "2025-03-04", "2025-02-03")):
        keep_claims(desk, report, [claim("release", published=day, quote="freed", count=n + 1)], f"r{n}")
    Processes(desk).refresh()
    search = desk.store.search

    found = search.found("claims", [Word("free", begins=True)], Filter(), None, 9)

    assert [desk.store.claim(id).published.month for _, id in found] == [3, 2, 1]
    assert search.found("claims", [Word("freed")], Filter(), found[1][0], 9) == found[2:]


def test_words_that_begin_alike_are_found_however_many(desk, report, claim) -> None:
    """A beginning finds every word that goes on so, of few and of many, and none beside it."""
    told = [claim("release", quote=f"stem{n:03} left", count=n) for n in range(MOST_TERMS + 20)]
    keep_claims(desk, report, [*told, claim("release", quote="stfm", count=999)])
    Processes(desk).refresh()

    def found(begin: str) -> int:
        return len(desk.store.search.found("claims", [Word(begin, begins=True)], Filter(), None, 999))

    assert (found("stem"), found("stem01"), found("stem015"), found("stemx")) == (MOST_TERMS + 20, 10, 1, 0)


def test_a_report_is_a_hit_where_none_of_its_claims_is(desk, report, claim) -> None:
    """A report whose claim has all the words is not told beside it; one whose claims share them between them is."""
    for name, quotes in (("r1", ["prisoners freed"]), ("r2", ["prisoners", "freed"]), ("r3", ["nobody"])):
        desk.take([replace(report("The prisoners were freed.", on="2025-03-04"), id=name)])
        told = [claim("release", published="2025-03-04", quote=q, count=n) for n, q in enumerate(quotes, 1)]
        desk.store.add_reading(name, [replace(c, report=name, id=f"{name}-{c.count.min}") for c in told], "1")

    found = Processes(desk).search("prisoners freed").items

    assert sorted((hit.report, hit.claim is not None) for hit in found) == [("r1", True), ("r2", False), ("r3", False)]


def test_likeness_is_as_of_a_day(desk, report) -> None:
    """Two reports are alike from the day on which the later one was published."""
    text = " ".join(f"word{n}" for n in range(80))
    desk.take([report(text, on="2025-03-04", outlet="A"), report(f"{text} again", on="2025-03-06", outlet="B")])

    store = desk.store

    assert not store.alike(date(2025, 3, 5))
    assert store.alike(date(2025, 3, 6)) == store.alike() != []
