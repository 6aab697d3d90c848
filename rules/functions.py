"""
Functions on the site by which a customer uses a right: withdrawing from a contract, ending one.

They are two rights with controls and forms of their own, and what is asked of both is asked here. Nothing is ever used or sent: a
control is judged by its words and by where it leads, and what stands behind a log-in was not seen.
"""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from types import MappingProxyType
from urllib.parse import urldefrag

from rules.checks import contact_forms, looked_at, mention_places, mentions, place, quoted, where
from rules.pack import Entry
from rules.result import Result
from spiders.evidence import Evidence, Form, FormKind, Mention, Page, PageState
from spiders.said import count, say
from spiders.urls import key, same_site

__all__ = [
    "ENDING",
    "WITHDRAWING",
    "Function",
    "Ways",
    "known_labels",
    "offered",
    "second_step",
    "ways",
    "without_account",
]

_WEB = ("http:", "https:")
_DOCUMENTS = (".pdf", ".doc", ".docx", ".odt", ".rtf")


@dataclass(frozen=True, slots=True)
class Function:
    """
    A right, as a site names it.

    Attributes:
        concept: Of controls that name the function itself; `near`: of those that may be the function or a text about it.
        form: The kind of its form.
        does: What it is for, as "withdrawing from a contract".
    """

    concept: str
    near: str
    form: FormKind
    does: str


WITHDRAWING = Function("withdraw_function", "withdraw", "withdrawal", say("withdrawing from a contract"))
ENDING = Function("cancel_function", "cancel_contract", "cancellation", say("ending a contract"))


@dataclass(frozen=True, slots=True)
class Ways:
    """
    What the site offers by which a right is used.

    Attributes:
        controls: Links and buttons that lead to no log-in and name the function, or are near to it under a label of the pack.
        walled: The same, leading to a log-in; `unread`: to an error, or to a page of the site that was not looked at.
        forms: Forms for it that need no log-in.
        perhaps: Controls near to it that are buttons, or that lead to a page with a form or to one that nobody read.
        pages: The site's pages by the key of their addresses.
    """

    controls: tuple[Mention, ...]
    walled: tuple[Mention, ...]
    unread: tuple[Mention, ...]
    forms: tuple[Form, ...]
    perhaps: tuple[Mention, ...]
    pages: Mapping[str, Page]

    @property
    def every(self) -> tuple[Mention, ...]:
        """The controls, wherever they lead; those that lead somewhere first."""
        return self.controls + self.walled + self.unread

    def target(self, control: Mention) -> Page | None:
        """The page that a link leads to, where it was read."""
        page = _page(self.pages, control)
        return page if page and page.state == "ok" else None


def ways(evidence: Evidence, function: Function, entry: Entry) -> Ways:
    """What of the function a visitor sees."""
    labels = known_labels(entry)
    named = mentions(evidence, function.concept, forms=("link", "button"))
    told = {(each.page, each.text, each.href) for each in named}
    around = mentions(evidence, function.near, forms=("link", "button"))
    near = tuple(each for each in around if (each.page, each.text, each.href) not in told)
    pages = {key(address): page for page in evidence.pages for address in (page.url, page.final_url)} if named + near else {}
    asking = {form.page for form in contact_forms(evidence, "contact", "other")}
    acting = tuple(each for each in near if _acts(_page(pages, each), each, asking))
    controls = (*named, *(each for each in acting if _folded(each) in labels))
    left, does = frozenset(near) - frozenset(controls), frozenset(acting)
    ends = [(each, _end(evidence, _page(pages, each), each)) for each in controls]
    return Ways(
        controls=tuple(each for each, end in ends if end == "ok"),
        walled=tuple(each for each, end in ends if end == "login"),
        unread=tuple(each for each, end in ends if end not in {"ok", "login"}),
        forms=tuple(form for form in contact_forms(evidence, function.form) if not form.login_needed),
        perhaps=tuple(each for each in near if each in left and (each in does or _unknown(_page(pages, each), each))),
        pages=MappingProxyType(pages),
    )


def known_labels(entry: Entry) -> frozenset[str]:
    """The labels that the pack gives, folded."""
    return frozenset(label.casefold() for labels in entry.labels.values() for label in labels)


def offered(evidence: Evidence, function: Function, entry: Entry) -> Result:
    """Whether the function is offered without a log-in."""
    seen = ways(evidence, function, entry)
    if seen.controls:
        first = seen.controls[0]
        told = _controlled(first, known_labels(entry))
        return Result("function-seen", told, mention_places(evidence, seen.controls))
    if seen.forms:
        told = say("A form for {does} is at {page}; it was not sent.", does=function.does, page=where(seen.forms[0].page))
        return Result("function-seen", told, tuple(place(evidence, form) for form in seen.forms[:3]))
    if seen.walled:
        told = say("The control '{text}' leads to a log-in; what comes after it was not seen.", text=seen.walled[0].text)
        return Result("function-behind-login", told, mention_places(evidence, seen.walled))
    return _not_plain(evidence, function, seen)


