"""
The pages of a site as they were found: each page, its pictures, where it ends nowhere, which of them is for contact.

Part of the evidence (`spiders.evidence`); everything is imported from there.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field as Key

from spiders.frozen import Frozen
from spiders.observations import Box, Region, Viewport
from spiders.routes import DeadEndType, Step
from spiders.said import Spoken

PageState = Literal["ok", "broken", "soft-404", "blocked", "robots", "timeout", "crashed", "login", "not-html"]
UNSEEN: frozenset[PageState] = frozenset({"blocked", "robots", "timeout", "crashed", "not-html"})
"""The states of a page that was not, or could not be, looked at: what it offers is not known."""
PageKind = Literal[
    "home",
    "contact",
    "help",
    "article",
    "legal",
    "terms",
    "imprint",
    "complaints",
    "cancellation",
    "withdrawal",
    "order",
    "login",
    "search",
    "not-found",
    "other",
]


class Shot(Frozen):
    """A stored picture of a page; `scale` is picture pixels for one CSS pixel, `after` what had been done before it was taken."""

    file: str
    viewport: Viewport
    width: int
    height: int
    scale: float = 1.0
    after: Literal["", "opened", "refused", "accepted"] = ""


class Page(Spoken):
    """
    One page that was looked at, or that could not be.

    Attributes:
        status: HTTP status, None when no answer came.
        clicks: Fewest link clicks from the home page (0 is the home page), None when no click path leads there.
        depth_actions: The same with every other action counted too (a menu or an accordion that must be opened first).
        path: The clicks of that shortest way.
        detail: Why the state is not "ok", or the page not seen as it is, in words.
        served: Stored file with the HTML as served; `dom`: with the DOM as rendered.
        links: Number of distinct links to pages of the same site.
        closed: Words of the controls that show contact details on this page, and that were not opened.
        needs_script: The served page shows its content only after scripts have run.
        cut: It is longer than is read of a page; what is not found on it may stand in the rest.
    """

    url: str
    final_url: str
    status: int | None = None
    state: PageState = "ok"
    title: str = ""
    lang: str = ""
    kinds: tuple[PageKind, ...] = ("other",)
    clicks: int | None = None
    depth_actions: int | None = None
    path: tuple[Step, ...] = ()
    rendered: bool = False
    unstable: bool = False
    detail: str = ""
    served: str = ""
    dom: str = ""
    shots: tuple[Shot, ...] = ()
    links: int = 0
    words: int = 0
    closed: tuple[str, ...] = ()
    needs_script: bool = False
    cut: bool = False


class ContactPage(Frozen):
    """
    The page that the site itself offers as its contact page.

    Attributes:
        label: The words of the link that leads there; `region`: where that link stands.
        named: Whether a link or the page itself says that it is for contact; else it only offers more ways than the other pages.
    """

    url: str
    clicks: int | None
    label: str
    region: Region
    named: bool = True


class Reason(Frozen):
    """One part of a candidate's score."""

    name: str
    points: int


class ContactCandidate(Spoken):
    """
    A page that could be the contact page, with why.

    Attributes:
        label: The words of the link that speaks for it best; `region`: where that link stands.
        reasons: What its score is the sum of.
        lost: Why it is not the contact page, in words; "" for the one that is.
    """

    url: str
    clicks: int | None
    label: str = ""
    region: Region = "unknown"
    named: bool = True
    score: int = 0
    reasons: tuple[Reason, ...] = ()
    lost: str = ""


class DeadEnd(Spoken):
    """
    A state in a customer's job from which no channel can be reached by what the page itself offers.

    Attributes:
        label: The words that name it: of the link that leads there, or the page's title.
        detail: What was seen, in words.
        proof: What it rests on: the words or the addresses, at most 12.
        selector: The element that shows it, "" where it is the page as a whole; `box`: its place on the desktop page.
        walked: How many journeys ended there.
    """

    type: DeadEndType
    page: str
    label: str = ""
    detail: str = ""
    proof: tuple[str, ...] = ()
    selector: str = ""
    box: Box | None = None
    walked: int = 0


class BrokenLink(Frozen):
    """A link that leads to an error."""

    from_: str = Key(alias="from")
    to: str
    label: str = ""
    status: int | None = None
