"""
The pages of the rules and packs, Markdown: each rule's page with what the packs expect, an index by category, each pack's entries.

Generated from the catalogue alone, so that the same catalogue gives the same text; `auditor rules docs` writes them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from rules.law import Applies, Asked, Law
from rules.pack import Entry, Pack, bundled, load_pack
from rules.registry import Rule, categories, rules

__all__ = ["GENERATED", "pages"]

_BLANKS = re.compile(r"\s+")
GENERATED = "<!-- Written by `auditor rules docs`: change the rule or the pack, not this page. -->"
_EXPECTATION = ("Level", "Expects", "Source", "Force, confidence", "In force", "Applies")


def pages() -> Mapping[str, str]:
    """Every page by its path below the folder of the documentation, in order: `rules/*.md` and `packs/*.md`."""
    packs = [load_pack(name) for name in bundled()]
    listed = [rule for rule in rules().values() if rule.home is not None]
    found = {"rules/index.md": _rule_index(listed, packs), "packs/index.md": _pack_index(packs)}
    found |= {f"rules/{rule.id}.md": _rule_page(rule, packs) for rule in listed}
    found |= {f"packs/{pack.id}.md": _pack_page(pack) for pack in packs}
    return dict(sorted(found.items()))


def _rule_page(rule: Rule, packs: Sequence[Pack]) -> str:
    texts = rule.texts
    results = ((f"`{name}`", each.outcome, each.rests_on) for name, each in texts.results.items())
    asked = [(f"[{pack.id}](../packs/{pack.id}.md)", *_expectation(entry)) for pack in packs for entry in _entries(pack, rule.id)]
    return _page(
        rule.page.rstrip(),
        "## Results",
        _table(("Result", "Outcome", "Rests on"), results),
        f"Category: {texts.category}. Fixed by: {texts.owner}. Effort: {texts.effort}.",
        "## Expected by",
        _table(("Pack", *_EXPECTATION), asked) if asked else "No bundled pack asks for it.",
    )


def _rule_index(listed: Sequence[Rule], packs: Sequence[Pack]) -> str:
    parts = [
        "# Rules",
        f"{len(listed)} rules, by category. Each page says what is checked, why it matters, and what it gets wrong.",
    ]
    for category, about in categories().items():
        rows = [
            (
                f"[{rule.id}]({rule.id}.md)",
                rule.texts.title_ok,
                ", ".join(pack.id for pack in packs if any(_entries(pack, rule.id))),
            )
            for rule in listed
            if rule.texts.category == category
        ]
        parts += [f"## {category}", f"{about}.", _table(("Rule", "Asks that", "Packs"), rows)] if rows else []
    return _page(*parts)


def _pack_page(pack: Pack) -> str:
    rows = [
        (f"[{entry.rule}](../rules/{entry.rule}.md)", f"{entry.points:g}", *_expectation(entry))
        for asked in pack.entries
        for entry in _alternatives(asked)
    ]
    parts = [f"# {pack.title}", f"Pack `{pack.id}`, version {pack.version}. {_chosen(pack)}"]
    parts.append(_table(("Rule", "Points", *_EXPECTATION), rows))
    if pack.watch:
        coming = ((each.title, each.says, each.status, _source(each.authority, each.url), each.confidence) for each in pack.watch)
        parts += ["## Announced, not judged", _table(("What", "Would expect", "Status", "Source", "Confidence"), coming)]
    return _page(*parts)


def _pack_index(packs: Sequence[Pack]) -> str:
    rows = ((f"[{pack.id}]({pack.id}.md)", pack.title, pack.version, str(len(pack.entries)), _chosen(pack)) for pack in packs)
    return _page("# Packs", _table(("Pack", "Title", "Version", "Expectations", "Chosen"), rows))


def _chosen(pack: Pack) -> str:
    """When the pack is taken if nobody names one."""
    places = ", ".join(pack.countries).replace("*", "every country")
    sectors = f", in the sectors {', '.join(pack.sectors)}" if pack.sectors else ""
    return f"For {places}{sectors}." if places else "Where it is named."


def _entries(pack: Pack, rule: str) -> Iterator[Entry]:
    return (entry for asked in pack.entries if asked.rule == rule for entry in _alternatives(asked))


def _alternatives(entry: Entry) -> Iterator[Entry]:
    """The entry, and what is expected of those whom it is not addressed to."""
    yield entry
    if entry.otherwise is not None:
        yield from _alternatives(entry.otherwise)


def _expectation(entry: Entry) -> tuple[str, ...]:
    laws = entry.citations
    return (
        f"{entry.level}{', gate' if entry.gate else ''}, {entry.severity}",
        f"{entry.expects}{f' (not if {entry.unless})' if entry.unless else ''}",
        "<br>".join(_source(law.authority, law.url) for law in laws),
        "<br>".join(f"{law.force}, {law.confidence}" for law in laws),
        "<br>".join(_in_force(law) for law in laws),
        _addressed(entry.applies),
    )


def _source(authority: str, url: str) -> str:
    return f"[{authority}](<{url}>)"


def _in_force(law: Law) -> str:
    since, until = law.in_force_from, law.in_force_until
    return " ".join([*([f"from {since}"] if since else []), *([f"until {until}"] if until else [])]) or "no date"


def _addressed(applies: Applies) -> str:
    every = [_question(asked) for asked in applies.all]
    some = " or ".join(_question(asked) for asked in applies.any)
    asked = " and ".join([*every, *([f"({some})"] if some else [])])
    left_out = " or ".join(_question(asked) for asked in applies.none)
    return f"{applies.to}{f'; if {asked}' if asked else ''}{f'; not if {left_out} alone' if left_out else ''}"


def _question(asked: Asked) -> str:
    among = " or ".join(asked.among)
    return f"`{asked.question}` is {among}" if among else f"`{asked.question}`"


def _page(*parts: str) -> str:
    return "\n\n".join((GENERATED, *parts)) + "\n"


def _table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [headings, ["---"] * len(headings), *rows]
    return "\n".join(f"| {' | '.join(_BLANKS.sub(' ', cell).replace('|', chr(92) + '|') for cell in line)} |" for line in lines)
