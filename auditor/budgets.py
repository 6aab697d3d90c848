"""
Budgets: what a site may not exceed, or not fall below, as `auditor.toml` says it. Pure.

What could not be told keeps no budget: looking at less never does.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Set
from dataclasses import dataclass
from typing import Annotated, Any, Literal, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict

from auditor.check import Check, CheckState
from auditor.errors import CallError
from reports.fixes import fixes_of
from rules.checks import by_address, looked_at, read, sightings, where
from rules.coverage import cut_short, not_enough
from rules.reach import for_customers, loaded_chat, pictured, reachable
from rules.registry import categories
from rules.result import NOT_SEEN, RULE_FAILED
from rules.verdict import SETTINGS, Verdicts
from spiders.evidence import ChannelKind, Evidence, Page, PageKind
from spiders.said import Said, count, joined, say

__all__ = ["KINDS", "Budget", "Depth", "RuleBudget", "Unit", "Way", "may_reach", "measure", "nearest", "no_way", "over"]

Unit = Literal["clicks", "actions"]
RuleBudget = Literal["error", "warning", "off"]
KINDS: tuple[ChannelKind, ...] = get_args(ChannelKind)
_LOOKS_ON: tuple[PageKind, ...] = ("home", "contact", "help")
_DEPTH = re.compile(r"<=\s*(\d+)\s+(clicks?|actions?)")
_MOST = re.compile(r"<=\s*(\d+)")
_LEAST = re.compile(r">=\s*(\d+(?:\.\d+)?)")


@dataclass(frozen=True)
class Depth:
    """The most clicks, or actions (menus and accordions that are opened count too), from the home page to a channel."""

    most: int
    unit: Unit

    @property
    def told(self) -> Said:
        """As "2 clicks"."""
        return (
            count(self.most, "{n} click", "{n} clicks") if self.unit == "clicks" else count(self.most, "{n} action", "{n} actions")
        )


def _depth(written: Any) -> Any:
    if found := _DEPTH.fullmatch(str(written).strip()):
        return Depth(int(found[1]), "clicks" if found[2].startswith("click") else "actions")
    raise ValueError(f'{written!r} is no depth; write "<= 2 clicks" or "<= 3 actions"')


def _most(written: Any) -> Any:
    if isinstance(written, str) and (found := _MOST.fullmatch(written.strip())):
        return int(found[1])
    raise ValueError(f'{written!r} is no limit; write "<= 5"')


def _least(written: Any) -> Any:
    if isinstance(written, str) and (found := _LEAST.fullmatch(written.strip())) and float(found[1]) <= 100:
        return float(found[1])
    raise ValueError(f'{written!r} is no lowest score; write ">= 80", of 100')


def _rule(written: Any) -> Any:
    if written in get_args(RuleBudget):
        return written
    raise ValueError(f'{written!r} is no way to treat a rule; write "error", "warning" or "off"')


def _each(read_one: Callable[[Any], Any], names: Callable[[], tuple[str, ...]] = tuple) -> Callable[[Any], Any]:
    """Reads the values of a table, and tells a mistake with its key; `names` are the keys there are, none for any."""

    def check(table: Any) -> Any:
        if not isinstance(table, Mapping):
            raise ValueError("write it as a table, a line for each")  # noqa: TRY004 - pydantic tells a ValueError
        known = names()
        found = {}
        for name, written in table.items():
            if known and name not in known:
                raise ValueError(f"{name}: there is no such name; give one of {', '.join(known)}")
            try:
                found[name] = read_one(written)
            except ValueError as error:
                raise ValueError(f"{name}: {error}") from None
        return found

    return check


class Budget(BaseModel):
    """
    The budgets of a site.

    Attributes:
        channels: The longest way to the nearest channel of a kind.
        categories: The lowest score of a category, 0 to 100.
        rules: A failure of the rule fails the gate whatever its severity (`error`), is only told (`warning`), or neither (`off`).
        fixes: The most fixes, as the report counts them; `dead_ends`: the most dead ends.
        no_worse: Whether a lower score or a longer way than the baseline's fails the gate.
    """

    model_config = ConfigDict(
        frozen=True, extra="forbid", alias_generator=lambda name: name.replace("_", "-"), validate_by_name=True
    )

    channels: Annotated[dict[ChannelKind, Depth], BeforeValidator(_each(_depth, lambda: KINDS))] = {}
    categories: Annotated[dict[str, float], BeforeValidator(_each(_least, lambda: tuple(categories())))] = {}
    rules: Annotated[dict[str, RuleBudget], BeforeValidator(_each(_rule))] = {}
    fixes: Annotated[int | None, BeforeValidator(_most)] = None
    dead_ends: Annotated[int | None, BeforeValidator(_most)] = None
    no_worse: bool = False

    def only_of(self, rules: Set[str]) -> None:
        """
        Make sure that the budgets of rules are of rules there are.

        Raises:
            CallError: One is not.
        """
        if strange := sorted(self.rules.keys() - rules):
            raise CallError(f"budget.rules: {strange[0]}: there is no such rule; `auditor rules list` names them all")


@dataclass(frozen=True)
class Way:
    """The way to the nearest channel of a kind: its length, and the labels that lead there."""

    length: int
    path: Said


def nearest(evidence: Evidence, kind: ChannelKind, unit: Unit) -> Way | None:
    """The shortest way from the home page to a channel of the kind that serves customers; None where no clicks lead to one."""
    pages = by_address(read(evidence))
    seen = (each for channel in reachable(evidence, kind) if for_customers(channel) for each in sightings(channel))
    shown = ((pages[each.page], each.behind if unit == "actions" else 0) for each in seen if each.page in pages)
    lengths = ((page.clicks if unit == "clicks" else page.depth_actions, behind, page) for page, behind in shown)
    ways = ((length + behind, page.url, page) for length, behind, page in lengths if length is not None)
    found = min(ways, key=lambda way: way[:2], default=None)
    return Way(found[0], _path(found[2])) if found else None


def _path(page: Page) -> Said:
    return joined(" > ", [say("Home"), *(step.label or where(step.url) for step in page.path)])


def no_way(evidence: Evidence, kind: ChannelKind) -> tuple[bool, Said]:
    """Whether it is sure that no clicks lead to a channel of the kind, and what was found in its place."""
    if gap := not_enough(evidence, _LOOKS_ON):
        return False, say("none found, and {gap}", gap=gap)
    unsure = loaded_chat(evidence) if kind == "chat" else pictured(evidence, frozenset({kind}))
    if unsure is not None:
        return False, say("perhaps there ({seen})", seen=unsure.message)
    if kind == "chat" and not evidence.coverage.pages_rendered:
        return False, say("none found, and no page was opened in a browser, without which most chats do not show")
    if any(for_customers(channel) for channel in reachable(evidence, kind)):
        return True, say("no path of clicks leads there")
    return True, say("none that serves a customer was found {looked}", looked=looked_at(evidence))


def measure(budget: Budget, evidence: Evidence, verdicts: Verdicts) -> Iterator[Check]:
    """What came of the budgets, but for those of rules."""
    for kind in KINDS:
        if kind in budget.channels:
            yield _of_channel(evidence, kind, budget.channels[kind])
    for name in categories():
        if name in budget.categories:
            yield _of_category(verdicts, name, budget.categories[name])
    if budget.fixes is not None:
        yield _of_fixes(verdicts, budget.fixes)
    if budget.dead_ends is not None:
        yield _of_dead_ends(evidence, budget.dead_ends)


def _of_channel(evidence: Evidence, kind: ChannelKind, depth: Depth) -> Check:
    key = f"budget channels.{kind}"
    way = nearest(evidence, kind, depth.unit)
    if way is None:
        sure, found = no_way(evidence, kind)
        told = say("{name}: {found}, budget {budget}", name=kind, found=found, budget=depth.told)
        return over(key, told, "" if sure else say("it may be there"))
    if way.length <= depth.most:
        return Check(key, "passed")
    found = say("{length} ({path})", length=Depth(way.length, depth.unit).told, path=way.path)
    return over(
        key, say("{name}: {found}, budget {budget}", name=kind, found=found, budget=depth.most), not_enough(evidence, _LOOKS_ON)
    )


def _of_category(verdicts: Verdicts, name: str, least: float) -> Check:
    key = f"budget categories.{name}"
    found = next((each for each in verdicts.score.categories if each.id == name), None)
    if found is None or found.value is None:
        applied = say("none of its {of} must rules was decided", of=found.of) if found else say("none of its must rules applied")
        return over(key, say("{name}: no score, budget {least:g}", name=name, least=least), applied)
    told = say("{name}: {value:g} of 100, budget {least:g}", name=name, value=found.value, least=least)
    return Check(key, "passed") if found.value >= least else over(key, told, may_reach(found.high, least))


def _of_fixes(verdicts: Verdicts, most: int) -> Check:
    judged = [v for v in verdicts.verdicts if not v.suppressed]
    fixes = len(fixes_of(v for v in judged if v.outcome == "failed"))
    told = say("fixes: {found}, budget {budget}", found=fixes, budget=most)
    if fixes > most:
        return Check("budget fixes", "failed", told)
    asked = (v for v in judged if v.pack != SETTINGS and v.outcome == "cantTell" and v.result in {NOT_SEEN, RULE_FAILED})
    unseen = len({v.rule for v in asked})
    if fixes + unseen <= most:
        return Check("budget fixes", "passed")
    return over("budget fixes", told, count(unseen, "{n} rule more could not be told", "{n} rules more could not be told"))


def _of_dead_ends(evidence: Evidence, most: int) -> Check:
    found = len(evidence.dead_ends)
    if found > most:
        pages = ", ".join(dict.fromkeys(f"{end.type} {where(end.page)}" for end in evidence.dead_ends))
        told = say("dead ends: {found} ({pages}), budget {budget}", found=found, pages=pages, budget=most)
        return Check("budget dead-ends", "failed", told)
    gap = not_enough(evidence, _LOOKS_ON) or cut_short(evidence)
    told = say("dead ends: {found}, budget {budget}", found=found, budget=most)
    return over("budget dead-ends", told, gap) if gap else Check("budget dead-ends", "passed")


def may_reach(high: float | None, least: float) -> str:
    """That a score below the least may reach it with what could not be decided; "" where it cannot."""
    return say("with what could not be decided it may be up to {high:g}", high=high) if high is not None and high >= least else ""


def over(key: str, told: Said, gap: str, fails: CheckState = "failed", untold: CheckState = "untold") -> Check:
    """A budget that is not kept; or, where there is a gap in what was seen, of which that cannot be told."""
    return Check(key, untold, say("cannot tell: {what}: {gap}", what=told, gap=gap)) if gap else Check(key, fails, told)
