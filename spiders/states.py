"""
What state a page is in: whether it is the page that was asked for, and if not, what came instead.

A page served with status 200 may be a challenge, a "not found" or a login. Each is told by its content, for status codes lie
(methods.md 6.3: they are unreliable for blocks; 91 % of naive status-200 hits on guessed addresses are false).
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping
from typing import Any

from spiders import words
from spiders.evidence import PageState
from spiders.lexicon import merged
from spiders.page import ParsedPage
from spiders.said import say
from spiders.strictyaml import load_data

__all__ = ["DATA", "fingerprint", "of_status", "same_page", "state_of"]

DATA: Mapping[str, Any] = load_data("states")
_WORDS = merged("states")
_BLOCK_TITLES = re.compile(rf"(?:{'|'.join(map(re.escape, _WORDS['block_titles']))})\s*(?:$|[^\w\s])")
"""A challenge's title is the phrase and no more ("Security check | acme"); that of a page goes on ("Security checks at home")."""
_NOT_MODIFIED = 304
_LONGEST_TITLE = 120
_SHINGLE = 4
_MOST_SHINGLES = 400


def fingerprint(page: ParsedPage) -> tuple[int, ...]:
    """The smallest hashes of the page's four-word shingles, ascending, none of a page of no words: alike pages share most."""
    tokens = " ".join(page.text.casefold().split()).encode("utf-8", "replace").split()
    following = (tokens[n:] for n in range(min(_SHINGLE, len(tokens))))
    shingles = {zlib.crc32(b" ".join(words)) for words in zip(*following, strict=False)}
    return tuple(sorted(shingles)[:_MOST_SHINGLES])


def same_page(first: tuple[int, ...], second: tuple[int, ...]) -> bool:
    """Whether two fingerprints are of what a person would call the same page (Jaccard share of shingles)."""
    if not first or not second:
        return False
    a, b = set(first), set(second)
    return len(a & b) / len(a | b) >= float(DATA["same_page"])


def state_of(page: ParsedPage, status: int, headers: Mapping[str, str]) -> tuple[PageState, str]:
    """
    The state of a page and, where it is not "ok", why.

    Args:
        headers: Response headers, names in lower case.
    """
    text = page.text
    head = next(iter(page.named("title")), None)
    title = head.get_text(" ", strip=True) if head else ""
    count = len(text.split())
    sign = _block_sign(page, title, text, count, headers)
    if sign:
        return "blocked", sign
    by_status = of_status(status)
    if by_status:
        return by_status
    lang = page.lang
    heading = next(iter(page.named("h1")), None)
    headed = heading.get_text(" ", strip=True) if heading else ""
    if _says_not_found(title, lang):
        return "soft-404", say("its title says “{words}”", words=title)
    if _says_not_found(headed, lang):
        return "soft-404", say("its heading says “{words}”", words=headed)
    if count < DATA["login_most_words"] and any(tag.get("type") == "password" for tag in page.named("input")):
        return "login", say("asks for a login")
    return "ok", ""


def _says_not_found(text: str, lang: str) -> bool:
    return len(text) < _LONGEST_TITLE and "not_found" in words.labels(text, lang)


def of_status(status: int) -> tuple[PageState, str] | None:
    """What the status alone says, None where it is for the content to say."""
    if status in DATA["block_statuses"]:
        return "blocked", say("answered with status {status}", status=status)
    if status >= 400:
        return "broken", say("answered with status {status}", status=status)
    if 300 <= status < 400 and status != _NOT_MODIFIED:
        return "broken", say("answered with status {status}, and led nowhere", status=status)
    return None


def _block_sign(page: ParsedPage, title: str, text: str, count: int, headers: Mapping[str, str]) -> str:
    """What shows that a challenge or a refusal came instead of the page, or ""."""
    for name, value in DATA["block_headers"].items():
        if name in headers and value in headers[name].lower():
            return say("the answer carries the header {name}", name=name)
    if count > DATA["block_most_words"]:
        return ""
    low_text = text[:4000].casefold()
    if _BLOCK_TITLES.match(title.casefold().strip()):
        return say("its title says “{words}”", words=title)
    phrase = next((phrase for phrase in _WORDS["block_phrases"] if phrase in low_text), "")
    if phrase:
        return say("it says “{words}”", words=phrase)
    scripts = (str(script.get("src") or script.string or "")[:4000].lower() for script in page.named("script"))
    mark = next((mark for source in scripts for mark in DATA["block_scripts"] if mark in source), "")
    runs = say("it runs the challenge script {mark}", mark=mark)
    return runs if mark and count < DATA["block_script_most_words"] else ""
