"""Whether an expectation is addressed to this company: an answer given by a person, or a sign on the site itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from rules.checks import contact_forms, looked_at, mentions, pages
from rules.coverage import not_enough
from rules.registry import questions
from rules.verdict import Outcome
from spiders.evidence import Evidence, PageKind

__all__ = ["answered", "applies"]

_EVERYWHERE: tuple[PageKind, ...] = ("home", "order", "terms")
_YES, _NO = frozenset({"yes", "true", "1"}), frozenset({"no", "false", "0"})


def _shop(evidence: Evidence) -> bool | None:
    """True for an order page or form, a button to buy or a link to buy on the home page; None for mere words about buying."""
    if pages(evidence, "order") or contact_forms(evidence, "order") or mentions(evidence, "shop", forms=("button",)):
        return True
    homes = {address for page in pages(evidence, "home") for address in (page.url, page.final_url)}
    if any(link.page in homes for link in mentions(evidence, "shop", forms=("link",))):
        return True
    return None if mentions(evidence, "shop", "withdraw", "withdraw_form", "withdraw_function") else False


def _subscription(evidence: Evidence) -> bool | None:
    """True for a page about ending a contract, or for subscriptions in a link, button or heading; None for mere words."""
    if pages(evidence, "cancellation") or mentions(evidence, "subscription", forms=("link", "button", "heading")):
        return True
    return None if mentions(evidence, "subscription", "cancel_contract", "cancel_function") else False


def _dispute_board(evidence: Evidence) -> bool | None:
    return bool(mentions(evidence, "adr"))


_SIGNS: Mapping[str, Callable[[Evidence], bool | None]] = MappingProxyType(
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
    if sign:
        return None, ""
    reason = f"This depends on a question that the pages visited do not answer: {asked.asks} (answer {question})"
    if sign is None or not_enough(evidence, _EVERYWHERE):
        return "cantTell", reason
    return "inapplicable", f"No sign of it {looked_at(evidence)}. {reason}"
