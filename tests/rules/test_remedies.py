"""What is proposed to be added to a site: the site's own details, in its language, as text or markup that can be pasted."""

import json
import re
from functools import cache
from importlib.resources import files
from typing import Any

import pytest
import yaml
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.cases import evidence_from
from rules.pack import Entry, bundled, load_pack
from rules.registry import Rule, rules
from rules.remedies import details, remedy
from rules.result import Result
from rules.verdict import Place, Remedy
from spiders.evidence import Evidence
from spiders.lexicon import languages

RULES = [rule for rule in rules().values() if rule.texts.remedy]
TEXTS = yaml.safe_load(files("rules").joinpath("remedies.yaml").read_text("utf-8"))
IN_FEWER = {"colon", "conciliation", "phone_uri", "code"}
"""The same in every other language, or the matter of one country."""
LAW = re.compile(
    r"\b(?:compliant|complies|comply|legal requirement|required by law|lawful|illegal|breach\w*|violat\w*|guarantee\w*)\b", re.I
)
PLAIN = {
    "phone": "08-500 000 01",
    "hours": "9-17",
    "email": "hej@example.se",
    "address": "Storgatan 1, 111 22 Stockholm",
    "name": "Exempel AB",
    "number": "556000-0000",
}


def site(lang: str = "sv", channels: tuple[dict[str, Any], ...] = (), **more: Any) -> Evidence:
    """A site of one language with a home page and a contact page, and what else is given."""
    pages = [{"url": "/", "lang": lang, "kinds": ["home"]}, {"url": "/kontakt", "lang": lang, "kinds": ["contact"]}]
    return evidence_from({"pages": pages, "channels": list(channels), **more})


def phone(value: str = "+46850000001", **more: Any) -> dict[str, Any]:
    return {"kind": "phone", "value": value, "at": ["/kontakt"], **more}


def email(value: str = "hej@example.se", **more: Any) -> dict[str, Any]:
    return {"kind": "email", "value": value, "at": ["/kontakt"], **more}


def showing(shown: dict[str, str], lang: str = "sv") -> Evidence:
    """A site that shows everything."""
    channels = (
        phone(as_written=shown["phone"], hours=shown["hours"]),
        email(shown["email"]),
        {"kind": "postal", "value": shown["address"], "at": ["/kontakt"]},
    )
    named = (("legal-name", "name"), ("organisation-number", "number"))
    identifiers = [{"kind": kind, "value": shown[key], "page": "/"} for kind, key in named]
    offered = {"url": "/kontakt", "clicks": 1, "label": "Kontakt", "region": "nav"}
    return site(lang, channels, contact_page=offered, identifiers=identifiers)


@cache
def sites() -> tuple[Evidence, ...]:
    """In each language, in one without words and in none told, a site that shows everything and one that shows nothing."""
    return tuple(evidence for lang in (*languages(), "cs", "") for evidence in (showing(PLAIN, lang), site(lang)))


@cache
def entries(rule: str) -> tuple[Entry, ...]:
    """Every pack's entry of the rule that gives labels, and one that gives none."""
    found = [entry for name in bundled() for entry in load_pack(name).entries if entry.rule == rule and entry.labels]
    bare = load_pack("int").entries[0].model_copy(update={"rule": rule, "labels": {}})
    return (*found, bare)


def made(rule: Rule, evidence: Evidence, entry: Entry | None = None, places: tuple[Place, ...] = ()) -> Remedy:
    found = remedy(evidence, rule, entry or entries(rule.id)[0], Result(next(iter(rule.texts.results)), "", places))
    assert found is not None
    return found


def by_id(name: str) -> Rule:
    return rules()[name]


@pytest.fixture(params=RULES, ids=[rule.id for rule in RULES])
def rule(request: pytest.FixtureRequest) -> Rule:
    found: Rule = request.param
    return found


