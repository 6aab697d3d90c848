"""Judging a bundle by own packs and with suppressions: what is kept, what the gate says, and that it verifies elsewhere."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from auditor import bundle
from rules.cases import evidence_from
from spiders.manifest import Manifest
from tests.auditor.conftest import Run
from tests.rules.test_own import EXAMPLE, SITE

SUPPRESS = """
[[suppress]]
rule = "house-no-shared-cost"
target = "/kontakt"
reason = "Number changes in spring, ticket 7"
owner = "Telephony"
expires = 2027-03-31
"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A bundle of the site of the worked example, not judged yet; and its pack beside the settings."""
    folder = tmp_path / "audit"
    folder.mkdir()
    (folder / bundle.EVIDENCE).write_bytes(bundle.dump(evidence_from(SITE)))
    bundle.seal(folder, Manifest(started="2026-11-21T08:00:00Z", finished="2026-11-21T08:01:00Z"))
    (tmp_path / "house.yaml").write_text(EXAMPLE, "utf-8")
    (tmp_path / "auditor.toml").write_text('rules = ["house.yaml"]\nas-of = 2026-11-21\n', "utf-8")
    return folder


def settings(site: Path, more: str) -> None:
    path = site.parent / "auditor.toml"
    path.write_text(path.read_text("utf-8") + more, "utf-8")


def test_own_packs_are_judged_beside_the_country_s_and_verify_elsewhere(run: Run, site: Path, tmp_path: Path) -> None:
    assert run("judge", "audit", "--quiet") == (0, "")
    told = json.loads((site / bundle.VERDICTS).read_text("utf-8"))
    packs = [pack["id"] for pack in told["method"]["packs"]]
    assert packs[0] == "se"
    assert packs[-1] == "house"
    (tmp_path / "house.yaml").unlink()
    (tmp_path / "auditor.toml").unlink()
    shutil.move(site, tmp_path / "elsewhere")
    code, said = run("verify", "elsewhere")
    assert (code, "the verdicts follow from the evidence" in said) == (0, True), said


def test_a_pack_that_extends_a_bundled_one_is_kept_whole(run: Run, site: Path, tmp_path: Path) -> None:
    (tmp_path / "house.yaml").write_text(EXAMPLE.replace("id: house\n", "id: house\nextends: int\n"), "utf-8")
    assert run("judge", "audit", "--quiet", "--pack", "house.yaml", "--config", "empty.toml")[0] == 2
    (tmp_path / "empty.toml").touch()
    assert run("judge", "audit", "--quiet", "--pack", "house.yaml", "--config", "empty.toml")[0] == 0
    kept = json.loads((site / "packs" / "house.json").read_text("utf-8"))
    assert kept["extends"] is None
    assert len(kept["entries"]) > 3
    assert run("verify", "audit")[0] == 0


def test_judging_by_bundled_packs_alone_keeps_none(run: Run, site: Path, tmp_path: Path) -> None:
    run("judge", "audit", "--quiet")
    (tmp_path / "auditor.toml").write_text("as-of = 2026-11-21\n", "utf-8")
    assert run("judge", "audit", "--quiet")[0] == 0
    assert list((site / "packs").glob("*")) == []
    assert run("verify", "audit")[0] == 0


def test_a_kept_pack_that_was_changed_is_found(run: Run, site: Path) -> None:
    run("judge", "audit", "--quiet")
    path = site / "packs" / "house.json"
    path.write_text(path.read_text("utf-8").replace('"fails_when": "channels', '"fails_when": "!channels'), "utf-8")
    code, said = run("verify", "audit")
    assert code == 1
    assert "packs/house.json: changed" in said
    assert "house/house-no-shared-cost: was failed" in said


def test_a_folder_of_own_packs_is_judged_by(run: Run, site: Path, tmp_path: Path) -> None:
    (tmp_path / "house").mkdir()
    shutil.move(tmp_path / "house.yaml", tmp_path / "house" / "rules.yaml")
    (tmp_path / "auditor.toml").write_text('rules = "house"\n', "utf-8")
    assert run("judge", "audit", "--quiet")[0] == 0
    assert (site / "packs" / "house.json").is_file()


