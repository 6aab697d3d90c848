"""What is going to be clicked to open a chat: the launcher and nothing that leads away, sends or closes."""

from __future__ import annotations

from pathlib import Path

import pytest
import soupsieve

import spiders
from spiders import strictyaml
from spiders.extract.chat import Launcher, launchers
from spiders.page import parse

URL = "https://www.acme.example/"


def found(html: str, *, lang: str = "en", rendered: bool = True) -> tuple[Launcher, ...]:
    return launchers(parse(f"<html lang={lang}><body>{html}</body></html>", URL, rendered=rendered))


@pytest.mark.parametrize(
    ("html", "vendor", "selector"),
    [
        (
            "<script>intercomSettings={}</script><div class=intercom-lightweight-app><p id=i class=intercom-launcher></p></div>",
            "intercom",
            "#i",
        ),
        (
            "<script id=ze-snippet src=//static.zdassets.com/ekr/snippet.js></script><iframe id=launcher></iframe>",
            "zendesk",
            "#launcher",
        ),
        (
            "<div id=hubspot-messages-iframe-container><iframe data-auditor-box='1180,700,76,76'></iframe></div>",
            "hubspot",
            "#hubspot-messages-iframe-container > iframe",
        ),
        ("<div id=chat-widget-container><iframe id=chat-widget></iframe></div>", "livechat", "#chat-widget"),
        ("<script>Tawk_API={}</script><iframe id=t title='chat widget'></iframe>", "tawk.to", "#t"),
        ("<button class=chat-toggle id=x>?</button>", "own", "#x"),
        ("<div role=button id=x>Live chat</div>", "unknown", "#x"),
        (
            "<div id=bot-launcher onclick='toggleBot()'>?</div><div id=bot-window style='display:none'><input></div>",
            "own",
            "#bot-launcher",
        ),
        ("<button id=x onclick='openBot()'>?</button>", "own", "#x"),
        ("<a href='#' id=x>Chat with us</a>", "unknown", "#x"),
        ("<a href='javascript:void(0)' id=x>Chat with us</a>", "unknown", "#x"),
        ("<form><button type=button id=x>Live chat</button></form>", "unknown", "#x"),
        ("<iframe id=x title=Chat data-auditor-box='1200,700,60,60'></iframe>", "unknown", "#x"),
        ("<script src=//static-chat.kundo.se/x.js></script><button id=x>Start chat</button>", "kundo", "#x"),
    ],
)
def test_what_opens_a_chat_is_found_with_whose_it_is(html: str, vendor: str, selector: str) -> None:
    assert [(launcher.vendor, launcher.selector) for launcher in found(html)] == [(vendor, selector)]


def test_the_vendors_launcher_comes_before_a_named_button_and_that_before_one_that_only_says_so() -> None:
    html = "<button id=says>Live chat</button><button id=named class=chat-toggle>?</button><div id=crisp-chatbox><a id=a></a></div>"
    assert [launcher.selector for launcher in found(html)] == ["#a", "#named", "#says"]


def test_in_a_shadow_root_the_way_leads_over_its_host() -> None:
    shadow = "<template shadowrootmode=open><div><button>Chat</button></div><p></p></template>"
    html = f"<div id=kindly-chat-api>{shadow}</div>"
    assert [launcher.selector for launcher in found(html)] == ["#kindly-chat-api >> div > button"]


@pytest.mark.parametrize(
    "html",
    [
        "<a href='/chat'>Chat with us</a>",
        "<a href='https://chat.acme.example/'>Chat with us</a>",
        "<a href=''>Chat with us</a>",
        "<a href='#/chat'>Chat with us</a>",
        "<a href='mailto:chat@acme.example'>Chat with us</a>",
        "<a href='tel:+46812345678' class=chat-button>Chat</a>",
        "<a href='javascript:location.href=\"/chat\"'>Chat with us</a>",
        "<a href='javascript:__doPostBack(1)'>Live chat</a>",
        "<a href='https://wa.me/46701234567' class=chat-bubble>Chat</a>",
        "<a href='/contact'><button type=button>Live chat</button></a>",
        "<div role=button class=chat-bubble><a href='/contact'>Chat</a></div>",
        "<button onclick=\"window.location='/chat'\">Live chat</button>",
        "<button onclick='document.forms[0].submit()' class=chat-btn>Chat</button>",
        "<form><button>Start chat</button></form>",
        "<form><button type=submit>Start chat</button></form>",
        "<form id=f></form><button form=f>Start chat</button>",
        "<form><input type=submit value='Start chat'></form>",
        "<input type=button value='Live chat' onclick='openChat()'>",
        "<button>Close chat</button>",
        "<button class=chat-toggle aria-label='Minimise the chat'></button>",
        "<button class=chat-toggle aria-expanded=true>Chat</button>",
        "<button disabled>Live chat</button>",
        "<button data-auditor-hidden=dm>Live chat</button>",
        "<button data-auditor-hidden=d>Live chat</button>",
        "<details><summary>More</summary><div data-auditor-hidden=dm><button>Live chat</button></div></details>",
        "<iframe title=Chat data-auditor-box='880,100,400,600'></iframe>",
        "<div class=fb-customerchat><iframe></iframe></div>",
        "<div class=joinchat><div class=joinchat__button role=button>Chat</div></div>",
        "<button>Chat on WhatsApp</button>",
        "<button class=chat-button><i class='fab fa-whatsapp'></i></button>",
        "<div role=button class='wa-chat-btn'></div>",
        "<button class=chat-button><img src='/img/telegram.svg'></button>",
        "<button>Contact us</button>",
    ],
)
def test_what_leads_away_sends_or_closes_is_never_clicked(html: str) -> None:
    assert found(html) == ()


@pytest.mark.parametrize(
    ("lang", "label"),
    [
        ("sv", "Avsluta chatten"),
        ("de", "Chat beenden"),
        ("da", "Luk chat"),
        ("nb", "Lukk chat"),
        ("fi", "Sulje chat"),
        ("fr", "Fermer le chat"),
        ("es", "Cerrar chat"),
        ("it", "Chiudi chat"),
        ("nl", "Chat sluiten"),
        ("pl", "Zamknij czat"),
        ("pt", "Fechar chat"),
    ],
)
def test_a_button_that_closes_a_chat_is_known_in_every_language(lang: str, label: str) -> None:
    assert found(f"<button class=chat-toggle>{label}</button>", lang=lang) == ()


def test_nothing_is_named_on_a_page_that_was_only_fetched() -> None:
    assert found("<button>Live chat</button>", rendered=False) == ()


def test_every_launcher_of_the_data_file_is_a_selector() -> None:
    for vendor in strictyaml.load_file(Path(spiders.__file__).parent / "data" / "chat-vendors.yaml")["vendors"]:
        for css in vendor.get("launchers", ()):
            soupsieve.compile(css)
