"""The matcher itself: it must find each thing that is missing, or every test that rests on it is empty."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.expectations import fits, mismatches

BASE = "http://127.0.0.1:8000"
PHONE = {
    "kind": "phone",
    "value": "+46846500412",
    "clicks": 0,
    "sightings": [
        {"page": f"{BASE}/", "via": "tel-link", "region": "header", "visible": True, "viewports": ["desktop"]},
        {"page": f"{BASE}/kontakt", "via": "text", "region": "main", "visible": False, "viewports": []},
    ],
}
CALL = {
    "task": "phone",
    "start": f"{BASE}/",
    "start_kind": "home",
    "viewport": "desktop",
    "outcome": "arrived",
    "reached": ["phone +46846500412"],
    "actions": 2,
}
EVIDENCE: dict[str, Any] = {
    "coverage": {"stopped_by": "done", "pages_fetched": 7},
    "channels": [PHONE],
    "contact_page": {"url": f"{BASE}/kontakt", "clicks": 1},
    "pages": [{"url": f"{BASE}/a?x=1#y", "final_url": f"{BASE}/b", "state": "ok", "kinds": ["contact", "help"]}],
    "dead_ends": [{"type": "D3", "page": f"{BASE}/kontakt"}],
    "journeys": [
        CALL,
        {**CALL, "viewport": "mobile", "actions": 3},
        {**CALL, "task": "chat", "outcome": "dead-end", "dead_end": "D5", "reached": []},
    ],
}
VERDICTS = {"score": {"value": None}, "verdicts": [{"rule": "one", "outcome": "passed"}, {"rule": "one", "outcome": "failed"}]}


@pytest.mark.parametrize(
    "expect",
    [
        {"channels": [{"kind": "phone", "value": "+46846500412", "clicks": 0, "visible": True, "via": "text"}]},
        {"channels": [{"regions": "header", "viewports": ["desktop"], "pages": "/kontakt"}, "phone", "+46846500412"]},
        {"no_channels": ["email", "+4612", {"kind": "phone", "viewports": "mobile"}]},
        {"contact_page": {"path": "/kontakt", "clicks": {"max": 2}}},
        {"pages": [{"path": "/a?x=1#y"}, {"path": "/b", "kinds": "help"}]},
        {"dead_ends": ["D3", {"type": "D3", "page": "/kontakt"}], "no_dead_ends": ["D1"], "no_forms": ["contact"]},
        {"coverage": {"stopped_by": "done", "pages_fetched": {"min": 7}}, "score": {"value": None}, "exit": 3},
        {"rules": {"one": ["passed", "failed"]}},
        {"journeys": [{"task": "phone", "start": "home", "outcome": "arrived", "actions": {"max": 3}}]},
        {"journeys": [{"task": "phone", "start": "/", "viewport": "mobile", "actions": 3, "reached": "phone"}]},
        {"journeys": [{"task": ["phone", "chat"], "outcome": ["arrived", "dead-end"]}, {"task": "chat", "dead_end": "D5"}]},
        {"no_journeys": [{"outcome": "not-found"}, {"task": "chat", "outcome": "arrived"}, {"start": "article"}]},
    ],
)
def test_what_was_seen_fits(expect: dict[str, Any]) -> None:
    assert mismatches(expect, EVIDENCE, VERDICTS, exit_code=3) == []


@pytest.mark.parametrize(
    ("expect", "said"),
    [
        ({"channels": [{"kind": "phone", "clicks": 1}]}, "channels: nothing fits"),
        ({"channels": [{"kind": "phone", "pages": "/villkor"}]}, "'/villkor'}; nearest"),
        ({"channels": ["email"]}, "there are 1"),
        ({"no_channels": ["phone"]}, "must not be seen"),
        ({"no_channels": [{"kind": "phone", "visible": True}]}, "must not be seen"),
        ({"contact_page": None}, "contact_page"),
        ({"contact_page": {"path": "/", "clicks": 1}}, "contact_page"),
        ({"pages": [{"path": "/b", "state": "blocked"}]}, "pages"),
        ({"pages": [{"path": "/b", "kinds": ["help", "terms"]}]}, "pages"),
        ({"coverage": {"pages_fetched": {"max": 6}}}, "coverage"),
        ({"score": {"value": 0}}, "score"),
        ({"exit": 0}, "exit: 3, not 0"),
        ({"rules": {"one": "passed"}}, "one failed, not passed"),
        ({"rules": {"two": "passed"}}, "two was not judged"),
        ({"journeys": [{"task": "phone", "outcome": "arrived", "actions": 2}]}, "'viewport': 'mobile'"),
        ({"journeys": [{"task": ["phone", "chat"], "outcome": "arrived"}]}, "'task': 'chat'} was"),
        ({"journeys": [{"task": "chat", "dead_end": "D4"}]}, "'dead_end': 'D5'"),
        ({"journeys": [{"task": "phone", "viewport": "mobile", "reached": "email"}]}, "not {'reached': 'email'}"),
        ({"journeys": [{"task": "phone", "start": "article"}]}, "journeys: none fits"),
        ({"no_journeys": [{"outcome": "dead-end"}]}, "must not be seen"),
        ({"chanels": []}, "no such expectation"),
    ],
)
def test_what_was_not_seen_is_said(expect: dict[str, Any], said: str) -> None:
    (line,) = mismatches(expect, EVIDENCE, VERDICTS, exit_code=3)
    assert said in line


def test_a_site_without_contact_page_fits_null() -> None:
    assert mismatches({"contact_page": None}, {"contact_page": None}) == []
    assert mismatches({"contact_page": {"path": "/kontakt"}}, {"contact_page": None}) != []


def test_true_is_not_one() -> None:
    assert not fits(True, 1)
    assert not fits(0, False)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda below: st.lists(below) | st.dictionaries(st.text(min_size=4), below),
        max_leaves=12,
    )
)
def test_everything_fits_itself(value: Any) -> None:
    assert fits(value, value)
