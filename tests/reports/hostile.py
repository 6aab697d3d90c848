"""The story of a site whose every text is an attack on somebody's reader."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

from reports.story import Story
from rules.verdict import Citation, Method, Outcome, PackUsed, Place, Score, Verdict, Verdicts
from spiders.evidence import (
    Box,
    BrokenLink,
    Channel,
    ChannelKind,
    Chat,
    ChatProbe,
    ChatTurn,
    ContactPage,
    Coverage,
    DeadEnd,
    Evidence,
    Field,
    Findability,
    Form,
    HelpMap,
    HelpPage,
    HelpWay,
    Identifier,
    Journey,
    JourneyOutcome,
    JourneyStep,
    Mention,
    Page,
    PassedOver,
    Promise,
    Shot,
    Sighting,
    Site,
    Skipped,
    Step,
)
from spiders.manifest import Manifest, StoredFile

EVIL = (
    "=HYPERLINK('http://evil.example')\x1b[31m\x1b]0;owned\x07\u202e<script>alert(1)</script>[bold]|`x`\x00"
    "\n# ![i](javascript:alert(1))"
)
EVIL_URL = "javascript:alert(document.domain)//<script>"


def _walks() -> tuple[Journey, ...]:
    passed = (PassedOver(label=EVIL, region="main", worth=1),)
    shot, box = "../../../etc/passwd", Box(x=-5, y=1, width=9, height=9)
    step = JourneyStep(
        page=EVIL_URL, action="follow-link", url=EVIL_URL, title=EVIL, label=EVIL, why=EVIL, passed_over=passed, came=EVIL
    ).model_copy(update={"screenshot": shot, "box": box})
    short = (Step(url=EVIL_URL, label=EVIL, region="main"),)
    ended: tuple[JourneyOutcome, ...] = get_args(JourneyOutcome)
    return tuple(
        Journey(
            task="phone", name=EVIL if n else "", start=EVIL_URL, outcome=outcome, steps=(step,) * n, actions=n, minimum=1,
            shortest=short, reached=(f"phone {EVIL}", EVIL), end=EVIL_URL, screenshot=shot, box=box, detail=EVIL,
        )
        for n, outcome in enumerate(ended)
    )  # fmt: skip


def _chat(kind: ChannelKind) -> Chat | None:
    probe = ChatProbe(outcome="N", turns=(ChatTurn(sent=EVIL, answer=EVIL, seconds=1),), detail=EVIL)
    return Chat(greeting=EVIL, options=(EVIL,), probe=probe) if kind == "chat" else None


def hostile() -> Story:
    """A site whose every text is an attack on somebody's reader."""
    place = Place(page=EVIL_URL, text=EVIL, screenshot="../../etc/passwd", box=Box(x=-5, y=-5, width=9, height=9))
    shot = Shot(file="../../../etc/passwd", viewport="desktop", width=100, height=100)
    sighting = Sighting(page=EVIL_URL, via="text", context=EVIL, box=Box(x=1, y=1, width=5, height=5))
    citation = Citation(authority=EVIL, url=EVIL_URL, force="statute", in_force_from=EVIL)
    one = Verdict(
        rule="=cmd()",
        pack="@pack",
        outcome="failed",
        title=EVIL,
        message=EVIL,
        why=EVIL,
        advice=EVIL,
        citations=(citation,),
        evidence=(place,),
        category=EVIL,
        result="+1",
        fingerprint="-1",
    )
    outcomes: tuple[Outcome, ...] = ("failed", "passed", "cantTell", "inapplicable", "untested")
    every = tuple(one.model_copy(update={"outcome": outcome, "reason": EVIL}) for outcome in outcomes)
    kinds: tuple[ChannelKind, ...] = ("phone", "email", "form", "chat", "messaging", "social", "postal")
    return Story(
        Evidence(
            site=Site(start_url=EVIL_URL, final_url=EVIL_URL, host=EVIL),
            coverage=Coverage(
                pages_fetched=1,
                pages_rendered=1,
                pages_known=1,
                stopped_by="done",
                detail=EVIL,
                skipped=(Skipped(url=EVIL_URL, reason=EVIL),),
            ),
            pages=(
                Page(url=EVIL_URL, final_url=EVIL_URL, title=EVIL, lang=EVIL, kinds=("home",), clicks=0, shots=(shot,)),
                Page(url=EVIL, final_url=EVIL, state="broken", detail=EVIL),
            ),
            channels=tuple(
                Channel(kind=k, value=EVIL_URL, as_written=EVIL, hours=EVIL, owner="own", sightings=(sighting,), chat=_chat(k))
                for k in kinds
            ),
            contact_page=ContactPage(url=EVIL_URL, clicks=1, label=EVIL, region="main"),
            forms=(Form(page=EVIL_URL, kind="contact", fields=(Field(name=EVIL, label=EVIL),)),),
            dead_ends=(DeadEnd(type="D1", page=EVIL_URL, label=EVIL, detail=EVIL, proof=(EVIL, EVIL_URL)),),
            broken_links=(BrokenLink(from_=EVIL_URL, to=EVIL_URL, label=EVIL),),
            journeys=_walks(),
            findability=(Findability(task="phone", start=EVIL_URL, reached=1),),
            help_map=HelpMap(
                pages=(
                    HelpPage(url=EVIL_URL, title=EVIL, clicks=0, dead_ends=("D1",)),
                    HelpPage(url=EVIL, title=EVIL, clicks=None),
                ),
                ways=(HelpWay(from_url=EVIL_URL, to_url=EVIL, label=EVIL),),
            ),
            promises=(Promise(page=EVIL_URL, text=EVIL, claim=EVIL, strength=1),),
            mentions=(
                Mention(
                    concept="contact", page=EVIL_URL, form="link", text=EVIL, href=EVIL_URL, box=Box(x=1, y=1, width=5, height=5)
                ),
            ),
            identifiers=(Identifier(kind="legal-name", value=EVIL, page=EVIL_URL),),
        ),
        Verdicts(
            method=Method(version=EVIL, packs=(PackUsed(id=EVIL, version=EVIL),), as_of=EVIL),
            score=Score(value=None, low=None, high=None, grade=None, reason=EVIL, capped_by=(EVIL,)),
            verdicts=(*every, one.model_copy(update={"suppressed": EVIL})),
            upcoming=(one,),
        ),
        Manifest(
            started=EVIL,
            finished=EVIL,
            versions={EVIL: EVIL},
            settings={EVIL: EVIL},
            browser=EVIL,
            files=(StoredFile(path=EVIL, bytes=1, sha256=EVIL),),
        ),
    )


