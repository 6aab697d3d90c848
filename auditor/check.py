"""A check: one thing that a gate asks of a site, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from rules.verdict import Verdict
from spiders.said import Said, say

__all__ = ["Check", "CheckState"]

CheckState = Literal["passed", "open", "known", "warned", "unstable", "failed", "untold", "nothing"]
"""
`open` asks nothing of the gate, as what waits for an answer by a person; `known` failed as the baseline says; `untold` could not be
told, which may be allowed; `nothing` leaves nothing to decide on, which never is.
"""


_NOTHING = say("")


@dataclass(frozen=True)
class Check:
    """
    One thing that a gate asks.

    Attributes:
        key: The same for the same thing in every look, as `rule contact-depth`.
        told: What came of it, in one line; of a rule that failed, its verdicts tell.
        verdicts: The failed verdicts of a rule.
        where: Where what failed is new, a known finding being on other pages too; "" elsewhere.
    """

    key: str
    state: CheckState
    told: Said = _NOTHING
    verdicts: tuple[Verdict, ...] = ()
    where: str = ""
