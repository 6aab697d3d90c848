"""Settings: the command line before the file before the defaults, and every mistake in one line that names it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from auditor.cli.options import read_answers
from auditor.errors import CallError, Exit
from auditor.settings import settle


@pytest.fixture
def config(tmp_path: Path) -> Path:
    path = tmp_path / "auditor.toml"
    path.write_text(
        'max-pages = 12\ncountry = "SE"\nas-of = 2026-12-28\npack = ["se"]\n[answers]\nsells-at-a-distance = true\n', "utf-8"
    )
    return path


def mistake(folder: Path, text: str) -> tuple[str, str]:
    """What is said of a file with a mistake, in one line; and the file's path."""
    path = folder / "auditor.toml"
    path.write_text(text, "utf-8")

    with pytest.raises(CallError) as error:
        settle(path)

    assert "\n" not in str(error.value)
    return str(error.value), str(path)


def test_the_file_stands_in_for_options(config: Path) -> None:
    settings = settle(config)

    assert (settings.max_pages, settings.country, settings.pack) == (12, "SE", ("se",))
    assert settings.on() == date(2026, 12, 28)
    assert settings.answers == {"sells-at-a-distance": True}


def test_the_command_line_goes_before_the_file(config: Path) -> None:
    assert settle(config, max_pages=3, country=None, pack=()).model_dump(include={"max_pages", "country", "pack"}) == {
        "max_pages": 3,
        "country": "SE",
        "pack": ("se",),
    }


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("max-pagez = 3", "max-pagez: there is no such setting"),
        ("max-pages = 0", "max-pages"),
        ('max-pages = "many"', "max-pages"),
        ('fail-on = "sometimes"', "fail-on"),
        ("max-pages = ", "Invalid value"),
        ('country = "Sweden"', "country: 'Sweden' is no country; write its two letters of ISO 3166, as SE"),
        ("max-pages = 3.5", "max-pages: write a whole number"),
        ('max-pages = "3 pages"', "max-pages: write a whole number"),
        ('quick = "yes"', "quick: write true or false"),
        ("relook = 0", "relook: write true or false"),
        ('as-of = "2026"', "as-of: write a day, as 2026-12-28"),
        ("baseline = 3", "baseline: write the name of a file or folder, in quotation marks"),
        ('report = ["sarif:out", "junit:out"]', "report: out: two reports would go there; give each a place of its own"),
        ('contact = "Norrtel AB"', "contact: give a web address (https://…) or an e-mail address where you can be reached"),
        ("contact = 3", "contact: write it in quotation marks"),
        ('report = ["github:-", "sarif:-"]', "report: -: two reports would go there"),
    ],
)
def test_a_mistake_in_the_file_is_told_in_one_line(tmp_path: Path, text: str, told: str) -> None:
    said, path = mistake(tmp_path, text)

    assert told in said
    assert path in said


def test_a_file_as_an_editor_on_windows_writes_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "auditor.toml"
    path.write_bytes(b'\xef\xbb\xbfcountry = "SE"\r\nmax-pages = 12\r\n')

    assert (settle(path).country, settle(path).max_pages) == ("SE", 12)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("https://norrtel.example/audits?lang=sv", "https://norrtel.example/audits?lang=sv"),
        ("http://Åkesson.example/om oss", "http://xn--kesson-hua.example/om%20oss"),
        ("audits+web@norrtel.example", "audits+web@norrtel.example"),
        ("audits@åkesson.example", "audits@xn--kesson-hua.example"),
        ("", ""),
    ],
)
def test_a_contact_is_a_web_or_an_e_mail_address(given: str, told: str) -> None:
    assert settle(contact=given).contact == told


@pytest.mark.parametrize(
    "given",
    [
        "norrtel.example",
        "ftp://norrtel.example",
        "https://",
        "https://user:secret@norrtel.example/",
        "https://norrtel.example/(about)",
        "https://norrtel.example/\r\nX-More: 1",
        "https://norrtel.example/\x1b[2J",
        f"https://norrtel.example/{'a' * 200}",
        "mailto:audits@norrtel.example",
        "Norrtel <audits@norrtel.example>",
        "audits@norrtel.example\n",
        "audits(web)@norrtel.example",
        "håkan@norrtel.example",
        "audits@localhost",
        " ",
    ],
)
def test_what_is_no_contact_is_told_in_one_line_that_does_not_repeat_it(given: str) -> None:
    with pytest.raises(CallError, match=r"^--contact: give a web address .* or a password$") as error:
        settle(contact=given)

    assert error.value.code == Exit.WRONG_CALL
    assert "norrtel" not in str(error.value)


