"""
Running text: numbers, e-mail addresses, hours, addresses and names in a sentence, in every language and script.

Law: nothing is raised; what is seen can be written down; a telephone number is E.164, an e-mail address has one @ and no blank.
"""

from __future__ import annotations

import re

from spiders import words
from spiders.extract import extract
from spiders.extract.hours import find_hours
from spiders.greeting import read_greeting
from spiders.lexicon import languages
from spiders.observations import Channel
from spiders.page import parse
from tests.fuzz.laws import clean_text
from tests.fuzz.pages import URL
from tests.fuzz.target import seeds

_NUMBER = re.compile(r"\+\d{1,3}\D?[\d*#]{1,20}")
_MAIL = re.compile(r"[^\s@]+@[^\s@]+")

SEEDS = seeds("text")
TOKENS = (
    b"08-465 004 12", b"+46", b"0046", b"(0)", b"tel:", b"Tel.", b"Fax", b"ext. 12", b"112", b"118 118", b"0900-1234", b"/min",
    "€ 1,99".encode(), b"kr/min", b"@", b"[at]", b"(dot)", b" at ", b"info@acme.example", b".example", b"mailto:",
    b"a.b+c@x-y.example", b"9-17", b"24/7", "9–17".encode(), b"24:00", b"00:00-24:00", b"9am", b"noon", b"kl. 9.30", b"Mon",
    "mån".encode(), b"Mo-Fr", b"dygnet runt", b"closed", b"111 22 Stockholm", b"Storgatan 1", b"Box 12", b"SW1A 1AA", b"D-10115",
    b"SE", b"556987-0008", b"DE123456789", b"HRB 1", b"AB", b"GmbH", b"Inc.", b"\xc2\xa0", b"\xe2\x80\x91", b"\xe2\x81\xa0",
    b"\xc2\xad", "٠٨".encode(), "²³".encode(), "①".encode(), "߀߁".encode(), "İ".encode(), "ﬁ".encode(), "ẞ".encode(), b"-", b".",
    b",", b"/", b"(", b")", b"+", b"*", b"#", b"\n", b"Kontakta oss", b"Live-Chat mit einem Menschen", b"I'm a bot",
)  # fmt: skip


def target(data: bytes) -> None:
    lang, _, text = data.decode("utf-8", "replace").partition(" ")
    lang = lang if lang in languages() else ""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;")
    page = parse(
        f"<html><title>{escaped}</title><body><h1>{escaped}</h1><p>{escaped}</p><a href=/x>{escaped}</a></body></html>",
        URL,
        lang=lang,
        country="SE",
    )
    for seen in extract(page):
        seen.model_dump_json()
        if isinstance(seen, Channel) and seen.kind in {"phone", "fax"}:
            assert _NUMBER.fullmatch(seen.value), seen.value
        if isinstance(seen, Channel) and seen.kind == "email":
            assert _MAIL.fullmatch(seen.value), seen.value
    greeting = read_greeting(text, lang, text.split("\n"))
    clean_text(greeting.greeting, also="")
    assert len(greeting.greeting) <= 600
    assert isinstance(find_hours(text, lang), (list, tuple))
    assert words.fold(words.fold(text)) == words.fold(text)
