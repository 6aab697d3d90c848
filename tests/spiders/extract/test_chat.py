"""Chats: vendors by their marks, launchers and offers in words; never by a name in a text."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

import spiders
from spiders import strictyaml
from spiders.evidence import Channel
from spiders.extract.chat import extract
from spiders.page import parse

URL = "https://www.acme.example/"


def seen(html: str, *, lang: str = "en", requests: tuple[str, ...] = (), rendered: bool = False) -> list[Channel]:
    return list(extract(parse(f"<html lang={lang}><body>{html}</body></html>", URL, requests=requests, rendered=rendered)))


@pytest.mark.parametrize(
    ("html", "vendor"),
    [
        ("<script src='//code.tidio.co/abc.js' async></script>", "tidio"),
        ("<script type=text/plain data-src='https://static-chat.kundo.se/chat-js/org/1.js'></script>", "kundo"),
        ("<script>var s=document.createElement('script');s.src='https://embed.tawk.to/1/default';</script>", "tawk.to"),
        ("<script>s.src=('https:'==p?'https://':'http://')+'cdn.livechatinc.com/tracking.js'</script>", "livechat"),
        ("<script>i.src='https:\\/\\/widget.intercom.io\\/widget\\/x'</script>", "intercom"),
        ("<script>window.intercomSettings={app_id:'x'}</script>", "intercom"),
        ("<iframe src='https://assets.dialogshift.com/w'></iframe>", "dialogshift"),
        ("<df-messenger agent-id=x></df-messenger>", "dialogflow"),
        ("<div id=crisp-chatbox></div>", "crisp"),
        ("<div id=humany_help-123></div>", "humany"),
    ],
)
def test_a_vendor_is_known_by_the_marks_of_its_widget(html: str, vendor: str) -> None:
    found = seen(html)
    assert [channel.value for channel in found] == [vendor]
    assert found[0].sightings[0].visible


def test_a_vendor_is_known_by_what_the_page_asked_for() -> None:
    found = seen("<p>Hi</p>", requests=("https://www.acme.example/a.js", "https://client.crisp.chat/l.js"))
    assert [(channel.value, channel.rung) for channel in found] == [("crisp", "script")]


def test_a_widget_that_stands_on_the_rendered_page_is_a_launcher() -> None:
    found = seen("<script src='https://client.crisp.chat/l.js'></script><div id=crisp-chatbox></div>", rendered=True)
    assert [(channel.value, channel.rung) for channel in found] == [("crisp", "launcher")]


@pytest.mark.parametrize(
    ("html", "value", "rung"),
    [
        ("<a href='/chat'>Chat with us</a>", "unknown", "wording"),
        ("<button>Live chat</button>", "unknown", "wording"),
        ("<button class=chat-toggle>?</button>", "own", "launcher"),
        ("<div onclick='openChat()'>?</div>", "own", "launcher"),
        ("<button>Live chat</button><script src='https://code.tidio.co/a.js'></script>", "tidio", "script"),
    ],
)
def test_an_offer_to_chat_counts_where_no_vendor_is_known(html: str, value: str, rung: str) -> None:
    assert [(channel.value, channel.rung) for channel in seen(html)] == [(value, rung)]


@pytest.mark.parametrize(("lang", "label"), [("sv", "Chatta med oss"), ("de", "Chat starten"), ("nb", "Chat med oss")])
def test_an_offer_to_chat_is_read_in_the_pages_language(lang: str, label: str) -> None:
    assert [channel.value for channel in seen(f"<a href=#>{label}</a>", lang=lang)] == ["unknown"]


@pytest.mark.parametrize(
    "html",
    [
        "<p>We use Tidio and Intercom, and chat with customers.</p>",
        "<style>.crisp-client{display:none}</style>",
        "<!-- <script src='https://embed.tawk.to/1/default'></script> -->",
        "<script>// s.src='https://embed.tawk.to/1/default'; document.createElement\n</script>",
        "<script>/* createElement https://embed.tawk.to/1 */</script>",
        "<script type='application/json'>{'u':'https://engage.wixapps.net/chat-widget-server/x', 'createElement':1}</script>",
        "<h2>Video intercom</h2><a href='/products/intercom'>Video intercom systems</a>",
        "<a href='/products/chatbot'>Chatbot</a>",
        "<a href='https://wa.me/46701234567'>Chat with us</a>",
        "<a href='/contact'>Message us</a>",
        "<a href='https://www.tawk.to'>tawk.to</a>",
        "<script src='https://js.hs-scripts.com/1.js'></script>",
        "<script src='https://www.snapchat.com/px.js'></script>",
        "<a href='/chateau'>Château</a>",
        "<button hidden>Live chat</button>",
    ],
)
def test_a_name_or_a_product_is_no_chat(html: str) -> None:
    assert seen(html) == []


def test_a_widget_that_its_vendor_ended_is_not_seen_by_anyone() -> None:
    found = seen("<div class=fb-customerchat></div>")
    assert [(channel.value, channel.sightings[0].visible) for channel in found] == [("facebookmessenger", False)]


def test_every_vendor_has_a_source_a_grade_and_a_mark() -> None:
    vendors = strictyaml.load_file(Path(spiders.__file__).parent / "data" / "chat-vendors.yaml")["vendors"]
    assert max(Counter(vendor["id"] for vendor in vendors).values()) == 1
    for vendor in vendors:
        assert vendor["evidence"], vendor["id"]
        assert vendor["grade"] in ("high", "medium"), vendor["id"]
        assert vendor["kind"] in ("live-chat", "bot", "callback"), vendor["id"]
        assert any(vendor.get(marks) for marks in ("hosts", "globals", "elements")), vendor["id"]
