"""The site says whom to turn to about accessibility."""

from __future__ import annotations

from urllib.parse import urldefrag

from rules.checks import contact_forms, looked_at, mention_places, mentions, read, seen, sightings, where
from rules.pack import Entry
from rules.result import Result
from spiders.evidence import Evidence
from spiders.said import say


def check(evidence: Evidence, _entry: Entry) -> Result:
    told_of = mentions(evidence, "accessibility", forms=("link", "button", "heading"))
    if not told_of:
        return Result(
            "accessibility-not-mentioned",
            say("No page or heading on accessibility was found {looked_at}.", looked_at=looked_at(evidence)),
        )
    ways = seen(evidence, "phone", "email", "chat", "messaging")
    written = {sighting.page for channel in ways for sighting in sightings(channel) if sighting.region not in {"header", "footer"}}
    written |= {form.page for form in contact_forms(evidence)}
    pages = {address: page.final_url for page in read(evidence) for address in (page.url, page.final_url)}
    about = [urldefrag(one.href).url if one.form == "link" else one.page for one in told_of]
    if found := next((pages[page] for page in about if page in pages and pages[page] in written), ""):
        told = say("What {page} says of accessibility gives a way to contact.", page=where(found))
        return Result("contact-beside-it", told, mention_places(evidence, told_of), "low")
    first = told_of[0]
    told = say(
        "The site speaks of accessibility ('{text}' at {page}); no way to contact was seen beside it.",
        text=first.text,
        page=where(first.page),
    )
    return Result("no-contact-beside-it", told, mention_places(evidence, told_of))
