"""Rules of installed distributions: read beside the catalogue's; one that cannot be used is told and never passed over."""

import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from rules.cases import evidence_from
from rules.engine import judge
from rules.lint import lint_rule
from rules.pack import parse_pack
from rules.registry import PluginError, rules
from rules.scaffold import scaffold

PACK = """\
id: acme
version: "1"
title: Acme
entries:
  - rule: acme-desk-hours
    level: should
    severity: minor
    expects: a phone number
    applies: {to: everybody}
    citations: [{authority: Handbook 1, url: "https://example.org/", force: good-practice, confidence: high}]
"""


@pytest.fixture
def distribution(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A distribution on the path that brings the rule `acme-desk-hours`."""
    scaffold("acme-desk-hours", "human-contact", tmp_path / "acme_rules")
    (tmp_path / "acme_rules" / "__init__.py").write_text("", "utf-8")
    info = tmp_path / "acme_rules-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: acme-rules\nVersion: 1.0\n", "utf-8")
    (info / "entry_points.txt").write_text("[auditor.rules]\ndesk = acme_rules.acme_desk_hours\n", "utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    rules.cache_clear()
    yield tmp_path
    rules.cache_clear()
    for name in [name for name in sys.modules if name.partition(".")[0] == "acme_rules"]:
        del sys.modules[name]


def test_a_rule_of_a_distribution_is_judged_like_any_other(distribution: Path) -> None:
    pack = parse_pack(PACK, "acme.yaml")
    phone = {"channels": [{"kind": "phone", "value": "+46840400100", "at": "/"}]}
    outcomes = [judge(evidence_from(short), [pack], date(2026, 11, 21)).verdicts[0].outcome for short in (phone, {})]
    assert outcomes == ["passed", "failed"]


def test_the_linter_reads_it_too(distribution: Path) -> None:
    rule = rules()["acme-desk-hours"]
    assert rule.home is not None
    assert {problem.message for problem in lint_rule(rule, rule.home)} == {"a TODO is left"}


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("rule.py", "raise RuntimeError('boom')"),
        ("rule.py", ""),
        ("rule.yaml", "id: acme-desk-hours"),
        ("rule.md", "# acme-desk-hours"),
    ],
)
def test_one_that_cannot_be_used_names_its_distribution(distribution: Path, file: str, text: str) -> None:
    (distribution / "acme_rules" / "acme_desk_hours" / file).write_text(text, "utf-8")
    with pytest.raises(PluginError) as error:
        rules()
    assert str(error.value).startswith("acme-rules: its rule desk (acme_rules.acme_desk_hours) cannot be used: ")
    assert "\n" not in str(error.value)


def test_one_that_takes_the_name_of_another_is_told(distribution: Path) -> None:
    home = distribution / "acme_rules" / "acme_desk_hours"
    for file in ("rule.yaml", "rule.md"):
        (home / file).write_text((home / file).read_text("utf-8").replace("acme-desk-hours", "email-given"), "utf-8")
    with pytest.raises(PluginError, match=r"acme-rules: .*there is a rule email-given already"):
        rules()


def test_one_of_no_category_is_told(distribution: Path) -> None:
    home = distribution / "acme_rules" / "acme_desk_hours"
    (home / "rule.yaml").write_text((home / "rule.yaml").read_text("utf-8").replace("human-contact", "colours"), "utf-8")
    with pytest.raises(PluginError, match="no such category: colours"):
        rules()
