"""
The snapshot: an open page let come to rest, looked at at desktop and at phone size, and written down as one stamped document.

The phone is the same document under phone metrics. Nothing is clicked, typed or sent.
"""

from __future__ import annotations

import asyncio
import base64
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.async_api import CDPSession, Error, Page

from spiders.evidence import Shot, Viewport
from spiders.screens import DESKTOP, PHONE, SCREENS

__all__ = ["Snapshot", "Wish", "glance", "loaded", "look", "rest", "sight"]

_SCRIPT = Path(__file__).with_name("snapshot.js").read_text("utf-8")
_CALL = "([name, args]) => window[Symbol.for('auditor')][name](...args)"
_WENT_ON = ("context was destroyed", "Symbol(auditor)", "reading '")
"""What Playwright and the page say when the page has gone on to another one, and our script is no longer in it."""
_VARIABLES = "Object.keys(window).filter((name) => name.length <= 60).slice(0, 2000)"
_QUIET_MS = 250
_SETTLE_MS = 2500
_TRY_SECONDS = 0.05
_LOAD_TRIES = 160
_MOST_SCREENS = 20
_MOST_LOOKS = 3
_TALLEST = 6000
_WIDEST_PHONE = 980
"""CSS pixels: as wide as a phone lays out a page that was not made for one."""
_JPEG_QUALITY = 60
# snapshot.js has these bounds too; but a page may have put functions of its own in the place of those that keep them
_MOST_LETTERS = 10_000_000
# of requests the browser itself keeps a few hundred and drops the rest untold, so that this bound cuts nothing more
_MOST_REQUESTS, _LONGEST_ADDRESS = 2000, 2000


@dataclass(frozen=True, slots=True)
class Wish:
    """
    What is wanted of a rendered page.

    Pictures go into `folder` under `name`, of the whole page or of one `screen` of it, or there are none; `axe`: axe-core is run,
    after everything else.
    """

    folder: Path
    name: str
    shots: bool = True
    screen: bool = False
    axe: bool = False


@dataclass(slots=True)
class Snapshot:
    """
    What the browser saw.

    Attributes:
        requests: The addresses that the page asked for.
        variables: The names of the global variables that its scripts set.
        shots: The stored pictures.
        height: Of the page as it was measured last, in CSS pixels.
        axe: What axe-core reported (`axe.report`), where it was wished for.
        cut: The document is longer than what is kept of it.
    """

    requests: tuple[str, ...] = ()
    variables: tuple[str, ...] = ()
    shots: list[Shot] = field(default_factory=list)
    height: int = 0
    axe: Mapping[str, Any] | None = None
    cut: bool = False


async def look(page: Page, wish: Wish) -> tuple[str, Snapshot]:
    """Let the open page come to rest, look at it at both sizes, and give the stamped document; again where it went on meanwhile."""
    for _ in range(_MOST_LOOKS - 1):
        try:
            return await _look(page, wish)
        except Error as error:
            if not _went_on(error):
                raise
    return await _look(page, wish)


async def glance(page: Page) -> str:
    """The open page as it is now, at desktop size alone and without going down it, as a stamped document."""
    await loaded(page)
    await page.evaluate(_SCRIPT)
    await _in_page(page, "settle", _QUIET_MS, _SETTLE_MS)
    await _in_page(page, "measure", "d")
    return str((await _in_page(page, "stamp"))["html"])[:_MOST_LETTERS]


async def sight(page: Page, wish: Wish, viewport: Viewport, *, pressed: bool = False) -> tuple[str, Snapshot]:
    """The same at the one size that the page was opened at; where something was `pressed`, the pointer and the page stay put."""
    for tries in range(_MOST_LOOKS):
        try:
            await rest(page, still=pressed)
            snapshot = Snapshot()
            session = await page.context.new_cdp_session(page)
            try:
                await _at(page, session, wish, snapshot, viewport, main=True)
            finally:
                with suppress(Error):
                    await session.detach()
            return await _stamped(page, snapshot), snapshot
        except Error as error:
            if not _went_on(error) or tries == _MOST_LOOKS - 1:
                raise
    raise AssertionError("the last try returns or raises")


