"""The look: all that one page showed, as the spider writes it to its journal, one JSON line a page."""

from __future__ import annotations

from typing import Literal

from spiders.evidence import (
    AxePage,
    Box,
    Channel,
    ChatProbe,
    Consent,
    ConsentChoice,
    Form,
    Frozen,
    Hint,
    Identifier,
    Mention,
    Page,
    Picture,
    Promise,
    Region,
    StoppedBy,
    Viewport,
)

__all__ = ["Closed", "ClosedKind", "Door", "End", "Link", "Look", "Opened", "ReadPicture", "Visit", "named"]


ClosedKind = Literal["reveal", "chat", "accept", "refuse"]


class Link(Frozen):
    """
    A link to a page, absolute and without its fragment, once for every place it stands in.

    Attributes:
        fragment: What followed the `#`, without it.
        behind: How many controls must be opened before it shows; None where no person gets to see it.
        desktop: The same on the desktop page alone; `mobile`: on a phone.
        frame: The target is part of this page (frame, iframe), so reaching it costs no click.
    """

    url: str
    label: str = ""
    fragment: str = ""
    region: Region = "unknown"
    behind: int | None = 0
    desktop: int | None = 0
    mobile: int | None = 0
    frame: bool = False
    box: Box | None = None

    def behind_at(self, viewport: Viewport) -> int | None:
        """How many controls must be opened before it shows at one size; None where nobody gets to see it there."""
        return self.desktop if viewport == "desktop" else self.mobile


class Door(Frozen):
    """
    A control that a person can see at once and that opens something closed on the page (a menu, an accordion, a tab), or may.

    Attributes:
        label: What is written on it, else what it calls itself; "" where that is a mere sign.
        menu: It is the button of a menu.
        known: Something closed was found on the page that it opens; else it is a button by itself, and nobody knows what it does.
        leads: It is a link to another page as well, so that only the pointer may rest on it.
    """

    selector: str
    label: str = ""
    region: Region = "unknown"
    menu: bool = False
    known: bool = True
    leads: bool = False
    box: Box | None = None


class Closed(Frozen):
    """
    What a click would show.

    Attributes:
        kind: A detail behind "show number", a chat behind its launcher, or an answer to the consent dialog.
        selector: The control; `label`: its words.
        vendor: For a chat the vendor's id.
        says: For a consent dialog its first words.
    """

    kind: ClosedKind
    selector: str
    label: str = ""
    vendor: str = ""
    says: str = ""


class Opened(Frozen):
    """
    Something that was opened by a click.

    Attributes:
        says: What came to be read by it that was not there before.
        options: For a chat the labels of the buttons that came with that, at most 12 of at most 80 characters.
        probe: For a chat what came of asking it for a person, where that was done.
    """

    closed: Closed
    says: str = ""
    options: tuple[str, ...] = ()
    probe: ChatProbe | None = None


class ReadPicture(Frozen):
    """A picture whose letters were read: its selector on the page, and the telephone number in it (E.164)."""

    selector: str
    number: str


class Visit(Frozen):
    """
    A second look at a page, after clicks on what it keeps closed.

    Attributes:
        choice: What was chosen in the consent dialog before the page was loaded anew; `label`: the words of that control.
        before: What the page showed in this visit before any click, as `Look.shown` puts it.
        pictures: What was read of those that were to be read.
        stopped: How many requests and messages that followed from the clicks were held back.
        detail: Why the choice could not be made, or "".
    """

    choice: ConsentChoice = "none"
    label: str = ""
    before: tuple[str, ...] = ()
    opened: tuple[Opened, ...] = ()
    pictures: tuple[ReadPicture, ...] = ()
    stopped: int = 0
    detail: str = ""


def named(channel: Channel) -> str:
    """A channel by its kind and value, as "phone +4684650040"."""
    return f"{channel.kind} {channel.value}"


class Look(Frozen):
    """
    One page with all that was observed on it.

    `page.clicks`, `page.path` and `page.kinds` are filled by `assemble`, which knows the whole site.

    Attributes:
        headings: Texts of the h1 elements.
        found_by: "link" where a page led here, "sitemap" where only the sitemap named it.
        country: ISO 3166 code that the page was read by, or "".
        closed: What the page keeps closed.
        doors: What opens menus, accordions and tabs, where the page was rendered.
        visit: Set where this is a second look at a page that has been looked at already; `disclosed.fold` joins the two.
        consent: What the page's consent dialog changes, where it was tried.
        accessibility: What axe-core reported, where it was asked.
        redirect: The address only leads to a page that was looked at under its own address.
        fingerprint: Hashes of the text's word shingles, for telling copies from one another.
    """

    page: Page
    links: tuple[Link, ...] = ()
    headings: tuple[str, ...] = ()
    channels: tuple[Channel, ...] = ()
    forms: tuple[Form, ...] = ()
    mentions: tuple[Mention, ...] = ()
    promises: tuple[Promise, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    pictures: tuple[Picture, ...] = ()
    hints: tuple[Hint, ...] = ()
    closed: tuple[Closed, ...] = ()
    doors: tuple[Door, ...] = ()
    visit: Visit | None = None
    consent: Consent | None = None
    accessibility: AxePage | None = None
    found_by: str = "link"
    fingerprint: tuple[int, ...] = ()
    country: str = ""
    redirect: bool = False

    @property
    def shown(self) -> tuple[str, ...]:
        """Every channel that a person can see on the page, as `named` puts it; chats that only run as a script too."""
        return tuple(sorted({named(each) for each in self.channels if any(s.visible for s in each.sightings)}))


class End(Frozen):
    """
    How the look ended.

    Attributes:
        skipped: (address, reason) of what was known and not looked at.
        known: Number of distinct pages known at the end.
        country: The country the extractors read by.
        browser: What the browser was and how it ran.
        fault: "" or "browser" where a needed part could not start.
        moved: Keys of the place to which the start led, and where the look ended because they are not held for it; else none.
    """

    stopped_by: StoppedBy
    detail: str = ""
    known: int = 0
    skipped: tuple[tuple[str, str], ...] = ()
    country: str = ""
    browser: str = ""
    fault: str = ""
    moved: tuple[str, ...] = ()
