"""Contact links lead somewhere."""

from __future__ import annotations

from rules.checks import looked_at, mentions, where
from rules.pack import Entry
from rules.result import Result
from rules.verdict import Place
from spiders.evidence import Evidence
from spiders.said import count, say, sentences


def check(evidence: Evidence, _entry: Entry) -> Result:
    links = [link for link in mentions(evidence, "contact_us", "customer_service", forms=("link", "button")) if link.href]
    targets = {link.href.partition("#")[0] for link in links}
    if evidence.contact_page:
        targets.add(evidence.contact_page.url)
    if not targets:
        return Result("no-contact-link", say("No contact link was found {looked_at}.", looked_at=looked_at(evidence)))
    dead = {page.url: page.status for page in evidence.pages if page.state in {"broken", "soft-404"}}
    dead |= {link.to: link.status for link in evidence.broken_links}
    failing = sorted(targets & set(dead))
    if not failing:
        return Result(
            "contact-links-work",
            say(
                "Contact links lead to {addresses}, none of them known to be an error.",
                addresses=count(len(targets), "{n} address", "{n} addresses"),
            ),
        )
    status = dead[failing[0]]
    error = say("an error or an empty page (status {status})", status=status) if status else say("an error or an empty page")
    pointing = [link for link in links if link.href.partition("#")[0] == failing[0]]
    told = say("The contact link to {page} leads to {error}.", page=where(failing[0]), error=error)
    if pointing:
        told = say(
            "The contact link at {page} to {page2} leads to {error}.",
            page=where(pointing[0].page),
            page2=where(failing[0]),
            error=error,
        )
    if works := len(targets) - len(failing):
        others = count(works, "{n} other address", "{n} other addresses")
        told = sentences(told, say("Contact links elsewhere lead to {others}, not known to be an error.", others=others))
    return Result(
        "contact-link-leads-to-error",
        told,
        tuple(Place(page=link.page, selector=link.selector, text=link.text) for link in pointing[:5]),
    )
