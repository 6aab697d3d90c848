"""The two sizes at which a page is looked at."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from spiders.evidence import Viewport

__all__ = ["DESKTOP", "PHONE", "SCREENS"]

DESKTOP: Final = {"width": 1280, "height": 800}
PHONE: Final = {"width": 390, "height": 844}
SCREENS: Final[Mapping[Viewport, dict[str, int]]] = {"desktop": DESKTOP, "mobile": PHONE}
"""The first screen of a page, in CSS pixels."""