def test_a_remedy_is_for_a_rule_that_can_fail_and_is_more_than_where_it_goes(rule: Rule) -> None:
    assert "failed" in {named.outcome for named in rule.texts.results.values()}
    where = rule.texts.remedy.where if rule.texts.remedy else ""
    assert re.fullmatch(r"(?:as|at|before|beside|in|on)\b.*[^.]", where)


def test_a_remedy_renders_in_every_language_for_a_site_that_shows_everything_and_for_one_that_shows_nothing(rule: Rule) -> None:
    for evidence in sites():
        for entry in entries(rule.id):
            found = made(rule, evidence, entry)
            assert found.content
            assert not re.search(r"[{}]{2}|\{%|\bNone\b|Undefined|[ \t]$", found.content, re.M)
            assert not LAW.search(found.content)
            if found.kind == "text":
                assert not re.search(r"[<>]|&\w+;|\n\n", found.content)


def test_what_a_site_does_not_show_is_a_gap_and_never_another_sites_detail(rule: Rule) -> None:
    content = made(rule, site("en")).content
    assert not re.search(r"\+\d|\d{5}|\w@\w|example", content.replace("schema.org", "").replace("https://example.se/", ""))


@pytest.mark.parametrize("part", ["words", "gaps"])
def test_words_are_in_every_language_and_are_used(part: str) -> None:
    sources = "".join([files("rules").joinpath("remedies.j2").read_text("utf-8"), *(rule.remedy for rule in RULES)])
    for name, said in TEXTS[part].items():
        assert name in IN_FEWER or tuple(sorted(said)) == languages(), name
        assert "en" in said
        if part == "words":
            assert f'["{name}"]' in sources, f"{name} is used nowhere"
        else:
            assert all(re.fullmatch(r"\[[^\[\]]+\]", text) for text in said.values()), name


def parsed(content: str) -> BeautifulSoup:
    return BeautifulSoup(content, "lxml")


def texts(tree: BeautifulSoup, of: str) -> list[str]:
    return [each.get_text() for each in tree.select(of)]


def shape(content: str) -> list[tuple[str, tuple[str, ...]]]:
    """The elements with the names of their attributes, in order."""
    return [(each.name, tuple(sorted(each.attrs))) for each in parsed(content).select("*")]


BROKEN = ("</script><script>x</script>", '" onmouseover="x', "'><b>", "]]>-->", "{{ 7 * 7 }}{% raw %}", "&lt;&amp;", "\ud800")
HOSTILE = st.one_of(st.text(max_size=40), st.sampled_from([*BROKEN, 'a\r\nb\u2028c\u202ed\x00"\\']))
STATED = HOSTILE.map(lambda text: f"x{text}x")


@settings(max_examples=20, deadline=None)
@given(st.fixed_dictionaries(dict.fromkeys(PLAIN, STATED)))
def test_no_words_of_a_site_change_what_the_markup_is_or_the_number_of_lines(shown: dict[str, str]) -> None:
    hostile, plain = showing(shown), showing(PLAIN)
    has = details(hostile)
    for rule in RULES:
        ours, theirs = made(rule, plain), made(rule, hostile)
        assert len(ours.content.splitlines()) == len(theirs.content.splitlines())
        theirs.content.encode("utf-8")
        if theirs.kind != "text":
            assert shape(ours.content) == shape(theirs.content)
            for script in parsed(theirs.content).select("script"):
                data = json.loads(script.get_text())
                assert data["name"] == has.name
                assert data["contactPoint"]["email"] == has.email


def test_markup_holds_a_hostile_value_as_text() -> None:
    shown = PLAIN | {"phone": '08 "<b>&amp;', "email": '"x"@example.se', "address": "</p><script>x</script>"}
    tree = parsed(made(by_id("channels-on-home"), showing(shown)).content)
    assert texts(tree, "a") == ['08 "<b>&amp;', '"x"@example.se']
    assert [link["href"] for link in tree.select("a")] == ["tel:+46850000001", 'mailto:"x"@example.se']
    assert texts(tree, "p")[-1] == "Adress: </p><script>x</script>"


