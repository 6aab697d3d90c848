"""Contact links lead somewhere."""

from __future__ import annotations

from rules.checks import count, looked_at, mentions, where
from rules.pack import Entry
from rules.result import Result
from rules.verdict import Place
from spiders.evidence import Evidence


def check(evidence: Evidence, _entry: Entry) -> Result:
    links = [link for link in mentions(evidence, "contact_us", "customer_service", forms=("link", "button")) if link.href]
    targets = {link.href.partition("#")[0] for link in links}
    if evidence.contact_page:
        targets.add(evidence.contact_page.url)
    if not targets:
        return Result("no-contact-link", f"No contact link was found {looked_at(evidence)}.")
    dead = {page.url: page.status for page in evidence.pages if page.state in {"broken", "soft-404"}}
    dead |= {link.to: link.status for link in evidence.broken_links}
    failing = sorted(targets & set(dead))
    if not failing:
        return Result(
            "contact-links-work",
            f"Contact links lead to {count(len(targets), 'address', 'addresses')}, none of them known to be an error.",
        )
    status = f" (status {dead[failing[0]]})" if dead[failing[0]] else ""
    pointing = [link for link in links if link.href.partition("#")[0] == failing[0]]
    stands = f" at {where(pointing[0].page)}" if pointing else ""
    told = f"The contact link{stands} to {where(failing[0])} leads to an error or an empty page{status}."
    if works := len(targets) - len(failing):
        told += f" Contact links elsewhere lead to {count(works, 'other address', 'other addresses')}, not known to be an error."
    return Result(
        "contact-link-leads-to-error",
        told,
        tuple(Place(page=link.page, selector=link.selector, text=link.text) for link in pointing[:5]),
    )
