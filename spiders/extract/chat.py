"""
Chats: a vendor's widget by its marks, a launcher, or a link or button that starts one.

A vendor's name in running text or in a style sheet is no chat, nor is a shop that sells intercoms. How sure a sighting is, is
told by its rung: wording, script, launcher (`opened` is for the browser that opens it).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bs4 import Tag

from spiders import words
from spiders.evidence import Channel, ChatRung
from spiders.extract._signatures import Mark
from spiders.extract._vendors import vendor_marks
from spiders.page import ParsedPage

OWN = "own"
"""The id of a chat that the company made itself."""

UNKNOWN = "unknown"
"""The id of a chat that is offered in words, where nothing shows whose it is."""

_RUNGS: tuple[ChatRung, ...] = ("wording", "script", "launcher", "opened")
_LAUNCHER = re.compile(
    r"(?:^|[-_ ])(?:live-?)?chat(?:-?bot)?(?:-?widget)?[-_]{0,2}"
    r"(?:launcher|toggle|bubble|opener|button|btn|fab|trigger|icon|open)(?:$|[-_ ])"
    r"|(?:^|[-_ ])(?:open|start|toggle)-?chat(?:-?bot)?(?:$|[-_ ])",
    re.I,
)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_STARTS = re.compile(
    r"(?:open|start|show|toggle|launch|maximi[sz]e|activate)\w*chat|chat\w*[.(]?(?:open|start|show|toggle|maximi[sz]e)", re.I
)
_WARES = re.compile(r"bot|assist[ae]nt|avustaja|asystent|\?", re.I)
_ELSEWHERE = re.compile(
    r"(?:wa\.me|whatsapp|m\.me|messenger\.com|t\.me|telegram|viber|discord|slack\.com|chat\.openai|chatgpt)", re.I
)
_LONGEST = 60


def extract(page: ParsedPage) -> Iterator[Channel]:
    """One channel for each chat on the page, at the highest rung seen; of kind "chat", its value the vendor's id."""
    found: dict[str, Channel] = {}
    for mark in vendor_marks(page):
        if mark.vendor.kind in ("live-chat", "bot"):
            _keep(found, _of_mark(page, mark))
    for control in _controls(page):
        _keep(found, _of_control(page, control, next(iter(found), "")))
    if len(found) > 1:
        found.pop(UNKNOWN, None)
        found.pop(OWN, None)
    yield from found.values()


def _keep(found: dict[str, Channel], channel: Channel | None) -> None:
    if channel is None:
        return
    before = found.get(channel.value)
    if before is None or _rank(channel) > _rank(before):
        found[channel.value] = channel


def _rank(channel: Channel) -> tuple[bool, int]:
    return channel.sightings[0].visible, _RUNGS.index(channel.rung or "wording")


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


def _controls(page: ParsedPage) -> Iterator[Tag]:
    return (tag for tag in page.tags if tag.name in ("a", "button") or "onclick" in tag.attrs)


def _of_control(page: ParsedPage, control: Tag, vendor: str) -> Channel | None:
    """A link or button that starts a chat: by its words, or by what its maker called it."""
    href = str(control.get("href") or "")
    leads_away = bool(href) and not href.lower().startswith(("#", "javascript:"))
    text = page.label(control) if control.name in ("a", "button") else ""
    named = not leads_away and _named(control)
    if not (named or _says_chat(page, control, text, leads_away=leads_away)):
        return None
    if _ELSEWHERE.search(href) or not page.visible(control):
        return None
    value = vendor or (OWN if named else UNKNOWN)
    sighting = page.sighting(control, "link" if leads_away else "widget", text)
    return Channel(
        kind="chat", value=value, as_written=text[:_LONGEST], rung="launcher" if named else "wording", sightings=(sighting,)
    )


def _named(control: Tag) -> bool:
    """Whether the page's maker called the control a chat's launcher."""
    names = f"{control.get('id') or ''} {' '.join(map(str, control.get_attribute_list('class')))}"
    does = str(control.get("onclick") or "")
    if "chat" not in f"{names}{does}".lower():
        return False
    return bool(_LAUNCHER.search(_CAMEL.sub("-", names)) or _STARTS.search(does))


def _says_chat(page: ParsedPage, control: Tag, text: str, *, leads_away: bool) -> bool:
    """Whether the words offer a chat here; what leads to another page may as well sell chats or explain them."""
    if not 3 < len(text) <= _LONGEST or (leads_away and _WARES.search(text)):
        return False
    lang = page.lang_of(control)
    named = words.labels(text, lang)
    return "chat" in named and "contact_us" not in named and not words.find(text, lang, ("chat_closed",))
