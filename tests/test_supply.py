"""What the program is made of: packages pinned by their hashes, and tried under every Python it is said to run on."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from spiders import strictyaml

ROOT = Path(__file__).parents[1]
LOCKS = {path.name: path.read_text("utf-8") for path in sorted(ROOT.glob("requirements*.txt"))}
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))


def pins(name: str) -> dict[str, set[str]]:
    """Package and versions, of which there are several where Pythons or systems get different ones."""
    found: dict[str, set[str]] = {}
    for package, version in re.findall(r"^([A-Za-z0-9_.-]+)(?:\[[^]]*\])?==([^ ;]+)", LOCKS[name], re.M):
        found.setdefault(package, set()).add(version)
    return found


@pytest.mark.parametrize("name", LOCKS)
def test_every_package_is_pinned_by_its_hash_and_from_no_named_index(name: str) -> None:
    entries = re.split(r"\n(?=\S)", re.sub(r"^#.*\n", "", LOCKS[name], flags=re.M).strip())

    assert not [entry for entry in entries if not re.match(r"\S+==\S+ .*--hash=sha256:[0-9a-f]{64}", entry, re.S)]
    assert "://" not in LOCKS[name]
    assert not re.search(r"^-", LOCKS[name], re.M)


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-image.txt"])
def test_what_runs_is_what_is_tested(name: str) -> None:
    tested = pins("requirements-dev.txt")

    assert not {package: found for package, found in pins(name).items() if tested.get(package) != found}


def test_every_direct_dependency_is_pinned() -> None:
    named = {re.split(r"[^A-Za-z0-9_.-]", each)[0].lower().replace("_", "-") for each in PROJECT["dependencies"]}

    assert named <= {package.lower() for package in pins("requirements.txt")}


def test_every_python_that_is_promised_is_tried() -> None:
    promised = {each.rpartition(" :: ")[2] for each in PROJECT["classifiers"] if re.search(r":: 3\.\d+$", each)}
    jobs = strictyaml.load((ROOT / ".github" / "workflows" / "ci.yml").read_text("utf-8"))["jobs"]

    assert set(jobs["test"]["strategy"]["matrix"]["python"]) == promised
    assert {"run": "bash .ci/run"} in jobs["test"]["steps"]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_an_action_of_others_is_pinned_by_its_commit(path: Path) -> None:
    used = re.findall(r"uses: (\S+)", path.read_text("utf-8"))

    assert used
    assert not [each for each in used if not re.search(r"@[0-9a-f]{40}$", each)]
