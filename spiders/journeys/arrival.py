"""
Arrival: whether a page, as it was looked at, is what a customer came for. By its content, never by its address.

A channel is reached where it is seen. A job that is no channel (to complain, to cancel, to withdraw, to report a fault) is reached
on a page that says so by its title or a heading and on which the next step can be taken: its form, or a way to write or to call.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from spiders import words
from spiders.evidence import AROUND, Box, Channel, Chat, DeadEndType, Form, Viewport
from spiders.journeys.tasks import NUMBERS, TaskSpec
from spiders.look import Look
from spiders.screens import SCREENS

__all__ = ["Arrival", "answers", "arrivals", "gate", "in_first_screen"]

_BY_WHICH = frozenset({"phone", "email", "form", "postal", "callback", "messaging"})
"""A chat is none: what it is shows when it is opened."""
_EVERYWHERE = frozenset({"search", "newsletter", "login"})
_GENERAL = frozenset({"phone", "email", "form"})


@dataclass(frozen=True, slots=True)
class Arrival:
    """
    Something on a page by which a job is done.

    Attributes:
        what: Kind and value, as "phone +4640123456"; for a job that is no channel its name and the words that show it.
        behind: How many controls must be opened on the page before it shows.
        first_screen: It stands in the first screen.
        general: It is the company's general contact, and not the place for the job.
        own: It stands in the page's own content, and not in header, menu or footer.
    """

    what: str
    behind: int = 0
    first_screen: bool = False
    general: bool = False
    own: bool = True
    box: Box | None = None


def arrivals(task: TaskSpec, look: Look, viewport: Viewport, *, promised: str = "") -> tuple[Arrival, ...]:
    """
    All that the page offers for the job at one size: the place for the job before the general contact, then what shows soonest.

    What nobody gets to see, what is somebody else's, and what is not for customers is none.

    Args:
        promised: The label that led here, where it names the job itself: then a way to the company in the page's content will do.
    """
    if look.page.state != "ok":
        return ()
    found = [*_channels(task, look, viewport), *_place(task, look, viewport)]
    if task.fallback:
        general = list(_general(look, viewport))
        found += general
        if promised:
            what = f"{task.name}: {promised}"
            found += [replace(one, what=what, general=False) for one in general if one.own]
    return tuple(sorted(found, key=lambda one: (one.general, one.behind, not one.first_screen)))


def gate(task: TaskSpec, look: Look) -> DeadEndType | None:
    """
    What closes the way on a page that offers nothing for the job: a login, an error, an app, a number that costs; or None.

    A login or an app closes nothing where the page's own content shows another way to the company.
    """
    if look.page.state in ("broken", "soft-404"):
        return "D6"
    said = {one.concept for one in look.mentions if one.visible and one.form in ("text", "heading") and one.region not in AROUND}
    if (task.fallback or "form" in task.channels) and any(_asks_for_number(form) for form in look.forms):
        return "D4"
    if (task.fallback or "phone" in task.channels) and any(_costly(channel) for channel in look.channels):
        return "D8"
    if any(channel.kind in _BY_WHICH and _in_content(channel) for channel in look.channels):
        return None
    if look.page.state == "login" or "gate_login_to_contact" in said:
        return "D3"
    return "D7" if "gate_app_only" in said else None


def answers(chat: Chat) -> bool:
    """Whether nothing says that no person answers in a chat that was opened."""
    bot = (chat.says_bot or chat.answered_by == "bot") and not chat.human_offered
    return not (bot or chat.login_needed or chat.closed)


def in_first_screen(box: Box | None, viewport: Viewport) -> bool:
    """Whether an element stands in the first screen, by its middle."""
    return box is not None and box.y + box.height / 2 < SCREENS[viewport]["height"]


def _channels(task: TaskSpec, look: Look, viewport: Viewport) -> Iterator[Arrival]:
    for channel in look.channels:
        if channel.kind in task.channels and _usable(channel, look):
            yield from _sightings(channel, viewport)


def _usable(channel: Channel, look: Look) -> bool:
    if channel.owner == "third-party" or channel.purpose in NUMBERS.not_for_customers or channel.unread or _costly(channel):
        return False
    if channel.kind == "form":
        return not any(_asks_for_number(form) or form.login_needed for form in look.forms if form.kind in ("contact", "complaint"))
    if channel.kind == "chat":
        return channel.rung in ("launcher", "opened") and (channel.chat is None or answers(channel.chat))
    return True


def _costly(channel: Channel) -> bool:
    return channel.kind == "phone" and channel.cost == "premium"


def _asks_for_number(form: Form) -> bool:
    return form.customer_number_needed and form.kind in ("contact", "complaint")


def _sightings(channel: Channel, viewport: Viewport, *, general: bool = False) -> Iterator[Arrival]:
    for sighting in channel.sightings:
        seen = viewport in sighting.viewports or not sighting.viewports
        if sighting.visible and seen and sighting.consent == "none":
            yield Arrival(
                what=f"{channel.kind} {channel.value}",
                behind=sighting.behind_at(viewport) + (channel.kind == "chat"),
                first_screen=viewport in sighting.first_screen or in_first_screen(sighting.box, viewport),
                general=general,
                own=sighting.region not in AROUND,
                box=sighting.box,
            )


def _place(task: TaskSpec, look: Look, viewport: Viewport) -> Iterator[Arrival]:
    """The page as the place for a job that is no channel."""
    for form in look.forms:
        if form.kind in task.forms and form.visible and not task.channels:
            yield Arrival(f"{task.name}: {form.kind} form", first_screen=in_first_screen(form.box, viewport), box=form.box)
    if not task.says or not _offers(look):
        return
    for named in (*look.headings[:1], look.page.title):
        if task.says & words.labels(named, look.page.lang):
            same = (one.box for one in look.mentions if one.form == "heading" and one.concept in task.says and one.text == named)
            yield Arrival(f"{task.name}: {named}", first_screen=True, box=next(same, None))
            return


def _offers(look: Look) -> bool:
    """Whether the page's own content has a way to the company, or a form that is none of the kinds every page has."""
    shown = any(channel.kind in _BY_WHICH and _in_content(channel) for channel in look.channels)
    return shown or any(form.visible and form.kind not in _EVERYWHERE for form in look.forms)


def _in_content(channel: Channel) -> bool:
    """Whether a channel that is not somebody else's is seen in the page's own content."""
    return channel.owner != "third-party" and any(one.visible and one.region not in AROUND for one in channel.sightings)


def _general(look: Look, viewport: Viewport) -> Iterator[Arrival]:
    for channel in look.channels:
        if channel.kind in _GENERAL and _usable(channel, look):
            yield from _sightings(channel, viewport, general=True)
