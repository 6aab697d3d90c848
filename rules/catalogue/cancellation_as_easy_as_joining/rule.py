"""Who can join on the website can leave there."""

from __future__ import annotations

from rules.checks import contact_forms, looked_at, mention_places, mentions, pages, place, where
from rules.functions import ENDING, offered
from rules.pack import Entry
from rules.result import Result
from rules.verdict import Place
from spiders.evidence import Evidence, Form, Mention, Page
from spiders.said import say, sentences


def check(evidence: Evidence, entry: Entry) -> Result:
    join = _joining(evidence)
    if join is None:
        return Result("no-joining-seen", say("No way to conclude a contract was seen {looked_at}.", looked_at=looked_at(evidence)))
    leaving = offered(evidence, ENDING, entry)
    both = sentences(say("A contract can be begun at {page}.", page=where(join.page)), leaving.message)
    if leaving.name == "function-seen":
        return Result("both-online", both, (join, *leaving.places))
    if said := mentions(evidence, "gate_cancel_by_phone_only", "gate_cancel_by_post_only"):
        told = say(
            "A contract can be begun at {page}, and of ending it the site says '{text}' at {page2}; whether it "
            "can be ended online too is for a person to verify.",
            page=where(join.page),
            text=said[0].text,
            page2=where(said[0].page),
        )
        return Result("another-way-to-leave", told, (join, *mention_places(evidence, said)))
    return Result("leaving-not-seen", both, (join, *leaving.places))


def _joining(evidence: Evidence) -> Place | None:
    """Where a contract is begun: an order page, an order form, or a control to buy."""
    things: tuple[Page | Form | Mention, ...] = (
        *pages(evidence, "order"),
        *contact_forms(evidence, "order"),
        *mentions(evidence, "shop", forms=("button",)),
    )
    return next((place(evidence, thing) for thing in things), None)
