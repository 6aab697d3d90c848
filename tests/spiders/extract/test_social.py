"""Social profiles and messengers: by address, in one spelling; no share links, no single posts, no platform's own pages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spiders.extract.social import extract, profile
from spiders.page import parse

URL = "https://www.acme.example/"


@pytest.mark.parametrize(
    ("href", "address"),
    [
        ("https://www.facebook.com/AcmeAB/", "https://facebook.com/acmeab"),
        ("http://sv-se.facebook.com/acmeab?ref=ts", "https://facebook.com/acmeab"),
        ("https://www.facebook.com/profile.php?id=100012345", "https://facebook.com/profile.php?id=100012345"),
        ("https://www.facebook.com/pages/Acme/12345", "https://facebook.com/pages/acme/12345"),
        ("//instagram.com/acme.ab", "https://instagram.com/acme.ab"),
        ("https://lu.linkedin.com/company/acme/", "https://linkedin.com/company/acme"),
        ("https://twitter.com/Acme", "https://x.com/acme"),
        ("https://x.com/acme?s=20", "https://x.com/acme"),
        ("https://www.youtube.com/@Acme", "https://youtube.com/@acme"),
        ("https://www.youtube.com/channel/UCabcDEF", "https://youtube.com/channel/UCabcDEF"),
        ("https://www.tiktok.com/@acme?lang=sv", "https://tiktok.com/@acme"),
        ("https://www.xing.com/companies/acmeab", "https://xing.com/companies/acmeab"),
    ],
)
def test_a_profile_has_one_address(href: str, address: str) -> None:
    assert profile(href) == ("social", address)


@pytest.mark.parametrize(
    ("href", "address"),
    [
        ("https://wa.me/46701234567?text=Hej", "https://wa.me/46701234567"),
        ("https://api.whatsapp.com/send?phone=+46701234567&text=x", "https://wa.me/46701234567"),
        ("https://api.whatsapp.com/send/?phone=46701234567", "https://wa.me/46701234567"),
        ("whatsapp://send?phone=46701234567", "https://wa.me/46701234567"),
        ("https://wa.me/message/ABC123", "https://wa.me/message/ABC123"),
        ("https://m.me/acme", "https://m.me/acme"),
        ("https://www.facebook.com/messages/t/123", "https://facebook.com/messages/t/123"),
        ("https://t.me/acme_support", "https://t.me/acme_support"),
        ("viber://chat?number=%2B46701234567", "viber:46701234567"),
        ("skype:acme.support?chat", "skype:acme.support"),
        ("sms:+46701234567", "sms:+46701234567"),
        ("sms:72456?body=x", "sms:72456"),
        ("https://signal.me/#p/+46701234567", "https://signal.me/#p/+46701234567"),
        ("https://bcrw.apple.com/urn:biz:1", "https://bcrw.apple.com/urn:biz:1"),
    ],
)
def test_a_messenger_has_one_address(href: str, address: str) -> None:
    assert profile(href) == ("messaging", address)


@pytest.mark.parametrize(
    "href",
    [
        "https://www.facebook.com",
        "https://www.facebook.com/sharer/sharer.php?u=x",
        "https://www.facebook.com/policy.php",
        "https://www.facebook.com/photo/?fbid=1",
        "https://twitter.com/intent/tweet?text=x",
        "https://twitter.com/share",
        "https://www.linkedin.com/shareArticle?url=x",
        "https://www.linkedin.com/",
        "https://www.youtube.com/watch?v=abc",
        "https://youtu.be/abc",
        "https://www.instagram.com/p/abc/",
        "https://pinterest.com/pin/create/button/?url=x",
        "https://wa.me/?text=share",
        "whatsapp://send?text=share",
        "https://api.whatsapp.com/send?text=share",
        "https://t.me/share/url?url=x",
        "sms:?body=share",
        "https://notfacebook.com/acme",
        "https://www.acme.example/facebook.com/acme",
        "mailto:a@b.example",
        "https://[bad",
    ],
)
def test_what_shares_or_belongs_to_the_platform_is_none(href: str) -> None:
    assert profile(href) is None


def test_a_profile_is_given_once_and_seen_where_it_is_visible() -> None:
    html = "<a href='https://facebook.com/acme' hidden>a</a><footer><a href='https://www.facebook.com/Acme/'>Facebook</a></footer>"
    found = list(extract(parse(f"<html><body>{html}</body></html>", URL)))
    assert [(channel.kind, channel.value) for channel in found] == [("social", "https://facebook.com/acme")]
    assert (found[0].sightings[0].visible, found[0].sightings[0].region) == (True, "footer")


@given(st.text(max_size=80))
def test_no_address_makes_it_fail(text: str) -> None:
    profile("https://facebook.com/" + text)
    profile(text)
