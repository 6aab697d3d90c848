"""What came: the page, a challenge, a refusal, an error that calls itself a page, a login."""

from __future__ import annotations

from typing import Any

import pytest
from scrapy.http import HtmlResponse, Response, TextResponse

from spiders.evidence import Page
from spiders.look import Look
from spiders.page import parse
from spiders.reading import Reading, no_page
from spiders.states import fingerprint, of_status, same_page, state_of

URL = "https://acme.example/x"
ARTICLE = "The gate is open from eight and the yard is closed at dusk, and whoever comes late rings the bell. " * 20


def state(title: str = "", body: str = "", *, status: int = 200, lang: str = "en", **headers: str) -> str:
    page = parse(f"<html lang={lang}><head><title>{title}</title></head><body>{body}</body></html>", URL)
    return state_of(page, status, {name.replace("_", "-"): value for name, value in headers.items()})[0]


@pytest.mark.parametrize(
    "title",
    [
        "Just a moment...",
        "Attention Required! | Cloudflare",
        "Access Denied",
        "Access denied | acme.example used Cloudflare to restrict access",
        "Access to this page has been denied.",
        "Pardon Our Interruption...",
        "Request Rejected",
        "Are you a robot?",
        "Security check",
        "Security Check | Acme",
        "DDoS-Guard",
        "One moment, please...",
        "Robot Check",
    ],
)
def test_a_challenge_is_known_by_its_title(title: str) -> None:
    assert state(title, "<p>Please wait.</p>") == "blocked"


@pytest.mark.parametrize(
    "title",
    [
        "Security checks for homes and offices",
        "Just a moment of your time: our newsletter",
        "Access denied by your bank? We help",
        "Human verification of translations",
        "Acme: are you a robot?",
    ],
)
def test_a_title_that_only_begins_or_ends_like_one_is_a_page_s(title: str) -> None:
    assert state(title, "<p>Call us.</p>") == "ok"


@pytest.mark.parametrize(
    "text",
    [
        "Checking your browser before accessing acme.example.",
        "Please ENABLE JavaScript and cookies to continue",
        "Sorry, you have been blocked. You are unable to access acme.example",
        "The requested URL was rejected. Please consult with your administrator.",
        "Our systems have detected unusual traffic from your computer network.",
        "Request unsuccessful. Incapsula incident ID: 1-2",
    ],
)
def test_a_challenge_is_known_by_what_it_says(text: str) -> None:
    assert state("acme.example", f"<p>{text}</p>") == "blocked"


@pytest.mark.parametrize(
    "script",
    [
        "<script src='/cdn-cgi/challenge-platform/h/b/orchestrate/chl_page/v1'></script>",
        "<script src='https://geo.captcha-delivery.com/c.js'></script>",
        "<script>window._pxAppId='x'; document.getElementById('px-captcha')</script>",
        "<script src='/_Incapsula_Resource?SWJIYLWA=1'></script>",
    ],
)
def test_a_challenge_is_known_by_its_script_where_there_is_little_else(script: str) -> None:
    assert state("", f"<div></div>{script}") == "blocked"
    assert state("", f"<p>{ARTICLE}</p>{script}") == "ok", "the same script watches over pages that are shown"


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({"cf_mitigated": "challenge"}, "blocked"),
        ({"cf_mitigated": "Challenge"}, "blocked"),
        ({"x_datadome": "protected"}, "blocked"),
        ({"x_amzn_waf_action": "captcha"}, "blocked"),
        ({"cf_ray": "1"}, "ok"),
        ({"server": "cloudflare"}, "ok"),
    ],
)
def test_a_challenge_is_known_by_its_header(headers: dict[str, Any], expected: str) -> None:
    assert state("Acme", "<p>Hello.</p>", **headers) == expected


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (200, "ok"),
        (203, "ok"),
        (302, "broken"),
        (304, "ok"),
        (401, "blocked"),
        (403, "blocked"),
        (404, "broken"),
        (410, "broken"),
        (429, "blocked"),
        (500, "broken"),
        (502, "broken"),
        (503, "blocked"),
    ],
)
def test_the_status_tells_what_the_page_does_not(status: int, expected: str) -> None:
    assert state("Acme", "<p>Hello.</p>", status=status) == expected
    assert (of_status(status) or ("ok", ""))[0] == expected


def test_a_challenge_goes_before_the_status_it_is_served_with() -> None:
    page = parse("<title>Just a moment...</title>", URL)
    assert state_of(page, 404, {}) == ("blocked", "its title says “Just a moment...”")


@pytest.mark.parametrize("words", ["access denied", "you have been blocked", "Verify you are human", "page not found"])
def test_a_long_article_that_mentions_it_is_an_article(words: str) -> None:
    body = f"<h1>When the terminal says no</h1><p>It says “{words}”. {ARTICLE}</p>"
    assert state("When the terminal says no", body) == "ok"


NOT_FOUND = [
    ("sv", "Sidan kunde inte hittas"),
    ("nb", "Siden finnes ikke"),
    ("da", "Siden blev ikke fundet"),
    ("fi", "Sivua ei löytynyt"),
    ("de", "Seite nicht gefunden"),
    ("en", "Page not found"),
    ("nl", "Pagina niet gevonden"),
    ("fr", "Page introuvable"),
    ("es", "Página no encontrada"),
    ("it", "Pagina non trovata"),
    ("pt", "Página não encontrada"),
    ("pl", "Nie znaleziono strony"),
]


