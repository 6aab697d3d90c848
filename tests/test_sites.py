"""The fictional companies: they are whole and harmless, and an audit of each sees what a person sees."""

from __future__ import annotations

import http.client
import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import phonenumbers
import pytest
from bs4 import BeautifulSoup

from auditor.demo import DemoSite, Request, busiest, serve, sites
from spiders.browser import chromium
from tests.auditor.conftest import command
from tests.expectations import mismatches

SITES = {site.slug: site for site in sites()}
ANSWERS = sorted(SITES.keys() - {"traps", "blocked", "blocked-entirely", "oldies"})
ROOT = SITES["norrtel"].folder.parent
TEXTS = sorted(path for path in ROOT.rglob("*") if path.suffix in (".html", ".json", ".js", ".css", ".svg"))
MOST_BYTES = 600_000
LONGEST_AUDIT = 120
NEVER_ANSWERED = ("/gallery", "/slow.png")
POPUPS = ("/offers?again",)
"""Opened by a page of its own accord, whatever else is being asked for."""
ELSEWHERE = {"www.arn.se", "ec.europa.eu"}
RESERVED = re.compile(
    r"\+46(?:313900[6][0-4]\d|4062804[0-4]\d|84650040\d\d|8465004\d\d|70174060[5-9]|701740[6-9]\d\d)"
    r"|\+44113496\d{4}|\+1\d{3}55501\d\d|\+493023125\d{3}|\+4917139200\d\d"
)
NOBODY = frozenset({"+469001000012", "+491805000123"})
"""Made-up numbers of two kinds, premium and shared cost, of which no range is kept for fiction."""

NO_PHONES = frozenset({"+46407718", "+4640771803", "+46690124481", "+46407718035"})
"""Article numbers that look like telephone numbers on purpose."""

try:
    BROWSER: object | None = chromium.find()
except chromium.BrowserError:
    BROWSER = None


def get(base: str, path: str) -> tuple[int, str]:
    connection = http.client.HTTPConnection(urlsplit(base).netloc, timeout=5)
    try:
        connection.request("GET", path or "/")
        answer = connection.getresponse()
        return answer.status, answer.read().decode("utf-8", "replace")
    finally:
        connection.close()


def pages_of(site: DemoSite, base: str) -> dict[str, tuple[int, BeautifulSoup]]:
    """Every page that following links from the home page arrives at, by path."""
    found: dict[str, tuple[int, BeautifulSoup]] = {}
    queue = ["/"]
    while queue:
        path = queue.pop()
        if path in found:
            continue
        status, text = get(base, path)
        found[path] = (status, BeautifulSoup(text, "lxml"))
        for link in found[path][1].select("a[href], frame[src], iframe[src]"):
            parts = urlsplit(urljoin(base + path.lstrip("/"), str(link.get("href") or link.get("src"))))
            if parts.netloc == urlsplit(base).netloc and not parts.path.startswith("/cdn-cgi/"):
                queue.append(parts.path + (f"?{parts.query}" if parts.query else ""))
    return found


@pytest.mark.parametrize("slug", sorted(SITES))
def test_expectations_are_written_in_words_the_matcher_knows(slug: str) -> None:
    assert SITES[slug].expect, "a site without expectations tests nothing"
    assert not [line for line in mismatches(SITES[slug].expect, {}) if "no such expectation" in line]


