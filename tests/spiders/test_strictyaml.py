"""The YAML loader: whatever the text, data or an error that names file and line."""

from __future__ import annotations

import marshal
import re
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spiders.strictyaml import YamlError, load, load_file

REFUSED = {
    "open for ever": ("[" * 100_000, 1, "more than 50"),
    "deep and closed": ("[" * 20_000 + "]" * 20_000, 1, "more than 50"),
    "deep in blocks": ("a: 1\nb:\n  " + "- " * 51, 3, "more than 50"),
    "deep in mappings": ("{a: " * 1000, 1, "more than 50"),
    "a list as a key": ("a: 1\n? [a, b]\n: c", 2, "a key must be"),
    "a mapping as a key": ("a: {b: 1, {c: 1}: 2}", 1, "a key must be"),
    "a list as a key after a list": ("a: [1, 2]\n? [b]\n: c", 2, "a key must be"),
    "a giant whole number": ("a: 1\nb: " + "1" * 6000, 2, "too large"),
    "a giant decimal number": ("a: 1\nb: " + "1" * 6000 + ".5", 2, "too large"),
    "an alias": ("a: &x 1\nb: *x", 2, r"aliases \(\*x\)"),
    "a tag": ("a: 1\nb: !!int x", 2, "tags"),
    "a key twice": ("a: 1\na: 2", 2, "stands twice"),
    "two documents": ("a: 1\n---\nb: 1", 2, "document"),
    "half a character": ("a: 1\nb: \ud800", 2, r"U\+D800"),
    "a control character": ("\x00", 1, "control characters"),
    "giant": ("a: b\n" + "# c\n" * 500_000, 1, "no file of this kind"),
    "unfinished": ("a: [1,\n", 2, ""),
}


@pytest.mark.parametrize(("text", "line", "why"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_read_is_an_error_with_file_and_line(text: str, line: int, why: str) -> None:
    with pytest.raises(YamlError, match=rf"^f\.yaml:{line}: .*{why}"):
        load(text, "f.yaml")


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("a: no\nb: 0900\nc: 2024-01-01", {"a": "no", "b": "0900", "c": "2024-01-01"}),
        ("a: [{b: [c]}, -7, 1.5, true, null]", {"a": [{"b": ["c"]}, -7, 1.5, True, None]}),
        ("a:\n  b: {c: 1, d: []}\n  e: 2", {"a": {"b": {"c": 1, "d": []}, "e": 2}}),
        ("a: 'one & two *three*'", {"a": "one & two *three*"}),
        ("- [a: 1]", [[{"a": 1}]]),
        ("", None),
    ],
)
def test_what_is_meant_is_read(text: str, data: object) -> None:
    assert load(text) == data


def test_fifty_deep_is_read() -> None:
    assert str(load("[" * 50 + "]" * 50)) == "[" * 50 + "]" * 50


@given(st.text(st.sampled_from("ab1.-:?,[]{}&*!|>'\"#%@ \n\t\x00\ud800é"), max_size=40) | st.text(max_size=40))
def test_any_text_is_data_or_an_error_with_a_line(text: str) -> None:
    try:
        load(text, "f.yaml")
    except YamlError as error:
        told = str(error)
    else:
        told = "f.yaml:1: nothing"
    assert re.match(r"f\.yaml:[1-9]\d*: .", told)


def test_a_file_is_read_anew_when_its_text_or_what_is_kept_of_it_has_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    read = load_file.__wrapped__
    file, kept = tmp_path / "words.yaml", tmp_path / "__pycache__"
    file.write_text("no: [1, yes]", "utf-8")
    assert read(file) == read(file) == {"no": [1, "yes"]}
    file.write_text("no: [2]", "utf-8")
    assert read(file) == {"no": [2]}
    for broken in (b"", b"\xff", marshal.dumps(1), marshal.dumps((b"", "older"))):
        next(kept.iterdir()).write_bytes(broken)
        assert read(file) == {"no": [2]}
    assert marshal.loads(next(kept.iterdir()).read_bytes())[1] == {"no": [2]}


def test_a_folder_that_cannot_be_written_to_costs_nothing_but_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    file = tmp_path / "words.yaml"
    file.write_text("a: 1", "utf-8")
    (tmp_path / "__pycache__").write_text("no folder", "utf-8")
    assert load_file.__wrapped__(file) == {"a": 1}
