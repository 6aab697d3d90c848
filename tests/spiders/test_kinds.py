"""What kind of page a page is."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spiders.evidence import PageKind
from spiders.kinds import kinds_of

SITE = "https://acme.example"


@pytest.mark.parametrize(
    ("path", "title", "heading", "label", "lang", "kind"),
    [
        ("/kontakt/", "Acme", "", "", "sv", "contact"),
        ("/sida?id=7", "Acme", "", "Kontakta oss", "sv", "contact"),
        ("/p/7", "Kontakt | Acme", "Kontakta oss", "", "sv", "contact"),
        ("/kontakt/stockholm", "Acme Stockholm", "Stockholm", "Stockholm", "sv", "contact"),
        ("/kundservice", "Kundservice", "", "", "sv", "help"),
        ("/hilfe/faq.html", "", "Häufige Fragen", "", "de", "help"),
        ("/impressum.html", "", "", "Impressum", "de", "imprint"),
        ("/agb", "", "", "AGB", "de", "terms"),
        ("/mentions-legales", "", "", "", "fr", "imprint"),
        ("/politica-de-privacidad", "", "", "", "es", "legal"),
        ("/reclami", "", "", "", "it", "complaints"),
        ("/opzeggen", "", "", "", "nl", "cancellation"),
        ("/odstapienie-od-umowy", "", "", "", "pl", "withdrawal"),
        ("/carrinho", "", "", "", "pt", "order"),
        ("/logga-in", "", "", "", "sv", "login"),
        ("/haku", "", "", "", "fi", "search"),
        ("/x", "Sidan kunde inte hittas", "Sidan kunde inte hittas", "", "sv", "not-found"),
    ],
)
def test_address_heading_or_link_tell_the_kind(path: str, title: str, heading: str, label: str, lang: str, kind: PageKind) -> None:
    assert kind in kinds_of(SITE + path, title, (heading,), (label,) if label else (), lang)


@pytest.mark.parametrize(
    ("path", "title", "headings", "labels", "lang"),
    [
        ("/tjanster", "Acme Kundservice AB", ("Våra tjänster",), ("Tjänster",), "sv"),
        ("/om-oss", "Om oss", ("Om oss", "Kontakta oss"), ("Om oss",), "sv"),
        ("/om-oss", "Om oss", ("Om oss",), ("Om oss", "Vilka vi är", "Vår historia", "Kontakta vårt team"), "sv"),
        ("/kontaktlinser", "Kontaktlinser", ("Kontaktlinser",), ("Kontaktlinser",), "sv"),
        ("/contact-lenses", "Contact lenses", ("Contact lenses",), ("Contact lenses",), "en"),
        ("/blog/so-bleibt-man-in-kontakt-mit-kunden", "Blog", ("So bleiben Sie mit Ihren Kunden im Gespräch",), ("Blog",), "de"),
        ("/start", "Start", ("Willkommen",), ("Start",), "de"),
        ("/inicio", "Inicio", ("Bienvenidos",), ("Inicio",), "es"),
    ],
)
def test_weak_signs_make_no_contact_or_help_page(
    path: str, title: str, headings: tuple[str, ...], labels: tuple[str, ...], lang: str
) -> None:
    assert kinds_of(SITE + path, title, headings, labels, lang) == ("other",)


def test_a_heading_that_asks_what_a_document_is_heads_none() -> None:
    assert kinds_of(f"{SITE}/blog/7", "", ("Quelles sont les mentions légales ?",), (), "fr") == ("other",)
    assert kinds_of(f"{SITE}/blog/7", "", ("Mentions légales",), (), "fr") == ("imprint",)
    assert kinds_of(f"{SITE}/p/7", "", ("Vill du kontakta oss?",), (), "sv") == ("contact",)


def test_the_home_page_is_home_whatever_its_title_says() -> None:
    assert kinds_of(SITE + "/", "Kontakta oss", ("Kundservice",), ("Kontakt",), "sv", is_home=True) == ("home",)


@pytest.mark.parametrize(
    "url",
    [
        "https://acme.example/kundservice/leverans",
        "https://acme.example/help/billing/late-fees",
        "https://support.acme.example/hc/en-us/articles/123-Late-fees",
        "https://acme.example/hilfe/artikel/42",
    ],
)
def test_a_page_below_a_help_hub_is_an_article(url: str) -> None:
    assert "article" in kinds_of(url, "Acme", ("Acme",), (), "en")


@pytest.mark.parametrize("url", ["https://acme.example/kundservice/", "https://acme.example/kundservice/kontakta-oss"])
def test_the_hub_and_its_contact_page_are_no_articles(url: str) -> None:
    assert "article" not in kinds_of(url, "Acme", (), (), "sv")


def test_a_page_may_have_several_kinds_in_a_fixed_order() -> None:
    assert kinds_of(SITE + "/kontakt-impressum", "Kontakt & Impressum", ("Kontakt & Impressum",), (), "de") == (
        "contact",
        "imprint",
    )


def test_a_form_counts_only_together_with_another_sign() -> None:
    assert kinds_of(SITE + "/x", "Acme", (), (), "sv", forms=("contact", "login")) == ("other",)
    assert kinds_of(SITE + "/x", "Kontakt | Acme", (), (), "sv", forms=("contact",)) == ("contact",)


@settings(deadline=None)
@given(st.text(max_size=80), st.text(max_size=80), st.lists(st.text(max_size=30), max_size=3))
def test_hostile_pages_have_a_kind_too(url: str, title: str, labels: list[str]) -> None:
    assert kinds_of(url, title, labels, labels, "")
