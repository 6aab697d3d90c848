"""The chat probe against bots of eight kinds on loopback: what comes of it, and that it writes no more than it may."""

from __future__ import annotations

import asyncio
import re
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote

import pytest
from playwright.async_api import Browser, async_playwright

import spiders
from auditor.demo import Request, serve
from spiders.browser import chatprobe, chromium
from spiders.browser.chatprobe import ProbePlan, probe
from spiders.browser.hold import Hold
from spiders.browser.snapshot import Wish
from spiders.browser.visit import Before, Plan, before, visit
from spiders.evidence import ChatProbe
from spiders.handover import MOST_MESSAGES, phrases
from spiders.look import Closed, Opened
from tests.spiders.wire import crawled

try:
    BROWSER = chromium.find()
except chromium.BrowserError:
    BROWSER = None
pytestmark = [pytest.mark.browser, pytest.mark.skipif(BROWSER is None, reason="there is no Chromium here")]

PAGE = """<!doctype html><html lang=en><meta charset=utf-8><title>Acme Broadband</title><h1>Acme Broadband</h1>
<form role=search><input type=search name=q></form> <form><input name=news placeholder="Your e-mail"><button>Sign up</button></form>
<style>button.chat-launcher { position: fixed; right: 9px; bottom: 9px; width: 150px; height: 40px }
 section { position: fixed; right: 9px; bottom: 60px; width: 320px; height: 400px; background: #fff }</style>
<button type=button class=chat-launcher>Chat with us</button>
<script>
 const launcher = document.querySelector(".chat-launcher");
 const node = (tag, more = {}) => Object.assign(document.createElement(tag), more);
 const panel = node("section");
 const log = node("div"), write = node("input", { placeholder: "Type a message" });
 const say = (text) => log.append(node("p", { textContent: text }));
 const tell = (text) => fetch("/said?" + encodeURIComponent(text), { method: "POST", body: text }).catch(() => {});
 const opens = (act) => { launcher.onclick = () => { document.body.append(panel); act(); }; };
 const open = (...greeting) => opens(() => { panel.append(log, write); greeting.forEach(say); });
 const taken = (text, reply) => { tell(text); say(text); setTimeout(() => reply(text), 200); };
 const enters = (field, reply) => field.addEventListener("keydown", (event) => {
   if (event.key !== "Enter") return;
   event.preventDefault();
   const text = field.value ?? field.innerText;
   if ("value" in field) field.value = ""; else field.innerText = "";
   taken(text, reply);
 });
 BOT
</script></html>"""
BOTS = {
    "loops": """open("Hi! I'm a chatbot. Pick a topic.");
 for (const textContent of ["Invoices", "End my contract", "Send", "×"])
   log.append(node("button", { type: "button", textContent }));
 enters(write, () => say("Sorry, I did not get that. Pick a topic."));""",
    "queues": """open("Hello, what is it about?");
 enters(write, () => {
   say("You are number 2 in the queue. The estimated wait time is 4 minutes.");
   setTimeout(() => say("Still there?"), 2000);
 });""",
    "asks back": """open("Hello, I am a bot."); let n = 0;
 enters(write, () => say(["Would you like me to connect you to an agent?", "Okay, I'm transferring you now."][n++]));""",
    "tickets": """open("Hello, I am a bot.");
 enters(write, () => say("Nobody is here. Leave your e-mail address and we will get back to you."));""",
    "frame": """opens(() => panel.append(node("iframe", { src: "/framed.html", width: 310, height: 390 })));""",
    "gated": """opens(() => { panel.attachShadow({ mode: "open" }).innerHTML = "<h2>Chat</h2><p>Tell us about you.</p>" +
   "<form><input name=x1 placeholder='First name'><input type=email><textarea></textarea><button>Start</button></form>"; });""",
    "shadow": """opens(() => {
   const field = node("div", { contentEditable: "true", style: "height: 40px" }), send = node("button", { textContent: "Send" });
   panel.attachShadow({ mode: "open" }).append(log, field, send);
   say("Hi, I'm Ava, your virtual assistant.");
   send.onclick = () => {
     const text = field.innerText;
     field.innerText = "";
     taken(text, () => say("Are you a human or a machine?"));
   };
 });""",
    "silent": """open("Hello!"); enters(write, () => {});""",
    "person": """open("Welcome to our live chat.");
 enters(write, () => { say("One moment …"); setTimeout(() => say("Emma has joined the conversation"), 700); });""",
    "queue at once": """open("Welcome!", "All our agents are busy. You are number 3 in the queue."); enters(write, () => {});""",
}
HOURS = "say('Hello, I am a bot.'); enters(write, () => say('We are here Mon-Fri 9am-5pm.'));"
FRAMED = PAGE.replace("BOT", f"document.body.replaceChildren(log, write); {HOURS}")
OUTCOMES = {
    "loops": ("N", 5),
    "queues": ("Q", 1),
    "asks back": ("H", 2),
    "tickets": ("C", 1),
    "frame": ("T", 1),
    "gated": ("G", 0),
    "shadow": ("N", 5),
    "silent": ("N", 2),
    "person": ("H", 1),
    "queue at once": ("H", 0),
}
"""What comes of it, and after how many messages."""
VISITED = ("loops", "frame", "shadow")


