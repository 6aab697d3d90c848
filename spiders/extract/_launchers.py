"""What opens a chat: known vendors' launchers, frames that are called a chat, buttons that say or are named so and lead nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

import soupsieve
from bs4 import Tag

from spiders import words
from spiders.extract._attributes import own_names
from spiders.extract._signatures import Vendor
from spiders.extract._vendors import CHATS, vendor_marks, vendor_of
from spiders.extract._wordlist import pattern
from spiders.lexicon import merged
from spiders.page import ParsedPage
from spiders.page.elements import BOX_STAMP, below, box, disabled, selector, submits

__all__ = ["LONGEST", "OWN", "UNKNOWN", "Launcher", "Opener", "launchers", "offers", "openers", "vendor_known"]

OWN = "own"
"""The id of a chat that the page's own maker named so."""

UNKNOWN = "unknown"
"""The id of a chat that is there or is offered, where nothing shows whose it is."""

LONGEST = 60
"""Characters of a label."""

_ENDS = pattern(merged("chat")["closes"])
_NAMED = re.compile(
    r"(?:^|[-_ ])(?:live-?)?chat(?:-?bot)?(?:-?widget)?[-_]{0,2}"
    r"(?:launcher|toggle|bubble|opener|button|btn|fab|trigger|icon|open)(?:$|[-_ ])"
    r"|(?:^|[-_ ])(?:open|start|toggle)-?chat(?:-?bot)?(?:$|[-_ ])"
    r"|(?:^|[-_ ])bot[-_]{1,2}(?:launcher|bubble|fab)(?:$|[-_ ])",
    re.I,
)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_STARTS = re.compile(
    r"(?:open|start|show|toggle|launch|maximi[sz]e|activate)\w{0,30}chat|chat\w{0,30}[.(]?(?:open|start|show|toggle|maximi[sz]e)"
    r"|(?:open|start|show|toggle|launch)_?bot(?![a-z])",
    re.I,
)
_IN_NAME = re.compile(
    r"(?:^|[^a-zåäöé])(?:(?:live|web)[ _-]?)?(?:chatt?|tchat|czat)"
    r"(?:[ _-]?(?:bot(?:ten)?|widget|window|box|frame|launcher))?(?![a-zåäöé])",
    re.I,
)
_SPEAKS = re.compile(r"cha|cza", re.I)
_WARES = re.compile(r"bot|assist[ae]nt|avustaja|asystent|\?", re.I)
_ELSEWHERE = re.compile(
    r"(?:wa\.me|wa\.link|whats-?app|m\.me/|messenger\.com|facebook|t\.me/|telegram|viber|discord|slack\.com|snapchat|chat\.openai|chatgpt|"
    r"youtube|twitch|skype|wechat|bcrw\.apple|sms:|(?:^|[-_ ])wa(?:$|[-_ ]))",
    re.I,
)
_STAYS = re.compile(r"\s*(?:#(?![!/])|javascript:)", re.I)
_GOES = re.compile(r"location|window\.open|\bopen\(['\"](?:https?:)?/|submit|__dopostback|mailto:|tel:", re.I)
_LEAST, _WIDEST, _TALLEST = 16, 450, 320
_CORNER = (600, 350)
_CLIMB = 6
_HELD = 20
_NAMES_LENGTH = 300
_MOST = 3


@dataclass(frozen=True, slots=True)
class Launcher:
    """
    An element that opens a chat.

    Attributes:
        selector: For Playwright: CSS, its parts joined by " >> " where a shadow root lies between; may name an iframe, to be
            clicked in its middle.
        label: What it is called, at most 60 characters, or "".
        vendor: The vendor's id, "own" or "unknown", as the value of the chat's channel.
    """

    selector: str
    label: str
    vendor: str


@dataclass(frozen=True, slots=True)
class Offer:
    """An element that offers a chat; `named`: its maker calls it a launcher; `away`: it leads to another page."""

    tag: Tag
    label: str
    named: bool
    away: bool


@dataclass(frozen=True, slots=True)
class Opener:
    """An element that opens a chat; `vendor` is None where none is known, `named` that its maker calls it a launcher."""

    tag: Tag
    label: str
    vendor: Vendor | None
    named: bool

    @property
    def value(self) -> str:
        """The value of the chat's channel."""
        return self.vendor.id if self.vendor else OWN if self.named and self.tag.name != "iframe" else UNKNOWN