JOURNEY = '[[journey]]\nname = "Ring oss"\nexpect = "phone"\n'


def test_journeys_are_declared_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "auditor.toml"
    more = '[[journey]]\nname = "Skriv"\nexpect = "info@acme.example"\nstart = "/hjalp"\nviewport = "mobile"\n'
    path.write_text(f"{JOURNEY}{more}steps = ['click Hjälp', 'open Meny', 'chat Fråga oss']\n", "utf-8")
    settings = settle(path, journeys=False)
    assert [str(journey) for journey in settings.journey] == [
        "Ring oss (desktop): from /, expect phone",
        "Skriv (mobile): from /hjalp, click Hjälp, open Meny, chat Fråga oss, expect info@acme.example",
    ]
    assert [step.action for step in settings.journey[1].steps] == ["follow-link", "open", "open-chat"]
    assert not settings.journeys


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[[journey]]\nexpect = 'phone'", "journey 1: name: it is missing"),
        ("[[journey]]\nname = 'Ring oss'", "journey 'Ring oss': expect: it is missing"),
        (
            JOURNEY.replace("phone", "phnoe"),
            "journey 'Ring oss': expect: 'phnoe' cannot be expected; give one of phone, email, write, ",
        ),
        (JOURNEY + "steps = ['clik Hjälp']", "steps: 'clik Hjälp' is no step; a step is click LABEL, open LABEL or chat LABEL"),
        (JOURNEY + "steps = ['click']", "steps: 'click' is no step"),
        (JOURNEY + "steps = 'click Hjälp'", "steps: it must be a list"),
        (JOURNEY + f"steps = {['click A'] * 11}", "steps: there may be at most 10"),
        (JOURNEY + "viewport = 'tablet'", "viewport: Input should be 'desktop' or 'mobile'"),
        (JOURNEY + "begin = '/'", "begin: a journey has no such setting, but name, expect, start, steps, viewport"),
        (JOURNEY + "start = 'hjalp'", "start: give a path such as /hjalp, or an address of the site"),
        (JOURNEY + "start = 'https://anna:hemligt@acme.example/'", "start: give a path such as /hjalp"),
        (JOURNEY * 2, "journey: two journeys have the same name"),
        (JOURNEY * 21, "journey: there may be at most 20"),
        ("[journey]\nname = 'Ring oss'", "journey: write [[journey]]"),
        ("journey = ['Ring oss']", "journey 1: write [[journey]]"),
    ],
)
def test_a_mistake_in_a_journey_names_the_file_the_journey_and_what_may_stand_there(tmp_path: Path, text: str, told: str) -> None:
    said, path = mistake(tmp_path, text)

    assert said.startswith(f"{path}: journey")
    assert told in said
    assert "hemligt" not in said


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(CallError, match="there is no such file"):
        settle(tmp_path / "none.toml")


def test_an_option_out_of_bounds_is_named_as_on_the_command_line() -> None:
    with pytest.raises(CallError, match="--max-pages"):
        settle(None, max_pages=-1)


def test_answers_of_the_command_line_are_laid_over_those_of_the_file(config: Path) -> None:
    given = read_answers(["has-subscriptions=no", "sells-at-a-distance=NO"])

    assert settle(config, answers=given).answers == {"sells-at-a-distance": False, "has-subscriptions": False}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("sells-at-distance=yes", "there is no question 'sells-at-distance'"),
        ("sells-at-a-distance=perhaps", "answered by yes or no, not 'perhaps'"),
        ("yes", "NAME=ANSWER"),
        ("sector=", "NAME=ANSWER"),
        ("sector=bakery", "sector is answered by one or more of telecom"),
    ],
)
def test_an_answer_to_no_question_and_an_answer_that_is_none_are_told(text: str, told: str) -> None:
    with pytest.raises(CallError, match=told) as raised:
        settle(answers=read_answers([text]))
    assert "\n" not in str(raised.value)


