"""Contact and help are there in the languages that the site sells in."""

from __future__ import annotations

from rules.checks import contact_pages, pages, place, read
from rules.pack import Entry
from rules.result import Result
from spiders.evidence import Evidence, Page
from spiders.lexicon import by_language


def check(evidence: Evidence, _entry: Entry) -> Result:
    serving = contact_pages(evidence) + pages(evidence, "help", "complaints", "article")
    spoken = _languages(evidence, read(evidence))
    unserved = [lang for lang in spoken if lang not in _languages(evidence, serving)]
    if not serving:
        return Result("no-service-page-read", "No page for contact or help was read whose language could be compared.")
    if unserved:
        shown = [page for page in read(evidence) if page.lang == unserved[0]]
        told = (
            f"Pages are in {', '.join(unserved)}, and no page for contact or help in it was read; in which languages customers are"
        )
        return Result(
            "language-not-seen", f"{told} answered is for a person to verify.", tuple(place(evidence, page) for page in shown[:3])
        )
    told = ", ".join(spoken) or "the language of the country alone"
    return Result(
        "same-languages", f"Pages for contact or help are in the languages of the other pages ({told}).", confidence="low"
    )


def _languages(evidence: Evidence, shown: tuple[Page, ...]) -> tuple[str, ...]:
    """The languages of the pages that are not at home in the site's country, in the order met."""
    country = evidence.site.country or ""
    home = {lang for lang, said in by_language("language").items() if country in said.get("countries", ())}
    return tuple(dict.fromkeys(page.lang for page in shown if page.lang and page.lang not in home))
