"""A function for withdrawing from a contract, which is not a function for cancelling one."""

from __future__ import annotations

from rules.checks import contact_forms, looked_at, mention_places, mentions, place, where
from rules.pack import Entry
from rules.result import Result
from spiders.evidence import Evidence


def check(evidence: Evidence, entry: Entry) -> Result:
    walled = {address for page in evidence.pages if page.state == "login" for address in (page.url, page.final_url)}
    controls = mentions(evidence, "withdraw_function", forms=("link", "button"))
    if reachable := [control for control in controls if control.href not in walled]:
        known = {label.casefold() for labels in entry.labels.values() for label in labels}
        worded = "the law's own words" if reachable[0].text.casefold() in known else "words for a person to compare with the law's"
        told = f"The control '{reachable[0].text}' ({worded}) is at {where(reachable[0].page)}; it was not used."
        return Result("function-seen", told, mention_places(evidence, reachable))
    if forms := [form for form in contact_forms(evidence, "withdrawal") if not form.login_needed]:
        told = f"A form for withdrawing is at {where(forms[0].page)}; it was not sent."
        return Result("function-seen", told, tuple(place(evidence, form) for form in forms[:3]))
    if controls:
        told = f"The control '{controls[0].text}' leads to a log-in; what comes after it was not seen."
        return Result("function-behind-login", told, mention_places(evidence, controls))
    if accounts := mentions(evidence, "my_pages_login", forms=("link", "button")):
        told = (
            f"No withdrawal function was observed {looked_at(evidence)}; the site has a log-in, and what is behind it was not seen."
        )
        return Result("perhaps-behind-login", told, mention_places(evidence, accounts, 2))
    told = f"No link, button or form for withdrawing was found {looked_at(evidence)}, and no log-in behind which it could be."
    return Result("function-missing", told)
