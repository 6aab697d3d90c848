"""A look at a page that there is not, after which all that a look loads and reads is there for processes forked from this one."""

from __future__ import annotations

from scrapy.settings import Settings
from scrapy.utils.misc import load_object

import spiders.crawl  # noqa: F401 - it is what takes long
from spiders.kinds import kinds_of
from spiders.lexicon import languages
from spiders.look import Look
from spiders.page import parse
from spiders.reader import look_at
from spiders.scent import scent

__all__ = ["rehearse"]

_HOME = "https://www.acme.example/contact"
_PAGE = """
<html lang="{lang}"><title>Acme</title>
<p>Contact us 9-17: <a href="tel:+46855510100">08-555 101 00</a>, +46 8 555 101 01, <a href="mailto:info@acme.example">e-mail</a>
<form method="post"><label>Message <textarea name="message"></textarea></label><input name="email"><button>Send</button></form>
<a href="https://www.facebook.com/acme">Facebook</a> <a href="/chat">Chat</a>
"""


def rehearse() -> Look:
    """Load Scrapy's parts, which it finds by their names, and read a page in every language; no reactor, thread or connection."""
    for group in ("DOWNLOADER_MIDDLEWARES_BASE", "SPIDER_MIDDLEWARES_BASE"):
        for component in Settings().getdict(group):
            load_object(component)
    for lang in languages():
        look = look_at(parse(_PAGE.format(lang=lang), _HOME), asked=_HOME, status=200, headers={}, is_home=True)
        kinds_of(_HOME, "Acme", (), ("Contact us",), lang, is_home=False)
        scent(_HOME, "Contact us", "nav", lang)
    return look
