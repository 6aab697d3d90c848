"""A page that knows of visits and sets traps for the clicks: what must not happen does not, and what can be seen is."""

from __future__ import annotations

from pathlib import Path

import pytest

from spiders.browser import chromium
from tests.spiders.wire import crawled

try:
    BROWSER = chromium.find()
except chromium.BrowserError:
    BROWSER = None
pytestmark = [pytest.mark.browser, pytest.mark.skipif(BROWSER is None, reason="there is no Chromium here")]

TRAPS = """<!doctype html><html lang=sv><meta charset=utf-8><title>Fällor</title><a href=/svar>Svar</a>
<button type=button id=number>Visa nummer</button> <button type=button id=sent>Visa telefonnummer</button>
<a id=away>Visa e-post</a> <p id=shown></p>
<form id=order action=/order method=post><input name=x value=y></form>
<button type=button id=buy style="position: fixed; right: 200px; bottom: 9px; width: 150px; height: 40px">Köp nu</button>
<button type=button class=chat-launcher style="position: fixed; right: 9px; bottom: 9px; width: 150px; height: 40px">Chatta</button>
<script>
 const on = (query, event, act) => document.querySelector(query).addEventListener(event, act);
 on("#number", "click", () => {
   document.querySelector("#shown").textContent = "08-465 004 20";
   alert("x"); confirm("x"); prompt("x"); print();
   history.replaceState(1, "", "#seen"); history.replaceState(1, "", "/");
   setInterval(() => navigator.sendBeacon("/interval", "x"), 50);
 });
 on("#sent", "click", () => { document.querySelector("#order").requestSubmit(); document.querySelector("#order").submit(); });
 on("#away", "mouseenter", ({ target }) => { target.href = "/delete"; });
 on("#buy", "click", () => fetch("/bought"));
 on(".chat-launcher", "mouseenter", () => { document.querySelector("#buy").style.right = "9px"; });
 on(".chat-launcher", "mouseenter", () => { document.querySelector("#buy").style.zIndex = "9"; });
</script>"""

ANSWERS = """<!doctype html><html lang=sv><meta charset=utf-8><title>Svar</title>
<div id=bar class=cc-window>Vi använder kakor. <a class=cc-allow href=/subscribe>Acceptera alla</a> <button>Neka</button></div>
<script>
 const bar = document.querySelector("#bar");
 if (sessionStorage.answer) bar.remove();
 for (const button of bar.children) button.addEventListener("click", () => {
   sessionStorage.answer = button.textContent;
   onbeforeunload = (event) => { event.preventDefault(); return "x"; };
   onpagehide = () => navigator.sendBeacon("/bye", "x");
   setInterval(() => fetch("/interval", { method: "POST" }).catch(() => {}), 20);
   setTimeout(() => { location.href = "/away"; }, 200);
 });
 document.body.append(`Svaret: ${sessionStorage.answer}. Växel 08-465 004 37`);
</script>"""


def test_traps_set_for_clicks_catch_nothing(tmp_path: Path) -> None:
    robots = "User-agent: *\nDisallow: /subscribe\n"
    seen = crawled({"index.html": TRAPS, "svar.html": ANSWERS, "robots.txt": robots}, tmp_path)

    assert {request.method for request in seen.record} == {"GET"}
    asked = [request.path for request in seen.record]
    assert not {"/bought", "/delete", "/order", "/subscribe", "/away"} & set(asked)
    assert asked.count("/svar") == 1 + 1 + 2 * 2  # served, shown, and for each answer before and after it
    phones = {channel.value: channel.sightings[0] for channel in seen.evidence.channels if channel.kind == "phone"}
    assert {value: sighting.opened_by for value, sighting in phones.items()} == {
        "+46846500420": ("Visa nummer",),
        "+46846500437": (),
    }
    [consent] = seen.evidence.consents
    assert consent.detail == ""
    assert [(state.choice, state.label) for state in consent.states] == [
        ("none", ""),
        ("refused", "Neka"),
        ("accepted", "Acceptera alla"),
    ]
    documents = [file.read_text("utf-8") for file in sorted(seen.folder.glob("pages/visit-*.dom.html"))]
    assert [answer for text in documents for answer in ("Neka", "Acceptera alla") if f"Svaret: {answer}" in text] == [
        "Neka",
        "Acceptera alla",
    ]
