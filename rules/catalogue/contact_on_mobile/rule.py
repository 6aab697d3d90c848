"""At least one channel is visible on a phone's screen."""

from __future__ import annotations

from rules.checks import looked_at, place, seen, sightings
from rules.pack import Entry
from rules.result import Result
from rules.verdict import Place
from spiders.evidence import Evidence, Journey
from spiders.said import count, say


def check(evidence: Evidence, _entry: Entry) -> Result:
    found = [(channel, s) for channel in seen(evidence, "phone", "email", "form", "chat") for s in sightings(channel)]
    if not found:
        return Result("no-details-seen", say("No channel was found {looked_at}.", looked_at=looked_at(evidence)))
    looked = [(channel, s) for channel, s in found if s.viewports]
    if not any("mobile" in s.viewports for _, s in looked) and (walked := _arrived(evidence)):
        told = say(
            "Walked on a phone's screen, {reached} was reached after {actions}.",
            reached=walked.reached[0],
            actions=count(walked.actions, "{n} action", "{n} actions"),
        )
        return Result("visible-on-mobile", told, (Place(page=walked.end, screenshot=walked.screenshot, box=walked.box),))
    if not looked:
        return Result("not-rendered", say("No channel was seen in a browser, so what a phone shows is not known."))
    mobile = [s for _, s in looked if "mobile" in s.viewports]
    places = tuple(place(evidence, s) for s in (mobile or [s for _, s in looked])[:5])
    if mobile:
        at_once = sum(not s.behind_at("mobile") for s in mobile)
        n, of = len(mobile), len(looked)
        told = say(
            "{n} of {of} places with a channel show it on a phone's screen, {at_once} of them at once.", n=n, of=of, at_once=at_once
        )
        return Result("visible-on-mobile", told, places)
    known = {(channel.kind, channel.value, s.region) for channel, s in looked}
    if any((channel.kind, channel.value, s.region) not in known for channel, s in found):
        told = say(
            "The {n} places opened in a browser show no channel on a phone's screen; other places were not opened.", n=len(looked)
        )
        return Result("not-all-rendered", told, places)
    return Result(
        "large-screen-only", say("None of the {n} places with a channel shows it on a phone's screen.", n=len(looked)), places
    )


def _arrived(evidence: Evidence) -> Journey | None:
    """A walk on a phone's screen that reached a channel, if there is one."""
    walks = (walk for walk in evidence.journeys if walk.viewport == "mobile" and walk.task in {"phone", "write", "email"})
    return next((walk for walk in walks if walk.outcome == "arrived" and walk.reached and walk.end), None)
