"""
E-mail addresses.

Sources: `mailto:` links in all their misspellings, structured data, text plain and disguised, and the codings that sites use
against harvesters, decoded as a visitor's browser would.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bs4 import Tag

from spiders.elements import text_of
from spiders.evidence import Channel, Owner, Purpose, Via
from spiders.extract import _coded
from spiders.extract._attributes import has_structured, scripts, stated_in
from spiders.extract._context import (
    Surroundings,
    block_at,
    domain_of,
    owner_by_place,
    owner_by_words,
    purpose_by_words,
    surroundings,
)
from spiders.extract._mailboxes import address, find_mailboxes, is_no_reply, purpose_of
from spiders.extract._structured import structured, texts
from spiders.page import ParsedPage

__all__ = ["extract", "find_mailboxes"]

_PROTECTED = re.compile(r"/cdn-cgi/l/email-protection#([0-9a-fA-F]+)")
_REVEALED = ("data-email", "data-mail", "data-mailto", "data-e-mail", "data-email-address")
_USERS = ("data-user", "data-name", "data-local", "data-u", "data-account")
_HOSTS = ("data-domain", "data-host", "data-website", "data-d")
_NO_TEXT = frozenset({"option", "textarea", "code", "pre"})
_SCRIPT_HINT = re.compile(r"(?=[mzf'\"@])(?:mailto|znvygb|fromCharCode|['\"](?:@|&#64;|%40)['\"]|@['\"]\s*\+)", re.IGNORECASE)
_NO_REPLY_NOTE = "no-reply address: "


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
    for source in (_links, _coded_attributes, _stated, _text, _scripts):
        for seen in source(page):
            yield _channel(page, seen)


def _links(page: ParsedPage) -> Iterator[_Seen]:
    for tag, href in page.attributes.get("href", ()):
        for raw in _coded.linked(href):
            value = address(raw)
            if value:
                yield _Seen(value, _shown(tag, raw), tag, "mailto", block_at(page, tag))
        protected = _PROTECTED.search(href) if "email-protection" in href else None
        value = address(_coded.cloudflare(protected[1]).partition("?")[0]) if protected else ""
        if not value and "UnCryptMailto" in href:
            value = address(_coded.typo3(href))
        if value:
            yield _Seen(value, text_of(tag)[:80], tag, "obfuscated", block_at(page, tag))


def _shown(tag: Tag, raw: str) -> str:
    shown = text_of(tag)
    return shown if "@" in shown and len(shown) <= 80 else raw


def _coded_attributes(page: ParsedPage) -> Iterator[_Seen]:
    index = page.attributes
    for tag, coded in index.get("data-cfemail", ()):
        yield from _given(page, tag, _coded.cloudflare(coded), "obfuscated")
    for tag, coded in index.get("data-mailto-token", ()):
        yield from _given(page, tag, _coded.typo3(coded, str(tag.get("data-mailto-vector") or "")), "obfuscated")
    for name in _REVEALED:
        for tag, value in index.get(name, ()):
            yield from _given(page, tag, value if "@" in value else value[::-1], "script")
    for user in _USERS:
        for tag, local in index.get(user, ()):
            host = next((str(tag[name]) for name in _HOSTS if tag.get(name)), "")
            tld = str(tag.get("data-tld") or "")
            yield from _given(page, tag, f"{local}@{host}{'.' + tld if tld else ''}" if host else "", "script")
    for tag, code in index.get("onclick", ()):
        for raw in (*_coded.scripted(code), *([_coded.typo3(code)] if "UnCryptMailto" in code else [])):
            yield from _given(page, tag, raw, "script")


def _given(page: ParsedPage, tag: Tag, raw: str, via: Via) -> Iterator[_Seen]:
    value = address(raw.partition("?")[0]) if "@" in raw else ""
    if value:
        yield _Seen(value, text_of(tag)[:80] or value, tag, via, block_at(page, tag))


def _stated(page: ParsedPage) -> Iterator[_Seen]:
    for each in structured(page) if has_structured(page) else ():
        for text in texts(each.get("email")):
            value = address(re.sub(r"^mailto:", "", text, flags=re.IGNORECASE))
            if value:
                yield _Seen(value, text, stated_in(page, "email"), "structured-data")


def _text(page: ParsedPage) -> Iterator[_Seen]:
    for index, block in enumerate(page.blocks):
        if block.tag.name in _NO_TEXT:
            continue
        for found in find_mailboxes(block.text, block.offsets):
            via: Via = "obfuscated" if found.hidden else "text"
            yield _Seen(found.value, found.written, block.tag_at(found.start), via, index, found.start, found.end)
    for tag, alt in page.attributes.get("alt", ()):
        for found in find_mailboxes(alt):
            yield _Seen(found.value, found.written, tag, "image", block_at(page, tag))


def _scripts(page: ParsedPage) -> Iterator[_Seen]:
    """Addresses that a script writes where it stands."""
    for tag in scripts(page):
        code = tag.string or ""
        if not _SCRIPT_HINT.search(code) or "json" in str(tag.get("type") or ""):
            continue
        writes = "document.write" in code or "innerHTML" in code
        for raw in _coded.scripted(code):
            value = address(raw)
            place = tag.parent if writes and isinstance(tag.parent, Tag) and tag.parent.name != "head" else tag
            if value and isinstance(place, Tag):
                yield _Seen(value, value, place, "script")


def _channel(page: ParsedPage, seen: _Seen) -> Channel:
    inside = seen.block >= 0
    around = surroundings(page, seen.block, seen.start, seen.end) if inside else Surroundings("", (), "")
    context = around.near if inside else seen.written
    if is_no_reply(seen.value):
        context = _NO_REPLY_NOTE + context
    return Channel(
        kind="email",
        value=seen.value,
        as_written=seen.written,
        owner=_owner(page, seen, around),
        purpose=_purpose(page, seen.value, around),
        sightings=(page.sighting(seen.tag, seen.via, context),),
    )


def _owner(page: ParsedPage, seen: _Seen, around: Surroundings) -> Owner:
    if domain_of(page.url) and domain_of(page.url) == domain_of(seen.value.rpartition("@")[2]):
        return "own"
    return "third-party" if owner_by_place(seen.tag) == "third-party" else owner_by_words(around)


def _purpose(page: ParsedPage, value: str, around: Surroundings) -> Purpose:
    own = purpose_of(value)
    return own if own != "unknown" else purpose_by_words(around, page.lang)
