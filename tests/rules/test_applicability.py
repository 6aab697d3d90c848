"""Whether an expectation is addressed to a company: the signs on its site."""

import pytest

from rules.applicability import applies
from rules.cases import evidence_from

BUY = {"concept": "shop", "page": "/", "form": "button", "text": "Köp"}
LINK = {"concept": "withdraw_function", "page": "/", "form": "link", "text": "Ångra avtalet här", "href": "/angra"}
SELLS, BOARD = "sells-at-a-distance", "committed-to-dispute-resolution"


def form(kind: str, label: str, required: bool = False) -> dict[str, object]:
    return {"page": "/", "kind": kind, "fields": [{"name": "f", "label": label, "required": required}]}


def adr(text: str, form: str = "text", concept: str = "adr") -> dict[str, str]:
    return {"concept": concept, "page": "/", "form": form, "text": text}


@pytest.mark.parametrize(
    ("question", "short", "outcome"),
    [
        (SELLS, {}, "inapplicable"),
        (SELLS, {"mentions": [BUY]}, None),
        (SELLS, {"mentions": [LINK]}, None),
        (SELLS, {"forms": [form("withdrawal", "Ordernummer")]}, None),
        (SELLS, {"mentions": [BUY], "forms": [form("contact", "Ditt namn och företag*")]}, "cantTell"),
        (SELLS, {"mentions": [BUY], "forms": [form("contact", "Firma", required=True)]}, "cantTell"),
        (SELLS, {"mentions": [BUY], "forms": [form("contact", "Företag")]}, None),
        (SELLS, {"forms": [form("order", "Organisationsnummer")]}, "cantTell"),
        (SELLS, {"forms": [form("order", "VAT number")]}, "cantTell"),
        (SELLS, {"forms": [form("order", "Company (optional)")]}, None),
        (SELLS, {"forms": [form("order", "Personnummer")]}, None),
        (SELLS, {"mentions": [LINK], "forms": [form("order", "Organisationsnummer")]}, None),
        (BOARD, {}, "inapplicable"),
        (BOARD, {"mentions": [adr("Universalschlichtungsstelle des Bundes")]}, None),
        (BOARD, {"mentions": [adr("EU-Streitschlichtung", "heading")]}, "cantTell"),
        (BOARD, {"mentions": [adr("Wir sind zur Streitbeilegung weder bereit noch verpflichtet.")]}, "inapplicable"),
        (BOARD, {"mentions": [adr("Platform: odr.eu"), adr("Platform: odr.eu", concept="odr_platform")]}, "inapplicable"),
    ],
)
def test_a_sign_on_the_site_answers_the_question(question: str, short: dict[str, object], outcome: str | None) -> None:
    assert applies(evidence_from(short), question, {})[0] == outcome


def test_where_no_sign_is_seen_the_reason_says_how_to_answer() -> None:
    reason = applies(evidence_from({}), SELLS, {})[1]
    assert reason.startswith(
        "No sign that the company sells to consumers at a distance was seen on the one page visited; if it does"
    )
    assert reason.endswith("(answer sells-at-a-distance)")


def test_a_refusal_is_told_in_the_sites_own_words() -> None:
    reason = applies(evidence_from({"mentions": [adr("Vi deltar inte i tvistlösning.")]}), BOARD, {})[1]
    assert reason.startswith("The site says: 'Vi deltar inte i tvistlösning'. If that is not so")
