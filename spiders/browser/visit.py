"""
The visit: a page opened once more, in a browser profile of its own, to see what clicks on it would show.

Clicked is only what discloses (closed.py, press.py): an answer to the consent dialog, "Show number", a chat's launcher. From the
first click on nothing is sent (hold.py). After an answer to the consent dialog the page is loaded anew, in another profile that
keeps no more than what the first one stored: as it is for whoever has answered. What the page shows before any click is noted
too: two loads of a page may differ without one.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from playwright.async_api import Error, Frame, Page, StorageState

from spiders.browser.closed import closed_on
from spiders.browser.hold import Hold
from spiders.browser.ocr import read_number
from spiders.browser.press import answer_by, covered, press
from spiders.browser.snapshot import Snapshot, Wish, glance, look
from spiders.evidence import ConsentChoice
from spiders.extract._wordlist import pattern
from spiders.lexicon import merged
from spiders.look import Closed, ClosedKind, Opened, ReadPicture, Visit
from spiders.page import parse
from spiders.reader import look_at
from spiders.said import say
from spiders.spoken import cleaned

__all__ = ["Answered", "Before", "Plan", "answer", "before", "disclose", "keep_session", "visit"]

_TEXT = Path(__file__).with_name("visit.js").read_text("utf-8")
_SESSION = """((url, kept) => {
  if (self !== top || origin !== new URL(url).origin) return;
  for (const [name, value] of Object.entries(kept)) sessionStorage[name] ??= value;
})(%s, %s)"""
_ANSWERS: dict[ConsentChoice, ClosedKind] = {"accepted": "accept", "refused": "refuse"}
_CLICK_MS = 2500
_COMES_SECONDS: dict[ClosedKind, float] = {"reveal": 1.5, "chat": 4.0}
"""A detail stands in the page already, or comes with one answer; a chat is a page of its own."""
_ALL_SECONDS = 6.0
"""After so long nothing more is opened: what was must still be looked at before the page's time is up."""
_RESTS_SECONDS = 1.0
_TRY_SECONDS = 0.25
_FRAME_SECONDS = 1.0
_SAYS_LENGTH = 2000
_MOST_LETTERS = 1_000_000
_MOST_OPTIONS = 12
_LONGEST_OPTION = 80
_RUNS_WINDOW = pattern((*merged("chat")["closes"], *merged("chat")["sends"]))
_FEW_WORDS = 2
"""Of so many words the label of what closes or sends may be; "End my contract" is a choice."""
_LEAST_FRAME = 150
"""CSS pixels: a smaller frame is a launcher, not what it opens."""


@dataclass(frozen=True, slots=True)
class Plan:
    """
    What is to be tried on a page.

    Attributes:
        url: The page's address.
        choice: The answer to the consent dialog before anything else; "none" leaves it alone.
        pictures: Selectors of the pictures whose letters are to be read.
        country: ISO 3166 code that the page was read by, or "".
        done: Vendors whose chats were opened before, and are not opened again.
    """

    url: str
    choice: ConsentChoice = "none"
    done: frozenset[str] = frozenset()
    pictures: tuple[str, ...] = ()
    country: str = ""

    @property
    def takes(self) -> float:
        """Seconds that it takes beyond those of a page."""
        return 0.0


@dataclass(frozen=True, slots=True)
class Before:
    """
    What a page showed before any click, as `Look.shown` puts it, and what it kept closed.

    Attributes:
        covered: The labels of the controls for details that something lies over, where an answer to the dialog is to be tried.
    """

    shown: tuple[str, ...]
    closed: tuple[Closed, ...]
    covered: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Answered:
    """
    An answer to the consent dialog: the words of its control, and what the profile, and the tab, have stored since.

    Of an answer that took several clicks the words of each: "Settings → Reject all".
    """

    label: str
    profile: StorageState
    session: Mapping[str, str]


