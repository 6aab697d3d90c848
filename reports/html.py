"""The report for people: one self-contained file, for the screen and for paper, without script and without network."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from itertools import chain
from typing import Any

from reports import helpmap
from reports.gated import headline
from reports.ledger import Ledger, ledgers, sources
from reports.meets import Fact, facts, nearest
from reports.openings import crops, openings, with_pictures
from reports.paths import ways
from reports.pictures import album
from reports.sightings import identities, remarks, rows
from reports.story import Story
from reports.sums import reckoned
from reports.sure import how_sure, possible_grades
from reports.templating import environment, style_sheet
from reports.text import short
from reports.upcoming import coming
from reports.walked import node_sign, node_told, walked
from reports.words import Words
from rules.pack import bundled, load_pack
from rules.promises import gap
from rules.registry import categories, questions
from spiders.evidence import Page

NAME = "html"
SUFFIX = ".html"

_TROUBLE = {"dead-ends": "ends", "broken-links": "broken"}


def render(story: Story) -> bytes:
    """The whole report as UTF-8 HTML."""
    words = story.words
    total = reckoned(story, words)
    page = environment(words.language).get_template("report.html.j2")
    text = page.render(
        **_helpers(story, words),
        **_pictures(story, words),
        **_evidence(story, words),
        story=story,
        words=words,
        css=style_sheet(),
        facts=facts(story, words),
        limits=how_sure(story, words),
        grades=possible_grades(story),
        ways=ways(story, words),
        sum=total,
        category_ids={line.id: number for number, line in enumerate(total.lines, 1)},
        packs=", ".join(f"{pack.id} {pack.version}" for pack in story.verdicts.method.packs) or words.text("none"),
        answers=", ".join(f"{name} = {_answer(answer, words)}" for name, answer in sorted(story.verdicts.method.answers.items())),
        numbers={fix: number for number, fix in enumerate(story.fixes, 1)},
        coming=coming(story),
        promise_gap=gap(story.verdicts.promises),
        law=words.law(story.without_national_law, [pack.id for pack in story.verdicts.method.packs]),
    )
    return text.encode("utf-8")


def _pictures(story: Story, words: Words) -> dict[str, Any]:
    """What was walked, and every picture that is shown; the album decides which there is room for."""
    section = walked(story, words)
    opened = openings(story, words)
    cut = {fix: tuple(crops(story, fix)) for fix in story.fixes}
    shown = [*chain.from_iterable(o.figures for o in opened), *(f for pairs in cut.values() for _, f in pairs)]
    pictures = album([*shown, *section.end_figures], story.folder, section.strip_figures)
    return {
        "album": pictures,
        "crops": {fix: [(p, f) for p, f in pairs if f.shot.file in pictures.ids] for fix, pairs in cut.items()},
        "job_ids": {job.name: number for number, block in enumerate(section.blocks, 1) for job in block.jobs},
        "openings": tuple(with_pictures(opened, pictures)),
        "walked": section,
    }


def _evidence(story: Story, words: Words) -> dict[str, Any]:
    """What every number of the report can be looked up in."""
    lists = ledgers(story)
    return {
        "identities": identities(story),
        "ledgers": lists,
        "listed_pages": _pages(story),
        "page_ids": _page_ids(story),
        "file_ids": {file.path: number for number, file in enumerate(story.manifest.files, 1)},
        "rows": rows(story, words),
        "sources": sources(story),
        "stored": [file for file in story.manifest.files if file.path != "report.html"],  # it cannot hold its own hash
        "rule_fixes": {part.worst.rule: n for n, fix in enumerate(story.fixes, 1) for part in (fix, *fix.also)},
        "tally": _tally(lists),
        "titles": {pack.id: load_pack(pack.id).title for pack in story.verdicts.method.packs if pack.id in bundled()},
    }


def _pages(story: Story) -> tuple[tuple[str, list[tuple[int, Page]]], ...]:
    """The pages with their numbers: those that were looked at, and the others."""
    numbered = list(enumerate(story.evidence.pages, 1))
    read = [pair for pair in numbered if pair[1].state == "ok"]
    return ("pages_read", read), ("pages_unread", [pair for pair in numbered if pair not in read])


def _page_ids(story: Story) -> dict[str, int]:
    """The number of each page by its final address, and by the one asked for; the first that has it counts."""
    numbers: dict[str, int] = {}
    for address in ("final_url", "url"):
        for number, page in enumerate(story.evidence.pages, 1):
            numbers.setdefault(getattr(page, address), number)
    return numbers


def _answer(answer: bool | str, words: Words) -> str:
    return words.label("answer", "yes" if answer else "no") if isinstance(answer, bool) else answer


def _tally(lists: Mapping[str, Ledger]) -> list[tuple[str, str, int]]:
    """The tone, the name and the number of the expectations with an outcome; those set aside where there are any."""
    named = (("good", "met"), ("bad", "failed"), ("soft", "undecided"), ("soft", "aside"))
    return [(tone, name, lists[name].size) for tone, name in named if lists[name].size or name != "aside"]


def _helpers(story: Story, words: Words) -> dict[str, Any]:
    """What the templates ask about an address or a record of this story."""

    def here(url: str) -> str:
        return words("paths.home") if story.home and url == story.home.final_url else short(url, story.host)

    def clicks(url: str) -> str:
        page = story.pages.get(url)
        return words("clicks", n=page.clicks) if page and page.clicks else ""

    def named(url: str) -> str:
        return story.titles.get(url) or here(url)

    return {
        "about": lambda category: words.text(categories().get(category, "")),
        "asks": lambda name: words.text(questions()[name].asks),
        "anchor": lambda number: f"fix-{number}",
        "box": {"width": helpmap.WIDTH, "height": helpmap.HEIGHT},
        "clicks": clicks,
        "decision": headline(story.gated, words) if story.gated else "",
        "fact_anchor": partial(_fact_anchor, story),
        "here": here,
        "named": named,
        "node_sign": partial(node_sign, words=words),
        "node_told": partial(node_told, words=words),
        "rule_titles": {v.rule: v.title for v in story.verdicts.verdicts if v.title},
        "remarks": partial(remarks, words=words),
    }


def _fact_anchor(story: Story, fact: Fact) -> str:
    """Where the report lists what a sentence of the first page rests on, "" where nothing was found that could be listed."""
    if fact.topic in _TROUBLE:
        return _TROUBLE[fact.topic]
    found = [channel for channel in story.evidence.channels if channel.kind == fact.topic]
    if found:
        pairs = nearest(story, found[0].kind)
        return f"way-{1 + story.evidence.channels.index(pairs[0][0] if pairs else found[0])}"
    number = next((n for n, page in enumerate(story.evidence.pages, 1) if fact.page in {page.final_url, page.url}), 0)
    return f"page-{number}" if number and fact.page else "pages-read" if story.read else "unseen"
