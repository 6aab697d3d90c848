"""
The cases of the rules: short YAML that grows into evidence, with what the rule must say of it.

A case is a file `cases/<outcome>-<words>.yaml` in a rule's folder:

    result: phone-shown           # the named result; the outcome is the first word of the file's name
    pack: se                      # optional: whose entry is judged, else eu, int or the first bundled one that has the rule
    answers: {sells-at-a-distance: true}
    as-of: 2026-11-21             # optional
    evidence: …                   # as evidence.json, with short-hands

Short-hands: an address may be a path of the example site; a home page is there unless another is given; a page needs only its
`url`; a channel may say `at: /path` (or a list) in place of sightings, with `via`, `region`, `visible`, `viewports` beside it;
coverage counts the pages and is "done". What stands on a page with `rendered: false` was seen in no viewport.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.resources.abc import Traversable
from typing import Any, cast, get_args
from urllib.parse import urljoin

from rules.engine import judge_entry
from rules.law import Applies, Law
from rules.pack import Entry, Pack, bundled, load_pack
from rules.registry import Rule
from rules.verdict import Outcome, Verdict
from spiders.evidence import Evidence
from spiders.strictyaml import load

__all__ = ["SITE", "Case", "case_files", "cases_of", "evidence_from", "judged", "parse_case"]

SITE = "https://example.se/"
AS_OF = "2026-11-21"
_FIRST = ("eu", "int", "iso-wcag", "se")
"""The packs that a case without one is judged by before all others, so that a new country's changes no case."""
_ADDRESSES = frozenset({"url", "final_url", "page", "to", "from", "href", "start_url", "start"})
_SIGHTING = ("via", "region", "visible", "viewports", "behind", "selector", "context")
_OUTCOMES: tuple[str, ...] = get_args(Outcome)


@dataclass(frozen=True, slots=True)
class Case:
    """One case; `name` is its file's name without the ending."""

    name: str
    outcome: str
    result: str
    pack: str | None
    answers: Mapping[str, bool | str]
    as_of: date
    evidence: Evidence


def cases_of(rule: Rule) -> Iterator[Case]:
    """
    The cases in the rule's folder, in order of name.

    Raises:
        ValueError: A file is not a case.
    """
    for entry in case_files(rule):
        yield parse_case(entry.read_text("utf-8"), entry.name)


def case_files(rule: Rule) -> tuple[Traversable, ...]:
    """The files of the rule's cases, in order of name."""
    folder = rule.home.joinpath("cases") if rule.home else None
    found = folder.iterdir() if folder and folder.is_dir() else ()
    return tuple(sorted((entry for entry in found if entry.name.endswith(".yaml")), key=lambda entry: entry.name))


def parse_case(text: str, name: str) -> Case:
    """
    Read a case.

    Raises:
        ValueError: It is not a case.
    """
    data = load(text, name)
    outcome = name.split("-", maxsplit=1)[0]
    if outcome not in _OUTCOMES or not isinstance(data, dict) or set(data) - {"result", "pack", "answers", "as-of", "evidence"}:
        raise ValueError(f"{name}:1: not a case; its name starts with {', '.join(_OUTCOMES)}")
    evidence = evidence_from(data.get("evidence") or {})
    return Case(
        name=name.removesuffix(".yaml"),
        outcome=outcome,
        result=str(data.get("result", "")),
        pack=data.get("pack"),
        answers=data.get("answers") or {},
        as_of=date.fromisoformat(data.get("as-of", AS_OF)),
        evidence=evidence,
    )


def judged(case: Case, rule: Rule, packs: Sequence[Pack] = ()) -> Verdict:
    """
    The verdict of the rule on the case: by the case's pack, else the first bundled one, else the first of these, that has the rule.

    A rule that needs nothing of a pack may stand in none: it is judged as if one told it of good practice.

    Raises:
        ValueError: No pack has the rule, and it needs what a pack gives.
    """
    beside = {pack.id: pack for pack in packs}
    for name in [case.pack] if case.pack else (*_FIRST, *bundled(), *beside):
        pack = beside.get(name) or load_pack(name)
        if entry := _entry(pack, rule.id):
            return judge_entry(case.evidence, pack, entry, case.answers, case.as_of, rule)
    if rule.texts.thresholds or rule.texts.labels:
        raise ValueError(f"{case.name}: no pack has the rule {rule.id}, whose thresholds or labels a pack gives")
    pack = _asking(rule)
    return judge_entry(case.evidence, pack, pack.entries[0], case.answers, case.as_of, rule)


def _asking(rule: Rule) -> Pack:
    """A pack that asks for nothing but the rule."""
    law = Law(authority="the rule itself", url="https://example.org/", force="good-practice", confidence="medium")
    applies = Applies(to="everybody")
    entry = Entry(rule=rule.id, level="info", severity="minor", expects=rule.texts.title_ok, applies=applies, citations=(law,))
    return Pack(id="case", version="0", title="A case", entries=(entry,))


def _entry(pack: Pack, rule: str) -> Entry | None:
    return next((entry for entry in pack.entries if entry.rule == rule), None)


def evidence_from(short: Mapping[str, Any]) -> Evidence:
    """Evidence of the example site from its short form."""
    data = cast("dict[str, Any]", _addressed(dict(short)))
    pages = [_page(page) for page in data.get("pages", [])]
    if not any("home" in page["kinds"] or page["url"] == SITE for page in pages):
        pages.insert(0, _page({"url": SITE}))
    data["pages"] = pages
    fetched = {page["url"] for page in pages if not page["rendered"]}
    data["channels"] = [_channel(channel, fetched) for channel in data.get("channels", [])]
    data["site"] = {"start_url": SITE, "final_url": SITE, "host": "example.se", "country": "SE", **data.get("site", {})}
    read = sum(page.get("state", "ok") == "ok" for page in pages)
    rendered = sum(bool(page.get("rendered")) for page in pages)
    counts = {"pages_fetched": read, "pages_rendered": rendered, "pages_known": len(pages), "stopped_by": "done"}
    data["coverage"] = counts | data.get("coverage", {})
    return Evidence.model_validate(data)


def _addressed(value: object, key: str = "") -> object:
    if isinstance(value, dict):
        return {name: _addressed(item, name) for name, item in value.items()}
    if isinstance(value, list):
        return [_addressed(item, key) for item in value]
    if isinstance(value, str) and (key == "at" or key in _ADDRESSES) and value.startswith("/"):
        return urljoin(SITE, value)
    return value


def _page(page: Mapping[str, Any]) -> dict[str, Any]:
    home = page["url"] == SITE
    defaults = {"final_url": page["url"], "status": 200, "kinds": ["home"] if home else ["other"], "clicks": 0 if home else 1}
    return {**defaults, "rendered": True, "links": 9, **page}


def _channel(channel: Mapping[str, Any], fetched: Collection[str]) -> dict[str, Any]:
    rest = {key: value for key, value in channel.items() if key not in {*_SIGHTING, "at"}}
    if "at" not in channel:
        return {"owner": "own", **channel}
    at = channel["at"] if isinstance(channel["at"], list) else [channel["at"]]
    seen = {key: channel[key] for key in _SIGHTING if key in channel}
    unseen = {"viewports": ()}
    sightings = [{"via": "text", "region": "main", **(unseen if page in fetched else {}), **seen, "page": page} for page in at]
    return {"owner": "own", "as_written": channel["value"], "clicks": 0, **rest, "sightings": sightings}
