"""The lexicon's words in labels, running text and addresses."""

from __future__ import annotations

import re
import time
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spiders import strictyaml, words
from spiders.lexicon import by_language

DATA = Path(words.__file__).parent / "data"
LISTS = {"sure", "unsure", "alone", "not", "paths"}
TWELVE = ("da", "de", "en", "es", "fi", "fr", "it", "nb", "nl", "pl", "pt", "sv")


@pytest.mark.parametrize(
    ("label", "lang", "concept"),
    [
        ("Kontakta oss", "sv", "contact_us"),
        ("Hör av dig till oss!", "sv", "contact_us"),
        ("  KUNDTJÄNST  »", "sv", "customer_service"),
        ("Gör en felanmälan", "sv", "report_fault"),
        ("Ångra avtalet här", "sv", "withdraw_function"),
        ("Get in touch", "en", "contact_us"),
        ("withdraw from contract here", "en", "withdraw_function"),
        ("Kontakt", "de", "contact_us"),
        ("Vertrag widerrufen", "de", "withdraw_function"),
        ("Verträge hier kündigen", "de", "cancel_function"),
        ("Fortryd aftale", "da", "withdraw_function"),
        ("Kontakt os", "da", "contact_us"),
        ("Angre avtalen her", "nb", "withdraw_function"),
        ("Ta kontakt", "no", "contact_us"),
        ("Ota yhteyttä", "fi", "contact_us"),
        ("Peruuta sopimus tästä", "fi", "withdraw_function"),
        ("Nous contacter", "fr", "contact_us"),
        ("renoncer au contrat ici", "fr", "withdraw_function"),
        ("Résilier votre contrat", "fr", "cancel_function"),
        ("Heures d’ouverture", "fr", "opening_hours"),
        ("Escríbenos", "es", "contact_us"),
        ("Hojas de reclamaciones", "es", "complaint"),
        ("desistir del contrato aquí", "es", "withdraw_function"),
        ("Dove siamo", "it", "store_finder"),
        ("Recedi dal contratto qui", "it", "withdraw_function"),
        ("Klantenservice", "nl", "customer_service"),
        ("hier de overeenkomst herroepen", "nl", "withdraw_function"),
        ("Napisz do nas", "pl", "contact_us"),
        ("Odstąp od umowy tutaj", "pl", "withdraw_function"),
        ("Fale connosco", "pt", "contact_us"),
        ("Retrate-se do contrato aqui", "pt", "withdraw_function"),
        ("Ko\u00adntakta\u200b oss", "sv", "contact_us"),
        (unicodedata.normalize("NFD", "Öppettider"), "sv", "opening_hours"),
        ("Kontakta\noss", "sv", "contact_us"),
        ("Kontakt Malmö | Acme Maskin och Fastighetsservice AB", "sv", "contact_us"),
        ("Contact us", "sv", "contact_us"),
        ("Kontakt & Impressum", "de", "imprint"),
        ("Support | Acme", "en", "customer_service"),
        ("Frågor och svar | Acme", "sv", "help_faq"),
        ("Prenumerera på nyhetsbrev", "sv", "newsletter"),
        ("Darse de baja", "es", "cancel_contract"),
        ("Mijn gegevens", "nl", "my_pages_login"),
        ("Telefontermin vereinbaren", "de", "callback"),
        ("Beschwerde einreichen", "de", "complaint"),
        ("Klachten", "nl", "complaint"),
        ("Anna palautetta", "fi", "contact_form"),
        ("Toimitusehdot", "fi", "terms"),
        ("Algemene voorwaarden", "nl", "terms"),
        ("CGU", "fr", "terms"),
        ("Terms and Conditions", "en", "terms"),
    ],
)
def test_a_label_names_its_concept(label: str, lang: str, concept: str) -> None:
    assert concept in words.labels(label, lang)