@dataclass
class Seen:
    """What each bot was sent while it was only visited and while it was probed, and what came of both."""

    passive: list[Request] = field(default_factory=list)
    sent: dict[str, list[str]] = field(default_factory=dict)
    opened: dict[str, Opened] = field(default_factory=dict)
    probes: dict[str, ChatProbe] = field(default_factory=dict)


async def _visited(browser: Browser, url: str, folder: Path) -> Opened:
    context = await browser.new_context()
    hold = await Hold.over(context)
    page = await context.new_page()
    await page.goto(url)
    plan, wish = Plan(url), Wish(folder=folder, name="x", shots=False)
    _, _, made = await visit(page, hold, plan, await before(page, plan, wish), None, wish)
    await context.close()
    [opened] = made.opened
    return opened


async def _probed(browser: Browser, url: str) -> ChatProbe:
    context = await browser.new_context()
    await Hold.over(context)
    page = await context.new_page()
    await page.goto(url)
    chat = Closed(kind="chat", selector=".chat-launcher", vendor="own")
    _, made = await probe(page, ProbePlan(url, chat=chat, lang="en"), Before((), ()), None)
    await context.close()
    [opened] = made.opened
    assert opened.probe
    return opened.probe


async def _all(bases: dict[str, str], record: dict[str, list[Request]], folder: Path, seen: Seen) -> None:
    assert BROWSER is not None
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(**chromium.launch_options(BROWSER))
        opened = await asyncio.gather(*(_visited(browser, bases[name], folder) for name in VISITED))
        seen.opened = dict(zip(VISITED, opened, strict=True))
        seen.passive = [request for asked in record.values() for request in asked]
        probes = await asyncio.gather(*(_probed(browser, url) for url in bases.values()))
        seen.probes = dict(zip(bases, probes, strict=True))
        await browser.close()
    seen.sent = {
        name: [unquote(one.path.partition("?")[2]) for one in asked if one.method == "POST"] for name, asked in record.items()
    }


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Seen:
    seen, bases, record = Seen(), {}, {name: list[Request]() for name in BOTS}
    with pytest.MonkeyPatch.context() as patch, ExitStack() as stack:
        patch.setattr(chatprobe, "_ANSWER_SECONDS", 3.0)
        patch.setattr(chatprobe, "_QUIET_SECONDS", 1.0)
        for name, bot in BOTS.items():
            folder = tmp_path_factory.mktemp("bot")
            (folder / "index.html").write_text(PAGE.replace("BOT", bot), "utf-8")
            (folder / "framed.html").write_text(FRAMED, "utf-8")
            bases[name] = stack.enter_context(serve(folder, record=record[name]))
        asyncio.run(_all(bases, record, tmp_path_factory.mktemp("seen"), seen))
    return seen


@pytest.mark.parametrize("bot", BOTS)
def test_what_comes_of_asking_for_a_person_is_told_after_as_few_messages_as_can_be(seen: Seen, bot: str) -> None:
    told = seen.probes[bot]
    assert (told.outcome, len(told.turns)) == OUTCOMES[bot], told


@pytest.mark.parametrize("bot", BOTS)
def test_the_site_gets_what_the_turns_say_and_nothing_else(seen: Seen, bot: str) -> None:
    known = phrases("en")
    assert seen.sent[bot] == [turn.sent for turn in seen.probes[bot].turns]
    assert len(seen.sent[bot]) <= MOST_MESSAGES
    assert set(seen.sent[bot]) <= {*known.ask_person, *known.intents, known.automated}


def test_what_was_answered_stands_in_the_turns(seen: Seen) -> None:
    assert [turn.answer for turn in seen.probes["loops"].turns] == ["Sorry, I did not get that. Pick a topic."] * 5
    assert "the same answer came again" in seen.probes["loops"].detail
    assert seen.probes["person"].turns[0].answer.endswith("Emma has joined the conversation")
    assert seen.probes["silent"].detail == "nothing was answered"
    assert all(0 < turn.seconds < 10 for told in seen.probes.values() for turn in told.turns)


def test_who_asks_whether_it_is_a_machine_is_told_so(seen: Seen) -> None:
    assert seen.sent["shadow"][1] == phrases("en").automated


def test_a_visit_writes_to_no_chat(seen: Seen) -> None:
    assert {request.method for request in seen.passive} == {"GET"}


def test_a_visit_reads_the_choices(seen: Seen) -> None:
    assert seen.opened["loops"].options == ("Invoices", "End my contract")
    assert seen.opened["shadow"].options == ()


def test_nothing_else_types() -> None:
    types = re.compile(
        r"\.(?:fill|type|press_sequentially|insert_text|set_input_files|check|select_option)\(|\bkeyboard\b|\.press\(\""
    )
    home = Path(spiders.__file__).parent
    assert [path.name for path in sorted(home.rglob("*.py")) if types.search(path.read_text("utf-8"))] == ["chatprobe.py"]


def test_in_a_whole_look_the_chat_is_probed_once(tmp_path: Path) -> None:
    home = PAGE.replace("BOT", BOTS["queues"])
    own = crawled({"index.html": home + "<a href=/b.html>B</a>", "b.html": home}, tmp_path, chat_probe="127.0.0.1", walks=False)

    assert [request.method for request in own.record].count("POST") == 1
    [chat] = [channel for channel in own.evidence.channels if channel.kind == "chat"]
    assert chat.chat
    assert chat.chat.greeting.startswith("Hello, what is it about?")
    assert chat.chat.probe
    assert (chat.chat.probe.outcome, len(chat.chat.probe.turns)) == ("Q", 1)
