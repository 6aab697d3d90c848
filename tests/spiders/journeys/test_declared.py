"""Declared journeys: nothing is guessed, and what is not there is told with what is."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from spiders.evidence import Box, Channel, Chat, Journey, Sighting
from spiders.job import Job
from spiders.journeys.declared import Declared, unwalked, walk_declared
from spiders.journeys.walks import Walks
from tests.spiders.journeys.site import HOME, Shown, address, door, driven, launcher, link, phone


def declared(*steps: str, expect: str = "phone", **fields: object) -> Declared:
    return Declared.model_validate({"name": "Ring oss", "expect": expect, "steps": steps, "start": HOME, **fields})


def walked(way: Declared, site: Mapping[str, Shown]) -> Journey:
    return driven(walk_declared(way), site)


SITE = {
    "": Shown(links=(link("Hjälp & råd", "help"), link("Om oss", "about")), doors=(door("Meny", "#menu", menu=True),)),
    " #menu": Shown(links=(link("Kontakta oss", "contact"),), doors=(door("Meny", "#menu", menu=True),)),
    "help": Shown(links=(link("Kontakta oss", "contact"),), closed=(launcher(label="Chatta"),)),
    "help #chat": Shown(chat=Chat(vendor="acmechat", human_offered=True)),
    "contact": Shown(channels=(phone(),), title="Kontakta oss"),
    "about": Shown(title="Om oss"),
}


@pytest.mark.parametrize(
    ("steps", "made"),
    [
        (("click Hjälp & råd", "click Kontakta oss"), [("follow-link", "Hjälp & råd"), ("follow-link", "Kontakta oss")]),
        (("click  HJÄLP", "click kontakta"), [("follow-link", "Hjälp & råd"), ("follow-link", "Kontakta oss")]),
        (("open Meny", "click Kontakta oss"), [("open", "Meny"), ("follow-link", "Kontakta oss")]),
        (("click Meny", "click Kontakta oss"), [("open", "Meny"), ("follow-link", "Kontakta oss")]),
    ],
)
def test_a_journey_arrives_by_the_labels_it_names(steps: tuple[str, ...], made: list[tuple[str, str]]) -> None:
    journey = walked(declared(*steps, viewport="mobile"), SITE)
    assert (journey.outcome, journey.reached, journey.end) == ("arrived", ("phone +46406180401",), address("contact"))
    assert [(step.action, step.label) for step in journey.steps] == made
    assert (journey.name, journey.task, journey.start_kind, journey.viewport) == ("Ring oss", "phone", "declared", "mobile")
    assert (journey.actions, journey.direct) == (2, True)


def test_a_chat_that_answers_is_an_arrival() -> None:
    assert walked(declared("click Hjälp & råd", "chat Chatta", expect="chat"), SITE).reached == ("chat acmechat",)


@pytest.mark.parametrize(
    ("steps", "detail"),
    [
        (
            ("click Hjälp & råd", "click Kontakt oss"),
            'step 2, click Kontakt oss: nothing of that name can be seen; nearest are "click Kontakta oss", "chat Chatta"',
        ),
        (("open Om oss",), "step 1, open Om oss: nothing of that name"),  # a link is not opened
        (("chat Meny",), "step 1, chat Meny: nothing of that name"),
        (("click Hjälp & råd", "open Chatta"), "step 2, open Chatta: nothing of that name"),
        (("click Om oss", "click Hem"), "step 2, click Hem: nothing of that name can be seen, nor anything else to choose"),
    ],
)
def test_a_label_that_is_not_there_ends_it_and_the_nearest_are_told(steps: tuple[str, ...], detail: str) -> None:
    journey = walked(declared(*steps), SITE)
    assert journey.outcome == "not-found"
    assert journey.detail.startswith(detail)
    assert len(journey.steps) == len(steps) - 1


def test_what_could_mean_two_things_means_neither() -> None:
    site = {"": Shown(links=(link("Kontakta butiken", "shop"), link("Kontakta pressen", "press")))}
    journey = walked(declared("click Kontakta"), site)
    assert journey.detail == 'step 1, click Kontakta: it could be any of "Kontakta butiken", "Kontakta pressen"'


def test_of_several_of_one_name_the_first_is_taken_and_a_link_before_a_button() -> None:
    site = {
        "": Shown(links=(link("Kontakt", "contact"), link("Kontakt", "press")), doors=(door("Kontakt", "#menu"),)),
        "contact": Shown(channels=(phone(),)),
    }
    journey = walked(declared("click Kontakt"), site)
    assert (journey.outcome, journey.steps[0].why) == ("arrived", "the journey names it; the first of 3 of that name")


@pytest.mark.parametrize(
    ("site", "outcome", "detail"),
    [
        ({"": Shown()}, "not-found", "phone was expected at its end, and is not to be seen there"),
        ({"": Shown(channels=(phone(behind=1),))}, "not-found", "phone was expected at its end"),
        ({"": Shown(state="login")}, "dead-end", "phone was expected at its end, and is not to be seen there: a login was asked"),
        ({"": Shown(state="blocked")}, "cut-short", "the page could not be seen: blocked"),
        ({"": Shown(cut="it is long")}, "cut-short", "phone was expected at its end, and is not to be seen there; it is long"),
        ({"": Shown(detail="the time was used up")}, "cut-short", "the time was used up"),
    ],
)
def test_an_expectation_that_is_not_met_is_told(site: Mapping[str, Shown], outcome: str, detail: str) -> None:
    journey = walked(declared(), site)
    assert journey.outcome == outcome
    assert journey.detail.startswith(detail)


@pytest.mark.parametrize(
    "site",
    [
        {"": Shown(links=(link("Hjälp", "https://help.vendor.example/"),))},
        {"": Shown(doors=(door("Hjälp", "#help"),)), " #help": Shown(led_to="https://help.vendor.example/")},
    ],
)
def test_a_step_that_leads_to_another_site_is_not_walked(site: Mapping[str, Shown]) -> None:
    journey = walked(declared("click Hjälp"), site)
    assert journey.outcome == "cut-short"
    assert journey.detail == "step 1, click Hjälp: it leads to help.vendor.example, another site, which is not walked"


def test_a_page_that_could_not_be_seen_cuts_it_short_at_its_step() -> None:
    journey = walked(declared("click Hjälp & råd", "click Kontakta oss"), {**SITE, "help": Shown(state="timeout")})
    assert (journey.outcome, journey.detail) == ("cut-short", "step 1, click Hjälp & råd: the page could not be seen: timeout")
    assert [step.came for step in journey.steps] == ["the page could not be seen: timeout"]


@pytest.mark.parametrize(
    ("expect", "arrives"),
    [
        ("040-618 04 01", True),
        ("+46 40 618 04 01", True),
        ("040-618 04 02", False),
        ("kundtjanst@acme.example", True),
        ("Kundtjanst@Acme.example", True),
        ("info@acme.example", False),
    ],
)
def test_a_number_or_an_address_can_be_expected_as_it_is_written(expect: str, arrives: bool) -> None:
    sighting = Sighting(page=HOME, via="text", region="main", box=Box(x=1, y=1, width=9, height=9))
    mail = Channel(kind="email", value="kundtjanst@acme.example", sightings=(sighting,))
    site = {"": Shown(channels=(phone(as_written="040-618 04 01", cost="premium"), mail))}
    journey = walked(declared(expect=expect), site)
    assert journey.outcome == ("arrived" if arrives else "not-found")
    assert journey.task == ("email" if "@" in expect else "phone")


def test_declared_journeys_are_walked_first_and_missed_where_they_were_not() -> None:
    first, second = declared("click Kontakta oss"), declared(name="Skriv", expect="email")
    walks = Walks((), (first, second))
    state = walks.next()
    assert state is not None
    walks.end("the time was used up")
    assert walks.next() is None
    assert [(journey.name, journey.outcome) for journey in walks.done] == [("Ring oss", "cut-short"), ("Skriv", "cut-short")]
    missed = unwalked((first, second), walks.done[:1])
    assert [(journey.name, journey.outcome, journey.detail) for journey in missed] == [("Skriv", "cut-short", "it was not walked")]


def test_a_job_carries_them_to_the_spider() -> None:
    job = Job(start_url=HOME, folder="f", journeys=(declared("click Hjälp", "open Meny"),))
    assert Job.model_validate_json(job.model_dump_json()) == job
    assert str(job.journeys[0]) == f"Ring oss (desktop): from {HOME}, click Hjälp, open Meny, expect phone"