def test_text_is_not_escaped_as_markup() -> None:
    found = made(by_id("company-identity"), showing(PLAIN | {"name": "Möller & Sön’s <AB>"}))
    assert found.content == "Möller & Sön’s <AB>, Organisationsnummer: 556000-0000"


SECOND, THIRD = "+46850000002", "+46850000003"
NUMBERS: dict[str, tuple[list[dict[str, Any]], tuple[str, str] | None]] = {
    "as-written-and-in-e164": ([phone(as_written="08-500 000 01")], ("08-500 000 01", "+46850000001")),
    "a-short-number-by-its-digits": ([phone("+46112", as_written="112 (short)")], ("112 (short)", "112")),
    "another-party": ([phone(owner="third-party")], None),
    "premium-rate": ([phone("+46900000001", cost="premium")], None),
    "for-the-press": ([phone(purpose="press")], None),
    "seen-by-nobody": ([phone(visible=False)], None),
    "sales-last": ([phone(SECOND, purpose="sales", at=["/", "/kontakt"]), phone(THIRD)], (THIRD, THIRD)),
    "the-one-shown-most-often": ([phone(SECOND), phone(THIRD, at=["/", "/kontakt"])], (THIRD, THIRD)),
    "complaints-are-not-all-matters": ([phone(SECOND, purpose="complaints"), phone(THIRD, purpose="switchboard")], (THIRD, THIRD)),
}


@pytest.mark.parametrize(("channels", "expected"), NUMBERS.values(), ids=NUMBERS)
def test_the_phone_number_is_the_sites_own_for_customers(channels: list[dict[str, Any]], expected: tuple[str, str] | None) -> None:
    found = details(site(channels=tuple(channels)))
    assert (found.phone, found.phone_uri) == (expected or ("[telefonnummer]", "[+…]"))
    assert ("phone" in found.has) == (expected is not None)


@pytest.mark.parametrize(
    ("channel", "shown"),
    [(email(), True), (email("noreply@example.se"), False), (email(unread=True), False), (email(owner="third-party"), False)],
    ids=["own", "unread-by-its-name", "unread-as-the-site-says", "another-party"],
)
def test_the_email_address_is_one_that_is_read(channel: dict[str, Any], shown: bool) -> None:
    assert ("email" in details(site(channels=(channel,))).has) is shown


def test_a_detail_that_a_template_was_delivered_with_is_nobodys() -> None:
    linked = ("tel:+46 8-500 000 01", "mailto:Hej@example.se")
    left = [{"concept": "template_text", "page": "/", "form": "link", "text": "x", "href": href} for href in linked]
    assert details(site(channels=(phone(), email()), mentions=left)).has == {"contact_url"}


@pytest.mark.parametrize(
    ("names", "known"),
    [(["Exempel AB"], True), (["Exempel AB", "Exempel Sverige AB"], True), (["Exempel AB", "Webbyrån AB"], False), ([], False)],
    ids=["one", "alike", "two-companies", "none"],
)
def test_of_two_companies_names_neither_is_taken(names: list[str], known: bool) -> None:
    identifiers = [{"kind": "legal-name", "value": name, "page": "/"} for name in names]
    assert details(site(identifiers=identifiers)).name == ("Exempel AB" if known else "[företagets namn]")


@pytest.mark.parametrize(
    ("addresses", "expected"),
    [
        ([("postal", "Storgatan 1, Lund"), ("postal", "Storgatan 1, 222 22 Lund")], "Storgatan 1, Lund"),
        ([("postal", "Box 1, Lund"), ("visit", "Storgatan 1, Lund")], "Storgatan 1, Lund"),
        ([("postal", "Storgatan 1, Lund"), ("postal", "Lillgatan 2, Lund")], "[gata, postnummer och ort]"),
    ],
    ids=["one-written-twice", "where-to-visit-first", "two-places"],
)
def test_of_two_places_neither_is_taken(addresses: list[tuple[str, str]], expected: str) -> None:
    channels = tuple({"kind": kind, "value": value, "at": ["/kontakt"]} for kind, value in addresses)
    assert details(site(channels=channels)).address == expected


