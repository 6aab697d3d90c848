"""What a page keeps closed, and what must never be clicked to find out."""

from __future__ import annotations

import re

import pytest

from spiders.browser import closed
from spiders.browser.closed import closed_on, further_refusal, way_of
from spiders.lexicon import by_language, languages, merged
from spiders.look import Closed
from spiders.page import parse
from spiders.terms import fold

URL = "https://www.example.se/"


def found(body: str, *, rendered: bool = True) -> list[Closed]:
    return list(closed_on(parse(f"<html lang=sv><body>{body}</body></html>", URL, rendered=rendered)))


def kinds(body: str) -> list[tuple[str, str]]:
    return [(one.kind, one.label) for one in found(body)]


@pytest.mark.parametrize(
    "control",
    [
        "<button type=button>Visa nummer</button>",
        "<button type=button>VISA\u00a0TELEFONNUMMER »</button>",
        "<a href='#'>Show phone number</a>",
        "<a href='javascript:void(0)'>Nummer anzeigen</a>",
        "<a>Afficher le numéro</a>",
        "<span role=button>Ver teléfono</span>",
        "<span onclick='show()'>Toon telefoonnummer</span>",
        "<button>Näytä numero</button>",
        "<input type=button value='Vis nummer'>",
        "<button aria-label='Visa nummer'>☎</button>",
        "<button aria-labelledby='a b'>☎</button><i id=a>Visa</i> <i id=b>nummer</i>",
        "<button><svg><title>Visa nummer</title></svg></button>",
        "<button aria-expanded=false aria-disabled=false>Visa nummer</button>",
    ],
)
def test_a_control_that_shows_a_detail_is_closed(control: str) -> None:
    assert [kind for kind, _ in kinds(control)] == ["reveal"]


@pytest.mark.parametrize(
    "control",
    [
        "<a href='/nummer'>Visa nummer</a>",
        "<a href='tel:+4684650040'>Visa nummer</a>",
        "<form action=/send method=post><button>Visa nummer</button></form>",
        "<form action=/send><input type=submit value='Visa nummer'></form>",
        "<form id=f></form><button form=f>Visa nummer</button>",
        "<form><button type=RESET>Visa nummer</button></form>",
        "<button type=button data-auditor-hidden=dm>Visa nummer</button>",
        "<button type=button>Visa nummer på alla artiklar som finns i lagret i Malmö och Lund just nu</button>",
        "<button type=button>Show all products</button>",
        "<button type=button>Artikelnummer</button>",
        "<p>Visa nummer</p>",
        "<button type=button disabled>Visa nummer</button>",
        "<button type=button aria-disabled=true>Visa nummer</button>",
        "<button type=button aria-expanded=true>Visa nummer</button>",
    ],
)
def test_what_leads_away_or_could_be_sent_or_is_not_seen_is_left_alone(control: str) -> None:
    assert kinds(control) == []


def test_only_a_rendered_page_keeps_anything_closed() -> None:
    assert found("<button type=button>Visa nummer</button>", rendered=False) == []


def test_no_more_than_a_few_details_of_a_page_are_shown() -> None:
    assert len(found("<button type=button>Visa nummer</button>" * 40)) == 5


@pytest.mark.parametrize(
    ("accept", "refuse"),
    [
        ("Acceptera alla", "Endast nödvändiga kakor"),
        ("Accept all cookies", "Reject all"),
        ("Alle akzeptieren", "Nur notwendige Cookies"),
        ("Accepter alle", "Kun nødvendige"),
        ("Godta alle", "Avvis"),
        ("Hyväksy kaikki", "Vain välttämättömät"),
        ("Tout accepter", "Continuer sans accepter"),
        ("Aceptar todo", "Rechazar todas"),
        ("Accetta tutti", "Rifiuta"),
        ("Alles accepteren", "Weigeren"),
        ("Akceptuję wszystkie", "Odrzuć wszystkie"),
        ("Aceitar todos", "Rejeitar todos"),
    ],
)
def test_a_consent_dialog_is_told_by_its_words(accept: str, refuse: str) -> None:
    dialog = f"<div><p>This page uses cookies.</p><div><button>{refuse}</button><button>{accept}</button></div></div>"

    assert kinds(dialog) == [("accept", accept), ("refuse", refuse)]
    assert found(dialog)[0].says.startswith("This page uses cookies.")


def test_a_dialog_may_offer_no_refusal() -> None:
    assert kinds("<div>Vi använder kakor. <button>OK</button></div>") == [("accept", "OK")]


@pytest.mark.parametrize(
    "body",
    [
        "<div>Vill du ta emot vårt nyhetsbrev? <button>Acceptera</button></div>",
        "<main><p>Vi använder kakor.</p></main><div><button>OK</button></div>",
        "<div>Vi använder kakor. <a href='/kakor'>Acceptera</a></div>",
        "<div>Vi använder kakor. <button>Läs mer</button></div>",
        f"<div>{'Allt om kakor och kex. ' * 300}<button>OK</button></div>",
        "<div data-auditor-hidden=dm>Vi använder kakor. <button>OK</button></div>",
    ],
)
def test_what_only_looks_like_a_consent_dialog_is_none(body: str) -> None:
    assert kinds(body) == []


