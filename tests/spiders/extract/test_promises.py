"""Promises: what a sentence claims, and how well that can be checked."""

from __future__ import annotations

import re

import pytest

from spiders.extract.promises import claims, extract
from spiders.lexicon import merged
from spiders.page import parse


@pytest.mark.parametrize(
    ("sentence", "claim", "strength"),
    [
        ("Our support is available 24/7.", "around_the_clock", 1),
        ("Kundtjänst dygnet runt", "around_the_clock", 1),
        ("Klantenservice 24/7 bereikbaar", "around_the_clock", 1),
        ("We reply to your message within 24 hours.", "answer_within", 1),
        ("Vi svarar normalt inom en arbetsdag.", "answer_within", 1),
        ("Vi svarer innen 24 timer", "answer_within", 1),
        ("Vi svarer inden for 24 timer", "answer_within", 1),
        ("Wir melden uns innerhalb von 24–48 Stunden.", "answer_within", 1),
        ("Réactivité : réponse sous 48h", "answer_within", 1),
        ("Odpowiadamy w ciągu 24 godzin.", "answer_within", 1),
        ("Reactie binnen 24 uur", "answer_within", 1),
        ("Risponderemo entro 24 ore.", "answer_within", 1),
        ("Vastaamme yleensä saman päivän aikana", "answer_within", 1),
        ("Vi svarar oftast samma dag.", "answer_within", 1),
        ("We usually reply the same day.", "answer_within", 1),
        ("Wir melden uns meist noch am selben Tag zurück.", "answer_within", 1),
        ("Nous vous répondons dans la journée.", "answer_within", 1),
        ("Te respondemos el mismo día.", "answer_within", 1),
        ("Rispondiamo in giornata.", "answer_within", 1),
        ("Vi vender tilbage samme dag.", "answer_within", 1),
        ("Wij antwoorden meestal dezelfde dag.", "answer_within", 1),
        ("Odpowiadamy tego samego dnia.", "answer_within", 1),
        ("Respondemos no mesmo dia.", "answer_within", 1),
        ("You always talk to a real person.", "person_answers", 1),
        ("Ring oss, här får du alltid prata med en människa.", "person_answers", 1),
        ("Inga långa menyer, korta kötider.", "no_waiting", 0.5),
        ("We are always available.", "easy_to_reach", 0.5),
        ("We'll get back to you as soon as possible.", "fast_answer", 0.5),
        ("Vi återkommer så snart vi kan.", "fast_answer", 0.5),
        ("Satisfaction guaranteed", "satisfaction", 0.5),
        ("We put our customers first.", "customer_first", 0),
        ("Hos oss står kunden i centrum.", "customer_first", 0),
        ("Bei uns steht der Kunde, der König: Kunden im Mittelpunkt.", "customer_first", 0),
        ("Vi finns här för dig.", "here_for_you", 0),
        ("Award-winning customer service", "excellent_service", 0),
        ("Persönlicher Service", "personal_service", 0),
    ],
)
def test_a_claim_is_recognised_with_its_strength(sentence: str, claim: str, strength: float) -> None:
    assert (claim, strength) in claims(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Our pump runs 24/7.",
        "Free 24/7 shuttle",
        "Do you answer within 24 hours?",
        "“They answered within 24 hours, always a human!”",
        "We respond to requests about your personal data within 30 days.",
        "Returns are accepted within 30 days.",
        "Aktualna wersja jest zawsze dostępna na tej stronie.",
        "The parcel arrives within 2 working days.",
        "Jag fick hjälp redan samma dag.",
        "Delivery the same day in the city.",
    ],
)
def test_other_sentences_claim_nothing(sentence: str) -> None:
    assert claims(sentence) == ()


def promised(html: str, path: str = "") -> list[tuple[str, str]]:
    page = parse(html, f"https://acme.example/{path}", lang="en")
    return [(promise.claim, promise.text) for promise in extract(page)]


def test_the_sentence_is_the_text() -> None:
    html = "<p>We sell pumps. We reply within two hours. Call now.</p>"

    assert promised(html) == [("answer_within", "We reply within two hours.")]


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<b>Kunden först</b>Allt vi gör börjar med dig.", "Kunden först"),
        ("<b>Vi</b> sätter kunden <i>först</i>, alltid.", "Vi sätter kunden först, alltid."),
        ("På Fjord<b>Net</b> sätter vi alltid kunden först.", "På FjordNet sätter vi alltid kunden först."),
    ],
)
def test_words_of_two_elements_that_a_style_sheet_parts_are_no_one_sentence(markup: str, text: str) -> None:
    (promise,) = extract(parse(f"<html lang=sv><div>{markup}</div>", "https://x.example/"))

    assert promise.text == text


def test_a_promise_is_seen_in_any_case_and_over_any_blanks() -> None:
    assert [claim for claim, _ in promised("<p>We sell.  KUNDTJÄNST DYGNET\u00a0RUNT</p>")] == ["around_the_clock"]
    assert [claim for claim, _ in promised("<p>WE  REPLY\u00a0WITHIN TWO HOURS.</p>")] == ["answer_within"]


def test_patterns_are_written_in_lower_case_as_the_texts_they_are_looked_for_in() -> None:
    patterns = [pattern for patterns in merged("promises")["claims"].values() for pattern in patterns]

    assert [pattern for pattern in patterns if (plain := re.sub(r"\\.", "", pattern)) != plain.lower()] == []


def test_what_a_customer_is_quoted_for_is_no_promise() -> None:
    assert (
        promised("<blockquote><p>Excellent service!</p></blockquote><div class='testimonials'><p>Excellent service!</p></div>")
        == []
    )


def test_what_nobody_sees_and_what_the_privacy_notice_says_is_no_promise() -> None:
    assert promised("<div hidden><p>We reply within two hours.</p></div>") == []
    assert promised("<p>We reply within two hours.</p>", "privacy-policy") == []


def test_the_same_promise_is_told_once_and_a_page_gives_only_some() -> None:
    assert len(promised("<p>We reply within two hours.</p>" * 3)) == 1
    assert len(promised("".join(f"<p>We reply within {n} hours.</p>" for n in range(2, 60)))) <= 13