def launchers(page: ParsedPage) -> tuple[Launcher, ...]:
    """
    The elements that open a chat, best first, at most three; empty where the page was not rendered.

    Each stands open to the eye on the page as it was measured first and is of a button's size. Never a link to another page or to
    a phone, mail or messenger program, what submits a form, what says that it closes a chat, or what is open already.
    """
    if not page.rendered:
        return ()
    known = vendor_known(page)
    found: dict[str, Launcher] = {}
    for opener in openers(page):
        if _may_be_clicked(page, opener):
            path = _path(opener.tag)
            found.setdefault(
                path, Launcher(path, opener.label[:LONGEST], opener.vendor.id if opener.vendor else known or opener.value)
            )
    return tuple(found.values())[:_MOST]


def vendor_known(page: ParsedPage) -> str:
    """The id of the first chat vendor whose marks the page bears, or ""."""
    return next((mark.vendor.id for mark in vendor_marks(page) if _is_chat(mark.vendor)), "")


def _is_chat(vendor: Vendor) -> bool:
    return vendor.kind in CHATS and not vendor.ended


@lru_cache(maxsize=1)
def openers(page: ParsedPage) -> tuple[Opener, ...]:
    """What opens a chat on the page, as far as a person can see it: vendors' first, then by name, then by words."""
    found = {id(opener.tag): opener for opener in (*_of_vendors(page), *_frames(page), *_controls(page))}
    return tuple(sorted(found.values(), key=lambda opener: (opener.vendor is None, not opener.named)))


def _of_vendors(page: ParsedPage) -> Iterator[Opener]:
    """The launchers of the vendors whose marks the page bears."""
    marks = [mark for mark in vendor_marks(page) if _is_chat(mark.vendor)]
    for vendor in dict.fromkeys(mark.vendor for mark in marks) if page.rendered else ():
        tags = [tag for css in vendor.launchers for tag in soupsieve.select(css, page.soup, limit=3)]
        held = [mark.tag for mark in marks if mark.vendor == vendor and mark.tag and mark.source in ("element", "frame")]
        tags += [each for tag in held for each in (tag, *below(tag, "button", "iframe")) if _is_control(each)]
        for tag in (tag for tag in tags if page.visible(tag) and _of_size(tag)):
            yield Opener(tag, _called(page, tag), vendor, named=True)
            break


def _frames(page: ParsedPage) -> Iterator[Opener]:
    """Frames that are called a chat; whose, nothing shows."""
    for tag in page.named("iframe"):
        names = [str(tag.get(key) or "")[:LONGEST] for key in ("title", "name", "id", "aria-label")]
        src = page.absolute(str(tag.get("src") or ""))
        if any(map(_IN_NAME.search, names)) and page.visible(tag) and not _ELSEWHERE.search(f"{src[:300]} {names}"):
            yield Opener(tag, next(filter(None, (names[0], names[3])), ""), None, named=True)


def _controls(page: ParsedPage) -> Iterator[Opener]:
    """Links and buttons that stay on the page, and bubbles in its corner, that start a chat by name or by words."""
    return (Opener(offer.tag, offer.label, None, offer.named) for offer in offers(page) if not offer.away)


@lru_cache(maxsize=1)
def offers(page: ParsedPage) -> tuple[Offer, ...]:
    """The links, buttons and bubbles that a person sees and that offer a chat on the site, in reading order."""
    spoken = {id(tag) for key in ("aria-label", "title") for tag, value in page.attributes.get(key, ()) if _SPEAKS.search(value)}
    found: list[Offer] = []
    for tag in page.named("a", "button", having=("onclick", "role", "aria-label", "title")):
        control = _is_control(tag) and tag.name != "iframe"
        if not (control or (id(tag) in spoken and _is_bubble(tag))):
            continue
        named = control and _is_named(tag)
        label = next((label for label in _labels(page, tag) if says_chat(label, page.lang_of(tag))), "")
        if not (named or label) or not page.visible(tag):
            continue
        away = leads_away(tag)
        # What leads to another page may as well sell chats, or explain them.
        if not (away and (not label or _WARES.search(label))) and not _goes_elsewhere(tag, label):
            found.append(Offer(tag, label or _called(page, tag), named and not away, away))
    return tuple(found)


