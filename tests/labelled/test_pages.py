"""The kinds of the pages in `pages.yaml`."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest

from spiders import strictyaml, words
from spiders.evidence import PageKind
from spiders.kinds import kinds_of

LABELLED = strictyaml.load_file(Path(__file__).with_name("pages.yaml"))
ROWS = [(lang, *row[:5], row[5] if len(row) > 5 else ()) for lang, rows in LABELLED.items() for row in rows]
ASKED = frozenset({"contact", "help", "article", "terms", "imprint", "complaints", "cancellation", "withdrawal", "order", "login"})
LEAST, LEAST_NEGATIVE = 12, 4


def wanted(kinds: str | list[str]) -> set[str]:
    return {kinds} if isinstance(kinds, str) else set(kinds)


@pytest.mark.parametrize(("lang", "path", "title", "heading", "labels", "kinds", "said"), ROWS)
def test_a_labelled_page_is_of_its_kinds(
    lang: str, path: str, title: str, heading: str, labels: list[str], kinds: str | list[str], said: list[str]
) -> None:
    assert set(kinds_of(f"https://acme.example{path}", title, (heading,), labels, lang, said=said)) == wanted(kinds)


def test_every_language_has_every_kind_and_pages_that_only_look_like_one() -> None:
    assert set(LABELLED) == set(words.languages())
    for lang, rows in LABELLED.items():
        told = [wanted(row[4]) for row in rows]
        assert set().union(*told) <= set(get_args(PageKind))
        assert ASKED | {"not-found", "other"} <= set().union(*told), lang
        assert len(rows) >= LEAST
        assert sum(kinds == {"other"} for kinds in told) >= LEAST_NEGATIVE, lang
