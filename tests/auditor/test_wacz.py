"""A capture in the bundle: what a validator says of it, what is read back of it, what is not in it."""

from __future__ import annotations

import gzip
import io
import json
import sys
import zipfile
from collections.abc import Iterator
from contextlib import redirect_stdout
from pathlib import Path

import pytest
import wacz.main

from auditor.collect import Collected, collect
from auditor.wacz import CAPTURE, pack
from spiders.job import Job
from spiders.net import capture
from spiders.net.capture import RECORDS, Answered, Capture
from spiders.net.mask import Mask
from tests.auditor.archive import records, warc_of
from tests.auditor.conftest import Run
from tests.spiders.loopback import Loopback, html, raw, redirect

HOME = "<html lang=sv><title>Hem: Å & Ö</title><h1>Hem</h1><a href=/kontakt>Kontakt</a> <a href=/borta>Borta</a>"
CONTACT = "<html lang=sv><title>Kontakt</title><h1>Kontakt</h1><p>Ring 08-465 004 00</p>"


@pytest.fixture(scope="module")
def site() -> Iterator[Loopback]:
    packed = raw(gzip.compress(CONTACT.encode()), Content_Type="text/html; charset=utf-8", Content_Encoding="gzip")
    answers = {"/": html(HOME, Set_Cookie="session=s-5b1f09c7e2"), "/kontakt": redirect("/kontakta"), "/kontakta": packed}
    with Loopback({**answers, "/robots.txt": html("", 404)}) as server:
        yield server


@pytest.fixture(scope="module")
def seen(site: Loopback, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Collected]:
    folder = tmp_path_factory.mktemp("wacz")
    job = Job(start_url=site.url, folder=str(folder), country="SE", browser=False, delay=0.0, max_pages=5, wacz=True)
    return folder, collect(job, lambda _: None)


def test_a_validator_accepts_it(seen: tuple[Path, Collected]) -> None:
    with redirect_stdout(io.StringIO()) as said:
        assert wacz.main.main(["validate", "-f", str(seen[0] / CAPTURE)]) == 0, said.getvalue()


def test_the_exchange_is_read_back_as_it_was(seen: tuple[Path, Collected], site: Loopback) -> None:
    folder, collected = seen
    responses = {one.url.removeprefix(site.url): one for one in records(warc_of(folder / CAPTURE)) if one.kind == "response"}
    (home,) = [page for page in collected.evidence.pages if page.clicks == 0]
    (contact,) = [page for page in collected.evidence.pages if page.title == "Kontakt"]
    assert responses["/"].body == (folder / home.served).read_bytes() == HOME.encode()
    assert responses["/kontakta"].body == (folder / contact.served).read_bytes() == CONTACT.encode()
    assert (responses["/kontakt"].status, "Location: /kontakta" in responses["/kontakt"].head) == ("302", True)
    assert (responses["/borta"].status, responses["/robots.txt"].status) == ("404", "404")
    assert {one.address for one in responses.values()} == {"127.0.0.1"}
    assert collected.manifest.capture == f"{len(responses)} answers"
    assert sorted(path.name for path in folder.iterdir()) == [CAPTURE, "pages"]


def test_its_pages_have_their_titles_and_open_at_home(seen: tuple[Path, Collected], site: Loopback) -> None:
    with zipfile.ZipFile(seen[0] / CAPTURE) as packed:
        head, *pages = [json.loads(line) for line in packed.read("pages/pages.jsonl").splitlines()]
        package = json.loads(packed.read("datapackage.json"))
        everything = b"".join(map(packed.read, packed.namelist()))
    assert head["format"] == "json-pages-1.0"
    assert [(page["url"], page["title"]) for page in pages] == [(site.url, "Hem: Å & Ö"), (f"{site.url}/kontakta", "Kontakt")]
    assert package["mainPageURL"] == f"{site.url}/"
    everything += gzip.decompress(warc_of(seen[0] / CAPTURE))
    assert str(seen[0].parent.parent).encode() not in everything, "nothing of the machine"
    assert b"s-5b1f09c7e2" not in everything


def test_a_record_that_was_cut_off_with_its_spider_costs_itself_alone(seen: tuple[Path, Collected], tmp_path: Path) -> None:
    warc = tmp_path / RECORDS
    with warc.open("wb") as file:
        kept = Capture(file, Mask())
        for name, body in (("", b"x"), ("a", b"y"), ("b", b"z" * 1000)):
            kept.keep(Answered(f"https://acme.example/{name}", 200, (), body))
    warc.write_bytes(warc.read_bytes()[:-30])
    assert pack(warc, seen[1].evidence, tmp_path) == "3 answers"
    assert [one.url for one in records(warc_of(tmp_path / CAPTURE)) if one.kind == "request"] == [
        "https://acme.example/",
        "https://acme.example/a",
    ]


def test_what_was_left_out_is_told(seen: tuple[Path, Collected], tmp_path: Path) -> None:
    warc = tmp_path / RECORDS
    with warc.open("wb") as file:
        kept = Capture(file, Mask())
        kept.keep(Answered("https://acme.example/", 200, (), b"x" * (capture.MOST_BYTES + 1)))
        kept.keep(Answered("https://acme.example/lost", 200, (), None))
    told = pack(warc, seen[1].evidence, tmp_path)
    assert (
        told == "2 answers, 1 without their body (over 5 MB each, or 200 MB together), 1 without their body (it could not be had)"
    )


def test_without_the_extra_the_site_is_not_troubled(run: Run, site: Loopback, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = len(site.hits)
    monkeypatch.setitem(sys.modules, "warcio.warcwriter", None)
    code, said = run("audit", site.url, "--no-browser", "--wacz")
    assert (code, 'pip install ".[wacz]"' in said, len(site.hits)) == (5, True, asked), said


def test_a_capture_is_not_redacted_and_so_not_made(run: Run, site: Loopback) -> None:
    asked = len(site.hits)
    code, said = run("collect", site.url, "--no-browser", "--wacz", "--redact")
    assert (code, "a capture holds everything as it was sent" in said, len(site.hits)) == (2, True, asked), said
