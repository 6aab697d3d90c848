"""The job: which site to look at, and within what bounds."""

from __future__ import annotations

from spiders.evidence import Frozen
from spiders.journeys.declared import Declared


class Job(Frozen):
    """
    One look at one site; every setting that can change what is seen.

    Attributes:
        start_url: Where a customer starts, usually the home page.
        folder: The folder to write into; it exists.
        name: What to call the site in reports; its host where it is "".
        country: ISO 3166 of the company, or "" to infer it.
        max_pages: Most pages to fetch.
        max_seconds: Wall-clock limit of the whole look, seconds.
        max_rendered: Most pages to render in the browser.
        browser: Whether to use a browser at all; `chromium` names one.
        clicks: Whether pages are visited once more to click on what shows more (`spiders.browser.visit`).
        axe: Whether axe-core is run on the pages of the contact path that the browser shows.
        walks: Whether a customer's jobs are walked in the browser (`spiders.journeys`).
        journeys: The journeys that were declared, each `start` an address; walked before the others.
        chat_probe: The host whose owner wants its chat to be asked for a person (`spiders.browser.chatprobe`); "" asks none.
        ocr: Whether numbers in pictures are read (`spiders.browser.ocr`); an extra.
        delay: Least pause between two requests to a host, seconds.
        page_seconds: Wall-clock limit of one page, seconds.
    """

    start_url: str
    folder: str
    name: str = ""
    country: str = ""
    max_pages: int = 60
    max_seconds: float = 180.0
    max_rendered: int = 12
    browser: bool = True
    clicks: bool = True
    axe: bool = True
    walks: bool = True
    journeys: tuple[Declared, ...] = ()
    chromium: str = ""
    chat_probe: str = ""
    ocr: bool = False
    delay: float = 0.25
    page_seconds: float = 20.0