@pytest.mark.parametrize(
    ("label", "lang", "concept"),
    [
        ("Kontaktlinser", "sv", "contact_us"),
        ("Ångra", "sv", "withdraw"),
        ("Reklam", "sv", "complaint"),
        ("Avboka", "sv", "cancel_contract"),
        ("Cancel reply", "en", "cancel_contract"),
        ("Contact lenses", "en", "contact_us"),
        ("Withdraw consent", "en", "withdraw"),
        ("Help wanted", "en", "help_faq"),
        ("Phone cases", "en", "phone"),
        ("Ring", "de", "phone"),
        ("Einwilligung widerrufen", "de", "withdraw"),
        ("Fehlermeldung", "de", "report_fault"),
        ("Newsletter abbestellen", "de", "cancel_contract"),
        ("Reklame", "da", "complaint"),
        ("Fortryd", "da", "withdraw"),
        ("Feilmelding", "nb", "report_fault"),
        ("Angre", "nb", "withdraw"),
        ("Peruuta", "fi", "cancel_contract"),
        ("Lentilles de contact", "fr", "contact_us"),
        ("Retirer mon consentement", "fr", "withdraw"),
        ("Cancelar", "es", "cancel_contract"),
        ("Lentes de contacto", "es", "contact_us"),
        ("Annulla ordine", "it", "cancel_contract"),
        ("Lenti a contatto", "it", "contact_us"),
        ("Contactlenzen", "nl", "contact_us"),
        ("Reclame", "nl", "complaint"),
        ("Soczewki kontaktowe", "pl", "contact_us"),
        ("Reklama", "pl", "complaint"),
        ("Cancelar pedido", "pt", "cancel_contract"),
        ("Baja", "es", "cancel_contract"),
        ("Mijn gegevens verwijderen", "nl", "my_pages_login"),
        ("Mijn verhaal", "nl", "my_pages_login"),
        ("Termin vereinbaren", "de", "callback"),
        ("Beschwerden", "de", "complaint"),
        ("Beschwerden am Knie", "de", "complaint"),
        ("Palaute", "fi", "complaint"),
        ("Anna palautetta", "fi", "complaint"),
        ("Feedback", "en", "complaint"),
        ("Toimitusehdot", "fi", "imprint"),
        ("Algemene voorwaarden", "nl", "imprint"),
        ("CGU", "fr", "imprint"),
        ("Diseases and Conditions", "en", "terms"),
        ("Conditions we treat", "en", "terms"),
        ("Skip to content", "en", "accessibility"),
        ("Lentes de contato", "pt", "contact_us"),
    ],
)
def test_a_false_friend_names_nothing_of_the_kind(label: str, lang: str, concept: str) -> None:
    assert concept not in words.labels(label, lang)


@pytest.mark.parametrize(
    ("label", "lang"), [("Start", "de"), ("Inicio", "es"), ("Início", "pt"), ("Hem", "sv"), ("Etusivu", "fi"), ("Accueil", "fr")]
)
def test_the_way_home_is_home_and_nothing_else(label: str, lang: str) -> None:
    assert words.labels(label, lang) == {"home"}


@pytest.mark.parametrize("label", ["Start", "Go", "Inicio", "Ring", ""])
def test_words_of_another_language_name_nothing_in_english(label: str) -> None:
    assert words.labels(label, "en") == frozenset()


def test_a_mixed_footer_is_read_with_the_page_language_and_english() -> None:
    footer = ("Kontakt", "Privacy policy", "Terms & Conditions", "Inicio", "Mentions légales")
    named = [words.labels(label, "sv") for label in footer]
    assert named == [{"contact_us"}, {"privacy"}, {"terms"}, frozenset(), frozenset()]


def test_exact_beats_contained_and_the_longest_term_wins() -> None:
    assert words.labels("Kontakta oss om din order", "sv") == {"contact_us"}
    assert words.labels("Kontakta kundservice", "sv") == {"contact_us"}
    assert "customer_service" in words.labels("Vår kundservice", "sv")


def test_a_single_word_in_a_long_label_names_nothing() -> None:
    assert words.labels("Så fick vi bättre kontakt med alla våra grannar i höst", "sv") == frozenset()


def test_an_unknown_language_leaves_the_unsure_terms_out() -> None:
    assert words.labels("Kontakta oss", "") == {"contact_us"}
    assert words.labels("Yhteystiedot", "xx") == {"contact_us"}
    assert words.find("Vänd dig till ARN.", "sv", ("adr",))
    assert not words.find("Vänd dig till ARN.", "", ("adr",))


def test_hits_stand_where_the_words_are_and_in_order() -> None:
    text = "Ring oss (0,99 kr/min) eller vänd dig till Allmänna reklama\u00adtionsnämnden."
    hits = words.find(text, "sv")
    cut = {hit.concept: text[hit.start : hit.end] for hit in hits}
    assert cut["premium_cost"] == "kr/min"
    assert cut["adr"] == "Allmänna reklama\u00adtionsnämnden"
    assert [hit.start for hit in hits] == sorted(hit.start for hit in hits)


def test_stems_take_whole_words_and_only_where_starred() -> None:
    assert words.find("Reklamacji nie przyjmujemy", "pl", ("complaint",))
    assert words.find("asiakaspalvelustamme", "fi", ("customer_service",))
    assert not words.find("kontaktlös betalning och elkontakter", "sv", ("contact_us",))


def test_a_term_does_not_run_over_the_end_of_a_sentence() -> None:
    assert not words.find("Det gick bra att kontakta! Oss hjälpte det.", "sv", ("contact_us",))


def test_words_that_count_alone_are_not_found_in_running_text() -> None:
    assert not words.find("Vi ger stöd och hjälp i hemmet", "sv", ("help_faq",))
    assert "help_faq" in words.labels("Hjälp", "sv")


def test_only_the_concepts_asked_for_are_found() -> None:
    hits = words.find("Kontakta kundtjänst via e-post", "sv", ("email",))
    assert {hit.concept for hit in hits} == {"email"}


