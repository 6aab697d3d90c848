"""
A whole site: pages parted by a line of `====`, the first the home page, looked at, walked, assembled, judged and told.

Law: nothing is raised and no walk is ended by a fault of ours;
a walk ends within its bounds; the same pages give the same evidence.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from urllib.parse import urlsplit
from zlib import crc32

from scrapy.http import HtmlResponse

from rules.engine import judge
from rules.pack import load_pack
from rules.result import RULE_FAILED
from spiders.browser.snapshot import Snapshot
from spiders.evidence import Evidence, Journey, Page
from spiders.job import Job
from spiders.journeys.scene import Scene, State
from spiders.journeys.starts import starts
from spiders.journeys.walks import Walks
from spiders.look import End, Look
from spiders.reading import Reading
from spiders.urls import key
from spiders.whole.assemble import assemble, pages_of
from tests.fuzz.laws import kept
from tests.fuzz.pages import WORDS, looked
from tests.fuzz.target import seeds
from tests.fuzz.told import told

_PARTED = b"\n====\n"
_ADDRESSES = tuple(f"https://acme.example{path}" for path in ("/", "/kontakt", "/hjalp", "/kundservice/chatt", "/om"))
_MOST_SCENES = 500
_PACKS = (load_pack("se"), load_pack("eu"))
SEEDS = seeds("site")
TOKENS = (
    *WORDS, _PARTED, b"<a href=/>", b"<a href=/kontakt>", b"<a href=/hjalp>", b"<a href=/om#a>",
    b"<a href='/kundservice/chatt?a'>", b"<title>Kontakta oss</title>", "<h1>Ångra köpet</h1>".encode(),
    "<h1>Säg upp</h1>".encode(), b"<h1>Logga in</h1>", b"<title>404 Not found</title>",
)  # fmt: skip


def target(data: bytes) -> None:
    parts = data.split(_PARTED)[: len(_ADDRESSES)]
    evidence = kept(_seen(parts))
    assert len(data) % 4 or _seen(parts) == evidence, "the same pages gave other evidence"
    verdicts = kept(judge(evidence, _PACKS, date(2026, 11, 21)))
    assert not [verdict.reason for verdict in verdicts.verdicts if verdict.result == RULE_FAILED]
    told(evidence, verdicts, crc32(data))


def _seen(parts: Sequence[bytes]) -> Evidence:
    reading = Reading("SE")
    looks: list[Look] = []
    for address, body in zip(_ADDRESSES, parts, strict=False):
        home = not looks
        for shown in (None, Snapshot()):
            answer = HtmlResponse(address, body=body, headers={"Content-Type": "text/html"})
            look = looked(answer, reading, shown, is_home=home)
        looks.append(look)
    end = End(stopped_by="done", known=len(looks), country=reading.country)
    return assemble(Job(start_url=_ADDRESSES[0], folder="/nowhere"), looks, end, _walked(looks))


def _walked(looks: Sequence[Look]) -> Sequence[Journey]:
    by_key = {key(look.page.final_url): look for look in looks}
    walks = Walks(starts(looks, pages_of(looks)))
    asked = 0
    while (state := walks.next()) is not None:
        asked += 1
        assert asked <= _MOST_SCENES, "the walks do not end"
        walks.take(_scene(state, by_key.get(key(state.url))))
    assert not [journey for journey in walks.done if "an error in the auditor itself" in journey.detail]
    return walks.done


def _scene(state: State, look: Look | None) -> Scene:
    if look is None or not urlsplit(state.url).hostname:
        page = Page(url=state.url, final_url=state.url, state="broken", detail="there is no such page")
        return Scene(state, Look(page=page), detail="there is no such page")
    return Scene(state, look, height=2000)