def test_two_answers_to_one_question_are_told() -> None:
    with pytest.raises(CallError, match="answered in another way"):
        read_answers(["sector=rail", "sells-at-a-distance=yes", "sells-at-a-distance=no"])


@pytest.mark.parametrize(
    ("text", "given", "rendered", "pages"),
    [
        ("", {}, 12, 60),
        ("", {"quick": True}, 4, 30),
        ("", {"quick": True, "max_pages": 50}, 4, 50),
        ("quick = true\nmax-rendered = 9\n", {}, 9, 30),
        ("max-rendered = 9\nmax-pages = 99\n", {"quick": True}, 4, 30),
        ("quick = true\nmax-rendered = 9\n", {"quick": False}, 9, 60),
    ],
)
def test_what_is_said_of_a_setting_goes_before_a_quick_look(
    tmp_path: Path, text: str, given: dict[str, object], rendered: int, pages: int
) -> None:
    path = tmp_path / "auditor.toml"
    path.write_text(text, "utf-8")
    settings = settle(path, **given)
    assert (settings.max_rendered, settings.max_pages) == (rendered, pages)
    assert settings.delay is None, "a quick look is as polite as any"


def test_addresses_of_hosts_stand_in_the_file_too(tmp_path: Path) -> None:
    path = tmp_path / "auditor.toml"
    path.write_text('resolve = ["Shop.example:10.0.0.5"]\n', "utf-8")
    assert settle(path).resolve == ("shop.example:10.0.0.5",)
    said, named = mistake(tmp_path, 'resolve = "shop.example:nowhere"')
    assert said.startswith(f"{named}: resolve: ")
    assert "is no IP address" in said


SITES = """
fail-on = "serious"
country = "SE"
[answers]
sells-at-a-distance = true
[budget]
fixes = "<= 5"
[[site]]
url = "https://a.example"
baseline = "a.json"
country = "NO"
answers = {has-subscriptions = true}
[site.budget.channels]
phone = "<= 1 click"
[[site]]
url = "b.example"
name = "B"
"""


def test_a_site_has_what_is_its_own_in_place_of_what_is_said_for_all_and_the_command_line_goes_before(tmp_path: Path) -> None:
    path = tmp_path / "auditor.toml"
    path.write_text(SITES, "utf-8")
    settings = settle(path, answers={"has-subscriptions": False})
    first, second = (settings.of(site) for site in settings.site)

    assert (first.country, str(first.baseline), first.budget.fixes, first.budget.channels["phone"].told) == (
        "NO",
        "a.json",
        None,
        "1 click",
    )
    assert (second.country, second.baseline, second.budget.fixes, second.fail_on) == ("SE", None, 5, "serious")
    assert first.answers == second.answers == {"sells-at-a-distance": True, "has-subscriptions": False}
    assert settle(path, country="DE", baseline=Path("x.json")).site[0].model_dump(include={"country", "baseline"}) == {
        "country": "DE",
        "baseline": Path("x.json"),
    }


SITE = "[[site]]\nurl = 'https://a.example'\n"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[[site]]\nname = 'A'", "site 1: url: it is missing"),
        ("site = ['https://a.example']", "site 1: write [[site]] above its settings"),
        ("[site]\nurl = 'https://a.example'", "site: write [[site]], for there may be several"),
        (SITE + "max-pages = 3", "site 'https://a.example': max-pages: a site has no such setting, but country, journey"),
        (SITE + "answers = 'yes'", "site 'https://a.example': answers: "),
        (SITE + "[[site.suppress]]\nrule = 'phone-given'", "site 'https://a.example': suppress.0.target: it is missing"),
        (SITE + "budget.channels.phone = 2", "site 'https://a.example': budget.channels: phone: 2 is no depth"),
        ("budget = 3", "budget: write [budget] above its settings"),
        (
            "budget.phone = '<= 2 clicks'",
            "budget.phone: a budget has no such setting, but channels, categories, rules, fixes, dead-ends",
        ),
    ],
)
def test_a_mistake_in_a_site_or_a_budget_names_it_and_says_what_to_write(tmp_path: Path, text: str, told: str) -> None:
    said, path = mistake(tmp_path, text)

    assert said.startswith(f"{path}: {told}")
