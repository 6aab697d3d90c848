"""Inputs: a seed, cut, doubled, spliced and peppered with the words of its format; a strategy of Hypothesis."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

from hypothesis import strategies as st

from tests.fuzz.documents import documents
from tests.fuzz.target import Target

__all__ = ["NASTY", "edited", "inputs"]

NASTY = (
    b"\x00", b"\xff", b"\xef\xbb\xbf", b"\xff\xfe", b"\xed\xa0\x80", b"\xc3", b"\x1b[31m", b"\x1b]0;x\x07", b"\xe2\x80\xae",
    b"\xe2\x80\x8b", b"\xcc\x81", b"\xf0\x9f\x98\x80", b"\xc2\x85", b"\xe2\x80\xa8", b"\xd9\xa3", b"\xc2\xb2", b"\xc4\xb0",
    b"\xef\xbc\x91", b"\r", b"\n", b"\t", b" ", b"'", b'"', b"\\", b"{", b"}", b"{x}", b"%", b"&", b"<", b">", b"=", b"-1", b"0",
    b"9" * 20, b"9" * 5000, b"1e999", b"NaN", b"=cmd()", b"::error::", b"]]>", b"../../etc/passwd", b"javascript:alert(1)",
    b"http://[", b"//", b"@", b":", b"https://\xc3\xa5.example:0x/",
)  # fmt: skip
"""What has broken programs before, whatever they read."""

Edit = tuple[str, int, int, bytes]
_KINDS = ("insert", "replace", "delete", "double", "swap", "keep")


def inputs(target: Target) -> st.SearchStrategy[bytes]:
    """Inputs for a target: a seed edited up to twelve times, or a few words of the format one after the other."""
    if target.json:
        return documents(target.seeds)
    words = st.sampled_from((*target.tokens, *NASTY))
    # Parts of seeds are spliced into one another.
    parts = st.tuples(st.sampled_from(target.seeds), st.integers(0, 1 << 16), st.integers(1, 80)).map(_part)
    piece = st.one_of(
        words, words, parts, st.binary(max_size=6), st.text(max_size=6).map(lambda text: text.encode("utf-8", "replace"))
    )
    edits = st.lists(st.tuples(st.sampled_from(_KINDS), st.integers(0, 1 << 16), st.integers(0, 200), piece), max_size=12)
    changed = st.tuples(st.sampled_from(target.seeds), edits).map(lambda drawn: reduce(edited, drawn[1], drawn[0]))
    return changed | st.lists(piece, max_size=12).map(b"".join)


def _part(drawn: tuple[bytes, int, int]) -> bytes:
    seed, at, length = drawn
    at %= len(seed) + 1
    return seed[at : at + length]


def edited(data: bytes, edit: Edit) -> bytes:
    """The data after one edit at a place (modulo its length)."""
    kind, place, length, piece = edit
    at = place % (len(data) + 1)
    head, there, tail = data[:at], data[at : at + length], data[at + length :]
    changed: dict[str, Sequence[bytes]] = {
        "insert": (head, piece, there, tail),
        "replace": (head, piece, tail),
        "delete": (head, tail),
        "double": (head, there, there, tail),
        "swap": (tail, there, head),
        "keep": (head, there) if length % 8 == 0 else (head, there, tail, piece),
    }
    return b"".join(changed[kind])
