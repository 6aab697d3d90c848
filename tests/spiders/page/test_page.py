"""A page as parsed once: regions, visibility, runs of text, and the way back to an element."""

from __future__ import annotations

import pytest
from bs4 import Tag
from hypothesis import given, settings
from hypothesis import strategies as st

from spiders.evidence import Box
from spiders.page import parse
from spiders.page.elements import box, selector, text_of

URL = "https://www.acme.example/kontakt"


def tag(html: str, find: str = "#x", **kwargs: object) -> tuple[object, Tag]:
    page = parse(f"<html lang=sv><body>{html}</body></html>", URL, **kwargs)  # type: ignore[arg-type]
    found = page.soup.select_one(find)
    assert found is not None
    return page.place(found), found


@pytest.mark.parametrize(
    ("html", "region"),
    [
        ("<header><p id=x>a</p></header>", "header"),
        ("<header><nav><p id=x>a</p></nav></header>", "nav"),
        ("<main><header><p id=x>a</p></header></main>", "main"),
        ("<footer><p id=x>a</p></footer>", "footer"),
        ("<div class='site-footer'><p id=x>a</p></div>", "footer"),
        ("<div role=contentinfo><p id=x>a</p></div>", "footer"),
        ("<div class=footnote><p id=x>a</p></div>", "unknown"),
        ("<main><div class='modal fade'><p id=x>a</p></div></main>", "overlay"),
        ("<div role=dialog><p id=x>a</p></div>", "overlay"),
        ("<p id=x>a</p>", "unknown"),
        ("<div class='elementor elementor-location-footer'><p id=x>a</p></div>", "footer"),
        ("<div id=SITE_HEADER><p id=x>a</p></div>", "header"),
        ("<div class=siteHeader><p id=x>a</p></div>", "header"),
        ("<table id=header><tr><td id=x>a</td></tr></table>", "header"),
        ("<div class=card-footer><p id=x>a</p></div>", "unknown"),
        ("<div class=section__header><p id=x>a</p></div>", "unknown"),
        ("<header class=section-header><p id=x>a</p></header>", "unknown"),
        ("<article><footer><p id=x>a</p></footer></article>", "unknown"),
        ("<p id=x class=foot>a</p>", "unknown"),
        ("<div class=main-menu><a id=x>a</a></div>", "nav"),
        ("<div id=menu><p id=x>Soup of the day</p><p>Herring</p><a>Order</a></div>", "unknown"),
        ("<div class=card-overlay><p id=x>a</p></div>", "unknown"),
        ("<div class='cookie-banner'><p id=x>a</p></div>", "overlay"),
    ],
)
def test_region_is_that_of_the_landmark_around(html: str, region: str) -> None:
    place, _ = tag(html)

    assert place.region == region  # type: ignore[attr-defined]


def drawn_at(y: int, height: int = 20) -> str:
    return f"data-auditor-box='0,{y},100,{height}'"


@pytest.mark.parametrize(
    ("html", "y", "region"),
    [
        ("<div class=acme-header><p id=x {at}>a</p></div>", 20, "header"),
        ("<div class=acme-header><p id=x {at}>a</p></div>", 400, "unknown"),
        ("<header><p id=x {at}>a</p></header>", 400, "header"),
        ("<header><p id=x {at}>a</p></header>", 2400, "unknown"),
        ("<div class=acme-footer><p id=x {at}>a</p></div>", 3900, "footer"),
        ("<div class=acme-footer><p id=x {at}>a</p></div>", 2000, "unknown"),
        ("<footer><p id=x {at}>a</p></footer>", 3500, "footer"),
        ("<footer><p id=x {at}>a</p></footer>", 2000, "unknown"),
    ],
)
def test_a_header_or_footer_stands_where_the_pages_own_does(html: str, y: int, region: str) -> None:
    place, _ = tag(html.format(at=drawn_at(y)) + f"<p {drawn_at(3980)}>last</p>", rendered=True)

    assert place.region == region  # type: ignore[attr-defined]


MENU = "<ul {hidden}><li><a>a</a><li><a>b</a><li><a id=x>c</a></ul>"


