"""What axe-core reports of pages with known faults, and what pages can do to it."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from pathlib import Path

import pytest
from playwright.async_api import Browser, async_playwright

from spiders.audited import audited
from spiders.browser import axe, chromium
from spiders.browser.snapshot import Wish, look
from spiders.evidence import AxeFinding, AxePage
from spiders.page import parse
from spiders.page.elements import selector
from spiders.screens import DESKTOP
from tests.spiders.loopback import Loopback, html

try:
    BROWSER = chromium.find()
except chromium.BrowserError:
    BROWSER = None
pytestmark = [pytest.mark.browser, pytest.mark.skipif(BROWSER is None, reason="there is no Chromium here")]

FAULTS = """<!doctype html><html><head><title>Kontakt</title></head><body>
<header><a href=/><img src="data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw=="></a></header>
<main><h1>Kontakt</h1>
<form id=news><label>E-post <input name=mail></label></form>
<form class=skriv method=post><p><input name=children></p><p><textarea name=text></textarea></p><button>Skicka</button></form>
<p style="color: #bbb">Ring 08-465 004 00</p><x-card></x-card>
<script>
 customElements.define("x-card", class extends HTMLElement {
   connectedCallback() { this.attachShadow({ mode: "open" }).innerHTML = "<p>x</p><p><a href=/y></a></p>"; }
 });
</script></main></body></html>"""
CLEAN = "<!doctype html><html lang=sv><title>Kontakt</title><main><h1>Kontakt</h1><p>Ring oss.</p></main></html>"
HOSTILE = """<!doctype html><html><title>x</title><main><h1>x</h1><input></main><script>
 Object.defineProperty(window, "axe", { value: { run: () => ({ violations: [] }) }, writable: false, configurable: false });
 for (const name of ["map", "filter", "slice"]) Array.prototype[name] = () => { throw 1; };
 document.querySelectorAll = getComputedStyle = Element.prototype.getAttribute = Element.prototype.matches = () => { throw 1; };
 Object.freeze(Object.prototype); Object.freeze(Array.prototype);
 window.untouched = () => Object.keys(window).filter((name) => name === "axe").length;
</script></html>"""
HANGS = "<!doctype html><html><title>x</title><p>x</p><script>setTimeout(() => { for (;;); }, 20)</script></html>"
STRICT = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:"
SITE = {
    "/faults": html(FAULTS),
    "/strict": html(FAULTS, Content_Security_Policy=STRICT),
    "/clean": html(CLEAN),
    "/hostile": html(HOSTILE),
    "/hangs": html(HANGS),
}


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, AxePage]:
    async def all_pages() -> dict[str, AxePage]:
        assert BROWSER is not None
        folder = tmp_path_factory.mktemp("pages")
        with Loopback(SITE) as site:
            async with async_playwright() as driver:
                browser = await driver.chromium.launch(**chromium.launch_options(BROWSER))
                reports = {path: await _seen(browser, site.url + path, folder) for path in SITE}
                assert site.hits == list(SITE), "nothing is asked for but the pages"
                return reports

    return asyncio.run(all_pages())


async def _seen(browser: Browser, url: str, folder: Path) -> AxePage:
    page = await browser.new_page(viewport={"width": DESKTOP["width"], "height": DESKTOP["height"]})
    await page.goto(url)
    looks = url.endswith(("faults", "strict"))
    stored = (await look(page, Wish(folder, "x", shots=False)))[0] if looks else ""
    said = await axe.report(page, 1.5 if url.endswith("hangs") else 20)
    parsed = parse(stored, url, rendered=True)
    report = audited(said, parsed)
    if looks:
        assert not await page.evaluate("window.axe")
        selectors = {selector(tag) for tag in parsed.tags}
        assert {node.selector for finding in report.findings for node in finding.nodes} <= selectors
    await asyncio.wait_for(page.close(), 5)
    return report


def found(report: AxePage, rule: str) -> AxeFinding:
    return next(finding for finding in report.findings if finding.rule == rule)


@pytest.mark.parametrize("path", ["/faults", "/strict"])
def test_known_faults_are_reported_with_their_criteria_and_where_they_stand(seen: Mapping[str, AxePage], path: str) -> None:
    report = seen[path]
    assert (report.engine.partition(".")[0], report.viewport, report.detail) == ("4", "desktop", "")
    assert {finding.rule: finding.criteria for finding in report.findings} == {
        "color-contrast": ("1.4.3",),
        "html-has-lang": ("3.1.1",),
        "image-alt": ("1.1.1",),
        "label": ("4.1.2",),
        "link-name": ("2.4.4", "4.1.2"),
    }
    assert {node.region for node in found(report, "color-contrast").nodes} == {"main"}
    assert {node.region for node in found(report, "image-alt").nodes} == {"header"}
    assert "1.91" in found(report, "color-contrast").nodes[0].why


def test_only_the_fields_of_the_form_without_labels_are_reported_and_say_which_form_is_theirs(seen: Mapping[str, AxePage]) -> None:
    label = found(seen["/faults"], "label")
    assert label.count == 2
    assert {node.form for node in label.nodes} == {"html > body > main > form:nth-of-type(2)"}


def test_a_page_without_faults_has_a_report_without_findings(seen: Mapping[str, AxePage]) -> None:
    assert (seen["/clean"].findings, bool(seen["/clean"].engine)) == ((), True)


def test_what_a_page_puts_in_its_own_place_does_not_reach_the_engine(seen: Mapping[str, AxePage]) -> None:
    assert {"html-has-lang", "label"} <= {finding.rule for finding in seen["/hostile"].findings}


def test_a_page_that_hangs_costs_its_report_alone(seen: Mapping[str, AxePage]) -> None:
    assert seen["/hangs"] == AxePage(page=seen["/hangs"].page, detail=axe.LATE)
