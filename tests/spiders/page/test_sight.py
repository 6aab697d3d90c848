"""What a person can see of a page, and how, as the browser measures it: two pages with many elements each."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from bs4 import Tag
from playwright.async_api import async_playwright

from auditor.demo import serve
from spiders.browser import chromium
from spiders.browser.snapshot import Wish, look
from spiders.evidence import Sighting
from spiders.page import ParsedPage, parse
from spiders.screens import DESKTOP
from tests.spiders.browser.test_browser import BOTH, BROWSER, DESK, MOBILE

pytestmark = [pytest.mark.browser, pytest.mark.skipif(BROWSER is None, reason="there is no Chromium here")]

HEAD = '<!doctype html><html lang=en><head><title>Seen</title><meta name=viewport content="width=device-width, initial-scale=1">'
UNSEEN = f"""{HEAD}<style>
 body {{ margin: 0 }}
 .gone {{ display: none }} @media (min-width: 600px) {{ .small {{ display: none }} }}
 @media (max-width: 599px) {{ .large {{ display: none }} }}
 @media screen {{ .printed {{ display: none }} }}
 .icon::before {{ content: "☎"; font-size: 20px; text-indent: 0; display: block }}
 .veiled {{ position: relative; background: #fff }}
 .veiled::before {{ content: ""; position: absolute; inset: 0; background: #000; z-index: -1 }}
 .slides {{ overflow: hidden; width: 100% }} .track {{ display: flex; width: 300% }} .carousel-item {{ flex: none; width: 1300px }}
</style></head><body>
<p id=plain>plain</p>
<p id=none class=gone>x</p> <p id=opaque style="opacity: 0">x</p> <p id=invisible style="visibility: hidden">x</p>
<p id=attribute hidden>x</p> <p id=printed class=printed>x</p> <p id=large class=large>x</p> <p id=small class=small>x</p>
<p id=clip style="position: absolute; clip: rect(1px, 1px, 1px, 1px)">x</p>
<p id=shape style="clip-path: inset(50%)">x</p> <p id=circle style="clip-path: circle(0)">x</p>
<p id=rounded style="clip-path: inset(0 round 10px)">x</p>
<p id=left style="position: absolute; left: -9999px">x</p>
<p id=sized style="width: 0; height: 0; overflow: hidden">x</p>
<a id=indented href=/a style="display: block; text-indent: -9999px">x</a>
<a id=picture href=/b style="display: block; text-indent: -9999px; background: url(logo.png)">x</a>
<p style="font-size: 0"><b id=sizeless>x</b><b id=resized style="font-size: 16px">x</b></p>
<a id=icon href=/c class=icon style="font-size: 0">x</a>
<p id=white style="color: #fff">x</p> <p id=nearly style="color: #eee">x</p> <p id=transparent style="color: transparent">x</p>
<p id=shadowed style="color: #fff; text-shadow: 0 0 2px #000">x</p>
<div class=veiled><p id=veiled style="color: #fff">x</p></div>
<div data-bg=hero.jpg><p id=late style="color: #fff">x</p></div>
<div style="position: relative; height: 60px; background: #333"><div style="position: absolute; inset: 0; background: #fff"></div>
 <p id=covered style="position: relative; color: #333; margin: 0">x</p></div>
<p id=aria aria-hidden=true>x</p> <p id=inert inert>x</p>
<div style="content-visibility: hidden"><p id=skipped>x</p></div>
<dialog><p id=unopened>x</p></dialog> <dialog id=asks><p id=dialog>x</p></dialog> <button onclick="openIt('asks')">Ask us</button>
<div class=slides><div class=track><p class=carousel-item id=slide1>1</p><p class=carousel-item id=slide2>2</p></div></div>
</body></html>"""

NEVER = (None, None)
UNSEEN_PLACES = [
    *(
        (name, BOTH, 0)
        for name in "plain rounded picture resized icon nearly shadowed veiled late covered aria inert slide1".split()
    ),
    *(
        (name, (), None)
        for name in "none opaque invisible attribute printed clip shape circle left sized indented sizeless".split()
    ),
    *((name, (), None) for name in "white transparent skipped unopened".split()),
    ("large", DESK, 0),
    ("small", MOBILE, 0),
    ("dialog", BOTH, 1),
    ("slide2", BOTH, 1),
]

OPENED = f"""{HEAD}<style>
 body {{ margin: 0; font: 16px sans-serif }} nav ul {{ list-style: none; margin: 0; padding: 0 }} nav > ul {{ display: flex }}
 .burger {{ display: none }}
 .sub, .flat, .deep {{ display: none }} li:hover > .sub, li:focus-within > .sub {{ display: block }}
 .fades {{ visibility: hidden; opacity: 0 }} .holder:hover .fades {{ visibility: visible; opacity: 1 }}
 .self {{ opacity: 0 }} .self:hover {{ opacity: 1 }} .wrong {{ display: none }} .holder:hover .wrong {{ opacity: 1 }}
 .drawer {{ display: none }} #box {{ position: absolute; opacity: 0 }} #box ~ .panel-by-box {{ display: none }}
 @media (max-width: 600px) {{ .burger {{ display: block }} nav > ul, .bar {{ display: none }} }}
</style></head><body>
<header><div class=bar><a id=bar href=tel:+4681234567>08-123 45 67</a></div>
<button class=burger aria-label=Meny>☰</button>
<nav><ul><li><a id=top href=/top>Top</a></li><li><a href=/services>Services</a>
 <ul class=sub><li><a id=sub href=/sub>Sub</a></li><li><a href=/s2>S2</a>
 <ul class="sub submenu"><li><a id=subsub href=/ss>SS</a></li></ul></li></ul></li>
 <li><a href=/x>X</a></li></ul></nav></header>
<main style="position: relative">
<div class=holder>Card <p id=fades class=fades>x</p> <p id=wrong class=wrong>x</p></div> <p id=self class=self>x</p>
<details><summary>Call us</summary><p id=detail>x</p><details><summary>At night</summary><p id=night>x</p></details></details>
<button aria-controls=pane>Show number</button><div id=pane hidden><p id=in-pane>x</p></div>
<a href="#tab2" role=tab>Abroad</a><div id=tab2 class=gone style="display: none"><p id=in-tab>x</p></div>
<input type=checkbox id=box><label for=box>More</label><div class=panel-by-box><p id=by-box>x</p></div>
<h3>When are you open?</h3><div class=faq-answer style="display: none"><p id=answer>x</p></div>
<div class=drawer><p id=drawer>x</p></div>
<p id=ink style="color: #767676">x</p> <p id=half style="color: rgba(0, 0, 0, .5)">x</p>
<div style="background: #000"><p id=dark style="color: #fff; font-size: 12.5px">x</p></div>
<div style="background: linear-gradient(#000, #fff)"><p id=gradient>x</p></div>
<div style="position: relative; height: 50px"><img style="position: absolute; inset: 0; width: 100%; height: 50px" alt=""
 src="data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==">
 <p id=over style="position: relative; margin: 0">x</p></div>
<p id=oklch style="color: oklch(0 0 0)">x</p>
<a id=link href=/l><b>x</b></a>
<div style="overflow: hidden; height: 20px"><div style="height: 30px"></div><p id=cut>x</p></div>
<p id=lower style="position: absolute; top: 1500px">x</p>
</main><p id=folds style="position: absolute; top: 770px; margin: 0; height: 100px">x</p>
<div id=sticky style="position: fixed; bottom: 0">x</div><div style="height: 2000px"></div>
</body></html>"""

OPENED_PLACES: list[tuple[str, tuple[int | None, int | None], tuple[str, ...], bool]] = [
    ("bar", (0, None), (), False),
    ("top", (0, 1), ("Meny",), False),
    ("sub", (1, 2), ("Services",), True),
    ("subsub", (2, 3), ("Services", "S2"), True),
    ("fades", (1, None), (), True),
    ("wrong", NEVER, (), False),
    ("self", NEVER, (), False),
    ("detail", (1, 1), ("Call us",), False),
    ("night", (2, 2), ("Call us", "At night"), False),
    ("in-pane", (1, 1), ("Show number",), False),
    ("in-tab", (1, 1), ("Abroad",), False),
    ("by-box", (1, 1), ("More",), False),
    ("answer", (1, 1), ("When are you open?",), False),
    ("drawer", (1, 1), (), False),
]
LOOKS: list[tuple[str, tuple[str, ...], float, float | None]] = [
    ("bar", DESK, 16, 9.4),
    ("top", DESK, 16, 9.4),
    ("detail", (), 16, None),
    ("ink", BOTH, 16, 4.54),
    ("half", BOTH, 16, 3.98),
    ("dark", BOTH, 12.5, 21),
    ("gradient", BOTH, 16, None),
    ("over", BOTH, 16, None),
    ("oklch", BOTH, 16, 21),
    ("link", BOTH, 16, 9.4),
    ("cut", (), 16, 21),
    ("lower", (), 16, 21),
    ("sticky", BOTH, 16, 21),
]


async def _open(*urls: str) -> list[ParsedPage]:
    assert BROWSER is not None
    seen = []
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(**chromium.launch_options(BROWSER))
        page = await (await browser.new_context(viewport=DESKTOP)).new_page()  # type: ignore[arg-type]
        for url in urls:
            await page.goto(url)
            html, _ = await look(page, Wish(Path(), "", shots=False))
            seen.append(parse(html, url, rendered=True))
        await browser.close()
    return seen


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> list[ParsedPage]:
    site = tmp_path_factory.mktemp("site")
    (site / "unseen.html").write_text(UNSEEN, "utf-8")
    (site / "opened.html").write_text(OPENED, "utf-8")
    with serve(site) as base:
        return asyncio.run(_open(f"{base}/unseen", f"{base}/opened"))


def found(page: ParsedPage, name: str) -> Tag:
    tag = page.soup.find(id=name)
    assert isinstance(tag, Tag)
    return tag


def sighting(page: ParsedPage, name: str) -> Sighting:
    return page.sighting(found(page, name), "text")


@pytest.mark.parametrize(("name", "viewports", "behind"), UNSEEN_PLACES, ids=[name for name, *_ in UNSEEN_PLACES])
def test_what_a_person_cannot_see_is_not_visible(
    pages: list[ParsedPage], name: str, viewports: tuple[str, ...], behind: int | None
) -> None:
    place = pages[0].place(found(pages[0], name))
    assert (place.viewports, place.behind) == (viewports, behind)


@pytest.mark.parametrize(("name", "behind", "opened_by", "hover"), OPENED_PLACES, ids=[name for name, *_ in OPENED_PLACES])
def test_what_is_closed_stands_behind_what_opens_it(
    pages: list[ParsedPage], name: str, behind: tuple[int | None, int | None], opened_by: tuple[str, ...], hover: bool
) -> None:
    place = pages[1].place(found(pages[1], name))
    assert (place.desktop, place.mobile) == behind
    assert (place.desktop_by or place.mobile_by, place.hover) == (opened_by, hover)


@pytest.mark.parametrize(("name", "first_screen", "font", "contrast"), LOOKS, ids=[name for name, *_ in LOOKS])
def test_a_sighting_says_how_it_looks(
    pages: list[ParsedPage], name: str, first_screen: tuple[str, ...], font: float, contrast: float | None
) -> None:
    seen = sighting(pages[1], name)
    assert (seen.first_screen, seen.font_px) == (first_screen, font)
    assert seen.contrast == (None if contrast is None else pytest.approx(contrast, abs=0.02))


def test_what_stands_across_the_edge_is_in_the_first_screen_by_its_middle(pages: list[ParsedPage]) -> None:
    assert sighting(pages[1], "folds").first_screen == MOBILE


def test_what_does_not_show_on_the_desktop_has_no_place_on_its_picture(pages: list[ParsedPage]) -> None:
    assert sighting(pages[1], "detail").box is None
    assert sighting(pages[1], "ink").box is not None
