"""Site text made fit for paper: what any page can put into a report, with nothing in it that acts."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

__all__ = ["capital", "cell", "clean", "fenced", "href", "lines", "markdown", "short"]

LIMIT = 2000
_ESCAPES = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"  # CSI: colours, cursor, erase
    r"|(?:\x1b[\]PX^_]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c)?"  # OSC, DCS and the other strings
    r"|\x1b[ -/]*[0-~]?"
)
_JOINERS = "\u200c\u200d"
_FORMULA = ("=", "+", "-", "@")
_MARKDOWN = re.compile(r"([\\`*_\[\]#!|~>]|^[-+]|(?<=^\d)[.)])")
_LINKABLE = frozenset({"http", "https", "mailto", "tel"})


def clean(text: str, limit: int = LIMIT) -> str:
    """
    Text on one line without terminal escapes, control, bidirectional and other unprintable characters.

    Runs of white space become one space; what is longer than `limit` characters ends in an ellipsis.
    """
    if not text.isprintable():
        kept = _ESCAPES.sub("", text[: limit * 8])
        text = "".join(c if c.isprintable() or c in _JOINERS else " " if c.isspace() else "" for c in kept)
    text = " ".join(text.split())
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def capital(text: str) -> str:
    """The text with its first letter large."""
    return text[:1].upper() + text[1:]


def href(url: str) -> str:
    """The address if it may become a link (http, https, mailto, tel), else ""."""
    if not url.isprintable() or any(c in ' "<>\\^`{}' for c in url):
        return ""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    if parts.scheme not in _LINKABLE or (parts.scheme.startswith("http") and not parts.hostname):
        return ""
    return url


def short(url: str, host: str = "", limit: int = 80) -> str:
    """An address as people read it: the path alone on the site's own host, without the scheme elsewhere."""
    text = clean(url, limit * 4)
    try:
        parts = urlsplit(text)
    except ValueError:
        return clean(text, limit)
    if parts.scheme in {"http", "https"}:
        text = text.split("://", 1)[1]
        if host and parts.netloc == host:
            text = text[len(host) :] or "/"
    return clean(text, limit)


def cell(value: object) -> str:
    """A value for a spreadsheet: text that a program would run as a formula starts with an apostrophe."""
    text = str(value)
    fitting = clean(text)
    return "'" + fitting if fitting.startswith(_FORMULA) or text[:1] in ("\t", "\r") else fitting


def markdown(text: str) -> str:
    """Text in which nothing is Markdown or HTML."""
    return _MARKDOWN.sub(r"\\\1", clean(text)).replace("&", "&amp;").replace("<", "&lt;")


def fenced(text: str) -> str:
    """Markup as a block of Markdown that shows it as it stands; no line of it can end the block."""
    return "".join(f"    {line}\n" for line in lines(text))


def lines(text: str) -> tuple[str, ...]:
    """The lines of what is shown as it stands, each cleaned; the blanks that it begins with are kept."""
    return tuple(line[: len(line) - len(line.lstrip())] + clean(line) for line in text.splitlines())
