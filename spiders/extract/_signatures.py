"""The marks by which the tool of a known vendor is recognised on a page: addresses, names in scripts, elements."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Literal

from bs4 import Tag

from spiders.extract._attributes import classes
from spiders.page import ParsedPage

Source = Literal["script", "frame", "inline", "global", "request", "element"]

_LOADER_LENGTH = 40_000
_ADDRESS = re.compile(r"""(?:/|["'`])((?:[a-z0-9-]+\.)+[a-z]{2,12})((?:\\?/[\w.~%@+-]*)*)""", re.I)
_LOADS = re.compile(r"createElement|\.src\s*=|document\.write|appendChild|insertBefore|loadScript|\bimport\b|<script", re.I)
_COMMENTS = re.compile(r"/\*.*?\*/|<!--.*?-->|^\s*//[^\n]*|(?<=[;{},\s])//\s[^\n]*", re.S | re.M)
_SCRIPT_TYPES = re.compile(r"^$|javascript|ecmascript|module|text/plain", re.I)
_SOURCES = ("src", "data-src", "data-cookieblock-src", "data-cmp-src", "data-lazy-src")


@dataclass(frozen=True, slots=True)
class Vendor:
    """A tool as its data file tells it; `kind`, `grade` and `launchers` mean what that file says."""

    id: str
    name: str
    kind: str
    grade: str
    ended: bool
    launchers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mark:
    """One sign of a vendor; `tag` is the element that bears it, None for what was only seen on the wire."""

    vendor: Vendor
    source: Source
    tag: Tag | None


class Signatures:
    """
    The marks of all vendors of a data file, made ready for looking up.

    Args:
        entries: `{id, name, kind, grade, hosts, paths, globals, elements, launchers}`; see the head of `data/chat-vendors.yaml`.
    """

    def __init__(self, entries: Sequence[Mapping[str, Any]]) -> None:
        self._hosts: dict[str, list[tuple[str, Vendor]]] = {}
        self._paths: list[tuple[str, Vendor]] = []
        self._elements: dict[str, Vendor] = {}
        self._beginnings: list[tuple[str, Vendor]] = []
        self._attributes: list[tuple[str, Vendor]] = []
        self._globals: list[tuple[str, Vendor]] = []
        self.of_name = lru_cache(maxsize=1 << 12)(self._of_name)
        self.of_address = lru_cache(maxsize=1 << 12)(self._of_address)
        for entry in entries:
            kind, grade = str(entry.get("kind") or entry.get("makes") or ""), str(entry.get("grade") or "high")
            launchers = tuple(map(str, entry.get("launchers") or ()))
            vendor = Vendor(str(entry["id"]), str(entry["name"]), kind, grade, "ended" in entry, launchers)
            self._learn(entry, vendor)

    def _learn(self, entry: Mapping[str, Any], vendor: Vendor) -> None:
        for pattern in entry.get("hosts") or ():
            address = str(pattern).lower()
            anchor = ".".join(address.partition("/")[0].split(".")[-2:])
            self._hosts.setdefault(anchor, []).append((address, vendor))
        self._paths.extend((str(path).lower(), vendor) for path in entry.get("paths") or ())
        self._globals.extend((str(name), vendor) for name in entry.get("globals") or ())
        for mark in map(str, entry.get("elements") or ()):
            if mark.startswith("["):
                self._attributes.append((mark.strip("[]"), vendor))
            elif mark.endswith("*"):
                self._beginnings.append((mark.rstrip("*").lower(), vendor))
            else:
                self._elements[mark.lower()] = vendor

    def _of_address(self, url: str) -> Vendor | None:
        """The vendor whose tool this address belongs to."""
        return self._of_host(*_host_and_path(url)) if "." in url[:300] else None

    def _of_host(self, host: str, path: str) -> Vendor | None:
        labels = host.split(".")
        for address, vendor in self._hosts.get(".".join(labels[-2:]), ()):
            if _host_pattern(address).match(host + path):
                return vendor
        return next((vendor for known, vendor in self._paths if path.endswith(known)), None)

    def marks(self, page: ParsedPage) -> Iterator[Mark]:
        """Every mark on the page: in its scripts, frames and elements, then in what it asked for when it was rendered."""
        bearing = self._bearing(page)
        for tag in (tag for tag in page.tags if id(tag) in bearing):
            if tag.name == "script":
                yield from self._of_script(page, tag)
                continue
            vendor = self._of_sources(page, tag) if tag.name == "iframe" else None
            if vendor:
                yield Mark(vendor, "frame", tag)
            elif vendor := self.of_element(tag):
                yield Mark(vendor, "element", tag)
        for url in page.requests:
            vendor = self.of_address(url)
            if vendor:
                yield Mark(vendor, "request", None)
        yield from (Mark(vendor, "global", None) for name, vendor in self._globals if name in page.variables)

    def _bearing(self, page: ParsedPage) -> frozenset[int]:
        """The ids of scripts and frames, and of the elements that have a name, a class, an id or an attribute of some vendor's."""
        tags = [*page.named("script"), *page.named("iframe")]
        tags += [tag for name, bearers in classes(page).items() if self.of_name(f".{name}".lower()) for tag in bearers]
        tags += [tag for tag, name in page.attributes.get("id", ()) if self.of_name(f"#{name}".lower())]
        tags += [tag for name in self._elements for tag in page.named(name)]
        tags += [tag for attribute, _ in self._attributes for tag, _ in page.attributes.get(attribute, ())]
        return frozenset(map(id, tags))

    def _of_script(self, page: ParsedPage, script: Tag) -> Iterator[Mark]:
        """The marks of a script: its address, or a loader or settings written into the page."""
        vendor = self._of_sources(page, script)
        if vendor:
            yield Mark(vendor, "script", script)
        elif not script.get("src") and _SCRIPT_TYPES.search(str(script.get("type") or "")):
            yield from self._of_text(script)

    def _of_sources(self, page: ParsedPage, tag: Tag) -> Vendor | None:
        for attribute in _SOURCES:
            value = tag.get(attribute)
            vendor = self.of_address(page.absolute(str(value))) if value else None
            if vendor:
                return vendor
        return None

    def _of_text(self, script: Tag) -> Iterator[Mark]:
        text = script.string or ""
        if not text or len(text) > _LOADER_LENGTH:
            return
        text, loaded = _read(text)
        for host, path in loaded:
            vendor = self._of_host(host, path)
            if vendor:
                yield Mark(vendor, "inline", script)
                return
        for name, vendor in self._globals:
            if name in text and _use_of(name).search(text):
                yield Mark(vendor, "global", script)
                return

    def of_element(self, tag: Tag) -> Vendor | None:
        """The vendor whose widget this element is, by its name, id, class or attribute."""
        attributes = tag.attrs
        if tag.name in self._elements or not attributes:
            return self._elements.get(tag.name)
        named = (self.of_name(f".{name}".lower()) for name in attributes.get("class") or ())
        vendor = next(filter(None, named), None) or (self.of_name(f"#{attributes['id']}".lower()) if "id" in attributes else None)
        return vendor or next((each for attribute, each in self._attributes if attribute in attributes), None)

    def _of_name(self, name: str) -> Vendor | None:
        """The vendor whose widget has this class (`.name`) or id (`#name`)."""
        by_beginning = (vendor for beginning, vendor in self._beginnings if name.startswith(beginning))
        return self._elements.get(name) or next(by_beginning, None)


@lru_cache(maxsize=1 << 7)
def _read(script: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """A script without its comments and, where it loads something, host and path of the addresses in it."""
    text = _COMMENTS.sub(" ", script)
    addresses = _ADDRESS.finditer(text) if _LOADS.search(text) else ()
    return text, tuple((match[1].lower(), match[2].replace("\\", "").lower()) for match in addresses)


@cache
def _host_pattern(address: str) -> re.Pattern[str]:
    """What a vendor's address with its `*` stands for; made when a page first asks for something near it."""
    below = r"(?:[\w-]+\.)*" if address.startswith("*.") else ""
    return re.compile(below + re.escape(address.removeprefix("*.")).replace(r"\*", ".*"))


@cache
def _use_of(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w$-]){re.escape(name)}(?![\w$-])")


def _host_and_path(url: str) -> tuple[str, str]:
    match = re.match(r"(?:[a-z][a-z0-9+.-]*:)?//([^/?#:@]+)(?::\d+)?([^?#]*)", url[:2000], re.I)
    return (match[1].lower(), match[2].lower()) if match else ("", "")
