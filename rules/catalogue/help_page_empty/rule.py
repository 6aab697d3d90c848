"""Pages that promise help have content."""

from __future__ import annotations

from rules.checks import addresses, count, mention_places, mentions, pages, where
from rules.deadends import ends
from rules.pack import Entry
from rules.result import Result
from rules.verdict import Place
from spiders.evidence import Evidence, PageKind

_HELP: tuple[PageKind, ...] = ("help", "contact", "article", "complaints")


def check(evidence: Evidence, _entry: Entry) -> Result:
    if empty := ends(evidence, "D6"):
        told = f"{count(len(empty), 'page')} for help found broken or empty, {where(empty[0].page)} the first. {empty[0].detail}"
        return Result("page-empty", told.strip(), tuple(Place(page=end.page, text=end.label) for end in empty[:5]))
    helping = pages(evidence, *_HELP)
    if not helping:
        return Result("no-help-pages", "No page that promises help was read.")
    here = addresses(helping)
    if words := [mention for mention in mentions(evidence, "placeholder") if mention.page in here]:
        told = f"{where(words[0].page)} says '{words[0].text}'; whether the whole page is unfinished is for a person to verify."
        return Result("unfinished-words", told, mention_places(evidence, words))
    return Result("pages-have-content", f"{count(len(helping), 'page')} that promise help read, none of them empty.")
