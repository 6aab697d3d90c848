"""What clicks show, in a real browser, and that nothing is sent by them."""

from __future__ import annotations

from pathlib import Path

import pytest

from spiders.browser import chromium
from spiders.evidence import Channel
from tests.spiders.wire import Crawled, crawled

try:
    BROWSER = chromium.find()
except chromium.BrowserError:
    BROWSER = None
pytestmark = [pytest.mark.browser, pytest.mark.skipif(BROWSER is None, reason="there is no Chromium here")]

HOME = """<!doctype html><html lang=sv><head><meta charset=utf-8><title>Norrvik El AB</title></head><body>
<main><h1>Norrvik El</h1>
<p>Ring oss: <button type=button id=reveal>Visa nummer</button> <span id=number></span></p>
<p>Skriv till oss: <a href=/borta id=away>Visa e-post</a></p>
<form action=/skicka method=post><button>Visa telefonnummer</button></form></main>
<div style="height: 2000px"></div>
<div id=bar style="position: fixed; bottom: 0; left: 0; right: 0; background: #eee; padding: 20px">
 Vi använder kakor. <button data-answer=yes>Acceptera alla</button> <button data-answer=no>Endast nödvändiga</button></div>
<script>
 const chosen = (answer) => document.cookie.includes("kakor=" + answer);
 const send = () => {
   navigator.sendBeacon("/beacon", "x");
   fetch("/post", { method: "POST", body: "x" }).catch(() => {});
   fetch("/put", { method: "PUT", body: "x" }).catch(() => {});
   new Image().src = "/seen.gif";
   const form = document.createElement("form");
   form.method = "post"; form.action = "/form"; document.body.append(form); form.submit();
   window.open("/popup");
   setTimeout(() => { location.href = "/away.html"; }, 300);
 };
 for (const button of document.querySelectorAll("[data-answer]")) button.onclick = () => {
   document.cookie = "kakor=" + button.dataset.answer + "; path=/";
   fetch("/consent", { method: "POST" });
   document.querySelector("#bar").remove();
 };
 document.querySelector("#reveal").onclick = async () => {
   send();
   const number = (await (await fetch("/number.txt")).text()).trim();
   document.querySelector("#number").innerHTML = `<a href="tel:${number}">${number}</a>`;
 };
 if (chosen("yes") || chosen("no")) document.querySelector("#bar").remove();
 if (chosen("yes")) document.body.insertAdjacentHTML("beforeend",
   '<button type=button id=chat-launcher style="position: fixed; right: 9px; bottom: 9px">Chatta med oss</button>');
 document.querySelector("#chat-launcher")?.addEventListener("click", () => {
   send();
   const box = document.createElement("div");
   box.style = "position: fixed; right: 9px; bottom: 90px; width: 300px; height: 300px; background: #fff";
   box.attachShadow({ mode: "open" }).innerHTML = "<h2>Chatt</h2><p>Hej! Jag är en chattbot. Vad gäller ditt ärende?</p>";
   document.body.append(box);
 });
</script></body></html>"""


@pytest.fixture(scope="module")
def visited(tmp_path_factory: pytest.TempPathFactory) -> Crawled:
    files = {"index.html": HOME, "number.txt": "08-465 004 20", "away.html": "<h1>Borta</h1>"}
    return crawled(files, tmp_path_factory.mktemp("visit"))


def channels(seen: Crawled, kind: str) -> list[Channel]:
    return [channel for channel in seen.evidence.channels if channel.kind == kind]


def test_a_number_behind_a_click_is_found_and_says_so(visited: Crawled) -> None:
    [phone] = channels(visited, "phone")

    assert phone.value == "+46846500420"
    assert {(s.behind, s.opened_by, s.consent, s.visible) for s in phone.sightings} == {(1, ("Visa nummer",), "none", True)}


def test_a_chat_that_is_there_for_those_who_accept_is_opened_and_read(visited: Crawled) -> None:
    [chat] = channels(visited, "chat")

    assert chat.rung == "opened"
    assert {sighting.consent for sighting in chat.sightings} == {"accepted"}
    assert chat.chat is not None
    assert "Jag är en chattbot" in chat.chat.greeting
    assert chat.chat.answered_by == "bot"


def test_what_the_choice_changes_is_kept(visited: Crawled) -> None:
    [consent] = visited.evidence.consents

    assert consent.dialog.startswith("Vi använder kakor.")
    assert [(state.choice, state.label) for state in consent.states] == [
        ("none", ""),
        ("refused", "Endast nödvändiga"),
        ("accepted", "Acceptera alla"),
    ]
    assert [[one for one in state.channels if one.startswith("chat")] for state in consent.states] == [[], [], ["chat own"]]


def test_nothing_that_a_click_sets_off_is_sent(visited: Crawled) -> None:
    assert {request.method for request in visited.record} <= {"GET", "HEAD"}
    asked = [request.path for request in visited.record]
    assert "/number.txt" in asked
    assert not {"/away.html", "/popup", "/form", "/skicka"} & set(asked)
    assert asked.count("/borta") == 1  # followed as a link, by the spider


def test_a_visit_is_pictured_and_is_no_page_of_its_own(visited: Crawled) -> None:
    home = visited.page("/")
    heights = {shot.after: shot.height for shot in home.shots if shot.viewport == "desktop"}

    assert {shot.after for shot in home.shots} == {"", "opened", "refused", "accepted"}
    assert min(heights["opened"], heights["refused"]) > 2000
    assert heights["accepted"] == 800  # the chat that was opened stands at the bottom of the first screen
    assert all((visited.folder / Path(shot.file)).stat().st_size > 1000 for shot in home.shots)
