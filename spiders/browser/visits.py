"""Which pages are visited once more: where something is closed that was not opened elsewhere, within bounds; in a stable order."""

from __future__ import annotations

from dataclasses import replace

from spiders.browser.chatprobe import ProbePlan
from spiders.browser.visit import Plan
from spiders.evidence import Picture
from spiders.look import Look, Visit
from spiders.urls import names_host

__all__ = ["Visits"]

_MOST_PICTURES = 5
_MOST_FOR_DETAILS = 3
"""So many pages have their details revealed; on a site of a hundred shops they stand for the rest."""


class Visits:
    """
    The visits of one site; its consent dialog is tried on the first page that shows one, each vendor's chat is opened once.

    Args:
        most: How many there are at most, the probe apart.
        ocr: Whether pictures are read.
        probe: The host whose owner wants its chat to be asked for a person; "" asks none. The first chat that opens is, once.
    """

    def __init__(self, most: int = 6, *, ocr: bool = False, probe: str = "") -> None:
        self._most = most
        self._ocr = ocr
        self._probe = probe
        self._probing: ProbePlan | None = None
        self._last: Plan | None = None
        self._langs: dict[str, str] = {}
        self._plans: list[Plan] = []
        self._planned = 0
        self._details = 0
        self._asked = False
        self._tried: set[str] = set()
        self._opened: set[str] = set()

    def take(self, look: Look) -> None:
        """Plan what the page is worth: first what opens without any choice, then refusing, then accepting."""
        if look.page.state != "ok":
            return
        self._langs[look.page.final_url] = look.page.lang
        kinds = {one.kind for one in look.closed}
        chats = {one.vendor for one in look.closed if one.kind == "chat"} - self._tried
        details = "reveal" in kinds and self._details < _MOST_FOR_DETAILS
        url = look.page.final_url
        pictures = tuple(picture.selector for picture in look.pictures if self._ocr and _to_read(picture))[:_MOST_PICTURES]
        if chats or details or pictures:
            self._tried |= chats
            self._details += details
            self._plan(Plan(url, pictures=pictures, country=look.country))
        if "accept" in kinds and not self._asked:
            self._asked = True
            if "refuse" in kinds:
                self._plan(Plan(url, "refused", country=look.country))
            self._plan(Plan(url, "accepted", country=look.country))

    def next(self) -> Plan | None:
        """The next visit, or None; the probe comes when there is no other left."""
        if not self._plans:
            probing, self._probing = self._probing, None
            return probing
        self._last = plan = self._plans.pop(0)
        return plan if plan.choice == "none" else replace(plan, done=frozenset(self._opened))

    def done(self, visit: Visit) -> None:
        """Note which chats were opened."""
        chats = [one.closed for one in visit.opened if one.closed.kind == "chat"]
        self._opened |= {chat.vendor for chat in chats}
        if chats and self._last and names_host(self._probe, self._last.url):
            self._probe = ""
            lang = self._langs.get(self._last.url, "")
            self._probing = ProbePlan(self._last.url, visit.choice, country=self._last.country, chat=chats[0], lang=lang)

    def _plan(self, plan: Plan) -> None:
        if self._planned < self._most:
            self._planned += 1
            self._plans.append(plan)


def _to_read(picture: Picture) -> bool:
    """Whether a picture is one that a person sees, and that may hold a number; a written address out of a picture is no good."""
    return picture.visible and not picture.read and picture.says in ("phone", "fax", "contact")
