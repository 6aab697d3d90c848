"""
Sentences with what they were filled with, as evidence and verdicts keep them; whoever wrote the file chose template and values.

Law: a sentence can be said in every language; a template of somebody else's is filled in or is a `ValueError`.
"""

from __future__ import annotations

import json
from functools import partial

from pydantic import ValidationError

from reports.catalogue import languages
from reports.words import Words
from spiders.said import Told, filled
from tests.fuzz.laws import same_twice

JSON = True
SEEDS = tuple(
    json.dumps(told).encode()
    for told in (
        {"text": "{n} page", "many": "{n} pages", "n": 3, "values": {"n": 3}},
        {"text": "the answer carries the header {name}", "capital": True, "values": {"name": "x", "y": 1.5}},
        {
            "text": "{p0} {p1}",
            "values": {"p0": {"text": "no answer in time"}, "p1": {"text": "{a:+.1f} {b:g}", "values": {"a": 2.5, "b": 3}}},
        },
        {"text": "{x!r} {0} {} {x.y} {x[0]} {{}} {x:>9999999999} {x:%Y}", "values": {"x": "{x}"}},
    )
)
TOKENS = (b"{}",)


def target(data: bytes) -> None:
    try:
        told = Told.model_validate_json(data)
    except ValidationError:
        return
    for language in languages():
        words = Words(language)
        assert isinstance(same_twice(partial(words.told, told)), str)
    values = {name: value for name, value in told.values.items() if not isinstance(value, Told)}
    try:
        assert len(filled(told.text, values)) < 1 << 22
    except ValueError:
        return
