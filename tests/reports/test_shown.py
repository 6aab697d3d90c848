"""The report in a real browser: filters, links, dark mode, narrow screens, paper, and what axe-core says. One page for all."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Page, ViewportSize, sync_playwright

from reports import html, pdf
from spiders.browser import chromium
from spiders.browser.chromium import BrowserError
from tests.reports import samples, sites

BROWSER = chromium.find()
pytestmark = [pytest.mark.browser, pytest.mark.skipif(BROWSER is None, reason="no Chromium on this machine")]
WIDE: ViewportSize = {"width": 1280, "height": 900}
NARROW: ViewportSize = {"width": 390, "height": 844}


def _png(width: int, height: int, ink: int) -> bytes:
    """A picture of one colour."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = zlib.compress((b"\0" + bytes([ink]) * width) * height)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
        + chunk(b"IDAT", rows)
        + chunk(b"IEND", b"")
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A bundle's folder with pictures of the sizes that the evidence names."""
    made = tmp_path_factory.mktemp("bundle")
    (made / "pages").mkdir()
    for number, shot in enumerate(shot for page in sites.evidence().pages for shot in page.shots):
        (made / shot.file).write_bytes(_png(shot.width, shot.height, 200 + number))
    return made


@pytest.fixture(scope="module")
def page(folder: Path) -> Iterator[Page]:
    """The sample's report, opened from a file; asking for anything else is an error."""
    assert BROWSER is not None
    report = folder / "report.html"
    report.write_bytes(html.render(samples.story(folder)))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**chromium.launch_options(BROWSER))
        opened = browser.new_page(viewport=WIDE)
        asked: list[str] = []
        opened.on("request", lambda request: asked.append(request.url))
        opened.goto(report.as_uri())
        yield opened
        assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
        browser.close()


def test_the_pdf_is_the_same_twice_tagged_with_an_outline_and_dated_by_the_look(
    folder: Path,
) -> None:  # first: one Playwright at a time
    story = samples.story(folder)
    made = pdf.render(story)

    assert made == pdf.render(story)
    assert made.startswith(b"%PDF-")
    assert b"/CreationDate (D:20261121093412+00'00')" in made
    assert b"/StructTreeRoot" in made
    assert b"/Outlines" in made


@pytest.mark.parametrize(("size", "scheme"), [(WIDE, "light"), (NARROW, "dark")], ids=["wide-light", "narrow-dark"])
def test_axe_has_nothing_to_say(page: Page, scheme: str, size: ViewportSize) -> None:
    page.set_viewport_size(size)
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    found = Axe().run(page).response["violations"]

    assert [(each["id"], each["nodes"][0]["html"][:120]) for each in found] == []


def test_nothing_scrolls_sideways_on_a_narrow_screen(page: Page) -> None:
    page.set_viewport_size(NARROW)

    assert page.evaluate("document.documentElement.scrollWidth") == NARROW["width"]


def test_the_dark_page_is_dark(page: Page) -> None:
    lights = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        colour = page.evaluate("getComputedStyle(document.body).backgroundColor")
        lights.append(sum(int(part) for part in colour[4:-1].split(",")))

    assert lights[0] > 700 > 100 > lights[1]


def _fixes(page: Page) -> list[str]:
    found: list[str] = page.evaluate(
        "[...document.querySelectorAll('#fixes .fix')].filter(e => e.checkVisibility()).map(e => e.id)"
    )
    return found


def test_filters_work_by_keyboard_and_everything_is_on_paper(page: Page) -> None:
    page.set_viewport_size(WIDE)
    assert _fixes(page) == ["fix-1", "fix-2", "fix-3"]

    page.focus("#owner-all")
    page.keyboard.press("ArrowRight")
    assert _fixes(page) == ["fix-1"]
    page.check("#severity-critical")
    assert _fixes(page) == []
    page.emulate_media(media="print")
    assert _fixes(page) == ["fix-1", "fix-2", "fix-3"]

    page.emulate_media(media="screen")
    page.check("#owner-all")
    assert _fixes(page) == ["fix-2"]
    page.check("#severity-all")


def test_a_number_opens_the_list_that_it_counts(page: Page) -> None:
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = false)")
    assert not page.locator("#outcome-failed li").first.is_visible()
    page.click(".tally a[href='#outcome-failed']")

    assert page.locator("#outcome-failed li").first.is_visible()
    assert page.locator("#outcome-failed li.expectation").count() == 3


def test_on_paper_nothing_is_folded_away(page: Page) -> None:
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = false)")
    page.emulate_media(media="print")

    assert page.locator("#pages-read tr").first.is_visible()
    assert not page.locator(".filters").is_visible()
    page.emulate_media(media="screen")


def test_without_a_chromium_a_pdf_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("spiders.browser.printing.find", lambda: None)

    with pytest.raises(BrowserError, match="auditor doctor --install"):
        pdf.render(samples.empty())
