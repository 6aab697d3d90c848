"""
The chat probe: a chat asked for a person, because the site's owner wants to know what comes of it (`--chat-probe`).

The one place that writes to a site. The page is opened in a browser profile of its own, and of it nothing stays. What is written,
and when it is enough, `spiders.handover` says: at most five fixed phrases, none after a person or a queue has appeared. Written is
only into a field that came up with the chat, and none of it where the chat asks for what only a customer has.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.async_api import ElementHandle, Error, Frame, Page

from spiders.browser.closed import closed_on
from spiders.browser.snapshot import glance
from spiders.browser.visit import Answered, Before, Plan, disclose
from spiders.evidence import ChatProbe, ChatTurn, HandOver
from spiders.extract._formwords import field_concepts
from spiders.extract._wordlist import pattern
from spiders.greeting import read_greeting
from spiders.handover import PROBE_SECONDS, WHY, classify, heard, next_message, why
from spiders.lexicon import merged
from spiders.look import Closed, Opened, Visit
from spiders.page import parse
from spiders.said import say
from spiders.spoken import cleaned

__all__ = ["ProbePlan", "probe"]

_SCRIPT = Path(__file__).with_name("chatprobe.js").read_text("utf-8")
_CALL = "([name, ...args]) => window[Symbol.for('auditor.probe')]?.[name](...args)"
_SENDS = pattern(merged("chat")["sends"])
_CLOSES = pattern(merged("chat")["closes"])
_BY_TYPE: Mapping[str, frozenset[str]] = {
    "email": frozenset({"email"}),
    "tel": frozenset({"phone"}),
    "password": frozenset({"customer_number"}),
    "number": frozenset({"customer_number"}),
    "date": frozenset({"date"}),
    "search": frozenset({"search"}),
}
_CUSTOMERS = frozenset({"email", "phone", "name", "address", "company", "customer_number", "order_number", "date", "captcha"})
"""What fields of a form ask for that a probe, which is no customer, has not got."""
_ANSWER_SECONDS = 12.0
_QUIET_SECONDS = 2.5
_SENT_SECONDS = 1.0
_TRY_SECONDS = 0.25
_ACT_MS = 2500
_FRAME_SECONDS = 1.0
_LONGEST_ANSWER = 600
_NONE = Closed(kind="chat", selector="")
_GATED = say("it asks for what only a customer has")
_GOES_ON = ("…", "...")
_FIRST_SETTLED: frozenset[HandOver] = frozenset({"H", "Q", "C", "G"})
"""What the first words can say so that nothing need be written at all."""


@dataclass(frozen=True, slots=True)
class ProbePlan(Plan):
    """
    A page with a chat that opened before, to be asked for a person.

    Attributes:
        chat: Its launcher as it was found then; `lang`: two-letter language of the page.
    """

    chat: Closed = _NONE
    lang: str = ""

    @property
    def takes(self) -> float:
        return PROBE_SECONDS


@dataclass(frozen=True, slots=True)
class _Field:
    """
    A field that came up with the chat.

    Attributes:
        number: Its number in the frame; `window`: that of the window around it.
        area: It takes more than a line.
        asks: What it asks for, as far as that is known.
    """

    frame: Frame
    number: int
    window: int
    area: bool
    asks: frozenset[str]

    @property
    def personal(self) -> bool:
        return bool(self.asks & _CUSTOMERS) and "message" not in self.asks


async def probe(page: Page, plan: ProbePlan, first: Before, answered: Answered | None) -> tuple[str, Visit]:
    """Ask the chat of the open page for a person: the stamped document before that, and what came of it."""
    html = await glance(page)
    made = Visit(choice=plan.choice, label=answered.label if answered else "", before=first.shown)
    closed = closed_on(parse(html, page.url, rendered=True))
    chat = next((one for one in closed if one.kind == "chat" and one.vendor == plan.chat.vendor), None)
    if plan.choice != "none" and not answered:
        told = ChatProbe(outcome="X", detail=say("the consent dialog could not be answered as before"))
    elif chat is None:
        told = ChatProbe(outcome="X", detail=say("the chat was not there again"))
    else:
        told = await _asked(page, chat, plan.lang)
    return html, made.model_copy(update={"opened": (Opened(closed=plan.chat, probe=told),)})


async def _asked(page: Page, chat: Closed, lang: str) -> ChatProbe:
    """Open the chat and talk to it for as long as there is something to ask."""
    turns: list[ChatTurn] = []
    try:
        async with asyncio.timeout(PROBE_SECONDS):
            await _in_frames(page, "note")
            opened = await disclose(page, chat)
            if opened is None:
                return ChatProbe(outcome="X", detail=say("the chat did not open again"))
            if said := _settled_at_once(opened.says, lang):
                return ChatProbe(outcome=said, detail=say("before anything was written, {why}", why=WHY[said]))
            ended = await _talk(page, turns, lang)
    except TimeoutError:
        ended = say("its time was up")
    except Error:
        ended = say("the page broke off")
    outcome = classify(turns, lang)
    if ended == _GATED:
        outcome = "G"
    elif ended and outcome == "N":
        outcome = "X"  # it might have come to a person yet
    return ChatProbe(outcome=outcome, turns=tuple(turns), detail=ended or why(outcome, turns))


def _settled_at_once(says: str, lang: str) -> HandOver | None:
    """What the first words alone tell."""
    said = heard(says, lang)
    return said if said in _FIRST_SETTLED or (said == "T" and read_greeting(says, lang).closed) else None


async def _talk(page: Page, turns: list[ChatTurn], lang: str) -> str:
    """Write and listen, adding to the turns; why it could not go on, or "" where there was nothing left to ask."""
    clock = asyncio.get_running_loop()
    before: Counter[str] = Counter()
    while (text := next_message(turns, lang)) is not None:
        fields = await _fields(page)
        field = _composer(fields)
        writes = await _handle(field.frame, "field", field.number) if field else None
        if field is None or writes is None:
            return _GATED if any(each.personal for each in fields) else say("there was nowhere to write")
        lines = await _lines(field.frame)
        if turns and (late := _new(lines, before, turns[-1].sent)) != turns[-1].answer:
            turns[-1] = turns[-1].model_copy(update={"answer": late})
            await asyncio.sleep(_QUIET_SECONDS)
            continue  # it went on meanwhile: what it said may be all there is to hear
        before, begun = Counter(lines), clock.time()
        if not await _written(field, writes, text):
            return say("what was written could not be sent")
        answer, came = await _answer(field.frame, before, text)
        turns.append(ChatTurn(sent=text, answer=answer, seconds=round(came - begun, 1)))
    return ""


async def _fields(page: Page) -> list[_Field]:
    """The fields that came up with the chat."""
    return [
        _Field(frame, number, int(field["window"]), field["type"] == "textarea", _asked_for(field))
        for frame, told in await _in_frames(page, "fields")
        for number, field in enumerate(told)
    ]


def _asked_for(field: Mapping[str, Any]) -> frozenset[str]:
    asks = frozenset(concept for said in field["asks"] for concept in field_concepts(str(said)))
    return asks | _BY_TYPE.get(field["type"], frozenset())


def _composer(fields: Sequence[_Field]) -> _Field | None:
    """Where messages are written: an area for text, else a line; never in a form that asks for what only a customer has."""
    forms = {(field.frame, field.window) for field in fields if field.personal}
    free = [field for field in fields if (field.frame, field.window) not in forms and "search" not in field.asks]
    areas = [field for field in free if field.area]
    return next(reversed(areas or ([] if forms else free)), None)


async def _written(field: _Field, writes: ElementHandle, text: str) -> bool:
    """Write one message and send it, by the key, else by the button beside it; whether it is sent."""
    await writes.fill(text, timeout=_ACT_MS)
    await writes.press("Enter", timeout=_ACT_MS)
    if await _is_sent(field, text):
        return True
    if (button := await _button(field)) is not None:
        await writes.fill(text, timeout=_ACT_MS)  # the key may have begun a new line
        await button.click(timeout=_ACT_MS)
        return await _is_sent(field, text)
    return False


async def _is_sent(field: _Field, text: str) -> bool:
    for _ in range(int(_SENT_SECONDS / _TRY_SECONDS)):
        if await field.frame.evaluate(_CALL, ["sent", field.number, text]):
            return True
        await asyncio.sleep(_TRY_SECONDS)
    return False


async def _button(field: _Field) -> ElementHandle | None:
    """The button that sends: by its words, else the one that submits."""
    beside = await field.frame.evaluate(_CALL, ["buttons", field.number]) or []
    open_ones = [n for n, button in enumerate(beside) if not _CLOSES.search(button["says"])]
    says = [n for n in open_ones if _SENDS.search(beside[n]["says"])]
    submits = [n for n in open_ones if beside[n]["submits"]]
    chosen = next(iter(says or submits or open_ones[: len(open_ones) == 1]), None)
    return None if chosen is None else await _handle(field.frame, "button", chosen)


async def _answer(frame: Frame, before: Counter[str], sent: str) -> tuple[str, float]:
    """What came to be read since, once nothing more comes for a while, and when its last came; "" where nothing did."""
    clock = asyncio.get_running_loop()
    until, answer, came = clock.time() + _ANSWER_SECONDS, "", clock.time()
    while clock.time() < until:
        await asyncio.sleep(_TRY_SECONDS)
        now = _new(await _lines(frame), before, sent)
        if now != answer:
            answer, came = now, clock.time()
        if answer and not answer.endswith(_GOES_ON) and clock.time() - came >= _QUIET_SECONDS:
            break
    return answer, came if answer else clock.time()


def _new(lines: Sequence[str], before: Counter[str], sent: str) -> str:
    """The lines that were not there before, in order, without what was sent; a line said again counts again."""
    known, new = Counter(before), []
    for line in lines:
        if known[line]:
            known[line] -= 1
        elif rest := line.replace(sent, "").strip():
            new.append(rest)
    return cleaned("\n".join(new))[:_LONGEST_ANSWER].rstrip()


async def _lines(frame: Frame) -> Sequence[str]:
    """The lines of the chat's window in a frame."""
    text = await frame.evaluate(_CALL, ["text"])
    return [line for line in (" ".join(line.split()) for line in str(text or "").splitlines()) if any(map(str.isalnum, line))]


async def _handle(frame: Frame, name: str, number: int) -> ElementHandle | None:
    return (await frame.evaluate_handle(_CALL, [name, number])).as_element()


async def _in_frames(page: Page, name: str) -> list[tuple[Frame, Any]]:
    """What our script says in every frame that a person sees; it is put there where it is not yet."""
    told: list[tuple[Frame, Any]] = []
    for frame in page.frames:
        with suppress(Error, TimeoutError):
            async with asyncio.timeout(_FRAME_SECONDS):
                if frame.parent_frame and not await (await frame.frame_element()).is_visible():
                    continue
                if not await frame.evaluate("!!window[Symbol.for('auditor.probe')]"):
                    await frame.evaluate(_SCRIPT)
                told.append((frame, await frame.evaluate(_CALL, [name])))
    return told
