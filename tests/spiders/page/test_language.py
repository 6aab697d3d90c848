"""In which language a page is."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spiders import words
from spiders.page import language, parse
from spiders.page.language import code_of, tell

TEXTS = {
    "sv": "Vi är ett litet företag som ligger i Borås. Kontakta oss gärna om du har frågor om våra produkter, så svarar vi dig.",
    "da": "Vi er en lille virksomhed som ligger i Aarhus. Kontakt os gerne hvis du har spørgsmål til vores varer, vi svarer.",
    "nb": "Vi er en liten bedrift som holder til i Bergen. Ta kontakt med oss hvis du har spørsmål om varene våre, vi svarer.",
    "fi": "Olemme pieni yritys Oulusta. Jos sinulla on kysyttävää, ota meihin yhteyttä, niin vastaamme sinulle kun voimme.",
    "en": "We are a small company in Leeds. If you have any questions about our products, please write to us and we will reply.",
    "de": "Wir sind ein kleines Haus in der Altstadt. Bitte rufen Sie uns für Tische an, wir stehen Ihnen gerne zur Verfügung.",
    "nl": "Wij zijn een klein bedrijf in Utrecht. Heeft u vragen over onze producten, neem dan contact met ons op.",
    "fr": "Nous sommes une petite entreprise de Lyon. Si vous avez des questions sur nos produits, nous vous répondrons.",
    "es": "Somos una pequeña empresa de Sevilla. Si tiene alguna duda sobre nuestros productos, le responderemos en el día.",
    "it": "Siamo una piccola azienda di Torino. Se ha domande sui nostri prodotti, ci scriva e le risponderemo in giornata.",
    "pl": "Jesteśmy małą firmą z Gdyni. Jeśli masz pytania, napisz do nas, a odpowiemy, jak tylko się da, i na pewno nie za późno.",
    "pt": "Somos uma pequena empresa do Porto. Se tem dúvidas sobre os nossos produtos, escreva e não demoramos a responder.",
    "cs": "Jsme malá rodinná firma z Brna. Napište nám, když si nejste jisti, a rádi vám poradíme při výběru. Jsme tu pro vás.",
    "sk": "Sme malá rodinná firma z Košíc. Napíšte nám, ak si nie ste istí, a radi vám poradíme pri výbere. Sme tu pre vás.",
    "hu": "Kis cég vagyunk, és az egész országban dolgozunk. Ha kérdése van, írjon nekünk, és egy napon belül válaszolunk is.",
    "et": "Meie oleme väike ettevõte ja töötame üle Eesti. Kui teil on küsimus, siis kirjutage, et saaksime teile vastata.",
    "ru": "Мы небольшая компания и работаем по всей стране. Если у вас есть вопросы, напишите нам, и мы ответим.",
    "el": "Είμαστε μια μικρή εταιρεία στην Αθήνα και θα χαρούμε να σας εξυπηρετήσουμε από το πρωί.",
    "ja": "小さな会社です。ご質問はお気軽にお問い合わせください。",
}


@pytest.mark.parametrize("lang", TEXTS)
@pytest.mark.parametrize("declared", ["", "itself", "en"])
def test_running_text_tells_its_language_whatever_the_template_declares(lang: str, declared: str) -> None:
    assert tell(TEXTS[lang], lang if declared == "itself" else declared) == lang


def test_what_is_declared_stands_where_the_text_does_not_speak_plainly() -> None:
    menu = "Hem\nTjänster\nPriser\nKontakt\n© 2026 Acme. All rights reserved."
    assert tell(menu, "sv") == "sv"
    assert tell(menu, "cs") == "cs"
    assert tell(menu) == ""
    assert tell("Kaj 25a\n36 Acme\nAcme Oy", "fi") == "fi"


def test_a_foreign_footer_does_not_change_the_language_of_the_page() -> None:
    footer = "We use cookies to make this site work and to see how it is used."
    assert tell("\n".join((TEXTS["sv"], TEXTS["sv"], footer)), "sv") == "sv"
    assert tell("\n".join((TEXTS["sv"], TEXTS["sv"], footer)), "") == "sv"


def test_norwegian_by_any_of_its_codes_is_left_as_it_is_declared() -> None:
    assert [tell(TEXTS["nb"], code) for code in ("no", "nn", "nb")] == ["no", "nn", "nb"]


def test_a_language_of_few_speakers_keeps_its_own_code() -> None:
    assert tell("Tunapenda kusaidia wateja wetu na tunajibu maswali yote kwa haraka, na tuko hapa kila siku.", "sw") == "sw"


@pytest.mark.parametrize(
    ("declared", "code"), [("sv-SE", "sv"), ("pt_BR", "pt"), (" DE ", "de"), ("fil", ""), ("fil-PH", ""), ("english", ""), ("", "")]
)
def test_a_tag_s_code_has_two_letters_or_none(declared: str, code: str) -> None:
    assert code_of(declared) == code


def test_a_page_is_read_in_its_own_language_and_an_element_in_its_own() -> None:
    page = parse(f"<html lang=en><p>{TEXTS['de']}</p><p lang=fr>Bonjour</p></html>", "https://acme.example/")
    first, second = page.named("p")
    assert (page.lang, page.lang_of(first), page.lang_of(second)) == ("de", "de", "fr")
    assert parse(f"<html lang=en><p>{TEXTS['de']}</p></html>", "https://acme.example/", lang="sv").lang == "sv"


def test_every_language_of_the_lexicon_can_be_told() -> None:
    assert set(words.languages()) <= set(language._LANGUAGES)
    assert not words.knows("cs")
    assert words.knows("nn")


@settings(deadline=None)
@given(st.text(max_size=300), st.sampled_from(["", "sv", "xx", "ja"]))
def test_no_text_breaks_the_vote_and_telling_twice_changes_nothing(text: str, declared: str) -> None:
    told = tell(text, declared)
    assert tell(text, told) == told