@pytest.mark.parametrize(
    ("html", "desktop", "mobile", "opened_by"),
    [
        ("<button class=burger>Menu</button>" + MENU.format(hidden="data-auditor-hidden=m"), 0, 1, ("Menu",)),
        ("<a href=#>Meny</a>" + MENU.format(hidden="data-auditor-hidden=m"), 0, 1, ("Meny",)),
        ("<button>Order</button>" + MENU.format(hidden="data-auditor-hidden=m"), 0, None, ()),
        (
            "<button class=burger data-auditor-hidden=d>☰</button><nav data-auditor-hidden=dm>"
            + MENU.format(hidden="")
            + "</nav>",
            None,
            1,
            (),
        ),
        (
            "<nav><ul data-auditor-hidden=m><li><a>Shop</a><ul data-auditor-hidden=dMh><li><a id=x>c</a></ul></ul></nav>",
            1,
            None,
            ("Shop",),
        ),
        ("<nav data-auditor-hidden=dm>" + MENU.format(hidden="data-auditor-hidden=DM") + "</nav>", 1, 1, ()),
        ("<h3>Call?</h3><div class=faq-answer data-auditor-hidden=dm><p id=x>c</p></div>", 1, 1, ("Call?",)),
        ("<h3>Call?</h3><div data-auditor-hidden=dm><p id=x>c</p></div>", None, None, ()),
        ("<button onclick=\"show('pop')\">Ask</button><div id=pop data-auditor-hidden=dm><p id=x>c</p></div>", 1, 1, ("Ask",)),
    ],
)
def test_a_closed_part_is_behind_the_control_that_opens_it(
    html: str, desktop: int | None, mobile: int | None, opened_by: tuple[str, ...]
) -> None:
    place, _ = tag(f"<header>{html}</header>", rendered=True)

    assert (place.desktop, place.mobile) == (desktop, mobile)  # type: ignore[attr-defined]
    assert (place.desktop_by or place.mobile_by) == opened_by  # type: ignore[attr-defined]


def test_what_shows_at_once_in_one_viewport_is_not_said_to_be_behind_anything() -> None:
    page = parse(
        "<header><button class=burger>Menu</button>" + MENU.format(hidden="data-auditor-hidden=m") + "</header>", URL, rendered=True
    )
    (first, *_), place = page.named("a"), page.place(page.named("a")[0])
    seen = page.sighting(first, "link")

    assert (seen.viewports, seen.behind, seen.opened_by) == (("desktop", "mobile"), 0, ())
    assert (place.at_once, place.mobile, place.mobile_by) == (("desktop",), 1, ("Menu",))


def test_a_sighting_says_how_the_element_was_drawn() -> None:
    page = parse("<a id=x data-auditor-box='1,2,30,40,d'><b data-auditor-box='1,2,9,9,dm,12.5,4.54'>a</b></a>", URL, rendered=True)
    seen = page.sighting(page.named("a")[0], "link")

    assert (seen.box, seen.first_screen, seen.font_px, seen.contrast) == (
        Box(x=1, y=2, width=30, height=40),
        ("desktop",),
        12.5,
        4.54,
    )


def test_what_a_page_stamps_on_itself_is_not_believed() -> None:
    page = parse("<p data-auditor-box='1,2,30,40,dm,12,4' data-auditor-hidden=dm>a</p>", URL)
    seen = page.sighting(page.named("p")[0], "text")

    assert (seen.visible, seen.box, seen.first_screen, seen.font_px, seen.contrast) == (True, None, (), None, None)


@settings(deadline=None)
@given(st.text(alphabet="0123456789,dmh.x-", max_size=30))
def test_no_stamp_breaks_the_reading(stamp: str) -> None:
    page = parse(f"<footer data-auditor-hidden='{stamp}'><p data-auditor-box='{stamp}'>a</p></footer>", URL, rendered=True)

    assert page.sighting(page.named("p")[0], "text").page == URL


