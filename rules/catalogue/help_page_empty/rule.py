"""Pages that promise help have content."""

from __future__ import annotations

from rules.checks import addresses, mention_places, mentions, pages, where
from rules.deadends import ends
from rules.pack import Entry
from rules.result import Result
from rules.verdict import Place
from spiders.evidence import Evidence, PageKind
from spiders.said import count, say, sentences

_HELP: tuple[PageKind, ...] = ("help", "contact", "article", "complaints")


def check(evidence: Evidence, _entry: Entry) -> Result:
    if empty := ends(evidence, "D6"):
        told = say(
            "{pages} for help found broken or empty, {page} the first.",
            pages=count(len(empty), "{n} page", "{n} pages"),
            page=where(empty[0].page),
        )
        return Result(
            "page-empty",
            sentences(told, empty[0].sentence("detail")),
            tuple(Place(page=end.page, text=end.label) for end in empty[:5]),
        )
    helping = pages(evidence, *_HELP)
    if not helping:
        return Result("no-help-pages", say("No page that promises help was read."))
    here = addresses(helping)
    if words := [mention for mention in mentions(evidence, "placeholder") if mention.page in here]:
        told = say(
            "{page} says '{text}'; whether the whole page is unfinished is for a person to verify.",
            page=where(words[0].page),
            text=words[0].text,
        )
        return Result("unfinished-words", told, mention_places(evidence, words))
    return Result(
        "pages-have-content",
        say("{pages} that promise help read, none of them empty.", pages=count(len(helping), "{n} page", "{n} pages")),
    )
