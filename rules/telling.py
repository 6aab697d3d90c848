"""Whether a site tells of a matter: by a link to a page about it, or under a heading; mere words leave it open."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urldefrag

from rules.checks import addresses, mention_places, read, where
from rules.result import Result
from spiders.evidence import Evidence, Mention
from spiders.said import say

__all__ = ["at_length", "leading_to_read", "told"]


def told(evidence: Evidence, words: Sequence[Mention], name: str) -> Result | None:
    """The result of that name, where one of the words is a link to a page that was read, or a heading above a text; else None."""
    if links := leading_to_read(evidence, words):
        said = say("The link '{text}' leads to {page}, which was read.", text=links[0].text, page=where(links[0].href))
        return Result(name, said, mention_places(evidence, links), "medium")
    if section := at_length(words):
        said = say("Under the heading '{text}' the text says '{text2}'.", text=section[0].text, text2=section[1].text)
        return Result(name, said, mention_places(evidence, section), "medium")
    return None


def leading_to_read(evidence: Evidence, words: Sequence[Mention]) -> tuple[Mention, ...]:
    """Those of the words that are links to a page that was read."""
    known = addresses(read(evidence))
    return tuple(mention for mention in words if mention.form == "link" and urldefrag(mention.href).url in known)


def at_length(words: Sequence[Mention]) -> tuple[Mention, ...]:
    """The headings among the words on a page whose running text names the same, each with its sentence."""
    texts = {mention.page: mention for mention in reversed(words) if mention.form == "text"}
    headed = (mention for mention in words if mention.form == "heading" and mention.page in texts)
    return tuple(each for heading in headed for each in (heading, texts[heading.page]))
