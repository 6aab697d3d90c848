"""Who can join on the website can leave there."""

from __future__ import annotations

from rules.checks import contact_forms, looked_at, mention_places, mentions, pages, place, where
from rules.functions import ENDING, offered
from rules.pack import Entry
from rules.result import Result
from rules.verdict import Place
from spiders.evidence import Evidence, Form, Mention, Page


def check(evidence: Evidence, entry: Entry) -> Result:
    join = _joining(evidence)
    if join is None:
        return Result("no-joining-seen", f"No way to conclude a contract was seen {looked_at(evidence)}.")
    joined = f"A contract can be begun at {where(join.page)}"
    leaving = offered(evidence, ENDING, entry)
    if leaving.name == "function-seen":
        return Result("both-online", f"{joined}. {leaving.message}", (join, *leaving.places))
    if said := mentions(evidence, "gate_cancel_by_phone_only", "gate_cancel_by_post_only"):
        told = f"{joined}, and of ending it the site says '{said[0].text}' at {where(said[0].page)}"
        return Result(
            "another-way-to-leave",
            f"{told}; whether it can be ended online too is for a person to verify.",
            (join, *mention_places(evidence, said)),
        )
    return Result("leaving-not-seen", f"{joined}. {leaving.message}", (join, *leaving.places))


def _joining(evidence: Evidence) -> Place | None:
    """Where a contract is begun: an order page, an order form, or a control to buy."""
    things: tuple[Page | Form | Mention, ...] = (
        *pages(evidence, "order"),
        *contact_forms(evidence, "order"),
        *mentions(evidence, "shop", forms=("button",)),
    )
    return next((place(evidence, thing) for thing in things), None)
