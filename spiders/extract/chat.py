"""
Chats: a vendor's widget by its marks, what opens one, a link that offers one, words that say there is one.

A vendor's name in running text or in a style sheet is no chat, nor is a shop that sells intercoms. How sure a sighting is, is
told by its rung: wording, script, launcher (`opened` is for the browser that opens it).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from spiders.evidence import Channel, ChatRung
from spiders.extract._launchers import LONGEST, OWN, UNKNOWN, Launcher, Opener, launchers, offers, openers, vendor_known
from spiders.extract._signatures import Mark
from spiders.extract._vendors import CHATS, known_address, vendor_marks
from spiders.extract._wordlist import pattern
from spiders.lexicon import by_language, merged, read_by
from spiders.page import ParsedPage
from spiders.strictyaml import load_data

__all__ = ["OWN", "UNKNOWN", "Launcher", "extract", "launchers"]

_RUNGS: tuple[ChatRung, ...] = ("wording", "script", "launcher", "opened")
_SPEAKS = re.compile(r"cha|cza", re.I)
_DATA: dict[str, Any] = load_data("chat-vendors")
_ELSEWHERE = pattern((*_DATA["elsewhere"], *merged("chat")["elsewhere"]))
_AROUND = 40
_TOOL = re.compile(
    r"(?:^|[/.])(?:live-?|web-?)chat(?=[-_./]|$)|(?:^|[/._-])chat[-_]?(?:bot|widget|box|bubble|button|launcher|loader|client|embed)(?![a-z])",
    re.I,
)


def extract(page: ParsedPage) -> Iterator[Channel]:
    """One channel for each chat on the page, at the highest rung seen; of kind "chat", its value the vendor's id."""
    found: dict[str, Channel] = {}
    for channel in _seen(page):
        before = found.get(channel.value)
        if before is None or _rank(channel) > _rank(before):
            found[channel.value] = channel
    whose = {value for value, channel in found.items() if value not in (OWN, UNKNOWN) and channel.sightings[0].visible}
    for value in (UNKNOWN, OWN) if whose else (UNKNOWN,) if OWN in found else ():
        found.pop(value, None)
    yield from found.values()


def _seen(page: ParsedPage) -> Iterator[Channel]:
    vendor, some = vendor_known(page), False
    for channel in (*_marked(page), *_opened(page, vendor), *_linked(page, vendor)):
        some = some or channel.sightings[0].visible
        yield channel
    if not some:
        yield from _worded(page)
        yield from _tools(page)


def _rank(channel: Channel) -> tuple[bool, int]:
    return channel.sightings[0].visible, _RUNGS.index(channel.rung or "wording")


def _marked(page: ParsedPage) -> Iterator[Channel]:
    return (_of_mark(page, mark) for mark in vendor_marks(page) if mark.vendor.kind in CHATS)


def _of_mark(page: ParsedPage, mark: Mark) -> Channel:
    """A vendor's widget; its launcher is the widget's own making, so that a script alone does not show whether it is seen."""
    tag = mark.tag or page.soup.body or page.soup
    launcher = mark.source in ("element", "frame") and page.visible(tag)
    seen = not mark.vendor.ended and (launcher or mark.source != "global" or mark.vendor.grade == "high")
    sighting = page.sighting(tag, "widget" if mark.source in ("element", "frame", "request") else "script")
    sighting = sighting.model_copy(update={"visible": seen})
    if not launcher:
        sighting = sighting.model_copy(update={"viewports": (), "region": "unknown", "behind": 0})
    rung: ChatRung = "launcher" if launcher and page.rendered else "script"
    return Channel(kind="chat", value=mark.vendor.id, as_written=mark.vendor.name, rung=rung, sightings=(sighting,))


def _opened(page: ParsedPage, vendor: str) -> Iterator[Channel]:
    """What opens a chat: a launcher by its maker's name for it; by words alone it is no more than an offer."""
    for opener in openers(page):
        whose = opener.vendor.id if opener.vendor else vendor or opener.value
        name = opener.vendor.name if opener.vendor else opener.label[:LONGEST]
        yield Channel(
            kind="chat",
            value=whose,
            as_written=name,
            rung=_rung(page, opener),
            sightings=(page.sighting(opener.tag, "widget", opener.label),),
        )


def _rung(page: ParsedPage, opener: Opener) -> ChatRung:
    if opener.tag.name == "iframe" and not page.rendered:
        return "script"
    return "launcher" if opener.named else "wording"


def _linked(page: ParsedPage, vendor: str) -> Iterator[Channel]:
    """Links to another page that offer a chat in words."""
    for offer in offers(page):
        if offer.away:
            sighting = page.sighting(offer.tag, "link", offer.label)
            yield Channel(kind="chat", value=vendor or UNKNOWN, as_written=offer.label, rung="wording", sightings=(sighting,))


def _worded(page: ParsedPage) -> Iterator[Channel]:
    """The first place where the company says in running text that it can be reached by chat."""
    for block in page.blocks if _SPEAKS.search(page.text) else ():
        said = _offers(page.lang).search(block.text) if _SPEAKS.search(block.text) else None
        if said is None or not page.visible(block.tag):
            continue
        tag = block.tag_at(said.start())
        around = block.text[max(0, said.start() - _AROUND) : said.end() + _AROUND]
        if _ELSEWHERE.search(around) or any(above.name in ("a", "button") for above in (tag, *tag.parents)):
            continue
        sighting = page.sighting(tag, "text", around)
        yield Channel(kind="chat", value=UNKNOWN, as_written=said[0][:LONGEST], rung="wording", sightings=(sighting,))
        return


@cache
def _offers(lang: str) -> re.Pattern[str]:
    known = by_language("chat")
    return pattern(term for each in read_by(lang, known) for term in known[each].get("offers", ()))


def _tools(page: ParsedPage) -> Iterator[Channel]:
    """The first script or call that is named a chat's, whose nobody knows: it is kept, and nobody is said to have seen it."""
    addresses = ((tag, page.absolute(str(tag["src"]))) for tag in page.named("script") if "src" in tag.attrs)
    for tag, url in (*addresses, *((None, url) for url in page.requests)):
        if "chat" in url[:300].lower() and _TOOL.search(url.partition("//")[2].partition("?")[0][:300]) and not known_address(url):
            sighting = page.sighting(tag or page.soup.body or page.soup, "script" if tag else "widget", url[:200])
            unseen = sighting.model_copy(update={"visible": False, "viewports": (), "region": "unknown", "behind": 0})
            yield Channel(kind="chat", value=UNKNOWN, rung="script", sightings=(unseen,))
            return