@pytest.mark.parametrize(("lang", "words"), NOT_FOUND, ids=[lang for lang, _ in NOT_FOUND])
def test_a_page_that_says_it_is_not_there_is_not_whatever_its_status(lang: str, words: str) -> None:
    assert state("Acme", f"<h1>{words}</h1>", lang=lang) == "soft-404"
    assert state(f"{words} | Acme", "<h1>Acme</h1>", lang=lang) == "soft-404"
    assert state(f"{words} | Acme", status=404, lang=lang) == "broken"


@pytest.mark.parametrize("heading", ["Lost and found", "Error codes of your meter", "Found on our pages", ""])
def test_other_headings_are_those_of_pages(heading: str) -> None:
    assert state("Acme", f"<h1>{heading}</h1><p>Text.</p>") == "ok"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<form><input name=u><input type=password name=p></form>", "login"),
        (f"<form><input type=password name=p></form><p>{ARTICLE}</p>", "ok"),
        ("<form><input name=search></form>", "ok"),
    ],
)
def test_a_page_that_is_little_more_than_a_password_field_is_a_login(body: str, expected: str) -> None:
    assert state("Acme", body) == expected


def test_an_empty_page_is_a_page() -> None:
    assert state_of(parse("", URL), 200, {}) == ("ok", "")


# Likeness


def prints(text: str) -> tuple[int, ...]:
    return fingerprint(parse(f"<p>{text}</p>", URL))


def test_likeness_forgives_a_date_and_tells_pages_apart() -> None:
    text = " ".join(f"word{n}" for n in range(200))
    assert same_page(prints(text), prints(text))
    assert same_page(prints(text), prints(f"{text} 22:15"))
    assert not same_page(prints(text), prints(" ".join(f"other{n}" for n in range(200))))


def test_a_page_of_no_words_is_like_no_other() -> None:
    assert prints("") == ()
    assert not same_page(prints(""), prints(""))


# A site that answers for every address


MENU = "".join(f"<li><a href=/{n}>Department number {n} of Acme</a></li>" for n in range(80))
NOWHERE = "https://acme.example/no-such-page"
SORRY = "<h1>Hello there</h1><p>What you looked for has moved on. Start again.</p>"


def answer(body: str, url: str = URL, title: str = "Acme", **fields: Any) -> HtmlResponse:
    html = f"<html lang=en><head><title>{title}</title></head><body>{body}<ul>{MENU}</ul></body></html>"
    return HtmlResponse(url, body=html.encode(), encoding="utf-8", **fields)


def reading() -> Reading:
    made = Reading("GB")
    made.learn_not_found(answer(SORRY, NOWHERE), NOWHERE)
    return made


def read(response: HtmlResponse, made: Reading, *, is_home: bool = False) -> Look:
    return made.look(response, asked=response.url, found_by="link", is_home=is_home)


def state_at(response: HtmlResponse, *, is_home: bool = False) -> str:
    return read(response, reading(), is_home=is_home).page.state


def test_a_page_like_the_one_for_an_address_that_is_not_there_is_not_there() -> None:
    look = read(answer(SORRY + "<a href='tel:+441134960188'>Call</a>"), reading())
    assert look.page.state == "soft-404"
    assert look.channels == (), "nothing is read off it"
    assert len(look.links) == 80


def test_the_home_page_is_there_whatever_it_says() -> None:
    assert state_at(answer(SORRY), is_home=True) == "ok"
    said = answer("<h1>Page not found</h1><p>Call +44 113 496 0188.</p>", title="404 Page not found")
    look = read(said, reading(), is_home=True)
    assert look.page.state == "ok"
    assert look.channels


@pytest.mark.parametrize(
    "response",
    [
        answer("<h1>Contact</h1><p>+44 113 496 0188</p>"),
        answer("<h1>Hello there</h1><p>+44 113 496 0188</p>", title="Contact"),
    ],
    ids=["heading", "title"],
)
def test_a_short_page_with_a_great_menu_and_a_name_of_its_own_is_there(response: HtmlResponse) -> None:
    assert state_at(response) == "ok"


def test_a_shell_that_scripts_will_fill_is_not_judged_by_its_looks() -> None:
    shell = b"<html><title>App</title><body><div id=app>Loading</div><script src=/app.js></script></body></html>"
    made = Reading("GB")
    made.learn_not_found(HtmlResponse(NOWHERE, body=shell), NOWHERE)
    look = read(HtmlResponse(URL, body=shell), made)
    assert (look.page.state, look.page.needs_script) == ("ok", True)


def test_a_site_that_says_no_by_status_is_learnt_nothing_of() -> None:
    assert read(answer(SORRY), Reading("GB")).page.state == "ok"


# What is no page at all


@pytest.mark.parametrize(
    ("response", "expected"),
    [
        (Response(URL, headers={"Content-Type": "application/pdf"}, body=b"%PDF"), "not-html"),
        (Response(URL, body=b""), "not-html"),
        (TextResponse(URL, headers={"Content-Type": "text/plain"}, body=b"hello"), "not-html"),
        (TextResponse(URL, headers={"Content-Type": "text/plain"}, body=b"Not found", status=404), "broken"),
        (Response(URL, body=b"", status=500), "broken"),
        (TextResponse(URL, headers={"Content-Type": "application/json"}, body=b"{}", status=403), "blocked"),
    ],
)
def test_an_answer_that_is_no_web_page_is_told_by_its_status_first(response: Response, expected: Any) -> None:
    look = no_page(response, asked=URL, found_by="link")
    told = {"detail": look.page.detail, "said": look.page.said}
    assert look.page == Page(url=URL, final_url=URL, status=response.status, state=expected, **told)
    assert look.page.detail


def test_what_kind_of_answer_it_was_is_told() -> None:
    look = no_page(Response(URL, headers={"Content-Type": "application/pdf; x=y"}), asked=URL, found_by="link")
    assert look.page.detail == "it is application/pdf, not a web page"
