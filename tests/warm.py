"""Loads a spider and all that it reads once, for processes that are forked from this one: each of them finds it there."""

from __future__ import annotations

from scrapy.settings import Settings
from scrapy.utils.misc import load_object

import spiders.crawl  # noqa: F401 - it is what takes long
from spiders.extract import extractors
from spiders.kinds import kinds_of
from spiders.net.guard import Guard
from spiders.page import parse
from spiders.reader import look_at
from spiders.scent import scent

HOME = "https://www.acme.example/kontakt"

for _group in ("DOWNLOADER_MIDDLEWARES_BASE", "SPIDER_MIDDLEWARES_BASE", "EXTENSIONS_BASE"):
    for _component in Settings().getdict(_group):
        load_object(_component)
extractors()
Guard.for_site(HOME)
look_at(parse("<html lang=sv><title>Acme</title><p>Kontakta oss</p>", HOME), asked=HOME, status=200, headers={})
kinds_of(HOME, "Acme", (), ("Kontakta oss",), "sv", is_home=False)
scent(HOME, "Kontakta oss", "nav", "sv")
