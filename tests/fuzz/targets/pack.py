"""
Packs: a file of somebody's own, with rules and expressions.

Law: it is a pack, or one `PackError` whose every line begins with file and line; by what is a pack every site is judged without a
fault, and the same twice.
"""

from __future__ import annotations

import re
from datetime import date
from functools import partial
from importlib.resources import files

from rules.cases import evidence_from
from rules.engine import judge
from rules.pack import PackError, parse_pack
from tests.fuzz.laws import clean_text, declared, kept, same_twice
from tests.rules.observations import PLAIN

_LINE = re.compile(r"own\.yaml:\d+: \S")
_SITES = (evidence_from(PLAIN), evidence_from({}))
_DAY = date(2026, 11, 21)
_ENTRY = b"""
  - rule: phone-given
    level: must
    severity: serious
    expects: a number
    applies: {to: everybody}
    citations:
      - {authority: A law, url: "https://law.example/", force: statute, confidence: high, in_force_from: 2020-01-01}
"""
_OWN = b"""id: house
version: "1"
title: House rules
rules:
  - id: answers-soon
    category: channels
    title: An e-mail address
    title_ok: There is an e-mail address
    title_failed: There is no e-mail address
    owner: content
    effort: minutes
    thresholds: [most-clicks]
    why: To write to.
    advice: Add one.
    rests_on: absence
    applies_when: size(pages) > 0
    passes_when: channels.exists(c, c.kind == "email" && c.clicks <= thresholds["most-clicks"])
    places: pages.filter(p, "home" in p.kinds).map(p, p.path)
"""


def _bundled(name: str, most: int) -> bytes:
    """The beginning of a pack of ours, cut between two entries."""
    text = files("rules").joinpath("packs", name).read_text("utf-8")
    return text[: text.rindex("\n  - ", 0, most) + 1].encode()


_ASKS = _ENTRY.replace(b"phone-given", b"answers-soon").replace(b"applies", b"thresholds: {most-clicks: 2}\n    applies")

SEEDS = (
    _OWN,
    _OWN + b"entries:" + _ENTRY + _ASKS,
    _bundled("eu.yaml", 6000),
    _bundled("int.yaml", 5000),
    _bundled("us-ca.yaml", 4000),
)
TOKENS = (
    b"entries:", b"rules:", b"watch:", b"extends: eu\n", b"countries: [SE, '*']\n", b"sectors: [telecom]\n", b"id: ",
    b"level: info", b"gate: true", b"points: 10", b"thresholds: {", b"labels: {sv: [x]}", b"otherwise:", b"applies:", b"asks:",
    b"confidence: low", b"citations: []", b"in_force_from: ", b"2026-02-30", b"2027-01-01", b"until: ", b"&a", b"*a",
    b"!!python/object:os.system", b"<<: *a", b"? [a]", b"- ", b": ", b"\n  ", b"\n---\n", b"...", b"%YAML 9", b"|", b">-", b"#",
    b"''", b"{", b"}", b"[", b"]", b"null", b"~", b"true", b"1e9", b".nan", b"0x1F", b"1_0", b"places: [", b"fails_when: ",
    b"message: '{x}'", b"size(pages)", b".exists(c, ", b".all(c, c.", b".map(x, ", b"thresholds['a']", b"has(c.x)",
    b"matches('(a+)+$')", b"1/0", b"int(", b"b'\\xff'", b"r'''", b"contact_page.clicks", b"in", b"&&", b"||", b"!", b"[0]",
    b"dyn(", b"duration('",
)  # fmt: skip


def target(data: bytes) -> None:
    text = data.decode("utf-8", "replace")
    try:
        pack = parse_pack(text, "own.yaml")
    except PackError as error:
        _placed(clean_text(declared(error)))
        return
    for site in _SITES:
        kept(same_twice(partial(judge, site, (pack,), _DAY)))


def _placed(told: str) -> None:
    assert all(map(_LINE.match, told.split("\n"))), f"a mistake without its place: {told!r}"