def test_a_platform_is_told_by_the_names_of_its_controls_even_in_a_shadow_root() -> None:
    dialog = (
        "<div id=usercentrics-root><template shadowrootmode=open><div>Privatsphäre"
        "<button data-testid=uc-deny-all-button>Nein</button>"
        "<button data-testid=uc-accept-all-button>Gerne</button></div></template></div>"
    )

    assert [(one.kind, one.selector) for one in found(dialog)] == [
        ("accept", '[data-testid="uc-accept-all-button"]'),
        ("refuse", '[data-testid="uc-deny-all-button"]'),
    ]


def test_a_platform_that_names_no_refusal_may_offer_one_in_words() -> None:
    dialog = "<div class=cc-window>Vi använder kakor. <a class=cc-allow>Visst</a> <button>Neka</button></div>"

    assert kinds(dialog) == [("accept", "Visst"), ("refuse", "Neka")]


@pytest.mark.parametrize(
    ("settings", "save"),
    [
        ("Anpassa", "Spara val"),
        ("Manage cookies", "Save & exit"),
        ("Cookie-Einstellungen", "Auswahl speichern"),
        ("Tilpas", "Tillad valgte"),
        ("Administrer", "Lagre mine valg"),
        ("Muokkaa asetuksia", "Tallenna valinnat"),
        ("Paramétrer", "Enregistrer mes choix"),
        ("Configurar cookies", "Guardar selección"),
        ("Gestisci preferenze", "Salva selezione"),
        ("Voorkeuren aanpassen", "Keuze opslaan"),
        ("Dostosuj", "Zapisz wybór"),
        ("Personalizar", "Guardar preferências"),
    ],
)
def test_where_nothing_refuses_the_settings_begin_it_and_what_keeps_the_choice_ends_it(settings: str, save: str) -> None:
    [_, first] = found(f"<div><p>This page uses cookies.</p><button>{settings}</button><button>OK</button></div>")
    opened = f"<div role=dialog><input type=checkbox> Statistik <button>OK</button><button>{save}</button></div>"
    page = parse(f"<html lang=sv><body>{opened}</body></html>", URL, rendered=True)
    last = further_refusal(page, [])

    assert (first.kind, first.label, way_of(first)) == ("refuse", settings, "settings")
    assert last is not None
    assert (last.kind, last.label, way_of(last)) == ("refuse", save, "save")
    assert further_refusal(page, [last.selector]) is None


@pytest.mark.parametrize(
    ("buttons", "label"),
    [
        ("<button>Inställningar</button><button>Spara val</button><button>Neka</button>", "Neka"),
        ("<button>Inställningar</button><button>Spara val</button>", "Spara val"),
        ("<button>Inställningar</button><a href='/kakor'>Spara val</a>", "Inställningar"),
    ],
)
def test_the_shortest_way_to_refuse_is_named(buttons: str, label: str) -> None:
    assert kinds(f"<div>Vi använder kakor. <button>OK</button>{buttons}</div>") == [("accept", "OK"), ("refuse", label)]


@pytest.mark.parametrize(
    ("body", "label"),
    [
        ("<div role=dialog><button>Spara</button><button>Avvisa alla</button></div>", "Avvisa alla"),
        (f"<dialog open>{'Om kakor och syften. ' * 300}<button>Avvisa alla</button></dialog>", "Avvisa alla"),
        ("<div class=x><button class=ot-pc-refuse-all-handler>Nix</button>Kakor</div>", "Nix"),
        ("<div aria-modal=true><button data-auditor-hidden=dm>Neka</button><button>Spara val</button></div>", "Spara val"),
        ("<form><button type=button>Spara</button><button type=button>Nej tack</button></form>", ""),
        ("<div role=dialog><a href='/'>Neka</a></div>", ""),
    ],
)
def test_in_opened_settings_only_their_own_controls_refuse(body: str, label: str) -> None:
    closed = further_refusal(parse(f"<html lang=sv><body>{body}</body></html>", URL, rendered=True), [])

    assert (closed.label if closed else "") == label


def test_no_label_says_two_things() -> None:
    said = merged("controls")["consent"]
    ways: dict[str, closed._Labels] = {"accept": closed._ACCEPT, **{str(way): labels for way, labels in closed._WAYS.items()}}
    terms = [(way, fold(term).rstrip("*")) for way in ways for term in said[way]]

    assert [(way, other, term) for way, term in terms for other, labels in ways.items() if other != way and labels.have(term)] == []


def test_the_words_are_there_in_every_language() -> None:
    said = by_language("controls")

    assert tuple(said) == languages()
    kinds = ("accept", "refuse", "save", "settings")
    assert all(each["reveal"] and all(each["consent"][kind] for kind in kinds) for each in said.values())
    words = merged("controls")
    every = [*words["reveal"], *(term for kind in kinds for term in words["consent"][kind])]
    assert [term for term in every if not re.fullmatch(r"[^*]+\*?", term) or term != fold(term)] == []
