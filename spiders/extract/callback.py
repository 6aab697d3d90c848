"""Being rung up: links and buttons that offer it in words, and the tools of known vendors."""

from __future__ import annotations

from collections.abc import Iterator

from bs4 import Tag

from spiders import words
from spiders.evidence import Channel
from spiders.extract._vendors import vendor_marks
from spiders.page import ParsedPage

_LONGEST = 60
_NO_PAGE = ("mailto:", "tel:", "sms:")


def extract(page: ParsedPage) -> Iterator[Channel]:
    """
    One channel of kind "callback" for each place to ask for a call.

    The value is the address the link leads to, the page's own where a button opens it there, or the id of the vendor.
    """
    found: dict[str, Channel] = {}
    for mark in vendor_marks(page):
        if mark.vendor.kind == "callback":
            tag = mark.tag or page.soup.body or page.soup
            shown = page.sighting(tag, "widget").model_copy(update={"visible": True, "behind": 0})
            channel = Channel(kind="callback", value=mark.vendor.id, as_written=mark.vendor.name, sightings=(shown,))
            found.setdefault(mark.vendor.id, channel)
    for control in page.tags:
        if control.name in ("a", "button") and (channel_here := _offered(page, control)) is not None:
            found.setdefault(channel_here.value, channel_here)
    yield from found.values()


def _offered(page: ParsedPage, control: Tag) -> Channel | None:
    text = page.label(control)
    href = str(control.get("href") or "").strip()
    if not 3 < len(text) <= _LONGEST or href.lower().startswith(_NO_PAGE) or control.get("type") == "submit":
        return None
    if "callback" not in words.labels(text, page.lang_of(control)) or not page.visible(control):
        return None
    here = not href or href.startswith("#") or href.lower().startswith("javascript:")
    value = page.url if here else page.absolute(href)
    sighting = page.sighting(control, "widget" if here else "link", text)
    return Channel(kind="callback", value=value, as_written=text, sightings=(sighting,)) if value else None
