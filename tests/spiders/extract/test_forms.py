"""Forms: found with and without an element, told apart by what they ask and say, with what stands in the way of sending them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spiders.evidence import Channel, Form
from spiders.extract.forms import extract
from spiders.page import parse

URL = "https://www.acme.example/kontakt"


def seen(html: str, *, lang: str = "en", url: str = URL, rendered: bool = False) -> tuple[list[Form], list[Channel]]:
    found = list(extract(parse(f"<html lang={lang}><body>{html}</body></html>", url, rendered=rendered)))
    return [each for each in found if isinstance(each, Form)], [each for each in found if isinstance(each, Channel)]


def only(html: str, **kwargs: str) -> Form:
    forms, _ = seen(html, lang=kwargs.get("lang", "en"))
    assert len(forms) == 1
    return forms[0]


CF7 = """<div role=form class=wpcf7><form class=wpcf7-form method=post action="/#wpcf7"><p><label>Ditt namn<br>
<input name=your-name aria-required=true></label></p><p><label>E-post<br><input type=email name=your-email></label></p>
<p><label>Meddelande<textarea name=your-message></textarea></label></p><input type=submit value=Skicka></form></div>"""
GRAVITY = """<form id=gform_1><div><label for=input_1_1>Name</label><input id=input_1_1 name=input_1></div><div>
<label for=input_1_2>Email</label><input id=input_1_2 name=input_2></div><div><label for=input_1_3>Comments</label>
<textarea id=input_1_3 name=input_3></textarea></div><input type=submit value=Submit></form>"""
WITHOUT_NAMES = """<form><input placeholder="Uw naam"><input type=email placeholder="Uw e-mailadres">
<textarea placeholder="Uw bericht"></textarea><button>Verstuur</button></form>"""
TABLE = """<form method=post><table><tr><td>Nome</td><td><input name=f1></td></tr><tr><td>Telefono</td><td><input name=f2></td></tr>
<tr><td>Messaggio</td><td><textarea name=f3></textarea></td></tr></table><input type=submit value=Invia></form>"""
NO_FORM = """<section><h2>Write to us</h2><div><input placeholder="Your name"></div><div><input type=email placeholder=Email></div>
<div><textarea placeholder="Your message"></textarea></div><button>Send</button></section>"""
WHATSAPP = """<form id=contacto><input name=nombre placeholder=Nombre><textarea placeholder=Mensaje></textarea>
<button>Enviar</button></form>"""
LEAD = """<form><input name=name placeholder="Full name"><input type=tel name=phone><input type=email name=email>
<select name=service><option>a</select><button>Get my quote</button></form>"""
WITH_DATE = """<form><h3>Contact us</h3><input name=name><input name=email><label>Date of visit <input type=date></label>
<textarea name=message></textarea><button>Send message</button></form>"""
COMMENT = """<div id=respond><h3>Leave a Reply</h3><form id=commentform><textarea name=comment></textarea><input name=author>
<input name=email type=email><input type=submit value="Post Comment">
<input type=hidden name=comment_post_ID value=1></form></div>"""
JOB = """<form><input name=vorname placeholder=Vorname><input type=email name=email><textarea name=nachricht></textarea>
<input type=file name=cv><button>Bewerbung absenden</button></form>"""
BOOKING = """<form><input name=name><input type=tel name=phone><input type=date name=date><input type=number name=guests>
<button>Book a table</button></form>"""
PARKING = "<form><input type=date aria-label=Ankomst><input type=date aria-label=Avresa><button>Visa pris</button></form>"


@pytest.mark.parametrize(
    ("html", "kind"),
    [
        (CF7, "contact"),
        (GRAVITY, "contact"),
        (WITHOUT_NAMES, "contact"),
        (TABLE, "contact"),
        (NO_FORM, "contact"),
        (WHATSAPP, "contact"),
        (LEAD, "contact"),
        (WITH_DATE, "contact"),
        (COMMENT, "other"),
        (JOB, "other"),
        (BOOKING, "order"),
        (PARKING, "order"),
        ("<form role=search><input name=s placeholder=Search><button>Go</button></form>", "search"),
        ("<div><input type=search placeholder='Vad letar du efter?'></div>", "search"),
        ("<form><input type=email name=EMAIL placeholder='Your email'><button>Subscribe</button></form>", "newsletter"),
        ("<form><input name=FNAME><input type=email name=EMAIL><button>OK</button></form>", "newsletter"),
        ("<form><input name=user><input type=password name=pass><button>Sign in</button></form>", "login"),
        ("<form><input type=email name=mail><button>Reset password</button></form>", "login"),
        ("<form><input name=name><input type=tel name=phone><button>Call me back</button></form>", "callback"),
        ("<form><input type=tel placeholder=Phone><button>Send</button></form>", "callback"),
        ("<form><input type=tel placeholder=Phone><button>OK</button></form>", "other"),
        ("<form><h2>Complaint form</h2><input name=email><textarea name=text></textarea><button>Send</button></form>", "complaint"),
        (
            "<form><h2>Withdraw from contract here</h2><input name=name><input name=email><button>Confirm</button></form>",
            "withdrawal",
        ),
        ("<form><h2>Cancel subscription</h2><input name=name><input name=email><button>Confirm</button></form>", "cancellation"),
        ("<form><h3>Newsletter</h3><input name=name><input type=email><input type=tel><button>Join</button></form>", "newsletter"),
        ("<form class=order-2><input name=name><input type=email><input type=tel><button>Go</button></form>", "contact"),
        ("<form><input type=number name=quantity><button>Add to cart</button></form>", "order"),
        ("<form><textarea placeholder='Tell us what is missing'></textarea><button>OK</button></form>", "other"),
    ],
)
def test_the_kind_of_a_form_is_told_by_what_it_asks_and_says(html: str, kind: str) -> None:
    assert only(html).kind == kind


@pytest.mark.parametrize(
    ("lang", "labels", "button"),
    [
        ("sv", ("Namn", "E-postadress", "Meddelande"), "Skicka"),
        ("en", ("Name", "E-mail address", "Message"), "Send"),
        ("de", ("Ihr Name", "E-Mail-Adresse", "Ihre Nachricht"), "Absenden"),
        ("da", ("Navn", "E-mail", "Besked"), "Send"),
        ("nb", ("Navn", "E-postadresse", "Melding"), "Send inn"),
        ("fi", ("Nimi", "Sähköposti", "Viesti"), "Lähetä"),
        ("fr", ("Nom", "Adresse mail", "Votre message"), "Envoyer"),
        ("es", ("Nombre", "Correo electrónico", "Mensaje"), "Enviar"),
        ("it", ("Nome", "Posta elettronica", "Messaggio"), "Invia"),
        ("nl", ("Naam", "E-mailadres", "Bericht"), "Versturen"),
        ("pl", ("Imię", "Adres e-mail", "Wiadomość"), "Wyślij"),
        ("pt", ("Nome", "Correio eletrónico", "Mensagem"), "Enviar"),
    ],
)
def test_a_contact_form_is_known_in_each_language_by_its_labels_alone(lang: str, labels: tuple[str, ...], button: str) -> None:
    inputs = "".join(f"<p><label for=a{n}>{label}</label><input id=a{n} name=x{n}></p>" for n, label in enumerate(labels))
    form = only(f"<form>{inputs}<button>{button}</button></form>", lang=lang)
    assert form.kind == "contact"
    assert tuple(field.label for field in form.fields) == labels


def test_a_contact_form_is_a_channel_of_its_page() -> None:
    _, channels = seen(CF7)
    assert [(channel.kind, channel.value, channel.sightings[0].via) for channel in channels] == [("form", URL, "form")]


def test_a_callback_form_is_a_callback_channel_and_a_complaint_form_says_so() -> None:
    _, callbacks = seen("<form><input name=name><input type=tel name=phone><button>Call me back</button></form>")
    _, complaints = seen("<form><h2>Complaint form</h2><input name=email><textarea></textarea></form>")
    assert callbacks[0].kind == "callback"
    assert complaints[0].purpose == "complaints"


@pytest.mark.parametrize("html", [COMMENT, JOB, BOOKING, PARKING])
def test_forms_for_something_else_are_no_channel(html: str) -> None:
    assert seen(html)[1] == []


def test_a_form_that_wraps_the_page_is_looked_through() -> None:
    html = f"""<form id=aspnetForm method=post><input type=hidden name=__VIEWSTATE value=x><header><div><input name=q>
    <input type=submit value=Search></div></header><main>{NO_FORM}</main></form>"""
    assert [form.kind for form in seen(html)[0]] == ["search", "contact"]


def test_what_stands_in_the_way_is_noted() -> None:
    form = only(
        """<form action="https://forms.example.net/x" method=POST><label>Name * <input name=n></label>
        <label for=e>E-mail</label><input id=e type=email required><label>Order number* <input name=o></label>
        <label>File <input type=file name=f></label><textarea name=message></textarea>
        <label><input type=checkbox name=c> Send me a copy</label><div class="g-recaptcha"></div><button>Send</button></form>"""
    )
    assert (form.action_host, form.method) == ("forms.example.net", "post")
    assert (form.captcha, form.attachment, form.copy_to_sender, form.customer_number_needed) == (True, True, True, True)
    assert [field.required for field in form.fields] == [True, True, True, False, False, False]


@pytest.mark.parametrize(
    ("label", "needed"),
    [
        ("Kundnummer *", True),
        ("Kundennummer (Pflichtfeld)", False),
        ("Nº de pedido*", True),
        ("N° de commande (obligatoire)", True),
        ("Ordernummer", False),
        ("Ordernummer (valfritt) *", False),
        ("Telefonnummer *", False),
        ("Ordernummer eller vad du köpte *", False),
        ("Order number or e-mail*", False),
        ("E-mail or order number*", False),
        ("Kunden- oder Bestellnummer *", True),
        ("Customer or order number *", True),
        ("Kundnummer eller ordernummer *", True),
    ],
)
def test_a_customer_or_order_number_is_needed_only_where_it_is_required(label: str, needed: bool) -> None:
    html = f"<form><label>{label}<input name=x></label><input name=email><textarea name=message></textarea></form>"
    assert only(html).customer_number_needed is (needed or "Pflicht" in label)


@pytest.mark.parametrize(
    ("heading", "kind", "needed"),
    [
        ("Contact us", "contact", True),
        ("Complaint", "complaint", True),
        ("Withdraw from contract here", "withdrawal", False),
        ("Cancel your subscription", "cancellation", False),
    ],
)
def test_a_withdrawal_or_a_notice_must_name_its_contract_anyway(heading: str, kind: str, needed: bool) -> None:
    form = only(
        f"""<form><h2>{heading}</h2><label>Order number * <input name=o></label><input name=email><textarea name=message></textarea>
        <button>Send</button></form>"""
    )
    assert (form.kind, form.customer_number_needed) == (kind, needed)


CHAT_LINE = "<label for=q>Your message</label><input id=q><button>Send message</button>"


@pytest.mark.parametrize(
    ("html", "forms"),
    [
        (f"<section id=our-chatbot><h2>Contact us</h2>{CHAT_LINE}</section>", 0),
        (f"<div class=chatWindow><form>{CHAT_LINE}</form></div>", 0),
        (f"<div role=dialog aria-label='Chat with Lumi'>{CHAT_LINE}</div>", 0),
        (f"<div><div role=log>Hello!</div><h2>Contact us</h2>{CHAT_LINE}</div>", 0),
        (f"<div class=intercom-lightweight-app>{CHAT_LINE}</div>", 0),
        (f"<div class=live-chat><form><label>E-mail <input type=email></label>{CHAT_LINE}</form></div>", 1),
        (f"<div class=chat><main><h1>Contact us</h1><form>{CHAT_LINE}</form></main></div>", 1),
        (f"<div class=purchatory><h2>Contact us</h2>{CHAT_LINE}</div>", 1),
    ],
)
def test_the_line_one_types_to_a_chat_is_no_form(html: str, forms: int) -> None:
    assert len(seen(html)[0]) == forms


def test_traps_for_programs_are_no_fields() -> None:
    form = only(
        """<form><input name=email type=email><textarea name=message></textarea><input name=_gotcha style="display:none">
        <div style="position:absolute;left:-5000px"><input name=website tabindex=-1></div>
        <p class=hp-honeypot><input name=b></p></form>"""
    )
    assert [field.name for field in form.fields] == ["email", "message"]


def test_a_label_belongs_to_the_first_of_two_fields_with_one_id() -> None:
    form = only(
        """<form><label for=a>Your name</label><input id=a><input id=a placeholder="Your email"><textarea></textarea></form>"""
    )
    assert [field.label for field in form.fields][:2] == ["Your name", "Your email"]


@pytest.mark.parametrize(
    ("page", "counts"),
    [
        ("<a href='#ask'>Write</a><div id=ask class=modal aria-hidden=true>{form}</div>", True),
        ("<button data-target='#ask'>Write</button><div id=ask class=popup style='display:none'>{form}</div>", True),
        ("<button onclick=\"show('ask')\">Write</button><div class=modal aria-hidden=true><div id=ask>{form}</div></div>", True),
        ("<button>Contact us</button><div class=modal aria-hidden=true>{form}</div>", True),
        ("<script>byId('ask').open()</script><dialog id=ask>{form}</dialog>", True),
        ("<a href='#'>Get in touch</a><div class=modal aria-hidden=true>{form}</div>", True),
        ("<a href='#'>Read more</a><div class=modal aria-hidden=true>{form}</div>", False),
        ("<a href='other.html#dialogue'>Contact</a><div id=ask class=modal aria-hidden=true>{form}</div>", False),
        ("<div id=ask class=modal aria-hidden=true>{form}<button onclick=\"hide('ask')\">x</button></div>", False),
        ("<div style='display:none'>{form}</div>", False),
        ("<div class=modal>{form}</div>", True),
    ],
)
def test_a_form_in_a_closed_dialog_counts_where_something_opens_it(page: str, counts: bool) -> None:
    forms, channels = seen(page.replace("{form}", CF7))
    assert [(form.visible, form.kind) for form in forms] == [(counts, "contact" if counts else "other")]
    assert bool(channels) is counts


@pytest.mark.parametrize(("trigger", "counts"), [("<a href='#ask'>Write</a>", True), ("<a href='/x#ask-us'>Write</a>", False)])
def test_on_a_rendered_page_the_browser_tells_that_a_dialog_is_closed(trigger: str, counts: bool) -> None:
    html = f"{trigger}<div id=ask class=modal data-auditor-hidden=dm>{CF7}</div>"
    assert [form.visible for form in seen(html, rendered=True)[0]] == [counts]


@pytest.mark.parametrize(
    ("html", "kind"),
    [
        ("<h2>Contact us</h2><iframe src='https://docs.google.com/forms/d/e/x/viewform?embedded=true'></iframe>", "contact"),
        ("<h2>Contact us</h2><div data-tf-live=abc></div><script src='//embed.typeform.com/next/embed.js'></script>", "contact"),
        ("<h2>Job application</h2><iframe src='https://form.jotform.com/1'></iframe>", "other"),
        ("<iframe src='https://acme.freshdesk.com/widgets/feedback_widget/new'></iframe>", "contact"),
        ("<main><iframe src='https://forms.office.com/e/x'></iframe></main>", "contact"),
    ],
)
def test_a_form_services_form_is_listed_without_fields(html: str, kind: str) -> None:
    forms, channels = seen(html)
    assert forms[0].embedded
    assert forms[0].fields == ()
    assert forms[0].kind == kind
    assert bool(channels) is (kind == "contact")


def test_an_embedded_form_of_a_newsletter_service_is_a_newsletter() -> None:
    forms, channels = seen(
        "<iframe src='https://acme.us1.list-manage.com/subscribe'></iframe>", url="https://www.acme.example/kontakt"
    )
    assert [form.kind for form in forms] == ["newsletter"]
    assert channels == []


@pytest.mark.parametrize(
    "html",
    [
        "",
        "<p>Contact form</p>",
        "<select><option>Airport</select>",
        "<form></form>",
        "<form><input type=hidden name=x></form>",
        "<button>Send</button>",
    ],
)
def test_where_nothing_can_be_filled_in_there_is_no_form(html: str) -> None:
    assert seen(html) == ([], [])


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["<form>", "</form>", "<input name=q>", "<textarea>", "<label for=>", "<button>", "<table><td>", "<dialog>", "Å\x00</"]
        )
    )
)
def test_no_markup_makes_it_fail(parts: list[str]) -> None:
    seen("".join(parts))
