"""Walks in a real browser: at both sizes, over pages that do not hold still, and with nothing sent."""

from __future__ import annotations

import pytest

from spiders.browser import chromium
from spiders.evidence import Journey
from spiders.net.identity import user_agent
from tests.spiders.wire import Crawled, crawled

try:
    BROWSER = chromium.find()
except chromium.BrowserError:
    BROWSER = None
pytestmark = [pytest.mark.browser, pytest.mark.skipif(BROWSER is None, reason="there is no Chromium here")]

HEAD = """<!doctype html><html lang=en><head><meta charset=utf-8><meta name=viewport content="width=device-width"><title>%s</title>
<style>nav ul { display: none } nav.open ul { display: block }
@media (min-width: 700px) { nav button { display: none } nav ul { display: block } }
button, a { display: inline-block; min-height: 30px; min-width: 60px }</style></head><body>"""
MENU = """<nav><button type=button aria-label=Menu aria-controls=m aria-expanded=false onclick="this.parentNode.className = 'open';
 this.setAttribute('aria-expanded', 'true'); fetch('/clicked', {method: 'POST'})">=</button>
<ul id=m><li><a href=/help.html>Help</a></li><li><a href=/news.html>News</a></li></ul></nav>"""
HOME = (
    HEAD % "Norrvik Telecom"
    + MENU
    + """<main><h1>Norrvik</h1><p>Broadband for the north of the country, since 1998.</p>
<a href=/delete data-method=delete rel=nofollow>Contact us</a>
<form action=/send method=post><input name=email><button>Customer service</button>
<button type=button onclick="this.form.submit()">Contact</button></form>
</main></body></html>"""
)
HELP = (
    HEAD % "Help"
    + MENU
    + """<main><h1>Help</h1><p>Choose what it is about.</p><button type=button id=go style="display: none">Contact us</button>
<button type=button id=go>Contact us</button> <button type=button id=blank>E-mail us</button>
<button type=button id=hang>Live chat</button></main>
<script>document.querySelectorAll("#go")[1].onclick = () => {
  fetch("/log", {method: "POST", body: "x"}); navigator.sendBeacon("/beacon", "x"); location.href = "/rough" + ".html"; };
document.getElementById("hang").onclick = () => {
  fetch("/late", {method: "POST", body: "x", keepalive: true}); navigator.sendBeacon("/later", "x"); while (true); };
document.getElementById("blank").onclick = () => { navigator.sendBeacon("/blank", "x"); location.href = "about:blank"; };
</script></body></html>"""
)
ROUGH = (
    HEAD % "One moment"
    + """<main><h1>One moment</h1></main><script>
alert("Hello"); confirm("Really?"); print(); window.open("/popup.html");
addEventListener("beforeunload", (event) => { event.preventDefault(); event.returnValue = "Stay?"; });
navigator.serviceWorker?.register("/sw.js").catch(() => {});
setTimeout(() => { location.replace("/contact" + ".html"); }, 400);
</script></body></html>"""
)
CONTACT = (
    HEAD % "Contact"
    + """<main><h1>Contact</h1><div style="height: 1500px">Read this first.</div>
<p>Call us: <a href="tel:+46846500421">08-465 004 21</a></p></main></body></html>"""
)


@pytest.fixture(scope="module")
def walked(tmp_path_factory: pytest.TempPathFactory) -> Crawled:
    files = {
        "index.html": HOME,
        "help.html": HELP,
        "rough.html": ROUGH,
        "contact.html": CONTACT,
        "news.html": HEAD % "News" + "<main><h1>News</h1></main>",
        "popup.html": "<h1>Popup</h1>",
        "sw.js": "",
    }
    return crawled(files, tmp_path_factory.mktemp("walk"), walks=True, page_seconds=6.0, contact="audits@norrtel.example")


def journey(walked: Crawled, task: str, viewport: str) -> Journey:
    return next(one for one in walked.evidence.journeys if (one.task, one.viewport, one.start_kind) == (task, viewport, "home"))


def actions(one: Journey) -> list[str]:
    return [f"{step.action} {step.label}".strip() for step in one.steps]


@pytest.mark.parametrize(
    ("viewport", "way"),
    [
        ("desktop", ["follow-link Help", "open Contact us", "scroll"]),
        ("mobile", ["open Menu", "follow-link Help", "open Contact us", "scroll"]),
    ],
)
def test_a_number_is_reached_through_menus_buttons_and_a_page_that_goes_on_by_itself(
    walked: Crawled, viewport: str, way: list[str]
) -> None:
    one = journey(walked, "phone", viewport)

    assert actions(one) == way
    assert (one.outcome, one.reached, one.end.rpartition("/")[2]) == ("arrived", ("phone +46846500421",), "contact.html")


def test_every_request_names_the_contact_the_browser_s_own_too(walked: Crawled) -> None:
    own = user_agent("audits@norrtel.example")
    spider, desktop, phone = sorted({request.user_agent for request in walked.record}, key=len)

    assert spider == own
    assert [agent.endswith(f" {own}") for agent in (desktop, phone)] == [True, True]
    assert [" Mobile " in agent for agent in (desktop, phone)] == [False, True]


def test_a_button_that_empties_the_page_leaves_it_open(walked: Crawled) -> None:
    one = journey(walked, "email", "desktop")

    assert actions(one)[:2] == ["follow-link Help", "open E-mail us"]
    assert (one.outcome, one.dead_end) == ("cut-short", None)


def test_a_button_that_hangs_the_page_costs_its_own_step(walked: Crawled) -> None:
    for size in ("desktop", "mobile"):
        one = journey(walked, "chat", size)
        assert [step.label for step in one.steps if "could not be seen" in step.came] == ["Live chat"]
        assert one.outcome == "cut-short"


def test_the_chosen_control_is_marked_in_a_picture_of_its_size(walked: Crawled) -> None:
    one = journey(walked, "phone", "mobile")

    menu = one.steps[0]
    assert menu.box is not None
    assert menu.box.x + menu.box.width <= 390
    assert all((walked.folder / step.screenshot).stat().st_size for step in one.steps)
    assert one.box is not None
    assert one.box.y > 1500


def test_nothing_is_sent_and_nothing_that_would_send_is_chosen(walked: Crawled) -> None:
    assert {request.method for request in walked.record} <= {"GET", "HEAD"}
    assert not {request.path for request in walked.record} & {"/delete", "/send", "/clicked", "/log", "/beacon", "/blank", "/sw.js"}
    chosen = {step.label for one in walked.evidence.journeys for step in one.steps}
    assert "Customer service" not in chosen
    assert "Contact" not in chosen
