"""The links of a page: where they may stand, what they are called, what they never are."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spiders import reader
from spiders.evidence import Channel
from spiders.look import Link, Look
from spiders.page import ParsedPage, parse
from spiders.reader import links_of, look_at, needs_script

URL = "https://acme.example/help/start"


def links(body: str, head: str = "") -> list[Link]:
    return links_of(parse(f"<html lang=en><head>{head}</head><body>{body}</body></html>", URL))


def found(body: str, head: str = "") -> list[str]:
    return [link.url for link in links(body, head)]


@pytest.mark.parametrize(
    ("body", "url"),
    [
        ("<a href=/contact>x</a>", "https://acme.example/contact"),
        ("<a href=contact>x</a>", "https://acme.example/help/contact"),
        ("<a href='../contact'>x</a>", "https://acme.example/contact"),
        ("<a href='?page=2'>x</a>", "https://acme.example/help/start?page=2"),
        ("<a href='//help.acme.example/'>x</a>", "https://help.acme.example/"),
        ("<a href=' /contact\n'>x</a>", "https://acme.example/contact"),
        ("<a href='/a?utm_source=x&amp;id=1'>x</a>", "https://acme.example/a?id=1"),
        ("<map><area href=/contact alt=x></map>", "https://acme.example/contact"),
        ("<iframe src=/form></iframe>", "https://acme.example/form"),
        ("<button onclick=\"location.href='/contact'\">x</button>", "https://acme.example/contact"),
        ("<div onclick=\"window.location = '/contact'\">x</div>", "https://acme.example/contact"),
        ("<td onclick=\"document.location.assign('/contact')\">x</td>", "https://acme.example/contact"),
        ("<span onclick=\"window.open('/contact', '_blank')\">x</span>", "https://acme.example/contact"),
        ("<a href=\"javascript:location.replace('/contact')\">x</a>", "https://acme.example/contact"),
        ("<a href='#' onclick=\"location.href='/contact';return false\">x</a>", "https://acme.example/contact"),
        ("<tr data-href=/contact><td>x</td></tr>", "https://acme.example/contact"),
        ("<a data-href=/contact>x</a>", "https://acme.example/contact"),
        ("<a href='/#/contact'>x</a>", "https://acme.example/#/contact"),
        ("<a href='#!/contact'>x</a>", "https://acme.example/help/start#!/contact"),
    ],
)
def test_a_link_is_followed_wherever_it_stands(body: str, url: str) -> None:
    assert url in found(body)


def test_frames_are_part_of_the_page() -> None:
    (top, menu) = links_of(parse("<frameset><frame src=/top name=a><frame src=/menu></frameset>", URL))
    assert [(each.url, each.frame) for each in (top, menu)] == [
        ("https://acme.example/top", True),
        ("https://acme.example/menu", True),
    ]


@pytest.mark.parametrize("content", ["0;url=/new", "5; URL='/new'", '30;url="/new"', "0, url = /new"])
def test_a_page_that_goes_on_by_itself_leads_on_without_a_click(content: str) -> None:
    (link,) = links("", f"<meta http-equiv=Refresh content='{content.replace(chr(39), '&#39;')}'>")
    assert (link.url, link.frame, link.behind) == ("https://acme.example/new", True, 0)


@pytest.mark.parametrize("head", ["<meta http-equiv=refresh content=300>", "<meta name=description content='url=/x'>", "<meta>"])
def test_other_meta_elements_lead_nowhere(head: str) -> None:
    assert found("", head) == []


@pytest.mark.parametrize(
    ("base", "url"),
    [
        ("https://www.acme.example/sv/", "https://www.acme.example/sv/contact"),
        ("/sv/", "https://acme.example/sv/contact"),
        ("http://[", "https://acme.example/help/contact"),
        ("", "https://acme.example/help/contact"),
    ],
)
def test_the_base_element_counts_where_it_is_one(base: str, url: str) -> None:
    assert found("<a href=contact>x</a>", f"<base href='{base}'>") == [url]


@pytest.mark.parametrize(
    "href",
    [
        "mailto:info@acme.example",
        "tel:+4684650040",
        "sms:+46",
        "javascript:void(0)",
        "JAVASCRIPT:alert(1)",
        " \tjavascript:alert(1)",
        "data:text/html,<p>x",
        "file:///etc/passwd",
        "ftp://acme.example/",
        "http://",
        "http://[",
        "http://[::1",
        "https://:443/",
        "about:blank",
        "blob:https://acme.example/1",
        "/price-list.pdf",
        "/logout",
        "",
    ],
)
def test_what_is_no_page_is_no_link(href: str) -> None:
    assert found(f"<a href='{href}'>x</a>") == []


@pytest.mark.parametrize("href", ["#", "#top", "#/", "#!"])
def test_a_place_on_the_page_is_the_page(href: str) -> None:
    assert found(f"<a href='{href}'>x</a>") == [URL]


def test_the_place_that_a_link_points_at_is_kept() -> None:
    (link,) = links("<a href='/about#contact'>Contact</a>")
    assert (link.url, link.fragment) == ("https://acme.example/about", "contact")


@pytest.mark.parametrize(
    ("body", "label"),
    [
        ("<a href=/a> Contact \n <b>us</b></a>", "Contact us"),
        ("<a href=/a aria-label=Contact><svg></svg></a>", "Contact"),
        ("<a href=/a><img src=x alt=Contact></a>", "Contact"),
        ("<a href=/a title=Contact></a>", "Contact"),
        ("<map><area href=/a alt=Contact></map>", "Contact"),
        ("<a href=/a></a>", ""),
    ],
)
def test_a_link_is_called_by_its_text_or_by_the_name_it_gives_itself(body: str, label: str) -> None:
    assert [link.label for link in links(body)] == [label]


def test_the_same_link_twice_in_a_region_is_one() -> None:
    body = "<nav><a href=/a>A</a><a href=/a>A</a></nav><footer><a href=/a>A</a></footer><nav><a href=/a>B</a></nav>"
    assert [(link.region, link.label) for link in links(body)] == [("nav", "A"), ("footer", "A"), ("nav", "B")]


@pytest.mark.parametrize(
    ("body", "behind"),
    [
        ("<a href=/a>x</a>", 0),
        ("<div class=accordion-body hidden><a href=/a>x</a></div>", 1),
        ("<div hidden><a href=/a>x</a></div>", None),
    ],
)
def test_how_much_must_be_opened_before_a_link_shows_is_told(body: str, behind: int | None) -> None:
    assert [link.behind for link in links(body)] == [behind]


def test_a_page_of_links_without_end_is_read_up_to_a_bound() -> None:
    assert 1000 <= len(found("".join(f"<a href=/{n}>x</a>" for n in range(4000)))) < 4000


@given(st.text(max_size=60))
def test_no_address_is_too_much(href: str) -> None:
    page = parse("<a id=x>x</a><button id=y>y</button><base id=z>", URL)
    for tag in page.named("a"):
        tag["href"] = href
    for tag in page.named("button"):
        tag["onclick"] = f"location.href='{href}'"
    assert all(link.url.startswith("http") for link in links_of(page))


@pytest.mark.parametrize(
    ("html", "empty"),
    [
        ("<div id=app></div><script src=/app.js></script>", True),
        ("<noscript>Turn scripts on, for without them nothing is shown here at all.</noscript><script></script>", True),
        ("<div id=app></div>", False),
        (f"<p>{'word ' * 100}</p><script></script>", False),
    ],
)
def test_a_shell_that_scripts_fill_is_known(html: str, empty: bool) -> None:
    assert needs_script(parse(html, URL)) is empty


def look(html: str, status: int = 200) -> Look:
    return look_at(parse(html, URL), asked=URL, status=status, headers={})


def test_what_the_page_says_of_itself_is_read() -> None:
    seen = look("<html lang=sv><title>Hjälp\n |  Acme</title><h1></h1><h1>Hjälp <i>här</i></h1><a href=/a>x</a><a href=/a#b>y</a>")
    assert (seen.page.title, seen.page.lang, seen.headings) == ("Hjälp | Acme", "sv", ("Hjälp här",))
    assert (seen.page.links, len(seen.links), seen.page.words) == (1, 2, 3)


def test_nothing_is_read_off_an_error_page_but_its_links() -> None:
    body = "<p>Call +46 8 465 004 00</p><a href=/a>x</a>"
    assert look(body).channels
    error = look(body, status=404)
    assert (error.page.state, error.channels, len(error.links)) == ("broken", (), 1)


def test_a_fault_of_ours_costs_the_page_and_not_its_links(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(page: ParsedPage) -> Iterator[Channel]:
        yield Channel(kind="phone", value="+4684650040")
        raise RuntimeError(page.url)

    monkeypatch.setattr(reader, "extract", fails)
    seen = look("<title>Contact</title><a href=/a>x</a>")
    assert (seen.page.state, seen.page.detail) == ("crashed", "it could not be read: RuntimeError")
    assert (seen.page.title, len(seen.links), seen.channels) == ("Contact", 1, ())
