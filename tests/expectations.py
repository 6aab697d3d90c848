"""
Hold what an audit saw against what a fictional site says must be seen (`expect:` in its `site.yaml`).

Only what is written down is asked for, in the words of evidence.json and verdicts.json:

    exit: 0                                       the program's exit code
    channels: [{kind: phone, value: "+46846500412", clicks: 0, visible: true}]      each fits some channel
    no_channels: [email, "+46846500412", {kind: phone, visible: true}]              none fits any channel
    contact_page: {path: /kontakt, clicks: 1}     or null: the site offers none
    pages, forms, dead_ends, broken_links, mentions, promises, identifiers, accessibility, and no_ of each, likewise
    journeys: [{task: [phone, email], start: home, viewport: mobile, outcome: arrived, reached: phone, actions: {max: 3}}]
    no_journeys: [{outcome: arrived}]             none fits any journey
    coverage, score: {…}                          a part of that object
    rules: {phone_given: failed}                  every verdict of that rule; a list allows several outcomes

A text that starts with "/" is an address on the site. `{min: 1, max: 3}` is a range. One value fits a list that holds it. A channel
also has, from its sightings: visible, via, regions, viewports, pages; a page has `path`, its address asked for or arrived at.
A bare word stands for a channel's kind or value, or a dead end's type.

Of a journey the `task` (one or several), the `start` (a kind of start, or an address) and the `viewport` say which are meant;
each that is meant must fit, and there must be one. Of `outcome` a list allows several; `reached` is told by kind or whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

__all__ = ["fits", "mismatches"]

_LISTS = ("channels", "pages", "forms", "dead_ends", "broken_links", "mentions", "promises", "identifiers", "accessibility")
_NOT_SEEN = tuple(f"no_{name}" for name in (*_LISTS, "journeys"))
_OBJECTS = ("coverage", "contact_page", "site")
_KNOWN = frozenset({*_LISTS, *_NOT_SEEN, *_OBJECTS, "journeys", "exit", "rules", "score"})
_WHICH = ("task", "start", "viewport")
_TELLING = ("kind", "value", "type", "page", "pages", "to", "url", *_WHICH, "outcome")


def mismatches(
    expect: Mapping[str, Any], evidence: Mapping[str, Any], verdicts: Mapping[str, Any] | None = None, exit_code: int | None = None
) -> list[str]:
    """
    What was expected and not seen, a line each; empty where all fits.

    Args:
        evidence: As read from evidence.json; `verdicts`: from verdicts.json, None where nothing was judged.
        exit_code: None where it is of no interest.
    """
    return [f"{key}: no such expectation" for key in expect if key not in _KNOWN] + list(
        _all(expect, evidence, verdicts or {}, exit_code)
    )


def fits(expected: Any, actual: Any) -> bool:
    """Whether a value is, or holds, what was expected of it."""
    if isinstance(expected, Mapping):
        if expected and expected.keys() <= {"min", "max"}:
            return isinstance(actual, int | float) and expected.get("min", actual) <= actual <= expected.get("max", actual)
        return isinstance(actual, Mapping) and all(key in actual and fits(value, actual[key]) for key, value in expected.items())
    if isinstance(actual, list | tuple):
        wanted = expected if isinstance(expected, list | tuple) else [expected]
        return all(any(fits(item, one) for one in actual) for item in wanted)
    if isinstance(expected, str) and isinstance(actual, str) and expected.startswith("/"):
        return expected == actual or expected == _path(actual)
    return bool(expected == actual) and isinstance(expected, bool) == isinstance(actual, bool)


def _all(
    expect: Mapping[str, Any], evidence: Mapping[str, Any], verdicts: Mapping[str, Any], exit_code: int | None
) -> Iterator[str]:
    if exit_code is not None and expect.get("exit", exit_code) != exit_code:
        yield f"exit: {exit_code}, not {expect['exit']}"
    for name in _OBJECTS:
        if name in expect and not fits(expect[name], _seen(name, evidence.get(name))):
            yield f"{name}: {evidence.get(name)}, not {expect[name]}"
    if "score" in expect and not fits(expect["score"], verdicts.get("score")):
        yield f"score: {verdicts.get('score')}, not {expect['score']}"
    for name in _LISTS:
        yield from _listed(name, expect.get(name, ()), [_seen(name, one) for one in evidence.get(name, ())])
    yield from _walked(expect.get("journeys", ()), [_seen("journeys", one) for one in evidence.get("journeys", ())])
    for name in _NOT_SEEN:
        kind = name.removeprefix("no_")
        yield from _unwanted(kind, expect.get(name, ()), [_seen(kind, one) for one in evidence.get(kind, ())])
    yield from _judged(expect.get("rules", {}), verdicts.get("verdicts", ()))


def _listed(name: str, wanted: Sequence[Any], seen: Sequence[Any]) -> Iterator[str]:
    for each in wanted:
        if not any(_meant(each, one) for one in seen):
            yield f"{name}: nothing fits {each}; {_nearest(each, seen)}"


def _unwanted(name: str, unwanted: Sequence[Any], seen: Sequence[Any]) -> Iterator[str]:
    for each in unwanted:
        yield from (f"{name}: {_short(one)} must not be seen ({each})" for one in seen if _meant(each, one))


def _walked(wanted: Sequence[Mapping[str, Any]], seen: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Each journey that is meant is held against what is said of it."""
    for each in wanted:
        rest = {key: value for key, value in each.items() if key not in (*_WHICH, "outcome")}
        for task in _several(each["task"]):
            which = {**{key: each[key] for key in _WHICH if key in each}, "task": task}
            meant = [one for one in seen if fits(which, one)]
            if not meant:
                yield f"journeys: none fits {which}"
            for one in meant:
                if not fits(rest, one) or one["outcome"] not in _several(each.get("outcome", one["outcome"])):
                    said = {key: one.get(key) for key in ("viewport", "outcome", *rest)}
                    yield f"journeys: {which} was {said}, not { {key: each[key] for key in each if key not in _WHICH} }"


