"""Page titles as people say them: without the site's name that stands in every one of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from reports.text import clean
from spiders.evidence import Page

__all__ = ["titled"]

_PARTS = re.compile(r"\s+[|–—·»-]\s+")


def titled(pages: Sequence[Page]) -> Mapping[str, str]:
    """For each page by its final address its title, without what the titles of most other pages begin or end with."""
    split = {page.final_url: _PARTS.split(clean(page.title, 200)) for page in pages if page.title}
    ends = Counter(part for parts in split.values() for part in {parts[0], parts[-1]} if len(parts) > 1)
    common = {part for part, times in ends.items() if times > max(1, len(split) // 2)}
    return {url: " – ".join(p for p in parts if p not in common) or parts[0] for url, parts in split.items()}
