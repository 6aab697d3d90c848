"""The points of contact that an online intermediary publishes: one for its users, one for authorities."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from rules.checks import contact_forms, looked_at, mention_places, mentions, on_page, quoted, read, together, where
from rules.result import Result
from rules.wording import WordList, says
from spiders.evidence import Evidence, Mention
from spiders.said import say

__all__ = ["contact_point"]

_MEANT_FOR: Mapping[WordList, str] = MappingProxyType(
    {"contact_point_users": say("users"), "contact_point_authorities": say("authorities")}
)


def contact_point(evidence: Evidence, audience: WordList) -> Result:
    """
    What the site says of its point of contact for one audience.

    The results are point-named (for that audience, with a way to reach it on the page), point-in-part, and point-missing.
    """
    told = mentions(evidence, "dsa_contact")
    meant = tuple(mention for mention in told if says(audience, mention.text))
    if reached := tuple(mention for mention in meant if _ways(evidence, mention)):
        ways = together(_ways(evidence, reached[0]))
        said = say(
            "A point of contact for {audience} is named at {page}: {quotes}, with {ways}.",
            audience=_MEANT_FOR[audience],
            page=where(reached[0].page),
            quotes=quoted([reached[0].text]),
            ways=ways,
        )
        return Result("point-named", said, mention_places(evidence, reached), "medium")
    if told:
        first = (meant or told)[0]
        lacks = (
            say("no way to reach it was seen on that page")
            if meant
            else say("not that it is for {audience}", audience=_MEANT_FOR[audience])
        )
        said = say(
            "A point of contact is named ({quotes}), {lacks}; that is for a person to verify.",
            quotes=quoted([first.text]),
            lacks=lacks,
        )
        return Result("point-in-part", said, mention_places(evidence, meant or told))
    return Result(
        "point-missing",
        say(
            "No point of contact for {audience} was found {looked_at}.",
            audience=_MEANT_FOR[audience],
            looked_at=looked_at(evidence),
        ),
        confidence="medium",
    )


def _ways(evidence: Evidence, mention: Mention) -> tuple[str, ...]:
    """The ways that need no machine to answer, on the page of the mention."""
    pages = [page for page in read(evidence) if mention.page in {page.url, page.final_url}]
    kinds = {channel.kind for page in pages for channel in on_page(evidence, page, "email", "phone", "form")}
    if any(form.page == mention.page for form in contact_forms(evidence)):
        kinds.add("form")
    named = {"email": say("an e-mail address"), "phone": say("a phone number"), "form": say("a form")}
    return tuple(word for kind, word in named.items() if kind in kinds)