def _several(one: Any) -> list[Any]:
    return list(one) if isinstance(one, list | tuple) else [one]


def _judged(rules: Mapping[str, Any], verdicts: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    for rule, wanted in rules.items():
        allowed = _several(wanted)
        given = [verdict for verdict in verdicts if verdict["rule"] == rule]
        if not given:
            yield f"rules: {rule} was not judged"
        for verdict in given:
            if verdict["outcome"] not in allowed:
                because = verdict.get("message") or verdict.get("reason")
                yield f"rules: {rule} {verdict['outcome']}, not {' or '.join(allowed)}: {because}"


def _meant(wanted: Any, one: Mapping[str, Any]) -> bool:
    """Whether an entry fits; a bare word stands for what names the entry."""
    return any(wanted == one.get(key) for key in ("kind", "value", "type")) if isinstance(wanted, str) else fits(wanted, one)


def _seen(name: str, one: Any) -> Any:
    """An entry of the evidence with what its expectations are written in added."""
    if name == "channels":
        sightings = one.get("sightings", ())
        return {
            **one,
            "visible": any(sighting["visible"] for sighting in sightings),
            "via": [sighting["via"] for sighting in sightings],
            "regions": [sighting["region"] for sighting in sightings],
            "viewports": sorted({viewport for sighting in sightings for viewport in sighting["viewports"]}),
            "pages": [sighting["page"] for sighting in sightings],
        }
    if name == "pages":
        return {**one, "path": [one["url"], one["final_url"]]}
    if name == "journeys":
        kinds = [reached.split()[0] for reached in one["reached"]]
        return {**one, "start": [one["start"], one["start_kind"]], "reached": [*one["reached"], *kinds]}
    return {**one, "path": one["url"]} if name == "contact_page" and one else one


def _path(url: str) -> str:
    parts = urlsplit(url)
    query = f"?{parts.query}" if parts.query else ""
    return f"{parts.path or '/'}{query}{f'#{parts.fragment}' if parts.fragment else ''}"


def _nearest(wanted: Any, seen: Sequence[Mapping[str, Any]]) -> str:
    """The entries that fit best, for the eye."""
    if not isinstance(wanted, Mapping) or not seen:
        return f"there are {len(seen)}"
    best = max(seen, key=lambda one: sum(key in one and fits(value, one[key]) for key, value in wanted.items()))
    return f"nearest { ({key: best.get(key) for key in wanted}) }"


def _short(one: Mapping[str, Any]) -> str:
    return str({key: value for key, value in one.items() if key in _TELLING})