async def before(page: Page, plan: Plan, wish: Wish) -> Before:
    """Look at the open page as at the first time, without pictures."""
    html, snapshot = await look(page, replace(wish, shots=False))
    parsed = parse(html, page.url, country=plan.country, rendered=True, requests=snapshot.requests, variables=snapshot.variables)
    seen = look_at(parsed, asked=page.url, status=200, headers={})
    details = [one for one in seen.closed if one.kind == "reveal" and plan.choice != "none"]
    return Before(seen.shown, seen.closed, frozenset([one.label for one in details if await covered(page, one)]))


async def answer(page: Page, hold: Hold, plan: Plan, closed: Sequence[Closed]) -> Answered | None:
    """Answer the consent dialog; None where there was no answering. What the page would send for it goes with its context."""
    control = next((one for one in closed if one.kind == _ANSWERS[plan.choice]), None)
    if control is None:
        return None
    await hold.begin()
    clicked = await answer_by(page, control)
    if not clicked:
        return None
    await asyncio.sleep(_TRY_SECONDS)
    session = await page.evaluate("({ ...sessionStorage })")
    return Answered(" → ".join(one.label or one.selector for one in clicked), await page.context.storage_state(), session)


async def keep_session(page: Page, url: str, session: Mapping[str, str]) -> None:
    """Have the site at `url` find in this tab what it stored in the other one."""
    await page.add_init_script(_SESSION % (json.dumps(url), json.dumps(session)))


async def visit(
    page: Page, hold: Hold, plan: Plan, first: Before, answered: Answered | None, wish: Wish
) -> tuple[str, Snapshot, Visit]:
    """
    Try the plan on the open page, which has been loaded anew where it was answered.

    Returns:
        The stamped document afterwards, its pictures, and what was opened. A dialog that could not be answered is told in the
        visit's `detail`, and then nothing else was tried.
    """
    made = Visit(choice=plan.choice, label=answered.label if answered else "", before=first.shown)
    closed: Sequence[Closed] = first.closed
    if plan.choice != "none":
        if answered:
            closed = closed_on(parse(await glance(page), page.url, rendered=True))
        if any(one.kind == _ANSWERS[plan.choice] for one in closed) or not answered:
            detail = say("the dialog came back after the answer") if answered else say("the dialog could not be answered")
            html, snapshot = await look(page, wish)
            return html, snapshot, made.model_copy(update={"detail": detail})
    pictures = [read for selector in plan.pictures if (read := await _read(page, selector, plan.country))]
    await hold.begin()
    opened = await _open_all(page, _wanted(closed, plan, first.covered))
    # A window that stays at the bottom of the screen is lost in a picture of the whole page.
    html, snapshot = await look(page, replace(wish, screen=any(one.closed.kind == "chat" for one in opened)))
    return html, snapshot, made.model_copy(update={"opened": opened, "pictures": tuple(pictures), "stopped": hold.stopped})


def _wanted(closed: Sequence[Closed], plan: Plan, covered: Collection[str]) -> list[Closed]:
    """The best chat that was not opened before; every detail too, after a choice only those that lay under something before it."""
    chat = next((one for one in closed if one.kind == "chat" and one.vendor not in plan.done), None)
    details = [one for one in closed if one.kind == "reveal" and (plan.choice == "none" or one.label in covered)]
    return details + ([chat] if chat else [])


async def _read(page: Page, selector: str, country: str) -> ReadPicture | None:
    """The telephone number in a picture, None where there is none to be read."""
    with suppress(Error):
        picture = await page.locator(selector).first.screenshot(timeout=_CLICK_MS, animations="disabled")
        number = await asyncio.to_thread(read_number, picture, country=country)
        return ReadPicture(selector=selector, number=number) if number else None
    return None


