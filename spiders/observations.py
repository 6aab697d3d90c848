"""
What an extractor sees on one page: channels, forms, words, promises, who the company is, pictures that were not read.

Part of the evidence (`spiders.evidence`), which adds the pages and the site; everything is imported from there.
"""

from __future__ import annotations

from typing import Literal

from spiders.conversation import Chat
from spiders.frozen import Frozen
from spiders.said import Spoken

ChannelKind = Literal["phone", "fax", "email", "form", "chat", "callback", "messaging", "social", "postal", "visit"]
Owner = Literal["own", "third-party", "unknown"]
Purpose = Literal["customer-service", "complaints", "sales", "press", "jobs", "switchboard", "privacy", "other", "unknown"]
Cost = Literal["free", "basic", "shared", "premium", "unknown"]
Via = Literal["tel-link", "mailto", "text", "obfuscated", "script", "structured-data", "image", "form", "widget", "link"]
Region = Literal["header", "nav", "main", "footer", "overlay", "unknown"]
AROUND: frozenset[Region] = frozenset({"header", "nav", "footer"})
"""The regions around a page's own content."""
Viewport = Literal["desktop", "mobile"]
FormKind = Literal[
    "contact", "complaint", "cancellation", "withdrawal", "callback", "search", "newsletter", "login", "order", "other"
]
ChatRung = Literal["wording", "script", "launcher", "opened"]
ConsentChoice = Literal["none", "refused", "accepted"]
MentionForm = Literal["link", "button", "heading", "text"]
IdentifierKind = Literal["legal-name", "organisation-number", "vat-number"]


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
        first_screen: The viewports in whose first screen it stands, before anything is scrolled or opened.
        opened_by: The words of the controls that open the way to it, the outermost first, as far as they could be told.
        behind_on_mobile: The same as `behind` on a phone, None where it is no different; `opened_by_on_mobile`: the words of these.
        hover: It shows as soon as the pointer rests on what holds it; a finger has no such thing.
        font_px: Its letters' size on the desktop page, in CSS pixels.
        contrast: Its letters against what is behind them, 1 to 21 as WCAG 2.2 counts it; None where a picture is behind them.
        consent: What had been chosen in the consent dialog when it was seen; "none" is before any choice.
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
    first_screen: tuple[Viewport, ...] = ()
    opened_by: tuple[str, ...] = ()
    behind_on_mobile: int | None = None
    opened_by_on_mobile: tuple[str, ...] = ()
    hover: bool = False
    font_px: float | None = None
    contrast: float | None = None
    consent: ConsentChoice = "none"

    def behind_at(self, viewport: Viewport) -> int:
        """How many controls must be opened before it shows at one size."""
        told = self.behind_on_mobile if viewport == "mobile" else None
        return self.behind if told is None else told


class Channel(Frozen):
    """
    A way to reach the company.

    An extractor yields a channel with one sighting; `assemble` merges equal ones (same kind and value).

    Attributes:
        value: Phone and fax in E.164 (a short number: +, country code, the digits as printed); e-mail in lower case; form: the
            address of its page; chat: the vendor's id; messaging and social: URL; postal and visit: the address on one line.
        hours: Opening hours as written beside it, or None.
        clicks: Fewest link clicks from the home page to a page that shows it, or None when no click path leads there.
        unread: For an e-mail address, that nobody reads what is sent there: it says so by its name, or the site says so beside it.
        rung: For a chat, how far up the ladder wording, script, launcher, opened it was seen.
        chat: For a chat that was opened, what it said.
    """

    kind: ChannelKind
    value: str
    as_written: str = ""
    owner: Owner = "unknown"
    purpose: Purpose = "unknown"
    cost: Cost = "unknown"
    hours: str | None = None
    clicks: int | None = None
    unread: bool = False
    rung: ChatRung | None = None
    chat: Chat | None = None
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
        behind: How many controls must be opened before it shows, at the size where the fewest must be; None where nobody measured.
        opened_by: The words of these controls, the outermost first, as far as they could be told.
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
    behind: int | None = None
    opened_by: tuple[str, ...] = ()


class Promise(Frozen):
    """A claim the site makes about its service; `strength` runs from 0 (vague) to 1 (can be checked)."""

    page: str
    text: str
    claim: str
    strength: float


class Identifier(Frozen):
    """Who the company says it is: legal name, organisation number, VAT number; `selector` finds the element that says it."""

    kind: IdentifierKind
    value: str
    page: str
    region: Region = "unknown"
    visible: bool = True
    selector: str = ""


class Hint(Frozen):
    """
    What looks like a channel with neither label nor structure to say so: a guess, kept apart so that no rule takes it for one.

    Attributes:
        text: As written.
        why: What is missing for it to be one, in words.
    """

    kind: ChannelKind
    text: str
    sighting: Sighting
    why: str = ""


class Picture(Frozen):
    """
    A picture that seems to say how to reach the company: told by its name, its alternative text or the words beside it.

    Attributes:
        says: What it seems to show; "contact" where that is all that can be told.
        read: Whether its letters were read (OCR, off unless asked for); else nobody knows what it says.
    """

    page: str
    src: str
    alt: str = ""
    says: Literal["phone", "fax", "email", "postal", "contact"] = "contact"
    read: bool = False
    region: Region = "unknown"
    visible: bool = True
    selector: str = ""
    box: Box | None = None


class ConsentState(Spoken):
    """
    What a page offered after a choice in its consent dialog.

    Attributes:
        label: The words of the control that was clicked, "" before any choice.
        channels: The kind and value of every channel that a person could see then, as "chat intercom".
    """

    choice: ConsentChoice
    label: str = ""
    channels: tuple[str, ...] = ()


class Consent(Spoken):
    """
    The consent dialog of a page, and what there was to see before any choice, after refusing, after accepting.

    Attributes:
        dialog: The first words of the dialog, at most 200 characters.
        detail: What could not be tried, and why.
    """

    page: str
    dialog: str = ""
    states: tuple[ConsentState, ...] = ()
    detail: str = ""
