"""What a sweep holds its sites and itself to: `limits.yaml`, and when a site is tried again."""

from __future__ import annotations

from pathlib import Path

from pydantic import NonNegativeFloat, NonNegativeInt, PositiveInt

from spiders import strictyaml
from spiders.frozen import Frozen

__all__ = ["MOST_RETRIES", "Limits", "Share", "usual"]

MOST_RETRIES = 3


class Share(Frozen):
    """How many looks at once a core, and 10^6 bytes for each."""

    a_core: PositiveInt
    memory_mb: PositiveInt


class Limits(Frozen):
    """Seconds, 10^6 bytes and counts, as `limits.yaml` tells them."""

    retry_after: tuple[NonNegativeFloat, ...]
    after_look_seconds: NonNegativeFloat
    max_memory_mb: PositiveInt
    with_browser: Share
    without_browser: Share
    free_mb: NonNegativeInt
    worker_seconds: NonNegativeFloat
    most_moves: NonNegativeInt
    fault_seconds: NonNegativeFloat
    most_faults: PositiveInt

    def pause(self, tries: int) -> float | None:
        """Seconds after which a site is tried again that failed so many times; None where that was the last."""
        return self.retry_after[tries - 1] if tries <= min(len(self.retry_after), MOST_RETRIES) else None


def usual() -> Limits:
    """The limits of `limits.yaml`."""
    return Limits.model_validate(strictyaml.load_file(Path(__file__).with_name("limits.yaml")))
