"""
What to add to the site so that a failure is mended: text or markup with the site's own details filled in.

A rule's folder may hold `remedy.j2`. It is rendered with `site` (`Details`), `labels` (those that the pack's entry gives in the
remedy's language, or none), `words` and `gaps` (of `remedies.yaml`, in the same language), `blocks` (the macros of `remedies.j2`),
`organization` (structured data) and `result`, the named result. What the site does not show stands in square brackets. A remedy
is a proposal: it says nothing of law, and nothing of what is reached by it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Literal

import phonenumbers
from jinja2 import DictLoader, StrictUndefined, Template, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from rules.checks import by_address, contact_pages, mentions, pages, seen, sightings, written
from rules.model import Strict, read
from rules.pack import Entry
from rules.reach import for_customers, reachable
from rules.registry import Rule
from rules.result import Result
from rules.verdict import Remedy
from spiders.evidence import Channel, Evidence, Page, PageKind, Purpose
from spiders.lexicon import languages
from spiders.urls import split

__all__ = ["Details", "details", "remedy"]

_FALLBACK = "en"
_SAME: Mapping[str, str] = MappingProxyType({"no": "nb", "nn": "nb"})
_LINKED: tuple[PageKind, ...] = ("imprint", "complaints", "cancellation", "withdrawal", "terms")
_RANKS: Mapping[Purpose, int] = MappingProxyType(
    {"customer-service": 0, "unknown": 1, "switchboard": 1, "complaints": 2, "sales": 3}
)
_LONGEST = 200


class _Words(Strict):
    words: dict[str, dict[str, str]]
    gaps: dict[str, dict[str, str]]


@dataclass(frozen=True, slots=True)
class Details:
    """
    What the site shows of the company, as a remedy fills it in, on one line each; what it does not show is a gap in brackets.

    Attributes:
        lang: The language of the page that the finding rests on, else of the home page; "en" where the lexicon has none for it.
        spoken: The code of the language that this page is in, as far as it could be told.
        url: The home page.
        name: The legal name, where the site gives one and no other.
        phone: The number for customers that is shown most often, as the site writes it, never a premium-rate one; `phone_uri`: what
            stands after "tel:", in E.164, for a short number its digits; `hours`: those beside it.
        email: The address for customers that is shown most often, never one that nobody reads.
        address: Where the company is, where the site gives one place and no other.
        number: The registration number.
        contact_url: The contact page, in the remedy's language where there is one; without the host on the site's own.
        links: The same for the imprint, and the pages about complaints, cancellation, withdrawal and the terms.
        has: Which of phone, hours, email, address, name, number, contact_url are the site's own.
    """

    lang: str
    spoken: str
    url: str
    name: str
    phone: str
    phone_uri: str
    hours: str
    email: str
    address: str
    number: str
    contact_url: str
    links: Mapping[str, str]
    has: frozenset[str]


@cache
def _texts() -> _Words:
    return read(_Words, files("rules").joinpath("remedies.yaml").read_text("utf-8"), "remedies.yaml")


@cache
def _environment(escaping: bool) -> ImmutableSandboxedEnvironment:
    blocks = files("rules").joinpath("remedies.j2").read_text("utf-8")
    environment = ImmutableSandboxedEnvironment(
        loader=DictLoader({"blocks": blocks}),
        autoescape=escaping,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False}
    return environment


@cache
def _template(source: str, escaping: bool) -> Template:
    return _environment(escaping).from_string(source)


def remedy(evidence: Evidence, rule: Rule, entry: Entry, result: Result) -> Remedy | None:
    """What the rule's template makes of the site's details; None where the rule has no template, or one that cannot be used."""
    making = rule.texts.remedy
    if making is None:
        return None
    escaping = making.kind != "text"
    site = details(evidence, result)
    given: dict[str, Any] = {"site": site, "words": _said("words", site.lang), "gaps": _said("gaps", site.lang)}
    given["organization"] = _organization(site)
    given["blocks"] = _environment(escaping).get_template("blocks").make_module(given)
    given |= {"labels": entry.labels.get(site.lang, ()), "result": result.name}
    try:
        content = _template(rule.remedy, escaping).render(given)
    except TemplateError:  # a finding is worth more than the words to paste
        return None
    return Remedy(kind=making.kind, where=making.where, content=content.strip())


def details(evidence: Evidence, result: Result | None = None) -> Details:
    """The company's details as a visitor sees them, in the language of the page that a result rests on."""
    codes = _codes(evidence, result)
    lang = next((code for code in codes if code in languages()), _FALLBACK)
    phone = _foremost(evidence, reachable(evidence, "phone"))
    email = _foremost(evidence, reachable(evidence, "email"))
    gaps = _said("gaps", lang)
    shown = {
        "phone": written(phone) if phone else "",
        "phone_uri": _dialled(phone) if phone else "",
        "hours": phone.hours or "" if phone else "",
        "email": email.value if email else "",
        "name": _name(evidence),
        "number": next((each.value for each in evidence.identifiers if each.kind == "organisation-number"), ""),
        "address": _address(evidence),
        "contact_url": _link(evidence, _contact_page(evidence, lang)),
    }
    shown = {name: _line(value) for name, value in shown.items()}
    linked = {kind: _line(_link(evidence, _nearest(pages(evidence, kind), lang))) for kind in _LINKED}
    return Details(
        lang=lang,
        spoken=_line(codes[0]) if codes else gaps["code"],
        url=_line(evidence.site.final_url or evidence.site.start_url),
        links=MappingProxyType({kind: address or gaps["page"] for kind, address in linked.items()}),
        has=frozenset(name for name, value in shown.items() if value),
        **{name: value or gaps[name] for name, value in shown.items()},
    )


