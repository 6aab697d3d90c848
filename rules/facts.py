"""
The facts that own rules are written over: a small digest of the evidence. `docs/own-rules.md` tells them all.

Addresses are paths. What a visitor does not see, and another party's channels, are left out. Every list has an upper length, so
that an expression ends in time; a list that was cut is named, for nothing may be found missing in it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from rules.checks import sightings, where
from rules.model import Strict
from spiders.evidence import Channel, Evidence, Form

__all__ = ["Facts", "digest"]

MOST = 1000
"""Entries of a list. A list within a list of that length passes the language's own budget, which is an error and no answer."""

Record = TypeVar("Record", bound=Strict)


class _Site(Strict):
    host: str
    country: str
    languages: tuple[str, ...]


class _Coverage(Strict):
    pages_fetched: int
    pages_rendered: int
    pages_known: int
    stopped_by: str


class _Page(Strict):
    path: str
    title: str
    lang: str
    state: str
    kinds: tuple[str, ...]
    clicks: int | None
    rendered: bool


class _Channel(Strict):
    kind: str
    value: str
    purpose: str
    cost: str
    hours: str
    clicks: int | None
    regions: tuple[str, ...]
    viewports: tuple[str, ...]
    paths: tuple[str, ...]


class _Form(Strict):
    path: str
    kind: str
    labels: tuple[str, ...]
    captcha: bool
    login_needed: bool
    customer_number_needed: bool
    attachment: bool
    copy_to_sender: bool


class _Mention(Strict):
    concept: str
    form: str
    text: str
    path: str
    region: str


class _DeadEnd(Strict):
    type: str
    path: str


class _Journey(Strict):
    task: str
    name: str
    start: str
    outcome: str
    viewport: str
    actions: int
    minimum: int | None
    lostness: float | None


class _Promise(Strict):
    claim: str
    text: str
    strength: float
    path: str


class _ContactPage(Strict):
    path: str = ""
    label: str = ""
    region: str = ""
    clicks: int | None = None


class Facts(Strict):
    """The facts; `contact_page` has an empty path where the site offers none, `thresholds` are the pack's."""

    site: _Site
    coverage: _Coverage
    pages: tuple[_Page, ...]
    channels: tuple[_Channel, ...]
    forms: tuple[_Form, ...]
    mentions: tuple[_Mention, ...]
    dead_ends: tuple[_DeadEnd, ...]
    journeys: tuple[_Journey, ...]
    promises: tuple[_Promise, ...]
    contact_page: _ContactPage
    thresholds: dict[str, float | bool] = {}

    @classmethod
    def names(cls) -> frozenset[str]:
        """The names an expression may begin with."""
        return frozenset(cls.model_fields)

    @classmethod
    def fields(cls) -> frozenset[str]:
        """The names that may follow a dot, those of thresholds apart."""
        return frozenset(name for record in _RECORDS for name in record.model_fields)


_RECORDS = (_Site, _Coverage, _Page, _Channel, _Form, _Mention, _DeadEnd, _Journey, _Promise, _ContactPage)


def digest(evidence: Evidence) -> tuple[Facts, frozenset[str]]:
    """The facts of a site, without thresholds, and the names of the lists that had to be cut."""
    contact = evidence.contact_page
    lists: dict[str, list[Strict]] = {
        "pages": [_as(_Page, page, path=where(page.final_url)) for page in evidence.pages],
        "channels": [_channel(channel) for channel in evidence.channels if channel.owner != "third-party" and sightings(channel)],
        "forms": [_form(form) for form in evidence.forms if form.visible],
        "mentions": [_as(_Mention, mention, path=where(mention.page)) for mention in evidence.mentions if mention.visible],
        "dead_ends": [_as(_DeadEnd, end, path=where(end.page)) for end in evidence.dead_ends],
        "journeys": [_as(_Journey, journey, start=where(journey.start)) for journey in evidence.journeys],
        "promises": [_as(_Promise, promise, path=where(promise.page)) for promise in evidence.promises],
    }
    single: dict[str, Strict] = {
        "site": _as(_Site, evidence.site, country=evidence.site.country or ""),
        "coverage": _as(_Coverage, evidence.coverage),
        "contact_page": _as(_ContactPage, contact, path=where(contact.url)) if contact else _ContactPage(),
    }
    cut = frozenset(name for name, records in lists.items() if len(records) > MOST)
    return Facts.model_validate(single | {name: tuple(records[:MOST]) for name, records in lists.items()}), cut


def _as(record: type[Record], thing: object, **given: object) -> Record:
    """The record of a thing of the evidence: its own fields of the same names, but for those given."""
    same = {name: getattr(thing, name) for name in record.model_fields if name not in given}
    return record.model_validate(same | given)


def _channel(channel: Channel) -> _Channel:
    shown = sightings(channel)
    return _as(
        _Channel,
        channel,
        hours=channel.hours or "",
        regions=_each(sighting.region for sighting in shown),
        viewports=_each(viewport for sighting in shown for viewport in sighting.viewports),
        paths=_each(where(sighting.page) for sighting in shown),
    )


def _form(form: Form) -> _Form:
    return _as(_Form, form, path=where(form.page), labels=_each(field.label or field.name for field in form.fields))


def _each(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(texts))[:MOST]
