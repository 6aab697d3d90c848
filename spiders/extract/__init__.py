"""
The extractors: a page in, observations out; one file each, pure, found by their being here.

An extractor is a module of this package with a function

    extract(page: ParsedPage) -> Iterator[Observation]

It opens no file (its data and words are loaded at import, from `spiders/data/` and `spiders.lexicon`), knows no other extractor and
raises nothing for bad markup. The next extractor is a new file and nothing else.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from functools import cache

from spiders.evidence import Channel, Form, Hint, Identifier, Mention, Picture, Promise
from spiders.page import ParsedPage

Observation = Channel | Form | Mention | Promise | Identifier | Picture | Hint
Extractor = Callable[[ParsedPage], Iterator[Observation]]

__all__ = ["Extractor", "Observation", "extract", "extractors"]

_MOST = 1000
"""Observations of one extractor on one page; the fullest page that is known has a tenth of it."""


@cache
def extractors() -> tuple[tuple[str, Extractor], ...]:
    """Every extractor with its name, in order of name."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__) if not module.name.startswith("_"))
    return tuple((name, importlib.import_module(f"{__name__}.{name}").extract) for name in names)


def extract(page: ParsedPage) -> Iterator[Observation]:
    """What every extractor sees on the page, up to a bound for each; where there is more, the page is cut."""
    for _, extractor in extractors():
        yield from page.first(extractor(page), _MOST)
