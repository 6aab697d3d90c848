from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from spiders.garbage import loading


@pytest.fixture(autouse=True)
def _collected_as_before() -> Iterator[None]:
    yield
    gc.unfreeze()


def test_what_is_loaded_is_gone_through_neither_then_nor_later() -> None:
    with loading():
        assert not gc.isenabled()
        loaded: list[object] = []
    assert gc.isenabled()
    assert all(known is not loaded for known in gc.get_objects())


def test_what_cannot_be_loaded_leaves_collecting_on() -> None:
    with pytest.raises(ImportError), loading():
        raise ImportError
    assert gc.isenabled()
