"""A quick look at a site on a staging address under its production name, in Scrapy and in the browser."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from typing import Any

import psutil
import pytest

from auditor.audit import audit
from auditor.bundle import Bundle
from auditor.settings import settle
from spiders.browser import chromium
from spiders.browser.ordinary import can_leave_root
from spiders.job import Job
from tests.auditor.conftest import Run
from tests.forking import forked_spiders
from tests.spiders.loopback import Loopback, html, raw, redirect

try:
    BROWSER = chromium.find()
except chromium.BrowserError:
    BROWSER = None

HOME = (
    "<html lang=sv><title>Hem</title><h1>Hem</h1><nav><a href=/kontakta>Kontakta oss</a> <a href=/ut>Om oss</a></nav>"
    "<img src={bare}/bild.png><iframe src={secret}/ram></iframe><script src={port}/skript.js></script>"
    "<button onclick='x.hidden = false'>Visa nummer</button><p id=x hidden><a href=tel:+46406180402>040-618 04 02</a></p></html>"
)
CONTACT = (
    "<html lang=sv><title>Kontakta oss</title><h1>Kontakta oss</h1><p>Ring <a href=tel:+46406180401>040-618 04 01</a></p></html>"
)


@dataclass
class Staged:
    whole: Bundle
    site: Loopback
    secret: Loopback
    start: str
    hosts: set[str] = field(default_factory=set)
    browsers: set[str] = field(default_factory=set)
    unprotected: set[str] = field(default_factory=set)


@pytest.fixture(scope="module")
def staged(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Staged]:
    if BROWSER is None:
        pytest.skip("no browser is here")
    with Loopback() as site, Loopback({"/": html("secret")}, host="127.0.0.2") as secret:
        start = f"http://www.shop.test:{site.port}/"
        hosts, browsers, unprotected = set[str](), set[str](), set[str]()

        def home(handler: BaseHTTPRequestHandler) -> None:
            hosts.add(handler.headers["Host"])
            unprotected.update(name for name in _browsers() if "--no-sandbox" in name)
            browsers.add(handler.headers["User-Agent"].partition("/")[0])
            bare, port = f"http://127.0.0.1:{site.port}", f"http://www.shop.test:{secret.port}"
            html(HOME.format(bare=bare, secret=secret.url, port=port))(handler)

        site.answers |= {"/": home, "/kontakta": html(CONTACT), "/ut": redirect(f"{secret.url}/"), "/robots.txt": raw(b"")}
        settings = settle(country="SE", quick=True, resolve=(f"www.shop.test:{site.port}:127.0.0.1",))
        with forked_spiders():
            whole, _ = audit(start, settings, tmp_path_factory.mktemp("staged") / "bundle", lambda _: None)
        yield Staged(whole, site, secret, start, hosts, browsers, unprotected)


def _browsers() -> list[str]:
    """The calls of the browser's processes that run below this one."""
    found = []
    for process in psutil.Process().children(recursive=True):
        with suppress(psutil.Error):
            found.append(" ".join(process.cmdline()))
    return [call for call in found if "--remote-debugging-pipe" in call]


def test_the_named_address_is_asked_under_the_production_name(staged: Staged) -> None:
    assert {page.final_url for page in staged.whole.evidence.pages if page.state == "ok"} == {
        staged.start,
        f"{staged.start}kontakta",
    }
    assert all(page.rendered for page in staged.whole.evidence.pages if page.state == "ok")
    assert staged.hosts == {staged.start.removeprefix("http://").rstrip("/")}
    assert len(staged.browsers) == 2, "both Scrapy and the browser were to ask"
    assert {"/robots.txt", "/sitemap.xml"} <= set(staged.site.hits)


def test_the_browser_ran_in_its_sandbox_where_that_can_be(staged: Staged) -> None:
    on = can_leave_root() or chromium.sandbox()[0]
    assert staged.whole.manifest.browser.endswith("sandbox on") == on
    assert on or "sandbox off: " in staged.whole.manifest.browser
    assert (not staged.unprotected) == on


def test_nothing_else_inside_is_asked(staged: Staged) -> None:
    assert staged.secret.hits == []
    assert "/bild.png" not in staged.site.hits
    assert "is not public" in next(page.detail for page in staged.whole.evidence.pages if page.url.endswith("/ut"))


def test_the_manifest_and_the_report_say_where_it_was_and_that_it_was_quick(staged: Staged) -> None:
    told = f"www.shop.test:{staged.site.port}:127.0.0.1"
    settings = staged.whole.manifest.settings
    assert (settings["resolve"], settings["quick"], settings["max_visits"], settings["axe"]) == (told, True, 0, False)
    report = (staged.whole.folder / "report.html").read_text("utf-8")
    assert told in report
    assert "quick look" in report


def test_what_a_quick_look_does_not_open_stays_open(staged: Staged) -> None:
    assert staged.whole.evidence.coverage.quick
    assert {(each.task, each.start_kind) for each in staged.whole.evidence.journeys} == {("phone", "home"), ("write", "home")}
    assert staged.whole.verdicts is not None
    outcomes = {verdict.rule: verdict.outcome for verdict in staged.whole.verdicts.verdicts}
    assert outcomes["contact-link-on-home"] == "passed"
    assert outcomes["person-way-found-on-phone"] == "passed"
    assert {outcomes[rule] for rule in ("email-given", "contact-link-named", "complaint-way-found")} == {"cantTell"}


@pytest.mark.parametrize(
    ("settings", "private", "seconds"),
    [
        ({}, False, 0.25),
        ({}, True, 0.25),
        ({"quick": True}, False, 0.25),
        ({"quick": True}, True, 0.0),
        ({"quick": True, "delay": 1.0}, True, 1.0),
        ({"delay": 0.0}, False, 0.0),
    ],
)
def test_only_a_quick_look_at_a_private_server_makes_no_pause(settings: dict[str, Any], private: bool, seconds: float) -> None:
    assert Job(start_url="http://shop.test/", folder="", **settings).pause(private=private) == seconds


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("www.shop.test", "give HOST:ADDRESS"),
        ("www.shop.test:other.test", "is no IP address"),
        ("10.0.0.5:10.0.0.6", "is no name of a host"),
    ],
)
def test_what_cannot_be_resolved_so_is_told(run: Run, given: str, told: str) -> None:
    code, said = run("audit", "http://www.shop.test/", "--resolve", given)
    assert code == 2
    assert said.startswith("auditor: --resolve")
    assert told in said
    assert said.count("\n") == 1
