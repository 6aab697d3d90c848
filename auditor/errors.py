"""How a command ends: exit codes (public, listed in the README) and the errors that carry them, one clear line each."""

from __future__ import annotations

from enum import IntEnum

__all__ = ["AuditorError", "CallError", "Exit", "MovedError", "PartMissingError", "SiteError"]


class Exit(IntEnum):
    """What a command's exit code says."""

    DONE = 0
    GATE_FAILED = 1
    WRONG_CALL = 2
    SITE_UNREACHABLE = 3
    TOO_LITTLE_DECIDED = 4
    PART_MISSING = 5
    FAULT = 70


class AuditorError(Exception):
    """Something a person can act on; the message says what happened, where, and what to do."""

    code = Exit.FAULT


class CallError(AuditorError):
    """The call was wrong: usage, config, pack, or a bundle that does not validate."""

    code = Exit.WRONG_CALL


class SiteError(AuditorError):
    """The site could not be audited."""

    code = Exit.SITE_UNREACHABLE


class PartMissingError(AuditorError):
    """The browser or another needed part could not start."""

    code = Exit.PART_MISSING


class MovedError(Exception):
    """
    A site led to a place that is not held for it (`spiders.job.Job`), and was left.

    Attributes:
        keys: That place's, in their order.
    """

    def __init__(self, keys: tuple[str, ...]) -> None:
        super().__init__("\n".join(keys))
        self.keys = keys