@pytest.mark.parametrize(
    ("html", "behind"),
    [
        ("<p id=x>a</p>", 0),
        ("<div hidden><p id=x>a</p></div>", None),
        ("<div style='display: none'><p id=x>a</p></div>", None),
        ("<p id=x style='color:red;visibility:hidden'>a</p>", None),
        ("<noscript><p id=x>a</p></noscript>", None),
        ("<video><p id=x>a</p></video>", None),
        ("<video id=x></video>", 0),
        ("<iframe id=x src=/a>a</iframe>", 0),
        ("<details><summary>Mer</summary><p id=x>a</p></details>", 1),
        ("<details><summary id=x>Mer</summary></details>", 0),
        ("<details open><p id=x>a</p></details>", 0),
        ("<button aria-controls=panel>Visa</button><div id=panel hidden><p id=x>a</p></div>", 1),
        ("<a href='#panel'>Visa</a><div id=panel hidden><p id=x>a</p></div>", 1),
        ("<nav hidden><p id=x>a</p></nav>", 1),
        ("<div class='accordion-body' hidden><p id=x>a</p></div>", 1),
        ("<div class='accordion-body' hidden><div class='tab-pane' hidden><p id=x>a</p></div></div>", 2),
        ("<div hidden><div class='tab-pane' hidden><p id=x>a</p></div></div>", None),
    ],
)
def test_markup_tells_what_a_person_gets_to_see(html: str, behind: int | None) -> None:
    place, _ = tag(html)

    assert place.behind == behind  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "html",
    [
        "<iframe src=/a>Ring oss</iframe>",
        "<video src=/a>Ring oss</video>",
        "<audio><p>Ring oss</p></audio>",
        "<canvas>Ring oss</canvas>",
        "<noscript>Ring oss</noscript>",
        "<template><p>Ring oss</p></template>",
        "<object data=/a><p>Ring oss</p></object>",
        "<frameset><frame src=/a><noframes><body>Ring oss</body></noframes></frameset>",
        "<!-- Ring oss --><!--[if IE]>Ring oss<![endif]-->",
        "<script>//<![CDATA[\nRing oss\n//]]></script>",
    ],
)
def test_what_is_written_for_a_lesser_browser_is_not_read(html: str) -> None:
    assert parse(html, URL).text == ""


@pytest.mark.parametrize(
    ("html", "viewports", "behind"),
    [
        ("<p id=x>a</p>", ("desktop", "mobile"), 0),
        ("<p id=x data-auditor-hidden=m>a</p>", ("desktop",), 0),
        ("<p id=x data-auditor-hidden=d>a</p>", ("mobile",), 0),
        ("<p id=x data-auditor-hidden=dm>a</p>", (), None),
        ("<div data-auditor-hidden=dm><p id=x data-auditor-hidden=''>a</p></div>", ("desktop", "mobile"), 0),
        ("<nav data-auditor-hidden=dm><p id=x>a</p></nav>", ("desktop", "mobile"), 1),
        ("<div style='display:none'><p id=x>a</p></div>", ("desktop", "mobile"), 0),
    ],
)
def test_the_browser_knows_better_than_the_markup(html: str, viewports: tuple[str, ...], behind: int | None) -> None:
    place, _ = tag(html, rendered=True)

    assert place.viewports == viewports  # type: ignore[attr-defined]
    assert place.behind == behind  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("html", "rendered", "viewports"),
    [
        ("<p id=x>a</p>", True, ("desktop", "mobile")),
        ("<p id=x data-auditor-hidden=m>a</p>", True, ("desktop",)),
        ("<p id=x data-auditor-hidden=dm>a</p>", True, ()),
        ("<p id=x>a</p>", False, ()),
    ],
)
def test_what_no_browser_drew_was_seen_in_no_viewport(html: str, rendered: bool, viewports: tuple[str, ...]) -> None:
    page = parse(html, URL, rendered=rendered)

    assert page.sighting(page.named("p")[0], "text").viewports == viewports


def test_text_in_a_shadow_root_is_read_as_part_of_the_page() -> None:
    page = parse("<div><template shadowrootmode=open><p>Chatta med oss</p></template></div>", URL, rendered=True)

    assert [block.text for block in page.blocks] == ["Chatta med oss"]


