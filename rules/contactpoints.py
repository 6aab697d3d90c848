"""The points of contact that an online intermediary publishes: one for its users, one for authorities."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from rules.checks import contact_forms, looked_at, mention_places, mentions, on_page, quoted, read, where
from rules.result import Result
from rules.wording import WordList, says
from spiders.evidence import Evidence, Mention

__all__ = ["contact_point"]

_MEANT_FOR: Mapping[WordList, str] = MappingProxyType({"contact_point_users": "users", "contact_point_authorities": "authorities"})


def contact_point(evidence: Evidence, audience: WordList) -> Result:
    """
    What the site says of its point of contact for one audience.

    The results are point-named (for that audience, with a way to reach it on the page), point-in-part, and point-missing.
    """
    told = mentions(evidence, "dsa_contact")
    meant = tuple(mention for mention in told if says(audience, mention.text))
    if reached := tuple(mention for mention in meant if _ways(evidence, mention)):
        ways = " and ".join(_ways(evidence, reached[0]))
        said = f"A point of contact for {_MEANT_FOR[audience]} is named at {where(reached[0].page)}: {quoted([reached[0].text])},"
        said += f" with {ways}."
        return Result("point-named", said, mention_places(evidence, reached), "medium")
    if told:
        first = (meant or told)[0]
        lacks = "no way to reach it was seen on that page" if meant else f"not that it is for {_MEANT_FOR[audience]}"
        said = f"A point of contact is named ({quoted([first.text])}), {lacks}; that is for a person to verify."
        return Result("point-in-part", said, mention_places(evidence, meant or told))
    return Result(
        "point-missing", f"No point of contact for {_MEANT_FOR[audience]} was found {looked_at(evidence)}.", confidence="medium"
    )


def _ways(evidence: Evidence, mention: Mention) -> tuple[str, ...]:
    """The ways that need no machine to answer, on the page of the mention."""
    pages = [page for page in read(evidence) if mention.page in {page.url, page.final_url}]
    kinds = {channel.kind for page in pages for channel in on_page(evidence, page, "email", "phone", "form")}
    if any(form.page == mention.page for form in contact_forms(evidence)):
        kinds.add("form")
    named = {"email": "an e-mail address", "phone": "a phone number", "form": "a form"}
    return tuple(word for kind, word in named.items() if kind in kinds)
