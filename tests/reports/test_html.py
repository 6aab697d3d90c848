import dataclasses
import re
import time
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from reports import html, pictures
from reports.story import Story
from reports.templating import style_sheet
from rules.registry import questions
from rules.verdict import Remedy, Verdict
from tests.reports import samples
from tests.reports.hostile import hostile
from tests.reports.rendered import full_page, soup_of, text_of


def test_the_sections_come_in_the_order_in_which_people_ask() -> None:
    assert [section["id"] for section in full_page().select("main > section")] == [
        "first",
        "paths",
        "journeys",
        "fixes",
        "upcoming",
        "promises",
        "unseen",
        "method",
        "evidence",
    ]


@pytest.mark.parametrize("make", [samples.story, samples.empty, hostile])
def test_headings_skip_no_level_and_the_page_has_its_landmarks(make: Callable[[], Story]) -> None:
    soup = soup_of(make())
    levels = [int(heading.name[1]) for heading in soup.find_all(re.compile("^h[1-6]$"))]

    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert soup.html is not None
    assert soup.html["lang"] == "en"
    assert soup.select_one("a.skip[href='#main']")
    assert len(soup.select("main, nav[aria-label], header, footer")) == 4


@pytest.mark.parametrize("make", [samples.story, samples.empty, hostile])
def test_nothing_runs_and_nothing_is_fetched(make: Callable[[], Story]) -> None:
    soup = soup_of(make())

    assert not soup.select("script, iframe, object, embed, link, base, form, img, video, audio, foreignObject")
    assert not [
        tag for tag in soup.find_all(True) for name in tag.attrs if name.startswith("on") or name in {"src", "srcset", "style"}
    ]
    assert all(str(tag["href"]).startswith("data:image/") for tag in soup.select("image"))
    assert "url(" not in str(style_sheet())


@pytest.mark.parametrize("make", [samples.story, hostile])
def test_links_lead_to_the_web_to_mail_to_phone_or_within(make: Callable[[], Story]) -> None:
    soup = soup_of(make())
    ids = {tag["id"] for tag in soup.select("[id]")}

    for href in (str(tag["href"]) for tag in soup.select("a[href], use[href]")):
        assert href[1:] in ids if href.startswith("#") else re.match(r"(https?|mailto|tel):", href)


def test_ids_are_unique() -> None:
    ids = [tag["id"] for tag in full_page().select("[id]")]

    assert len(ids) == len(set(ids))


def test_a_finding_says_what_where_why_by_which_source_and_what_to_do() -> None:
    finding = full_page().select_one("article.fix")

    for part in (
        "1. An e-mail address for customers", "Statutory expectation not observed", "serious, must-have, caps the grade",
        "No e-mail address for customers was found", "/kundservice/kontakta-oss (1 click)", "Whoever writes needs an address",
        "Distansavtalslagen (2005:59) 2 kap. 2 § – statute, from 2022-09-01 ; confidence in this source: high",
        "Put an e-mail address for customers on the contact page", "packs se, eu",
    ):  # fmt: skip
        assert part in text_of(finding)


def test_score_interval_caps_and_coverage_stand_at_the_top() -> None:
    first = text_of(full_page().select_one("#first"))

    for part in (
        "5 of 7 expectations decided; 2 could not be checked.", "42 of 100", "between 33 and 58", "grade D",
        "The grade could be anything from E to D.",
        "What caps the grade: An e-mail address for customers", "4 of 58 known pages were looked at, 3 of them in a browser.",
    ):  # fmt: skip
        assert part in first


def test_the_tally_counts_a_rule_of_two_packs_once_as_the_line_above_it_does() -> None:
    story = samples.story()
    waits = Verdict(rule="a", pack="se", outcome="cantTell", reason="Blocked.")
    verdicts = (waits, waits.model_copy(update={"pack": "eu"}))
    soup = soup_of(dataclasses.replace(story, verdicts=story.verdicts.model_copy(update={"verdicts": verdicts})))

    assert "could not be checked 1" in text_of(soup.select_one(".tally"))


def test_no_score_says_why() -> None:
    soup = soup_of(samples.empty())

    assert "No score. Nothing could be looked at" in text_of(soup.select_one("#first"))
    assert "The site could not be reached. DNS: no such name" in text_of(soup.select_one("#unseen"))


def test_what_could_not_be_checked_and_what_will_apply_are_told_apart() -> None:
    assert "52 known pages were not looked at" in text_of(full_page().select_one("#fixes"))
    assert "From 2027-06-19, in " in text_of(full_page().select_one("#upcoming"))
    assert "asks for a BankID" in text_of(full_page().select_one("#unseen"))
    assert "8c" * 32 in text_of(full_page().select_one("#evidence"))


def _rects(soup: BeautifulSoup) -> Iterator[tuple[float, float]]:
    for rect in soup.select("#paths rect.ring, #fixes rect.ring"):
        yield float(str(rect["x"])), float(str(rect["y"]))


def test_channels_are_marked_on_the_pictures_and_each_picture_is_inlined_once(bundle: Path) -> None:
    soup = soup_of(samples.story(bundle))

    assert len(soup.select("image")) == 4
    assert [text_of(legend) for legend in soup.select(".legend")] == [
        "1 link to the contact page, “Kontakta oss” 2 e-mail address press@fjordfiber.example",
        "1 contact form 2 phone number 0771-55 50 10",
    ]
    assert [(round(x), round(y)) for x, y in _rects(soup)] == [
        (132, 3012),
        (822, 3012),
        (132, 372),
        (132, 972),
        (826, 3016),
        (136, 976),
    ]


