"""Whether an expectation is addressed to a company: the signs on its site."""

import pytest

from rules.applicability import applies, read_answer
from rules.cases import evidence_from
from rules.law import Applies, Asked

BUY = {"concept": "shop", "page": "/", "form": "button", "text": "Köp"}
TRADE = {"concept": "business_only", "page": "/", "form": "text", "text": "Vi säljer inte till privatpersoner."}
LINK = {"concept": "withdraw_function", "page": "/", "form": "link", "text": "Ångra avtalet här", "href": "/angra"}
SUBSCRIBE = {"concept": "subscription", "page": "/", "form": "link"}
SERVICE = {"concept": "customer_service", "page": "/", "form": "link", "text": "Kundservice", "href": "/kundservice"}
SELLS, BOARD, RUNNING = "sells-at-a-distance", "committed-to-dispute-resolution", "has-subscriptions"
CENTRE = "contact-centre"


def to(*every: str, some: tuple[str, ...] = (), none: tuple[str, ...] = ()) -> Applies:
    return Applies.model_validate({"to": "somebody", "all": every, "any": some, "none": none})


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
        (SELLS, {"mentions": [BUY, TRADE]}, "cantTell"),
        (SELLS, {"mentions": [BUY, TRADE | {"form": "heading", "text": "Endast företag"}]}, "cantTell"),
        (SELLS, {"mentions": [BUY, TRADE | {"form": "link", "text": "Endast företag"}]}, None),
        (SELLS, {"mentions": [BUY, LINK, TRADE]}, None),
        (SELLS, {"mentions": [BUY, TRADE], "pages": [{"url": "/angerratt", "kinds": ["withdrawal"]}]}, None),
        (SELLS, {"mentions": [TRADE]}, "inapplicable"),
        (RUNNING, {}, "inapplicable"),
        (RUNNING, {"mentions": [SUBSCRIBE | {"text": "Prenumerera"}]}, None),
        (RUNNING, {"mentions": [SUBSCRIBE | {"text": "Medlemskap"}]}, "cantTell"),
        (RUNNING, {"mentions": [SUBSCRIBE | {"text": "Medlemskap"}, SUBSCRIBE | {"text": "Abonnemang"}]}, None),
        (RUNNING, {"mentions": [SUBSCRIBE | {"text": "Medlemskap"}], "pages": [{"url": "/s", "kinds": ["cancellation"]}]}, None),
        (CENTRE, {}, "inapplicable"),
        (CENTRE, {"mentions": [SERVICE]}, "cantTell"),
        (CENTRE, {"channels": [{"kind": "chat", "value": "chat.example.com", "at": "/"}]}, "cantTell"),
        (BOARD, {}, "inapplicable"),
        (BOARD, {"mentions": [adr("Universalschlichtungsstelle des Bundes")]}, None),
        (BOARD, {"mentions": [adr("EU-Streitschlichtung", "heading")]}, "cantTell"),
        (BOARD, {"mentions": [adr("Wir sind zur Streitbeilegung weder bereit noch verpflichtet.")]}, "inapplicable"),
        (BOARD, {"mentions": [adr("Platform: odr.eu"), adr("Platform: odr.eu", concept="odr_platform")]}, "inapplicable"),
    ],
)
def test_a_sign_on_the_site_answers_the_question(question: str, short: dict[str, object], outcome: str | None) -> None:
    assert applies(evidence_from(short), to(question), {}).outcome == outcome


def test_where_no_sign_is_seen_the_reason_says_how_to_answer() -> None:
    reason = applies(evidence_from({}), to(SELLS), {}).reason
    assert reason.startswith(
        "No sign that the company sells to consumers at a distance was seen on the one page visited; if it does"
    )
    assert reason.endswith("(answer sells-at-a-distance)")


def test_a_refusal_is_told_in_the_sites_own_words() -> None:
    reason = applies(evidence_from({"mentions": [adr("Vi deltar inte i tvistlösning.")]}), to(BOARD), {}).reason
    assert reason.startswith("The site says: 'Vi deltar inte i tvistlösning'. If that is not so")


def test_that_only_companies_buy_is_told_in_the_sites_own_words_and_asked() -> None:
    standing = applies(evidence_from({"mentions": [BUY, TRADE]}), to(SELLS), {})
    assert standing.reason.startswith(
        "The site says: 'Vi säljer inte till privatpersoner', so that those who buy may be companies."
    )
    assert standing.questions == (SELLS,)


BASIC = "sector: energy, water"


@pytest.mark.parametrize(
    ("whom", "answers", "outcome", "waits_for"),
    [
        (to(), {}, None, ()),
        (to(BASIC), {}, "cantTell", ("sector",)),
        (to(BASIC), {"sector": "energy"}, None, ()),
        (to(BASIC), {"sector": "Telecom, Water"}, None, ()),
        (to(BASIC), {"sector": "telecom"}, "inapplicable", ()),
        (to(BASIC, "large-company"), {"sector": "water"}, "cantTell", ("large-company",)),
        (to(BASIC, "large-company"), {"large-company": False}, "inapplicable", ()),
        (to(some=(BASIC, "large-company")), {}, "cantTell", ("sector", "large-company")),
        (to(some=(BASIC, "large-company")), {"large-company": "yes"}, None, ()),
        (to(some=(BASIC, "large-company")), {"large-company": "no"}, "cantTell", ("sector",)),
        (to(some=(BASIC, "large-company")), {"large-company": "no", "sector": "other"}, "inapplicable", ()),
        (to(SELLS, some=(BASIC, "large-company")), {"large-company": "yes"}, "inapplicable", (SELLS,)),
        (to(none=(BASIC,)), {}, None, ()),
        (to(none=(BASIC,)), {"sector": "water"}, "inapplicable", ()),
        (to(none=(BASIC,)), {"sector": "water, telecom"}, None, ()),
    ],
)
def test_all_of_some_questions_and_one_of_others_must_hold(
    whom: Applies, answers: dict[str, bool | str], outcome: str | None, waits_for: tuple[str, ...]
) -> None:
    standing = applies(evidence_from({}), whom, answers)
    assert (standing.outcome, standing.questions) == (outcome, waits_for)


@pytest.mark.parametrize(
    ("name", "answer", "said"),
    [
        ("sector", "bakery", "answered by one or more of telecom"),
        ("sector", True, "answered by one or more of telecom"),
        ("sector", " , ", "answered by one or more of telecom"),
        (SELLS, "perhaps", "answered by yes or no, not 'perhaps'"),
        ("colour", "red", "no question 'colour'"),
    ],
)
def test_an_answer_that_fits_no_question_is_told(name: str, answer: bool | str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        read_answer(name, answer)


def test_the_short_form_of_a_question_names_its_choices() -> None:
    assert to("sector: rail , post").all == (Asked(question="sector", among=("rail", "post")),)
