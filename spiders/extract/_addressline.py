"""How an address is written down on one line."""

from __future__ import annotations

import re
from typing import Any

from spiders.strictyaml import load_data

__all__ = ["grouped", "one_line"]

_DATA: dict[str, Any] = load_data("addresses")
_GROUPED = frozenset(_DATA["grouped"])
_BREAKS = re.compile(r"[\s,·|•]*\n[\s,·|•]*|[\s,]*[·|•][\s,]*|[\s,]*,[\s,]*")


def grouped(code: str, country: str) -> str:
    """A post code as its country writes it."""
    if country in _GROUPED and len(code) == 5:
        return f"{code[:3]} {code[3:]}"
    code = re.sub(r"[ ][-–][ ]", "-", code)
    return re.sub(r"\s+", "" if re.fullmatch(r"\d\d\s\d{3}", code) else " ", code)


def one_line(text: str) -> str:
    """An address on one line, a comma where a line or another sign parted it; what stands in brackets is left out."""
    text = re.sub(r"\([^()]*\)", "", re.sub(r"(?<=\d)[ ]?–[ ]?(?=\d)", "-", text))
    text = re.sub(r"[ –—-]*[–—-][ ]*(?=[,\n])", "", text)
    return re.sub(r"[^\S\n]+", " ", _BREAKS.sub(", ", text)).strip(" ,-–—")
