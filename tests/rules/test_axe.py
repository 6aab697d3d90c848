"""Which of axe-core's rules speaks for which of ours, held against axe-core itself; what stands in what."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

import pytest

from rules.axe import Fault, covers, in_form, mapping, source, why
from rules.pack import load_pack
from rules.registry import rules
from spiders.evidence import AxeNode, Box, Form

PAGE = "https://example.se/kontakt"
PAIRS = [(ours, theirs) for ours, ids in mapping().items() for theirs in ids]
_RULE = re.compile(r'\{id:"([a-z-]+)",(?:[^{}]|\{[^{}]*\})*?tags:\[([^\]]*)\]')


@cache
def tags() -> dict[str, set[str]]:
    """The tags of axe-core's rules by id, out of its own source."""
    text = files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
    return {name: set(re.findall(r'"([^"]+)"', listed)) for name, listed in _RULE.findall(text)}


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("Fix any of the following:\n  Contrast of 1.91. 4.5:1 is expected", "Contrast of 1.91. 4.5:1 is expected."),
        ("Fix all of the following: One. Fix any of the following: Two.", "One. Two."),
        ("", ""),
    ],
)
def test_what_axe_core_says_of_an_element_is_told_in_whole_sentences(said: str, told: str) -> None:
    assert why(Fault(page=PAGE, asks="", criteria=(), node=AxeNode(selector="p", why=said))) == told


def test_only_rules_of_ours_are_spoken_for() -> None:
    assert set(mapping()) <= set(rules())


@pytest.mark.parametrize(("ours", "theirs"), PAIRS, ids=[f"{ours}-{theirs}" for ours, theirs in PAIRS])
def test_what_speaks_for_a_rule_is_run_and_tied_to_a_criterion_that_the_pack_cites(ours: str, theirs: str) -> None:
    assert tags()[theirs] & {"wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"}
    entry = next(entry for entry in load_pack("iso-wcag").entries if entry.rule == ours)
    cited = {found[0].replace(".", "") for law in entry.citations if (found := re.search(r"\d\.\d\.\d+", law.authority))}
    assert {f"wcag{number}" for number in cited} & tags()[theirs]


def test_the_version_of_the_sources_is_that_of_the_engine() -> None:
    text = files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
    version = re.match(r"/\*! axe v(\d+\.\d+)", text)
    assert version is not None
    assert source("label") == f"https://dequeuniversity.com/rules/axe/{version[1]}/label"


OUTER = Box(x=100, y=100, width=200, height=100)
INSIDE, BESIDE = Box(x=120, y=120, width=20, height=20), Box(x=400, y=120, width=20, height=20)


@pytest.mark.parametrize(("inner", "expected"), [(INSIDE, True), (BESIDE, False), (None, False)])
def test_a_box_covers_what_has_its_middle_in_it(inner: Box | None, expected: bool) -> None:
    assert covers(OUTER, inner) is expected
    assert covers(None, inner) is False


@pytest.mark.parametrize(
    ("node", "expected"),
    [
        (AxeNode(selector="#a", form="#skriv"), True),
        (AxeNode(selector="#a", form="#sok", box=INSIDE), False),
        (AxeNode(selector="#a", box=INSIDE), True),
        (AxeNode(selector="#a", box=BESIDE), False),
        (AxeNode(selector="#a"), False),
    ],
)
def test_an_element_stands_in_its_own_form_and_without_one_where_the_form_is(node: AxeNode, expected: bool) -> None:
    form = Form(page=PAGE, kind="contact", selector="#skriv", box=OUTER)
    assert in_form(Fault(PAGE, "", (), node), form) is expected
    assert in_form(Fault(f"{PAGE}/2", "", (), node), form) is False
