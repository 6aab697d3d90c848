"""
The words of languages: a folder for each language, a file in it for each topic; README.md tells the topics and their keys.

The next language is one new folder and touches nothing else. A folder needs `concepts.yaml`; of a topic that it has no file for, or
of a key that its file leaves out, nothing is known in that language.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from spiders.strictyaml import load_file

__all__ = ["by_language", "language_codes", "languages", "merged", "read_by"]

_FOLDER = Path(__file__).parent
_FIRST = "en"
"""The language that has every key of every topic, in the order that counts where the first that is found wins."""


@cache
def languages() -> tuple[str, ...]:
    """The two-letter languages that have a folder, in order."""
    return tuple(by_language("concepts"))


@cache
def by_language(topic: str) -> Mapping[str, Any]:
    """What the languages say of a topic, in order of their codes; those that say nothing of it are left out."""
    found = sorted(_FOLDER.glob(f"??/{topic}.yaml"))
    return MappingProxyType({path.parent.name: load_file(path) for path in found})


@cache
def merged(topic: str) -> Mapping[str, Any]:
    """What all languages together say of a topic: lists one after the other without repeats, mappings key by key."""
    said = by_language(topic)
    both: Mapping[str, Any] = {}
    for lang in dict.fromkeys((_FIRST, *said)):
        both = _joined(both, said.get(lang, {}))
    return MappingProxyType(dict(both))


@cache
def language_codes() -> Mapping[str, str]:
    """Other codes that pages declare, with the language whose words they are read by: `nn` is read by those of `nb`."""
    return MappingProxyType({code: lang for lang, said in by_language("language").items() for code in said.get("also", ())})


def read_by(lang: str, known: Collection[str]) -> tuple[str, ...]:
    """The languages, of those known, by whose words a text is read: its own and English; all where its own is not among them."""
    code = language_codes().get(lang, lang)
    return tuple(dict.fromkeys((code, _FIRST))) if code in known else tuple(known)


def _joined(one: Any, other: Any) -> Any:
    if isinstance(one, Mapping):
        return {**one, **{key: _joined(one[key], said) if key in one else said for key, said in other.items()}}
    return list(dict.fromkeys((*one, *other)))
