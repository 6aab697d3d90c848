"""Whether an expectation is addressed to this company: an answer given by a person, or a sign on the site itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from rules.checks import contact_forms, looked_at, mentions, pages
from rules.coverage import not_enough
from rules.disputes import disputes
from rules.registry import questions
from rules.verdict import Outcome
from rules.wording import says
from spiders.evidence import Evidence, PageKind

__all__ = ["answered", "applies"]

_EVERYWHERE: tuple[PageKind, ...] = ("home", "order", "terms")
_YES, _NO = frozenset({"yes", "true", "1"}), frozenset({"no", "false", "0"})


class _Sign(NamedTuple):
    """What the site itself answers: yes, no or open; and what it says, where it says so in words."""

    answer: bool | None
    told: str = ""


def _shop(evidence: Evidence) -> _Sign:
    """
    Yes for a withdrawal form or function, an order page or form, a button to buy, or a link to buy on the home page.

    Open for mere words about buying, and where what sells asks the buyer to be a company: whether consumers buy too is not seen.
    """
    if contact_forms(evidence, "withdrawal") or mentions(evidence, "withdraw_function", forms=("link", "button")):
        return _Sign(True)
    if not _sells(evidence):
        words = mentions(evidence, "shop", "withdraw", "withdraw_form", "withdraw_function")
        return _Sign(None if words else False)
    if pages(evidence, "withdrawal") or mentions(evidence, "withdraw_form"):
        return _Sign(True)
    if asked := _company_field(evidence):
        return _Sign(None, f"A form asks for '{asked}', so that those who buy may be companies.")
    return _Sign(True)


def _sells(evidence: Evidence) -> bool:
    if pages(evidence, "order") or contact_forms(evidence, "order") or mentions(evidence, "shop", forms=("button",)):
        return True
    homes = {address for page in pages(evidence, "home") for address in (page.url, page.final_url)}
    return any(link.page in homes for link in mentions(evidence, "shop", forms=("link",)))


def _company_field(evidence: Evidence) -> str:
    """The label of a field of an order or contact form that only a company can fill in and that is not optional, or ""."""
    labels = (
        field.label or field.name
        for form in contact_forms(evidence, "order", "contact")
        for field in form.fields
        if form.kind == "order" or field.required or "*" in field.label
    )
    return next((label for label in labels if says("company_fields", label) and not says("optional", label)), "")


def _subscription(evidence: Evidence) -> _Sign:
    """Yes for a page about ending a contract, or for subscriptions in a link, button or heading; open for mere words."""
    if pages(evidence, "cancellation") or mentions(evidence, "subscription", forms=("link", "button", "heading")):
        return _Sign(True)
    return _Sign(None if mentions(evidence, "subscription", "cancel_contract", "cancel_function") else False)


def _dispute_board(evidence: Evidence) -> _Sign:
    """No where the site says that it takes no part; yes where it names a board; open for general words."""
    told = disputes(evidence)
    if told.refused:
        return _Sign(False, f"The site says: '{told.refused[0].text.rstrip('.')}'.")
    if told.named:
        return _Sign(True)
    return _Sign(None if told.general else False)


_SIGNS: Mapping[str, Callable[[Evidence], _Sign]] = MappingProxyType(
    {"shop": _shop, "subscription": _subscription, "dispute-board": _dispute_board}
)


def answered(answer: bool | str | None) -> bool | None:
    """
    An answer as True, False or None where there is none.

    Raises:
        ValueError: It is neither yes nor no.
    """
    if answer is None or isinstance(answer, bool):
        return answer
    word = answer.strip().casefold()
    if word in _YES | _NO:
        return word in _YES
    raise ValueError(f"an answer is yes or no, not {answer!r}")


def applies(evidence: Evidence, question: str | None, answers: Mapping[str, bool | str]) -> tuple[Outcome | None, str]:
    """
    Whether what `question` asks holds for this company.

    Returns:
        (None, "") where the expectation applies; else the outcome, inapplicable or cantTell, and the reason.
    """
    if question is None:
        return None, ""
    asked = questions()[question]
    given = answered(answers.get(question))
    if given is not None:
        return (None, "") if given else ("inapplicable", f"Answered no: {asked.asks}")
    sign = _SIGNS[asked.sign](evidence)
    if sign.answer:
        return None, ""
    told = f"{sign.told} " if sign.told else ""
    ask = f"{asked.asks} (answer {question})"
    if sign.answer is None or (not sign.told and not_enough(evidence, _EVERYWHERE)):
        return "cantTell", f"{told}This depends on a question that the pages visited do not answer: {ask}"
    unless = "If that is not so" if told else f"No sign that the company {asked.does} was seen {looked_at(evidence)}; if it does"
    return "inapplicable", f"{told}{unless}, answer the question: {ask}"