def test_a_suppressed_finding_passes_the_gate_and_stays_in_the_score_and_the_bundle(run: Run, site: Path) -> None:
    run("judge", "audit", "--quiet")
    before = json.loads((site / bundle.VERDICTS).read_text("utf-8"))
    assert "A number costs more" in run("gate", "audit", "--fail-on", "minor")[1]
    settings(site, SUPPRESS)
    run("judge", "audit", "--quiet")
    after = json.loads((site / bundle.VERDICTS).read_text("utf-8"))
    (mine,) = [verdict for verdict in after["verdicts"] if verdict["rule"] == "house-no-shared-cost"]
    assert (mine["outcome"], mine["suppressed"]) == ("failed", "Number changes in spring, ticket 7 (Telephony, until 2027-03-31)")
    assert after["method"]["suppressions"][0]["expires"] == "2027-03-31"
    assert before["score"] == after["score"]
    assert "A number costs more" not in run("gate", "audit", "--fail-on", "minor")[1]
    assert run("verify", "audit")[0] == 0


@pytest.mark.parametrize(("fail_on", "told"), [("minor", True), ("moderate", True), ("serious", False)])
def test_an_expired_suppression_is_a_finding_of_the_gate_s(run: Run, site: Path, fail_on: str, told: bool) -> None:
    settings(site, SUPPRESS.replace("2027", "2026"))
    run("judge", "audit", "--quiet")
    _, said = run("gate", "audit", "--fail-on", fail_on)
    assert ("A suppression has expired" in said) is told
    assert "A number costs more" in said
    assert run("verify", "audit")[0] == 0


@pytest.mark.parametrize("format_", ["md", "html", "csv", "junit"])
def test_reports_tell_what_was_set_aside_and_what_is_wrong_with_suppressions(run: Run, site: Path, format_: str) -> None:
    settings(site, SUPPRESS + SUPPRESS.replace('"/kontakt"', '"/nowhere"'))
    run("judge", "audit", "--quiet")
    code, _ = run("report", "audit", "--format", format_, "--out", "told")
    told = (site.parent / "told").read_text("utf-8")
    assert code == 0
    assert "Number changes in spring, ticket 7 (Telephony, until 2027-03-31)" in told
    assert "meets no finding" in told
    assert format_ not in {"md", "html"} or "About the settings file" in told


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (SUPPRESS.replace("house-no-shared-cost", "no-such-rule"), "suppress 'no-such-rule': rule: there is no such rule"),
        (SUPPRESS.replace('owner = "Telephony"\n', ""), "suppress 'house-no-shared-cost': owner: it is missing"),
        (SUPPRESS.replace("2027-03-31", '"soon"'), "expires: 'soon' is no date; give one as 2027-03-31"),
        (SUPPRESS.replace('"/kontakt"', '"kontakt"'), "target: 'kontakt' is no target; give a path such as /help/*"),
        (SUPPRESS.replace('"Telephony"', '" "'), "owner: it is empty"),
        (SUPPRESS + 'until = "x"\n', "until: a suppress has no such setting, but rule, target, reason, owner, expires"),
        (SUPPRESS.replace("[[suppress]]", "[suppress]"), "suppress: write [[suppress]], for there may be several"),
    ],
)
def test_a_suppression_that_is_wrong_is_a_wrong_call_in_one_line(run: Run, site: Path, more: str, told: str) -> None:
    settings(site, more)
    code, said = run("judge", "audit")
    assert (code, told in said, len(said.splitlines())) == (2, True, 1), said


@pytest.mark.parametrize(
    ("rules", "told"),
    [
        ("gone.yaml", "gone.yaml: cannot be read"),
        ("audit/packs2", "no such pack: audit/packs2"),
        ("empty", "rules: empty: holds no YAML file"),
        ("same.yaml", "se: a bundled pack has this id"),
        ("twice", "house: two of the packs have this id"),
    ],
)
def test_own_packs_that_cannot_be_used_are_a_wrong_call(run: Run, site: Path, tmp_path: Path, rules: str, told: str) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "twice").mkdir()
    for name in ("a.yaml", "b.yaml"):
        (tmp_path / "twice" / name).write_text(EXAMPLE, "utf-8")
    (tmp_path / "same.yaml").write_text(re.sub(r"^id: house$", "id: se", EXAMPLE, flags=re.M), "utf-8")
    (tmp_path / "auditor.toml").write_text(f'rules = ["{rules}"]\n', "utf-8")
    code, said = run("judge", "audit")
    assert (code, told in said, len(said.splitlines())) == (2, True, 1), said


def test_verdicts_as_of_no_day_cannot_be_given_again(run: Run, site: Path) -> None:
    assert run("judge", "audit", "--quiet")[0] == 0
    told = json.loads((site / bundle.VERDICTS).read_text("utf-8"))
    told["method"]["as_of"] = "yesterday"
    (site / bundle.VERDICTS).write_text(json.dumps(told), "utf-8")
    bundle.seal(site, bundle.read_manifest(site), "judged")
    code, said = run("verify", "audit")
    assert (code, "as_of 'yesterday': is no day" in said) == (1, True), said
