"""
YAML as people mean it: `no` is a word (Norway), dates and 0900 are text, a key stands once, nothing is repeated by reference.

Used for every data file of the project, the lexicon and the rule packs alike; an error always names file and line.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import yaml

__all__ = ["YamlError", "line_of", "load", "load_file"]

_TAG = "tag:yaml.org,2002:"
_ANCHOR = re.compile(r"(?:^|[\s,\[{])&[^\s&]")
"""What an alias needs to mean anything; without one it is an error by itself."""
_GUESSED = frozenset(_TAG + name for name in ("bool", "timestamp", "int", "float"))


class YamlError(ValueError):
    """The file is not what it should be; the message starts with `file:line:`."""


class _StrictLoader(yaml.CSafeLoader):
    """Only true and false are booleans, only plain decimals are numbers; duplicate keys are errors."""


_StrictLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag not in _GUESSED]
    for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}
_StrictLoader.add_implicit_resolver(_TAG + "bool", re.compile(r"^(?:true|false)$"), list("tf"))
_StrictLoader.add_implicit_resolver(_TAG + "int", re.compile(r"^-?(?:0|[1-9]\d*)$"), list("-0123456789"))
_StrictLoader.add_implicit_resolver(_TAG + "float", re.compile(r"^-?(?:0|[1-9]\d*)\.\d+$"), list("-0123456789"))


def _mapping(loader: _StrictLoader, node: yaml.MappingNode) -> dict[Any, Any]:
    seen: set[object] = set()
    for key, _ in node.value:
        if key.value in seen:
            raise yaml.constructor.ConstructorError(None, None, f"the key {key.value!r} stands twice", key.start_mark)
        seen.add(key.value)
    return dict(yaml.CSafeLoader.construct_mapping(loader, node, deep=True))


_StrictLoader.add_constructor(_TAG + "map", _mapping)


def load(text: str, name: str = "<text>") -> Any:
    """
    Read YAML.

    Raises:
        YamlError: It is not YAML, a key stands twice, or an alias (`*name`) is used.
    """
    try:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader) if _ANCHOR.search(text) else ():
            if isinstance(event, yaml.AliasEvent):
                line = event.start_mark.line + 1 if event.start_mark else 1
                raise YamlError(f"{name}:{line}: aliases (*{event.anchor}) are not allowed")
        return yaml.load(text, Loader=_StrictLoader)  # noqa: S506 - a subclass of the safe loader
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise YamlError(f"{name}:{line}: {error.problem or error.context or 'not YAML'}") from error
    except yaml.YAMLError as error:
        raise YamlError(f"{name}:1: {str(error).splitlines()[0]}") from error


@cache
def load_file(path: Path) -> Any:
    """Read a data file of the project; see `load`. The result is shared: do not change it."""
    return load(path.read_text("utf-8"), path.name)


def line_of(text: str, location: Sequence[str | int]) -> int:
    """The line (from 1) of the value at `location`, as pydantic names locations; of its nearest parent where it is absent."""
    node = yaml.compose(text, Loader=yaml.CSafeLoader)
    for part in location:
        below = None
        if isinstance(node, yaml.MappingNode):
            below = next((value for key, value in node.value if key.value == part), None)
        elif isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
            below = node.value[part]
        if below is None:
            break
        node = below
    return int(node.start_mark.line) + 1 if node is not None else 1
