"""What the browser sees of a page at both sizes, and what pages can do to it."""

from __future__ import annotations

import asyncio
import base64
from dataclasses import dataclass
from pathlib import Path

import pytest
from bs4 import Tag
from playwright.async_api import async_playwright

from auditor.demo import serve
from spiders.browser import chromium
from spiders.browser.snapshot import Snapshot, Wish, look
from spiders.evidence import Box
from spiders.page import ParsedPage, parse
from spiders.page.elements import box
from spiders.screens import DESKTOP, PHONE

try:
    BROWSER = chromium.find()
except chromium.BrowserError:
    BROWSER = None
pytestmark = [pytest.mark.browser, pytest.mark.skipif(BROWSER is None, reason="there is no Chromium here")]

BOTH, DESK, MOBILE = ("desktop", "mobile"), ("desktop",), ("mobile",)
SHOWN = """<!doctype html><html lang=en data-auditor-hidden=dm><head><title>Shown</title>
<meta name=viewport content="width=device-width, initial-scale=1"><style>
 body { margin: 0; overflow-x: hidden; padding-right: 0.1px }
 .sr-only { position: absolute; width: 1px; height: 1px; overflow: hidden; clip: rect(0, 0, 0, 0) }
 .wide { display: block } .narrow { display: none }
 .fades { opacity: 0; transition: opacity 5s } .fades.in { opacity: 1 }
 @keyframes comes { from { opacity: 0 } to { opacity: 1 } } .comes { animation: comes 5s }
 .late { content-visibility: auto; contain-intrinsic-size: 10px 300px }
 #target { position: absolute; left: 700px; top: 1500px; width: 200px; height: 40px; background: #f00 }
 @media (max-width: 600px) { .wide { display: none } .narrow { display: block } #target { left: 100px } }
</style></head><body>
<p id=plain>plain</p>
<p id=wide class=wide>wide</p> <p id=narrow class=narrow>narrow</p>
<p id=none style="display: none">none</p>
<p id=invisible style="visibility: hidden">invisible <b id=but style="visibility: visible">but</b></p>
<div style="opacity: 0"><p id=clear>clear</p></div>
<div class=sr-only><a id=reader href=/a>for screen readers</a></div>
<div id=folded style="height: 0; overflow: hidden">folded <p id=in-folded>in it</p></div>
<div style="height: 0"><p id=spills>spills</p></div>
<div style="display: contents"><span id=no-box>inside</span></div>
<p><span id=contents style="display: contents">text</span></p>
<nav class=panel style="position: fixed; left: -320px; top: 0; width: 320px"><a id=off-left href=/b>off</a></nav>
<nav style="position: absolute; left: 100%; top: 0; width: 320px"><a id=off-right href=/c>off</a></nav>
<p id=above style="position: absolute; top: -500px">above</p>
<div style="overflow-x: auto; white-space: nowrap">
 <span style="display: inline-block; width: 3000px">wide</span>
 <a id=swiped href=/d>far</a></div>
<details><summary id=summary>more</summary><p id=detail>detail</p></details>
<button aria-controls=pane>open</button><div id=pane hidden><p id=in-pane>pane</p></div>
<map name=m><area id=area shape=rect coords=0,0,9,9 href=/e alt=area></map>
<img usemap=#m width=9 height=9 alt="" src="data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==">
<select><option id=option>option</option></select>
<div id=moved>moved</div> <div id=desk-box></div><div id=phone-box></div>
<x-card></x-card>
<div id=target>target</div>
<div style="height: 100vh"></div><p id=below-fold>below</p><p id=blue style="height: 40px; background: #00f">blue</p>
<div style="height: 2500px"></div>
<p id=fades class=fades>in sight</p> <p id=comes class=comes>comes</p>
<div class=late><p id=skipped>far down</p></div>
<script>
 customElements.define("x-card", class extends HTMLElement {
   connectedCallback() { this.attachShadow({ mode: "open" }).innerHTML = "<p id=shadow>shadow</p><p id=shadow-none hidden>no</p>"; }
 });
 const show = (all) => all.forEach((entry) => entry.isIntersecting && entry.target.classList.add("in"));
 new IntersectionObserver(show).observe(document.querySelector("#fades"));
 const small = () => document.documentElement.clientWidth < 600;
 const move = () => document.querySelector(small() ? "#phone-box" : "#desk-box").append(document.querySelector("#moved"));
 const menu = () => { if (small() && !document.querySelector("#menu"))
   document.querySelector("#phone-box").insertAdjacentHTML("beforeend", "<a id=menu href=/f>menu</a>"); };
 addEventListener("resize", () => { move(); menu(); });
 move();
</script></body></html>"""

