"""
Bare Playwright taking the snapshot that auditor takes of a page, and doing nothing with it: what a rendered page costs at least.

    python bench/bare.py URLS

One tab is led from page to page. Each is let load, gone down once, and at desktop and at phone size every element's box, style and
visibility is asked for and a picture taken, as large as auditor's; at last the document. Prints how many pages it took.
"""

from __future__ import annotations

import base64
import sys
from pathlib import Path

from playwright.sync_api import CDPSession, Page, sync_playwright

from spiders.browser import chromium
from spiders.screens import DESKTOP, PHONE

TALLEST = 6000
_DOWN = """async () => {
  const frame = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 20)));
  for (let n = 1; n <= 20 && scrollY + innerHeight < document.documentElement.scrollHeight; n++) {
    scrollTo(0, n * innerHeight);
    await frame();
  }
  scrollTo(0, 0);
  await frame();
}"""
_SEE = """() => [...document.querySelectorAll("*")].map((element) => {
  const box = element.getBoundingClientRect(), style = getComputedStyle(element);
  const seen = element.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true });
  return [element.tagName, box.x, box.y, box.width, box.height, seen, style.fontSize, style.color, style.backgroundColor];
})"""
_HEIGHT = "document.documentElement.scrollHeight"


def snapshot(page: Page, session: CDPSession, url: str) -> int:
    """Take one page; how many bytes it gave."""
    page.goto(url, wait_until="load", timeout=30_000)
    page.evaluate(_DOWN)
    taken = 0
    for size, mobile in ((DESKTOP, False), (PHONE, True)):
        session.send("Emulation.setDeviceMetricsOverride", {**size, "deviceScaleFactor": 1, "mobile": mobile})
        session.send("Emulation.setTouchEmulationEnabled", {"enabled": mobile})
        taken += len(page.evaluate(_SEE))
        clip = {"x": 0, "y": 0, "width": size["width"], "height": min(page.evaluate(_HEIGHT), TALLEST), "scale": 1}
        shot = {"format": "jpeg", "quality": 60, "clip": clip, "captureBeyondViewport": True}
        taken += len(base64.b64decode(session.send("Page.captureScreenshot", shot)["data"]))
    return taken + len(page.content())


def main() -> int:
    """Take every page that a file names, a line each."""
    urls = Path(sys.argv[1]).read_text("utf-8").split()
    found = chromium.find()
    if found is None:
        return 5
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**chromium.launch_options(found))
        page = browser.new_context(viewport={"width": DESKTOP["width"], "height": DESKTOP["height"]}).new_page()
        session = page.context.new_cdp_session(page)
        taken = [snapshot(page, session, url) for url in urls]
        browser.close()
    sys.stdout.write(f"{len(taken)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
