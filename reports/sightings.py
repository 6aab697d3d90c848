"""The ways to reach the company as a table of evidence: each with every place where it was seen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reports.meets import shown_value
from reports.story import Story
from reports.words import Words
from spiders.evidence import Channel, Form, Sighting

__all__ = ["Row", "Seen", "identities", "remarks", "rows"]

_SCHEMES = {"phone": "tel:", "fax": "", "email": "mailto:"}


@dataclass(frozen=True)
class Seen:
    """Sightings that differ by nothing but the page."""

    via: str
    region: str
    behind: int
    shows: str
    pages: tuple[str, ...]


@dataclass(frozen=True)
class Row:
    """A channel in the table; `link` is the address that it acts by, or ""."""

    channel: Channel
    link: str
    text: str
    remarks: str
    seen: tuple[Seen, ...]


def rows(story: Story, words: Words) -> tuple[Row, ...]:
    """The channels in the order of the evidence."""
    return tuple(_row(channel, words) for channel in story.evidence.channels)


def _row(channel: Channel, words: Words) -> Row:
    text = shown_value(channel)
    scheme = _SCHEMES.get(channel.kind)
    link = channel.value if scheme is None else scheme + channel.value if scheme else ""
    return Row(channel, link, text, ", ".join(_about(channel, words)), tuple(_seen(channel, words)))


def _about(channel: Channel, words: Words) -> Iterator[str]:
    yield words.label("channel_owner", channel.owner)
    if channel.purpose != "unknown":
        yield words("ways.purpose", purpose=words.label("purpose", channel.purpose))
    if channel.cost != "unknown":
        yield words.label("cost", channel.cost)
    if channel.rung:
        yield words.label("rung", channel.rung)
    if channel.chat and channel.chat.answered_by != "unknown":
        yield words.label("answered_by", channel.chat.answered_by)
    if channel.hours:
        yield channel.hours


def _seen(channel: Channel, words: Words) -> Iterator[Seen]:
    groups: dict[tuple[str, str, int, str], list[str]] = {}
    for s in channel.sightings:
        groups.setdefault((s.via, s.region, s.behind, _shows(s, words)), []).append(s.page)
    for (via, region, behind, shows), pages in groups.items():
        yield Seen(via, region, behind, shows, tuple(dict.fromkeys(pages)))
    if not groups:
        yield Seen("text", "unknown", 0, "", ())


def _shows(sighting: Sighting, words: Words) -> str:
    if not sighting.visible:
        return words("ways.nowhere")
    if not sighting.viewports:
        return words("ways.no_browser")
    return words.listed([words.label("viewport", viewport) for viewport in sighting.viewports])


def remarks(form: Form, words: Words) -> str:
    """What is particular about a form, in words."""
    told = {
        "login": form.login_needed,
        "customer_number": form.customer_number_needed,
        "captcha": form.captcha,
        "attachment": form.attachment,
        "copy": form.copy_to_sender,
        "embedded": form.embedded,
        "hidden": not form.visible,
    }
    return ", ".join(words.label("form_remark", name) for name, holds in told.items() if holds)


def identities(story: Story) -> tuple[tuple[tuple[str, str], tuple[str, ...]], ...]:
    """Each thing the company says of who it is, by kind and value, with the pages that say it."""
    pages: dict[tuple[str, str], list[str]] = {}
    for found in story.evidence.identifiers:
        pages.setdefault((found.kind, found.value), []).append(found.page)
    return tuple((said, tuple(dict.fromkeys(where))) for said, where in pages.items())
