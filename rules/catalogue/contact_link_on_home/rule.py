"""The home page leads to contact, or shows it."""

from __future__ import annotations

from rules.checks import addresses, channel_places, kinds_of, mention_places, mentions, on_page, pages, quoted, where
from rules.pack import Entry
from rules.result import Result
from rules.verdict import Place
from spiders.evidence import Evidence
from spiders.said import say


def check(evidence: Evidence, _entry: Entry) -> Result:
    homes = pages(evidence, "home")
    here = addresses(homes)
    found = mentions(evidence, "contact_us", "customer_service", forms=("link", "button"))
    if links := [mention for mention in found if mention.page in here]:
        told = say("The home page has the link '{text}' ({region}).", text=links[0].text, region=say(links[0].region))
        return Result("contact-link-on-home", told, mention_places(evidence, links))
    offered = evidence.contact_page
    if offered and offered.named and offered.clicks is not None and offered.clicks <= 1:
        named = quoted([offered.label]) if offered.label else say("a link without a text")
        told = say("The contact page at {page} is one click from the home page, by {named}.", page=where(offered.url), named=named)
        return Result("contact-page-one-click-away", told, (Place(page=offered.url, text=offered.label),))
    if shown := tuple(channel for page in homes for channel in on_page(evidence, page, "phone", "email", "form")):
        told = say("The home page has no contact link but shows the contact itself: {kinds}.", kinds=kinds_of(shown))
        return Result("contact-shown-on-home", told, channel_places(evidence, shown))
    return Result(
        "nothing-on-home", say("On the home page no contact link, phone number, e-mail address or contact form was found.")
    )
