"""The words of languages: a folder each, which may leave out what it likes; the next language is one more and nothing else."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

import spiders
from spiders.lexicon import by_language, language_codes, languages, merged, read_by

HOME = Path(spiders.__file__).parent
TOPICS = sorted({path.stem for path in (HOME / "lexicon").glob("??/*.yaml")})

FULLER = {
    "concepts": "joiners: [ga]\nconcepts:\n  contact_us:\n    sure: [zorbik ulm]",
    "language": "also: [xy]\ncountries: [CZ]\nfunction_words: [vlum, prat, dron, kelp, snor]",
    "hours": "days: [dondag, zuldag]\nto: [zot]\ntitles: [opzorben]",
    "controls": "reveal: [vizor numrak]\nmenu: [menzor]",
    "chat": "greeting:\n  bot_says: {unsure: [zorbot sprek]}",
    "phones": "phone_words: [zvon*]",
}
"""A fictional language, some of whose topics leave out keys."""

CHECK_OF_THE_LEAST = """
from spiders import words
from spiders.greeting import read_greeting
from spiders.lexicon import by_language, languages
from spiders.page import parse
from spiders.reader import look_at

assert "xx" in languages() and len(languages()) == 13
assert words.knows("xx") and words.labels("Zorbik ulm", "xx") == {"contact_us"}
assert "contact_us" in words.url_concepts("/zorbik-ulm")
assert all("xx" not in by_language(topic) for topic in ("hours", "forms", "language"))
page = parse("<html lang=xx><p>Zvon 070-740 06 12, app, chat, 10-12</p><form><input name=q></form><button>Vizor</button>",
    "https://acme.example/", country="SE", rendered=True)
look = look_at(page, asked=page.url, status=200, headers={})
assert (page.lang, look.page.state) == ("xx", "ok")
assert read_greeting("Zorbot sprek", "xx").answered_by == "unknown"
"""

CHECK_OF_MORE = """
from spiders import words
from spiders.browser.closed import closed_on
from spiders.country import accept_language
from spiders.extract._e164 import regions_of
from spiders.extract._labels import names_phone
from spiders.extract.hours import find_hours
from spiders.greeting import read_greeting
from spiders.page.language import tell
from spiders.page import parse

assert words.labels("Zorbik ulm", "xy-ZZ") == {"contact_us"}
assert tell("Vlum prat zim dron kelp snor vlum prat dron kelp") == "xx"
assert accept_language("CZ").startswith("xx-CZ,xx;") and accept_language("SE").startswith("sv-SE")
assert regions_of("", "xy") == ("CZ",)
assert find_hours("Dondag zot zuldag 9-17", "xx") == ("Dondag zot zuldag 9-17",)
assert names_phone("zvonek")
page = parse("<html lang=xx><button type=button>Vizor numrak</button>", "https://acme.example/", rendered=True)
assert [one.kind for one in closed_on(page)] == ["reveal"]
assert read_greeting("Zorbot sprek", "xx").answered_by == "bot"
"""


def strays(said: Any, known: Any) -> list[str]:
    """Keys of one language that English has not, and what has another shape there."""
    if not isinstance(said, Mapping) or not isinstance(known, Mapping):
        return [] if type(said) is type(known) else [f"{type(said)} for {type(known)}"]
    return [f"{key}: {stray}" for key in said for stray in (strays(said[key], known[key]) if key in known else ["unknown"])]


def lists(said: Any) -> list[list[str]]:
    return [said] if isinstance(said, list) else [found for each in said.values() for found in lists(each)]


@pytest.mark.parametrize("topic", [topic for topic in TOPICS if topic != "concepts"])
def test_english_has_every_key_of_every_topic_and_no_word_stands_twice(topic: str) -> None:
    english = {"also": [], **by_language(topic)["en"]}
    for lang, said in by_language(topic).items():
        assert strays(said, english) == [], lang
        assert [words for words in lists(said) if len(words) != len(set(words))] == [], lang


def test_languages_stand_in_order_and_a_topic_names_those_that_have_it() -> None:
    assert languages() == tuple(by_language("concepts")) == tuple(sorted(by_language("concepts")))
    assert tuple(by_language("states")) == ("en",)
    assert by_language("no such topic") == {} == merged("no such topic")


def test_all_languages_together_keep_the_order_of_english_and_repeat_nothing() -> None:
    assert list(merged("phones")["cost_words"]) == ["premium", "basic", "free"]
    assert merged("phones")["cost_words"]["free"].count("gratis") == 1
    assert {"monday", "måndag", "lundi"} <= set(merged("hours")["days"])


def test_other_codes_are_read_by_the_language_that_claims_them() -> None:
    assert language_codes() == {"no": "nb", "nn": "nb"}


@pytest.mark.parametrize(
    ("files", "check"),
    [({"concepts": "concepts:\n  contact_us:\n    sure: [zorbik ulm]"}, CHECK_OF_THE_LEAST), (FULLER, CHECK_OF_MORE)],
    ids=["concepts alone", "some topics"],
)
def test_the_next_language_is_one_new_folder_and_nothing_else(tmp_path: Path, files: dict[str, str], check: str) -> None:
    copy = Path(shutil.copytree(HOME, tmp_path / "spiders", ignore=shutil.ignore_patterns("__pycache__")))
    (copy / "lexicon" / "xx").mkdir()
    for topic, text in files.items():
        (copy / "lexicon" / "xx" / f"{topic}.yaml").write_text(text, "utf-8")
    environment = os.environ | {"PYTHONPATH": str(tmp_path), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run([sys.executable, "-P", "-c", check], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_a_text_is_read_by_its_own_language_and_english_and_by_all_where_its_own_is_not_known() -> None:
    known = ("de", "en", "nb")

    assert [read_by(lang, known) for lang in ("de", "nn", "en")] == [("de", "en"), ("nb", "en"), ("en",)]
    assert read_by("sv", known) == read_by("", known) == known
