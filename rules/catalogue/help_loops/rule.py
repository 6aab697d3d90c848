"""Help pages do not lead only to each other."""

from __future__ import annotations

from rules.checks import pages, where
from rules.deadends import ends
from rules.pack import Entry
from rules.result import Result
from rules.verdict import Place
from spiders.evidence import Evidence
from spiders.said import count, say, sentences


def check(evidence: Evidence, _entry: Entry) -> Result:
    loops = ends(evidence, "D10")
    if loops:
        told = say(
            "{circles} of help pages found, {page} among them.",
            circles=count(len(loops), "{n} circle", "{n} circles"),
            page=where(loops[0].page),
        )
        return Result(
            "loop-seen",
            sentences(told, loops[0].sentence("detail")),
            tuple(Place(page=end.page, text=end.label) for end in loops[:5]),
        )
    if not pages(evidence, "article", "help"):
        return Result("no-help-pages", say("No help page was read."))
    return Result(
        "no-loop-seen",
        say(
            "Of {pages} read none leads only to others of them.",
            pages=count(len(pages(evidence, "article", "help")), "{n} help page", "{n} help pages"),
        ),
    )
