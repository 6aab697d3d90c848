"""
What changed between two looks at one site, for `auditor diff` and `auditor trend`.

Evidence is held against evidence and verdict against verdict; nothing is judged again. What was not looked at in one of the two is
no change: it is told apart, with the reason.
"""

from __future__ import annotations

from reports.changes.compare import changes, one_site
from reports.changes.model import Change, Changes, Look

__all__ = ["Change", "Changes", "Look", "changes", "one_site"]
