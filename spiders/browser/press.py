"""
The press: a click on what a page keeps closed, after one more look at what is about to be clicked.

The page may have changed since it was read: no link to another page is clicked, nothing that sends a form, and no "save" in a
consent dialog where something is ticked. Nothing is ticked or typed.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

from playwright.async_api import Error, Locator, Page

from spiders.browser.closed import further_refusal, way_of
from spiders.browser.snapshot import glance
from spiders.look import Closed
from spiders.page import parse

__all__ = ["MAY_CLICK", "answer_by", "covered", "press"]

MAY_CLICK = """(element) => {
  const link = element.closest("a[href], area[href]"), button = element.closest("button, input");
  const leads = link && !/^\\s*(#|javascript:|$)/i.test(link.getAttribute("href"));
  const sends = element.closest("[data-method], [formaction]") || (button && button.form && button.type === "submit");
  return !leads && !sends;
}"""
_NOTHING_TICKED = """(button) => {
  const choices = "input[type=checkbox], input[type=radio], [role=switch], [role=checkbox], [role=radio]";
  let around = button;
  while (around && !around.querySelector(choices)) around = around.parentElement ?? around.getRootNode().host;
  const fixed = (choice) => choice.disabled || choice.ariaDisabled === "true";
  const ticked = (choice) => choice.checked || choice.ariaChecked === "true";
  return !!around && [...around.querySelectorAll(choices)].every((choice) => fixed(choice) || !ticked(choice));
}"""
"""Of two circles the ticked one may mean no: where there are circles nobody can tell."""
_COVERED = """(element) => {
  element.scrollIntoView({ block: "center" });
  const { left, top, width, height } = element.getBoundingClientRect();
  const hit = document.elementFromPoint(left + width / 2, top + height / 2);
  return !!hit && !hit.contains(element) && !element.contains(hit);
}"""
_CLICK_MS = 2500
_MOST_CLICKS = 3
"""Refusing may take: the settings, "reject all", "save"."""


async def press(page: Page, closed: Closed) -> bool:
    """Click; False where that could not be done, or must not be."""
    with suppress(Error):
        control = _control(page, closed)
        if await _may_click(control, closed):
            await control.click(timeout=_CLICK_MS)
            return True
    return False


async def answer_by(page: Page, control: Closed) -> Sequence[Closed]:
    """Click an answer to the consent dialog, and on in the settings it opens; what was clicked, nothing if it was no answer."""
    clicked: list[Closed] = []
    wanted: Closed | None = control
    while wanted and len(clicked) < _MOST_CLICKS and await press(page, wanted):
        clicked.append(wanted)
        if control.kind == "accept" or way_of(control) != "settings":
            return clicked
        wanted = further_refusal(parse(await glance(page), page.url, rendered=True), [one.selector for one in clicked])
    return clicked if len(clicked) > 1 else ()


async def covered(page: Page, closed: Closed) -> bool:
    """Whether something else lies over a control."""
    with suppress(Error):
        return bool(await _control(page, closed).evaluate(_COVERED, timeout=_CLICK_MS))
    return False


def _control(page: Page, closed: Closed) -> Locator:
    return page.locator(f"{closed.selector} >> visible=true").first


async def _may_click(control: Locator, closed: Closed) -> bool:
    if closed.kind == "accept" or (closed.kind == "refuse" and way_of(closed) != "save"):
        return True
    return bool(await control.evaluate(_NOTHING_TICKED if closed.kind == "refuse" else MAY_CLICK, timeout=_CLICK_MS))
