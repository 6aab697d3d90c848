"""What the click graph adds to a journey: minimum, shortest way, lostness, unrest."""

from __future__ import annotations

import pytest

from spiders.evidence import Journey, JourneyStep, Viewport
from spiders.journeys.scene import State
from spiders.look import Look
from spiders.whole.graph import build
from spiders.whole.walked import measured
from tests.spiders.journeys.site import HOME, Shown, address, link, phone, scene


def look(path: str, shown: Shown) -> Look:
    return scene(State("desktop", address(path)), shown).look


HOME_LINKS = (
    link("Help", "help"),
    link("Contact", "contact", behind=1).model_copy(update={"desktop": None, "mobile": 1}),
)
LOOKS = [
    look("", Shown(links=HOME_LINKS)),
    look("help", Shown(links=(link("Contact", "contact"),))),
    look("contact", Shown(channels=(phone(behind=1),))),
]


def journey(viewport: Viewport = "desktop", *way: str, **told: object) -> Journey:
    here, steps = HOME, []
    for path in way:
        label = "Contact" if path == "contact" else "Help"
        steps.append(JourneyStep(page=here, action="follow-link", url=address(path), label=label))
        here = address(path)
    made = Journey(task="phone", start=HOME, outcome="arrived", viewport=viewport, steps=tuple(steps), actions=len(steps), end=here)
    return made.model_copy(update=told)


def told(one: Journey) -> Journey:
    return measured([one], LOOKS, build(LOOKS))[0]


@pytest.mark.parametrize(("viewport", "minimum", "way"), [("desktop", 3, ["Help", "Contact"]), ("mobile", 3, ["Contact"])])
def test_the_minimum_is_counted_at_the_journey_s_own_size_with_what_must_be_opened(
    viewport: Viewport, minimum: int, way: list[str]
) -> None:
    one = told(journey(viewport, "help", "contact", actions=5))
    assert (one.minimum, [step.label for step in one.shortest]) == (minimum, way)


def test_a_walk_that_did_with_less_is_the_minimum() -> None:
    one = told(journey("desktop", "help", "contact", actions=2))
    assert (one.minimum, one.shortest) == (2, ())


def test_lostness_is_told_of_those_who_arrived() -> None:
    straight = told(journey("desktop", "help", "contact"))
    turned = told(journey("desktop", "help", "", "help", "contact", actions=4))
    assert straight.lostness == 0
    assert turned.lostness == pytest.approx(0.4)
    assert told(journey("desktop", "help", outcome="not-found")).lostness is None


def test_a_label_that_was_not_there_before_makes_the_walk_unstable() -> None:
    steps = (JourneyStep(page=HOME, action="follow-link", url=address("help"), label="Ring us"),)
    assert told(journey("desktop", "help", steps=steps)).unstable
    assert not told(journey("desktop", "help")).unstable
