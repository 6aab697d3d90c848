import math
from collections.abc import Sequence
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.benchmark.intervals import of_correlation, of_mean, of_quantile, of_share


@pytest.mark.parametrize(
    ("hits", "of", "low", "high"),
    [
        (37, 100, 0.282, 0.468),  # Consumentenbond 2023: 28 to 47 %
        (190, 200, 0.910, 0.973),
        (25, 25, 0.867, 1.0),  # a perfect 25 of 25 only proves 86.7 %
        (0, 10, 0.0, 0.278),
    ],
)
def test_a_share_has_wilsons_interval(hits: int, of: int, low: float, high: float) -> None:
    assert of_share(hits, of) == pytest.approx((low, high), abs=0.001)


def test_no_share_of_nothing() -> None:
    assert of_share(0, 0) is None


@pytest.mark.parametrize(
    ("n", "expected"),
    [
        (5, None),  # 1 - 2 * 0.5^5 = 93.75 %
        (6, (1, 6)),  # 96.9 %
        (9, (2, 8)),  # 96.1 %
        (10, (2, 9)),  # 97.9 %
        (15, (4, 12)),  # 96.5 %
        (20, (6, 15)),  # 95.9 %
    ],
)
def test_the_interval_of_a_median_is_that_of_the_tables(n: int, expected: tuple[int, int] | None) -> None:
    assert of_quantile(range(1, n + 1), 0.5) == expected


def test_a_quartile_takes_eleven_sites() -> None:
    assert of_quantile(range(10), 0.25) is None
    assert of_quantile(range(11), 0.25) == (0, 6)  # the first and the seventh of eleven: 95.02 %


@settings(max_examples=25)
@given(st.lists(st.floats(0, 100), min_size=6, max_size=20), st.randoms())
def test_intervals_hold_what_they_are_of_in_any_order(values: list[float], random: Random) -> None:
    median, mean = of_quantile(values, 0.5), of_mean(values)
    shuffled = list(values)
    random.shuffle(shuffled)

    assert median is not None
    assert mean is not None
    assert median[0] <= sorted(values)[len(values) // 2] <= median[1]
    assert min(values) - 1e-6 <= mean[0] <= mean[1] <= max(values) + 1e-6
    assert (of_quantile(shuffled, 0.5), of_mean(shuffled)) == (median, mean)


def test_the_bootstrap_of_a_mean_is_near_the_normal_interval() -> None:
    values = [1.0] * 50 + [2.0] * 50
    low, high = of_mean(values) or (0, 0)

    assert (low, high) == pytest.approx((1.5 - 1.96 * 0.05, 1.5 + 1.96 * 0.05), abs=0.02)


@pytest.mark.parametrize("values", [[], [1.0], [1.0, 2.0, 3.0, 4.0]])
def test_too_few_sites_have_no_interval(values: Sequence[float]) -> None:
    assert of_mean(values) is None
    assert of_quantile(values, 0.5) is None


def test_a_rank_correlation_has_the_standard_error_of_bonett_and_wright() -> None:
    error = math.sqrt((1 + 0.25 / 2) / 27)
    expected = (math.tanh(math.atanh(-0.5) - 1.96 * error), math.tanh(math.atanh(-0.5) + 1.96 * error))

    assert of_correlation(-0.5, 30) == pytest.approx(expected, abs=1e-4)
    assert of_correlation(1.0, 30) is None
    assert of_correlation(0.5, 4) is None
