"""The site says whom to turn to about accessibility."""

from __future__ import annotations

from urllib.parse import urldefrag

from rules.checks import contact_forms, looked_at, mention_places, mentions, read, seen, sightings, where
from rules.pack import Entry
from rules.result import Result
from spiders.evidence import Evidence


def check(evidence: Evidence, _entry: Entry) -> Result:
    told_of = mentions(evidence, "accessibility", forms=("link", "button", "heading"))
    if not told_of:
        return Result("accessibility-not-mentioned", f"No page or heading on accessibility was found {looked_at(evidence)}.")
    ways = seen(evidence, "phone", "email", "chat", "messaging")
    written = {sighting.page for channel in ways for sighting in sightings(channel) if sighting.region not in {"header", "footer"}}
    written |= {form.page for form in contact_forms(evidence)}
    pages = {address: page.final_url for page in read(evidence) for address in (page.url, page.final_url)}
    about = [urldefrag(one.href).url if one.form == "link" else one.page for one in told_of]
    if found := next((pages[page] for page in about if page in pages and pages[page] in written), ""):
        told = f"What {where(found)} says of accessibility gives a way to contact."
        return Result("contact-beside-it", told, mention_places(evidence, told_of), "low")
    first = told_of[0]
    told = f"The site speaks of accessibility ('{first.text}' at {where(first.page)}); no way to contact was seen beside it."
    return Result("no-contact-beside-it", told, mention_places(evidence, told_of))
