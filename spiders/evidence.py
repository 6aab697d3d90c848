"""
The evidence: what was seen on a site, and nothing about what it means.

Every object here is frozen and is written to `evidence.json` (schema `auditor/evidence/1`) just as it stands. The spiders fill
it, the rules read it, the reports show it. Adding a field is free; renaming or removing one needs a new schema version.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field as Key

from spiders.accessibility import BESIDE, AxeFinding, AxeNode, AxePage
from spiders.conversation import AnsweredBy, Chat, ChatProbe, ChatTurn, HandOver
from spiders.frozen import Frozen
from spiders.observations import (
    AROUND,
    Box,
    Channel,
    ChannelKind,
    ChatRung,
    Consent,
    ConsentChoice,
    ConsentState,
    Cost,
    Field,
    Form,
    FormKind,
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
from spiders.pages import (
    UNSEEN,
    BrokenLink,
    ContactCandidate,
    ContactPage,
    DeadEnd,
    Page,
    PageKind,
    PageState,
    Reason,
    Shot,
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
from spiders.said import Spoken

__all__ = [
    "AROUND",
    "BESIDE",
    "SCHEMA",
    "UNSEEN",
    "Action",
    "AnsweredBy",
    "AxeFinding",
    "AxeNode",
    "AxePage",
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


class Site(Frozen):
    """The site as it was asked for and as it answered; `name` is what whoever asked calls it, or ""."""

    start_url: str
    final_url: str
    host: str
    country: str | None = None
    languages: tuple[str, ...] = ()
    name: str = ""


class Skipped(Spoken):
    """An address that was known and not looked at, and why."""

    url: str
    reason: str


class Coverage(Spoken):
    """How much of the site was looked at, and what was not; a `quick` look leaves out more than its limits say."""

    pages_fetched: int
    pages_rendered: int
    pages_known: int
    stopped_by: StoppedBy
    skipped: tuple[Skipped, ...] = ()
    detail: str = ""
    quick: bool = False


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
    accessibility: tuple[AxePage, ...] = ()
