"""
The visit: a page opened once more, in a browser profile of its own, to see what clicks on it would show.

Clicked is only what discloses (`spiders.closed`): an answer to the consent dialog, "Show number", a chat's launcher. Nothing is
typed. From the first click on nothing is sent (`spiders.hold`); after an answer to the consent dialog the page is loaded anew,
as it is for whoever has answered.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from playwright.async_api import Error, Frame, Page

from spiders.closed import closed_on
from spiders.evidence import ConsentChoice
from spiders.hold import Hold
from spiders.look import Closed, ClosedKind, Opened, ReadPicture, Visit
from spiders.ocr import read_number
from spiders.page import parse
from spiders.snapshot import Snapshot, Wish, glance, loaded, look

__all__ = ["Plan", "visit"]

_TEXT = Path(__file__).with_name("visit.js").read_text("utf-8")
_MAY_CLICK = """(element) => {
  const link = element.closest("a[href], area[href]"), button = element.closest("button, input");
  const leads = link && !/^\\s*(#|javascript:|$)/i.test(link.getAttribute("href"));
  return !leads && !(button && button.form && button.type === "submit");
}"""
"""The page may have changed since it was read: whatever is about to be clicked is asked once more."""
_ANSWERS: dict[ConsentChoice, ClosedKind] = {"accepted": "accept", "refused": "refuse"}
_CLICK_MS = 4000
_OPENS_SECONDS = 4.0
_TRY_SECONDS = 0.25
_FRAME_SECONDS = 1.0
_SAYS_LENGTH = 2000
_LEAST_FRAME = 150
"""CSS pixels: a smaller frame is a launcher, not what it opens."""


@dataclass(frozen=True, slots=True)
class Plan:
    """
    What is to be tried on a page.

    Attributes:
        url: The page's address.
        choice: The answer to the consent dialog before anything else; "none" leaves it alone.
        pictures: Selectors of the pictures whose letters are to be read; `country`: where their numbers are dialled.
        done: Vendors whose chats were opened before, and are not opened again.
    """

    url: str
    choice: ConsentChoice = "none"
    done: frozenset[str] = frozenset()
    pictures: tuple[str, ...] = ()
    country: str = ""


async def visit(page: Page, hold: Hold, plan: Plan, wish: Wish) -> tuple[str, Snapshot, Visit]:
    """
    Try the plan on the open page.

    Returns:
        The stamped document afterwards, its pictures, and what was opened. A dialog that could not be answered is told in the
        visit's `detail`, and then nothing else was tried.
    """
    label = ""
    closed = await _closed(page)
    if plan.choice != "none":
        label = await _answer(page, hold, plan.choice, closed)
        closed = await _closed(page)
        if not label or any(one.kind == _ANSWERS[plan.choice] for one in closed):
            detail = "the dialog came back after the answer" if label else "the dialog could not be answered"
            html, snapshot = await look(page, wish)
            return html, snapshot, Visit(choice=plan.choice, label=label, detail=detail)
    pictures = [read for selector in plan.pictures if (read := await _read(page, selector, plan.country))]
    await hold.begin()
    wanted = _wanted(closed, plan)
    opened = [one for closed in wanted if (one := await _open(page, closed))]
    # A chat stands over the screen, wherever on the page.
    html, snapshot = await look(page, replace(wish, screen=any(one.closed.kind == "chat" for one in opened)))
    made = Visit(choice=plan.choice, label=label, opened=tuple(opened), pictures=tuple(pictures), stopped=hold.stopped)
    return html, snapshot, made


async def _closed(page: Page) -> Sequence[Closed]:
    return closed_on(parse(await glance(page), page.url, rendered=True))


def _wanted(closed: Sequence[Closed], plan: Plan) -> list[Closed]:
    """The best chat that was not opened before; every detail too, where no choice is what the visit is about."""
    chat = next((one for one in closed if one.kind == "chat" and one.vendor not in plan.done), None)
    details = [one for one in closed if one.kind == "reveal" and plan.choice == "none"]
    return details + ([chat] if chat else [])


async def _answer(page: Page, hold: Hold, choice: ConsentChoice, closed: Sequence[Closed]) -> str:
    """Answer the consent dialog and load the page anew; the words of the control, "" where there was no answering."""
    control = next((one for one in closed if one.kind == _ANSWERS[choice]), None)
    if control is None:
        return ""
    await hold.begin()
    clicked = await _click(page, control)
    await asyncio.sleep(_TRY_SECONDS)
    await hold.end()
    if not clicked:
        return ""
    await page.reload(wait_until="commit")
    await loaded(page)
    return control.label or control.selector


async def _read(page: Page, selector: str, country: str) -> ReadPicture | None:
    """The telephone number in a picture, None where there is none to be read."""
    with suppress(Error):
        picture = await page.locator(selector).first.screenshot(timeout=_CLICK_MS, animations="disabled")
        number = await asyncio.to_thread(read_number, picture, country=country)
        return ReadPicture(selector=selector, number=number) if number else None
    return None


async def _open(page: Page, closed: Closed) -> Opened | None:
    """Click, and wait a while for something to come of it; None where nothing could be clicked, or nothing came."""
    before = await _readable(page)
    if not await _click(page, closed):
        return None
    said: list[str] = []
    frames = before.frames
    for _ in range(int(_OPENS_SECONDS / _TRY_SECONDS)):
        await asyncio.sleep(_TRY_SECONDS)
        now = await _readable(page)
        new = [line for line in now.lines if line not in before.lines]
        if new and new == said:
            break
        said, frames = new, now.frames
    if not said and frames <= before.frames:
        return None
    return Opened(closed=closed, says="\n".join(said)[:_SAYS_LENGTH])


async def _click(page: Page, closed: Closed) -> bool:
    with suppress(Error):
        control = page.locator(closed.selector).first
        if closed.kind in _ANSWERS.values() or await control.evaluate(_MAY_CLICK, timeout=_CLICK_MS):
            await control.click(timeout=_CLICK_MS, no_wait_after=True)
            return True
    return False


@dataclass(frozen=True, slots=True)
class _Readable:
    """What stands to be read on a page, and in how many frames."""

    lines: tuple[str, ...]
    frames: int


async def _readable(page: Page) -> _Readable:
    texts = [await page.evaluate(_TEXT)]
    frames = 0
    for frame in page.frames[1:]:
        with suppress(Error, TimeoutError):
            async with asyncio.timeout(_FRAME_SECONDS):
                if await _is_window(frame):
                    frames += 1
                    texts.append(await frame.evaluate(_TEXT))
    lines = (line.strip() for text in texts for line in str(text).splitlines())
    return _Readable(tuple(dict.fromkeys(line for line in lines if line)), frames)


async def _is_window(frame: Frame) -> bool:
    """Whether a person sees the frame as a window with something in it."""
    box = await (await frame.frame_element()).bounding_box()
    return box is not None and min(box["width"], box["height"]) >= _LEAST_FRAME