def test_without_pictures_the_report_still_stands() -> None:
    assert not full_page().select("figure, image")


def test_thirty_pages_take_less_than_a_second(bundle: Path) -> None:
    story = samples.long(30, bundle)
    started = time.process_time()
    page = html.render(story)

    assert time.process_time() - started < 1
    assert len(page) < 1_000_000


def test_a_report_of_thirty_pages_stays_below_three_megabytes_whatever_its_pictures_weigh() -> None:
    assert len(html.render(samples.long(30))) + pictures.BUDGET * 4 / 3 < 3_000_000


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("ground", ["paper", "wash"])
@pytest.mark.parametrize("ink", ["ink", "soft", "accent", "good", "warn", "bad"])
def test_text_contrast_is_enough_for_wcag_aa(scheme: int, ground: str, ink: str) -> None:
    def colour(name: str) -> str:
        return str(re.findall(rf"--{name}: (#[0-9a-f]{{6}})", str(style_sheet()))[scheme])

    light, dark = sorted((_luminance(colour(ground)), _luminance(colour(ink))), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 4.5


def test_where_no_browser_looked_the_table_says_so() -> None:
    story = samples.story()
    channel = story.evidence.channels[0]
    fetched = channel.model_copy(update={"sightings": tuple(s.model_copy(update={"viewports": ()}) for s in channel.sightings)})
    evidence = story.evidence.model_copy(update={"channels": (fetched,)})

    assert "not looked at in a browser" in text_of(soup_of(dataclasses.replace(story, evidence=evidence)).select_one("#evidence"))
    assert "not looked at in a browser" not in text_of(full_page().select_one("#evidence"))


def _waiting(outcome: str = "cantTell") -> Story:
    story = samples.story()
    asks = questions()["sells-at-a-distance"].asks
    waiting = tuple(
        Verdict(
            rule=f"r{n}",
            pack="se",
            title=f"R{n}",
            outcome="cantTell",
            reason=f"This depends on it: {asks}",
            questions=("sells-at-a-distance",),
        ).model_copy(update={"outcome": outcome})
        for n in range(12)
    )
    return dataclasses.replace(story, verdicts=story.verdicts.model_copy(update={"verdicts": waiting}))


@pytest.mark.parametrize("outcome", ["cantTell", "inapplicable"])
def test_an_open_question_is_told_once_with_the_way_to_answer_it(outcome: str) -> None:
    text = text_of(soup_of(_waiting(outcome)).select_one("main"))

    assert text.count(questions()["sells-at-a-distance"].asks) == 1
    assert "12 expectations" in text
    assert "auditor judge BUNDLE --answer sells-at-a-distance=yes" in text


def test_one_reason_for_many_expectations_is_one_line() -> None:
    story = samples.story()
    blocked = tuple(Verdict(rule=f"r{n}", pack="se", outcome="untested", reason="Blocked.") for n in range(9))
    soup = soup_of(dataclasses.replace(story, verdicts=story.verdicts.model_copy(update={"verdicts": blocked})))

    assert text_of(soup.select_one("#fixes")).count("Blocked.") == 1


def test_the_country_whose_law_no_pack_holds_stands_in_the_header_and_under_what_was_not_looked_at() -> None:
    story = samples.story()
    site = story.evidence.site.model_copy(update={"country": "DE"})
    soup = soup_of(dataclasses.replace(story, evidence=story.evidence.model_copy(update={"site": site})))

    for part in ("header", "#unseen"):
        assert "No pack that was used holds the national law of DE" in text_of(soup.select_one(part))
    assert "No pack that was used" not in full_page().get_text()


def test_a_remedy_shows_code_as_code_and_nothing_else_as_markup() -> None:
    story = samples.story()
    failed = Verdict(rule="a", pack="se", outcome="failed", title="A", advice="Link it by `mailto:` and <b>not</b> so.")
    soup = soup_of(dataclasses.replace(story, verdicts=story.verdicts.model_copy(update={"verdicts": (failed,)})))

    remedy = soup.select_one(".remedy")
    assert remedy is not None
    assert [code.get_text() for code in remedy.find_all("code")] == ["mailto:"]
    assert remedy.find("b") is None


def test_what_is_to_be_added_stands_line_by_line_and_acts_nowhere() -> None:
    story = samples.story()
    added = Remedy(kind="html", where="in the footer", content='<p>\x1b[31mRing</p>\n  <script>alert("x")</script>')
    failed = Verdict(rule="a", pack="se", outcome="failed", title="A", advice="Add it.", remedy=added)
    soup = soup_of(dataclasses.replace(story, verdicts=story.verdicts.model_copy(update={"verdicts": (failed,)})))

    assert [block.get_text() for block in soup.select("pre.add code")] == ['<p>Ring</p>\n  <script>alert("x")</script>']


def test_a_look_that_left_addresses_out_says_so() -> None:
    story = samples.story()
    coverage = story.evidence.coverage.model_copy(update={"stopped_by": "done"})
    soup = soup_of(dataclasses.replace(story, evidence=story.evidence.model_copy(update={"coverage": coverage})))

    assert "but for 3 addresses that were left out" in text_of(soup.select_one("#sure"))
