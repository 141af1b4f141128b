"""Archives as real writers make them: read whole, after damage, and on from any mark."""

import gzip
import io
import json
import random
import tarfile
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from dragoman.records import Problem, Report
from dragoman.reports.archives import Member, archive_members, archive_reports

SENTENCES = {
    "en": "The envoys of the two states met on the river bridge and signed a paper on grazing rights.",
    "tr": "İki devletin elçileri nehir köprüsünde buluşup otlak haklarına dair bir belge imzaladı.",
    "ru": "Послы двух государств встретились на мосту и подписали бумагу о праве выпаса.",
    "zh": "两国使节在河桥上会面,签署了一份关于放牧权的文件。",
    "ar": "التقى مبعوثا الدولتين على جسر النهر ووقعا ورقة بشأن حقوق الرعي.",
}
PAGES = 12


def detect(text: str) -> str:
    """A detector that knows our sentences."""
    return next((lang for lang, words in SENTENCES.items() if words in text), "en")


def page(number: int) -> str:
    lang = list(SENTENCES)[number % len(SENTENCES)]
    words = "".join(f"<p>{SENTENCES[lang]} {number}.{part}</p>" for part in range(6))
    return (
        f'<html lang="{lang}"><head><title>{number}</title>'
        f'<meta property="article:published_time" content="2025-11-{number % 28 + 1:02}T08:00:00Z"></head>'
        f"<body><article><h1>{number}</h1>{words}</article></body></html>"
    )


def write_warc(path: Path, pages: int = PAGES, *, packed: bool = True, encoding: str = "utf-8") -> None:
    """A WARC file as a crawler writes it: an info record, then requests, responses, an image and an error page."""
    with path.open("wb") as out:
        writer = WARCWriter(out, gzip=packed)
        writer.write_record(writer.create_warcinfo_record(path.name, {"software": "test"}))
        for number in range(pages):
            body = page(number).encode(encoding, errors="xmlcharrefreplace")
            respond(writer, number, body, kind=f"text/html; charset={encoding}")
        respond(writer, 900, b"\x89PNG", kind="image/png")
        respond(writer, 901, b"<html>gone</html>", status="404 Not Found")


def respond(
    writer: WARCWriter, number: int, body: bytes, kind: str = "text/html", status: str = "200 OK", **more: str
) -> None:
    headers = [("Content-Type", kind), *((name.replace("_", "-"), value) for name, value in more.items())]
    writer.write_record(
        writer.create_warc_record(
            f"https://news.example/{number}",
            "response",
            payload=io.BytesIO(body),
            http_headers=StatusAndHeaders(status, headers, protocol="HTTP/1.1"),
            warc_headers_dict={"WARC-Date": "2025-12-01T10:00:00Z"},
        )
    )


