"""
E-mail addresses.

Sources: `mailto:` links in all their misspellings, structured data, text plain and disguised, and the codings that sites use
against harvesters, decoded as a visitor's browser would.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from urllib.parse import unquote

from bs4 import Tag
from bs4.element import NavigableString

from spiders.evidence import Channel, Owner, Purpose, Via
from spiders.extract import _coded
from spiders.extract._attributes import has_structured, scripts, stated_in
from spiders.extract._context import (
    Surroundings,
    block_at,
    domain_of,
    element_of,
    owner_by_place,
    owner_by_words,
    purpose_by_words,
    surroundings,
)
from spiders.extract._mailboxes import address, find_mailboxes, is_no_reply, is_unread, purpose_of
from spiders.extract._scripted import called_with, scripted
from spiders.extract._structured import structured, texts
from spiders.page import ParsedPage
from spiders.page.elements import text_of

__all__ = ["extract", "find_mailboxes"]

_PROTECTED = re.compile(r"/cdn-cgi/l/email-protection#([0-9a-fA-F]+)")
_KEPT = re.compile(r"data-(?:\w+-)*e?-?mail(?:to|-address)?|data-clipboard-text")
_TURNED = re.compile(r"-(?:enc|encoded|encrypted|rot|rot13)(?:-|$)")
_LOCAL_PART = re.compile(r"data-(?:\w+-)*(?:user|name|local|u|account|mailbox|part1)")
_HOST_PART = re.compile(r"data-(?:\w+-)*(?:domain|host|website|d|part2)")
_TOP_PART = re.compile(r"data-(?:\w+-)*(?:tld|part3)")
_NAMES = ("alt", "title", "aria-label")
_AT_PICTURE = re.compile(r"\W*(?:@|at|snabel-?a|arroba|chiocciola)\W*", re.IGNORECASE)
_NO_TEXT = frozenset({"option", "textarea", "code", "pre"})
_SCRIPT_HINT = re.compile(
    r"(?=[mzfa.'\"@%])(?:%40|mailto|znvygb|fromCharCode|atob\(|\.join\(|['\"][^'\"\n]{0,40}(?:@|&#64;)|@['\"]\s*\+)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class _Seen:
    """An address, the element it stands in, how it is given, and the block and place of its text (-1: none)."""

    value: str
    written: str
    tag: Tag
    via: Via
    block: int = -1
    start: int = 0
    end: int = 0


def extract(page: ParsedPage) -> Iterator[Channel]:
    """Every e-mail address of the page, one channel for each sighting."""
    for source in (_links, _coded_attributes, _stated, _text, _around_pictures, _scripts):
        for seen in source(page):
            yield _channel(page, seen)


def _links(page: ParsedPage) -> Iterator[_Seen]:
    for tag, href in page.attributes.get("href", ()):
        for raw in _coded.linked(href):
            value = _value(raw)
            if value:
                yield _Seen(value, _shown(tag, raw), tag, "mailto", block_at(page, tag))
        if "email-protection" in href and (protected := _PROTECTED.search(href)):
            yield from _given(page, tag, _coded.cloudflare(protected[1]), "obfuscated")
        elif href[:11].lower() == "javascript:":
            yield from _run(page, tag, href, "obfuscated")


def _value(raw: str) -> str:
    """The address that a raw one stands for, which may have its @ spelt out; "" for none."""
    return address(raw) if "@" in raw else next((found.value for found in find_mailboxes(raw)), "")


def _shown(tag: Tag, raw: str) -> str:
    shown = text_of(tag)
    return shown if "@" in shown and len(shown) <= 80 else raw


def _run(page: ParsedPage, tag: Tag, code: str, via: Via) -> Iterator[_Seen]:
    """The addresses that a control's script writes to."""
    coded = [_coded.typo3(code)] if "UnCryptMailto" in code else []
    for raw in dict.fromkeys((*coded, *scripted(unquote(code)), *called_with(code))):
        yield from _given(page, tag, raw, via)


def _given(page: ParsedPage, tag: Tag, raw: str, via: Via) -> Iterator[_Seen]:
    value = _value(raw.partition("?")[0])
    if value:
        yield _Seen(value, text_of(tag)[:80] or value, tag, via, block_at(page, tag))


