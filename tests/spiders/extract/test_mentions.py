"""Mentions: which words are noted, where they stand, and how many are kept."""

from __future__ import annotations

import pytest

from spiders.evidence import Mention
from spiders.extract.mentions import extract
from spiders.page import parse

URL = "https://acme.example/help"


def mentions(html: str, lang: str = "en") -> list[Mention]:
    return list(extract(parse(html, URL, lang=lang)))


def kinds(html: str, lang: str = "en") -> set[tuple[str, str]]:
    return {(mention.concept, mention.form) for mention in mentions(html, lang)}


def test_links_buttons_and_headings_are_told_apart() -> None:
    html = "<h2>Complaints</h2><a href='/c'>Contact us</a><button>Live chat</button><input type=submit value='Live chat'>"

    assert {("complaint", "heading"), ("contact_us", "link"), ("chat", "button")} <= kinds(html)


def test_a_link_says_where_it_leads_and_where_it_stands() -> None:
    (mention,) = [m for m in mentions("<footer><a href='contact'>Contact us</a></footer>") if m.concept == "contact_us"]

    assert (mention.href, mention.region, mention.visible) == ("https://acme.example/contact", "footer", True)
    assert mention.selector


def test_a_link_to_the_platform_counts_whatever_it_is_called() -> None:
    assert ("odr_platform", "link") in kinds("<a href='https://ec.europa.eu/consumers/odr/'>here</a>")


def test_running_text_gives_the_sentence() -> None:
    html = "<p>We sell pumps. You can contact the Financial Ombudsman Service if we disagree. Goodbye.</p>"
    (mention,) = [m for m in mentions(html) if m.concept == "adr"]

    assert (mention.form, mention.text) == ("text", "You can contact the Financial Ombudsman Service if we disagree.")


def test_words_that_say_nothing_in_running_text_are_not_noted() -> None:
    assert ("contact_us", "text") not in kinds("<p>Feel free to contact us about our cookies.</p>")


def test_a_complaint_about_personal_data_is_another_matter() -> None:
    assert kinds("<p>You may lodge a complaint with the data protection authority.</p>") == set()


def test_the_choices_of_a_list_are_no_statements() -> None:
    assert kinds("<form><select><option>Select a topic</option></select></form>") == set()


def test_of_a_kind_only_a_few_are_kept_and_the_seen_ones_first() -> None:
    unseen = "".join(f"<div hidden><a href='/{n}'>Contact us in town {n}</a></div>" for n in range(9))
    found = [m for m in mentions(unseen + "<a href='/seen'>Contact us</a>") if (m.concept, m.form) == ("contact_us", "link")]

    assert len(found) == 4
    assert found[0].visible
    assert found[0].text == "Contact us"


def test_the_same_link_twice_in_one_region_is_one() -> None:
    found = [m for m in mentions("<a href='/c'>Contact us</a><a href='/c'>Contact us</a>") if m.concept == "contact_us"]

    assert len(found) == 1


def test_long_texts_are_cut() -> None:
    html = f"<p>{'word ' * 200} the Financial Ombudsman Service {'word ' * 200}</p>"
    (mention,) = [m for m in mentions(html) if m.concept == "adr"]

    assert len(mention.text) <= 200
    assert "Financial Ombudsman Service" in mention.text


def test_hostile_markup_is_read_without_a_crash() -> None:
    assert mentions("<a href='http://[broken'>Contact us</a>" + "<div>" * 3000 + "\x1b[31mcontact")[0].href == ""


