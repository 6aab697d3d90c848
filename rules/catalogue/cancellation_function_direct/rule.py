"""The control to end a contract shows at once, not only after other controls were opened."""

from __future__ import annotations

from rules.checks import addresses, count, looked_at, mention_places, pages, quoted, where
from rules.functions import ENDING, ways
from rules.pack import Entry
from rules.result import Result
from spiders.evidence import AROUND, Evidence


def check(evidence: Evidence, entry: Entry) -> Result:
    controls = ways(evidence, ENDING, entry).every
    if not controls:
        return Result("no-control-seen", f"No control to end a contract was seen {looked_at(evidence)}.")
    homes = addresses(pages(evidence, "home"))
    central = [control for control in controls if control.page in homes or control.region in AROUND]
    if at_once := [control for control in central if control.behind == 0]:
        told = f"The control '{at_once[0].text}' shows at {where(at_once[0].page)} before anything is opened."
        return Result("seen-at-once", told, mention_places(evidence, at_once))
    verify = "whether that is direct enough is for a person to verify"
    if closed := [control for control in central if control.behind]:
        nearest = min(closed, key=lambda control: control.behind or 0)
        doors = f"{count(nearest.behind or 0, 'control')} ({quoted(nearest.opened_by) or 'without a name'})"
        told = f"The control '{nearest.text}' at {where(nearest.page)} shows only after {doors} was opened; {verify}."
        return Result("behind-controls", told, mention_places(evidence, [nearest]))
    if central:
        told = f"Whether the control '{central[0].text}' shows at once was not measured at {where(central[0].page)}."
        return Result("not-measured", told, mention_places(evidence, central))
    seen_at = (
        f"The control '{controls[0].text}' was seen at {where(controls[0].page)}, neither on the home page nor around the content"
    )
    return Result("on-inner-pages-only", f"{seen_at}; {verify}.", mention_places(evidence, controls))
