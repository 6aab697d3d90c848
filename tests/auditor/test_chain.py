"""The chain and the seal: whatever is changed alone in a bundle is found, and what was done to it can be read."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor import bundle, chain
from auditor.judging import judge_into
from auditor.settings import Settings
from auditor.verifying import verified
from rules.cases import evidence_from
from spiders.manifest import Manifest
from tests.auditor.conftest import Run
from tests.rules.test_own import SITE

MANIFEST = Manifest(
    started="2026-11-21T08:00:00Z",
    finished="2026-11-21T08:01:00Z",
    settings={"max_pages": 60, "max_seconds": 180.0, "browser": True},
    environment={"system": "Linux", "network_exit": "not recorded"},
)
EVIDENCE = evidence_from(SITE)


def as_of(day: str) -> Settings:
    return Settings.model_validate({"pack": "int", "as-of": day})


def written(folder: Path) -> Path:
    """A small bundle, judged once."""
    (folder / "pages").mkdir(parents=True)
    (folder / "pages" / "001.html").write_text("<h1>Acme</h1>", "utf-8")
    bundle.replace_file(folder / bundle.EVIDENCE, bundle.dump(EVIDENCE))
    judge_into(folder, bundle.seal(folder, MANIFEST), EVIDENCE, as_of("2026-11-21"))
    return folder


@pytest.fixture
def whole(tmp_path: Path) -> Path:
    return written(tmp_path / "acme")


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("chain") / "acme")


@settings(max_examples=30)
@given(st.data())
def test_any_one_changed_byte_of_any_file_is_found(shared: Path, data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(sorted(path for path in shared.rglob("*") if path.is_file())))
    content = path.read_bytes()
    offset = data.draw(st.integers(0, len(content) - 1))
    changed = bytearray(content)
    changed[offset] ^= data.draw(st.integers(1, 255))
    path.write_bytes(changed)
    try:
        assert verified(shared).changed
    finally:
        path.write_bytes(content)


def test_every_byte_of_the_manifest_counts(shared: Path) -> None:
    """All of them, not a sample: white space, names of fields, and the fields that no other file depends on."""
    content = (shared / bundle.MANIFEST).read_bytes()
    for offset in range(len(content)):
        for flip in (1, 0x20):
            changed = bytearray(content)
            changed[offset] ^= flip
            assert chain.faults(bytes(changed)), content[max(0, offset - 20) : offset + 5]
    assert chain.faults(content) == []


def test_it_tells_what_was_done_and_when_it_is_sound(run: Run, whole: Path) -> None:
    code, said = run("verify", str(whole))
    seal = bundle.read(whole).manifest.seal
    assert (code, "Done to it: collected, then judged." in said, seal in said) == (0, True, True), said
    assert "keep this one elsewhere" in said
    (whole / "verdicts.json").write_text("{}", "utf-8")
    assert run("verify", str(whole))[0] == 1
    (whole / "manifest.json").write_text("{}", "utf-8")
    assert run("verify", str(whole))[0] == 1


def test_judging_again_adds_a_link_and_the_same_judgement_none(whole: Path) -> None:
    first = bundle.read(whole).manifest
    _, again = judge_into(whole, first, EVIDENCE, as_of("2026-11-21"))
    assert again == first
    _, later = judge_into(whole, again, EVIDENCE, as_of("2026-12-28"))
    assert [link.step for link in later.chain] == ["collected", "judged", "judged"]
    assert later.chain[:2] == first.chain
    assert {link.seen for link in later.chain} == {first.chain[0].seen}
    assert later.chain[2].before == first.seal
    assert later.chain[2].settings["as_of"] == "2026-12-28"
    assert chain.seals(later) == (*chain.seals(first), later.seal)
    assert verified(whole).sound


def test_evidence_that_was_replaced_and_sealed_again_is_found(whole: Path) -> None:
    (whole / "pages" / "001.html").write_text("<h1>Acne</h1>", "utf-8")
    bundle.seal(whole, bundle.read(whole).manifest, "judged")
    assert verified(whole).changed == ("manifest.json: the evidence was replaced between steps 2 and 3",)


def _without_first(told: dict[str, Any]) -> None:
    del told["chain"][0]


def _other_versions(told: dict[str, Any]) -> None:
    told["chain"][0]["versions"]["auditor"] = "9.9"


def _other_time(told: dict[str, Any]) -> None:
    told["started"] = "2026-11-20T08:00:00Z"


def _no_seal(told: dict[str, Any]) -> None:
    del told["seal"]


def _no_chain(told: dict[str, Any]) -> None:
    told["chain"] = []


@pytest.mark.parametrize("change", [_without_first, _other_versions, _other_time, _no_seal, _no_chain])
def test_a_changed_field_is_found(whole: Path, change: Callable[[dict[str, Any]], None]) -> None:
    told = json.loads((whole / bundle.MANIFEST).read_bytes())
    change(told)
    (whole / bundle.MANIFEST).write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", "utf-8")
    assert all(line.startswith("manifest.json") for line in verified(whole).changed)
    assert verified(whole).changed


def test_a_bundle_of_an_older_version_verifies_and_is_told_to_have_no_chain(run: Run, whole: Path) -> None:
    told = json.loads((whole / bundle.MANIFEST).read_bytes())
    del told["chain"], told["seal"]
    (whole / bundle.MANIFEST).write_text(json.dumps(told), "utf-8")
    code, said = run("verify", str(whole))
    assert (code, "nothing seals its manifest" in said) == (0, True), said
    judge_into(whole, bundle.read(whole).manifest, EVIDENCE, as_of("2026-11-21"))
    assert [link.step for link in bundle.read(whole).manifest.chain] == ["judged"]
    assert verified(whole).sound


def test_who_writes_all_of_it_anew_is_found_by_the_seal_alone(whole: Path) -> None:
    before = bundle.read(whole).manifest.seal
    (whole / "pages" / "001.html").write_text("<h1>Acne</h1>", "utf-8")
    judge_into(whole, bundle.seal(whole, MANIFEST), EVIDENCE, as_of("2026-11-21"))
    assert verified(whole).sound
    assert bundle.read(whole).manifest.seal != before


def test_a_field_that_a_later_version_adds_breaks_no_chain(whole: Path) -> None:
    told = json.loads((whole / bundle.MANIFEST).read_bytes())
    assert not [name for name, value in told.items() if value in ("", None, [], {})]
    assert "capture" not in told
    assert "before" not in told["chain"][0]
