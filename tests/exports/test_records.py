"""Event records, entities and linked data: each read back by a reader of its kind, nothing hanging in the air."""

import json
import subprocess
from itertools import product
from pathlib import Path

import jsonschema
import pytest

from dragoman.exports import ftm, jsonld, plover, timelinejs
from dragoman.records import Act, Status

FTM = Path(__file__).parent.parent.parent / "build" / "ftm" / "bin" / "python"
TEXT, DAY = {"type": "string", "minLength": 1}, {"type": "string", "pattern": r"^\d{4}-\d\d-\d\d$"}
ACTOR = {
    "type": "object",
    "required": ["id", "name", "country"],
    "properties": {"id": TEXT, "name": TEXT, "country": {"type": ["string", "null"], "pattern": "^[A-Z]{3}$"}},
}
STORY = {
    "type": "object",
    "required": ["claim", "report", "url", "publication_date", "lang", "quote", "start", "end"],
    "properties": {"claim": TEXT, "report": TEXT, "publication_date": DAY, "start": {"type": "integer"}},
}
#: What PLOVER calls its types of events; the codes of CAMEO have two to four digits.
PLOVER = (
    *("AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT"),
    *("THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"),
)
EVENT_RECORD = {
    "type": "object",
    "required": ["id", "event_type", "cameo_code", "quad_code", "event_date", "actor", "recipient", "stories"],
    "properties": {
        "event_type": {"enum": list(PLOVER)},
        "cameo_code": {"type": "string", "pattern": r"^(0[1-9]|1\d|20)\d{0,2}$"},
        "quad_code": {"enum": [1, 2, 3, 4]},
        "event_date": DAY,
        "event_date_end": DAY,
        "actor": {"type": "array", "items": ACTOR},
        "recipient": {"type": "array", "items": ACTOR},
        "stories": {"type": "array", "minItems": 1, "items": STORY},
    },
}
ENTITY = {
    "type": "object",
    "required": ["id", "schema", "properties"],
    "additionalProperties": False,
    "properties": {
        "id": TEXT,
        "schema": {"enum": ["PublicBody", "Organization", "Person", "Article", "Event"]},
        "properties": {"type": "object", "additionalProperties": {"type": "array", "minItems": 1, "items": TEXT}},
    },
}
LINK = {"type": "object", "required": ["@id"], "properties": {"@id": {"type": "string", "pattern": "^urn:dragoman:"}}}
NODE = {
    "type": "object",
    "required": ["@id", "@type"],
    "properties": {
        "@type": {"enum": ["Country", "Organization", "Person", "NewsArticle", "Claim", "Event", "Action"]},
        "appearance": {"type": "array", "minItems": 1, "items": LINK},
        "subjectOf": {"type": "array", "minItems": 1, "items": LINK},
        "startDate": DAY,
        "endDate": DAY,
        "datePublished": DAY,
        "actionStatus": {"enum": ["CompletedActionStatus", "FailedActionStatus", "PotentialActionStatus"]},
    },
}
PART = {"type": "object", "required": ["year"], "properties": {"year": {"type": "integer"}, "month": {"maximum": 12}}}
SLIDE = {
    "type": "object",
    "required": ["start_date", "text", "unique_id"],
    "properties": {
        "start_date": PART,
        "end_date": PART,
        "text": {"type": "object", "required": ["headline", "text"]},
        "group": TEXT,
    },
}
TIMELINE = {
    "type": "object",
    "required": ["events"],
    "properties": {"events": {"type": "array", "minItems": 1, "items": SLIDE}, "scale": {"const": "human"}},
}


def valid(row: dict, form: dict) -> None:
    """Raise the first breach of a form."""
    for breach in jsonschema.Draft202012Validator(form).iter_errors(row):
        raise breach


def rows(module, dossier) -> list[dict]:
    return [json.loads(row) for row in b"".join(module.chunks(dossier)).decode().split("\n") if row]


def test_plover_records_are_the_ledger(dossier) -> None:
    """One record an event and one a promise, with codes, countries and the words of every claim."""
    found = rows(plover, dossier)
    for row in found:
        valid(row, EVENT_RECORD)

    assert [r["id"] for r in found] == [item.id for item in dossier.items]
    assert sum(len(r["stories"]) for r in found) == len(dossier.claims)


