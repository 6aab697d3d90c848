"""The first words of a chat: who answers, when, and whether a login comes first; what is not said stays unknown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spiders.greeting import LONGEST, read_greeting
from spiders.lexicon import by_language, languages

BOTS = {
    "sv": "Hej! Jag heter Elsa och är Exempelbolagets digitala assistent. Ställ en kort fråga.",
    "en": "Hi there! I'm Ava, your friendly virtual assistant.",
    "de": "Hallo, ich bin Lena, Ihre virtuelle Assistentin. Wie kann ich helfen?",
    "da": "Hej! Jeg er en chatbot. Hvad drejer det sig om?",
    "nb": "Hei, jeg heter Ola og er en chatbot.",
    "fi": "Hei! Olen Aino, Esimerkin chatbotti.",
    "fr": "Bonjour, je suis Léo, votre assistant virtuel.",
    "es": "¡Hola! Soy Eva, tu asistente virtual.",
    "it": "Ciao, sono Gaia, il tuo assistente virtuale.",
    "nl": "Hoi! Ik ben Bo, de digitale assistent van Voorbeeld.",
    "pl": "Cześć, jestem wirtualnym asystentem. W czym mogę pomóc?",
    "pt": "Olá! Sou a Bia, a assistente virtual da Exemplo.",
}
PEOPLE = {
    "sv": "Alla våra medarbetare är upptagna. Du är nummer 3 i kön.",
    "en": "You are number 3 in the queue.",
    "de": "Alle Mitarbeiter sind im Gespräch. Sie sind Nummer 3.",
    "da": "Du er nummer 3 i køen.",
    "nb": "Alle våre medarbeidere er opptatt, du er nummer 2.",
    "fi": "Kaikki asiakaspalvelijamme ovat varattuja. Olet jonossa.",
    "fr": "Tous nos conseillers sont occupés, merci de patienter.",
    "es": "Todos nuestros agentes están ocupados.",
    "it": "Tutti gli operatori sono occupati. La tua posizione in coda: 3",
    "nl": "Al onze medewerkers zijn in gesprek.",
    "pl": "Wszyscy konsultanci są zajęci. Jesteś w kolejce.",
    "pt": "Todos os operadores estão ocupados.",
}
TEAMS = {
    "sv": "Svarar vanligtvis inom några minuter",
    "en": "Our team usually replies in a few minutes",
    "de": "Wir antworten in der Regel in wenigen Minuten",
    "da": "Svarer typisk på et par timer",
    "nb": "Svarer vanligvis innen en dag",
    "fi": "Vastaamme yleensä muutamassa minuutissa",
    "fr": "Répond généralement en quelques minutes",
    "es": "Normalmente responde en unos minutos",
    "it": "In genere risponde in pochi minuti",
    "nl": "Wij reageren meestal binnen een uur",
    "pl": "Zwykle odpowiadamy w ciągu paru minut",
    "pt": "Normalmente respondemos em poucas horas",
}
CLOSED = {
    "sv": ("Chatten är stängd just nu. Öppettider: mån-fre 8-17", "mån-fre 8-17"),
    "en": ("Chat is closed. Opening hours: Mon-Fri 9am-5pm", "Mon-Fri 9am-5pm"),
    "de": ("Der Chat ist geschlossen. Mo-Fr 8-18 Uhr sind wir da.", "Mo-Fr 8-18 Uhr"),
    "da": ("Chatten er lukket. Åbningstider: mandag-fredag 9-16", "mandag-fredag 9-16"),
    "nb": ("Chatten er stengt. Åpningstider: mandag-fredag 08-16", "mandag-fredag 08-16"),
    "fi": ("Chat on suljettu. Palvelemme ma-pe 9-16.", "ma-pe 9-16"),
    "fr": ("Le chat est fermé. Du lundi au vendredi de 9h à 18h.", "lundi au vendredi de 9h à 18h"),
    "es": ("El chat está cerrado. Lunes a viernes de 9:00 a 18:00.", "Lunes a viernes de 9:00 a 18:00"),
    "it": ("La chat è chiusa. Lunedì - venerdì 9:00 - 18:00", "Lunedì - venerdì 9:00 - 18:00"),
    "nl": ("De chat is gesloten. Maandag t/m vrijdag 9.00-17.00", "Maandag t/m vrijdag 9.00-17.00"),
    "pl": ("Czat jest nieczynny. Pn-Pt 8:00-16:00", "Pn-Pt 8:00-16:00"),
    "pt": ("O chat está encerrado. Segunda a sexta das 9h às 18h", "Segunda a sexta das 9h às 18h"),
}
LOGINS = {
    "sv": "Du behöver logga in med BankID för att starta chatten.",
    "en": "Please enter your customer number to start.",
    "de": "Bitte geben Sie zuerst Ihre Kundennummer ein.",
    "da": "Du skal logge ind med MitID for at chatte.",
    "nb": "Du må logge inn før vi kan hjelpe deg.",
    "fi": "Kirjaudu sisään aloittaaksesi keskustelun.",
    "fr": "Veuillez saisir votre numéro client pour démarrer.",
    "es": "Inicia sesión para continuar.",
    "it": "Inserisci il codice cliente per iniziare.",
    "nl": "Vul eerst je klantnummer in.",
    "pl": "Zaloguj się, aby rozpocząć rozmowę.",
    "pt": "Introduza o número de cliente para iniciar.",
}


@pytest.mark.parametrize("lang", sorted(languages()))
def test_each_language_tells_bot_person_closed_and_login(lang: str) -> None:
    assert read_greeting(BOTS[lang], lang).answered_by == "bot"
    assert read_greeting(PEOPLE[lang], lang).answered_by == "person"
    assert read_greeting(TEAMS[lang], lang).answered_by == "person"
    text, hours = CLOSED[lang]
    closed = read_greeting(text, lang)
    assert (closed.closed, closed.hours) == (True, hours)
    login = read_greeting(LOGINS[lang], lang)
    assert (login.login_needed, login.answered_by) == (True, "unknown")


@pytest.mark.parametrize("lang", sorted(languages()))
def test_one_thing_said_is_not_taken_for_another(lang: str) -> None:
    for text in (BOTS[lang], PEOPLE[lang], TEAMS[lang]):
        greeting = read_greeting(text, lang)
        assert (greeting.login_needed, greeting.closed, greeting.hours) == (False, False, None)
    assert not read_greeting(CLOSED[lang][0], lang).login_needed


@pytest.mark.parametrize("lang", sorted(languages()))
def test_an_unknown_language_is_read_in_all(lang: str) -> None:
    assert read_greeting(BOTS[lang], "").answered_by in ("bot", "unknown")
    assert read_greeting(PEOPLE[lang], "xx").answered_by == "person"


@pytest.mark.parametrize(
    ("text", "lang", "answered_by"),
    [
        ("AI assistant\nHello! What can we do for you?", "en", "bot"),
        ("Chat\nAnswers are generated by AI and may be wrong.", "en", "bot"),
        ("Chatbot has joined the chat", "en", "bot"),
        ("Du chattar med Kim som är en chatbot", "sv", "bot"),
        ("Anna has joined the chat", "en", "person"),
        ("You're talking to a real person, not a bot.", "en", "person"),
        ("Ask Fin, our virtual assistant, or wait: our team usually replies in an hour. I'm a bot.", "en", "unknown"),
        ("Hi, I'm Anna. How can I help?", "en", "unknown"),
        ("Hej! Vad kan vi hjälpa dig med?", "sv", "unknown"),
        ("I can connect you to an agent.", "en", "unknown"),
        ("I'm not a robot", "en", "unknown"),
        ("You are not talking to a chatbot here.", "en", "unknown"),
        ("Du chattar inte med en chattbot.", "sv", "unknown"),
        ("Sie chatten mit Frau Beispiel, nicht mit einem Chatbot.", "de", "unknown"),
        ("Our robot mowers and our chatbot-free shop: see the offers of the week here today.", "en", "unknown"),
        ("Skriv ditt meddelande", "sv", "unknown"),
        ("Kontakta oss\nChatbot\nRing oss\nVanliga frågor", "sv", "unknown"),
        ("Call us\nE-mail us\nChatbot\nChoose how you would like to reach our team today", "en", "unknown"),
        ("", "en", "unknown"),
    ],
)
def test_who_answers_is_told_only_where_it_is_said(text: str, lang: str, answered_by: str) -> None:
    assert read_greeting(text, lang).answered_by == answered_by


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Have your customer number ready.", "en"),
        ("If you need to log in, do it first.", "en"),
        ("You do not need to log in to chat.", "en"),
        ("Glömt lösenordet? Då hjälper vi dig att logga in.", "sv"),
        ("Om du vill se din faktura behöver du logga in.", "sv"),
        ("Log in", "en"),
    ],
)
def test_a_login_that_is_no_condition_is_none(text: str, lang: str) -> None:
    assert not read_greeting(text, lang).login_needed


@pytest.mark.parametrize(
    ("text", "options", "says_bot", "human_offered"),
    [
        ("I'm a bot. Would you like to talk to an agent?", (), True, True),
        ("I'm a bot.", ("Invoices", "Talk to a human"), True, True),
        ("I'm a bot. You cannot talk to a human here, not even by phone.", ("Invoices",), True, False),
        ("I'm a bot, but our team usually replies in an hour.", (), True, False),
        ("Anna has joined the chat", (), False, False),
    ],
)
def test_whether_it_says_that_it_is_a_bot_and_offers_a_person(
    text: str, options: tuple[str, ...], says_bot: bool, human_offered: bool
) -> None:
    greeting = read_greeting(text, "en", options)
    assert (greeting.says_bot, greeting.human_offered) == (says_bot, human_offered)


def test_the_greeting_is_cleaned_and_short() -> None:
    greeting = read_greeting("Hi \x1b[31m\u202eyou\u200b\n\n Hi \x1b[31m\u202eyou\u200b\n" + "word " * 500, "en").greeting
    assert greeting.startswith("Hi [31myou word")
    assert len(greeting) <= LONGEST
    assert greeting.isprintable()


@given(st.text(max_size=400), st.sampled_from([*sorted(languages()), "", "xx"]))
def test_any_text_is_read_and_reading_twice_changes_nothing(text: str, lang: str) -> None:
    greeting = read_greeting(text, lang).greeting
    assert len(greeting) <= LONGEST
    assert "\n" not in greeting
    assert read_greeting(greeting, lang).greeting == greeting


def test_every_language_has_every_concept_and_no_term_twice() -> None:
    data = {lang: said["greeting"] for lang, said in by_language("chat").items()}
    assert set(data) == set(languages())
    for lang, concepts in data.items():
        assert set(concepts) == set(data["en"]), lang
        for concept, grades in concepts.items():
            terms = [term for terms in grades.values() for term in terms]
            assert set(grades) <= {"sure", "unsure"}, lang
            assert len(terms) == len(set(terms)), (lang, concept)
