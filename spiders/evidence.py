"""
The evidence: what was seen on a site, and nothing about what it means.

Every object here is frozen and is written to `evidence.json` (schema `auditor/evidence/1`) just as it stands. The spiders fill
it, the rules read it, the reports show it. Adding a field is free; renaming or removing one needs a new schema version.
"""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict
from pydantic import Field as Key

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
ChannelKind = Literal["phone", "fax", "email", "form", "chat", "callback", "messaging", "social", "postal", "visit"]
Owner = Literal["own", "third-party", "unknown"]
Purpose = Literal["customer-service", "complaints", "sales", "press", "jobs", "switchboard", "privacy", "other", "unknown"]
Cost = Literal["free", "basic", "shared", "premium", "unknown"]
Via = Literal["tel-link", "mailto", "text", "obfuscated", "script", "structured-data", "image", "form", "widget", "link"]
Region = Literal["header", "nav", "main", "footer", "overlay", "unknown"]
Viewport = Literal["desktop", "mobile"]
FormKind = Literal[
    "contact", "complaint", "cancellation", "withdrawal", "callback", "search", "newsletter", "login", "order", "other"
]
ChatRung = Literal["wording", "script", "launcher", "opened"]
MentionForm = Literal["link", "button", "heading", "text"]
IdentifierKind = Literal["legal-name", "organisation-number", "vat-number"]
DeadEndType = Literal["D1", "D2", "D3", "D4", "D5", "D6", "D7", "D8", "D9", "D10"]


class Frozen(BaseModel):
    """An immutable record; unknown fields of a later version are skipped when an older program reads them."""

    model_config = ConfigDict(frozen=True, extra="ignore", validate_by_name=True, serialize_by_alias=True)


class Box(Frozen):
    """Where an element stands on the desktop page, in CSS pixels from the page's top left corner."""

    x: int
    y: int
    width: int
    height: int


class Sighting(Frozen):
    """
    One place where something was seen.

    Attributes:
        page: Final address of the page.
        via: How it is given.
        region: The part of the page it stands in.
        visible: Whether a person can get to see it, in at least one viewport: at once, or by opening `behind` controls.
        viewports: Those in which it was seen to be visible; empty where the page was not rendered.
        behind: How many controls (menu, accordion, tab) must be opened before it shows; 0 is at once.
        selector: A CSS selector that finds the element again in the stored page.
        box: Its place on the desktop screenshot, where the page was rendered.
        context: The words around it, cleaned, at most 200 characters.
    """

    page: str
    via: Via
    region: Region = "unknown"
    visible: bool = True
    viewports: tuple[Viewport, ...] = ("desktop", "mobile")
    behind: int = 0
    selector: str = ""
    box: Box | None = None
    context: str = ""


class Channel(Frozen):
    """
    A way to reach the company.

    An extractor yields a channel with one sighting; `assemble` merges equal ones (same kind and value).

    Attributes:
        value: Phone and fax in E.164 (a short number: +, country code, the digits as printed); e-mail in lower case; form: the
            address of its page; chat: the vendor's id; messaging and social: URL; postal and visit: the address on one line.
        hours: Opening hours as written beside it, or None.
        clicks: Fewest link clicks from the home page to a page that shows it, or None when no click path leads there.
        rung: For a chat, how far up the ladder wording, script, launcher, opened it was seen.
    """

    kind: ChannelKind
    value: str
    as_written: str = ""
    owner: Owner = "unknown"
    purpose: Purpose = "unknown"
    cost: Cost = "unknown"
    hours: str | None = None
    clicks: int | None = None
    rung: ChatRung | None = None
    sightings: tuple[Sighting, ...] = ()


class Field(Frozen):
    """One field of a form that a person fills in."""

    name: str
    label: str = ""
    type: str = "text"
    required: bool = False


class Form(Frozen):
    """
    A form, with or without a form element; embedded forms of form services are listed with no fields.

    Attributes:
        customer_number_needed: A form for a question or a complaint cannot be sent without a customer or order number.
    """

    page: str
    kind: FormKind
    action_host: str = ""
    method: str = "get"
    fields: tuple[Field, ...] = ()
    captcha: bool = False
    login_needed: bool = False
    customer_number_needed: bool = False
    attachment: bool = False
    copy_to_sender: bool = False
    embedded: bool = False
    visible: bool = True
    selector: str = ""
    box: Box | None = None


class Mention(Frozen):
    """
    Words of the lexicon that were read on a page: the raw matter of most rules.

    Attributes:
        concept: The lexicon's concept, as `withdraw`, `adr` or `gate_cancel_by_phone_only`.
        form: Whether it is the text of a link, of a button, of a heading, or stands in running text.
        text: The words as written, at most 200 characters.
        href: Where the link leads, absolute, or "".
    """

    concept: str
    page: str
    form: MentionForm
    text: str
    href: str = ""
    region: Region = "unknown"
    visible: bool = True
    selector: str = ""
    box: Box | None = None


class Promise(Frozen):
    """A claim the site makes about its service; `strength` runs from 0 (vague) to 1 (can be checked)."""

    page: str
    text: str
    claim: str
    strength: float


class Identifier(Frozen):
    """Who the company says it is: legal name, organisation number, VAT number."""

    kind: IdentifierKind
    value: str
    page: str
    region: Region = "unknown"
    visible: bool = True


class Step(Frozen):
    """One action on the way from the home page; `region` is where the clicked control stands."""

    url: str
    label: str
    region: Region
    action: str = "follow-link"


class Shot(Frozen):
    """A stored picture of a page; `scale` is picture pixels for one CSS pixel."""

    file: str
    viewport: Viewport
    width: int
    height: int
    scale: float = 1.0


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


class DeadEnd(Frozen):
    """A state in a customer's job from which no channel can be reached by what the page itself offers."""

    type: DeadEndType
    page: str
    label: str = ""
    detail: str = ""


class BrokenLink(Frozen):
    """A link that leads to an error."""

    from_: str = Key(alias="from")
    to: str
    label: str = ""
    status: int | None = None


class Journey(Frozen):
    """One job walked in the browser by visible labels alone."""

    task: str
    start: str
    outcome: str
    steps: tuple[Step, ...] = ()
    actions: int = 0
    minimum: int | None = None
    lostness: float | None = None
    screenshots: tuple[str, ...] = ()


class Evidence(Frozen):
    """All that was seen of one site."""

    schema_: Literal["auditor/evidence/1"] = Key(default=SCHEMA, alias="schema")
    site: Site
    coverage: Coverage
    pages: tuple[Page, ...] = ()
    channels: tuple[Channel, ...] = ()
    contact_page: ContactPage | None = None
    forms: tuple[Form, ...] = ()
    dead_ends: tuple[DeadEnd, ...] = ()
    broken_links: tuple[BrokenLink, ...] = ()
    journeys: tuple[Journey, ...] = ()
    promises: tuple[Promise, ...] = ()
    mentions: tuple[Mention, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
