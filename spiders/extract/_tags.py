"""The elements of a page in document order, listed once for all extractors that look at every one of them."""

from __future__ import annotations

from functools import lru_cache

from bs4 import Tag

from spiders.page import ParsedPage


@lru_cache(maxsize=1)
def tags_of(page: ParsedPage) -> tuple[Tag, ...]:
    """Every element of the page, hidden ones and scripts too."""
    return tuple(tag for tag in page.soup.descendants if isinstance(tag, Tag))
