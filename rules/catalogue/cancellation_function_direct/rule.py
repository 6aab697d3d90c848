"""The control to end a contract shows at once, not only after other controls were opened."""

from __future__ import annotations

from rules.checks import addresses, looked_at, mention_places, pages, quoted, where
from rules.functions import ENDING, ways
from rules.pack import Entry
from rules.result import Result
from spiders.evidence import AROUND, Evidence
from spiders.said import count, say


def check(evidence: Evidence, entry: Entry) -> Result:
    controls = ways(evidence, ENDING, entry).every
    if not controls:
        return Result("no-control-seen", say("No control to end a contract was seen {looked_at}.", looked_at=looked_at(evidence)))
    homes = addresses(pages(evidence, "home"))
    central = [control for control in controls if control.page in homes or control.region in AROUND]
    if at_once := [control for control in central if control.behind == 0]:
        told = say(
            "The control '{text}' shows at {page} before anything is opened.", text=at_once[0].text, page=where(at_once[0].page)
        )
        return Result("seen-at-once", told, mention_places(evidence, at_once))
    if closed := [control for control in central if control.behind]:
        nearest = min(closed, key=lambda control: control.behind or 0)
        doors = count(nearest.behind or 0, "{n} control", "{n} controls")
        told = say(
            "The control '{text}' at {page} shows only after {doors} ({quotes}) was opened; whether that is "
            "direct enough is for a person to verify.",
            text=nearest.text,
            page=where(nearest.page),
            doors=doors,
            quotes=quoted(nearest.opened_by) or say("without a name"),
        )
        return Result("behind-controls", told, mention_places(evidence, [nearest]))
    if central:
        told = say(
            "Whether the control '{text}' shows at once was not measured at {page}.",
            text=central[0].text,
            page=where(central[0].page),
        )
        return Result("not-measured", told, mention_places(evidence, central))
    told = say(
        "The control '{text}' was seen at {page}, neither on the home page nor around the content; whether "
        "that is direct enough is for a person to verify.",
        text=controls[0].text,
        page=where(controls[0].page),
    )
    return Result("on-inner-pages-only", told, mention_places(evidence, controls))
