"""What changed between two looks: worst first, symmetrical, and never out of what was not looked at."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import jsonschema
import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console
from syrupy.assertion import SnapshotAssertion

from reports.changes import Change, Changes, changes, one_site
from reports.changes.tell import FORMATS, print_changes
from reports.schemas import schemas
from reports.story import Story
from rules.verdict import PackUsed, Score, Verdict
from spiders.evidence import BrokenLink, Channel, ContactPage, DeadEnd, Field, Form, Page, Promise, Sighting, Step
from tests.reports import samples
from tests.reports.hostile import hostile
from tests.reports.looks import judged, later, look, phone, whole, without
from tests.reports.sites import CONTACT, HELP, HOME, HOST, TERMS

ELSEWHERE = f"https://{HOST}/ring-oss"


def told(old: Story, new: Story) -> list[tuple[str, str, str]]:
    found = changes(old, later(new))
    return [(change.topic, change.kind, change.key) for change in found.changes]


def texts(old: Story, new: Story) -> str:
    return " ".join(change.text for change in changes(old, later(new)).changes)


def unseen(old: Story, new: Story) -> str:
    return " ".join(change.text for change in changes(old, later(new)).unseen)


def page(url: str, *labels: str, **more: Any) -> Page:
    path = tuple(Step(url=f"https://{HOST}/{n}", label=label, region="nav") for n, label in enumerate(labels))
    given: dict[str, Any] = {"title": "Ring oss", "kinds": ("help",), "clicks": len(labels), "rendered": True, **more}
    return Page(url=url, final_url=url, path=path, **given)


def with_pages(story: Story, *pages: Page) -> Story:
    urls = {each.final_url for each in pages}
    return look(story, pages=(*(p for p in story.evidence.pages if p.final_url not in urls), *pages))


@pytest.mark.parametrize("make", [samples.story, samples.empty, hostile, whole])
def test_a_look_held_against_itself_shows_no_change(make: Callable[[], Story]) -> None:
    found = changes(make(), make())

    assert found.changes == ()
    assert not [change for change in found.unseen if change.topic != "page"]


def test_a_number_that_is_gone_from_every_page_is_gone() -> None:
    old, new = look(channels=(phone(CONTACT, HOME),)), look(channels=())

    assert told(old, new)[0] == ("channel", "gone", "phone +46771555010")
    assert "The phone number 0771-55 50 10 is gone from the contact page" in texts(old, new)
    assert "not seen anywhere else" in texts(old, new)


def test_a_number_that_moved_is_gone_from_one_page_and_new_on_another() -> None:
    old, new = look(channels=(phone(CONTACT),)), look(channels=(phone(HELP),))
    found = [change.text for change in changes(old, new).changes if change.topic == "channel"]

    assert found[0].endswith("It stands on “Säga upp avtalet” now.")
    assert "is new on “Säga upp avtalet”. It stood on the contact page" in found[1]


@pytest.mark.parametrize("state", ["timeout", "blocked", "crashed", "robots", "not-html"])
def test_what_a_page_showed_that_was_not_looked_at_again_is_not_gone(state: Any) -> None:
    old = look(channels=(phone(CONTACT),))
    new = without(old, CONTACT, state=state)

    assert not [change for change in told(old, new) if change[0] == "channel"]
    assert "The phone number 0771-55 50 10 was not seen this time; it stood on the contact page" in unseen(old, new)


@pytest.mark.parametrize(
    ("field", "value"),
    [("rendered", False), ("unstable", True), ("state", "timeout"), ("cut", True)],
    ids=["no browser", "two answers", "no answer", "read in part"],
)
def test_a_page_looked_at_otherwise_says_nothing_of_what_is_gone(field: str, value: Any) -> None:
    old = look(channels=(phone(CONTACT),))
    pages = tuple(p.model_copy(update={field: value}) if p.final_url == CONTACT else p for p in old.evidence.pages)

    assert not [change for change in told(old, look(channels=(), pages=pages)) if change[1] == "gone" and change[0] == "channel"]


def test_what_stood_behind_a_control_that_was_not_opened_again_is_not_gone() -> None:
    number = phone(CONTACT)
    hidden = number.model_copy(update={"sightings": tuple(s.model_copy(update={"behind": 1}) for s in number.sightings)})
    shut = tuple(p.model_copy(update={"closed": ("Visa nummer",)}) if p.final_url == CONTACT else p for p in whole().evidence.pages)

    assert "phone +46771555010" not in {key for _, _, key in told(look(channels=(hidden,)), look(channels=(), pages=shut))}
    assert "phone +46771555010" in {key for _, _, key in told(look(channels=(hidden,)), look(channels=()))}


def test_a_chat_that_loads_but_whose_button_did_not_show_is_not_gone() -> None:
    shown = Channel(kind="chat", value="botvendor", owner="own", sightings=(Sighting(page=HOME, via="widget"),))
    loads = shown.model_copy(update={"sightings": (Sighting(page=HOME, via="script", visible=False),)})

    assert told(look(channels=(shown,)), look(channels=(loads,))) == []
    assert told(look(channels=(shown,)), look(channels=()))[0][1] == "gone"


def test_a_channel_on_a_page_that_answers_not_found_is_gone_from_it() -> None:
    old = look(channels=(phone(CONTACT),))

    assert ("channel", "gone", "phone +46771555010") in told(old, without(old, CONTACT, state="broken"))


def test_where_pages_were_left_out_a_number_on_no_page_for_customers_is_not_said_to_be_gone() -> None:
    old = look(channels=(phone(TERMS),))
    new = without(look(channels=()), HELP)

    assert ("channel", "gone", "phone +46771555010") in told(old, look(channels=()))
    assert ("channel", "gone", "phone +46771555010") not in told(old, new)


def _noise() -> dict[str, tuple[Channel, Channel]]:
    def social(value: str) -> Channel:
        return Channel(kind="social", value=value, owner="own", sightings=(Sighting(page=HOME, via="link"),))

    def postal(value: str) -> Channel:
        return Channel(kind="postal", value=value, owner="own", sightings=(Sighting(page=HOME, via="text"),))

    return {
        "tracking": (social("https://www.social.example/acme?utm_source=web"), social("https://social.example/acme/")),
        "commas": (postal("Box 12, 123 45 Fjordstad"), postal("Box 12 123 45  FJORDSTAD")),
        "one line more": (postal("Fjordfiber AB, Box 12, 123 45 Fjordstad"), postal("Box 12, 123 45 Fjordstad")),
        "another's": (phone(HOME, value="+4610", owner="third-party"), phone(HOME, value="+4611", owner="third-party")),
        "as written": (phone(HOME), phone(HOME, as_written="+46 771 55 50 10")),
        "region": (phone(HOME), phone(HOME).model_copy(update={"sightings": (Sighting(page=HOME, via="text", region="footer"),)})),
    }


@pytest.mark.parametrize("name", list(_noise()))
def test_what_is_spelled_otherwise_is_no_change(name: str) -> None:
    was, now = _noise()[name]

    assert told(look(channels=(was,)), look(channels=(now,))) == []


def test_the_order_of_what_was_seen_is_no_change() -> None:
    story = whole()
    turned = {
        name: tuple(reversed(getattr(story.evidence, name))) for name in ("pages", "channels", "forms", "dead_ends", "promises")
    }

    assert told(story, look(story, **turned)) == []


def test_a_longer_way_is_told_with_both_ways_in_labels() -> None:
    near, far = page(ELSEWHERE, "Ring oss"), page(ELSEWHERE, "Hjälp", "Fler sätt")
    old, new = (with_pages(look(channels=(phone(ELSEWHERE),)), each) for each in (near, far))
    found = next(change for change in changes(old, new).changes if change.topic == "path")

    assert (found.kind, found.before, found.after) == ("worse", "Home page › Ring oss", "Home page › Hjälp › Fler sätt")
    assert "2 clicks now, 1 click last time" in found.text
    assert [kind for topic, kind, _ in told(new, old) if topic == "path"] == ["better"]


def test_a_longer_way_is_no_change_where_the_near_page_was_not_looked_at_again() -> None:
    number = phone(HOME, HELP)
    old = look(channels=(number,))

    assert not [change for change in told(old, without(old, HOME)) if change[0] == "path"]


def test_a_way_that_no_click_leads_any_more_is_worse() -> None:
    number = phone(ELSEWHERE)
    old = with_pages(look(channels=(number,)), page(ELSEWHERE, "Ring oss"))
    new = with_pages(look(channels=(number,)), page(ELSEWHERE, clicks=None))

    assert ("path", "worse", "path phone") in told(old, new)


def test_a_control_to_open_makes_the_way_longer() -> None:
    shown = phone(CONTACT)
    hidden = shown.model_copy(update={"sightings": tuple(s.model_copy(update={"behind": 1}) for s in shown.sightings)})

    assert ("path", "worse", "path phone") in told(look(channels=(shown,)), look(channels=(hidden,)))


@pytest.mark.parametrize(
    ("was", "now", "said"),
    [
        (ContactPage(url=CONTACT, clicks=1, label="Kontakta oss", region="footer"), None, ""),
        (
            ContactPage(url=CONTACT, clicks=1, label="Kontakt", region="footer"),
            ContactPage(url=CONTACT, clicks=1, label="Hjälpcenter", region="footer"),
            "is called “Hjälpcenter” now; it was called “Kontakt”",
        ),
        (
            ContactPage(url=CONTACT, clicks=1, label="Kontakta oss", region="nav"),
            ContactPage(url=CONTACT, clicks=1, label="Kontakta oss", region="main"),
            "stands in the main text now; it stood in the menu",
        ),
        (
            ContactPage(url=CONTACT, clicks=1, label="Kontakta oss", region="nav"),
            ContactPage(url=HELP, clicks=1, label="Hjälp", region="nav"),
            "The contact page is /hjalp/uppsagning now; /kundservice/kontakta-oss is still there",
        ),
    ],
)
def test_the_contact_page_moved_or_is_called_otherwise(was: ContactPage, now: ContactPage | None, said: str) -> None:
    assert said in texts(look(contact_page=was), look(contact_page=now))


def test_one_of_two_links_to_the_contact_page_is_not_a_new_name() -> None:
    was = ContactPage(url=CONTACT, clicks=1, label="Kontakta oss", region="footer")  # as a link in the sample still says
    now = ContactPage(url=CONTACT, clicks=1, label="Fråga oss", region="nav")

    assert told(look(contact_page=was), look(contact_page=now)) == []


def test_a_page_for_customers_that_is_not_found_any_more_is_told() -> None:
    old = whole()

    assert ("page", "gone", "page /hjalp/uppsagning") in told(old, without(old, HELP, state="broken"))
    assert ("page", "gone", "page /hjalp/uppsagning") not in told(old, without(old, HELP, state="timeout"))


def test_dead_ends_are_new_or_mended_where_both_looks_looked() -> None:
    end = DeadEnd(type="D1", page=HELP, label="Säga upp")
    old, new = look(dead_ends=()), look(dead_ends=(end,))

    assert told(old, new) == [("dead-end", "worse", "dead-end D1 /hjalp/uppsagning")]
    assert told(new, old) == [("dead-end", "better", "dead-end D1 /hjalp/uppsagning")]
    assert told(without(old, HELP), new) == []
    assert "Whether it is new is not known" in unseen(without(old, HELP), new)
    assert told(new, look(dead_ends=(end.model_copy(update={"label": "En annan rubrik"}),))) == []


def test_a_broken_link_is_mended_only_where_its_target_was_read() -> None:
    target = f"https://{HOST}/chatt"
    link = BrokenLink(from_=HELP, to=target, label="Chatta", status=404)
    broken = look(broken_links=(link,))

    assert ("broken-link", "worse", "link /chatt") in told(look(broken_links=()), broken)
    assert ("broken-link", "better", "link /chatt") in told(
        broken, with_pages(look(broken_links=()), page(target, kinds=("other",)))
    )
    assert not [change for change in told(broken, look(broken_links=())) if change[0] == "broken-link"]


def _form(*labels: str, **more: Any) -> Form:
    fields = tuple(Field(name=f"f{n}", label=label, required=True) for n, label in enumerate(labels))
    return Form(page=CONTACT, kind="contact", method="post", fields=fields, **more)


@pytest.mark.parametrize(
    ("was", "now", "said"),
    [
        (_form("E-post"), _form("E-post", "Kundnummer *"), "requires one more field: “Kundnummer”"),
        (_form("E-post", "Telefon"), _form("e-post:"), "does not require the field “Telefon” any more"),
        (_form(), _form(captcha=True), "has a captcha now"),
        (_form(), _form(login_needed=True), "asks for a login now"),
        (_form(), _form(customer_number_needed=True), "asks for a customer or order number now"),
    ],
)
def test_what_a_form_asks_for(was: Form, now: Form, said: str) -> None:
    assert said in texts(look(forms=(was,)), look(forms=(now,)))


def test_the_same_form_on_many_pages_is_one_change() -> None:
    was = tuple(_form("E-post").model_copy(update={"page": url}) for url in (HOME, CONTACT, HELP))
    now = tuple(_form("E-post", "Telefon").model_copy(update={"page": url}) for url in (HOME, CONTACT, HELP))

    assert told(look(forms=was), look(forms=now)) == [("form", "worse", "form contact field telefon")]


@pytest.mark.parametrize(
    ("was", "now", "kind"), [("9–16", "10–15", "changed"), ("9–16", None, "gone"), (None, "9–16", "new"), ("9–16", " 9–16. ", "")]
)
def test_opening_hours(was: str | None, now: str | None, kind: str) -> None:
    found = told(look(channels=(phone(CONTACT, hours=was),)), look(channels=(phone(CONTACT, hours=now),)))

    assert found == ([("details", kind, "hours phone +46771555010")] if kind else [])


def test_a_number_that_became_premium_rate_is_worse() -> None:
    assert told(look(channels=(phone(CONTACT, cost="basic"),)), look(channels=(phone(CONTACT, cost="premium"),)))[0][1] == "worse"


def test_claims_that_came_or_went_are_neither_good_nor_bad() -> None:
    claim = Promise(page=HOME, text="Svar inom 24 timmar", claim="answer time", strength=1)
    found = changes(look(promises=()), look(promises=(claim,)))

    assert [(change.kind, change.tone) for change in found.changes] == [("new", "warn")]


def _verdict(outcome: Any, rule: str = "phone-given", pack: str = "se", **more: Any) -> Verdict:
    return Verdict(rule=rule, pack=pack, outcome=outcome, title="A phone number is given", reason="It rained.", **more)


@pytest.mark.parametrize(
    ("was", "now", "kind", "said"),
    [
        ("passed", "failed", "worse", "Not met any more: A phone number is given."),
        ("inapplicable", "failed", "worse", "Not met any more"),
        ("failed", "passed", "better", "Met now"),
        ("failed", "inapplicable", "better", "Does not apply any more"),
        ("cantTell", "failed", "changed", "Seen now not to be met"),
        ("passed", "cantTell", "unseen", "Could not be checked this time: A phone number is given. It rained."),
        ("failed", "untested", "unseen", "Could not be checked this time"),
        ("cantTell", "passed", "unseen", "Last time it could not be checked: It rained."),
        ("passed", "inapplicable", None, ""),
        ("cantTell", "untested", None, ""),
    ],
)
def test_outcomes(was: str, now: str, kind: str | None, said: str) -> None:
    found = changes(judged(whole(), verdicts=(_verdict(was),)), judged(whole(), verdicts=(_verdict(now),)))
    every = [change for change in (*found.changes, *found.unseen) if change.topic == "outcome"]

    assert [change.kind for change in every] == ([kind] if kind else [])
    assert all(said in change.text for change in every)


def test_what_packs_say_alike_is_told_once_and_what_only_one_look_was_held_against_is_no_change() -> None:
    old = judged(whole(), verdicts=(_verdict("passed"), _verdict("passed", pack="eu")))
    new = judged(whole(), verdicts=(_verdict("failed"), _verdict("failed", pack="eu"), _verdict("failed", rule="other")))

    assert [change.text for change in changes(old, new).changes] == ["Not met any more: A phone number is given."]


def test_expectations_left_open_for_one_reason_are_told_together() -> None:
    old = judged(whole(), verdicts=tuple(_verdict("passed", rule=f"r{n}") for n in range(9)))
    new = judged(whole(), verdicts=tuple(_verdict("cantTell", rule=f"r{n}") for n in range(9)))

    assert [change.text[:45] for change in changes(old, new).unseen] == ["Could not be checked this time, 9 expectation"]


@pytest.mark.parametrize(
    ("was", "now", "said"),
    [
        ((50, 40, 60), (55, 45, 65), "overlap, so this may be no change"),
        ((50, 48, 52), (70, 68, 72), "higher, by more than what was undecided"),
        ((70, 68, 72), (50, 48, 52), "lower, by more than what was undecided"),
        ((70, 68, 72), (70, 68, 72), "as before"),
        ((None, None, None), (70, 68, 72), "Too little was decided"),
    ],
)
def test_the_score_is_compared_by_its_intervals(was: tuple[Any, ...], now: tuple[Any, ...], said: str) -> None:
    old, new = (judged(whole(), score=Score(value=v, low=low, high=high, grade=None)) for v, low, high in (was, now))

    assert said in changes(old, new).score


def test_looks_made_or_judged_otherwise_are_told_before_all_else() -> None:
    old = whole()
    method = old.verdicts.method.model_copy(update={"packs": (PackUsed(id="de", version="1"),), "answers": {"sector": "rail"}})
    settings, versions = {**old.manifest.settings, "browser": False}, {**old.manifest.versions, "chromium": "157"}
    new = later(judged(old, method=method), settings=settings, versions=versions, browser="none", environment={"time zone": "UTC"})
    found = " ".join(changes(old, new).cautions)
    expected = (
        "different methods",
        "settings (browser)",
        "versions (chromium)",
        "answered by hand",
        "(time zone)",
        "in another way",
    )

    assert [said for said in expected if said not in found] == []
    assert "cannot be compared" in changes(old, new).score
    assert "is the later of the two" in changes(new, old).cautions[0]


def test_a_look_that_read_nothing_is_no_quiet_one() -> None:
    nothing = samples.empty()
    gone = replace(nothing, evidence=nothing.evidence.model_copy(update={"site": whole().evidence.site}))
    found = changes(whole(), later(gone))

    assert not found.quiet
    assert not [change for change in found.changes if change.kind == "gone"]
    assert "No page could be read in the later look" in found.cautions[0]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("www.acme.example", "acme.example", True),
        ("acme.example", "acme.example:8080", False),
        ("acme.example", "b.example", False),
    ],
)
def test_one_site(one: str, other: str, same: bool) -> None:
    first, second = (
        look(site=whole().evidence.site.model_copy(update={"host": host, "start_url": f"https://{host}/"})) for host in (one, other)
    )

    assert one_site(first, second) is same


URLS = (HOME, CONTACT, HELP, TERMS)
channel_lists = st.lists(
    st.builds(
        lambda pages, value: phone(*pages, value=value),
        st.lists(st.sampled_from(URLS), min_size=1, unique=True),
        st.sampled_from(["+461", "+462", "+463"]),
    ),
    max_size=3,
    unique_by=lambda channel: channel.value,
)


def _keys(found: Changes, kind: str) -> set[tuple[str, str]]:
    return {(change.topic, change.key) for change in found.changes if change.kind == kind}


@settings(max_examples=40)
@given(channel_lists, channel_lists, st.sets(st.sampled_from(URLS)))
def test_what_is_gone_one_way_is_new_the_other_way_and_a_gap_makes_nothing_gone(
    was: list[Channel], now: list[Channel], gap: set[str]
) -> None:
    old, new = look(channels=tuple(was), promises=()), look(channels=tuple(now), promises=())
    there, back = changes(old, new), changes(new, old)

    assert _keys(there, "gone") == _keys(back, "new")
    assert _keys(changes(old, without(new, *gap)), "gone") <= _keys(there, "gone")
    assert _keys(changes(without(old, *gap), new), "new") <= _keys(there, "new")


@settings(max_examples=20)
@given(st.sets(st.sampled_from(URLS)), st.sampled_from(["timeout", "blocked", "robots"]))
def test_pages_that_were_not_looked_at_again_never_make_anything_gone_or_worse(gap: set[str], state: Any) -> None:
    assert not {change.kind for change in changes(whole(), without(whole(), *gap, state=state)).changes} & {
        "gone",
        "worse",
        "better",
    }


def _example() -> Changes:
    old = look(channels=(phone(CONTACT, HOME, hours="9–16"), *whole().evidence.channels[1:]))
    new = look(
        without(old, TERMS),
        channels=(phone(HELP, hours="10–15"),),
        dead_ends=(DeadEnd(type="D5", page=CONTACT, label="Bot"),),
        forms=(_form("E-post", "Kundnummer"),),
    )
    verdicts = tuple(
        v.model_copy(update={"outcome": "failed"}) if v.rule == "contact-page-near" else v for v in old.verdicts.verdicts
    )
    settings = {**old.manifest.settings, "max_pages": 3}
    return changes(old, later(judged(new, verdicts=verdicts), settings=settings))


@pytest.mark.parametrize("name", list(FORMATS))
def test_each_format_tells_it(name: str, snapshot: SnapshotAssertion) -> None:
    text = FORMATS[name](_example(), whole().words).decode()
    shown = text if name != "html" else "\n".join(BeautifulSoup(text, "lxml").body.get_text("\n", strip=True).splitlines())  # type: ignore[union-attr]

    assert shown == snapshot


def test_the_terminal_tells_it(snapshot: SnapshotAssertion) -> None:
    file = io.StringIO()
    print_changes(_example(), whole().words, Console(file=file, width=90))

    assert file.getvalue() == snapshot


def test_the_json_is_as_its_schema_says() -> None:
    document = FORMATS["json"](_example(), whole().words)

    jsonschema.Draft202012Validator(schemas()["diff"]).validate(json.loads(document))


def test_nothing_that_a_site_says_acts_on_the_reader() -> None:
    evil = hostile()
    bare = replace(evil, evidence=evil.evidence.model_copy(update={"channels": (), "dead_ends": (), "forms": (), "promises": ()}))
    for found in (changes(evil, bare), changes(bare, evil)):
        file = io.StringIO()
        print_changes(found, evil.words, Console(file=file, width=80))
        page = FORMATS["html"](found, evil.words).decode()

        assert found.changes
        assert "\x1b" not in file.getvalue() + page
        assert not BeautifulSoup(page, "lxml").select("script, [href^=javascript], img")
        assert "<script>" not in FORMATS["md"](found, evil.words).decode()
        assert FORMATS["json"](found, evil.words).isascii()


def test_each_part_of_the_page_has_a_name_of_its_own() -> None:
    soup = BeautifulSoup(FORMATS["html"](_example(), whole().words), "lxml")
    titles = {tag["id"]: tag.get_text() for tag in soup.select("h2[id]")}
    names = [titles[str(tag["aria-labelledby"])] for tag in soup.select("section")]
    names += [str(tag["aria-label"]) for tag in soup.select("[role=region]")]

    assert len(names) == len(set(names)) == 4


def test_changes_are_told_worst_first() -> None:
    tones = [change.tone for change in _example().changes]

    assert tones == sorted(tones, key=["bad", "warn", "good"].index)
    assert len(set(tones)) == 3
    assert isinstance(_example().changes[0], Change)
