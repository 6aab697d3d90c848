"""The chats, bots and callback tools of known vendors that a page carries, looked up once for all extractors that ask."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from spiders import strictyaml
from spiders.extract._signatures import Mark, Signatures
from spiders.page import ParsedPage

_VENDORS = Signatures(strictyaml.load_file(Path(__file__).parent.parent / "data" / "chat-vendors.yaml")["vendors"])


@lru_cache(maxsize=1)
def vendor_marks(page: ParsedPage) -> tuple[Mark, ...]:
    """Every mark of `data/chat-vendors.yaml` on the page."""
    return tuple(_VENDORS.marks(page))