def _not_plain(evidence: Evidence, function: Function, seen: Ways) -> Result:
    if seen.unread:
        told = say(
            "The control '{text}' at {page} leads to a page that was not read.",
            text=seen.unread[0].text,
            page=where(seen.unread[0].page),
        )
        return Result("function-not-reached", told, mention_places(evidence, seen.unread))
    if seen.perhaps:
        first = seen.perhaps[0]
        told = say(
            "The control '{text}' at {page} may be one for {does}; that is for a person to verify.",
            text=first.text,
            page=where(first.page),
            does=function.does,
        )
        return Result("perhaps-a-function", told, mention_places(evidence, seen.perhaps))
    if accounts := mentions(evidence, "my_pages_login", forms=("link", "button")):
        told = say(
            "No link, button or form for {does} was observed {looked_at}; the site has a log-in, and what is "
            "behind it was not seen.",
            does=function.does,
            looked_at=looked_at(evidence),
        )
        return Result("perhaps-behind-login", told, mention_places(evidence, accounts, 2))
    told = say(
        "No link, button or form for {does} was found {looked_at}, and no log-in behind which it could be.",
        does=function.does,
        looked_at=looked_at(evidence),
    )
    return Result("function-missing", told)


def without_account(evidence: Evidence, function: Function, entry: Entry) -> Result:
    """Whether the way to use the right is open to who has no account, as far as its first page shows."""
    seen = ways(evidence, function, entry)
    if seen.forms:
        told = say(
            "The form for {does} at {page} asks for no log-in; it was not sent.", does=function.does, page=where(seen.forms[0].page)
        )
        return Result("open-without-account", told, tuple(place(evidence, form) for form in seen.forms[:3]))
    led = [(each, seen.target(each)) for each in seen.controls]
    asked = (*seen.walled, *(each for each, page in led if page and "login" in page.kinds))
    if open_ := [each for each, page in led if page and "login" not in page.kinds]:
        told = say(
            "The control '{text}' leads to {page}, which opens without a log-in; the rest was not seen.",
            text=open_[0].text,
            page=where(open_[0].href),
        )
        return Result("open-without-account", told, mention_places(evidence, open_), "medium")
    if asked:
        told = say(
            "The control '{text}' leads to a log-in; whether there is a way without an account is for a person to verify.",
            text=asked[0].text,
        )
        return Result("log-in-asked", told, mention_places(evidence, asked))
    if left := seen.controls + seen.unread:
        told = say("What the control '{text}' at {page} opens was not looked at.", text=left[0].text, page=where(left[0].page))
        return Result("not-followed", told, mention_places(evidence, left))
    return Result(
        "no-function-seen",
        say("No link, button or form for {does} was seen {looked_at}.", does=function.does, looked_at=looked_at(evidence)),
    )


def second_step(evidence: Evidence, function: Function, entry: Entry) -> Result:
    """Whether the page behind the function has a control to confirm, with a label that the pack gives."""
    seen = ways(evidence, function, entry)
    behind = {form.page for form in seen.forms}
    behind |= {page.final_url for control in seen.controls if (page := seen.target(control)) is not None}
    controls = seen.every
    if not (behind or controls):
        return Result(
            "no-function-seen",
            say("No link, button or form for {does} was seen {looked_at}.", does=function.does, looked_at=looked_at(evidence)),
        )
    buttons = mentions(evidence, function.concept, function.near, forms=("button",))
    if confirming := [each for each in buttons if each.page in behind and _folded(each) in known_labels(entry)]:
        told = say(
            "The page {page} has the control '{text}'; it was not used.", page=where(confirming[0].page), text=confirming[0].text
        )
        return Result("confirmation-seen", told, mention_places(evidence, confirming))
    if seen.forms:
        form = seen.forms[0]
        names = [field.label or field.name for field in form.fields]
        named = f" ({quoted(names, 6)})" if names else ""
        told = say(
            "The form at {page} asks for {things}{fields}; no control to confirm was recognised on its page, and "
            "one may come after it is sent, which it was not.",
            page=where(form.page),
            things=count(len(names), "{n} thing", "{n} things"),
            fields=named,
        )
        return Result("second-step-not-seen", told, tuple(place(evidence, each) for each in seen.forms[:3]))
    told = say("What comes after the control '{text}' at {page} was not seen.", text=controls[0].text, page=where(controls[0].page))
    return Result("second-step-not-seen", told, mention_places(evidence, controls[:1]))


def _controlled(control: Mention, labels: frozenset[str]) -> str:
    """That the control is there, and how its words stand to the labels that the pack gives, where it gives any."""
    text, at = control.text, where(control.page)
    if not labels:
        return say("The control '{text}' is at {at}; it was not used.", text=text, at=at)
    if _folded(control) in labels:
        return say("The control '{text}' (one of the wordings in the pack) is at {at}; it was not used.", text=text, at=at)
    return say("The control '{text}' (a wording for a person to judge) is at {at}; it was not used.", text=text, at=at)


def _folded(control: Mention) -> str:
    return " ".join(control.text.casefold().split())


def _page(pages: Mapping[str, Page], control: Mention) -> Page | None:
    """The page that a link leads to, whatever came of it."""
    return pages.get(key(urldefrag(control.href).url)) if control.href.startswith(_WEB) else None


def _end(evidence: Evidence, page: Page | None, control: Mention) -> PageState | None:
    """What came of the page that a control leads to; "ok" for a button and for another site, None where nobody looked."""
    if page is not None:
        return page.state
    return None if control.href.startswith(_WEB) and same_site(control.href, evidence.site.final_url) else "ok"


def _acts(page: Page | None, control: Mention, asking: AbstractSet[str]) -> bool:
    """Whether what is near to the function is a button, or leads to a page with a form, so that it is more than a text."""
    leads = page is not None and page.state == "ok" and not asking.isdisjoint({page.url, page.final_url})
    return leads or control.form == "button"


def _unknown(page: Page | None, control: Mention) -> bool:
    """Whether nobody read the page that it leads to, and that is no document."""
    return (page is None or page.state != "ok") and not control.href.lower().partition("?")[0].endswith(_DOCUMENTS)
