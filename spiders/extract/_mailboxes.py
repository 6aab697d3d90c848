"""E-mail addresses in running text, as people write and hide them, and whether an address is one."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from email_validator import EmailNotValidError, validate_email

from spiders.evidence import Purpose
from spiders.extract._coded import reversed_address
from spiders.extract._wordlist import pattern
from spiders.lexicon import merged
from spiders.strictyaml import load_data
from spiders.urls import split_host

__all__ = ["Mailbox", "address", "find_mailboxes", "is_no_reply", "is_unread", "purpose_of"]

_DATA: dict[str, Any] = load_data("contacts")
_WORDS = merged("contacts")
_SUFFIXES = frozenset(_DATA["file_suffixes"])
_SAMPLE_DOMAINS = frozenset((*_DATA["sample_domains"], *_WORDS["sample_domains"]))
_FICTIONAL = frozenset(_DATA["fictional_top_levels"])
_SAMPLE_NAMES = frozenset(_WORDS["sample_names"])
_NO_REPLY = frozenset(re.sub(r"\W|_", "", name) for name in _WORDS["no_reply"])
_PURPOSES: tuple[tuple[Purpose, frozenset[str]], ...] = tuple((p, frozenset(w)) for p, w in _WORDS["purposes"].items())

_LOCAL = r"[^\W_](?:[\w.+&'’-]{0,62}[\w+-])?"
_LABEL = r"[^\W_](?:[\w-]{0,61}[^\W_])?"
_PLAIN = re.compile(rf"(?<![\w.+@-]){_LOCAL}(?:[ \u00a0]@[ \u00a0]|@[ \u00a0]?){_LABEL}(?:\.{_LABEL})+(?![\w@])")
_BROKEN = re.compile(rf"(?<![\w.+@-])({_LOCAL})(?:\s{{1,3}}@\s{{1,3}}|@\s{{0,3}})({_LABEL}(?:\s?\.\s?{_LABEL}){{1,3}})(?![\w@])")
_OPEN, _CLOSE = r"\s{0,3}[\[({<|«*_#-]{1,2}\s?", r"\s?[\])}>|»*_#-]{1,2}\s{0,3}"
_AT_WORDS = f"(?:{'|'.join(_WORDS['at_words'])})"
_SPELT_AT = f"(?:{'|'.join(_WORDS['at_words_spelt'])})"
_DOT_WORD = f"(?:{'|'.join(_WORDS['dot_words'])})"
_DOT_WORDS = rf"(?:{_DOT_WORD}|\.)"
_DOT = rf"(?:{_OPEN}{_DOT_WORDS}{_CLOSE}|\.|\s{_DOT_WORDS}\s)"
_HIDDEN = re.compile(
    rf"(?<![\w.+@-])({_LOCAL}(?:{_OPEN}{_DOT_WORDS}{_CLOSE}{_LOCAL}){{0,2}}){_OPEN}{_AT_WORDS}{_CLOSE}"
    rf"({_LABEL}(?:{_DOT}{_LABEL}){{1,3}})(?![\w@])",
    re.IGNORECASE,
)
_SPELT = re.compile(rf"(?<![\w.+@-])({_LOCAL})\s{_SPELT_AT}\s({_LABEL}(?:\s{_DOT_WORD}\s{_LABEL}){{1,3}})(?![\w@])", re.IGNORECASE)
_TOLD = re.compile(
    rf"(?:e-?post|e-?mail|mejl|mail|correo|courriel|sähköposti|posta)\w{{0,8}}\s?:\s?({_LOCAL})\s{_SPELT_AT}\s({_LABEL}(?:\.{_LABEL}){{1,3}})(?![\w@])",
    re.IGNORECASE,
)
_HALF = re.compile(rf"(?<![\w.+@-])({_LOCAL})@({_LABEL}(?:{_OPEN}{_DOT_WORDS}{_CLOSE}{_LABEL}){{1,3}})(?![\w@])", re.IGNORECASE)
_DOTS = re.compile(rf"{_OPEN}{_DOT_WORDS}{_CLOSE}|\s{_DOT_WORDS}\s|\s?\.\s?", re.IGNORECASE)
_HINT = re.compile(rf"(?=[@\s\[({{<|«*_#-])(?:@|{_OPEN}{_AT_WORDS}{_CLOSE}|\s{_SPELT_AT}\s)", re.IGNORECASE)
_IN_ADDRESS = re.compile(r"(?:://|\bwww\.)[^\s<>\"']*$")
_IN_ADDRESS_REACH = 120
_HYPHENATED = re.compile(r"-\w+-|[_*#](?:a|et)[_*#]", re.IGNORECASE)
"""What joins the words of a name ("stay-at-home.com") rather than stand for an @."""

_AT_SIGNS = re.compile(r"\s*@[\s@]*")
_UNREAD = pattern(_WORDS["unread_words"])
_UNREAD_REACH = 100
_UNSEEN = re.compile(r"[\u00ad\u200b-\u200f\u2060\ufeff]")
_GLUED_END = re.compile(
    r"\.(com|net|org|info|se|de|dk|no|fi|fr|es|it|nl|pl|pt|uk|at|ch|be|eu|ie|lu|au|in|us)(?=[A-ZÅÄÖ]|https?$|www\.)"
)


@dataclass(frozen=True, slots=True)
class Mailbox:
    """An e-mail address (`value` in lower case) at `text[start:end]`; `hidden` where it is not written plainly."""

    value: str
    written: str
    start: int
    end: int
    hidden: bool = False


def find_mailboxes(text: str, breaks: Collection[int] = ()) -> tuple[Mailbox, ...]:
    """
    Find the e-mail addresses in a text, in order; those written against harvesters too.

    Args:
        breaks: Where another element begins: what is glued to an address there ("E-postinfo@...") is no part of it.
    """
    if not _HINT.search(text):
        return ()
    if _UNSEEN.search(text):
        return _past_unseen(text)
    found: list[Mailbox] = []
    taken: list[tuple[int, int]] = []
    for first, last, candidate, hidden in _candidates(text):
        start, end, raw = first, last, candidate
        if any(start < b and a < end for a, b in taken) or _IN_ADDRESS.search(text, max(0, start - _IN_ADDRESS_REACH), start):
            continue
        if not hidden and breaks:
            start, end = _unglued(text, start, end, breaks)
            raw = text[start:end]
        value = address(raw)
        if value:
            taken.append((start, end))
            found.append(Mailbox(value, text[start:end], start, end, hidden))
    return tuple(sorted(found, key=lambda each: each.start))


def _past_unseen(text: str) -> tuple[Mailbox, ...]:
    """The addresses of a text with characters that nobody sees, which may stand within them."""
    places = [n for n, c in enumerate(text) if not _UNSEEN.match(c)]
    seen = "".join(text[n] for n in places)
    ends = ((each, places[each.start], places[each.end - 1] + 1) for each in find_mailboxes(seen))
    return tuple(Mailbox(each.value, text[start:end], start, end, each.hidden) for each, start, end in ends)


@lru_cache(maxsize=1 << 12)
def address(raw: str) -> str:
    """
    The address in lower case, "" where it is none that anybody reads.

    File names, samples, template left-overs, addresses of error collectors and unknown top-level domains are none.
    """
    text = _UNSEEN.sub("", raw).replace("’", "'").strip(" \t\r\n.,;:<>\"'()[]").lower()
    text = _AT_SIGNS.sub("@", re.sub(r"^(?:u003[ce]|%20|mailto:)+|%20$", "", text))
    local, _, domain = text.rpartition("@")
    if not local or domain in _SAMPLE_DOMAINS or local in _SAMPLE_NAMES or domain.rpartition(".")[2] in _SUFFIXES:
        return ""
    if any(domain.endswith("." + sample) for sample in _SAMPLE_DOMAINS) or re.fullmatch(r"[0-9a-f]{32}", local):
        return ""
    try:
        valid = validate_email(text, check_deliverability=False)
    except EmailNotValidError:
        return ""
    host = valid.ascii_domain or domain
    return valid.normalized.lower() if split_host(host).suffix or host.rpartition(".")[2] in _FICTIONAL else ""


def is_no_reply(value: str) -> bool:
    """Whether nobody reads what is sent to the address."""
    return re.sub(r"\W|_", "", value.partition("@")[0]) in _NO_REPLY


def is_unread(after: str) -> bool:
    """Whether the words right after an address say that nobody reads what is sent there."""
    near = after[:_UNREAD_REACH].partition("@")[0]
    return bool(_UNREAD.search(near))


def purpose_of(value: str) -> Purpose:
    """What the part before the @ says that the address is for."""
    if is_no_reply(value):
        return "other"
    local = value.partition("@")[0]
    parts = {local, *re.split(r"[._+-]", local)}
    return next((purpose for purpose, names in _PURPOSES if parts & names), "unknown")


def _unglued(text: str, start: int, end: int, breaks: Collection[int]) -> tuple[int, int]:
    at = text.index("@", start)
    first = max((b for b in breaks if start < b < at and text[b - 1] not in ".-_+"), default=start)
    last = next((b for b in sorted(breaks) if at + 1 < b < end and text[b] not in ".-" and address(text[first:b])), end)
    return first, last


def _candidates(text: str) -> Iterator[tuple[int, int, str, bool]]:
    """Possible addresses as start, end, the address as it would be typed, and whether it was hidden; plain ones first."""
    for match in _PLAIN.finditer(text):
        raw = re.sub(r"[ \u00a0]", "", match.group())
        glued = _GLUED_END.search(raw)
        start = match.start()
        if " " in match.group() or "\u00a0" in match.group():
            yield start, match.end(), raw, True
        elif glued:
            yield start, start + glued.end(), raw[: glued.end()], False
        else:
            yield start, match.end(), raw, False
    for disguise in (_HIDDEN, _HALF, _SPELT, _TOLD, _BROKEN):
        for match in disguise.finditer(text):
            if _HYPHENATED.fullmatch(text, match.end(1), match.start(2)):
                continue
            yield match.start(), match.end(), f"{_DOTS.sub('.', match[1])}@{_DOTS.sub('.', match[2])}", True
    for backwards in reversed_address(text):
        start = text.find(backwards[::-1])
        yield start, start + len(backwards), backwards, True
