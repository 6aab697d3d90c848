"""Pages that are made to take time and memory: they are read up to a bound, and a bound is no end of the look."""

from __future__ import annotations

from datetime import date

import pytest
from scrapy.http import HtmlResponse

import spiders.extract as extract_module
from rules.cases import Case, evidence_from, judged
from rules.registry import rules
from rules.result import NOT_SEEN
from rules.verdict import Verdict
from spiders import reader
from spiders.browser.snapshot import Snapshot
from spiders.extract import _formfields, _structured, extract
from spiders.look import Look
from spiders.page import parse, parsed
from spiders.reader import look_at
from spiders.reading import Reading

URL = "https://www.acme.example/"
MAIL = "<p>Skriv till <a href='mailto:info@acme.example'>info@acme.example</a></p>"
FORM = "<form action=/send><input name=name placeholder=Namn><input type=email name=email>{}<button>Skicka</button></form>"
MESSAGE = FORM.format("<label>Meddelande <textarea name=message></textarea></label>")
DATA = '<script type=application/ld+json>{{"@type": "{}", "email": "{}"}}</script>'
COMPANY = DATA.format("Organization", "info@acme.example")
LINKS = "".join(f"<a href=/{n}>{n}</a>" for n in range(10))
NAMED = "<a href=/v>Villkor</a> <a href=/p>Integritetspolicy</a> <a href=/g>Varukorg</a> <a href=/l>Logga in</a> <a href=/a>Om</a> "
BOUNDS = {
    "elements": (parsed, "_MOST_TAGS", "<p>Hej</p>" * 50 + MAIL, "email-given"),
    "observations": (extract_module, "_MOST", f"{NAMED}<a href=/k>Kontakt</a>", "contact-link-on-home"),
    "forms": (_formfields, "_MOST_FORMS", FORM.format("") * 10 + MESSAGE, "contact-link-on-home"),
    "objects": (_structured, "_MOST_OBJECTS", DATA.format("Thing", "") * 10 + COMPANY, "email-given"),
    "leads": (reader, "_MOST_LEADS", LINKS, "email-given"),
    "links": (reader, "_MOST_LINKS", LINKS, "email-given"),
}
"""Where a bound is, a page that goes beyond it if it is 5, and a rule that looks for what stands there or behind a link there."""


def seen(body: str) -> Look:
    return look_at(parse(body, URL, lang="sv", country="SE"), asked=URL, status=200, headers={}, is_home=True)


def verdict(look: Look, rule: str) -> Verdict:
    home = look.page.model_dump() | {"kinds": ["home"], "rendered": True}
    shown = {name: getattr(look, name) for name in ("channels", "forms", "mentions")}
    evidence = evidence_from({"pages": [home]}).model_copy(update=shown)
    return judged(Case("bounds", "", "", None, {}, date(2026, 11, 21), evidence), rules()[rule])


def test_of_a_page_of_tags_without_end_a_bounded_number_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parsed, "_MOST_TAGS", 1000)
    page = parse(f"<p>Ring oss</p>{'<div>' * 2000}<p>slut", URL, lang="sv", country="SE")

    look = look_at(page, asked=URL, status=200, headers={}, is_home=True)
    count, told = len(page.tags), page.text
    assert count <= 1000 + 2, "html and body come of themselves"
    assert told == "Ring oss"
    assert (look.page.state, look.page.cut, look.page.detail) == ("ok", True, "it is longer than is read of a page")
    assert parsed._bounded("<p><!-- --></p>" * 1000) == "<p><!-- --></p>" * 1000, "what closes an element opens none"
    assert parsed._bounded(b"<p>" * 1001) == b"<p>" * 1000


def test_of_sightings_without_end_a_bounded_number_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extract_module, "_MOST", 50)
    body = "".join(f"<a href=mailto:a{n}@acme.example>a</a>" for n in range(200))
    found = [seen for seen in extract(parse(body, URL, lang="sv", country="SE")) if getattr(seen, "kind", "") == "email"]

    assert len(found) == 50


@pytest.mark.parametrize(
    "body",
    [
        f"<a href='/{'a' * 1_000_000}'>x</a>",
        f"<a title='{'x' * 1_000_000}' href=/a>x</a>",
        f"<script type=application/ld+json>{'[' * 100_000}{']' * 100_000}</script>",
        "<script type=application/ld+json>" + '{"a":' * 20_000 + "1" + "}" * 20_000 + "</script>",
        "<div itemscope>" * 3000,
    ],
    ids=["address", "attribute", "lists", "objects", "items"],
)
def test_what_is_deep_or_long_costs_nothing_but_itself(body: str) -> None:
    look = look_at(parse(f"<h1>Acme</h1>{body}", URL, lang="sv", country="SE"), asked=URL, status=200, headers={})

    assert (look.page.state, look.headings) == ("ok", ("Acme",))


@pytest.mark.parametrize(("module", "bound", "body", "rule"), BOUNDS.values(), ids=BOUNDS)
def test_what_stands_behind_a_bound_is_not_said_to_be_missing(
    module: object, bound: str, body: str, rule: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = seen(body)
    monkeypatch.setattr(module, bound, 5)
    part = seen(body)

    assert (whole.page.cut, whole.page.detail) == (False, "")
    assert verdict(whole, rule).outcome in ("passed", "failed")
    assert (part.page.state, part.page.cut) == ("ok", True)
    told = verdict(part, rule)
    assert (told.outcome, told.result) == ("cantTell", NOT_SEEN), told.message
    assert "1 page that could hold it could be read only in part" in told.reason
    assert told.reason.endswith("(longer than is read of a page).")


def test_what_was_found_before_a_bound_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parsed, "_MOST_TAGS", 5)
    part = seen(f"{MAIL}<a href=/k>Kontakt</a>{'<p>Hej</p>' * 50}")

    assert part.page.cut
    assert verdict(part, "email-given").outcome == "passed"
    assert [link.url for link in part.links] == [f"{URL}k"]


@pytest.mark.parametrize("cut", [False, True])
def test_a_rendered_document_of_which_not_all_was_kept_is_cut(cut: bool) -> None:
    response = HtmlResponse(URL, body=b"<p>Ring oss</p>", encoding="utf-8")
    look = Reading("SE").look(response, asked=URL, found_by="link", is_home=True, snapshot=Snapshot(cut=cut))

    assert look.page.cut is cut