@pytest.mark.parametrize(
    ("html", "texts"),
    [
        ("<p>08-465 <b>004</b> 00</p>", ["08-465 004 00"]),
        ("<p>Ring<br>oss</p>", ["Ring\noss"]),
        ("<p>Ring <br> oss</p>", ["Ring\noss"]),
        ("<div>a<p>b</p>c</div>", ["a", "b", "c"]),
        ("<p>info<!-- no -->@acme.example</p>", ["info@acme.example"]),
        ("<p>a<script>b</script>c<style>d</style></p>", ["ac"]),
        ("<p>info<span style='display:none'>x</span>@acme.example</p>", ["x", "info@acme.example"]),
        ("<table><tr><td>Tel</td><td>123</td></tr></table>", ["Tel", "123"]),
    ],
)
def test_runs_of_text_are_what_a_reader_takes_as_one(html: str, texts: list[str]) -> None:
    assert [block.text for block in parse(html, URL).blocks] == texts


def test_an_offset_leads_to_the_innermost_element() -> None:
    (block,) = parse("<p>Ring <b>08-465</b> <i>004</i></p>", URL).blocks

    assert [block.tag_at(block.text.index(part)).name for part in ("Ring", "08", "004")] == ["p", "b", "i"]


@settings(deadline=None)
@given(st.text(alphabet="<>/=\"' abpdivn&;#x\n", max_size=200))
def test_every_selector_finds_its_element_again(html: str) -> None:
    page = parse(html, URL)

    for block in page.blocks:
        assert page.soup.select_one(selector(block.tag)) is block.tag


@settings(deadline=None)
@given(st.text(max_size=300))
def test_no_text_breaks_the_parser(html: str) -> None:
    page = parse(html, URL)

    assert all(block.text == block.text.strip(" ") for block in page.blocks)


def test_deep_nesting_is_no_trouble() -> None:
    page = parse("<div>" * 5000 + "deep" + "</div>" * 5000, URL)

    assert "deep" in page.soup.get_text() or page.blocks == ()


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<a id=x href=/k> Kontakta\n oss </a>", "Kontakta oss"),
        ("<a id=x href=/k aria-label=Kontakt><svg></svg></a>", "Kontakt"),
        ("<a id=x href=/k><img alt='Ring oss' src=i.png></a>", "Ring oss"),
        ("<a id=x href=/k><i class=icon></i></a>", ""),
    ],
)
def test_a_link_without_text_is_known_by_its_name(html: str, text: str) -> None:
    assert text_of(tag(html)[1]) == text


def test_a_box_is_that_of_the_nearest_stamped_element() -> None:
    assert box(tag("<p data-auditor-box='1,2,30,40'><b id=x>a</b></p>")[1]) == Box(x=1, y=2, width=30, height=40)
    assert box(tag("<p data-auditor-box='rubbish'><b id=x>a</b></p>")[1]) is None


def test_language_is_that_of_the_element() -> None:
    page = parse("<html lang=sv-SE><p>Hej</p><p lang=en>Hello</p></html>", URL)

    assert [page.lang_of(block.tag) for block in page.blocks] == ["sv", "en"]


def test_a_base_address_is_honoured() -> None:
    assert parse("<base href='https://help.acme.example/a/'><a href=b>", URL).absolute("b") == "https://help.acme.example/a/b"


def test_a_breadcrumb_is_navigation() -> None:
    html = '<main><ol class="c-breadcrumb"><li><a href="/x">Help</a></li></ol><p aria-label="Breadcrumb"><a href="/y">Y</a></p>'
    page = parse(html, "https://a.test/")

    assert [page.place(link).region for link in page.named("a")] == ["nav", "nav"]


def test_what_is_in_a_shadow_root_has_a_name_and_what_is_in_a_template_has_none() -> None:
    page = parse("<x-chat><template shadowrootmode=open><button>Chatta</button></template></x-chat>", URL, rendered=True)
    other = parse("<div><template><button>Chatta</button></template></div>", URL, rendered=True)

    assert [page.label(button) for button in page.named("button")] == ["Chatta"]
    assert other.label(other.named("div")[0]) == ""


def test_elements_are_found_by_name_or_by_attribute_each_once_in_reading_order() -> None:
    page = parse("<i role=x>1</i><a href=/a role=button>2</a><b>3</b><p role=tab>4</p><input>", URL)

    assert [tag.name for tag in page.named("input", "a", having=("role",))] == ["i", "a", "p", "input"]
    assert [tag.name for tag in page.named("b", "i")] == ["i", "b"]
    assert [tag.name for tag in page.named("a", having=("href", "role"))] == ["i", "a", "p"]
    assert not page.named("form", having=("onclick",))
