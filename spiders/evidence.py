"""
The evidence: what was seen on a site, and nothing about what it means.

Every object here is frozen and is written to `evidence.json` (schema `auditor/evidence/1`) just as it stands. The spiders fill
it, the rules read it, the reports show it. Adding a field is free; renaming or removing one needs a new schema version.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field as Key

from spiders.observations import (
    AnsweredBy,
    Box,
    Channel,
    ChannelKind,
    Chat,
    ChatProbe,
    ChatRung,
    ChatTurn,
    Consent,
    ConsentChoice,
    ConsentState,
    Cost,
    Field,
    Form,
    FormKind,
    Frozen,
    HandOver,
    Hint,
    Identifier,
    IdentifierKind,
    Mention,
    MentionForm,
    Owner,
    Picture,
    Promise,
    Purpose,
    Region,
    Sighting,
    Via,
    Viewport,
)
from spiders.routes import (
    Action,
    DeadEndType,
    Findability,
    HelpMap,
    HelpPage,
    HelpWay,
    Journey,
    JourneyOutcome,
    JourneyStep,
    PassedOver,
    StartKind,
    Step,
    Task,
)

__all__ = [
    "SCHEMA",
    "Action",
    "AnsweredBy",
    "Box",
    "BrokenLink",
    "Channel",
    "ChannelKind",
    "Chat",
    "ChatProbe",
    "ChatRung",
    "ChatTurn",
    "Consent",
    "ConsentChoice",
    "ConsentState",
    "ContactCandidate",
    "ContactPage",
    "Cost",
    "Coverage",
    "DeadEnd",
    "DeadEndType",
    "Evidence",
    "Field",
    "Findability",
    "Form",
    "FormKind",
    "Frozen",
    "HandOver",
    "HelpMap",
    "HelpPage",
    "HelpWay",
    "Hint",
    "Identifier",
    "IdentifierKind",
    "Journey",
    "JourneyOutcome",
    "JourneyStep",
    "Mention",
    "MentionForm",
    "Owner",
    "Page",
    "PageKind",
    "PageState",
    "PassedOver",
    "Picture",
    "Promise",
    "Purpose",
    "Reason",
    "Region",
    "Shot",
    "Sighting",
    "Site",
    "Skipped",
    "StartKind",
    "Step",
    "StoppedBy",
    "Task",
    "Via",
    "Viewport",
]

SCHEMA: Literal["auditor/evidence/1"] = "auditor/evidence/1"

StoppedBy = Literal["done", "page-budget", "time-budget", "blocked", "unreachable"]
PageState = Literal["ok", "broken", "soft-404", "blocked", "robots", "timeout", "crashed", "login", "not-html"]
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


class Page(Frozen):
    """
    One page that was looked at, or that could not be.

    Attributes:
        status: HTTP status, None when no answer came.
        clicks: Fewest link clicks from the home page (0 is the home page), None when no click path leads there.
        depth_actions: The same with every other action counted too (a menu or an accordion that must be opened first).
        path: The clicks of that shortest way.
        detail: Why the state is not "ok", in words.
        served: Stored file with the HTML as served; `dom`: with the DOM as rendered.
        links: Number of distinct links to pages of the same site.
        closed: Words of the controls that show contact details on this page, and that were not opened.
        needs_script: The served page shows its content only after scripts have run.
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


class Site(Frozen):
    """The site as it was asked for and as it answered; `name` is what whoever asked calls it, or ""."""

    start_url: str
    final_url: str
    host: str
    country: str | None = None
    languages: tuple[str, ...] = ()
    name: str = ""


class Skipped(Frozen):
    """An address that was known and not looked at, and why."""

    url: str
    reason: str


class Coverage(Frozen):
    """How much of the site was looked at, and what was not."""

    pages_fetched: int
    pages_rendered: int
    pages_known: int
    stopped_by: StoppedBy
    skipped: tuple[Skipped, ...] = ()
    detail: str = ""


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


class ContactCandidate(Frozen):
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


class DeadEnd(Frozen):
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


class Evidence(Frozen):
    """All that was seen of one site."""

    schema_: Literal["auditor/evidence/1"] = Key(default=SCHEMA, alias="schema")
    site: Site
    coverage: Coverage
    pages: tuple[Page, ...] = ()
    channels: tuple[Channel, ...] = ()
    contact_page: ContactPage | None = None
    contact_candidates: tuple[ContactCandidate, ...] = ()
    forms: tuple[Form, ...] = ()
    dead_ends: tuple[DeadEnd, ...] = ()
    broken_links: tuple[BrokenLink, ...] = ()
    journeys: tuple[Journey, ...] = ()
    findability: tuple[Findability, ...] = ()
    help_map: HelpMap = HelpMap()
    promises: tuple[Promise, ...] = ()
    mentions: tuple[Mention, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    pictures: tuple[Picture, ...] = ()
    hints: tuple[Hint, ...] = ()
    consents: tuple[Consent, ...] = ()
