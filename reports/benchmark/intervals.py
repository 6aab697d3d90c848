"""
Intervals for numbers of a sample of sites, each 95 %. docs/benchmark.md names the sources and the formulas.

Every function gives None where the sample is too small for such an interval.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import accumulate

import numpy as np

__all__ = ["DRAWS", "Interval", "of_correlation", "of_mean", "of_quantile", "of_share"]

Interval = tuple[float, float]

Z = 1.959964
"""The 97.5 % quantile of the normal distribution."""
_MISS = 0.05
_LEAST = 5
DRAWS = 2000
_SEED = 1
"""Of numpy's RandomState, whose stream is frozen (NEP 19), so that the answer is always the same."""


def of_share(hits: int, of: int) -> Interval | None:
    """Wilson's score interval of a share, 0 to 1 (Wilson 1927; Brown, Cai, DasGupta 2001)."""
    if of <= 0:
        return None
    share, scale = hits / of, 1 + Z**2 / of
    middle = (share + Z**2 / (2 * of)) / scale
    half = Z / scale * math.sqrt(share * (1 - share) / of + Z**2 / (4 * of**2))
    return (0.0 if hits == 0 else middle - half), (1.0 if hits == of else middle + half)


def of_quantile(values: Sequence[float], quantile: float) -> Interval | None:
    """
    The exact interval of a quantile from order statistics (Conover 1999, section 3.2): no assumption on the distribution.

    The narrowest pair of order statistics, by rank, that holds the quantile with at least 95 %; None where no pair does.
    """
    ordered, n = sorted(values), len(values)
    below = list(accumulate((_binomial(n, k, quantile) for k in range(n)), initial=0.0))
    pairs = []
    upper = 1
    for lower in range(1, n + 1):
        while upper <= n and below[upper] - below[lower] < 1 - _MISS:
            upper += 1
        if upper <= n:
            pairs.append((upper - lower, below[lower] - below[upper], lower, upper))
    if not pairs:
        return None
    _, _, lower, upper = min(pairs)
    return ordered[lower - 1], ordered[upper - 1]


def _binomial(n: int, hits: int, share: float) -> float:
    ways = math.lgamma(n + 1) - math.lgamma(hits + 1) - math.lgamma(n - hits + 1)
    return math.exp(ways + hits * math.log(share) + (n - hits) * math.log(1 - share))


def of_mean(values: Sequence[float]) -> Interval | None:
    """The percentile bootstrap of a mean (Efron and Tibshirani 1993, chapter 13): seeded, and the order does not matter."""
    if len(values) < _LEAST:
        return None
    draws = np.random.RandomState(_SEED).choice(sorted(values), size=(DRAWS, len(values))).mean(axis=1)
    low, high = np.quantile(draws, [_MISS / 2, 1 - _MISS / 2])
    return round(float(low), 6), round(float(high), 6)


def of_correlation(rho: float, n: int) -> Interval | None:
    """Spearman's rank correlation by Fisher's z with the standard error of Bonett and Wright (2000)."""
    if n < _LEAST or abs(rho) >= 1:
        return None
    half = Z * math.sqrt((1 + rho**2 / 2) / (n - 3))
    return math.tanh(math.atanh(rho) - half), math.tanh(math.atanh(rho) + half)