@cache
def _said(part: Literal["words", "gaps"], lang: str) -> Mapping[str, str]:
    texts: Mapping[str, Mapping[str, str]] = getattr(_texts(), part)
    return MappingProxyType({name: by_lang.get(lang, by_lang[_FALLBACK]) for name, by_lang in texts.items()})


def _organization(site: Details) -> Mapping[str, Any]:
    """The company with its customer service, as schema.org has it; the telephone as a gap where the site shows none."""
    point = {"@type": "ContactPoint", "contactType": "customer service", "telephone": site.phone_uri}
    point |= {"email": site.email} if "email" in site.has else {}
    return {"@context": "https://schema.org", "@type": "Organization", "name": site.name, "url": site.url, "contactPoint": point}


def _codes(evidence: Evidence, result: Result | None) -> tuple[str, ...]:
    """The languages of the pages that the result rests on, the first of them first, then of the home page."""
    known = by_address(evidence.pages)
    rested = (known[place.page] for place in (result.places if result else ()) if place.page in known)
    return tuple(filter(None, map(_spoken, (*rested, *pages(evidence, "home")))))


def _spoken(page: Page) -> str:
    code = page.lang.partition("-")[0].lower()
    return _SAME.get(code, code)


def _foremost(evidence: Evidence, channels: Iterable[Channel]) -> Channel | None:
    """The one for customers that is shown most often, an earlier one of as many; none that a template was delivered with."""
    left_over = {_bare(each.href.partition(":")[2]) for each in mentions(evidence, "template_text")}
    meant = (each for each in channels if for_customers(each) and not {_bare(each.value), _bare(written(each))} & left_over)
    return min(meant, key=lambda each: (_RANKS[each.purpose], -len(sightings(each))), default=None)


def _bare(text: str) -> str:
    """A number or an address without what is between its letters."""
    return "".join(filter(str.isalnum, text)).casefold()


def _dialled(phone: Channel) -> str:
    try:
        whole = phonenumbers.is_possible_number(phonenumbers.parse(phone.value))
    except phonenumbers.NumberParseException:
        whole = False
    return phone.value if whole else "".join(filter(str.isdecimal, written(phone)))


def _address(evidence: Evidence) -> str:
    """Where to visit, else where to write; that said to be the company's before all others, none where there are two of a sort."""
    found = seen(evidence, "visit", "postal")
    ranked = sorted(found, key=lambda each: (each.owner != "own", each.kind != "visit", -len(sightings(each))))
    alike = [each.value for each in ranked if (each.owner, each.kind) == (ranked[0].owner, ranked[0].kind)]
    return alike[0] if len({_bare(address.partition(",")[0]) for address in alike}) == 1 else ""


def _name(evidence: Evidence) -> str:
    """The company's name, where all that the site gives begin alike: another may be that of who made the site."""
    names = [each.value for each in evidence.identifiers if each.kind == "legal-name"]
    alike = {name.split()[0].casefold() for name in names if name.split()}
    return names[0] if len(alike) == 1 else evidence.site.name if not alike else ""


def _contact_page(evidence: Evidence, lang: str) -> Page | None:
    """The one that the site offers, where its language is the wanted one; else the nearest of those that are."""
    offered = evidence.contact_page.url if evidence.contact_page and evidence.contact_page.named else ""
    known = contact_pages(evidence)
    chosen = [page for page in known if offered in {page.url, page.final_url}]
    return _nearest([page for page in chosen if _spoken(page) == lang] or known, lang)


def _nearest(found: Sequence[Page], lang: str) -> Page | None:
    """The page with the fewest clicks to it, one in the language before all others."""
    return min(found, key=lambda page: (_spoken(page) != lang, page.clicks is None, page.clicks or 0), default=None)


def _link(evidence: Evidence, page: Page | None) -> str:
    """The address as the site would write it: without the host on its own, whole elsewhere; none that is too long to be whole."""
    if page is None or len(page.final_url or page.url) > _LONGEST:
        return ""
    address, home = split(page.final_url or page.url), split(evidence.site.final_url or evidence.site.start_url)
    if address.scheme not in {"http", "https"}:
        return ""
    if address.netloc != home.netloc or address.path.startswith("//"):
        return page.final_url or page.url
    return (address.path or "/") + (f"?{address.query}" if address.query else "")


def _line(text: str) -> str:
    """Text of a site on one line without what cannot be seen, at most 200 characters."""
    shown = text[: 4 * _LONGEST]
    if not shown.isprintable():
        shown = "".join(letter if letter.isprintable() else " " for letter in shown)
    return " ".join(shown.split())[:_LONGEST]
