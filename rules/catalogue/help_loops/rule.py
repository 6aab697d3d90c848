"""Help pages do not lead only to each other."""

from __future__ import annotations

from rules.checks import count, pages, where
from rules.deadends import ends
from rules.pack import Entry
from rules.result import Result
from rules.verdict import Place
from spiders.evidence import Evidence


def check(evidence: Evidence, _entry: Entry) -> Result:
    loops = ends(evidence, "D10")
    if loops:
        told = f"{count(len(loops), 'circle')} of help pages found, {where(loops[0].page)} among them. {loops[0].detail}"
        return Result("loop-seen", told.strip(), tuple(Place(page=end.page, text=end.label) for end in loops[:5]))
    if not pages(evidence, "article", "help"):
        return Result("no-help-pages", "No help page was read.")
    return Result(
        "no-loop-seen", f"Of {count(len(pages(evidence, 'article', 'help')), 'help page')} read none leads only to others of them."
    )
