"""README and docs/ are held to the program: settings files that they show, commands that they call, the list of settings."""

from __future__ import annotations

import re
import shlex
import tomllib
from pathlib import Path
from typing import Any

import pytest
import typer.main
from scrapy.robotstxt import ProtegoRobotParser

from auditor.cli import app
from auditor.settings import Settings, Site, settle
from spiders.net.identity import PRODUCT_TOKEN, program_version, user_agent

ROOT = Path(__file__).parents[1]
PAGES = {page.name: page.read_text("utf-8") for page in (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))}
COMMANDS: Any = typer.main.get_command(app)


def blocks(*languages: str) -> list[tuple[str, str]]:
    """Every block of code in one of the languages, "" being none, with its page."""
    fenced = re.compile(r"^```(\S*)\n(.*?)^```$", re.M | re.S)
    return [(name, block) for name, text in PAGES.items() for language, block in fenced.findall(text) if language in languages]


def settings_files() -> list[tuple[str, str]]:
    return [(name, block) for name, block in blocks("toml") if not block.startswith("[project")]


def calls() -> list[tuple[str, str]]:
    lines = [(name, line.partition("  #")[0]) for name, block in blocks("sh", "") for line in block.splitlines()]
    found = [(name, re.search(r"(?<![\w/.`-])auditor [a-z]+\b.*?(?=;| \|\| | && |$)", line)) for name, line in lines]
    return [(name, each[0]) for name, each in found if each]


@pytest.mark.parametrize(("page", "block"), settings_files())
def test_every_settings_file_of_the_documentation_is_one(page: str, block: str, tmp_path: Path) -> None:
    path = tmp_path / "auditor.toml"
    path.write_text(block, "utf-8")

    told = {name.replace("-", "_") for name in tomllib.loads(block)}
    assert told <= settle(path).model_fields_set, page


@pytest.mark.parametrize(("page", "call"), calls())
def test_every_command_of_the_documentation_can_be_called(page: str, call: str) -> None:
    _, name, *arguments = shlex.split(call)

    assert COMMANDS.commands[name].make_context(name, arguments).params is not None, page


def test_the_page_of_the_settings_tells_each_of_them_and_no_other() -> None:
    told = re.findall(r"^\| `([a-z-]+)`", PAGES["settings.md"], re.M)
    there = {str(field.alias) for model in (Settings, Site) for field in model.model_fields.values()}

    assert sorted(told) == sorted(there)


def test_what_the_page_of_the_sweep_tells_a_site_to_write_refuses_this_program_alone_and_whole() -> None:
    (told,) = re.findall(r"^```text\n(User-agent: .*?)^```$", PAGES["sweep.md"], re.M | re.S)
    parser = ProtegoRobotParser(f"User-agent: *\nDisallow:\n\n{told}".encode(), None)

    assert not any(parser.allowed(f"https://norrtel.example/{path}", PRODUCT_TOKEN) for path in ("", "kontakt?a=b"))
    assert parser.allowed("https://norrtel.example/", "another")


def test_the_page_of_the_sweep_tells_the_user_agents() -> None:
    for contact in ("", "CONTACT"):
        assert f"`{user_agent(contact)}`".replace(program_version(), "VERSION") in PAGES["sweep.md"]


THREATS = [line for line in PAGES["security.md"].splitlines() if re.match(r"\| (?!-|.*could … \|)", line)]


@pytest.mark.parametrize("line", THREATS, ids=lambda line: line[2:50])
def test_every_line_of_the_threat_model_names_tests_that_are_there(line: str) -> None:
    threat, holds, tests = (cell.strip() for cell in line.strip("|").split(" | "))
    named = re.findall(r"`([^`]*)`", tests)

    assert threat
    assert holds
    assert named
    assert [test for test in named if not is_there(test)] == []


def is_there(test: str) -> bool:
    """Whether pytest would find it: `tests/…/test_x.py::test_y`."""
    path, _, name = test.partition("::")
    file = ROOT / path
    return bool(name) and file.is_file() and re.search(rf"^(?:async )?def {name}\(", file.read_text("utf-8"), re.M) is not None


def test_a_test_that_is_not_there_is_found_out() -> None:
    assert is_there("tests/test_docs.py::test_a_test_that_is_not_there_is_found_out")
    assert not [test for test in ("tests/test_docs.py", "tests/test_docs.py::test_a", "tests/gone.py::test_a") if is_there(test)]
    assert len(THREATS) > 60


FAULTS = re.findall(r"^\| (?!---|what breaks).*$", PAGES["faults.md"], re.M)


@pytest.mark.parametrize("line", FAULTS, ids=lambda line: line[2:50])
def test_every_fault_that_is_told_names_tests_that_are_there(line: str) -> None:
    broken, _, _, _, _, tests = (cell.strip() for cell in line.strip("|").split(" | "))
    named = re.findall(r"`([^`]*)`", tests)

    assert broken
    assert named
    assert [test for test in named if not is_there(test)] == []
