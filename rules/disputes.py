"""What a site says about having a dispute tried out of court, sorted by how much it says."""

from __future__ import annotations

from dataclasses import dataclass

from rules.checks import mentions
from rules.wording import says
from spiders.evidence import Evidence, Mention

__all__ = ["Disputes", "disputes"]


@dataclass(frozen=True, slots=True)
class Disputes:
    """
    The mentions of dispute resolution, those of the EU's closed platform left out.

    Attributes:
        named: A board by its name or with an address.
        refused: A sentence that the company takes no part.
        general: Headings alone and general words.
    """

    named: tuple[Mention, ...]
    refused: tuple[Mention, ...]
    general: tuple[Mention, ...]


def disputes(evidence: Evidence) -> Disputes:
    """Sort what the site says about dispute resolution."""
    platform = mentions(evidence, "odr_platform")
    about_it = {(mention.page, said) for mention in platform for said in (mention.text, mention.href) if said}
    told = [
        mention
        for mention in mentions(evidence, "adr")
        if (mention.page, mention.text) not in about_it and (mention.page, mention.href) not in about_it
    ]
    refused = [mention for mention in told if says("adr_refusals", mention.text)]
    named = [mention for mention in told if mention not in refused and _named(mention)]
    general = [mention for mention in told if mention not in refused and mention not in named]
    return Disputes(tuple(named), tuple(refused), tuple(general))


def _named(mention: Mention) -> bool:
    return mention.form != "heading" and (says("adr_boards", mention.text) or says("addresses", mention.text))
