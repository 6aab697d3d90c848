"""E-mail addresses as real pages give them: broken links, codings, scripts; and mailboxes that nobody reads."""

from __future__ import annotations

import base64
import codecs

import pytest

from spiders.evidence import Channel
from spiders.extract.emails import extract
from spiders.page import parse

ADDRESS = "info@firma-ab.se"
ONE = {ADDRESS}


def seen(html: str) -> list[Channel]:
    return list(extract(parse(f"<html><body>{html}</body></html>", "https://firma-ab.test/kontakt", country="SE")))


def values(html: str) -> set[str]:
    return {c.value for c in seen(html) if any(s.visible for s in c.sightings)}


def base64_of(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


@pytest.mark.parametrize(
    "href",
    [
        "mailto;info@firma-ab.se",
        "mailto=info@firma-ab.se",
        "mailto.info@firma-ab.se",
        "mailtoinfo@firma-ab.se",
        "mailto info@firma-ab.se",
        "mail:info@firma-ab.se",
        "emailto:info@firma-ab.se",
        "https://mailto:info@firma-ab.se/",
        "/info@firma-ab.se",
        "mailto://info@firma-ab.se",
        "mailto:mailto:info@firma-ab.se",
        "mailto:%69%6E%66%6F%40firma-ab.se",
        "mailto:info(at)firma-ab.se",
        "mailto:info[at]firma-ab[punkt]se",
        "mailto:info@firma-ab,se",
        "mailto:info@@firma-ab.se",
        "mailto:info @firma-ab.se",
        "mailto:?cc=info@firma-ab.se",
        "javascript:window.location=&quot;mailto:info@firma-ab.se&quot;",
        "javascript:mail(&quot;info&quot;,&quot;firma-ab.se&quot;)",
    ],
)
def test_a_malformed_link_still_gives_its_address(href: str) -> None:
    assert values(f"<a href='{href}'>Mejla oss</a>") == ONE


@pytest.mark.parametrize(
    "href",
    [
        "mailto:",
        "mailto:#",
        "mailto:?subject=Hej",
        "mailto:info",
        "/@info",
        "#info@firma-ab.se",
        "https://social.test/@info@firma-ab.se",
    ],
)
def test_a_link_without_an_address_gives_none(href: str) -> None:
    assert values(f"<a href='{href}'>Dela</a>") == set()


@pytest.mark.parametrize("shown", ["info@firma-ab.se", "info(at)firma-ab.se"])
def test_an_empty_link_leaves_what_it_shows(shown: str) -> None:
    assert values(f"<a href='mailto:'>{shown}</a>") == ONE


@pytest.mark.parametrize(
    "html",
    [
        "<p>info&shy;@firma-ab.se</p>",
        "<p>info@&#8203;firma-ab.se</p>",
        "<p>info#at#firma-ab.se</p>",
        "<p>E-post: info at firma-ab.se</p>",
        "<p>info<img src='at.gif' alt='@'>firma-ab.se</p>",
        "<p>info <img src='at.gif' alt='(at)'> firma-ab.se</p>",
        "<a href='#' title='info@firma-ab.se'>E-post</a>",
        "<a href='#' aria-label='Mejla info@firma-ab.se'>E-post</a>",
        "<bdo dir='rtl'>es.ba-amrif@ofni</bdo>",
        "<p>info@firma-ab.sehttps://firma-ab.test</p>",
        "<button data-clipboard-text='info@firma-ab.se'>Kopiera</button>",
        f"<a data-email='{base64_of(ADDRESS)}'>Visa</a>",
        "<a data-email='es.ba-amrif@ofni'>Visa</a>",
        f"<a data-enc-email='{codecs.encode('info', 'rot13')}[at]{codecs.encode('firma-ab.se', 'rot13')}'>Visa</a>",
        "<a data-email-user='info' data-email-domain='firma-ab.se'>Visa</a>",
        "<a data-part1='info' data-part2='firma-ab' data-part3='se'>Visa</a>",
        f"<joomla-hidden-mail first='{base64_of('info')}' last='{base64_of('firma-ab.se')}'>Dold</joomla-hidden-mail>",
        "<a href='#' onclick=\"mailTo('info','firma-ab','se')\">E-post</a>",
        "<a href='#' onclick=\"location.href='mailto:info'+'@'+'firma-ab.se'\">E-post</a>",
    ],
)
def test_a_disguised_address_is_read(html: str) -> None:
    assert values(html) == ONE


@pytest.mark.parametrize(
    "code",
    [
        "document.write('info' + '@' + 'firma-ab.se')",
        "document.write('<a href=\"mailto:info'+'@'+'firma-ab.se\">x</a>')",
        "var u = 'info', d = 'firma-ab.se'; document.write(u + '@' + d)",
        'var name = "info"; var domain = "firma-ab"; var top = "se"; document.write(name+"@"+domain+"."+top)',
        "var a = 'in'; a = a + 'fo' + '&#64;'; a = a + 'firma-ab' + '&#46;' + 'se'; document.write(a)",
        "var a = 'info'; a += '@'; a += 'firma-ab.se'; document.write(a)",
        "document.write(['info', 'firma-ab.se'].join('@'))",
        "document.write('es.ba-amrif@ofni'.split('').reverse().join(''))",
        f"document.write(atob('{base64_of(ADDRESS)}'))",
        "document.write(unescape('%69%6e%66%6f%40%66%69%72%6d%61%2d%61%62%2e%73%65'))",
        f"document.write(String.fromCharCode({','.join(str(ord(c)) for c in ADDRESS)}))",
        f"document.write('{codecs.encode('mailto:' + ADDRESS, 'rot13')}')",
    ],
)
def test_a_script_that_puts_an_address_together_is_understood(code: str) -> None:
    assert values(f"<p><script>{code}</script></p>") == ONE


@pytest.mark.parametrize(
    "code",
    [
        "var at = user + '@' + host;",
        "document.write('info' + middle() + '@' + 'firma-ab.se')",
        "var r = /^[a-z]+@[a-z]+$/;",
        "import x from 'package@1.2.3';",
    ],
)
def test_a_script_whose_parts_are_unknown_gives_no_address(code: str) -> None:
    assert values(f"<p><script>{code}</script></p>") == set()


@pytest.mark.parametrize(
    "text",
    [
        "@info@firma-ab.se",
        "https://user:secret@firma-ab.se/",
        "git@firma-ab.se:app/code.git",
        "https://social.test/@info@firma-ab.se",
        "pret-a-firma.com",
        "Läs mer på stay-at-firma.com",
        "snake_a_firma.se",
    ],
)
def test_what_has_an_at_sign_for_another_reason_is_no_address(text: str) -> None:
    assert values(f"<p>{text}</p>") == set()


@pytest.mark.parametrize(
    "text",
    [
        "support@firma-ab.se (this mailbox is not monitored)",
        "Bekräftelsen kommer från order@firma-ab.se. Brevlådan läses inte.",
        "service@firma-ab.de – E-Mails an diese Adresse werden nicht gelesen",
        "info@firma-ab.fr : cette boîte n'est pas consultée",
        "post@firma-ab.no (blir ikke lest)",
    ],
)
def test_an_address_that_the_page_says_nobody_reads_is_for_no_customer(text: str) -> None:
    (channel,) = seen(f"<p>{text}</p>")
    assert channel.purpose == "other"
    assert channel.unread


@pytest.mark.parametrize(
    "text",
    [
        "Svara inte på utskicket, skriv till support@firma-ab.se",
        "noreply@firma-ab.se läses inte, skriv till support@firma-ab.se",
        "support@firma-ab.se läses av oss varje dag",
    ],
)
def test_an_address_named_in_its_stead_is_read(text: str) -> None:
    assert [c.purpose for c in seen(f"<p>{text}</p>") if c.value.startswith("support")] == ["customer-service"]
