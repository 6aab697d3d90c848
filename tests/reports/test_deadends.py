"""The words for dead ends: each type has them, and they are a customer's."""

from __future__ import annotations

from typing import get_args

import pytest

from reports.deadends import told
from spiders.evidence import DeadEndType


@pytest.mark.parametrize("kind", get_args(DeadEndType))
def test_a_type_is_told_in_the_first_person_and_with_what_would_open_it(kind: DeadEndType) -> None:
    words = told(kind)

    assert {"I", "me", "my"} & set(words.customer.split())
    assert all(text.endswith(".") and len(text) < 160 for text in (words.customer, words.owner, words.remedy))


def test_every_type_is_told_in_words_of_its_own() -> None:
    assert len({told(kind) for kind in get_args(DeadEndType)}) == len(get_args(DeadEndType))
