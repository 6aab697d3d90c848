"""
YAML as people mean it: `no` is a word (Norway), dates and 0900 are text, a key stands once, nothing is repeated by reference.

Used for every data file of the project, the lexicon and the rule packs alike; an error always names file and line.
"""

from __future__ import annotations

import marshal
import math
import os
import re
import sys
from collections.abc import Sequence
from contextlib import suppress
from functools import cache, lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import yaml

__all__ = ["YamlError", "line_of", "load", "load_data", "load_file"]

_TAG = "tag:yaml.org,2002:"
_THIS = Path(__file__).read_bytes()
_DEEPEST = 50
"""Collections within each other; the loader calls itself for each and would end the process on hostile text."""
_LARGEST = 2_000_000
"""Characters; ten times the largest file of ours, and a minute to read."""
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


def _whole(_: _StrictLoader, node: yaml.ScalarNode) -> int:
    try:
        return int(node.value)
    except ValueError:
        raise _too_large(node) from None


def _decimal(_: _StrictLoader, node: yaml.ScalarNode) -> float:
    number = float(node.value)
    if math.isinf(number):
        raise _too_large(node)
    return number


def _too_large(node: yaml.ScalarNode) -> yaml.MarkedYAMLError:
    return yaml.constructor.ConstructorError(None, None, f"a number of {len(node.value)} characters is too large", node.start_mark)


_StrictLoader.add_constructor(_TAG + "map", _mapping)
_StrictLoader.add_constructor(_TAG + "int", _whole)
_StrictLoader.add_constructor(_TAG + "float", _decimal)


def load(text: str, name: str = "<text>") -> Any:
    """
    Read YAML.

    Raises:
        YamlError: It is not YAML, a key stands twice or is no plain value, a number is too large, collections stand more than 50
            deep in each other, an alias (`*name`) or a tag (`!name`) is used, or it has more than two million characters.
    """
    if len(text) > _LARGEST:
        raise YamlError(f"{name}:1: {len(text)} characters, and no file of this kind has more than {_LARGEST}")
    try:
        _check(text)
        return yaml.load(text, Loader=_StrictLoader)  # noqa: S506 - a subclass of the safe loader
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise YamlError(f"{name}:{line}: {error.problem or error.context or 'not YAML'}") from error
    except yaml.YAMLError as error:
        raise YamlError(f"{name}:1: {str(error).splitlines()[0]}") from error
    except UnicodeEncodeError as error:
        line = text.count("\n", 0, error.start) + 1
        raise YamlError(f"{name}:{line}: a character that is no text (U+{ord(text[error.start]):04X})") from error


def _check(text: str) -> None:
    """Refuse what the loader must not meet; the parser goes from event to event and does not call itself."""
    counts: list[int | None] = []  # what stands in each open mapping so far, keys and values; None for a sequence
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        if isinstance(event, yaml.CollectionEndEvent):
            counts.pop()
        if not isinstance(event, yaml.NodeEvent):
            continue
        opens = isinstance(event, yaml.CollectionStartEvent)
        count = counts[-1] if counts else None
        if isinstance(event, yaml.AliasEvent):
            raise _refused(f"aliases (*{event.anchor}) are not allowed", event)
        if isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent) and event.tag is not None:
            raise _refused(f"tags ({event.tag}) are not allowed", event)
        if opens and count is not None and count % 2 == 0:
            raise _refused("a key must be a plain value, not a list or a mapping", event)
        if opens and len(counts) == _DEEPEST:
            raise _refused(f"more than {_DEEPEST} lists and mappings in each other", event)
        if count is not None:
            counts[-1] = count + 1
        if opens:
            counts.append(0 if isinstance(event, yaml.MappingStartEvent) else None)


def _refused(why: str, event: yaml.Event) -> yaml.MarkedYAMLError:
    return yaml.MarkedYAMLError(None, None, why, event.start_mark)  # type: ignore[arg-type]


@cache
def load_file(path: Path) -> Any:
    """
    Read a data file of the project; see `load`. The result is shared: do not change it.

    It is kept beside the file as Python keeps its bytecode, for reading YAML takes twenty times as long.
    """
    text = path.read_bytes()
    made_of = sha256(_THIS + text).digest()
    kept = path.parent / "__pycache__" / f"{path.name}.{sys.implementation.cache_tag}"
    with suppress(OSError, ValueError, EOFError, TypeError):
        found, value = marshal.loads(kept.read_bytes())  # noqa: S302 - our own, where bytecode lies that would be run
        if found == made_of:
            return value
    value = load(text.decode("utf-8"), path.name)
    with suppress(OSError):
        _keep(kept, marshal.dumps((made_of, value)))
    return value


def _keep(kept: Path, data: bytes) -> None:
    """Write a file that is whole whenever somebody reads it."""
    if sys.dont_write_bytecode:
        return
    kept.parent.mkdir(exist_ok=True)
    draft = kept.with_name(f"{kept.name}.{os.getpid()}")
    draft.write_bytes(data)
    draft.replace(kept)


def line_of(text: str, location: Sequence[str | int]) -> int:
    """The line (from 1) of the value at `location`, as pydantic names locations; of its nearest parent where it is absent."""
    node = _composed(text)
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


@lru_cache(maxsize=1)
def _composed(text: str) -> yaml.Node | None:
    """The nodes of a text; the last one is kept, for who asks for the line of one mistake asks for that of the next."""
    return yaml.compose(text, Loader=yaml.CSafeLoader)


def load_data(name: str) -> Any:
    """A data file of this package, `data/<name>.yaml`."""
    return load_file(Path(__file__).with_name("data") / f"{name}.yaml")