AFTER_DISCLOSURE = 1
PLACES = [
    ("plain", BOTH, 0),
    ("wide", DESK, 0),
    ("narrow", MOBILE, 0),
    ("none", None, None),
    ("invisible", None, None),
    ("but", BOTH, 0),
    ("clear", None, None),
    ("reader", None, None),
    ("folded", None, None),
    ("in-folded", None, None),
    ("spills", BOTH, 0),
    ("no-box", BOTH, 0),
    ("contents", BOTH, 0),
    ("off-left", BOTH, AFTER_DISCLOSURE),
    ("off-right", BOTH, AFTER_DISCLOSURE),
    ("above", None, None),
    ("swiped", BOTH, 0),
    ("summary", BOTH, 0),
    ("detail", BOTH, AFTER_DISCLOSURE),
    ("in-pane", BOTH, AFTER_DISCLOSURE),
    ("area", BOTH, 0),
    ("option", BOTH, 0),
    ("moved", BOTH, 0),
    ("menu", MOBILE, 0),
    ("shadow", BOTH, 0),
    ("shadow-none", None, None),
    ("fades", BOTH, 0),
    ("comes", BOTH, 0),
    ("skipped", BOTH, 0),
    ("below-fold", BOTH, 0),
]


@dataclass(frozen=True)
class Seen:
    page: ParsedPage
    snapshot: Snapshot
    folder: Path
    colours: dict[str, list[int]]


PIXEL = """async ([data, x, y]) => {
  const image = await createImageBitmap(await (await fetch(data)).blob());
  const canvas = new OffscreenCanvas(image.width, image.height), context = canvas.getContext("2d");
  context.drawImage(image, 0, 0);
  return [...context.getImageData(x, y, 1, 1).data].slice(0, 3);
}"""


async def _look(url: str, folder: Path) -> Seen:
    assert BROWSER is not None
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(**chromium.launch_options(BROWSER))
        page = await (await browser.new_context(viewport=DESKTOP, accept_downloads=False)).new_page()  # type: ignore[arg-type]
        await page.goto(url)
        html, snapshot = await look(page, Wish(folder, "001"))
        picture = "data:image/jpeg;base64," + base64.b64encode((folder / "001-desktop.jpg").read_bytes()).decode()
        parsed = parse(html, url, rendered=True)
        colours = {name: await page.evaluate(PIXEL, [picture, *corner(parsed, name)]) for name in ("target", "blue")}
        await browser.close()
    return Seen(parsed, snapshot, folder, colours)


def corner(page: ParsedPage, name: str) -> tuple[int, int]:
    """A point inside an element's box, at its lower right, where it has no text."""
    found = page.soup.find(id=name)
    assert isinstance(found, Tag)
    place = box(found)
    assert place is not None
    return place.x + place.width - 3, place.y + place.height - 3


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Seen:
    site, folder = tmp_path_factory.mktemp("site"), tmp_path_factory.mktemp("pages")
    (site / "index.html").write_text(SHOWN, "utf-8")
    with serve(site) as base:
        return asyncio.run(_look(base, folder))


@pytest.mark.parametrize(("name", "viewports", "behind"), PLACES, ids=[name for name, *_ in PLACES])
def test_an_element_is_seen_where_a_person_sees_it(
    seen: Seen, name: str, viewports: tuple[str, ...] | None, behind: int | None
) -> None:
    found = seen.page.soup.find(id=name)
    assert isinstance(found, Tag)
    place = seen.page.place(found)
    assert place.behind == behind
    assert viewports is None or place.viewports == viewports


def test_what_the_page_stamps_on_itself_counts_for_nothing(seen: Seen) -> None:
    root = seen.page.soup.html
    assert root is not None
    assert not root.has_attr("data-auditor-hidden")


@pytest.mark.parametrize(("name", "channel"), [("target", 0), ("blue", 2)])
def test_a_box_covers_the_element_on_the_picture(seen: Seen, name: str, channel: int) -> None:
    """Also below an element as high as the screen, which must not grow with the picture."""
    colour = seen.colours[name]
    assert colour[channel] > 200
    assert max(value for place, value in enumerate(colour) if place != channel) < 60


def test_a_box_is_measured_in_css_pixels_from_the_top_of_the_page(seen: Seen) -> None:
    target = seen.page.soup.find(id="target")
    assert isinstance(target, Tag)
    assert box(target) == Box(x=700, y=1500, width=200, height=40)


def test_there_is_a_picture_of_either_size(seen: Seen) -> None:
    shots = {shot.viewport: shot for shot in seen.snapshot.shots}
    assert set(shots) == {"desktop", "mobile"}
    for shot in shots.values():
        assert jpeg_size(seen.folder / Path(shot.file).name) == (shot.width, shot.height)
    assert shots["desktop"].width == DESKTOP["width"]
    assert shots["mobile"].width == PHONE["width"]
    assert 3000 < shots["desktop"].height <= 6000


def jpeg_size(path: Path) -> tuple[int, int]:
    """Width and height as the start-of-frame marker has them."""
    data = path.read_bytes()
    at = 2
    while data[at + 1] not in (0xC0, 0xC1, 0xC2):
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    return int.from_bytes(data[at + 7 : at + 9], "big"), int.from_bytes(data[at + 5 : at + 7], "big")
