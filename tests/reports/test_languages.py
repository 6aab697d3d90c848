"""No word of ours stands outside the catalogues: a report told in a language of brackets has all its words in brackets."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from gettext import NullTranslations
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from rich.console import Console

from reports import html, markdown, words
from reports.numbers import decimal, share, whole
from reports.story import Story
from reports.terminal import summary
from reports.text import short
from rules.verdict import PromiseHeld
from spiders.evidence import Promise
from tests.reports import samples
from tests.reports.sites import CONTACT, HOST

TEMPLATES = Path(words.__file__).with_name("templates")
BRACKETS = "sv_FI"
"""Numbers, which Babel writes, need a locale that there is; no catalogue is of this one."""
OURS = {
    "SHA",
    "UTC",
    "auditor",
    "judge",
    "BUNDLE",
    "yes",
    "docs",
    "findability",
    "md",
    "toml",
    "evidence",
    "json",
    "D1",
    "D3",
    "ocr",
}


class Brackets(NullTranslations):
    """Says every text in ⟦brackets⟧."""

    def gettext(self, message: str) -> str:
        return f"⟦{message}⟧"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return f"⟦{msgid1 if n == 1 else msgid2}⟧"

    def pgettext(self, context: str, message: str) -> str:
        return self.gettext(message)

    def npgettext(self, context: str, msgid1: str, msgid2: str, n: int) -> str:
        return self.ngettext(msgid1, msgid2, n)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield from (value, short(value), short(value, HOST))
    elif isinstance(value, dict):
        for key, part in value.items():
            yield from (*_texts(key), *_texts(part))
    elif isinstance(value, (list, tuple)):
        for part in value:
            yield from _texts(part)


def _bare(text: str, story: Story) -> set[str]:
    """The words outside all brackets that neither the site nor the verdicts put there."""
    outside, depth = [], 0
    for letter in text:
        depth += {"⟦": 1, "⟧": -1}.get(letter, 0)
        outside.append(" " if depth or letter == "⟧" else letter)
    left = " ".join("".join(outside).split())
    known = {t for r in (story.evidence, story.verdicts, story.manifest) for t in _texts(r.model_dump(mode="json"))}
    known |= {part for text in known for part in re.split(r" [–|] |: ", text)}
    for said in sorted(known, key=len, reverse=True):
        left = left.replace(" ".join(said.split()), " ") if len(said) > 1 else left
    return set(re.findall(r"[^\W\d_]{2,}", left)) - OURS


def _story() -> Story:
    """The sample with a promise, which it has none of."""
    story = samples.story()
    held = PromiseHeld(page=CONTACT, text="Vi svarar inom en timme", claim="c", says="S", strength=1, found="F", gap=0.5)
    evidence = story.evidence.model_copy(update={"promises": (Promise(page=CONTACT, text=held.text, claim="c", strength=1),)})
    return Story(evidence, story.verdicts.model_copy(update={"promises": (held,)}), story.manifest, None, BRACKETS)


def _seen_html(story: Story) -> str:
    soup = BeautifulSoup(html.render(story), "lxml")
    for hidden in soup.select("style, code, pre, head > :not(title)"):
        hidden.decompose()
    labels = [str(tag[name]) for name in ("aria-label", "title", "alt") for tag in soup.select(f"[{name}]")]
    return " \n ".join((soup.get_text(" "), *labels))


def _seen_markdown(story: Story) -> str:
    return re.sub(r"\\(.)|\(<[^>]*>\)", r"\1", markdown.render(story).decode())


def _seen_terminal(story: Story) -> str:
    file = io.StringIO()
    summary(story, Console(file=file, width=4000))
    return file.getvalue()


@pytest.mark.parametrize("seen", [_seen_html, _seen_markdown, _seen_terminal])
@pytest.mark.parametrize("make", [_story, samples.empty], ids=["full", "empty"])
def test_no_english_stands_bare(seen: Callable[[Story], str], make: Callable[[], Story], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "catalogue", lambda language: Brackets())
    story = make()
    told = Story(story.evidence, story.verdicts, story.manifest, None, BRACKETS)

    assert _bare(seen(told), told) == set()


@pytest.mark.parametrize("template", sorted(TEMPLATES.glob("*.j2")), ids=lambda path: path.name)
def test_no_template_holds_a_word_outside_its_expressions(template: Path) -> None:
    text = re.sub(
        r"<style>.*?</style>|<code>.*?</code>|\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", "", template.read_text("utf-8"), flags=re.S
    )

    assert set(re.findall(r"[^\W\d_]{2,}", re.sub(r"<[^<>]*>", "", text))) <= {"SHA", "DOCTYPE", "html"}
    assert not re.findall(r'(?:aria-label|title|alt)="\w', text)


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", ("1,234.5", "0.50", "42", "61%")),
        ("sv", ("1\xa0234,5", "0,50", "42", "61\xa0%")),
        ("de", ("1.234,5", "0,50", "42", "61\xa0%")),
    ],
)
def test_numbers_are_written_as_the_language_writes_them(language: str, told: tuple[str, ...]) -> None:
    assert (decimal(1234.5, language), decimal(0.5, language, 2, 2), whole(41.6, language), share(0.61, language)) == told


def test_the_page_says_which_language_it_is_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "catalogue", lambda language: Brackets())

    assert f'<html lang="{BRACKETS}">'.encode() in html.render(_story())
