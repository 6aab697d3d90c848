"""Being rung up: links and buttons that offer it in words, and the tools of known vendors."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bs4 import Tag

from spiders import words
from spiders.evidence import Channel
from spiders.extract._vendors import vendor_marks
from spiders.extract._wordlist import pattern
from spiders.lexicon import merged
from spiders.page import ParsedPage

_WORDS = merged("phones")["callback"]
_RINGS = pattern(f"{word}*" for word in _WORDS["rings"])
_UNLESS = pattern(_WORDS["unless"])
_LONGEST = 60
_NO_PAGE = re.compile(r"(?:mailto|tel|sms|callto|whatsapp):", re.I)


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
    for control in page.named("a", "button", "input", having=("role",)):
        if _is_control(control) and (channel_here := _offered(page, control)) is not None:
            found.setdefault(channel_here.value, channel_here)
    yield from found.values()


def _is_control(tag: Tag) -> bool:
    if tag.name in ("a", "button"):
        return tag.get("type") != "submit"
    return tag.get("role") == "button" or (tag.name == "input" and tag.get("type") == "button")


def _offered(page: ParsedPage, control: Tag) -> Channel | None:
    text = page.label(control)
    href = str(control.get("href") or "").strip()
    if not 3 < len(text) <= _LONGEST or _NO_PAGE.match(href):
        return None
    if "callback" not in words.labels(text, page.lang_of(control)) or not _RINGS.search(text) or _UNLESS.search(text):
        return None
    if not page.visible(control):
        return None
    here = not href or href.startswith("#") or href.lower().startswith("javascript:")
    value = page.url if here else page.absolute(href)
    sighting = page.sighting(control, "widget" if here else "link", text)
    return Channel(kind="callback", value=value, as_written=text, sightings=(sighting,)) if value else None