async def _open_all(page: Page, wanted: Sequence[Closed]) -> tuple[Opened, ...]:
    """Open one after the other for as long as there is time."""
    clock = asyncio.get_running_loop()
    until = clock.time() + _ALL_SECONDS
    return tuple([one for closed in wanted if clock.time() < until and (one := await disclose(page, closed))])


async def disclose(page: Page, closed: Closed) -> Opened | None:
    """Click, and wait a while for something to come of it; None where nothing could be clicked, or nothing came."""
    now = before = await _readable(page)
    if closed.kind == "chat":
        await asyncio.sleep(_RESTS_SECONDS)
        before = before.and_later(await _readable(page))
    if not await press(page, closed):
        return None
    said: list[str] = []
    for _ in range(int(_COMES_SECONDS[closed.kind] / _TRY_SECONDS)):
        await asyncio.sleep(_TRY_SECONDS)
        now = await _readable(page)
        new = now.beside(before)
        if new and new == said:
            break
        said = new
    if not said and now.frames <= before.frames:
        return None
    options = now.choices_beside(before) if closed.kind == "chat" else ()
    return Opened(closed=closed, says="\n".join(said)[:_SAYS_LENGTH], options=options)


@dataclass(frozen=True, slots=True)
class _Readable:
    """
    What stands to be read.

    Attributes:
        page: The lines of the page itself; `framed`: of its windows, the frames large enough to be one; `frames`: their number.
        choices: The labels of the buttons in all of them.
        restless: The page's own lines change without a click.
    """

    page: tuple[str, ...]
    framed: tuple[str, ...]
    frames: int
    choices: tuple[str, ...] = ()
    restless: bool = False

    def and_later(self, later: _Readable) -> _Readable:
        """Both together: a ticker's next line is not what a click brought."""
        restless = self.page != later.page
        return _Readable(
            (*self.page, *later.page),
            (*self.framed, *later.framed),
            max(self.frames, later.frames),
            (*self.choices, *later.choices),
            restless,
        )

    def beside(self, before: _Readable) -> list[str]:
        """The lines that are new; of a page that changes by itself only those in its windows."""
        known = {*before.page, *before.framed}
        lines = self.framed if before.restless else (*self.page, *self.framed)
        return [line for line in lines if line not in known]

    def choices_beside(self, before: _Readable) -> tuple[str, ...]:
        """The labels of the buttons that are new, without those that close the window or send what was written."""
        new = (label for label in self.choices if label not in before.choices)
        told = [label for label in new if not (len(label.split()) <= _FEW_WORDS and _RUNS_WINDOW.search(label))]
        return tuple(told[:_MOST_OPTIONS])


async def _readable(page: Page) -> _Readable:
    framed: list[str] = []
    frames = 0
    own = await page.evaluate(_TEXT)
    choices = list(own["choices"])
    for frame in page.frames[1:]:
        with suppress(Error, TimeoutError):
            async with asyncio.timeout(_FRAME_SECONDS):
                if await _is_window(frame):
                    frames += 1
                    told = await frame.evaluate(_TEXT)
                    framed += _lines(told["text"])
                    choices += told["choices"]
    return _Readable(_lines(own["text"]), tuple(framed), frames, _labels(choices))


def _labels(choices: Sequence[object]) -> tuple[str, ...]:
    """What is written on buttons, once each, where that is a word at all."""
    labels = (" ".join(cleaned(str(choice)).split())[:_LONGEST_OPTION] for choice in choices)
    return tuple(dict.fromkeys(label for label in labels if any(map(str.isalnum, label))))


def _lines(text: object) -> tuple[str, ...]:
    lines = (line.strip() for line in str(text)[:_MOST_LETTERS].splitlines())
    return tuple(dict.fromkeys(line for line in lines if line))


async def _is_window(frame: Frame) -> bool:
    """Whether a person sees the frame as a window with something in it."""
    box = await (await frame.frame_element()).bounding_box()
    return box is not None and min(box["width"], box["height"]) >= _LEAST_FRAME
