"""Chats: vendors by their marks, launchers and offers in words; never by a name in a text."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import spiders
from spiders import strictyaml
from spiders.evidence import Channel
from spiders.extract.chat import extract
from spiders.page import parse

URL = "https://www.acme.example/"


def seen(html: str, *, lang: str = "en", requests: tuple[str, ...] = (), rendered: bool = False) -> list[Channel]:
    return list(extract(parse(f"<html lang={lang}><body>{html}</body></html>", URL, requests=requests, rendered=rendered)))


def script(inside: str) -> str:
    """A loader as vendors write them, round what is their own."""
    return (
        f"<script>(function(d,t){{var s=d.createElement(t);s.async=1;{inside};d.body.appendChild(s)}})(document,'script')</script>"
    )


WIDGETS = [
    ("3cx", "<call-us-selector party=Help phonesystem-url=https://pbx.example></call-us-selector>"),
    ("ace", "<script src=https://wds.ace.teliacompany.com/wds/instances/ab12/ACEWebSDK.min.js></script>"),
    ("ada", "<script id=__ada data-handle=acme src=https://static.ada.support/embed2.js></script>"),
    ("amazon-connect", script("w.amazon_connect=function(){};amazon_connect('snippetId','x')")),
    ("boost.ai", "<script src=https://acme.boost.ai/chatPanel/chatPanel.js></script>"),
    ("boost.ai", "<script>var panel = window.boostChatPanel({apiUrlBase: base});</script>"),
    ("botpress", "<script src=https://cdn.botpress.cloud/webchat/v2/inject.js></script>"),
    ("brevo", "<script>window.BrevoConversationsSetup = {startHidden: true}</script>"),
    ("chatbase", "<script>window.embeddedChatbotConfig = {chatbotId: 'x'}</script>"),
    ("chatra", script("window.ChatraID='x';s.src='https://call.chatra.io/chatra.js'")),
    ("chatwoot", script("window.chatwootSettings={};s.src=BASE+'/packs/js/sdk.js'")),
    ("chatwoot", "<script src=https://support.acme.example/packs/js/sdk.js></script>"),
    ("cognigy", "<div data-cognigy-webchat-root=true><button data-cognigy-webchat-toggle=true></button></div>"),
    ("copilot", "<iframe src='https://web.powerva.microsoft.com/environments/a/bots/b/webchat'></iframe>"),
    ("crisp", "<script>window.$crisp=[];window.CRISP_WEBSITE_ID='x'</script>"),
    ("crisp", "<div id=crisp-chatbox></div>"),
    ("customerly", "<div id=customerly-container></div>"),
    ("dialogflow", "<df-messenger agent-id=x></df-messenger>"),
    ("dialogshift", "<iframe src='https://assets.dialogshift.com/w'></iframe>"),
    ("dixa", script("s.src='https://messenger.dixa.io/bundle.js'")),
    ("drift", script("s.src='https://js.driftt.com/include/1/x.js'")),
    (
        "dynamics",
        "<script id=Microsoft_Omnichannel_LCWidget src=https://oc-cdn-ocprod.azureedge.net/w/LiveChatBootstrapper.js></script>",
    ),
    ("ebbot", "<script src=https://ebbot-v2.storage.googleapis.com/ebbot-web/init.js></script>"),
    ("freshchat", "<script>window.fcWidget.init({token:'x'})</script>"),
    ("genesys", script("window['_genesysJs']='Genesys';s.src='https://apps.euw2.pure.cloud/genesys-bootstrap/genesys.min.js'")),
    ("giosg", script("s.src='https://service.giosg.com/live/'")),
    ("gladly", "<script src=https://cdn.gladly.com/chat-sdk/widget.js></script>"),
    ("gorgias", "<script src=https://config.gorgias.chat/bundle-loader/x></script>"),
    ("helpscout", script("s.src='https://beacon-v2.helpscout.net'")),
    ("hubspot", "<script>window.hsConversationsSettings = {loadImmediately: false}</script>"),
    ("hubspot", "<script src=//js-eu1.usemessages.com/conversations-embed.js></script>"),
    ("humany", "<div id=humany_help-123></div>"),
    ("iadvize", script("s.src='//halc.iadvize.com/iadvize.js?sid=1'")),
    ("imbox", script("s.src='https://files.imbox.io/app/dist/initWidget.js'")),
    ("intercom", "<script>i.src='https:\\/\\/widget.intercom.io\\/widget\\/x';b.appendChild(i)</script>"),
    ("intercom", "<script>window.intercomSettings={app_id:'x'}</script>"),
    ("jivo", "<script src=//code.jivosite.com/widget/x async></script>"),
    ("kindly", "<script id=kindly-chat data-bot-key=x src=https://chat.kindlycdn.com/kindly-chat.js></script>"),
    ("kundo", "<script type=text/plain data-src='https://static-chat.kundo.se/chat-js/org/1.js'></script>"),
    ("kustomer", "<script src=https://cdn.kustomerapp.com/chat-web/widget.js></script>"),
    ("landbot", script("s.src='https://cdn.landbot.io/landbot-3/landbot-3.0.0.js'")),
    ("liveagent", script("s.src='https://acme.ladesk.com/scripts/track.js'")),
    ("livechat", "<script>s.src=('https:'==p?'https://':'http://')+'cdn.livechatinc.com/tracking.js'</script>"),
    ("livehelperchat", "<script>var LHCChatOptions = {opt: {}}; </script>"),
    ("livehelperchat", "<script src=https://help.acme.example/design/defaulttheme/js/widgetv2/index.js></script>"),
    ("liveperson", script("window.lpTag=window.lpTag||{};s.src='https://lptag.liveperson.net/tag/tag.js'")),
    ("ninchat", "<script src=https://ninchat.com/js/embed.min.js></script>"),
    ("olark", script("s.src='https://static.olark.com/jsclient/loader.js'")),
    ("podium", "<script src=https://connect.podium.com/widget.js></script>"),
    ("purechat", script("s.src='https://app.purechat.com/VisitorWidget/WidgetScript'")),
    ("puzzel", "<script id=pzlModuleLoader data-customer-id=x src=https://app-cdn.puzzel.com/public/js/pzl_loader.js></script>"),
    ("rasa", "<script src=https://unpkg.com/@rasahq/rasa-chat></script>"),
    ("reamaze", "<script src=https://cdn.reamaze.com/assets/reamaze.js></script>"),
    ("rocket.chat", script("s.src='https://chat.acme.example/livechat/rocketchat-livechat.min.js?_=1'")),
    ("salesforce", "<script src=https://service.force.com/embeddedservice/5.0/esw.min.js></script>"),
    ("salesforce", "<script src=https://d.la1-c1-fra.salesforceliveagent.com/content/g/js/50.0/deployment.js></script>"),
    ("salesforce-messaging", "<script>embeddedservice_bootstrap.init('0', 'Chat', site, {})</script>"),
    ("salesforce-messaging", "<script src=https://acme.my.site.com/ESWHelp1/assets/js/bootstrap.min.js></script>"),
    ("salesiq", "<script>var $zoho=$zoho||{};$zoho.salesiq=$zoho.salesiq||{widgetcode:'x'}</script>"),
    ("smartsupp", script("s.src='https://www.smartsuppchat.com/loader.js?'")),
    ("snapengage", script("s.src='https://storage.googleapis.com/code.snapengage.com/js/x.js'")),
    ("sprinklr", "<script>window.sprChatSettings={appId:'x'}</script>"),
    ("tawk.to", "<script>var s=document.createElement('script');s.src='https://embed.tawk.to/1/default';</script>"),
    ("tidio", "<script src='//code.tidio.co/abc.js' async></script>"),
    ("tiledesk", script("window.tiledeskSettings={};s.src='https://widget.tiledesk.com/v6/launch.js'")),
    ("trengo", script("s.src='https://static.widget.trengo.eu/embed.js'")),
    ("userlike", "<script src=https://userlike-cdn-widgets.s3-eu-west-1.amazonaws.com/x.js></script>"),
    ("vergic", "<script src=https://account.psplugin.com/AB-12/ps.js></script>"),
    ("voiceflow", script("s.src='https://cdn.voiceflow.com/widget-next/bundle.mjs'")),
    ("watson", "<script>window.watsonAssistantChatOptions={region:'eu-de'}</script>"),
    ("weply", "<script src=https://app.weply.chat/widget/x async></script>"),
    ("zammad", "<script src=https://desk.acme.example/assets/chat/chat.min.js></script>"),
    ("zammad", "<script>$(function(){ new ZammadChat({chatId: 1}) })</script>"),
    ("zendesk", "<script id=ze-snippet src=https://static.zdassets.com/ekr/snippet.js?key=x></script>"),
    ("zendesk", "<script>window.zESettings={webWidget:{}}</script>"),
    ("zopim", script("s.src='https://v2.zopim.com/?x'")),
]


@pytest.mark.parametrize(("vendor", "html"), WIDGETS)
def test_a_vendor_is_known_by_the_marks_of_its_widget(vendor: str, html: str) -> None:
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
        ("<div role=button>Live chat</div>", "unknown", "wording"),
        ("<button aria-label='Open chat'><svg></svg></button>", "unknown", "wording"),
        ("<button class=chat-toggle>?</button><button>Live chat</button>", "own", "launcher"),
        ("<div class=fb-customerchat></div><button class=chat-toggle>?</button>", "own", "launcher"),
    ],
)
def test_an_offer_to_chat_counts_where_no_vendor_is_known(html: str, value: str, rung: str) -> None:
    assert (value, rung) in [(channel.value, channel.rung) for channel in seen(html)]


@pytest.mark.parametrize(
    "html",
    [
        "<iframe title='Chat' src='https://w.acme.example/x' data-auditor-box='1200,700,60,60'></iframe>",
        "<iframe title='Chat widget' src='about:blank'></iframe>",
        "<iframe id=webchat-frame src='https://w.acme.example/x'></iframe>",
        "<div aria-label='Live chat' data-auditor-box='1180,700,60,60'><svg></svg></div>",
    ],
)
def test_a_widget_of_nobody_known_is_not_dropped(html: str) -> None:
    assert [channel.value for channel in seen(html, rendered=True)] == ["unknown"]


@pytest.mark.parametrize(
    ("html", "requests"),
    [
        ("<script src='https://cdn.acme.example/chat-widget/loader.js'></script>", ()),
        ("<script src='/js/livechat.js'></script>", ()),
        ("<p>Hi</p>", ("https://webchat.acme.example/api/start",)),
    ],
)
def test_a_script_that_is_named_a_chats_is_kept_but_seen_by_nobody(html: str, requests: tuple[str, ...]) -> None:
    found = seen(html, requests=requests)
    assert [(channel.value, channel.rung, channel.sightings[0].visible) for channel in found] == [("unknown", "script", False)]


OFFERS = {
    "sv": ("Chatta med oss", "Du når oss via chatten på vardagar."),
    "en": ("Start chat", "You can also chat with us on weekdays."),
    "de": ("Chat starten", "Sie erreichen uns im Chat oder am Telefon."),
    "da": ("Chat med os", "Du kan fange os på chatten hver dag."),
    "nb": ("Chat med oss", "Du når oss på chat hele uken."),
    "fi": ("Aloita chat", "Voit myös chattaa: tavoitat meidät chatista arkisin."),
    "fr": ("Démarrer le chat", "Vous pouvez nous joindre par chat en semaine."),
    "es": ("Iniciar chat", "Habla con nosotros a través del chat."),
    "it": ("Avvia chat", "Puoi contattarci tramite chat nei giorni feriali."),
    "nl": ("Start chat", "Je bereikt ons via de chat op werkdagen."),
    "pl": ("Rozpocznij czat", "Skontaktuj się z nami na czacie."),
    "pt": ("Iniciar chat", "Fale connosco no chat nos dias úteis."),
}


@pytest.mark.parametrize("lang", OFFERS)
def test_an_offer_to_chat_is_read_in_twelve_languages(lang: str) -> None:
    label, text = OFFERS[lang]
    assert [channel.value for channel in seen(f"<a href=#>{label}</a>", lang=lang)] == ["unknown"]
    found = seen(f"<p>{text}</p>", lang=lang)
    assert [(channel.value, channel.rung, channel.sightings[0].via) for channel in found] == [("unknown", "wording", "text")]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "The suspects had agreed on it by chat, police said."),
        ("en", "Chat with us on WhatsApp."),
        ("en", "Build our chat into your software with one line."),
        ("de", "Jugendliche chatten über alles Mögliche."),
        ("fr", "Notre chat dort toute la journée, un chat et un chien."),
        ("fr", "Discutez avec nous au salon."),
        ("nb", "Ta gjerne en prat med oss."),
        ("da", "Skriv med os om din oplevelse."),
        ("sv", "Bilderna spreds i chatten, säger åklagaren."),
        ("sv", "Chatta med oss i appen."),
        ("pt", "Fale connosco pelo telefone."),
    ],
)
def test_talk_of_chats_cats_and_other_programs_offers_none(lang: str, text: str) -> None:
    assert seen(f"<p>{text}</p>", lang=lang) == []


def test_words_in_a_text_add_nothing_where_a_chat_is_seen() -> None:
    found = seen("<p>Chat with us.</p><script src='https://code.tidio.co/a.js'></script>")
    assert [(channel.value, channel.rung) for channel in found] == [("tidio", "script")]


@pytest.mark.parametrize(
    "html",
    [
        "<p>We use Tidio and Intercom, and chat with customers.</p>",
        "<table><tr><td>intercom-session-1</td><td>Intercom, Drift, LiveChat, Zendesk</td></tr></table>",
        "<script src='https://js.hsforms.net/forms/v2.js'></script><script>hbspt.forms.create({portalId: 1})</script>",
        "<script src='https://js.hs-analytics.net/analytics/1.js'></script>",
        "<script src='https://static.zdassets.com/hc/assets/en-us.js'></script><a href='https://acme.zendesk.com/hc/en-us'>Help</a>",
        "<script src='https://acme.my.salesforce.com/jslibrary/x.js'></script><script src='https://cdn.krxd.net/x.js'></script>",
        "<a href='https://intercom.help/acme/en/articles/1'>How to</a>",
        "<script src='https://connect.facebook.net/en_US/sdk.js'></script><script>FB.init({xfbml: true})</script>",
        "<script src='https://widget.trustpilot.com/bootstrap/v5/tp.widget.bootstrap.min.js'></script>",
        "<iframe src='https://www.youtube.com/live_chat?v=x' title='Live chat'></iframe>",
        "<div class=joinchat><div class=joinchat__button role=button aria-label='Open chat'></div></div>",
        "<a class=chat-button href='https://wa.me/46701234567'>Chat</a>",
        "<button onclick=\"window.open('https://m.me/acme')\" class=chat-btn>Chat</button>",
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
        "<button class=btn-bot onclick='openBottomSheet()'>Offers</button><div class=bot-header></div>",
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
        assert vendor["kind"] in ("live-chat", "bot", "callback", "messaging"), vendor["id"]
        assert any(vendor.get(marks) for marks in ("hosts", "paths", "globals", "elements")), vendor["id"]


@given(st.text(max_size=200))
def test_no_text_makes_it_fail(text: str) -> None:
    seen(f"<p>chat {text}</p><button aria-label='{text}'>{text}</button><iframe title='{text}' src='{text}'></iframe>")
    seen(f"<script src='//chat{text}'></script><a class='chat-{text}' onclick='{text}'>chat</a>", rendered=True)


def test_a_vendor_is_known_by_the_variables_that_its_scripts_set() -> None:
    page = parse("<html><body><p>Hi</p></body></html>", URL, rendered=True, variables=("jQuery", "intercomSettings"))

    assert [(chat.value, chat.rung) for chat in extract(page)] == [("intercom", "script")]
