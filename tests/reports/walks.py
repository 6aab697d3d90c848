"""What customers met who walked the sites of invented companies."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from spiders.evidence import Box, HelpMap, HelpPage, HelpWay, Journey, JourneyStep, PassedOver, Step

HOST = "www.fjordfiber.example"
HOME = f"https://{HOST}/"
CONTACT = f"https://{HOST}/kundservice/kontakta-oss"
HELP = f"https://{HOST}/hjalp/uppsagning"

TO_CONTACT = JourneyStep(
    page=HOME,
    action="follow-link",
    url=CONTACT,
    title="Fjordfiber – bredband som håller",
    label="Kontakta oss",
    region="footer",
    worth=94,
    why="its words promise 92 of 100, it stands in the footer (+2)",
    passed_over=(PassedOver(label="Hjälp", region="nav", worth=74), PassedOver(label="Om oss", region="footer", worth=42)),
    screenshot="pages/home-desktop.png",
    box=Box(x=140, y=3020, width=130, height=24),
    seconds=1.25,
)
DOWN = JourneyStep(page=CONTACT, action="scroll", url=CONTACT)
TO_HELP = JourneyStep(
    page=HOME, action="follow-link", url=HELP, label="Hjälp", region="nav", worth=80, came="nothing new came of it"
)
BACK = JourneyStep(page=HELP, action="back", url=HOME, why="nothing else here promises anything")


def walk(steps: Sequence[JourneyStep], **told: Any) -> Journey:
    """A walk to the phone number from the home page, but for what is told otherwise."""
    scrolls = sum(step.action == "scroll" for step in steps)
    given: dict[str, Any] = {"task": "phone", "start": HOME, "outcome": "arrived", "end": CONTACT, **told}
    return Journey(steps=tuple(steps), actions=len(steps), scrolls=scrolls, **given)


def journeys() -> tuple[Journey, ...]:
    """Calling is easy and the same on both screens; who wants to cancel is lost, and a declared journey is cut short."""
    phone = {
        "reached": ("phone +46771555010",),
        "minimum": 1,
        "shortest": (Step(url=CONTACT, label="Kontakta oss", region="footer"),),
    }
    cancel = {"task": "cancel", "end": HELP, "outcome": "dead-end", "dead_end": "D1", "detail": "no way on"}
    return (
        walk((TO_CONTACT, DOWN), box=Box(x=140, y=980, width=260, height=40), screenshot="pages/contact-desktop.png", **phone),
        walk((TO_CONTACT,), viewport="mobile", **phone),
        walk((TO_HELP, BACK, TO_CONTACT), start=HELP, start_kind="article", **phone),
        walk((TO_HELP, BACK, TO_HELP), **cancel, unstable=True),
        walk((TO_HELP,), viewport="mobile", **cancel, consent="refused"),
        walk((), start=HELP, start_kind="declared", name="Nightly check", outcome="cut-short", detail="the page did not answer"),
    )


def help_page(name: str, clicks: int | None = 1, **told: Any) -> HelpPage:
    """A page of the help section."""
    return HelpPage(url=f"https://{HOST}/{name}", title=f"Title of {name}", clicks=clicks, **told)


def help_map(pages: Sequence[HelpPage], *ways: str, left_out: int = 0) -> HelpMap:
    """A map; a way is written as "from to"."""
    ends = [way.split() for way in ways]
    links = tuple(
        HelpWay(from_url=f"https://{HOST}/{here}", to_url=f"https://{HOST}/{there}", label="Läs mer") for here, there in ends
    )
    return HelpMap(pages=tuple(pages), ways=links, left_out=left_out)


def labyrinth() -> HelpMap:
    """A help page with a way on, an article without, and two that lead only to each other."""
    loop: dict[str, Any] = {"clicks": 3, "dead_ends": ("D1", "D10"), "loop": 1}
    pages = (
        help_page("help", channels=("phone", "chat")),
        help_page("cable", 2, dead_ends=("D1",)),
        help_page("a", **loop),
        help_page("b", **loop),
    )
    return help_map(pages, "help cable", "cable a", "a b", "b a", left_out=2)