@pytest.mark.parametrize(
    ("html", "concept", "form"),
    [
        ("<a href='mailto:info@mysite.com'>hello@acme.example</a>", "template_text", "link"),
        ("<a href='mailto:info@example.com'>E-mail</a>", "template_text", "link"),
        ("<p>Numéro d’immatriculation : &lt;à compléter&gt;</p>", "template_text", "text"),
        ("<p>Registernummer: [bitte ergänzen]</p>", "template_text", "text"),
        ("<a href='tel:+1234567890'>Call</a>", "template_text", "link"),
        ("<a href='tel:123-456-7890'>Call</a>", "template_text", "link"),
        ("<a href='tel:000-000-0000'>Call</a>", "template_text", "link"),
        ("<h2>Lorem ipsum dolor sit amet</h2>", "template_text", "heading"),
        ("<h2>Angaben gemäß § 5 TMG</h2>", "law_cited", "heading"),
        ("<p>Angaben nach §5 Abs. 1 TMG</p>", "law_cited", "text"),
        ("<p>Regulation (EU) No 524/2013 on disputes</p>", "law_cited", "text"),
        ("<p>Nos conseillers répondent aux sourds et malentendants.</p>", "relay_service", "text"),
    ],
)
def test_what_is_written_alike_everywhere_is_noted_in_any_language(html: str, concept: str, form: str) -> None:
    assert (concept, form) in kinds(html, "de")


@pytest.mark.parametrize(
    "html",
    [
        "<a href='mailto:info@acme.example'>E-mail</a>",
        "<a href='tel:+46812345699'>08-123 456 99</a>",
        "<a href='tel:+498000000'>Call</a>",
        "<h2>Angaben gemäß § 5 DDG</h2>",
        "<p>Room 524, since 2013</p>",
        "<p>Le formulaire à compléter vous attend à l’accueil.</p>",
        "<a href='https://consumer-redress.ec.europa.eu/bodies'>Dispute bodies</a>",
    ],
)
def test_what_only_looks_like_it_is_not(html: str) -> None:
    assert {concept for concept, _ in kinds(html, "de")} & {"template_text", "law_cited", "odr_platform"} == set()


def test_a_rendered_page_says_what_must_be_opened_before_a_control_shows() -> None:
    html = (
        "<details><summary>More links</summary><div data-auditor-hidden=dm><a href='/end'>Cancel contract here</a></div></details>"
    )
    (closed,) = [m for m in extract(parse(html, URL, lang="en", rendered=True)) if m.concept == "cancel_function"]
    (unmeasured,) = [m for m in mentions(html) if m.concept == "cancel_function"]

    assert (closed.behind, closed.opened_by) == (1, ("More links",))
    assert unmeasured.behind is None


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("es", "Recibirá una clave identificativa de su reclamación."),
        ("sv", "Du får ett ärendenummer per e-post."),
        ("de", "Sie erhalten eine Vorgangsnummer."),
        ("nl", "U krijgt een zaaknummer."),
        ("fi", "Saat reklamaatiosta tapausnumeron."),
        ("en", "We acknowledge your complaint within three days."),
    ],
)
def test_what_proof_of_a_complaint_one_gets_is_noted(lang: str, text: str) -> None:
    assert ("case_receipt", "text") in kinds(f"<p>{text}</p>", lang)


def test_a_parcel_s_reference_number_is_no_proof_of_a_complaint() -> None:
    assert not [kind for kind in kinds("<p>Reference number of the pump: 12</p>") if kind[0] == "case_receipt"]


@pytest.mark.parametrize(
    ("lang", "text", "concept"),
    [
        ("en", "Complain to the national enforcement body.", "enforcement_body"),
        ("de", "Sie können sich an das Eisenbahn-Bundesamt wenden.", "enforcement_body"),
        ("fr", "Saisissez l'organisme national chargé de l'application du règlement.", "enforcement_body"),
        ("sv", "Vänta kvar i telefonen så kopplas du till en person.", "phone_menu"),
        ("nl", "Toets 1 in het keuzemenu.", "phone_menu"),
        ("en", "Sold by Example Trading and shipped by us.", "seller_info"),
        ("it", "Venduto da Esempio Srl.", "seller_info"),
        ("pl", "Sprzedawane przez Przykład.", "seller_info"),
    ],
)
def test_who_enforces_who_sells_and_what_answers_the_telephone_is_noted(lang: str, text: str, concept: str) -> None:
    assert (concept, "text") in kinds(f"<p>{text}</p>", lang)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Sold out. Press the button for more, and hold the line steady."),
        ("sv", "Vänta på besked. Biljetter säljs i kassan."),
        ("de", "Der Verkauf läuft. Drücken Sie den Knopf."),
    ],
)
def test_what_only_sounds_like_a_seller_or_a_menu_is_not(lang: str, text: str) -> None:
    assert {concept for concept, _ in kinds(f"<p>{text}</p>", lang)} & {"seller_info", "phone_menu", "enforcement_body"} == set()