@pytest.mark.parametrize(
    ("url", "concept"),
    [
        ("https://x.se/kontakta-oss/", "contact_us"),
        ("https://x.se/kontaktaoss.html", "contact_us"),
        ("https://x.com/ContactUs.aspx", "contact_us"),
        ("https://x.com/index.php?route=information/contact", "contact_us"),
        ("https://x.de/%C3%BCber-uns", "about_us"),
        ("https://x.de/ueber-uns", "about_us"),
        ("https://x.dk/aabningstider", "opening_hours"),
        ("https://x.dk/%C3%A5bningstider", "opening_hours"),
        ("https://x.fr/mentions-legales.php", "imprint"),
        ("https://x.es/atenci%C3%B3n-al-cliente", "customer_service"),
        ("https://x.pl/obsługa-klienta", "customer_service"),
        ("https://x.de/AGB.html", "terms"),
        ("https://x.se/#kontakt", "contact_us"),
    ],
)
def test_an_address_names_concepts(url: str, concept: str) -> None:
    assert concept in words.url_concepts(url)


@pytest.mark.parametrize(
    "url",
    [
        "https://x.se/kontaktlinser/",
        "https://x.com/contact-lenses",
        "https://x.de/kontakt-mit-behoerden-in-der-stadt",
        "https://contact.com/",
        "https://x.com/a?redirect=/contact",
        "http://[bad",
        "",
    ],
)
def test_other_addresses_name_no_contact(url: str) -> None:
    assert "contact_us" not in words.url_concepts(url)


def test_all_twelve_languages_are_there() -> None:
    assert words.languages() == TWELVE
    assert {"contact_us", "odr_platform", "withdraw_function", "not_found", "placeholder", "save_copy"} <= set(words.concepts())


@pytest.mark.parametrize("lang", TWELVE)
def test_a_file_is_in_good_order(lang: str) -> None:
    file = by_language("concepts")[lang]
    assert set(file["concepts"]) == set(words.concepts())
    for concept, lists in file["concepts"].items():
        assert set(lists) <= LISTS, concept
        terms = [term for kind in ("sure", "unsure", "alone", "not") for term in lists.get(kind, ())]
        assert len(terms) == len(set(terms)), (concept, sorted(t for t in terms if terms.count(t) > 1))
        assert all(term == unicodedata.normalize("NFC", term.lower()) for term in terms), concept
        assert all(re.fullmatch(r"[a-z0-9][a-z0-9-]*", path) for path in lists.get("paths", ())), concept


def used() -> list[str]:
    """The concepts by which pages are told apart, contact pages chosen and links followed."""
    kinds, chosen, followed = (strictyaml.load_file(DATA / f"{name}.yaml") for name in ("kinds", "contactpage", "scent"))
    told = {concept for concepts in kinds["kinds"].values() for concept in concepts}
    return sorted(told | set(chosen["label"]) | set(chosen["names_contact"]) | set(followed["concepts"]))


@pytest.mark.parametrize("concept", used())
def test_a_concept_that_decides_something_has_words_in_every_language(concept: str) -> None:
    for lang in TWELVE:
        lists = by_language("concepts")[lang]["concepts"][concept]
        terms = [term for kind in ("sure", "unsure", "alone") for term in lists.get(kind, ())]
        assert len(terms) >= 2 or any(term.endswith("*") for term in terms), lang


@pytest.mark.parametrize("lang", TWELVE)
def test_every_language_says_what_is_no_contact_complaint_or_cancellation(lang: str) -> None:
    concepts = by_language("concepts")[lang]["concepts"]
    assert all(concepts[name].get("not") for name in ("contact_us", "complaint", "withdraw", "cancel_contract"))


@pytest.mark.parametrize("lang", TWELVE)
def test_every_sure_term_names_its_concept(lang: str) -> None:
    for concept, lists in by_language("concepts")[lang]["concepts"].items():
        for term in lists.get("sure", ()):
            assert concept in words.labels(term.replace("*", ""), lang), (concept, term)


@settings(deadline=None)
@given(st.text(max_size=300), st.sampled_from(["", "sv", "xx", "pl", "\x00"]))
def test_no_text_breaks_the_search(text: str, lang: str) -> None:
    words.labels(text, lang)
    words.url_concepts(text)
    for hit in words.find(text, lang):
        assert 0 <= hit.start < hit.end <= len(text)


@settings(deadline=None)
@given(st.sampled_from(["Kontakta oss", "kundtjänst", "Öppettider"]), st.text(alphabet=" \n\t\u00a0", max_size=5))
def test_blanks_around_a_label_change_nothing(label: str, blanks: str) -> None:
    assert words.labels(blanks + label + blanks, "sv") == words.labels(label, "sv")


def test_a_giant_text_takes_time_in_proportion() -> None:
    text = "kontakta oss via e-post om du vill säga upp " * 5_000
    words.find(text[:1000], "sv")
    begun = time.perf_counter()
    assert words.find(text, "sv")
    assert time.perf_counter() - begun < 5