async def rest(page: Page, *, still: bool = False) -> None:
    """Let the page come to rest, and go down it once, so that what appears in sight appears; `still`: without moving anything."""
    await loaded(page)
    if not still:
        size = page.viewport_size or DESKTOP
        await page.mouse.move(size["width"] // 2, size["height"] // 2)
    await page.evaluate(_SCRIPT)
    await _in_page(page, "settle", _QUIET_MS, _SETTLE_MS)
    if still:
        return
    await _in_page(page, "scroll", _MOST_SCREENS)
    await _in_page(page, "settle", 100, 600)


async def _look(page: Page, wish: Wish) -> tuple[str, Snapshot]:
    await rest(page)
    snapshot = Snapshot()
    session = await page.context.new_cdp_session(page)
    try:
        await _at(page, session, wish, snapshot, "desktop")
        await _metrics(session, PHONE, mobile=True)
        await _in_page(page, "settle", 100, 600)
        await _at(page, session, wish, snapshot, "mobile")
    finally:
        with suppress(Error):
            await _metrics(session, DESKTOP, mobile=False)
            await session.detach()
    await _in_page(page, "settle", 100, 600)
    return await _stamped(page, snapshot), snapshot


async def _stamped(page: Page, snapshot: Snapshot) -> str:
    """The stamped document; what the page asked for, and its variables, go into the snapshot."""
    seen = await _in_page(page, "stamp")
    asked = (*seen["requests"], *(frame.url for frame in page.frames[1:] if frame.url.startswith("http")))
    snapshot.requests = tuple(str(address)[:_LONGEST_ADDRESS] for address in asked[:_MOST_REQUESTS])
    snapshot.variables = tuple(map(str, (await page.evaluate(_VARIABLES))[:_MOST_REQUESTS]))
    html = str(seen["html"])
    snapshot.cut = bool(seen["cut"]) or len(html) > _MOST_LETTERS
    return html[:_MOST_LETTERS]


async def _at(
    page: Page, session: CDPSession, wish: Wish, snapshot: Snapshot, viewport: Viewport, *, main: bool | None = None
) -> None:
    """Measure the page at one size and store a picture of it from its top, at most `_TALLEST` pixels."""
    size = await _in_page(page, "measure", viewport[0], viewport == "desktop" if main is None else main)
    snapshot.height = int(size["height"])
    if not wish.shots:
        return
    width = DESKTOP["width"] if viewport == "desktop" else max(PHONE["width"], min(size["width"], _WIDEST_PHONE))
    height = max(1, min(size["height"], SCREENS[viewport]["height"] if wish.screen else _TALLEST))
    clip = {"x": 0, "y": 0, "width": width, "height": height, "scale": 1}
    picture = await session.send(
        "Page.captureScreenshot",
        {"format": "jpeg", "quality": _JPEG_QUALITY, "clip": clip, "captureBeyondViewport": not wish.screen},
    )
    file = f"{wish.name}-{viewport}.jpg"
    (wish.folder / file).write_bytes(base64.b64decode(picture["data"]))
    snapshot.shots.append(Shot(file=f"{wish.folder.name}/{file}", viewport=viewport, width=width, height=height))


async def loaded(page: Page) -> None:
    """Wait for the document, and a while for what belongs to it; asked of the page: a download lets Playwright miss its events."""
    tries, state = 0, ""
    while state != "complete" and (state != "interactive" or tries < _LOAD_TRIES):
        await asyncio.sleep(_TRY_SECONDS if tries else 0)
        tries += 1
        try:
            state = await page.evaluate("document.readyState")
        except Error as error:
            if not _went_on(error):
                raise


def _went_on(error: Error) -> bool:
    return any(sign in str(error) for sign in _WENT_ON)


async def _in_page(page: Page, name: str, *args: object) -> Any:
    return await page.evaluate(_CALL, [name, list(args)])


async def _metrics(session: CDPSession, size: dict[str, int], *, mobile: bool) -> None:
    await session.send("Emulation.setDeviceMetricsOverride", {**size, "deviceScaleFactor": 1, "mobile": mobile})
    await session.send("Emulation.setTouchEmulationEnabled", {"enabled": mobile})
