"""Every target on what broke it once and on a few new inputs; the long search is `python -m tests.fuzz` (docs/fuzzing.md)."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from tests.fuzz import documents
from tests.fuzz.inputs import edited, inputs
from tests.fuzz.laws import alone
from tests.fuzz.search import Watched
from tests.fuzz.target import Target, finds, load, message, names

FINDS = [pytest.param(name, path, id=f"{name}/{path.name}") for name in names() for path in finds(name)]
FEW = settings(
    max_examples=8, database=None, deadline=None, phases=[Phase.generate, Phase.shrink], suppress_health_check=list(HealthCheck)
)


@cache
def target(name: str) -> Target:
    return load(name)


@pytest.mark.parametrize("name", names())
def test_no_input_breaks_a_law(name: str) -> None:
    @FEW
    @given(inputs(target(name)))
    def few(data: bytes) -> None:
        with alone():
            target(name).run(data)

    few()


@pytest.mark.parametrize(("name", "find"), FINDS)
def test_what_broke_a_law_once_breaks_it_no_more(name: str, find: Path) -> None:
    with alone():
        target(name).run(find.read_bytes())


def test_every_find_is_of_a_target_that_there_is() -> None:
    folder = Path(__file__).with_name("finds")
    assert {path.name for path in folder.iterdir()} <= set(names())


def test_a_fault_is_kept_once_and_as_small_as_it_gets(tmp_path: Path) -> None:
    def run(data: bytes) -> None:
        if b"ab" in data:
            raise ValueError(data)

    watched = Watched(Target("made-up", run, (b"",), ()), tmp_path)
    for data in (b"xxxxabyyyy", b"ab", b"harmless"):
        watched(data)
    (find,) = (tmp_path / "made-up").iterdir()
    assert (watched.cases, find.read_bytes(), find.name.split("-")[0]) == (3, b"ab", "ValueError")


def test_a_target_reads_no_file_and_asks_nobody() -> None:
    for reads in (lambda: Path("/etc/hostname").read_bytes(), lambda: __import__("socket").create_connection(("127.0.0.1", 9))):
        with pytest.raises(AssertionError, match="must not"), alone():
            reads()


def test_a_document_is_changed_and_no_value_that_others_get() -> None:
    nested = documents._HOSTILE.index([[]])

    assert documents._changed(b"1", [("hostile", 0, nested), ("hostile", 1, 0)], {}) == b"[null]"
    assert documents._changed(b"1", [("hostile", 0, nested)], {}) == b"[[]]"


@pytest.mark.parametrize(
    ("edit", "data"),
    [
        (("insert", 2, 0, b"X"), b"abXcd"),
        (("replace", 1, 2, b"X"), b"aXd"),
        (("delete", 1, 2, b""), b"ad"),
        (("double", 0, 2, b""), b"ababcd"),
        (("swap", 1, 1, b""), b"cdba"),
        (("keep", 0, 0, b"X"), b""),
    ],
)
def test_an_edit_changes_a_seed(edit: tuple[str, int, int, bytes], data: bytes) -> None:
    assert edited(b"abcd", edit) == data


def test_a_message_has_a_head_only_where_it_begins_with_one() -> None:
    assert message(b"A: b\nC-d:  e\r\n\nbody: x\n") == ({"a": "b", "c-d": "e"}, b"body: x\n")
    assert message(b"<p>no head</p>") == ({}, b"<p>no head</p>")