@pytest.mark.parametrize("slug", [slug for slug in ANSWERS if slug != "script-only"])
def test_every_link_leads_to_a_page_in_the_company_s_own_look(slug: str) -> None:
    with serve(SITES[slug].folder) as base:
        pages = pages_of(SITES[slug], base)
    assert 5 <= len(pages) <= 30
    assert {path: status for path, (status, _) in pages.items() if status >= 400} == {}
    assert all(page.select_one("link[rel=stylesheet], style") for status, page in pages.values() if status == 200)
    assert all(page.title and page.title.get_text(strip=True) for status, page in pages.values() if status == 200)


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_files_reach_nobody_in_the_real_world(path: Path) -> None:
    """Made-up addresses, telephone numbers of ranges kept for fiction, and nothing loaded from elsewhere."""
    slug, text = path.relative_to(ROOT).parts[0], path.read_text("utf-8")
    addresses = re.findall(r"[\w.]+@[\w-]+\.[\w.]*\w", text)
    assert [each for each in addresses if not each.endswith(".example") and not each.startswith("elpmaxe.")] == []
    hosts = {urlsplit(each).hostname for each in re.findall(r"https?://[^\s\"'<>)]+", text)}
    assert hosts <= {*ELSEWHERE, "www.w3.org", "www.sitemaps.org", "169.254.169.254"}
    numbers = {
        phonenumbers.format_number(match.number, phonenumbers.PhoneNumberFormat.E164)
        for match in phonenumbers.PhoneNumberMatcher(BeautifulSoup(text, "lxml").get_text(" "), SITES[slug].country)
    }
    assert {number for number in numbers - NOBODY - NO_PHONES if not RESERVED.fullmatch(number)} == set()


def test_the_collection_is_small() -> None:
    assert sum(path.stat().st_size for path in ROOT.rglob("*") if path.is_file()) < MOST_BYTES


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/contact", 302),
        ("/hours", 302),
        ("/partners", 302),
        ("/nowhere", 200),
        ("/map", 404),
        ("/press", 500),
        ("/calendar/week-9", 200),
    ],
)
def test_the_traps_are_set(path: str, status: int) -> None:
    with serve(SITES["traps"].folder) as base:
        assert get(base, path)[0] == status


def test_the_calendar_has_no_end_and_the_archive_is_big() -> None:
    with serve(SITES["traps"].folder) as base:
        assert "/calendar/week-1000001" in get(base, "/calendar/week-1000000")[1]
        assert len(get(base, "/archive")[1]) > 5_000_000


@pytest.mark.browser
@pytest.mark.skipif(BROWSER is None, reason="there is no Chromium here")
@pytest.mark.parametrize("slug", sorted(SITES))
def test_an_audit_sees_what_a_person_sees(slug: str, tmp_path: Path) -> None:
    site = SITES[slug]
    record: list[Request] = []
    with serve(site.folder, record=record) as base:
        code = audit(base, site.country, tmp_path / "bundle", *leaving_out(site))
    evidence, verdicts = (told(tmp_path / "bundle" / f"{name}.json") for name in ("evidence", "verdicts"))
    assert mismatches(site.expect, evidence, verdicts, code) == []
    assert {request.method for request in record} <= {"GET", "HEAD"}
    assert not [request.path for request in record if request.path.startswith("/private/")]
    documents = [request for request in record if request.headers.get("sec-fetch-dest") in (None, "document")]
    prompt = [request for request in documents if request.path not in (*NEVER_ANSWERED, *POPUPS)]
    assert busiest(prompt) == 1, "one page at a time"
    shown = len({shot for journey in evidence["journeys"] for shot in journey["screenshots"]})
    assert len(documents) <= 5 * evidence["coverage"]["pages_fetched"] + shown + 20, "no page is asked for over and over"


def leaving_out(site: DemoSite) -> list[str]:
    """The options that leave out what the site expects nothing of, for it takes long."""
    costly = {"journeys": "--no-journeys", "accessibility": "--no-axe"}
    return [option for name, option in costly.items() if name not in site.expect]


def audit(base: str, country: str, out: Path, *options: str) -> int:
    """Audit as a user does, but without pauses: there is nobody to spare; the exit code."""
    day = ("--as-of", "2026-11-21", "--max-seconds", LONGEST_AUDIT)
    done = command(out.parent)("audit", base, "--out", out, "--country", country, *day, "--quiet", *options)
    assert (out / "evidence.json").exists(), done.stderr
    return done.returncode


def told(path: Path) -> dict[str, Any]:
    whole: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return whole
