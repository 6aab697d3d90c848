"""
The language of a page: what it declares, unless its running text plainly says another.

Templates declare English and are filled with German, and many pages declare nothing. The text's function words vote; a word that
several languages share counts for each in part. Words stand in `lexicon/<language>/language.yaml`; those of
languages without a lexicon, shares and scripts in `data/function-words.yaml`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from spiders.lexicon import by_language, language_codes
from spiders.strictyaml import load_data

__all__ = ["code_of", "tell"]

_DATA: Mapping[str, Any] = load_data("function-words")
_SPOKEN = {lang: said["function_words"] for lang, said in by_language("language").items() if "function_words" in said}
_LANGUAGES: Mapping[str, Sequence[str]] = {**_DATA["languages"], **_SPOKEN}
_CODE = re.compile(r"\s*([a-z]{2})(?:[-_]|\s*$)", re.I)
_WORD = re.compile(r"[^\W\d_]+")


def code_of(declared: str) -> str:
    """The two-letter code of a language tag (`sv-SE`, `pt_BR`), or "" where it has none."""
    match = _CODE.match(declared)
    return match[1].lower() if match else ""


def tell(text: str, declared: str = "") -> str:
    """
    Two-letter code of the language of a text, "" where nothing tells.

    Args:
        text: What a person reads, a line for each run of text.
        declared: Two-letter code of what the page says of itself; it stands unless the text speaks plainly against it.
    """
    sample = _sample(text)
    words = Counter(_WORD.findall(sample.casefold()))
    if script := _script(sample):
        best = _best(_votes({word: count for word, count in words.items() if not word.isascii()}))
        return best or (script if declared in ("", *_LANGUAGES) else declared)
    votes = _votes(words)
    best, known = _best(votes), language_codes().get(declared, declared)
    said = [word for word in words if best in _languages_of().get(word, ())]
    if best == known or len(said) < _DATA["least_said"]:
        return declared
    others = (known,) if known in _LANGUAGES else votes.keys() - {best}
    plain = votes[best] >= _DATA["lead"] * max((votes.get(lang, 0.0) for lang in others), default=0.0)
    share = sum(words[word] for word in said) / words.total()
    return best if plain and share >= _DATA["share_against" if declared else "share"] else declared


def _sample(text: str) -> str:
    """The beginning of the running text; of a text without any, the beginning of it all."""
    size, least = int(_DATA["sample"]), int(_DATA["line_words"]) - 1
    lines, length = [], 0
    for line in text.split("\n"):
        if line.count(" ") >= least:
            lines.append(line[: size - length])
            length += len(lines[-1])
            if length >= size:
                break
    return "\n".join(lines) or text[:size]


def _best(votes: Mapping[str, float]) -> str:
    return min(votes, key=lambda lang: (-votes[lang], lang), default="")


def _votes(words: Mapping[str, int]) -> Mapping[str, float]:
    """What the words, each with how often it stands, weigh for each language; one of three languages a third for each."""
    votes: dict[str, float] = {}
    for word, count in words.items():
        for lang in (langs := _languages_of().get(word, ())):
            votes[lang] = votes.get(lang, 0.0) + count / len(langs)
    return votes


@cache
def _languages_of() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for lang, words in _LANGUAGES.items():
        for word in dict.fromkeys(words):
            found.setdefault(word, []).append(lang)
    return {word: tuple(langs) for word, langs in found.items()}


def _script(text: str) -> str:
    """The language whose script most letters are of, where that is one that few languages share; else ""."""
    if text.isascii():
        return ""
    letters = sum(map(str.isalpha, text))
    counts = {lang: len(pattern.findall(text)) for lang, pattern in _scripts().items()}
    if sum(counts.values()) < _DATA["script_share"] * max(letters, 1):
        return ""
    return "ja" if counts["ja"] else max(counts, key=lambda lang: counts[lang])


@cache
def _scripts() -> Mapping[str, re.Pattern[str]]:
    def ranges(spans: list[str]) -> str:
        return "".join("-".join(chr(int(end, 16)) for end in span.split("-")) for span in spans)

    return {lang: re.compile(f"[{ranges(spans)}]") for lang, spans in _DATA["scripts"].items()}
