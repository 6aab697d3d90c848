"""How deep a page may nest."""

from __future__ import annotations

import pytest
from bs4 import Tag

from spiders.page import parse

URL = "https://acme.example/"


def depth(tag: Tag) -> int:
    return sum(1 for _ in tag.parents)


@pytest.mark.parametrize("name", ["div", "b", "select", "x-y"])
def test_a_page_that_nests_without_end_is_read_side_by_side_from_a_depth_on(name: str) -> None:
    page = parse(f"<{name}>a " * 1000 + f"</{name}>" * 1000 + "<p>Kontakt</p>", URL)
    nested = page.named(name)
    assert (len(nested), max(map(depth, nested))) == (1000, 256)
    assert page.text.split().count("a") == 1000
    assert page.text.split()[-1] == "Kontakt"
    assert depth(page.named("p")[0]) < 5


def test_what_is_in_a_script_is_no_text_however_deep_it_stands() -> None:
    page = parse("<div>" * 300 + "<script>var a = 1</script>b", URL)
    assert page.text == "b"
    assert page.named("script")[0].get_text() == "var a = 1"