def test_words_are_in_the_language_of_the_page_that_failed() -> None:
    pages = [
        {"url": "/", "lang": "sv", "kinds": ["home"]},
        {"url": "/de/hilfe", "lang": "de", "kinds": ["help"]},
        {"url": "/kontakt", "lang": "sv", "kinds": ["contact"], "clicks": 1},
        {"url": "/de/kontakt", "lang": "de", "kinds": ["contact"], "clicks": 2},
    ]
    offered = {"url": "/kontakt", "clicks": 1, "label": "Kontakt", "region": "nav"}
    evidence = evidence_from({"pages": pages, "contact_page": offered})
    failed = (Place(page="https://example.se/de/hilfe"),)
    assert made(by_id("contact-link-on-home"), evidence, places=failed).content == '<a href="/de/kontakt">Kontakt</a>'
    assert made(by_id("contact-link-on-home"), evidence).content == '<a href="/kontakt">Kontakta oss</a>'


@pytest.mark.parametrize(("lang", "expected"), [("no", "nb"), ("nb-NO", "nb"), ("cs", "en"), ("", "en")])
def test_a_language_without_words_is_told_in_english(lang: str, expected: str) -> None:
    assert details(site(lang)).lang == expected


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://example.se/hjalp?sida=kontakt", "/hjalp?sida=kontakt"),
        ("https://help.example.com/kontakt", "https://help.example.com/kontakt"),
        ("https://example.se//other.example/x", "https://example.se//other.example/x"),
        ("javascript:alert(1)", "[kontaktsidan]"),
    ],
)
def test_a_link_is_written_without_the_host_on_the_sites_own(address: str, expected: str) -> None:
    assert (
        details(evidence_from({"pages": [{"url": "/", "lang": "sv"}, {"url": address, "kinds": ["contact"]}]})).contact_url
        == expected
    )


def test_a_contact_page_that_could_not_be_read_is_not_linked() -> None:
    pages = [{"url": "/", "lang": "sv"}, {"url": "/kontakt", "lang": "sv", "kinds": ["contact"], "state": "broken"}]
    offered = {"url": "/kontakt", "clicks": 1, "label": "Kontakt", "region": "nav"}
    assert "contact_url" not in details(evidence_from({"pages": pages, "contact_page": offered})).has


def test_the_control_for_withdrawing_bears_the_packs_own_words() -> None:
    eu = next(entry for entry in load_pack("eu").entries if entry.rule == "withdrawal-function")
    tree = parsed(made(by_id("withdrawal-function"), site("da"), eu).content)
    assert (texts(tree, "a"), texts(tree, "button")) == (["Fortryd aftale"], ["Bekræft fortrydelse"])
    assert [each["name"] for each in tree.select("input")] == ["name", "contract", "email"]
    assert [each["for"] for each in tree.select("label")] == [each["id"] for each in tree.select("input")]


@pytest.mark.parametrize(
    ("pack", "lang", "expected"),
    [
        ("de", "de", ("Verträge hier kündigen", "jetzt kündigen")),
        ("fr", "fr", ("résilier votre contrat", "notification de la résiliation")),
    ],
)
def test_the_control_for_ending_a_contract_bears_the_packs_own_words(pack: str, lang: str, expected: tuple[str, str]) -> None:
    entry = next(entry for entry in load_pack(pack).entries if entry.rule == "cancellation-function")
    tree = parsed(made(by_id("cancellation-function"), site(lang), entry).content)
    assert [text.casefold() for text in texts(tree, "a, button")] == [text.casefold() for text in expected]
