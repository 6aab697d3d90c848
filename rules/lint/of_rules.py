"""What every rule must have: texts, headings, and cases that hold."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from importlib.resources.abc import Traversable

from rules.cases import Case, case_files, judged, parse_case
from rules.lint.problem import Problem, forbidden_lines, placed
from rules.pack import Pack
from rules.registry import HEADINGS, Rule, categories, rules
from rules.result import NOT_SEEN

__all__ = ["lint_rule"]

TODO = "TODO"
_HEADING = re.compile(r"^## (.+)$", re.M)


def lint_rule(rule: Rule, home: Traversable, packs: Sequence[Pack] = ()) -> Iterator[Problem]:
    """What is wrong with a rule and its folder; its cases are judged by these packs before the bundled ones."""
    files = [home.joinpath(name) for name in ("rule.py", "rule.yaml", "rule.md")]
    for file in (*files, *case_files(rule)):
        text = file.read_text("utf-8")
        yield from (
            Problem(str(file), number, f"a {TODO} is left") for number, line in enumerate(text.splitlines(), 1) if TODO in line
        )
        yield from forbidden_lines(text, str(file))
    yield from _texts(rule, home)
    read = [_case(file) for file in case_files(rule)]
    cases = [case for case in read if isinstance(case, Case)]
    if len(cases) == len(read):
        yield from (Problem(f"{home}/cases", 1, message) for message in _missing(rule, cases))
    yield from (problem for problem in read if isinstance(problem, Problem))
    for case in cases:
        yield from _held(case, rule, home, packs)


def _texts(rule: Rule, home: Traversable) -> Iterator[Problem]:
    if rule.id != home.name.replace("_", "-"):
        yield Problem(f"{home}/rule.yaml", 1, f"the id {rule.id} is not the folder's name")
    if rule.texts.category not in categories():
        yield Problem(f"{home}/rule.yaml", 1, f"no such category: {rule.texts.category}")
    if strange := sorted(set(rule.texts.follows) - (set(rules()) - {rule.id})):
        yield Problem(f"{home}/rule.yaml", 1, f"follows {', '.join(strange)}, which is no other rule")
    if not rule.page.startswith(f"# {rule.id}\n"):
        yield Problem(f"{home}/rule.md", 1, f"does not begin with '# {rule.id}'")
    if (found := _HEADING.findall(rule.page)) != list(HEADINGS):
        odd = [heading for heading in found if heading not in HEADINGS or found.count(heading) > 1]
        told = f"has the heading {odd[0]} besides" if odd else "has its headings in another order"
        yield Problem(f"{home}/rule.md", 1, f"{told}; they are {', '.join(HEADINGS)}")


def _case(file: Traversable) -> Case | Problem:
    try:
        return parse_case(file.read_text("utf-8"), file.name)
    except ValueError as error:
        return placed(" ".join(str(error).split()), str(file), str(file).removesuffix(f"/{file.name}"))


def _missing(rule: Rule, cases: Sequence[Case]) -> Iterator[str]:
    """What no case shows."""
    named = rule.texts.results
    for name in sorted(set(named) - {case.result for case in cases}):
        yield f"no case gives the result {name}"
    for outcome in sorted({each.outcome for each in named.values()} - {case.outcome for case in cases}):
        yield f"no case has the outcome {outcome}"
    unseen = {case.result for case in cases if case.outcome == "cantTell"}
    if any(each.rests_on == "absence" for each in named.values()) and NOT_SEEN not in unseen:
        yield f"a result rests on absence, and no case shows that too little was seen (cantTell, {NOT_SEEN})"
    fires = any(each.outcome == "failed" for each in named.values())
    if fires and not any(case.outcome != "failed" and case.result in named for case in cases):
        yield "no case shows a pattern on which the rule must not fire"


def _held(case: Case, rule: Rule, home: Traversable, packs: Sequence[Pack]) -> Iterator[Problem]:
    try:
        verdict = judged(case, rule, packs)
    except Exception as error:  # a rule's code and its remedy may do anything
        yield Problem(f"{home}/cases/{case.name}.yaml", 1, " ".join(f"{type(error).__name__}: {error}".split()))
        return
    if verdict.outcome == "failed" and rule.texts.remedy and verdict.remedy is None:
        yield Problem(f"{home}/remedy.j2", 1, f"cannot be rendered for the case {case.name}")
    if (verdict.outcome, verdict.result) != (case.outcome, case.result):
        told = f"gives {verdict.outcome} ({verdict.result}), not {case.outcome} ({case.result})"
        yield Problem(f"{home}/cases/{case.name}.yaml", 1, f"{told}: {verdict.reason or verdict.message}")
