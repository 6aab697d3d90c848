"""Sentences that a stranger's bundle holds, and translations that ask for what is not there: something is told."""

from __future__ import annotations

from gettext import NullTranslations

import pytest

from reports import words
from reports.numbers import decimal, share, whole
from reports.templating import moment
from reports.words import Words
from spiders.said import Told, count, say

STRANGE = (
    "{a.__class__.__mro__}", "{a[0]}", "{n:999999999}", "{n:.999999999f}", "{n:{a}}", "{n!r}", "{other}", "{}", "{0}", "{", "{a:g}",
    "{big:g}", "{a}" * 2**20,
)  # fmt: skip


class Mistaken(NullTranslations):
    """Translates every text into one that asks for a value that nobody has."""

    def gettext(self, message: str) -> str:
        return f"{message} {{nobody}}"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return f"{msgid2} {{nobody}}"

    def pgettext(self, context: str, message: str) -> str:
        return f"{message} {{nobody.knows}}"

    def npgettext(self, context: str, msgid1: str, msgid2: str, n: int) -> str:
        return f"{msgid2} {{0}} {{"


@pytest.mark.parametrize("text", STRANGE)
def test_what_a_sentence_of_a_strangers_asks_for_is_not_filled_in(text: str) -> None:
    values: dict[str, str | int | float | Told] = {"a": "x", "n": 1, "big": 10**400}
    assert Words().told(Told(text=text, values=values)) == text
    assert Words("sv").told(Told(text="{n} x", many=text, n=2, values=values)) == text


def test_a_sentence_that_multiplies_itself_has_an_end() -> None:
    laughs = Told(text="laugh ", values={"n": 1})
    for _ in range(60):
        laughs = Told(text="{a}{a}{a}{a}", values={"a": laughs})
    assert len(Words().told(laughs)) < 2**23


def test_a_translation_that_does_not_fit_is_told_in_english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "catalogue", lambda _: Mistaken())
    mistaken = Words("sv")
    assert mistaken.told(say("{n} pages say {word}", n=3, word="{x}").told) == "3 pages say {x}"
    assert [mistaken.told(count(n, "{n} page", "{n} pages").told) for n in (1, 2)] == ["1 page", "2 pages"]
    monkeypatch.undo()
    told = Words()
    assert mistaken("report.title", name="Acme") == told("report.title", name="Acme")
    assert [mistaken("clicks", n=n) for n in (1, 2)] == [told("clicks", n=n) for n in (1, 2)]


@pytest.mark.parametrize("text", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "yesterday"])
def test_a_moment_that_no_clock_shows_stays_as_it_is(text: str) -> None:
    assert moment(text) == text


@pytest.mark.parametrize("language", ["en", "sv", "de"])
def test_a_number_that_nobody_reads_is_told_all_the_same(language: str) -> None:
    assert [decimal(1.5e308, language), whole(-1e30, language), share(1e300, language)] == ["1.5e+308", "-1e+30", "1e+302%"]
