"""The chats, bots and callback tools of known vendors that a page carries, looked up once for all extractors that ask."""

from __future__ import annotations

from functools import lru_cache

from bs4 import Tag

from spiders.extract._signatures import Mark, Signatures, Vendor
from spiders.page import ParsedPage
from spiders.strictyaml import load_data

__all__ = ["CHATS", "known_address", "vendor_marks", "vendor_of"]

CHATS = ("live-chat", "bot")
"""The kinds of vendors whose widget is a chat."""

_VENDORS = Signatures(load_data("chat-vendors")["vendors"])


@lru_cache(maxsize=1)
def vendor_marks(page: ParsedPage) -> tuple[Mark, ...]:
    """Every mark of `data/chat-vendors.yaml` on the page."""
    return tuple(_VENDORS.marks(page))


def vendor_of(tag: Tag) -> Vendor | None:
    """The vendor whose widget an element is by its name, id, class or attribute."""
    return _VENDORS.of_element(tag)


def known_address(url: str) -> bool:
    """Whether an address is some vendor's."""
    return _VENDORS.of_address(url) is not None
