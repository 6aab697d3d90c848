"""A site on the wire, without a browser: what a server can answer, and what it is asked."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from auditor.demo import busiest
from spiders.evidence import Evidence
from tests.spiders.driving import page
from tests.spiders.wire import Crawled, crawled

PLAIN: dict[str, Any] = {"browser": False, "country": "SE"}

TOWN = {
    "index.html": page(
        "Hem",
        "/kontakt",
        "/gammal",
        "/hemlig/x",
        "/avtal",
        "/borta",
        "/trasig",
        "/seg",
        "/slinga",
        "/inat",
        "/tavla",
        "/xml",
        "/om",
        body="<p>Acme AB</p>",
    ),
    "kontakt/index.html": page("Kontakt", body="<p>Telefon: 046-465 004 04</p>"),
    "om.html": page("Om oss", "/kontakt/", "/kontakt/index.html"),
    "dold.html": page("Dold"),
    "tavla.html": '<title>Tavla</title><meta http-equiv=refresh content="5; url=/tavla"><p>Läget just nu</p>',
    "xml.html": "<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'><head><title>Xml</title></head><body/></html>",
    "hemlig/x.html": page("Hemlig"),
    "site.yaml": """
name: Acme
country: SE
story: A site with everything a server can do.
responses:
  /kontakt: {redirect: /kontakt/, status: 301}
  /gammal: {redirect: /kontakt/}
  /avtal: {body: "%PDF-1.4", content_type: application/pdf}
  /borta: {status: 404, body: "no", content_type: text/plain}
  /trasig: {status: 500, body: ""}
  /seg: {delay: 30, body: "late"}
  /slinga: {redirect: /slinga}
  /inat: {redirect: "http://10.0.0.1/"}
  /xml: {file: xml.html, content_type: text/xml}
""",
    "robots.txt": "User-agent: *\nDisallow: /hemlig/\nSitemap: @base@karta.xml\n",
    "karta.xml": "<urlset><url><loc>@base@dold</loc></url></urlset>",
}


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Crawled:
    return crawled(TOWN, tmp_path_factory.mktemp("town"), page_seconds=2.0, **PLAIN)


@pytest.mark.parametrize(
    ("path", "state", "status"),
    [
        ("/", "ok", 200),
        ("/om", "ok", 200),
        ("/dold", "ok", 200),
        ("/tavla", "ok", 200),
        ("/xml", "ok", 200),
        ("/avtal", "not-html", 200),
        ("/borta", "broken", 404),
        ("/trasig", "broken", 500),
        ("/seg", "timeout", None),
        ("/slinga", "broken", None),
        ("/inat", "broken", None),
        ("/hemlig/x", "robots", None),
    ],
)
def test_every_answer_has_its_state(town: Crawled, path: str, state: str, status: int | None) -> None:
    found = town.page(path)
    assert (found.state, found.status) == (state, status)
    assert bool(found.detail) == (state != "ok")


def test_the_contact_page_is_one_page_whichever_way_leads_there(town: Crawled) -> None:
    contact = [each for each in town.evidence.pages if urlsplit(each.final_url).path == "/kontakt/"]
    assert [(each.title, each.clicks, each.kinds) for each in contact] == [("Kontakt", 1, ("contact",))]
    assert town.evidence.contact_page is not None
    assert town.evidence.contact_page.url == contact[0].final_url


def test_a_page_of_the_sitemap_alone_has_no_clicks(town: Crawled) -> None:
    assert (town.page("/dold").clicks, town.page("/om").clicks) == (None, 1)


def test_what_robots_txt_forbids_is_never_asked_for(town: Crawled) -> None:
    assert [request.path for request in town.record if request.path.startswith("/hemlig/")] == []


def test_one_request_at_a_time_and_none_that_sends(town: Crawled) -> None:
    answered = [request for request in town.record if request.path != "/seg"]
    assert busiest(answered) == 1
    assert {request.method for request in town.record} <= {"GET", "HEAD"}


def test_pages_are_asked_for_once(town: Crawled) -> None:
    asked = Counter(request.path for request in town.record)
    assert {path for path, times in asked.items() if times > 1} <= {"/kontakt/", "/seg", "/slinga", "/tavla", "/trasig"}
    assert max(times for path, times in asked.items() if path != "/slinga") == 2, "led there twice, or tried once more"


def test_the_pages_are_kept_as_they_were_served(town: Crawled) -> None:
    assert b"<title>Om oss</title>" in (town.folder / town.page("/om").served).read_bytes()


def test_the_journal_is_taken_up_into_the_evidence(town: Crawled) -> None:
    assert sorted(path.name for path in town.folder.iterdir()) == ["pages"]
    assert town.evidence.coverage.stopped_by == "done"
    assert Evidence.model_validate_json(json.dumps(json.loads(town.evidence.model_dump_json()))) == town.evidence


def test_a_site_of_many_pages_is_looked_at_within_its_budget(tmp_path: Path) -> None:
    many = {"index.html": page("Hem", *(f"/sida-{n}" for n in range(200))), **{f"sida-{n}.html": page(str(n)) for n in range(200)}}
    seen = crawled(many, tmp_path, max_pages=12, **PLAIN)
    assert len(seen.evidence.pages) == 12
    assert (seen.evidence.coverage.stopped_by, seen.evidence.coverage.pages_known) == ("page-budget", 201)
    assert len([request for request in seen.record if request.path.startswith("/sida-")]) == 11
