import io
from urllib.parse import urlsplit

import pandas as pd
import pytest
from bs4 import BeautifulSoup
from rich.console import Console

from reports.benchmark import Benchmark, Entry, benchmark, print_league, render
from reports.words import Words
from tests.reports import samples
from tests.reports.benchmark.made import entry, verdict
from tests.reports.hostile import EVIL, hostile


def _sites() -> list[Entry]:
    rules = ("email-given", "phone-given")
    return [
        entry("good", 80, 90, *(verdict(rule, "passed") for rule in rules), sector="x"),
        entry("poor", 10, 20, *(verdict(rule, "failed") for rule in rules), sector="x"),
        entry("near", 85, 95, verdict("email-given", "passed")),
        Entry(name="shut", url="https://shut.example/", state="blocked", why="a wall", report="bundles/shut/report.html"),
    ]


def _soup(found: Benchmark) -> BeautifulSoup:
    return BeautifulSoup(render(found, "en"), "lxml")


def test_the_page_leads_from_every_site_to_its_report() -> None:
    soup = _soup(benchmark(_sites()))
    links = {str(a["href"]) for a in soup.select("#main a[href]") if not str(a["href"]).startswith(("#", "http"))}

    assert {"bundles/good/report.html#first", "bundles/shut/report.html#first", "bundles/poor/report.html#fix-1"} <= links
    assert all(urlsplit(link).fragment for link in links)


def test_every_part_of_the_page_that_is_named_is_there() -> None:
    soup = _soup(benchmark(_sites()))
    ids = [str(tag["id"]) for tag in soup.select("[id]")]

    assert {str(a["href"])[1:] for a in soup.select(".contents a")} <= set(ids)
    assert len(ids) == len(set(ids))
    assert not soup.select("script")
    assert not soup.select("[src], link[href], image[href^=http]")


def test_a_span_of_ranks_is_shown_as_one_and_said() -> None:
    soup = _soup(benchmark(_sites()))
    rows = [[cell.get_text(" ", strip=True) for cell in row.select("th, td")] for row in soup.select("#league table tbody tr")][:3]

    assert [(row[0], row[1]) for row in rows] == [("near", "1–2"), ("good x", "1–2"), ("poor x", "3")]
    assert "span" in soup.select_one("#league").get_text()  # type: ignore[union-attr]


def test_signs_have_words() -> None:
    cells = _soup(benchmark(_sites())).select("#channels td")

    assert cells
    assert all(cell.select("svg") and cell.get_text(strip=True) for cell in cells)


@pytest.mark.parametrize(
    "entries",
    [
        [],
        [Entry(name="a", url="https://a.example/")],
        [entry("a", None, None)],
        [Entry(name="b", url="https://b.example/", state="audited", story=samples.empty())],
        [
            Entry(name=EVIL, url=EVIL, sector=EVIL, tags=((EVIL, EVIL),), state="audited", story=hostile(), report="r.html"),
            *_sites(),
        ],
        [Entry(name=EVIL, url=EVIL, state="error", why=EVIL)],
    ],
)
def test_whatever_comes_the_page_and_the_terminal_hold_nothing_that_acts(entries: list[Entry]) -> None:
    found = benchmark(entries, complaints=pd.DataFrame([(EVIL, 1, 1)], columns=["site", "complaints", "customers"]))
    soup = _soup(found)
    file = io.StringIO()
    print_league(found, Words(), Console(file=file, width=80))

    assert not soup.select("script, iframe, img, object")
    assert all(urlsplit(str(a["href"])).scheme in {"", "http", "https"} for a in soup.select("a[href]"))
    assert not any(name.startswith("on") for tag in soup.find_all(True) for name in tag.attrs)
    assert "\x1b" not in file.getvalue()
    assert "\x1b" not in soup.get_text()
    assert render(found, "en") == render(found, "en")
