"""What becomes of axe-core's report: cleaned, bounded, and put where it stands on the page."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spiders.audited import MOST_NODES, audited
from spiders.evidence import AxePage, Box
from spiders.page import parse
from spiders.page.elements import selector

URL = "https://example.se/kontakt"
PAGE = """<html lang=sv><body data-auditor-box="0,0,1280,900"><header data-auditor-box="0,0,1280,80"><a href=/>Hem</a></header>
<main><form id=skriv><p><input name=a data-auditor-box="10,100,200,20"></p><p><input name=b data-auditor-hidden=dm></p></form>
<x-card><template shadowrootmode=open><p>a</p><p><a href=/b></a></p></template></x-card></main>
<footer data-auditor-box="0,800,1280,100"><a href=/x></a></footer></body></html>"""


def node(where: str, **more: str) -> dict[str, Any]:
    return {"selector": where, "form": "", "html": "<a>", "why": "no name", **more}


def finding(*nodes: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"rule": "label", "impact": "critical", "tags": ["wcag412"], "help": "h", "count": len(nodes), "nodes": nodes, **more}


def read(*findings: dict[str, Any], **more: Any) -> AxePage:
    return audited({"engine": "4.12.1", "findings": findings, **more}, parse(PAGE, URL, rendered=True))


def test_a_selector_of_ours_finds_its_element_again_in_shadow_roots_too() -> None:
    page = parse(PAGE, URL, rendered=True)
    links = [selector(tag) for tag in page.tags if tag.name == "a"]
    report = read(finding(*map(node, links)))
    assert {one.selector: one.region for one in report.findings[0].nodes} == {
        "html > body > header > a": "header",
        "html > body > main > x-card > template > p:nth-of-type(2) > a": "main",
        "html > body > footer > a": "footer",
    }


def test_what_is_seen_in_the_content_comes_first_and_no_more_than_a_few_are_kept() -> None:
    around = [node("html > body > footer > a")] * 20
    fields = [node("#skriv > p:nth-of-type(2) > input"), node("#skriv > p:nth-of-type(1) > input", form="#skriv")]
    found = read(finding(*around, *fields)).findings[0]
    assert (found.count, len(found.nodes)) == (22, MOST_NODES)
    first = found.nodes[0]
    assert (first.form, first.region, first.visible, first.box) == ("#skriv", "main", True, Box(x=10, y=100, width=200, height=20))
    assert {one.region for one in found.nodes[1:]} == {"footer"}
    assert [one.visible for one in read(finding(fields[0])).findings[0].nodes] == [False]


@pytest.mark.parametrize(
    ("tags", "criteria"),
    [
        (["cat.color", "wcag2aa", "wcag143", "EN-9.1.4.3"], ("1.4.3",)),
        (["wcag2a", "wcag244", "wcag412", "wcag244"], ("2.4.4", "4.1.2")),
        (["wcag22aa", "wcag258", "wcag1410"], ("2.5.8", "1.4.10")),
        (["best-practice", "wcag2a-obsolete"], ()),
    ],
)
def test_the_tags_that_name_a_criterion_are_read_as_one(tags: list[str], criteria: tuple[str, ...]) -> None:
    assert read(finding(tags=tags)).findings[0].criteria == criteria


def test_our_own_stamps_are_no_part_of_the_markup_that_is_shown() -> None:
    html = '<a data-auditor-box="1,2,3,4" href="/x" data-auditor-hidden="dm">\n  x\u202e</a><b data-auditor-box="1,2'
    assert read(finding(node("html", html=html))).findings[0].nodes[0].html == '<a href="/x"> x</a><b'


def test_findings_come_in_order_of_rule_whatever_order_the_engine_gives() -> None:
    report = read(finding(rule="label"), finding(rule="color-contrast"), incomplete=["region", "bypass"])
    assert [one.rule for one in report.findings] == ["color-contrast", "label"]
    assert report.incomplete == ("bypass", "region")


def test_a_page_on_which_it_did_not_run_says_why_and_no_more() -> None:
    assert audited({"detail": "it was not done\nin time"}, parse(PAGE, URL)) == AxePage(page=URL, detail="it was not done in time")


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60), st.text(max_size=900), st.text(max_size=900))
def test_hostile_texts_are_borne(where: str, html: str, why: str) -> None:
    found = read(finding(node(where, html=html, why=why), help=why)).findings[0]
    assert len(found.nodes[0].html) <= 200
    assert len(found.nodes[0].why) <= 300
    assert "\n" not in found.help + found.nodes[0].html
