"""Which page the site itself offers as its contact page."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from spiders import strictyaml, words
from spiders.evidence import ContactCandidate
from spiders.whole.contactpage import LinkFact, PageFact, rank

HOME = PageFact("/", ("home",), 0, {"phone": 1}, "Acme", "sv")
CONTACT = PageFact("/kontakt", ("contact",), 1, {"phone": 1, "email": 1, "form": 1}, "Kontakt", "sv")


def link(label: str, to: str, *, fragment: str = "", on_home: bool = True, visible: bool = True) -> LinkFact:
    return LinkFact(label, to, fragment, "nav", "sv", on_home=on_home, visible=visible)


def choose(links: Sequence[LinkFact], pages: Sequence[PageFact]) -> ContactCandidate | None:
    return next(iter(rank(links, pages)), None)


def test_the_page_that_is_called_contact_is_chosen() -> None:
    about = PageFact("/om-oss", ("other",), 1, {"phone": 1, "email": 1, "form": 1}, "Om oss", "sv")
    best = choose([link("Om oss", "/om-oss"), link("Kontakta oss", "/kontakt")], [HOME, about, CONTACT])
    assert best is not None
    assert (best.url, best.label, best.region, best.clicks) == ("/kontakt", "Kontakta oss", "nav", 1)


def test_a_page_without_a_channel_is_no_contact_page() -> None:
    empty = PageFact("/kontakt", ("contact",), 1, {"social": 2}, "Kontakt", "sv")
    assert choose([link("Kontakt", "/kontakt")], [HOME, empty]) is None


def test_an_anchor_makes_the_home_page_the_contact_page() -> None:
    best = choose([link("Kontakt", "/", fragment="kontakt")], [HOME])
    assert best is not None
    assert (best.url, best.clicks, best.label) == ("/", 0, "Kontakt")


def test_an_anchor_speaks_where_its_link_is_a_picture() -> None:
    assert choose([link("", "/", fragment="kontakt")], [HOME]) is not None


def test_the_way_back_home_is_no_anchor() -> None:
    assert choose([link("Kontakta oss", "/"), link("Start", "/")], [HOME]) is None


def test_a_page_of_its_own_beats_the_anchor() -> None:
    best = choose([link("Kontakt", "/", fragment="kontakt"), link("Kontakta oss", "/kontakt")], [HOME, CONTACT])
    assert best is not None
    assert best.url == "/kontakt"


def test_contact_beats_customer_service_and_that_beats_the_imprint() -> None:
    channels = {"phone": 1, "email": 1}
    pages = [
        PageFact("/impressum", ("imprint",), 1, channels),
        PageFact("/kundservice", ("help",), 1, channels),
        PageFact("/kontakt", ("contact",), 1, channels),
    ]
    links = [link("Impressum", "/impressum"), link("Kundservice", "/kundservice"), link("Kontakt", "/kontakt")]
    assert [candidate.url for candidate in rank(links, pages)] == ["/kontakt", "/kundservice", "/impressum"]


def test_of_two_contact_pages_the_nearer_one_is_chosen() -> None:
    far = PageFact("/a/kontakt", ("contact",), 3, CONTACT.channels)
    best = choose([], [far, CONTACT])
    assert best is not None
    assert best.url == "/kontakt"


def test_a_link_out_of_sight_says_less() -> None:
    seen = choose([link("Kontakt", "/kontakt")], [CONTACT])
    unseen = choose([link("Kontakt", "/kontakt", visible=False)], [CONTACT])
    assert seen is not None
    assert unseen is not None
    assert unseen.score < seen.score


def test_the_score_is_the_sum_of_its_parts_and_order_of_input_plays_no_part() -> None:
    pages = [HOME, CONTACT, PageFact("/om-oss", (), 1, {"email": 1})]
    links = [link("Kontakt", "/kontakt"), link("Om oss", "/om-oss")]
    ranked = rank(links, pages)
    assert all(candidate.score == sum(reason.points for reason in candidate.reasons) for candidate in ranked)
    assert ranked == rank(links[::-1], pages[::-1])


def test_every_weighted_concept_is_one_of_the_lexicon() -> None:
    data = strictyaml.load_file(Path(strictyaml.__file__).parent / "data" / "contactpage.yaml")
    assert set(data["label"]) <= set(words.concepts())


def test_where_nothing_is_called_contact_the_page_with_most_ways_in_its_content_is_chosen_and_not_said_to_be_named() -> None:
    around = {"phone": 1, "postal": 1}
    clinic = PageFact("/la-clinica", ("other",), 1, around, "La clínica", "es", frozenset({"phone", "visit"}))
    blog = PageFact("/blog", ("other",), 1, around, "Blog", "es", frozenset({"phone"}))
    legal = PageFact("/privacidad", ("legal",), 1, around, "Privacidad", "es", frozenset({"phone", "postal", "email"}))
    links = [LinkFact("La clínica", "/la-clinica", "", "nav", "es"), LinkFact("Blog", "/blog", "", "nav", "es")]
    best = choose(links, [HOME, clinic, blog, legal])
    assert best is not None
    assert (best.url, best.label, best.named) == ("/la-clinica", "La clínica", False)


def test_an_imprint_is_a_place_for_contact_in_german_and_a_legal_notice_elsewhere() -> None:
    channels = {"phone": 1, "email": 1}
    for lang, label, wanted in (("de", "Impressum", "/legal"), ("es", "Aviso legal", "/other")):
        legal = PageFact("/legal", ("imprint",), 1, channels, label, lang, frozenset(channels))
        other = PageFact("/other", ("other",), 1, {"phone": 1}, "", lang, frozenset({"phone"}))
        word = {"de": "Über uns", "es": "Reservas"}[lang]
        links = [LinkFact(label, "/legal", "", "footer", lang), LinkFact(word, "/other", "", "nav", lang)]
        best = choose(links, [HOME, legal, other])
        assert best is not None
        assert best.url == wanted


def test_a_label_says_more_than_the_name_of_the_part_it_leads_to() -> None:
    home = PageFact("/", ("home",), 0, {"phone": 1, "email": 1, "form": 1}, "Acme", "sv", frozenset({"phone", "email", "form"}))
    contact = PageFact("/kontakt", ("contact",), 1, {"phone": 1, "email": 1}, "Kontakt", "sv", frozenset({"phone", "email"}))
    best = choose([link("Boka en mätning", "/", fragment="kontakt"), link("Kontakt", "/kontakt")], [home, contact])
    assert best is not None
    assert best.url == "/kontakt"


def test_every_candidate_but_the_first_says_why_it_lost() -> None:
    channels = {"phone": 1, "email": 1}
    pages = [
        PageFact("/kontakt", ("contact",), 1, channels, "Kontakt", "sv"),
        PageFact("/kontakt/malmo", ("contact",), 2, channels, "Kontakt Malmö", "sv"),
        PageFact("/kundservice", ("help",), 1, channels, "Kundservice", "sv"),
        PageFact("/priser", ("other",), 1, {**channels, "form": 1}, "Priser", "sv"),
    ]
    links = [link("Kontakt", "/kontakt"), link("Kontakt", "/kontakt/malmo"), link("Kundservice", "/kundservice")]
    told = {candidate.url: candidate.lost for candidate in rank(links, pages)}
    assert list(told) == ["/kontakt", "/kontakt/malmo", "/kundservice", "/priser"]
    assert told["/kontakt"] == ""
    assert told["/kontakt/malmo"] == "scored 110 against 112: it is farther from the home page"
    assert told["/kundservice"].endswith("the page itself says less of contact")
    assert told["/priser"].endswith("no link names it")


def test_of_equals_the_loser_says_by_what_the_other_comes_first() -> None:
    twin = PageFact("/kontakt-2", ("contact",), 1, CONTACT.channels, "Kontakt", "sv")
    _, second = rank([link("Kontakt", "/kontakt"), link("Kontakt", "/kontakt-2")], [CONTACT, twin])
    assert second.lost == "scored 120 as well: the other comes first by its address"


def test_a_page_for_booking_with_ways_of_its_own_is_more_of_a_contact_page_than_an_imprint() -> None:
    legal = PageFact(
        "/impressum", ("imprint",), 1, {"phone": 1, "email": 1, "postal": 1}, "Impressum", "de", frozenset({"phone", "email"})
    )
    booking = PageFact("/tische", ("other",), 1, {"phone": 1, "email": 1, "postal": 1}, "Tische", "de", frozenset({"phone"}))
    links = [LinkFact("Impressum", "/impressum", "", "footer", "de"), LinkFact("Reservationen", "/tische", "", "nav", "de")]
    best = choose(links, [HOME, legal, booking])
    assert best is not None
    assert best.url == "/tische"