ATTACKS = {
    "formula": "=cmd|' /C calc'!A0",
    "formula behind a tab": "\t@SUM(1+1)",
    "command of a runner": "x\n::error file=evil::owned\r\n::stop-commands::x%0A##[add-mask]x",
    "end of a section": "]]></failure><evil/>",
    "markup": "</script><img src=x onerror=alert(1)>",
    "link of SARIF": "[click](http://evil.example) {0}",
    "controls": "\x00\x07\x1b]8;;http://evil.example\x07x\x1b]8;;\x07\x9b31m\u202eevil",
    "half a letter": "a\ud800b\udfffc",
    "giant": "giant " * 17_000,
    "nothing": "",
}


def attacked(text: str) -> Story:
    """A site that puts one text into every place it can."""
    story = hostile()
    place = Place(page="https://acme.example/").model_copy(update={"page": text, "text": text})
    said = dict.fromkeys(("title", "message", "why", "advice", "reason", "category", "suppressed"), text)
    found = story.verdicts.verdicts[0].model_copy(update={**said, "suppressed": "", "evidence": (place,)})
    gate = found.model_copy(update={"rule": "gate", "outcome": "cantTell", "gate": True})
    aside = found.model_copy(update={"rule": "aside", "suppressed": text or "known"})
    site = story.evidence.site.model_copy(update={"host": text, "name": text, "start_url": text})
    page = story.evidence.pages[0].model_copy(update={"title": text, "detail": text, "final_url": text})
    return replace(
        story,
        evidence=story.evidence.model_copy(update={"site": site, "pages": (page,)}),
        verdicts=story.verdicts.model_copy(update={"verdicts": (found, gate, aside)}),
    )