def test_plover_codes_a_release_a_demand_and_a_refusal(dossier) -> None:
    """CAMEO: 0841 release persons, 1053 demand it, 1243 refuse it; PLOVER: concede, request, reject."""
    december = next(r for r in rows(plover, dossier) if r["act"] == "release" and (r["count"] or {}).get("min") == 123)

    assert (december["event_type"], december["cameo_code"], december["quad_code"]) == ("CONCEDE", "0841", 2)
    assert december["actor"][0] == {"id": "BY", "name": "Belarus", "country": "BLR"}
    assert (plover.plover(Act.RELEASE, Status.DEMANDED), plover.cameo(Act.RELEASE, Status.DEMANDED)) == (
        "REQUEST",
        "1053",
    )
    assert (plover.plover(Act.RELEASE, Status.REFUSED), plover.cameo(Act.RELEASE, Status.REFUSED)) == ("REJECT", "1243")
    assert plover.plover(Act.ATTACK, Status.PROMISED) == "THREATEN"


def test_every_act_has_codes_for_every_status() -> None:
    """Nothing that can be told falls out of the scheme."""
    for act, status in product(Act, Status):
        code = plover.cameo(act, status)
        assert plover.plover(act, status) in PLOVER
        assert plover.quad(code) == {"0": 1, "1": 3}.get(code[0], 4) or status in (Status.DONE, Status.ONGOING)


def test_entities_have_their_form_and_name_only_what_stands_before_them(dossier) -> None:
    """A loader that reads line by line knows every entity that a line names."""
    known: set[str] = set()
    for row in rows(ftm, dossier):
        valid(row, ENTITY)
        named = [v for p in ("organizer", "involved", "proof") for v in row["properties"].get(p, ())]
        assert set(named) <= known
        known.add(row["id"])
    assert len(known) > len(dossier.items)


@pytest.mark.skipif(not FTM.is_file(), reason="`make ftm` sets up followthemoney; CI does")
def test_followthemoney_itself_takes_every_entity(dossier) -> None:
    """The package that defines the model finds no schema, property or value that it does not know."""
    told = b"".join(ftm.chunks(dossier))
    script = Path(__file__).with_name("read_ftm.py")
    result = subprocess.run([str(FTM), str(script)], input=told, capture_output=True, check=False)

    assert result.returncode == 0, result.stderr.decode()
    assert int(result.stdout) == told.count(b"\n")


def test_an_entity_of_an_event_tells_it(dossier) -> None:
    """Its days, who is involved, the articles that prove it, the words."""
    event = next(e for e in dossier.ledger.events if e.act is Act.RELEASE and e.count and e.count.min == 123)
    told = next(r for r in rows(ftm, dossier) if r["id"] == f"dragoman-{event.id}")["properties"]

    assert told["startDate"] == ["2025-12-13"]
    assert "dragoman-party-BY" in told["involved"]
    assert len(told["proof"]) == len(event.reports)
    assert dossier.wordings(event)[0].quote in told["description"][0]


def test_linked_data_is_whole(dossier) -> None:
    """Every node has its form, every link its end; each claim leads to its article and its place there."""
    graph = json.loads(b"".join(jsonld.chunks(dossier)))["@graph"]
    for node in graph:
        valid(node, NODE)
    known = {node["@id"] for node in graph}
    links = [
        link["@id"]
        for node in graph
        for v in node.values()
        if isinstance(v, list)
        for link in v
        if isinstance(link, dict) and "@id" in link
    ]

    assert set(links) - known <= {f"urn:dragoman:party-{s}" for c in dossier.claims.values() for s in c.source}
    claim = next(iter(dossier.claims.values()))
    node = next(n for n in graph if n["@id"] == f"urn:dragoman:{claim.id}")
    assert node["text"] == claim.quote
    assert node["identifier"] == f"{claim.report}#char={claim.span.start},{claim.span.end}"


def test_linked_data_can_stand_in_a_page(dossier) -> None:
    """A report that says </script> does not end the script that holds it."""
    assert b"<" not in b"".join(jsonld.chunks(dossier))


def test_a_timeline_has_a_slide_an_event_and_one_an_open_promise(dossier) -> None:
    """In TimelineJS's form, with the days of the ledger."""
    found = json.loads(b"".join(timelinejs.chunks(dossier)))
    valid(found, TIMELINE)
    opened = [p.id for p in dossier.ledger.promises if p.is_open]

    assert [s["unique_id"] for s in found["events"]] == [e.id for e in dossier.ledger.events] + opened
    first, event = found["events"][0], dossier.ledger.events[0]
    assert (first["start_date"]["year"], first["end_date"]["day"]) == (event.when.start.year, event.when.end.day)


def test_words_of_reports_are_no_markup_in_a_timeline(dossier, hostile_url) -> None:
    """TimelineJS puts text into the page as HTML."""
    from lxml import html

    slides = json.loads(b"".join(timelinejs.chunks(dossier)))["events"]
    tags = {el.tag for s in slides for el in html.fragment_fromstring(s["text"]["text"], "div").iter()}

    assert tags <= {"div", "blockquote", "p", "a"}
    assert any("<script>" in html.fragment_fromstring(s["text"]["text"], "div").text_content() for s in slides)
    assert hostile_url not in json.dumps(slides)
