"""Contact and help are there in the languages that the site sells in."""

from __future__ import annotations

from rules.checks import contact_pages, pages, place, read
from rules.pack import Entry
from rules.result import Result
from spiders.evidence import Evidence, Page
from spiders.lexicon import by_language
from spiders.said import say


def check(evidence: Evidence, _entry: Entry) -> Result:
    serving = contact_pages(evidence) + pages(evidence, "help", "complaints", "article")
    spoken = _languages(evidence, read(evidence))
    unserved = [lang for lang in spoken if lang not in _languages(evidence, serving)]
    if not serving:
        return Result("no-service-page-read", say("No page for contact or help was read whose language could be compared."))
    if unserved:
        shown = [page for page in read(evidence) if page.lang == unserved[0]]
        languages = ", ".join(unserved)
        told = say(
            "Pages are in {languages}, and no page for contact or help in it was read; in which languages "
            "customers are answered is for a person to verify.",
            languages=languages,
        )
        return Result("language-not-seen", told, tuple(place(evidence, page) for page in shown[:3]))
    others = ", ".join(spoken) or say("the language of the country alone")
    told = say("Pages for contact or help are in the languages of the other pages ({languages}).", languages=others)
    return Result("same-languages", told, confidence="low")


def _languages(evidence: Evidence, shown: tuple[Page, ...]) -> tuple[str, ...]:
    """The languages of the pages that are not at home in the site's country, in the order met."""
    country = evidence.site.country or ""
    home = {lang for lang, said in by_language("language").items() if country in said.get("countries", ())}
    return tuple(dict.fromkeys(page.lang for page in shown if page.lang and page.lang not in home))
