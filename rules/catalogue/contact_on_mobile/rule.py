"""At least one channel is visible on a phone's screen."""

from __future__ import annotations

from rules.checks import looked_at, place, seen, sightings
from rules.pack import Entry
from rules.result import Result
from spiders.evidence import Evidence


def check(evidence: Evidence, _entry: Entry) -> Result:
    rendered = {address for page in evidence.pages if page.rendered for address in (page.url, page.final_url)}
    found = [sighting for channel in seen(evidence, "phone", "email", "form", "chat") for sighting in sightings(channel)]
    if not found:
        return Result("no-details-seen", f"No channel was found {looked_at(evidence)}.")
    looked = [sighting for sighting in found if sighting.page in rendered]
    if not looked:
        return Result("not-rendered", "No page with a channel was opened in a browser, so what a phone shows was not seen.")
    mobile = [sighting for sighting in looked if "mobile" in sighting.viewports]
    places = tuple(place(evidence, sighting) for sighting in (mobile or looked)[:5])
    if mobile:
        return Result(
            "visible-on-mobile", f"{len(mobile)} of {len(looked)} places with a channel show it on a phone's screen.", places
        )
    return Result("large-screen-only", f"None of the {len(looked)} places with a channel shows it on a phone's screen.", places)
