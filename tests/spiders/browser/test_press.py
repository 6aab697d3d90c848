"""A consent dialog is answered by a person's clicks, on into its settings, and never by keeping what is ticked there."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, async_playwright

from auditor.demo import serve
from spiders.browser import chromium
from spiders.browser.closed import closed_on
from spiders.browser.hold import Hold
from spiders.browser.press import answer_by
from spiders.browser.snapshot import Wish, glance
from spiders.browser.visit import Plan, answer, before, visit
from spiders.look import Visit
from spiders.page import parse

try:
    BROWSER = chromium.find()
except chromium.BrowserError:
    BROWSER = None
pytestmark = [pytest.mark.browser, pytest.mark.skipif(BROWSER is None, reason="there is no Chromium here")]

WALL = """<!doctype html><html lang=sv><meta charset=utf-8><title>Norrvik El AB</title>
<button type=button id=number>Visa nummer</button> <p id=shown></p>
<div id=wall style="position: fixed; inset: 0; background: #fff"><p>Vi använder kakor.</p>
 <button data-answer=yes>Acceptera</button> <button id=settings>Inställningar</button>
 <div role=dialog aria-modal=true hidden id=choices>SETTINGS</div></div>
<script>
 const on = (element, act) => { if (element) element.onclick = act; };
 const wall = document.querySelector("#wall");
 if (document.cookie.includes("kakor=")) wall.remove();
 on(document.querySelector("#settings"), () => { document.querySelector("#choices").hidden = false; });
 for (const button of document.querySelectorAll("[data-answer]")) on(button, () => {
   document.cookie = `kakor=${button.dataset.answer}; path=/`; wall.remove();
 });
 on(document.querySelector("#all"), () => { for (const box of document.querySelectorAll("input")) box.checked = false; });
 on(document.querySelector("#number"), () => { document.querySelector("#shown").textContent = "08-465 004 20"; });
</script>"""

NEEDED = "<input type=checkbox checked disabled> Nödvändiga "
SAVE = "<button data-answer=no>Spara val</button>"
SETTINGS = {
    "refusal": f"{NEEDED}<input type=checkbox checked> Statistik {SAVE} <button data-answer=no>Neka alla</button>",
    "refusal-and-save": f"{NEEDED}<input type=checkbox checked> Statistik {SAVE} <button id=all>Neka alla</button>",
    "save": f"{NEEDED}<input type=checkbox> Statistik {SAVE}",
    "ticked": f"{NEEDED}<input type=checkbox checked> Statistik {SAVE}",
    "switched": f"<button role=switch aria-checked=true>Statistik</button> {SAVE}",
    "nothing": "<p>Läs mer om kakor.</p>",
}


EXPECTED = {
    "refusal": ["Inställningar", "Neka alla"],
    "refusal-and-save": ["Inställningar", "Neka alla", "Spara val"],
    "save": ["Inställningar", "Spara val"],
    "ticked": [],
    "switched": [],
    "nothing": [],
}


async def _clicked(page: Page, url: str) -> list[str]:
    await page.goto(url)
    [refuse] = [one for one in closed_on(parse(await glance(page), url, rendered=True)) if one.kind == "refuse"]
    return [one.label for one in await answer_by(page, refuse)]


async def _visited(browser: Browser, url: str, folder: Path) -> Visit:
    """Refuse on a page in one profile and visit it anew in another, as the handler does."""
    plan, wish = Plan(url, "refused"), Wish(folder, "x", shots=False)
    context = await browser.new_context()
    hold, page = await Hold.over(context), await context.new_page()
    await page.goto(url)
    first = await before(page, plan, wish)
    answered = await answer(page, hold, plan, first.closed)
    assert answered
    context = await browser.new_context(storage_state=answered.profile)
    hold, page = await Hold.over(context), await context.new_page()
    await page.goto(url)
    return (await visit(page, hold, plan, first, answered, wish))[2]


async def _tried(base: str, folder: Path) -> tuple[dict[str, list[str]], Visit]:
    assert BROWSER is not None
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(**chromium.launch_options(BROWSER))
        visited = await _visited(browser, f"{base}refusal.html", folder)
        clicked = {}
        for name in SETTINGS:
            context = await browser.new_context()
            clicked[name] = await _clicked(await context.new_page(), f"{base}{name}.html")
        await browser.close()
        return clicked, visited


def test_refusing_goes_on_into_the_settings_and_keeps_nothing_that_is_ticked(tmp_path: Path) -> None:
    for name, settings in SETTINGS.items():
        (tmp_path / f"{name}.html").write_text(WALL.replace("SETTINGS", settings), "utf-8")
    with serve(tmp_path) as base:
        clicked, visited = asyncio.run(_tried(base, tmp_path))

    assert clicked == EXPECTED
    assert (visited.label, visited.detail) == ("Inställningar → Neka alla", "")
    # The number lay under the wall: it is tried again where the wall is gone.
    assert [(one.closed.label, one.says) for one in visited.opened] == [("Visa nummer", "08-465 004 20")]
