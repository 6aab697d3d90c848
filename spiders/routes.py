"""
The ways a customer takes: journeys walked in the browser, what a simulated customer finds, the map of the help pages.

Part of the evidence (`spiders.evidence`), which adds the pages and the site; everything is imported from there.
"""

from __future__ import annotations

from typing import Literal

from spiders.frozen import Frozen
from spiders.observations import Box, ChannelKind, ConsentChoice, Region, Viewport
from spiders.said import Spoken

Task = Literal["phone", "email", "write", "chat", "complain", "cancel", "withdraw", "fault"]
StartKind = Literal["home", "article", "order", "declared"]
JourneyOutcome = Literal["arrived", "general-contact", "dead-end", "not-found", "gave-up", "cut-short"]
Action = Literal["follow-link", "open", "open-chat", "scroll", "back"]
DeadEndType = Literal["D1", "D2", "D3", "D4", "D5", "D6", "D7", "D8", "D9", "D10"]


class Step(Spoken):
    """One action on the way from the home page; `region` is where the clicked control stands."""

    url: str
    label: str
    region: Region
    action: str = "follow-link"


class PassedOver(Frozen):
    """Something that could have been chosen and was not; `worth` as in `JourneyStep`."""

    label: str
    region: Region
    worth: int


class JourneyStep(Spoken):
    """
    One action of a journey.

    Attributes:
        page: The page it was made on; `title`: that page's title.
        label: The words of the chosen control, "" where nothing was chosen (scroll, back).
        worth: How much the control's words and place promise for the task, 0 to 130 (`spiders/data/journeys.yaml`).
        why: Why it was chosen, in words.
        passed_over: The next best of what could be chosen, the best first, at most 4.
        url: The page one is on afterwards.
        came: What came of it where nothing did, in words; "" where something did.
        screenshot: The stored picture of the page before the action; `box`: the control's place in it, in CSS pixels.
        seconds: How long the page took to come to rest after it; 0 where nothing had to be loaded.
    """

    page: str
    action: Action
    url: str
    title: str = ""
    label: str = ""
    region: Region = "unknown"
    worth: int = 0
    why: str = ""
    passed_over: tuple[PassedOver, ...] = ()
    came: str = ""
    screenshot: str = ""
    box: Box | None = None
    seconds: float = 0.0


class Journey(Spoken):
    """
    One job walked in the browser by visible labels alone.

    Attributes:
        task: What the customer came to do; for a declared journey what it expects to arrive at.
        name: What a declared journey is called, "" for the others.
        start: The page it starts on; `start_kind`: what kind of page that is.
        outcome: "arrived"; "general-contact": no place for the job was found, and the company's general contact was; "dead-end":
            it ended at `dead_end`; "not-found": all that promised anything was tried; "gave-up": ten actions were made;
            "cut-short": it could not be walked to its end, see `detail`.
        reached: Kind and value of what it arrived at, as "phone +4640123456"; for a job without a channel the page's title.
        end: The page on which it ended; `screenshot` its picture and `box` what it arrived at in it, in CSS pixels.
        actions: Number of actions, wrong turns and going back counted; `scrolls`: how many of them only scrolled.
        minimum: The fewest actions that lead there from `start`, scrolling not counted, or None where none are known.
        shortest: The clicks of that shortest way.
        direct: It never went back; None unless it arrived.
        lostness: Smith 1996, 0 (straight) to 1.41; None unless it arrived.
        consent: What had been chosen in the consent dialog.
        unstable: The page walked on was not the page looked at: the walk may differ next time.
        screenshots: The pictures of the steps and of the end, each once.
    """

    task: Task
    start: str
    outcome: JourneyOutcome
    name: str = ""
    start_kind: StartKind = "home"
    viewport: Viewport = "desktop"
    steps: tuple[JourneyStep, ...] = ()
    reached: tuple[str, ...] = ()
    end: str = ""
    screenshot: str = ""
    box: Box | None = None
    actions: int = 0
    scrolls: int = 0
    minimum: int | None = None
    shortest: tuple[Step, ...] = ()
    direct: bool | None = None
    lostness: float | None = None
    dead_end: DeadEndType | None = None
    detail: str = ""
    consent: ConsentChoice = "none"
    unstable: bool = False
    screenshots: tuple[str, ...] = ()


class Findability(Frozen):
    """
    What simulated customers find who choose by labels, from the click graph of the pages looked at.

    Attributes:
        task: What they came to do; `channel`: by which kind of channel, "" for any that the task takes.
        start: The page they start on.
        reached: Share that arrives within ten actions, 0 to 1.
        unknown: Share that left for pages nobody looked at; they may have arrived.
        direct: Share of those who arrive that never went back, None where nobody arrives.
        lostness: Mean of those who arrive, None where nobody does.
        depth: Fewest actions to what they look for, None where no way leads there.
        customers: Number of simulated customers behind `direct` and `lostness`.
    """

    task: Task
    start: str
    channel: ChannelKind | Literal[""] = ""
    start_kind: StartKind = "home"
    reached: float = 0.0
    unknown: float = 0.0
    direct: float | None = None
    lostness: float | None = None
    depth: int | None = None
    customers: int = 0


class HelpPage(Frozen):
    """
    A page of the help section as the map shows it.

    Attributes:
        channels: Kinds of channels in its own content; `around`: those in header, menu and footer.
        dead_ends: The types of dead ends it is.
        loop: Number of the loop it belongs to, 0 for none.
    """

    url: str
    title: str = ""
    clicks: int | None = None
    channels: tuple[ChannelKind, ...] = ()
    around: tuple[ChannelKind, ...] = ()
    dead_ends: tuple[DeadEndType, ...] = ()
    loop: int = 0


class HelpWay(Frozen):
    """A link in the content of one help page to another one, by their addresses."""

    from_url: str
    to_url: str
    label: str = ""


class HelpMap(Frozen):
    """The pages on which a customer looks for help, nearest to home first, and the links between them; `left_out`: not shown."""

    pages: tuple[HelpPage, ...] = ()
    ways: tuple[HelpWay, ...] = ()
    left_out: int = 0
