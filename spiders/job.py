"""The job: which site to look at, and within what bounds."""

from __future__ import annotations

from typing import get_args

from spiders.evidence import Frozen, StartKind, Task
from spiders.journeys.declared import Declared

__all__ = ["PAUSE_SECONDS", "Job"]

PAUSE_SECONDS = 0.25


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
        max_visits: Most visits: pages seen once more to click on what shows more (`spiders.browser.visit`).
        browser: Whether to use a browser at all; `chromium` names one.
        clicks: Whether anything is clicked on: on visits and on walks.
        axe: Whether axe-core is run on the pages of the contact path that the browser shows.
        walks: Whether a customer's jobs are walked in the browser (`spiders.journeys`): these `tasks`, from these `starts`.
        journeys: The journeys that were declared, each `start` an address; walked before the others.
        chat_probe: The host whose owner wants its chat to be asked for a person (`spiders.browser.chatprobe`); "" asks none.
        ocr: Whether numbers in pictures are read (`spiders.browser.ocr`); an extra.
        wacz: Whether the HTTP exchange is kept (`spiders.net.capture`); an extra.
        delay: Least pause between two requests to a host, seconds; None leaves it to `pause`.
        page_seconds: Wall-clock limit of one page, seconds.
        resolve: Addresses given to hosts, as `spiders.net.resolve` reads them.
        contact: Where whoever looks can be reached, as `spiders.net.identity.read_contact` gives it; it stands in the user agent.
        quick: It is a quick look: what it leaves out is left open.
        held: Keys (`spiders.net.keys`) that nobody else holds meanwhile: a look that is led to others before it has a home page
            ends there. None goes wherever it is led.
    """

    start_url: str
    folder: str
    name: str = ""
    country: str = ""
    max_pages: int = 60
    max_seconds: float = 180.0
    max_rendered: int = 12
    max_visits: int = 6
    browser: bool = True
    clicks: bool = True
    axe: bool = True
    walks: bool = True
    tasks: tuple[Task, ...] = get_args(Task)
    starts: tuple[StartKind, ...] = get_args(StartKind)
    journeys: tuple[Declared, ...] = ()
    chromium: str = ""
    chat_probe: str = ""
    ocr: bool = False
    wacz: bool = False
    delay: float | None = None
    page_seconds: float = 20.0
    resolve: tuple[str, ...] = ()
    contact: str = ""
    quick: bool = False
    held: frozenset[str] | None = None

    def pause(self, *, private: bool) -> float:
        """
        The least pause in force, seconds.

        A quick look makes none where the server is `private`, on this machine or a network that only its owner can ask in: there
        AutoThrottle alone, one request at a time, waits as long as the server takes.
        """
        if self.delay is not None:
            return self.delay
        return 0.0 if self.quick and private else PAUSE_SECONDS
