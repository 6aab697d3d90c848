"""E-mail addresses: links, text, disguises and codings; and what only looks like one."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spiders.evidence import Channel
from spiders.extract.emails import extract, find_mailboxes
from spiders.page import parse

URL = "https://firma-ab.test/kontakt"


def seen(html: str, url: str = URL) -> list[Channel]:
    return list(extract(parse(f"<html><body>{html}</body></html>", url, country="SE")))


def values(html: str) -> set[str]:
    return {c.value for c in seen(html) if any(s.visible for s in c.sightings)}


def cloudflare(address: str, key: int = 0x5A) -> str:
    return f"{key:02x}" + "".join(f"{byte ^ key:02x}" for byte in address.encode())


def typo3(address: str, shift: int) -> str:
    ranges = ((0x2B, 0x3A), (0x40, 0x5A), (0x61, 0x7A))
    out = ""
    for c in "mailto:" + address:
        low, high = next(((a, b) for a, b in ranges if a <= ord(c) <= b), (0, 0))
        out += chr(low + (ord(c) - low + shift) % (high - low + 1)) if high else c
    return out


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<a href='mailto:Info@Firma-AB.se'>E-post</a>", {"info@firma-ab.se"}),
        ("<a href='maito:info@firma-ab.se'>E-post</a>", {"info@firma-ab.se"}),
        ("<a href='mailto: info@firma-ab.se%20'>E-post</a>", {"info@firma-ab.se"}),
        ("<a href='mailto:info@firma-ab.se?subject=Hej&amp;body=x@y.se'>E-post</a>", {"info@firma-ab.se"}),
        (
            "<a href='mailto:info@firma-ab.se,salj@firma-ab.se;jobb@firma-ab.se'>x</a>",
            {f"{n}@firma-ab.se" for n in ("info", "salj", "jobb")},
        ),
        ("<a href='mailto:?to=info@firma-ab.se'>x</a>", {"info@firma-ab.se"}),
        ("<a href='mailto:'>x</a><a href='mailto:?subject=Tips'>Dela</a>", set()),
        ("<a href='http://info@firma-ab.se'>x</a>", {"info@firma-ab.se"}),
        ("<a href='https://mail.google.com/mail/?view=cm&amp;fs=1&amp;to=info@firma-ab.se'>x</a>", {"info@firma-ab.se"}),
        ("<map><area href='mailto:info@firma-ab.se' alt=''></map>", {"info@firma-ab.se"}),
        ("<a href='mailto:info@mysite.com'>Kontakt@firma-ab.se</a>", {"kontakt@firma-ab.se"}),
        ("<a href='mailto:infoo@firma-ab.se'>info@firma-ab.se</a>", {"infoo@firma-ab.se", "info@firma-ab.se"}),
        ("<p>info&#64;firma-ab&#46;se</p>", {"info@firma-ab.se"}),
        ("<p>info<code>@</code>firma-ab.se</p>", {"info@firma-ab.se"}),
        ("<p>info @ firma-ab.se</p>", {"info@firma-ab.se"}),
        ("<p>info(at)firma-ab.se</p>", {"info@firma-ab.se"}),
        ("<p>info [at] firma-ab [dot] se</p>", {"info@firma-ab.se"}),
        ("<p>info {at} firma-ab [punkt] se</p>", {"info@firma-ab.se"}),
        ("<p>anna.berg (a) firma-ab (.) se</p>", {"anna.berg@firma-ab.se"}),
        ("<p>info at firma-ab dot se</p>", {"info@firma-ab.se"}),
        ("<p style='direction:rtl;unicode-bidi:bidi-override'>es.ba-amrif@ofni</p>", {"info@firma-ab.se"}),
        ("<p>E-post<strong>info@firma-ab.se</strong></p>", {"info@firma-ab.se"}),
        ("<p>info@firma-ab.se<b>Telefon</b></p>", {"info@firma-ab.se"}),
        ("<p>Skriv till info@firma-ab.se.</p>", {"info@firma-ab.se"}),
        ("<p>räksmörgås@firma-ab.se</p>", {"räksmörgås@firma-ab.se"}),
        (
            f"<a class='__cf_email__' data-cfemail='{cloudflare('info@firma-ab.se')}'>[email&#160;protected]</a>",
            {"info@firma-ab.se"},
        ),
        (f"<a href='/cdn-cgi/l/email-protection#{cloudflare('info@firma-ab.se')}'>E-post</a>", {"info@firma-ab.se"}),
        (f"<a data-mailto-token='{typo3('info@firma-ab.se', 3)}' data-mailto-vector='3'>E-post</a>", {"info@firma-ab.se"}),
        (f"<a href=\"javascript:linkTo_UnCryptMailto('{typo3('info@firma-ab.se', -2)}');\">E-post</a>", {"info@firma-ab.se"}),
        ("<a data-user='info' data-domain='firma-ab.se'>E-post</a>", {"info@firma-ab.se"}),
        ("<p><script>document.write('info' + '@' + 'firma-ab.se')</script></p>", {"info@firma-ab.se"}),
        ("<button data-email='info@firma-ab.se'>Visa</button>", {"info@firma-ab.se"}),
    ],
)
def test_addresses_are_found_however_hidden(html: str, expected: set[str]) -> None:
    assert values(html) == expected


@pytest.mark.parametrize(
    "text",
    [
        "logo@2x.png",
        "bild@firma.jpg",
        "info@mysite.com",
        "namn@exempel.se",
        "name@example.com",
        "your.email@firma.com",
        "@firma_ab",
        "Följ oss @firma.se",
        "chunk@1.2.3",
        "4b825dc642cb6eb9a060e54bf8d69288@firma.se",
        "a@b",
        "info@firma.notatld",
        "Öppet (at) vardagar",
        "Möt oss at Hotel dot",
        "user@localhost",
    ],
)
def test_what_only_looks_like_an_address_is_left(text: str) -> None:
    assert find_mailboxes(text) == ()


def test_sources_are_told_apart() -> None:
    html = """<a href="mailto:a1@firma-ab.se">E-post</a><p>b2@firma-ab.se</p><p>c3(at)firma-ab.se</p>
    <script type="application/ld+json">{"@type": "Organization", "email": "mailto:d4@firma-ab.se"}</script>
    <script>var m = "mailto:e5@firma-ab.se";</script>"""
    assert {(c.value[:2], c.sightings[0].via, c.sightings[0].visible) for c in seen(html)} == {
        ("a1", "mailto", True),
        ("b2", "text", True),
        ("c3", "obfuscated", True),
        ("d4", "structured-data", False),
        ("e5", "script", False),
    }


@pytest.mark.parametrize(
    ("html", "url", "owner"),
    [
        ("<p>info@firma-ab.se</p>", "https://www.firma-ab.se/", "own"),
        ("<p>info@firma-ab.se</p>", URL, "unknown"),
        ("<h4>Allmänna reklamationsnämnden</h4><p>E-post: kontakt@namnd.se</p>", URL, "third-party"),
        ("<p>Webbyrå: hej@pixelbyran.se</p>", URL, "third-party"),
        ("<div class='about-author'><a href='mailto:skribent@blogg.se'>x</a></div>", URL, "third-party"),
    ],
)
def test_owner_follows_domain_and_context(html: str, url: str, owner: str) -> None:
    assert {c.owner for c in seen(html, url)} == {owner}


@pytest.mark.parametrize(
    ("address", "purpose"),
    [
        ("kundservice@firma-ab.se", "customer-service"),
        ("reklamation@firma-ab.se", "complaints"),
        ("press@firma-ab.se", "press"),
        ("jobb@firma-ab.se", "jobs"),
        ("dpo@firma-ab.se", "privacy"),
        ("info@firma-ab.se", "unknown"),
    ],
)
def test_purpose_follows_the_name(address: str, purpose: str) -> None:
    assert [c.purpose for c in seen(f"<p>{address}</p>")] == [purpose]


def test_a_no_reply_address_is_said_to_be_one() -> None:
    (channel,) = seen("<p>Från no-reply@firma-ab.se</p>")
    assert channel.purpose == "other"
    assert "no-reply" in channel.sightings[0].context


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=300) | st.text("abc@.(at)[]dot -se", max_size=120))
def test_no_text_raises(text: str) -> None:
    for mailbox in find_mailboxes(text, range(0, len(text), 7)):
        assert text[mailbox.start : mailbox.end] == mailbox.written
        assert mailbox.value == mailbox.value.lower()


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=80))
def test_no_attribute_raises(text: str) -> None:
    page = parse("<html><body><a></a></body></html>", URL)
    link = page.soup.a
    assert link is not None
    for name in ("href", "data-cfemail", "data-mailto-token", "data-mailto-vector", "data-email", "onclick", "alt"):
        link[name] = text
    link["href"] = "mailto:" + text
    list(extract(page))


@given(st.from_regex(r"[a-z][a-z0-9]{0,10}(\.[a-z0-9]{1,8})?@[a-z]{3,12}\.(se|com|de|co\.uk)", fullmatch=True))
def test_every_coding_gives_the_address_back(address: str) -> None:
    codings = (
        f"<a href='mailto:{address}'>x</a>",
        f"<a data-cfemail='{cloudflare(address)}'>x</a>",
        f"<a data-mailto-token='{typo3(address, -2)}' data-mailto-vector='-2'>x</a>",
    )
    plain = values(codings[0])
    assert all(values(coding) == plain for coding in codings)