def test_the_right_to_cancel_a_purchase_is_no_ending_of_a_contract() -> None:
    assert ("cancel_contract", "text") not in kinds("<p>You have the right to cancel your contract within 14 days.</p>")
    assert ("cancel_contract", "text") in kinds("<p>You can cancel your subscription with 30 days' notice.</p>")


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("de", "Verkauf ausschließlich an Gewerbetreibende (§ 14 BGB)."),
        ("de", "Unser Angebot richtet sich ausschließlich an Unternehmer im Sinne des § 14 BGB."),
        ("de", "Kein Verkauf an Verbraucher."),
        ("de", "Nur für gewerbliche Kunden."),
        ("sv", "Vi säljer endast till företag och föreningar."),
        ("sv", "Vi säljer ej till privatpersoner."),
        ("en", "We are a wholesaler and do not sell to the public."),
        ("en", "We supply business customers only."),
        ("fr", "Ce site est réservé aux professionnels."),
        ("fr", "Nous vendons exclusivement aux professionnels."),
        ("es", "Venta exclusivamente a profesionales."),
        ("es", "Tienda solo para empresas."),
        ("it", "La vendita è riservata ai rivenditori."),
        ("nl", "Wij leveren uitsluitend aan zakelijke klanten."),
        ("da", "Vi sælger kun til erhvervskunder."),
        ("nb", "Vi selger kun til bedrifter."),
        ("fi", "Myymme vain yrityksille."),
        ("pl", "Sprzedaż wyłącznie dla firm."),
        ("pt", "Vendemos exclusivamente a profissionais."),
    ],
)
def test_that_a_site_sells_to_none_but_companies_is_noted(lang: str, text: str) -> None:
    assert ("business_only", "text") in kinds(f"<p>{text}</p>", lang)


@pytest.mark.parametrize(
    ("lang", "html"),
    [
        ("de", "<p>Für Privat- und Geschäftskunden.</p>"),
        ("de", "<p>Wir liefern nicht nur an Gewerbetreibende, auch an Sie.</p>"),
        ("de", "<p>Der Gerichtsstand gilt nur für Unternehmer.</p>"),
        ("de", "<p>Kauf auf Rechnung nur für Gewerbetreibende.</p>"),
        ("sv", "<p>Företag och privatpersoner</p>"),
        ("sv", "<p>Vi säljer inte bara till företag.</p>"),
        ("sv", "<a href='/foretag'>Företagskunder</a>"),
        ("en", "<a href='/business'>Business customers</a>"),
        ("en", "<p>We trade only in used cars. We do not sell your data to third parties.</p>"),
        ("en", "<p>Not only to businesses.</p>"),
        ("fr", "<p>Espace réservé aux professionnels</p>"),
        ("fr", "<p>Particuliers et professionnels</p>"),
        ("es", "<p>No solo para empresas.</p>"),
        ("it", "<p>Area riservata ai rivenditori</p>"),
        ("nl", "<p>Voor bedrijven en particulieren; niet alleen voor bedrijven.</p>"),
        ("da", "<p>Til erhverv og private</p>"),
        ("nb", "<p>Ikke bare for bedrifter</p>"),
        ("fi", "<p>Yrityksille ja kuluttajille</p>"),
        ("pl", "<p>Nie tylko dla firm</p>"),
        ("pt", "<p>Não só para empresas</p>"),
    ],
)
def test_words_for_companies_among_others_are_not(lang: str, html: str) -> None:
    assert "business_only" not in {concept for concept, _ in kinds(html, lang)}


def test_a_heading_says_that_only_the_trade_is_sold_to() -> None:
    assert ("business_only", "heading") in kinds("<h2>Trade only</h2>")