def says_chat(label: str, lang: str) -> bool:
    """Whether the words of a link or button offer a chat."""
    if not 3 < len(label) <= LONGEST:
        return False
    named = words.labels(label, lang)
    return "chat" in named and "contact_us" not in named and not words.find(label, lang, ("chat_closed",))


def leads_away(tag: Tag) -> bool:
    """Whether a click on it, or on the link it stands in, leads to another page or program."""
    if "data-href" in tag.attrs or _GOES.search(str(tag.get("onclick") or "")):
        return True
    links = (
        element for element in (tag, *islice(tag.parents, _CLIMB)) if element.name in ("a", "area") and "href" in element.attrs
    )
    return any(not _STAYS.match(href) or _GOES.search(href) for href in (str(link["href"]) for link in links))


def _goes_elsewhere(tag: Tag, label: str) -> bool:
    """Whether it opens somebody else's messenger, as its words, its address, its icon or the tool it belongs to tell."""
    held = (
        f"{each.get('href') or ''} {each.get('src') or ''} {each.get('alt') or ''} {_names(each)}"
        for each in islice(below(tag), _HELD)
    )
    told = f"{tag.get('href') or ''} {tag.get('onclick') or ''} {_names(tag)} {label}"
    if any(_ELSEWHERE.search(each[:500]) for each in (told, *held)):
        return True
    vendors = (vendor_of(element) for element in (tag, *islice(tag.parents, _CLIMB)))
    return any(vendor.kind == "messaging" for vendor in vendors if vendor)


def _may_be_clicked(page: ParsedPage, opener: Opener) -> bool:
    tag, place = opener.tag, page.place(opener.tag)
    if place.behind != 0 or page.size not in place.viewports or not _of_size(tag) or leads_away(tag):
        return False
    if tag.name == "input" or "formaction" in tag.attrs or "form" in tag.attrs or submits(tag):
        return False
    if disabled(tag) or tag.get("aria-expanded") == "true":
        return False
    return not _ENDS.search(opener.label) and not any(leads_away(link) for link in below(tag, "a"))


def _is_control(tag: Tag) -> bool:
    return tag.name in ("a", "button", "iframe") or "onclick" in tag.attrs or tag.attrs.get("role") == "button"


def _is_named(tag: Tag) -> bool:
    """Whether the page's maker called the control a chat's launcher."""
    names, does = _names(tag), str(tag.get("onclick") or "")[:500]
    told = f"{names}{does}".lower()
    if "chat" not in told and "bot" not in told:
        return False
    return bool(_NAMED.search(_CAMEL.sub("-", names)) or _STARTS.search(does))


def _names(tag: Tag) -> str:
    return own_names(tag)[:_NAMES_LENGTH]


def _labels(page: ParsedPage, tag: Tag) -> Iterator[str]:
    """What an element is called: by its text, to those who hear the page, when the pointer rests on it."""
    yield page.label(tag)
    yield from (" ".join(str(tag.attrs[key]).split()) for key in ("aria-label", "title") if tag.attrs.get(key))


def _called(page: ParsedPage, tag: Tag) -> str:
    return next(filter(None, _labels(page, tag)), "")


def _of_size(tag: Tag) -> bool:
    """Whether it is as large as what opens a chat, not as a chat that is open; a size that was not taken does not tell."""
    place = box(tag) if BOX_STAMP in tag.attrs else None
    return place is None or (_LEAST <= place.width <= _WIDEST and _LEAST <= place.height <= _TALLEST)


def _is_bubble(tag: Tag) -> bool:
    """Whether it stands by itself in the lower right of the first screen, as bubbles do; what is no control must."""
    place = box(tag) if BOX_STAMP in tag.attrs else None
    return place is not None and place.x >= _CORNER[0] and _CORNER[1] <= place.y <= 2 * _CORNER[1] + 100 and _of_size(tag)


def _path(tag: Tag) -> str:
    """The way to an element for Playwright, which sees shadow roots, not the templates that stand for them in the document."""
    root = tag.find_parent("template")
    if root is None or root.parent is None:
        return selector(tag)
    depth = next(n for n, above in enumerate(tag.parents, 1) if above is root)
    return f"{_path(root.parent)} >> {' > '.join(selector(tag).split(' > ')[-depth:])}"
