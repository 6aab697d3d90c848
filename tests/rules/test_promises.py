"""The promise gap: each claim beside what was found of it."""

import pytest

from rules.cases import evidence_from
from rules.promises import gap, held

ALWAYS = {"page": "/", "text": "Vår kundtjänst svarar dygnet runt", "claim": "around_the_clock", "strength": 1.0}
PERSON = {"page": "/", "text": "Alltid en människa", "claim": "person_answers", "strength": 1.0}
EASY = {"page": "/", "text": "Lätta att nå", "claim": "easy_to_reach", "strength": 0.5}
SOON = {"page": "/", "text": "Snabba svar", "claim": "fast_answer", "strength": 0.5}
SLOGAN = {"page": "/", "text": "Kunden först", "claim": "customer_first", "strength": 0.0}
PHONE = {"kind": "phone", "value": "+4681234567", "at": "/"}
EMAIL = {"kind": "email", "value": "kontakt@example.se", "at": "/"}
CHAT = {"kind": "chat", "value": "own", "via": "widget", "at": "/"}
BLOCKED = {"url": "/kontakt", "kinds": ["contact"], "state": "blocked"}


def walked(reached: float) -> list[dict[str, object]]:
    return [{"task": "phone", "start": "/", "reached": reached, "direct": 1.0, "depth": 1, "customers": 200}]


@pytest.mark.parametrize(
    ("promise", "more", "delivered", "told"),
    [
        (ALWAYS, {"channels": [PHONE | {"hours": "24/7"}]}, 1.0, "is said to be open: '24/7'"),
        (ALWAYS, {"channels": [PHONE | {"hours": "Mån-fre 9-17"}]}, 0.0, "is said to be open: 'Mån-fre 9-17'"),
        (ALWAYS, {"channels": [PHONE | {"hours": "Mån-fre 9-17"}, CHAT]}, None, "beside every number and chat"),
        (ALWAYS, {"channels": [EMAIL]}, 0.5, "only ways to write"),
        (PERSON, {"channels": [PHONE]}, 1.0, "a way to talk to a person"),
        (PERSON, {"channels": [PHONE | {"cost": "premium"}]}, 0.0, "no channel that leads to a person"),
        (PERSON, {"channels": [CHAT]}, None, "who answers in it was not seen"),
        (PERSON, {"channels": [CHAT | {"chat": {"human_offered": True}}]}, 0.5, "a chat that offers a person"),
        (PERSON, {"pages": [BLOCKED]}, None, "could not be read"),
        (EASY, {"channels": [PHONE], "findability": walked(0.0)}, pytest.approx(0.2, abs=0.2), "findability of a person"),
        (EASY, {"channels": [PHONE]}, 1.0, "a way to talk to a person"),
        (SOON, {"channels": [EMAIL]}, None, "cannot be seen from outside"),
        (SOON, {}, 0.0, "no channel that leads to a person"),
        (SLOGAN, {}, None, "nothing that could be checked; no channel that leads to a person"),
        (SLOGAN, {"channels": [PHONE]}, None, "nothing that could be checked; a way to talk to a person"),
    ],
)
def test_a_claim_is_held_against_what_shows_it_from_outside(
    promise: dict[str, object], more: dict[str, object], delivered: float | None, told: str
) -> None:
    (one,) = held(evidence_from({"promises": [promise], **more}))
    assert one.delivered == delivered
    assert told in one.found
    assert one.gap == (None if delivered is None else max(0.0, float(str(promise["strength"])) - (one.delivered or 0.0)))


def test_the_same_text_counts_once_and_the_strongest_claim_comes_first() -> None:
    found = held(evidence_from({"promises": [SLOGAN, SOON, ALWAYS | {"page": "/a"}, ALWAYS]}))
    assert [one.claim for one in found] == ["around_the_clock", "fast_answer", "customer_first"]


def test_silence_is_no_gap_and_neither_is_what_nobody_sees() -> None:
    assert gap(held(evidence_from({}))) is None
    assert gap(held(evidence_from({"promises": [SOON], "channels": [EMAIL]}))) is None
    assert gap(held(evidence_from({"promises": [ALWAYS, SOON], "channels": [PHONE | {"hours": "Mån-fre 9-17"}]}))) == 1.0
