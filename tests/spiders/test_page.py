"""A page as parsed once: regions, visibility, runs of text, and the way back to an element."""

from __future__ import annotations

import pytest
from bs4 import Tag
from hypothesis import given
from hypothesis import strategies as st

from spiders.elements import box, selector, text_of
from spiders.evidence import Box
from spiders.page import parse

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
    ],
)
def test_region_is_that_of_the_landmark_around(html: str, region: str) -> None:
    place, _ = tag(html)

    assert place.region == region  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("html", "behind"),
    [
        ("<p id=x>a</p>", 0),
        ("<div hidden><p id=x>a</p></div>", None),
        ("<div style='display: none'><p id=x>a</p></div>", None),
        ("<p id=x style='color:red;visibility:hidden'>a</p>", None),
        ("<noscript><p id=x>a</p></noscript>", None),
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
    ("html", "viewports", "behind"),
    [
        ("<p id=x>a</p>", ("desktop", "mobile"), 0),
        ("<p id=x data-auditor-hidden=m>a</p>", ("desktop",), 0),
        ("<p id=x data-auditor-hidden=d>a</p>", ("mobile",), 0),
        ("<p id=x data-auditor-hidden=dm>a</p>", ("desktop", "mobile"), None),
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
        ("<p>info<span style='display:none'>x</span>@acme.example</p>", ["info", "x", "@acme.example"]),
        ("<table><tr><td>Tel</td><td>123</td></tr></table>", ["Tel", "123"]),
    ],
)
def test_runs_of_text_are_what_a_reader_takes_as_one(html: str, texts: list[str]) -> None:
    assert [block.text for block in parse(html, URL).blocks] == texts


def test_an_offset_leads_to_the_innermost_element() -> None:
    (block,) = parse("<p>Ring <b>08-465</b> <i>004</i></p>", URL).blocks

    assert [block.tag_at(block.text.index(part)).name for part in ("Ring", "08", "004")] == ["p", "b", "i"]


@given(st.text(alphabet="<>/=\"' abpdivn&;#x\n", max_size=200))
def test_every_selector_finds_its_element_again(html: str) -> None:
    page = parse(html, URL)

    for block in page.blocks:
        assert page.soup.select_one(selector(block.tag)) is block.tag


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