def write_zip(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, raw in files().items():
            archive.writestr(name, raw)


def write_tar(path: Path, mode: str) -> None:
    with tarfile.open(path, mode) as archive:
        for name, raw in files().items():
            info = tarfile.TarInfo(name)
            info.size = len(raw)
            archive.addfile(info, io.BytesIO(raw))


def files() -> dict[str, bytes]:
    rows = [{"text": words, "published": f"2025-10-{n:02}"} for n, words in enumerate(SENTENCES.values(), 1)]
    return {
        "pages/1.html": page(1).encode(),
        "../../etc/2025-12-13 köprü.txt": SENTENCES["tr"].encode(),
        "rows.jsonl": "\n".join(json.dumps(row) for row in rows).encode(),
        "photo.png": b"\x89PNG",
        "/абс/2025-12-14.txt": SENTENCES["ru"].encode(),
    }


def members(path: Path, start: str | None = None) -> list[Member]:
    return list(archive_members(path, start))


def written(folder: Path, name: str, pages: int = PAGES) -> Path:
    path = folder / name
    if ".warc" in name:
        write_warc(path, pages, packed=name.endswith(".gz"))
    elif name.endswith(".wacz"):
        write_warc(folder / "data.warc.gz", pages)
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("datapackage.json", "{}")
            archive.write(folder / "data.warc.gz", "archive/data.warc.gz")
            archive.write(folder / "data.warc.gz", "archive/more.warc.gz")
    elif name.endswith(".zip"):
        write_zip(path)
    else:
        write_tar(path, {"tar": "w", "gz": "w:gz", "bz2": "w:bz2", "xz": "w:xz"}[name.rpartition(".")[2]])
    return path


WEB = ["a.warc", "a.warc.gz", "a.wacz"]
PACKED = ["a.zip", "a.tar", "a.tar.gz", "a.tar.bz2", "a.tar.xz"]


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_a_web_archive_gives_its_pages_with_address_charset_and_day(tmp_path, name):
    """Pages alone, in order, byte for byte; no image, no error page, no request."""
    found = members(written(tmp_path, name))
    assert [m.payload.decode() for m in found] == [page(n) for n in range(PAGES)]
    assert [m.url for m in found] == [f"https://news.example/{n}" for n in range(PAGES)]
    assert {m.charset for m in found} == {"utf-8"}
    assert {str(m.retrieved) for m in found} == {"2025-12-01"}


def test_a_warc_that_was_compressed_as_a_whole_is_read_and_resumed(tmp_path):
    """One gzip around all records cannot be entered in the middle: it is gone through again from the start."""
    write_warc(tmp_path / "a.warc", packed=False)
    path = tmp_path / "whole.warc.gz"
    path.write_bytes(gzip.compress((tmp_path / "a.warc").read_bytes()))
    found = members(path)
    assert [m.url for m in found] == [f"https://news.example/{n}" for n in range(PAGES)]
    assert [m.url for m in members(path, found[4].mark)] == [m.url for m in found[5:]]


@pytest.mark.parametrize("lies", [False, True])
def test_a_body_is_decoded_where_its_headers_say_the_truth(tmp_path, lies):
    """Crawlers keep bodies as sent, or decoded under the headers of what was sent."""
    path = tmp_path / "a.warc.gz"
    body = page(3).encode()
    with path.open("wb") as out:
        sent = body if lies else gzip.compress(body)
        respond(WARCWriter(out, gzip=True), 3, sent, Content_Encoding="gzip")
    assert [m.payload for m in members(path)] == [body]


@pytest.mark.parametrize("name", [*WEB, *PACKED])
def test_reading_goes_on_from_any_mark(tmp_path, name):
    """What comes after a mark equals the rest of the unbroken run."""
    path = written(tmp_path, name)
    whole = members(path)
    for at, member in enumerate(whole):
        assert members(path, member.mark) == whole[at + 1 :]


@pytest.mark.parametrize("name", [*WEB, *PACKED])
def test_reports_go_on_from_any_mark_even_inside_a_table(tmp_path, name):
    """Also between two rows of one file."""
    path = written(tmp_path, name, pages=2)
    whole = list(archive_reports(path, detect))
    assert any(isinstance(found, Report) for _, found in whole)
    for at, (mark, _) in enumerate(whole):
        rest = list(archive_reports(path, detect, mark))
        assert [found for _, found in rest] == [found for _, found in whole[at + 1 :]]


@pytest.mark.parametrize("name", PACKED)
def test_zip_and_tar_give_pages_texts_and_rows_and_write_nowhere(tmp_path, name):
    """Names that climb out of the folder are words; a file that is no report is a Problem with its name."""
    found = [f for _, f in archive_reports(written(tmp_path, name), detect)]
    reports = [f for f in found if isinstance(f, Report)]
    assert [r.text for r in reports][1:] == [SENTENCES["tr"], *SENTENCES.values(), SENTENCES["ru"]]
    assert str(reports[1].published) == "2025-12-13"
    assert [p.place for p in found if isinstance(p, Problem)] == [f"{tmp_path / name}!photo.png"]
    assert [p.name for p in tmp_path.iterdir()] == [name]


def test_a_letter_in_a_zip_is_a_report(tmp_path):
    """An .eml file among the others, by its own headers."""
    letter = EmailMessage()
    letter["From"], letter["Subject"] = "Köprü Bülteni <b@news.example>", "Köprü"
    letter["Date"] = "Sat, 13 Dec 2025 18:20:00 +0300"
    letter.set_content(SENTENCES["tr"])
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("letter.eml", letter.as_bytes())
    [(_, found)] = archive_reports(tmp_path / "a.zip", detect)
    assert isinstance(found, Report)
    assert (found.text.strip(), str(found.published)) == (SENTENCES["tr"], "2025-12-13")


def test_a_page_dated_after_it_was_fetched_is_a_problem(tmp_path):
    """A page fetched on 1 December cannot be of 28 December."""
    path = tmp_path / "a.warc.gz"
    late = page(0).replace("2025-11-01", "2025-12-28").encode()
    with path.open("wb") as out:
        respond(WARCWriter(out, gzip=True), 1, late)
    assert isinstance(next(archive_reports(path, detect))[1], Problem)


@pytest.mark.parametrize("packed", [True, False])
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(seed=st.integers(0, 10**6))
def test_damage_costs_the_record_that_it_hits(tmp_path, packed, seed):
    """Bytes overwritten at a random place: all records but those hit are read; what is lost is told.

    In a file that is not compressed no checksum tells of bytes that make a page look like an error page.
    """
    path = tmp_path / "a.warc.gz"
    write_warc(path, packed=packed)
    raw = bytearray(path.read_bytes())
    spots = [int(m.place.rpartition("@")[2]) for m in members(path)] + [len(raw)]
    rng = random.Random(seed)
    hit, length = rng.randrange(spots[0], len(raw) - 40), rng.randrange(4, 40)
    raw[hit : hit + length] = rng.randbytes(length)
    path.write_bytes(raw)
    spared = {f"https://news.example/{n}" for n in range(PAGES) if spots[n + 1] <= hit or spots[n] >= hit + length}
    found = members(path)
    assert spared <= {m.url for m in found if not m.problem}
    lost = PAGES - len({m.url for m in found if not m.problem})
    assert lost == 0 or not packed or any(m.problem for m in found)


@pytest.mark.parametrize("packed", [True, False])
@pytest.mark.parametrize("share", [0.3, 0.55, 0.8])
def test_a_file_that_is_cut_off_says_so(tmp_path, packed, share):
    """The pages before the cut are read; that there was more is a Problem at its offset."""
    path = tmp_path / "a.warc.gz"
    write_warc(path, packed=packed)
    before = members(path)
    # Within a record: a file that ends between two of them is whole as far as anyone can tell.
    within = int(before[int(len(before) * share)].place.rpartition("@")[2]) + 40
    path.write_bytes(path.read_bytes()[:within])
    found = members(path)
    good = [m.url for m in found if not m.problem]
    assert good == [m.url for m in before][: len(good)]
    assert found[-1].problem
    assert "@" in found[-1].place


@pytest.mark.parametrize("name", [*WEB, *PACKED])
@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(seed=st.integers(0, 10**6))
def test_no_damage_breaks_the_run(tmp_path, name, seed):
    """Random bytes anywhere, or a cut: members and problems, never an exception."""
    path = written(tmp_path, name)
    rng = random.Random(seed)
    raw = bytearray(path.read_bytes())
    at = rng.randrange(len(raw))
    raw[at : at + 8] = rng.randbytes(8)
    path.write_bytes(raw[: rng.choice((len(raw), rng.randrange(len(raw))))])
    assert all(isinstance(member, Member) for member in members(path))


@pytest.mark.parametrize("name", ["bomb.zip", "bomb.tar.gz"])
def test_a_bomb_is_a_problem_and_is_not_unpacked(tmp_path, name):
    """Fifty million zeros in a few kilobytes."""
    zeros = bytes(50_000_000)
    if name.endswith("zip"):
        with zipfile.ZipFile(tmp_path / name, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("page.html", zeros)
    else:
        with tarfile.open(tmp_path / name, "w:gz", compresslevel=1) as archive:
            info = tarfile.TarInfo("page.html")
            info.size = len(zeros)
            archive.addfile(info, io.BytesIO(zeros))
    found = members(tmp_path / name)
    assert [bool(m.problem) for m in found] == [True]
    assert not found[0].payload


def test_a_page_of_a_web_archive_that_unpacks_to_a_bomb_is_a_problem(tmp_path):
    """Its neighbours are read."""
    path = tmp_path / "a.warc.gz"
    with path.open("wb") as out:
        writer = WARCWriter(out, gzip=True)
        respond(writer, 1, page(1).encode())
        respond(writer, 2, bytes(40_000_000))
        respond(writer, 3, gzip.compress(bytes(40_000_000)), Content_Encoding="gzip")
        respond(writer, 4, page(4).encode())
    assert [bool(m.problem) for m in members(path)] == [False, True, True, False]


def test_an_archive_inside_an_archive_is_read_and_one_inside_that_not(tmp_path):
    """Three deep is a Problem."""
    write_zip(tmp_path / "one.zip")
    for inner, outer in (("one.zip", "two.zip"), ("two.zip", "three.zip")):
        with zipfile.ZipFile(tmp_path / outer, "w") as archive:
            archive.write(tmp_path / inner, inner)
    assert len([m for m in members(tmp_path / "two.zip") if not m.problem]) == len(files())
    assert [bool(m.problem) for m in members(tmp_path / "three.zip")] == [True]
