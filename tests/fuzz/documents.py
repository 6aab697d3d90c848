"""Documents: JSON changed value by value, so that most of it stays what the schema says, and a value or two are hostile."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from typing import Any

from hypothesis import strategies as st

__all__ = ["documents"]

Slot = tuple[Any, Any, str]
"""What holds a value, where in it, and the name of the value: a key, or that of the list with "[]" behind it."""
Pool = Mapping[str, Sequence[str]]

_HOSTILE: tuple[Any, ...] = (
    None, True, False, 0, -1, 1, 2**31, 2**63, 10**30, -0.0, 0.5, 1e308, 5e-324, "", " ", [], {}, [[]], {"a": 1}, "=cmd()|'x'!A1",
    "\t@SUM(1)", "</script><script>alert(1)</script>", "]]></failure>", "x\n::error::y\r\n", "\x00\x07\x1b[31m\x1b]0;x\x07",
    "\u202e\u200b\u0301\ufeff", "😀" * 9, "\ue000\ufffe\uffff", "{x}", "{0}", "{", "%s%n", "[a](javascript:alert(1))",
    "javascript:alert(1)", "http://[", "http://a:b/", "//", "mailto:", "../../etc/passwd", "https://acme.example/\n", "2026-13-45",
    "9999-12-31", "0001-01-01", "NaN", "Infinity", "giant " * 3000, "I\u0307ß", "https://" + "a" * 300 + ".example/", "#" * 70,
    "|`*_", "&amp;&#0;", "9" * 5000,
)  # fmt: skip


_KINDS = ("hostile", "hostile", "alike", "alike", "alike", "delete", "double")
_MOST_ALIKE = 60


def documents(seeds: Sequence[bytes]) -> st.SearchStrategy[bytes]:
    """A document with up to eight of its values replaced, taken out, doubled, or exchanged for one of the same name elsewhere."""
    pool = _pool(seeds)
    edits = st.lists(st.tuples(st.sampled_from(_KINDS), st.integers(0, 1 << 20), st.integers(0, 1 << 20)), max_size=8)
    return st.tuples(st.sampled_from(seeds), edits).map(lambda drawn: _changed(*drawn, pool))


def _pool(seeds: Sequence[bytes]) -> Pool:
    """The values there are by their name, as JSON."""
    found: dict[str, dict[str, None]] = {}
    for seed in seeds:
        for holder, key, name in _slots([json.loads(seed)], ""):
            if len(values := found.setdefault(name, {})) < _MOST_ALIKE:
                values[json.dumps(holder[key])] = None
    return {name: tuple(values) for name, values in found.items()}


def _changed(seed: bytes, edits: Sequence[tuple[str, int, int]], pool: Pool) -> bytes:
    whole = [json.loads(seed)]
    for kind, place, other in edits:
        slots = list(_slots(whole, ""))
        holder, key, name = slots[place % len(slots)]
        if kind == "alike" and name in pool:
            holder[key] = json.loads(pool[name][other % len(pool[name])])
        elif kind == "delete" and holder is not whole:
            del holder[key]
        elif kind == "double" and isinstance(holder, list) and holder is not whole:
            holder.insert(key, deepcopy(holder[key]))
        else:
            holder[key] = deepcopy(_HOSTILE[other % len(_HOSTILE)])  # a later edit may change what is in it
    return json.dumps(whole[0], ensure_ascii=len(edits) % 2 == 0).encode("utf-8", "surrogatepass")


def _slots(value: Any, name: str) -> Iterator[Slot]:
    pairs = list(enumerate(value)) if isinstance(value, list) else list(value.items()) if isinstance(value, dict) else []
    for key, below in pairs:
        called = f"{name}[]" if isinstance(value, list) else str(key)
        yield value, key, called
        yield from _slots(below, called)
