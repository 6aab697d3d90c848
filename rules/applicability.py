"""Whether an expectation is addressed to this company: answers given by a person, or signs on the site itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from rules.checks import addresses, contact_forms, looked_at, mentions, pages, seen
from rules.coverage import not_enough
from rules.disputes import disputes
from rules.registry import Question, questions
from rules.verdict import Outcome
from rules.wording import says
from spiders.evidence import Evidence, PageKind
from spiders.said import Said, joined, say, sentences

if TYPE_CHECKING:
    from rules.law import Applies, Asked

__all__ = ["Standing", "applies", "chosen", "read_answer"]

_EVERYWHERE: tuple[PageKind, ...] = ("home", "order", "terms", "withdrawal", "cancellation")
_YES, _NO = frozenset({"yes", "true", "1"}), frozenset({"no", "false", "0"})


class _Sign(NamedTuple):
    """What the site itself answers: yes, no or open; and what it says, where it says so in words."""

    answer: bool | None
    told: str = ""


class Standing(NamedTuple):
    """Whether an expectation applies: None that it does, else the outcome, the reason, and the ids of the questions left open."""

    outcome: Outcome | None
    reason: str = ""
    questions: tuple[str, ...] = ()


class _Said(NamedTuple):
    """What is known of one question: whether it holds, why, and whether a person may still answer it."""

    holds: bool | None
    reason: str
    question: str
    open: bool = True


def _shop(evidence: Evidence) -> _Sign:
    """
    Yes for a withdrawal form or function, an order page or form, a button to buy, or a link to buy on the home page.

    Open for mere words about buying, and where what sells asks the buyer to be a company, or the site says that it sells to none
    but companies: whether consumers buy too is not seen.
    """
    if contact_forms(evidence, "withdrawal") or mentions(evidence, "withdraw_function", forms=("link", "button")):
        return _Sign(True)
    if not _sells(evidence):
        words = mentions(evidence, "shop", "withdraw", "withdraw_form", "withdraw_function")
        return _Sign(None if words else False)
    if pages(evidence, "withdrawal") or mentions(evidence, "withdraw_form"):
        return _Sign(True)
    if asked := _company_field(evidence):
        return _Sign(None, say("A form asks for '{label}', so that those who buy may be companies.", label=asked))
    if said := mentions(evidence, "business_only", forms=("text", "heading")):
        quote = said[0].text.rstrip(".")
        return _Sign(None, say("The site says: '{quote}', so that those who buy may be companies.", quote=quote))
    return _Sign(True)


def _sells(evidence: Evidence) -> bool:
    if pages(evidence, "order") or contact_forms(evidence, "order") or mentions(evidence, "shop", forms=("button",)):
        return True
    homes = addresses(pages(evidence, "home"))
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
    """
    Yes for a page about ending a contract, or for subscriptions in a link, button or heading.

    Open for mere words, and for memberships: those of a club are no contract that a company sells.
    """
    named = mentions(evidence, "subscription", forms=("link", "button", "heading"))
    if pages(evidence, "cancellation") or not all(says("memberships", mention.text) for mention in named):
        return _Sign(True)
    return _Sign(None if mentions(evidence, "subscription", "cancel_contract", "cancel_function") else False)


def _dispute_board(evidence: Evidence) -> _Sign:
    """No where the site says that it takes no part; yes where it names a board; open for general words."""
    told = disputes(evidence)
    if told.refused:
        return _Sign(False, say("The site says: '{words}'.", words=told.refused[0].text.rstrip(".")))
    if told.named:
        return _Sign(True)
    return _Sign(None if told.general else False)


def _customer_service(evidence: Evidence) -> _Sign:
    """Open where a customer service is named or a chat is there: neither says that a contact centre answers."""
    named = mentions(evidence, "customer_service", forms=("link", "button", "heading"))
    return _Sign(None if named or seen(evidence, "chat") else False)


_SIGNS: Mapping[str, Callable[[Evidence], _Sign]] = MappingProxyType(
    {"shop": _shop, "subscription": _subscription, "dispute-board": _dispute_board, "customer-service": _customer_service}
)


def read_answer(name: str, answer: bool | str) -> bool | tuple[str, ...]:
    """
    An answer to a question as True, False or the choices it names.

    Raises:
        ValueError: There is no such question, or it cannot be answered so.
    """
    if (question := questions().get(name)) is None:
        raise ValueError(f"there is no question {name!r}; there are {', '.join(questions())}")
    if question.choices:
        named = tuple(word.strip().casefold() for word in str(answer).split(",") if word.strip())
        if isinstance(answer, bool) or not named or not set(named) <= set(question.choices):
            raise ValueError(f"{name} is answered by one or more of {', '.join(question.choices)}, not {answer!r}")
        return named
    if isinstance(answer, bool):
        return answer
    word = answer.strip().casefold()
    if word not in _YES | _NO:
        raise ValueError(f"{name} is answered by yes or no, not {answer!r}")
    return word in _YES


def chosen(name: str, answers: Mapping[str, bool | str]) -> tuple[str, ...]:
    """The choices that the answer to a question names; none where it was not answered."""
    answer = read_answer(name, answers[name]) if name in answers else ()
    return answer if isinstance(answer, tuple) else ()


def applies(evidence: Evidence, to: Applies, answers: Mapping[str, bool | str]) -> Standing:
    """Whether an expectation is addressed to this company, by the answers given and the signs on its site."""
    every = [_said(evidence, asked, answers) for asked in to.all]
    some = [_said(evidence, asked, answers) for asked in to.any]
    refused = _left_out(to.none, answers) + [said for said in every if said.holds is False]
    if not refused and some and all(said.holds is False for said in some):
        refused = some
    if refused:
        return Standing("inapplicable", sentences(*(said.reason for said in refused)), _ids(refused))
    waiting = [said for said in every if said.holds is None]
    if not any(said.holds for said in some):
        waiting += [said for said in some if said.holds is None]
    if waiting:
        asks = joined("; ", (_asks(questions()[name], name) for name in _ids(waiting)))
        depends = say("This depends on what the pages visited do not answer: {asks}", asks=asks)
        return Standing("cantTell", sentences(*(said.reason for said in waiting), depends), _ids(waiting))
    return Standing(None)


def _ids(said: Sequence[_Said]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each.question for each in said if each.open))


def _left_out(none: Sequence[Asked], answers: Mapping[str, bool | str]) -> list[_Said]:
    """The questions whose answer names nothing but what is left out."""
    named = {asked: chosen(asked.question, answers) for asked in none}
    return [
        _Said(False, _answered(", ".join(answer), questions()[asked.question]), asked.question, open=False)
        for asked, answer in named.items()
        if answer and set(answer) <= set(asked.among)
    ]


def _said(evidence: Evidence, asked: Asked, answers: Mapping[str, bool | str]) -> _Said:
    question = questions()[asked.question]
    if asked.question in answers:
        answer = read_answer(asked.question, answers[asked.question])
        holds = answer if isinstance(answer, bool) else bool(set(answer) & set(asked.among))
        word = (say("yes") if answer else say("no")) if isinstance(answer, bool) else ", ".join(answer)
        return _Said(holds, _answered(word, question), asked.question, open=False)
    return _by_sign(evidence, question, asked.question)


def _by_sign(evidence: Evidence, question: Question, name: str) -> _Said:
    sign = _SIGNS[question.sign](evidence) if question.sign else _Sign(None)
    if sign.answer or sign.answer is None or (not sign.told and not_enough(evidence, _EVERYWHERE)):
        return _Said(sign.answer or None, sign.told, name)
    asks = _asks(question, name)
    if sign.told:
        return _Said(False, sentences(sign.told, say("If that is not so, answer the question: {asks}", asks=asks)), name)
    unseen = say(
        "No sign that the company {does} was seen {looked_at}; if it does, answer the question: {asks}",
        does=say(question.does),
        looked_at=looked_at(evidence),
        asks=asks,
    )
    return _Said(False, unseen, name)


def _asks(question: Question, name: str) -> Said:
    return say("{asks} (answer {name})", asks=say(question.asks), name=name)


def _answered(answer: str, question: Question) -> Said:
    return say("Answered {answer}: {asks}", answer=answer, asks=say(question.asks))