def _coded_attributes(page: ParsedPage) -> Iterator[_Seen]:
    index = page.attributes
    for tag, coded in index.get("data-cfemail", ()):
        yield from _given(page, tag, _coded.cloudflare(coded), "obfuscated")
    for tag, coded in index.get("data-mailto-token", ()):
        yield from _given(page, tag, _coded.typo3(coded, str(tag.get("data-mailto-vector") or "")), "obfuscated")
    for name, elements in index.items():
        if name.startswith("data-") and (_KEPT.fullmatch(name) or _LOCAL_PART.fullmatch(name)):
            for tag, value in elements:
                yield from _kept(page, tag, name, value)
    for tag in page.named("joomla-hidden-mail"):
        parts = (_coded.from_base64(str(tag.get(name) or "")) for name in ("first", "last"))
        yield from _given(page, tag, "@".join(parts), "obfuscated")
    for tag, code in index.get("onclick", ()):
        yield from _run(page, tag, code, "script")


def _kept(page: ParsedPage, tag: Tag, name: str, value: str) -> Iterator[_Seen]:
    """The address that an attribute keeps, in whole and maybe coded, or with its domain in other attributes of the element."""
    if _KEPT.fullmatch(name):
        readings = _coded.kept(value, turned=bool(_TURNED.search(name)))
    else:
        parts = (next((str(tag[each]) for each in tag.attrs if part.fullmatch(each)), "") for part in (_HOST_PART, _TOP_PART))
        readings = (f"{value}@{'.'.join(filter(None, parts))}",)
    yield from islice((seen for text in readings for seen in _given(page, tag, text, "script")), 1)


def _stated(page: ParsedPage) -> Iterator[_Seen]:
    for each in structured(page) if has_structured(page) else ():
        for text in texts(each.get("email")):
            value = address(re.sub(r"^mailto:", "", text, flags=re.IGNORECASE))
            if value:
                yield _Seen(value, text, stated_in(page, "email", text), "structured-data")


def _text(page: ParsedPage) -> Iterator[_Seen]:
    for index, block in enumerate(page.blocks):
        if block.tag.name in _NO_TEXT:
            continue
        for found in find_mailboxes(block.text, block.offsets):
            via: Via = "obfuscated" if found.hidden else "text"
            yield _Seen(found.value, found.written, element_of(block, found.start, found.end), via, index, found.start, found.end)
    for name in _NAMES:
        for tag, text in page.attributes.get(name, ()):
            for found in find_mailboxes(text):
                yield _Seen(found.value, found.written, tag, "image" if name == "alt" else "text", block_at(page, tag))


def _around_pictures(page: ParsedPage) -> Iterator[_Seen]:
    """Addresses whose @ is a picture."""
    for tag, alt in page.attributes.get("alt", ()):
        before, after = tag.previous_sibling, tag.next_sibling
        if _AT_PICTURE.fullmatch(alt) and tag.parent and isinstance(before, NavigableString) and isinstance(after, NavigableString):
            for found in find_mailboxes(f"{before.rstrip()}@{after.lstrip()}"):
                yield _Seen(found.value, found.written, tag.parent, "image", block_at(page, tag))


def _scripts(page: ParsedPage) -> Iterator[_Seen]:
    """Addresses that a script writes where it stands."""
    if page.rendered:
        return  # what its scripts write has been written
    for tag in scripts(page):
        code = tag.string or ""
        if not _SCRIPT_HINT.search(code) or "json" in str(tag.get("type") or ""):
            continue
        writes = "document.write" in code or "innerHTML" in code
        place = tag.parent if writes and isinstance(tag.parent, Tag) and tag.parent.name != "head" else tag
        for raw in scripted(code):
            value = address(raw)
            if value:
                yield _Seen(value, value, place, "script")


def _channel(page: ParsedPage, seen: _Seen) -> Channel:
    inside = seen.block >= 0
    around = surroundings(page, seen.block, seen.start, seen.end) if inside else Surroundings("", (), "")
    context = around.near if inside else seen.written
    said = inside and _goes_unread(page, seen)
    return Channel(
        kind="email",
        value=seen.value,
        as_written=seen.written,
        owner=_owner(page, seen, around),
        purpose="other" if said else _purpose(page, seen.value, around),
        unread=said or is_no_reply(seen.value),
        sightings=(page.sighting(seen.tag, seen.via, context),),
    )


def _goes_unread(page: ParsedPage, seen: _Seen) -> bool:
    """Whether the words after an address in its block say that nobody reads what is sent there."""
    text = page.blocks[seen.block].text
    end = seen.end or text.find(seen.written) + len(seen.written)
    return is_unread(text[end:])


def _owner(page: ParsedPage, seen: _Seen, around: Surroundings) -> Owner:
    if domain_of(page.url) and domain_of(page.url) == domain_of(seen.value.rpartition("@")[2]):
        return "own"
    return "third-party" if owner_by_place(seen.tag) == "third-party" else owner_by_words(around)


def _purpose(page: ParsedPage, value: str, around: Surroundings) -> Purpose:
    own = purpose_of(value)
    return own if own != "unknown" else purpose_by_words(around, page.lang)
